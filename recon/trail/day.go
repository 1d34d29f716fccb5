package trail

import (
	"cmp"
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// BuildDay gives the settlement summary of one business day. f.Sales are the
// transactions of the day and every earlier one whose money was not yet at the
// bank when the day began (later ones are left out here); f.Lines has their
// lines and the account's, f.Payouts their payouts and those booked or sent on
// the day. Before and after of the roll-forward are what the same rows told at
// the end of the day before and of the day itself, by the dates they bear.
func BuildDay(f Facts, day calendar.Date, cals *calendar.Set, now time.Time) Day {
	l := newLedger(f, cals, now)
	d := Day{
		MerchantID: f.Merchant.ID, MerchantName: f.Merchant.Name, On: day,
		Proved: f.BankSeen[f.Merchant.Account.Key],
	}
	var known, sold []*Trail
	for _, t := range pointers(l.all()) {
		if t.Business <= day {
			known = append(known, t)
		}
		if t.Business == day {
			sold = append(sold, t)
		}
	}
	currency := l.currency(known)
	d.Sold = l.sum(sold, currency, day)
	d.Upcoming = l.upcoming(sold, currency, day)
	for _, t := range known {
		if wantsWord(t) && touches(t, day) {
			d.Exceptions = append(d.Exceptions, *t)
		}
	}
	sortExceptions(d.Exceptions)
	l.dayPayouts(&d)
	before, after := l.asOfDay(day-1), l.asOfDay(day)
	d.Open = Roll(before.equation(currency), after.equation(currency), d.Proved)
	d.Late = l.lateOf(known, d)
	d.AsOf = l.dayAsOf(sold, &d)
	return d
}

// currency is the merchant's settlement currency, else that of the first row.
func (l *ledger) currency(trails []*Trail) string {
	c := l.Merchant.Currency
	if c == "" && len(trails) > 0 {
		c = trails[0].Currency
	}
	if c == "" && len(l.lines) > 0 {
		c = l.lines[0].Currency
	}
	return c
}

// upcoming sums what of some trails, and of the account's own lines of a day,
// is due later, by the day it is due.
func (l *ledger) upcoming(trails []*Trail, currency string, day calendar.Date) []DueAmount {
	sums := map[calendar.Date]DueAmount{}
	add := func(parts []Part) {
		for _, p := range parts {
			if p.Place == DueLater && p.Currency == currency {
				u := sums[p.Due]
				sums[p.Due] = DueAmount{On: p.Due, Amount: u.Amount + p.Placed, Count: u.Count + 1}
			}
		}
	}
	for _, t := range trails {
		add(t.Parts)
	}
	add(l.account(day))
	var out []DueAmount
	for _, u := range sums {
		out = append(out, u)
	}
	slices.SortFunc(out, func(a, b DueAmount) int { return cmp.Compare(a.On, b.On) })
	return out
}

// wantsWord says whether a trail needs more than waiting for its day.
func wantsWord(t *Trail) bool {
	if t.Shares != 0 { // its original speaks
		return false
	}
	for _, r := range t.Reasons {
		switch r {
		case InCycle, BeforeCutOff, Holiday, PayoutPending, RefundNetted, RefundPending, FeeDeducted, NotKnownYet, FileLate, CarriedOver, MinPayout:
		default:
			return true
		}
	}
	return t.State == Held || t.State == Returned || t.Late == nil && slices.ContainsFunc(t.Parts, func(p Part) bool { return p.Place == Overdue })
}

// touches says whether a trail is of the day, still open, or had something happen on the day.
func touches(t *Trail, day calendar.Date) bool {
	switch t.State {
	case Arrived, Refunded, ChargedBack, Declined, Voided, Reversed:
	default:
		return true
	}
	if t.Business == day || t.Payout != nil && t.Payout.ArrivedOn == day {
		return true
	}
	return slices.ContainsFunc(t.Parts, func(p Part) bool { return p.SettledOn == day })
}

// sortExceptions puts first what must be cleared first, then the larger amount.
func sortExceptions(list []Trail) {
	first := func(t Trail) int {
		if len(t.Reasons) == 0 {
			return len(catalogue)
		}
		return rank[t.Reasons[0]]
	}
	slices.SortStableFunc(list, func(a, b Trail) int {
		return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(b.Amount, a.Amount), a.Time.Compare(b.Time), cmp.Compare(a.Row, b.Row))
	})
}

// dayPayouts fills the payouts that arrived on the day, or were sent on it
// where no bank tells, and those in trouble.
func (l *ledger) dayPayouts(d *Day) {
	for i := range l.settled {
		p := &l.settled[i]
		booked := slices.ContainsFunc(p.Entries, func(e LinkedEntry) bool {
			return e.Owner != record.Payer && e.Role == "payout" && e.BookedOn == d.On
		})
		sent := !p.bankSeen && p.ref.SentOn == d.On && (p.state == PayoutSent || p.state == PayoutConfirmed || p.Implied && p.state == PayoutExpected)
		if booked || sent {
			d.Arrived = append(d.Arrived, l.view(p))
		}
		switch p.state {
		case PayoutShort, PayoutOver:
			if booked {
				d.Troubled = append(d.Troubled, l.view(p))
			}
		case PayoutMissing, PayoutReturned:
			d.Troubled = append(d.Troubled, l.view(p))
		default:
			if p.gap != 0 && (booked || p.ref.SentOn == d.On) {
				d.Troubled = append(d.Troubled, l.view(p))
			}
		}
	}
	byID := func(a, b PayoutView) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Row, b.Row)) }
	slices.SortFunc(d.Arrived, byID)
	slices.SortFunc(d.Troubled, byID)
}

// lateOf lists the files that should be here and are not, each once.
func (l *ledger) lateOf(trails []*Trail, d Day) []Freshness {
	var out []Freshness
	add := func(f *Freshness) {
		if f != nil && !slices.Contains(out, *f) {
			out = append(out, *f)
		}
	}
	for _, t := range trails {
		add(t.Late)
	}
	for _, v := range d.Arrived {
		add(v.Late)
	}
	slices.SortFunc(out, func(a, b Freshness) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Source, b.Source))
	})
	return out
}

// dayAsOf is the oldest source that anything in the summary rests on; of a day
// on which nothing was, the oldest source there is.
func (l *ledger) dayAsOf(sold []*Trail, d *Day) Freshness {
	var used oldest
	see := func(f *Freshness) {
		if f.Source != "" {
			used.see(f)
		}
	}
	for _, t := range sold {
		see(&t.AsOf)
	}
	for i := range d.Exceptions {
		see(&d.Exceptions[i].AsOf)
	}
	for i := range d.Arrived {
		see(&d.Arrived[i].AsOf)
	}
	if used.Freshness == nil {
		used.seeAll(l.Sources)
	}
	return used.value()
}
