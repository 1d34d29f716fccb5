package trail

import (
	"cmp"
	"slices"

	"moneytrail/recon/calendar"
)

// Breakdown is the equation by swipes of one business day, one source and one
// currency.
type Breakdown struct {
	On     calendar.Date
	Source string // who clears: see Trail.Source
	Equation
}

// BreakDown splits what SumSwipes adds up by business day, source and currency,
// in this order: every currency that is there, the account's own lines of f on
// their days. The breakdowns in one currency add up to SumSwipes in it.
func BreakDown(f Facts, trails []Trail) []Breakdown {
	type key struct {
		on               calendar.Date
		source, currency string
	}
	sums := map[key]*Equation{}
	of := func(on calendar.Date, source, currency string) *Equation {
		k := key{on, source, currency}
		if sums[k] == nil {
			sums[k] = &Equation{Currency: currency}
		}
		return sums[k]
	}
	seen := make(map[int64]bool, len(trails))
	for i := range trails {
		t := &trails[i]
		if seen[t.Row] {
			continue
		}
		seen[t.Row] = true
		for n := range t.Parts {
			c := t.Parts[n].Currency
			if !slices.ContainsFunc(t.Parts[:n], func(p Part) bool { return p.Currency == c }) {
				of(t.Business, t.Source, c).addTrail(t)
			}
		}
	}
	l := newLedger(Facts{
		Merchant: f.Merchant, Zone: f.Zone, Lines: f.Lines, Payouts: f.Payouts, Events: f.Events,
		Sources: f.Sources, BankSeen: f.BankSeen, Unpaid: f.Unpaid,
	}, f.Calendars, f.Now)
	for _, line := range l.lines {
		if line.TransactionRow == 0 {
			p := l.partOfOwn(line)
			of(OwnDay(&line.Line, l.Zone), line.Source, p.Currency).addParts([]Part{p})
		}
	}
	all := make([]Breakdown, 0, len(sums))
	for k, e := range sums {
		all = append(all, Breakdown{On: k.on, Source: k.source, Equation: *e})
	}
	slices.SortFunc(all, func(a, b Breakdown) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Currency, b.Currency))
	})
	return all
}

// Plus adds two equations in one currency; the zero Equation adds nothing and
// has none. Two currencies never add up: ok is then false.
func (e Equation) Plus(o Equation) (sum Equation, ok bool) {
	if e == (Equation{}) {
		return o, true
	}
	if o == (Equation{}) {
		return e, true
	}
	if e.Currency != o.Currency {
		return e, false
	}
	e.Sales, e.Refunds, e.Chargebacks = e.Sales+o.Sales, e.Refunds+o.Refunds, e.Chargebacks+o.Chargebacks
	e.Fees, e.Adjustments = e.Fees+o.Fees, e.Adjustments+o.Adjustments
	e.Arrived, e.OnTheWay, e.Due, e.Overdue = e.Arrived+o.Arrived, e.OnTheWay+o.OnTheWay, e.Due+o.Due, e.Overdue+o.Overdue
	e.Held, e.Reserved, e.Returned, e.Unexplained = e.Held+o.Held, e.Reserved+o.Reserved, e.Returned+o.Returned, e.Unexplained+o.Unexplained
	e.SalesCount, e.RefundCount, e.BeforeFees = e.SalesCount+o.SalesCount, e.RefundCount+o.RefundCount, e.BeforeFees+o.BeforeFees
	return e, true
}
