package handlers

import (
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// ofListed answers a question about a sum that stands in the last lists to the unit, which goes
// before one that is only near: of a single swipe, or of all that is to come on a day.
func (t *turn) ofListed(s session.Slots, text string) (done bool, err error) {
	if !t.scope.Totals() || len(s.Amounts) != 1 || s.Amounts[0].Rough() || s.Amounts[0].Op != understand.Eq || len(s.Dates) > 0 {
		return false, nil
	}
	lists, err := t.listsShown()
	if err != nil {
		return false, err
	}
	var swipes []trail.Trail
	for _, l := range lists {
		for _, tr := range l.Trails {
			if tr.Shares == 0 && t.oneOf(s.Amounts, tr.Amount, tr.Currency) && !slices.ContainsFunc(swipes, func(x trail.Trail) bool { return x.Row == tr.Row }) {
				swipes = append(swipes, tr)
			}
		}
	}
	if len(swipes) > 1 {
		return false, nil
	}
	if len(swipes) == 1 {
		t.session.Misses = 0
		s.Intent = understand.WhereIsMyMoney
		t.flow.Slots, t.flow.Asked = s, text
		return true, t.showTrail(swipes[0], t.asked())
	}
	for _, l := range lists {
		for _, day := range t.book.ComingDays(t.voice().a, l) {
			if !t.oneOf(s.Amounts, day.Amount, day.Currency) {
				continue
			}
			t.session.Misses = 0
			t.flow.Slots, t.flow.Asked = session.Slots{Intent: understand.WhereIsMyMoney, Hour: -1}, text
			t.flow.About = rowsKey(day.Trails, nil)
			t.replyTo(t.book.ComingOn(t.voice().a, day), t.asked())
			return true, nil
		}
	}
	return false, nil
}

// listsShown are the lists of the last answers that told what is open.
func (t *turn) listsShown() (all []answer.Listed, err error) {
	keys := []string{t.flow.About}
	for _, told := range slices.Backward(t.flow.Said) {
		keys = append(keys, told.About)
	}
	for _, key := range once(keys, func(key string) string { return key }) {
		l, ok, err := t.listedIn(key, true)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, l)
		}
	}
	return all, nil
}
