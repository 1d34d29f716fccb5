package answer

import (
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// Span is a range of business days and what was sold in it, by source and currency.
type Span struct {
	From, To calendar.Date
	Parts    []trail.Breakdown
}

// month tells a whole month of the calendar.
func (s Span) month() bool {
	return day1(s.From) == s.From && day1(s.To+1) == s.To+1 && s.To-s.From < 31 && s.To-s.From > 26
}

// day1 gives the first day of the month of a day.
func day1(d calendar.Date) calendar.Date {
	at := d.In(time.UTC)
	return calendar.NewDate(at.Year(), at.Month(), 1)
}

// Preceding gives the days just before some, as many, or the month before a month.
func Preceding(s Span) Span {
	if s.month() {
		return Span{From: day1(s.From - 1), To: s.From - 1}
	}
	return Span{From: s.From - (s.To - s.From) - 1, To: s.From - 1}
}

// Following gives the newest days of the kind of some that are over: this week for a
// week, this month for a month, today for a day.
func Following(s Span, today calendar.Date) Span {
	if s.month() {
		first := day1(today)
		return Span{From: first, To: day1(first+31) - 1}
	}
	n := s.To - s.From + 1
	for s.To < today {
		s.From, s.To = s.From+n, s.To+n
	}
	return Span{From: s.From, To: s.To}
}

// Compared are two ranges of days to set beside each other.
type Compared struct {
	Before, After Span
	// Partly: After is not over yet, and has what was sold up to now. Same are as many of
	// the first days of Before, nil where that is all of them.
	Partly bool
	Same   *Span
	// Begin is the day of the first record where that is within Before, or after it; else 0:
	// what was before is not known, and nothing is compared with it.
	Begin calendar.Date
	AsOf  trail.Freshness
}

// Compared tells the sums of both, in each currency by itself, and by how much the sales differ;
// of days that are not over it compares as many of the earlier ones.
func (b *Book) Compared(a Audience, c Compared) Reply {
	p := b.page(a)
	p.shop()
	after := p.span(c.After)
	if c.Partly {
		p.say("compare.partly", nil)
	}
	p.gap()
	before := p.span(c.Before)
	if c.Begin != 0 {
		p.gap()
		p.say("daily.partly", values{"Begin": p.Date(c.Begin)})
		p.gap()
		p.asOf(c.AsOf)
		return p.done()
	}
	if c.Same != nil {
		p.gap()
		p.say("compare.first_days", nil)
		before = p.span(*c.Same)
	}
	p.gap()
	for _, currency := range currenciesOf(before, after) {
		x, y := inCurrency(before, currency), inCurrency(after, currency)
		sold := (y.Sales - y.Refunds) - (x.Sales - x.Refunds)
		v := values{"Amount": p.Money(size(sold), currency), "More": sold > 0, "Less": sold < 0, "Count": size(int64(y.SalesCount - x.SalesCount)), "CountMore": y.SalesCount > x.SalesCount, "CountLess": y.SalesCount < x.SalesCount}
		p.say("compare.sold", v)
	}
	p.gap()
	p.asOf(c.AsOf)
	return p.done()
}

// span tells the sums of some days.
func (p *page) span(s Span) []trail.Equation {
	list := summed([]ChainShop{{Parts: s.Parts}}, func(ChainShop, trail.Breakdown) string { return "" })[""]
	p.say("compare.days", values{"Days": p.days(s.From, s.To)})
	if len(list) == 0 {
		p.say("compare.nothing", nil)
	}
	for _, e := range list {
		p.say("compare.line", values{"Count": e.SalesCount, "Sold": p.Money(e.Sales-e.Refunds, e.Currency), "Fees": p.Money(e.Fees, e.Currency),
			"Net": p.Money(e.Left(), e.Currency), "Arrived": p.Money(e.Arrived, e.Currency)})
	}
	return list
}

// currenciesOf gives the currencies of both, each once, in their order.
func currenciesOf(lists ...[]trail.Equation) (all []string) {
	for _, e := range slices.Concat(lists...) {
		if !slices.Contains(all, e.Currency) {
			all = append(all, e.Currency)
		}
	}
	return all
}

// inCurrency gives the sum in a currency, the zero one where there is none.
func inCurrency(list []trail.Equation, currency string) trail.Equation {
	if i := slices.IndexFunc(list, func(e trail.Equation) bool { return e.Currency == currency }); i >= 0 {
		return list[i]
	}
	return trail.Equation{Currency: currency}
}
