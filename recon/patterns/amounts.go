package patterns

// underLimit: at least three sales within a twentieth below the single cap of
// their terms, more than twice what a day ever had. Without a cap in the terms
// there is nothing to stay under.
func (s *look) underLimit() []Finding {
	const least = 3
	usually := s.usual.most(func(m marks) int { return m.under })
	rows := s.justUnder(s.day)
	if !above(len(rows), least, usually) {
		return nil
	}
	f := s.of(rows).strongIf(above(len(rows), 2*least, usually))
	f.Usual.Most = usually
	return []Finding{f}
}

// cardAgain: at least five sales on one card in a day, more than twice what any
// card ever had. Four digits of a busy shop fall together by chance: its past says how often.
func (s *look) cardAgain() []Finding {
	const least = 5
	usually := s.usual.most(func(m marks) int { return m.again })
	return eachGroup(s.day.salesByCard(), func(list []swipe) (Finding, bool) {
		if !above(len(list), least, usually) {
			return Finding{}, false
		}
		f := s.of(list).strongIf(above(len(list), 2*least, usually))
		f.Card, f.Scheme, f.Usual.Most = list[0].Last4, list[0].Scheme, usually
		return f, true
	})
}

// roundAmounts: at least five sales of whole hundreds, half of the day's sales or
// more, and three times their usual share. Where round prices are usual it stays quiet.
func (s *look) roundAmounts() []Finding {
	const least, share = 5, 500
	rows := s.day.rounds()
	now := permille(int64(len(rows)), int64(s.day.sales))
	usually := permille(s.usual.total(func(m marks) int { return m.round }), s.sold())
	if len(rows) < least || now < share || now < 3*usually {
		return nil
	}
	f := s.of(rows).strongIf(len(rows) >= 2*least && now >= 800)
	f.Usual.Permille = usually
	return []Finding{f}
}

// sold is how many sales the past has.
func (s *look) sold() int64 {
	var n int64
	for _, d := range s.usual.days {
		n += int64(d.sales)
	}
	return n
}

// volumeJump: a day of more than three median days, eight median deviations
// above them (of at least a tenth of the median each), and twice the best day of
// the past; in one currency, and without the day's largest sale, which is
// ticketJump's to tell. Days off are held against days off as well, where there
// are enough of them.
func (s *look) volumeJump() []Finding {
	sales := s.day.only(swipe.sale)
	var out []Finding
	for _, currency := range currencies(sales) {
		sum := amount(sales, currency) - largest(sales, currency)
		all := dayTotals(s.usual, currency)
		jumps := func(t typical) bool {
			return t.median > 0 && sum > 3*t.median && 10*(sum-t.median) > 8*max(10*t.spread, t.median) && sum > 2*t.most
		}
		if alike := s.usual.alike(s.day.off); !jumps(all) || alike.count() >= minHistory && !jumps(dayTotals(alike, currency)) {
			continue
		}
		f := s.of(s.day.only(func(x swipe) bool { return x.sale() && x.Currency == currency })).strongIf(sum > 6*all.median)
		f.Usual.Sum = Sum{currency, all.median}
		out = append(out, f)
	}
	return out
}

func largest(list []swipe, currency string) int64 {
	var n int64
	for _, s := range list {
		if s.Currency == currency {
			n = max(n, min(s.Amount, enough))
		}
	}
	return n
}

func dayTotals(u usual, currency string) typical {
	var totals []int64
	for _, d := range u.days {
		if n := amount(d.only(swipe.sale), currency); n > 0 {
			totals = append(totals, n)
		}
	}
	if len(totals) < minHistory { // a currency that is new here has no past
		return typical{}
	}
	return typicalOf(totals)
}

// ticketJump: sales of ten median sales or more, each three times the largest of
// the past, which has at least a hundred; in one currency. Where amounts scatter
// widely by themselves, the largest far above the median, it asks for more: the
// square of how often the largest goes into it reaches how often the median goes
// into the largest.
func (s *look) ticketJump() []Finding {
	const enoughSales = 100
	var out []Finding
	for _, currency := range currencies(s.day.only(swipe.sale)) {
		t := s.ticket(currency)
		if t.sales < enoughSales || t.median <= 0 {
			continue
		}
		rows := s.day.only(func(x swipe) bool {
			times := min(min(x.Amount, enough)/t.most, 1<<20)
			return x.sale() && x.Currency == currency && x.Amount >= 10*t.median && times >= 3 && times*times >= t.most/t.median
		})
		if len(rows) == 0 {
			continue
		}
		f := s.of(rows).strongIf(len(rows) >= 3)
		f.Usual.Sum = Sum{currency, t.median}
		out = append(out, f)
	}
	return out
}

// oddHours: at least three sales of a terminal at times at which nothing of this
// merchant is usual (see odd), not even its declared hours.
func (s *look) oddHours() []Finding {
	const least = 3
	late := s.day.only(func(x swipe) bool { return x.sale() && s.odd(x.at) })
	return eachGroup(byTerminal(late), func(list []swipe) (Finding, bool) {
		if len(list) < least {
			return Finding{}, false
		}
		f := s.of(list).strongIf(len(list) >= 2*least)
		f.Terminal = list[0].TerminalID
		return f, true
	})
}
