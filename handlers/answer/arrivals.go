package answer

import (
	"cmp"
	"fmt"
	"slices"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// Arrivals is what came in a range of days, and what should have.
type Arrivals struct {
	From, To calendar.Date
	// Payouts that the bank booked in these days or, where it booked none, that
	// were sent or due then.
	Payouts []trail.PayoutView
	// Due are payments that are due in these days and have not arrived.
	Due  []trail.Trail
	Late []trail.Freshness
	// Each payout is told though it is a chain's: its sum is held against another one.
	Each bool
	// Bank is the bank's file that arrivals are read from, zero where there is none;
	// AsOf the oldest file that the answer rests on.
	Bank, AsOf trail.Freshness
}

// came tells payouts apart: what the bank credited, what was sent to an account
// whose credits cannot be seen, what should be there and is not, what is on its way.
type came struct{ got, sent, missing, waiting []trail.PayoutView }

func (v Arrivals) split(today calendar.Date) (c came) {
	for _, x := range v.Payouts {
		switch x.State {
		case trail.PayoutArrived, trail.PayoutOver:
			c.got = append(c.got, x)
		case trail.PayoutShort:
			c.got, c.missing = append(c.got, x), append(c.missing, x)
		case trail.PayoutCarried: // nothing was to be paid
		case trail.PayoutSent, trail.PayoutConfirmed:
			if x.BankSeen {
				c.waiting = append(c.waiting, x)
			} else {
				c.sent = append(c.sent, x)
			}
		case trail.PayoutExpected:
			if x.SentOn != 0 && x.SentOn < today && !slices.ContainsFunc(x.Reasons, waitsForOther) {
				c.missing = append(c.missing, x)
			} else {
				c.waiting = append(c.waiting, x)
			}
		default:
			c.missing = append(c.missing, x)
		}
	}
	return c
}

// Credited is what the bank credited in these days, in each currency, and in how many payouts.
func (v Arrivals) Credited(today calendar.Date) ([]patterns.Sum, int) {
	c := v.split(today)
	return credited(c.got), len(c.got)
}

// waitsForOther tells the reasons of money that no day of its own brings: it waits
// for the merchant's tap, for more money, or for a file.
func waitsForOther(r trail.Reason) bool {
	switch r {
	case trail.ManualWithdrawal, trail.MinPayout, trail.CarriedOver, trail.NegativeBalance, trail.NotKnownYet, trail.FileLate:
		return true
	}
	return false
}

// overdue tells whether a payment that has not arrived should have: its day is past,
// or something is wrong with it.
func overdue(t trail.Trail, today calendar.Date) bool {
	if t.Late != nil || slices.ContainsFunc(t.Reasons, waitsForOther) {
		return false
	}
	return t.Due.On < today || slices.ContainsFunc(t.Reasons, func(r trail.Reason) bool { return !inOrder[r] })
}

// ArrivedIn answers how much arrived in a range of days: first the sum of what the
// bank credited, in each currency, then of which days' sales each payout is, then what
// should have come and did not, then what is still on its way. Where no bank record of
// an account is to be had it is the sum of what was sent, and says so; of days that the
// bank's file does not tell of yet, that they are open. What did not arrive is listed, not added.
func (b *Book) ArrivedIn(a Audience, v Arrivals) Reply {
	p := b.page(a)
	if !a.totals() {
		p.say("daily.cashier", nil)
		return p.done()
	}
	c := v.split(a.today())
	days := p.days(v.From, v.To)
	open := v.Bank.Covers != 0 && v.Bank.Covers < min(v.To, a.today())
	seen := v.Bank.Covers != 0 || slices.ContainsFunc(v.Payouts, func(x trail.PayoutView) bool { return x.BankSeen })
	switch {
	case len(c.got) > 0:
		p.say("daily.arrived_days", values{"Days": days, "Amount": p.sums(credited(c.got)), "Count": len(c.got), "SoFar": false})
		if open {
			p.say("daily.arrived_until", values{"Covers": p.Date(v.Bank.Covers)})
		}
	case len(c.sent) > 0:
		p.say("daily.sent_days", values{"Days": days, "Amount": p.sums(credited(c.sent)), "Count": len(c.sent)})
	case open:
		p.say("daily.arrived_open", values{"Days": days, "Covers": p.Date(v.Bank.Covers)})
	case !seen:
		p.say("daily.arrived_blind", values{"Days": days})
	default:
		p.say("daily.arrived_days", values{"Days": days, "Amount": "", "Count": 0, "SoFar": v.To >= a.today()})
	}
	p.shop()
	p.gap()
	p.arrivedByShop(c.got, c.sent)
	whole := len(p.to.Shops) < 2 || v.Each // of a chain the sums by shop, each payout by a tap
	if len(c.got) > 0 {
		if whole {
			p.arrivals(c.got, v.From != v.To)
		}
		if len(c.sent) > 0 {
			p.gap()
			p.say("daily.sent_too", values{"Amount": p.sums(credited(c.sent)), "Count": len(c.sent)})
		}
	}
	if whole {
		p.arrivals(c.sent, v.From != v.To)
	} else {
		p.arrivalButtons(v)
	}
	var missing, waiting []trail.Trail
	for _, t := range v.Due {
		if overdue(t, a.today()) {
			missing = append(missing, t)
		} else {
			waiting = append(waiting, t)
		}
	}
	p.notCome("daily.not_come", c.missing, missing)
	p.notCome("daily.waiting", c.waiting, waiting)
	p.lateFiles("daily.arrived_late", v.Late)
	p.gap()
	p.asOf(v.AsOf)
	if v.From == v.To {
		p.row(p.dayButton(v.From))
	}
	return p.done()
}

// AgainstTotal says how a sum that somebody names stands to what arrived in some days:
// that it is just that, or by how much it differs.
func (b *Book) AgainstTotal(a Audience, from, to calendar.Date, total, named int64, currency string) Reply {
	p := b.page(a)
	v := values{"Days": p.days(from, to), "Total": p.Money(total, currency), "Named": p.Money(named, currency), "Less": named < total, "Differs": p.Money(size(total-named), currency)}
	if named == total {
		p.say("daily.total_same", v)
	} else {
		p.say("daily.total_differs", v)
	}
	return p.done()
}

// arrivals lists payouts, each with its button, as many as a message shows.
func (p *page) arrivals(list []trail.PayoutView, days bool) {
	most(p, list, func(x trail.PayoutView) {
		p.line(p.arrival(x, days))
		p.row(p.payoutButton(x))
	})
}

// arrivalButtons gives each shop of a chain to which something came the button that shows it.
func (p *page) arrivalButtons(v Arrivals) {
	var row []outbox.Button
	for _, m := range p.shopsOf(v.Payouts) {
		if row = append(row, outbox.Button{Text: clip(branch(m), 20), Data: press.Data(press.Shop, fmt.Sprint(m.Row), v.From.String(), v.To.String(), press.Arrived)}); len(row) == 2 {
			p.row(row...)
			row = nil
		}
	}
	p.row(row...)
}

// shopsOf are the shops of the chain that payouts are of, each once, in the order of their numbers.
func (p *page) shopsOf(list []trail.PayoutView) (shops []record.Merchant) {
	for _, v := range list {
		m, ok := p.to.Shops[v.MerchantID]
		if ok && len(shops) < mostShops && !slices.ContainsFunc(shops, func(x record.Merchant) bool { return x.ID == m.ID }) {
			shops = append(shops, m)
		}
	}
	slices.SortFunc(shops, func(a, b record.Merchant) int { return cmp.Compare(a.ID, b.ID) })
	return shops
}

// most tells of each of a list, as many as a message shows, and how many more there are.
func most[T any](p *page, list []T, tell func(T)) {
	for i, x := range list {
		if i == shown {
			p.say("daily.got_more", values{"Count": len(list) - i})
			return
		}
		tell(x)
	}
}

// PayoutsOf lists payouts, each with its day and shop.
func (b *Book) PayoutsOf(a Audience, list []trail.PayoutView) Reply {
	p := b.page(a)
	p.shop()
	p.gap()
	p.arrivals(list, true)
	return p.done()
}

// arrival tells in one line what a payout is made of, and where several days
// are told of its own day.
func (p *page) arrival(v trail.PayoutView, days bool) string {
	on := ""
	if days {
		on = p.Date(dayOf(v))
	}
	parts := p.consists(v)
	if parts == "" {
		parts = p.phrase(p.Say("payout.bare", nil))
	}
	return p.prefix(v.MerchantID) + p.Say("daily.arrived_one", values{"Day": on, "Amount": p.Money(amountAtBank(v), v.Currency), "Parts": parts})
}

// notCome lists under a title what has not arrived, each once.
func (p *page) notCome(title string, payouts []trail.PayoutView, due []trail.Trail) {
	all := p.troubles(due, payouts)
	if len(all) == 0 {
		return
	}
	p.gap()
	p.say(title, nil)
	most(p, all, func(x trouble) {
		p.line(p.troubleLine(x))
		if x.payout == nil || x.payout.State != trail.PayoutShort { // offered above
			p.row(p.troubleButton(x, openPart))
		}
	})
}

// credited adds up what the bank credited, by currency in the order of the list.
func credited(list []trail.PayoutView) []patterns.Sum {
	var out []patterns.Sum
next:
	for _, v := range list {
		for i := range out {
			if out[i].Currency == v.Currency {
				out[i].Amount += amountAtBank(v)
				continue next
			}
		}
		out = append(out, patterns.Sum{Currency: v.Currency, Amount: amountAtBank(v)})
	}
	return out
}
