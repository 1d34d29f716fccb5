package handlers

import (
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// takenOff answers who took a sum off, or what for: with the row of a recent payout that did,
// be it a fee, a deduction, an adjustment or a dispute, or with what the bank credited less;
// else with the swipes of that amount whose money is not there, which may be meant.
// done is false where that is not asked, or more than a sum and days is named.
func (t *turn) takenOff(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	if !t.scope.Totals() || len(s.Amounts) != 1 || s.Last4 != "" || s.RRN != "" || s.Terminal != "" || s.Slip != "" || s.Reference != "" || !steer.AsksTaken(text) {
		return false, nil
	}
	currency := t.currencyOf(s.Amounts[0])
	by := minor(s.Amounts[0].Value, currency)
	if s.Amounts[0].Op != understand.Eq || by == nil || *by <= 0 {
		return false, nil
	}
	days := arrivals(s).Dates
	if len(days) == 0 {
		days = []understand.DateRange{{From: t.today() - shortDays, To: t.today()}}
	}
	list, err := t.payoutsIn(days, currency)
	if err != nil {
		return false, err
	}
	t.session.Misses = 0
	s.Intent = understand.FeeQuestion
	t.flow.Slots, t.flow.Asked = s, text
	found := slices.DeleteFunc(slices.Clone(list), func(v trail.PayoutView) bool { return len(answer.TakenIn(v, *by)) == 0 })
	switch {
	case len(found) == 1:
		return true, t.together(func() error {
			t.reply(t.book.Taken(t.voice().a, found, *by, currency))
			return t.showPayout(found[0], t.asked())
		})
	case len(found) > 1:
		t.flow.About = rowsKey(nil, found)
		t.answer(t.book.Taken(t.voice().a, found, *by, currency))
		return true, nil
	}
	o, err := t.open() // of what no payout has yet
	if err != nil {
		return false, err
	}
	f, err := t.search(s)
	if err != nil {
		return false, err
	}
	swiped := slices.DeleteFunc(f.meant(s).trails, func(tr trail.Trail) bool {
		return tr.State == trail.Arrived || tr.Currency != currency || tr.Amount != *by
	})
	own := slices.DeleteFunc(o.Trails, func(tr trail.Trail) bool {
		return tr.Currency != currency || tr.Shares != 0 || !swipeLost(tr.Arithmetic, *by)
	})
	own = once(append(swiped, own...), func(tr trail.Trail) int64 { return tr.Row })
	switch {
	case len(own) == 1:
		return true, t.showTrail(own[0], t.asked())
	case len(own) > pageSize: // the facts of one more are asked for, or pages shown, as of any amount
		return true, t.seek(s)
	case len(own) > 1:
		t.list(finding{trails: own}, s, 0)
		return true, nil
	case len(list) == 0:
		return false, nil
	}
	v := t.voice()
	t.flow.About = ""
	t.answer(t.book.NotShortBy(v.a, v.asked(session.Slots{Amounts: s.Amounts, Hour: -1}), list[:min(len(list), lately)]))
	return true, nil
}
