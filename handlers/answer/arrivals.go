package answer

import (
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/trail"
)

// Arrivals is what came in a range of days, and what should have.
type Arrivals struct {
	From, To calendar.Date
	// Payouts that the bank booked in these days or, where it booked none, that
	// were sent or due then.
	Payouts []trail.PayoutView
	// Due are payments that should have arrived in these days and have not.
	Due  []trail.Trail
	Late []trail.Freshness
	AsOf trail.Freshness
}

// split tells what the bank credited, or what was sent where its credits cannot
// be seen (unseen), from what did not come.
func (v Arrivals) split() (got, missing []trail.PayoutView, unseen bool) {
	var sent []trail.PayoutView
	for _, x := range v.Payouts {
		switch x.State {
		case trail.PayoutArrived, trail.PayoutOver:
			got = append(got, x)
		case trail.PayoutShort:
			got, missing = append(got, x), append(missing, x)
		case trail.PayoutCarried: // nothing was to be paid
		case trail.PayoutSent, trail.PayoutConfirmed:
			if !x.BankSeen {
				sent = append(sent, x)
				continue
			}
			missing = append(missing, x)
		default:
			missing = append(missing, x)
		}
	}
	if len(got) == 0 && len(sent) > 0 {
		return sent, missing, true
	}
	return got, append(missing, sent...), false
}

// ArrivedIn answers how much arrived in a range of days: first the sum of what the
// bank credited, in each currency, then of which days' sales each payout is, then what
// should have come and did not. Where no bank record of the account is to be had it
// is the sum of what was sent, and says so. What did not arrive is listed, not added.
func (b *Book) ArrivedIn(a Audience, v Arrivals) Reply {
	p := b.page(a)
	if !a.totals() {
		p.say("daily.cashier", nil)
		return p.done()
	}
	got, missing, unseen := v.split()
	id := "daily.arrived_days"
	if unseen {
		id = "daily.sent_days"
	}
	p.say(id, values{"Days": p.days(v.From, v.To), "Amount": p.sums(credited(got)), "Count": len(got)})
	p.shop()
	p.gap()
	for i, x := range got[:min(len(got), shown)] {
		p.line(p.arrival(x, v.From != v.To))
		p.row(p.payoutButton(x))
		if i == shown-1 && len(got) > shown {
			p.say("daily.got_more", values{"Count": len(got) - shown})
		}
	}
	p.notCome(missing, v.Due)
	p.lateFiles("daily.arrived_late", v.Late)
	p.gap()
	p.asOf(v.AsOf)
	if v.From == v.To {
		p.row(p.dayButton(v.From))
	}
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

// notCome lists what should have arrived and did not, each once.
func (p *page) notCome(payouts []trail.PayoutView, due []trail.Trail) {
	all := p.troubles(due, payouts)
	if len(all) == 0 {
		return
	}
	p.gap()
	p.say("daily.not_come", nil)
	for i, x := range all {
		if i == shown {
			p.say("daily.got_more", values{"Count": len(all) - i})
			break
		}
		p.line(p.troubleLine(x))
		if x.payout == nil || x.payout.State != trail.PayoutShort { // offered above
			p.row(p.troubleButton(x, openPart))
		}
	}
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
