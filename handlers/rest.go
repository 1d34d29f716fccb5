package handlers

import (
	"slices"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/follow"
	"moneytrail/handlers/press"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// theRest answers who asks for what a list did not tell: with its next page where it has
// one, else with what stands behind it; after a single payment with all that is open besides.
func (t *turn) theRest(text string, r understand.Reading) (done bool, err error) {
	if a, ok := subjectFrom(t.flow.About); ok && a.payout && t.scope.Totals() && r.Decision != understand.HandOver && !session.Of(r).Any() && steer.AsksWithin(text) {
		t.session.Misses = 0
		return true, t.payoutPage(a.row, 0, (*answer.Book).PayoutPage)
	}
	if r.Decision == understand.HandOver || !follow.AsksRest(text) || session.Of(r).Any() && !strings.ContainsAny(text, "两二三四五六七八九十0123456789") {
		return false, nil
	}
	t.session.Misses = 0
	if t.quote == nil || !t.quote.older {
		for _, data := range slices.Backward(t.flow.Screen) {
			if p := press.Parse(data); p.Turns() {
				return true, t.tapped(p)
			}
		}
	}
	if done, err := t.restOfSums(); done || err != nil {
		return done, err
	}
	l, listed, err := t.listedIn(t.flow.About, false)
	if err != nil {
		return false, err
	}
	if listed {
		return true, t.restOf(l)
	}
	one, shown := subjectFrom(t.flow.About)
	if !shown {
		t.flow.Slots = session.Slots{Intent: understand.WhereIsMyMoney, Hour: -1}
		return true, t.general(understand.WhereIsMyMoney)
	}
	o, err := t.open()
	if err != nil {
		return false, err
	}
	o.Trails = slices.DeleteFunc(o.Trails, func(tr trail.Trail) bool {
		return !one.payout && tr.Row == one.row || one.payout && tr.Payout != nil && tr.Payout.Row == one.row
	})
	o.Payouts = slices.DeleteFunc(o.Payouts, func(p trail.PayoutView) bool { return one.payout && p.Row == one.row })
	if len(o.Trails)+len(o.Payouts) == 0 {
		t.reply(t.voice().plain("rest.none", nil))
		return true, nil
	}
	t.flow.Slots = session.Slots{Intent: understand.WhereIsMyMoney, Hour: -1} // what was looked for before is not what is listed
	t.flow.About = rowsKey(o.Trails, o.Payouts)
	t.answer(t.voice().general(understand.WhereIsMyMoney, o))
	return true, nil
}

// restOfSums answers it of what told sums alone: of fees, that they are all in it; of
// sums of some days with their statement; of what came to a chain with its payouts.
func (t *turn) restOfSums() (done bool, err error) {
	d, days := t.daysShown()
	switch {
	case t.flow.About == "" && t.flow.Slots.Intent == understand.FeeQuestion && t.scope.Totals():
		t.reply(t.voice().plain("rest.fees", nil))
		return true, nil
	case days && t.flow.Brief && d.From == d.To:
		return true, t.day(d.From)
	case days && t.flow.Brief:
		return true, t.period(d.From, d.To)
	case t.chain == nil || !strings.HasPrefix(t.flow.About, listRows):
		return false, nil
	}
	l, _, err := t.listedIn(t.flow.About, false)
	if err != nil || len(l.Trails) > 0 || len(l.Payouts) < 2 || slices.ContainsFunc(t.flow.Screen, func(data string) bool { _, ok := subjectFrom(data); return ok }) {
		return false, err
	}
	t.answer(t.book.PayoutsOf(t.voice().a, l.Payouts))
	return true, nil
}

// restOf answers it of a list that has no further page: of some days whose open payments
// were told with the others, else with what stands behind the list.
func (t *turn) restOf(l answer.Listed) error {
	each := 0 // of it has a button of its own
	for _, data := range t.flow.Screen {
		if _, ok := subjectFrom(data); ok {
			each++
		}
	}
	whole := false // all that was looked for is in the list
	if s := t.flow.Slots; strings.HasPrefix(t.flow.About, listRows) && s.Any() && len(l.Trails) > 0 {
		f, err := t.search(s)
		if err != nil {
			return err
		}
		others := slices.DeleteFunc(f.meant(s).trails, func(tr trail.Trail) bool {
			return slices.ContainsFunc(l.Trails, func(x trail.Trail) bool { return x.Row == tr.Row })
		})
		if len(others) > 0 && len(others) <= pageSize {
			t.list(finding{trails: others, landing: f.landing}, s, 0)
			return nil
		}
		whole = len(others) == 0
		l.Add(others, nil)
	}
	summed := !strings.HasPrefix(t.flow.About, listRows) || !whole && each < len(l.Trails)+len(l.Payouts)
	t.reply(t.book.Rest(t.voice().a, l, summed, t.daysLooked(summed)...))
	return nil
}

// daysLooked are the days that alone the list or summary shown last is of.
func (t *turn) daysLooked(summed bool) (days []answer.Span) {
	if d, ok := t.daysShown(); ok {
		return []answer.Span{d}
	}
	s := t.flow.Slots
	if !strings.HasPrefix(t.flow.About, listRows) || !summed && !onlyDays(s) {
		return nil
	}
	for _, d := range s.Dates {
		days = append(days, answer.Span{From: d.From, To: d.To})
	}
	return days
}
