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
	Shops    []ChainShop // the same by shop of a chain
	Running  bool        // its last day is not over
}

// days is how many they are.
func (s Span) days() calendar.Date { return s.To - s.From + 1 }

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
	// Over are, where After has a day that is not over, as many of the first days of
	// Before and of After that are: what is compared. Nil: Before and After are, as they stand.
	Over *[2]Span
	// Apart: they are not as many days, or share some, and are not compared.
	Apart bool
	// Begin is the day of the first record where that is within Before, or after it; else 0:
	// what was before is not known, and nothing is compared with it.
	Begin calendar.Date
	AsOf  trail.Freshness
}

// SetBeside sets two ranges of days beside each other, the earlier first: of what is to
// come nothing is taken, and what is not over is not compared with whole days.
func SetBeside(before, after Span, today calendar.Date) Compared {
	c := Compared{Before: before, After: after}
	c.Apart = before.To >= after.From || before.days() != after.days() && !(day1(before.From) == before.From && day1(after.From) == after.From && before.month() && (after.month() || after.To == today))
	for _, s := range []*Span{&c.Before, &c.After} {
		if s.From <= today && today <= s.To {
			s.To, s.Running = today, true
		}
	}
	if n := min(before.days(), today-after.From); c.After.Running && n > 0 && !c.Apart {
		c.Over = &[2]Span{{From: before.From, To: before.From + n - 1}, {From: after.From, To: after.From + n - 1}}
	}
	return c
}

// Spans are all ranges of which the sums are told.
func (c *Compared) Spans() []*Span {
	all := []*Span{&c.Before, &c.After}
	if c.Over != nil {
		all = append(all, &c.Over[0], &c.Over[1])
	}
	return all
}

// Compared tells the sums of both, in each currency by itself, and by how much the sales
// differ: of days that are over, as many of both.
func (b *Book) Compared(a Audience, c Compared) Reply {
	p := b.page(a)
	p.shop()
	after := p.span(c.After)
	p.gap()
	before := p.span(c.Before)
	p.gap()
	switch {
	case c.Begin != 0:
		p.say("daily.partly", values{"Begin": p.Date(c.Begin)})
	case c.Apart:
		p.say("compare.apart", nil)
	case c.Over != nil:
		p.say("compare.over", nil)
		after, before = p.span(c.Over[1]), p.span(c.Over[0])
		p.gap()
		p.differ(before, after)
		p.differByShop(c.Over[0], c.Over[1])
	case c.After.Running:
		p.say("compare.not_over", nil)
	default:
		p.differ(before, after)
		p.differByShop(c.Before, c.After)
	}
	p.gap()
	p.asOf(c.AsOf)
	return p.done()
}

// differ tells by how much the sales differ, in each currency.
func (p *page) differ(before, after []trail.Equation) {
	for _, currency := range currenciesOf(before, after) {
		x, y := inCurrency(before, currency), inCurrency(after, currency)
		sold := (y.Sales - y.Refunds) - (x.Sales - x.Refunds)
		p.say("compare.sold", values{"Amount": p.Money(size(sold), currency), "More": sold > 0, "Less": sold < 0,
			"Count": size(int64(y.SalesCount - x.SalesCount)), "CountMore": y.SalesCount > x.SalesCount, "CountLess": y.SalesCount < x.SalesCount})
	}
}

// differByShop tells it of each shop of a chain.
func (p *page) differByShop(before, after Span) {
	if len(after.Shops) < 2 || len(before.Shops) != len(after.Shops) {
		return
	}
	one := func(ChainShop, trail.Breakdown) string { return "" }
	p.gap()
	p.say("chain.by_shop", nil)
	for i := range after.Shops {
		if i == shopsShown {
			p.say("chain.more", values{"Count": len(after.Shops) - i})
			return
		}
		was, is := summed(before.Shops[i:i+1], one)[""], summed(after.Shops[i:i+1], one)[""]
		name := clip(branch(after.Shops[i].Merchant), 30)
		if len(was)+len(is) == 0 {
			p.say("chain.nothing", values{"Name": name})
		}
		for _, currency := range currenciesOf(was, is) {
			x, y := inCurrency(was, currency), inCurrency(is, currency)
			d := (y.Sales - y.Refunds) - (x.Sales - x.Refunds)
			p.say("compare.shop", values{"Name": name, "Before": p.Money(x.Sales-x.Refunds, currency), "After": p.Money(y.Sales-y.Refunds, currency),
				"Amount": p.Money(size(d), currency), "More": d > 0, "Less": d < 0})
		}
	}
}

// span tells the sums of some days: fees as far as they are known, what is due only where all are.
func (p *page) span(s Span) []trail.Equation {
	list := summed([]ChainShop{{Parts: s.Parts}}, func(ChainShop, trail.Breakdown) string { return "" })[""]
	p.say("compare.days", values{"Days": p.days(s.From, s.To)})
	if len(list) == 0 {
		p.say("compare.nothing", nil)
	}
	for _, e := range list {
		arrived := ""
		if e.Arrived != 0 {
			arrived = p.Money(e.Arrived, e.Currency)
		}
		p.say("compare.line", values{"Count": e.SalesCount, "Sold": p.Money(e.Sales-e.Refunds, e.Currency), "Fees": p.Money(e.Fees, e.Currency), "Net": p.Money(e.Left(), e.Currency),
			"Arrived": arrived, "Open": e.BeforeFees, "None": e.BeforeFees > 0 && e.BeforeFees >= e.SalesCount && e.Fees == 0})
	}
	if s.Running {
		p.say("compare.running", nil)
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
