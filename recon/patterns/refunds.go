package patterns

// refundOutsideHours: a refund at a time at which nothing of this merchant is
// usual (see odd). One is enough. Where refunds are entered at night by habit,
// that hour is usual and the rule stays quiet.
func (s *look) refundOutsideHours() []Finding {
	late := s.day.only(func(x swipe) bool { return x.refund() && s.odd(x.at) })
	return eachGroup(byTerminal(late), func(list []swipe) (Finding, bool) {
		f := s.of(list).strongIf(len(list) >= 3 || s.large(list, 5))
		f.Terminal = list[0].TerminalID
		return f, true
	})
}

// refundWithoutSale: a refund that names no sale, to a card that bought nothing
// of that amount before. Where a fifth of the past refunds were like that, the
// files do not tell originals, and the rule stays quiet.
func (s *look) refundWithoutSale() []Finding {
	strays, refunds := s.usual.total(func(m marks) int { return m.unsold }), s.usual.total(func(m marks) int { return m.refunds })
	if strays > 0 && strays*5 >= refunds {
		return nil
	}
	return eachGroup(byTerminal(s.unsold(s.day)), func(list []swipe) (Finding, bool) {
		f := s.of(list).strongIf(len(list) >= 2 || s.large(list, 5))
		f.Terminal, f.Usual.Most = list[0].TerminalID, s.usual.most(func(m marks) int { return m.unsold })
		return f, true
	})
}

// refundBurst: one operator (one terminal, where operators are not told) makes
// at least four refunds within an hour, more than twice what anybody ever did.
func (s *look) refundBurst() []Finding {
	const least = 4
	usually := s.usual.most(func(m marks) int { return m.burst })
	return eachGroup(s.day.refundsByHand(), func(list []swipe) (Finding, bool) {
		list = densest(list, hour)
		if !above(len(list), least, usually) {
			return Finding{}, false
		}
		f := s.of(list).strongIf(above(len(list), 2*least, usually))
		if f.Operator = list[0].Operator; f.Operator == "" {
			f.Terminal = list[0].TerminalID
		}
		f.Usual.Most = usually
		return f, true
	})
}

// refundShare: at least three refunds that are a tenth of the day's sales or
// more, four times their usual share, and three times the largest refund day of
// the past; in one currency.
func (s *look) refundShare() []Finding {
	const least, share = 3, 100
	refunds, sales := s.day.refunds(), s.day.only(swipe.sale)
	var out []Finding
	for _, currency := range currencies(refunds) {
		rows := s.day.only(func(x swipe) bool { return x.refund() && x.Currency == currency })
		back, sold := amount(refunds, currency), amount(sales, currency)
		var all, allSold, largest int64
		for _, d := range s.usual.days {
			n := amount(d.refunds(), currency)
			all, allSold, largest = plus(all, n), plus(allSold, amount(d.only(swipe.sale), currency)), max(largest, n)
		}
		now, usually := permille(back, sold), permille(all, allSold)
		if len(rows) < least || now < share || now < 4*usually || back < 3*largest {
			continue
		}
		f := s.of(rows).strongIf(now >= 5*share)
		f.Usual.Permille, f.Usual.Sum = usually, Sum{currency, largest}
		out = append(out, f)
	}
	return out
}

// refundOtherCard: two refunds to another card than the one that was charged,
// or one that is five usual sales large; three where the past has no refund that
// shows how cards are told. Where one past refund in twenty was like that, cards
// are told otherwise here, and the rule stays quiet.
func (s *look) refundOtherCard() []Finding {
	strays, refunds := s.usual.total(func(m marks) int { return m.otherCard }), s.usual.total(func(m marks) int { return m.refunds })
	rows := s.toOtherCards(s.day)
	large := s.large(rows, 5)
	if strays*20 >= refunds && refunds > 0 || refunds == 0 && len(rows) < 3 || len(rows) < 2 && !large {
		return nil
	}
	f := s.of(rows).strongIf(len(rows) >= 2 && large)
	f.Usual.Most = s.usual.most(func(m marks) int { return m.otherCard })
	return []Finding{f}
}

// salesCancelled: at least three whole sales given back within a day, more than
// twice what ever was, and three tenths of the day's sales: money goes round.
func (s *look) salesCancelled() []Finding {
	const least, share = 3, 300
	usually := s.usual.most(func(m marks) int { return m.cancelled })
	rows := s.givenBack(s.day)
	if !above(len(rows), least, usually) {
		return nil
	}
	sales := s.day.only(swipe.sale)
	for _, currency := range currencies(rows) {
		if permille(amount(rows, currency), amount(sales, currency)) >= share {
			f := s.of(rows).strongIf(above(len(rows), 2*least, usually))
			f.Usual.Most = usually
			return []Finding{f}
		}
	}
	return nil
}
