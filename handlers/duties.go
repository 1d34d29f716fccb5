package handlers

import (
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// duties answers what there is for the merchant to do: what the records wait for them
// with, and the cases in which the support team wrote last. done is false where that is
// not asked, or something is named.
func (t *turn) duties(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	today := len(s.Dates) == 0 || len(s.Dates) == 1 && s.Dates[0].From <= t.today() && s.Dates[0].To >= t.today()
	if s.Any() && !onlyDays(s) || !today || !steer.AsksDuties(text) {
		return false, nil
	}
	t.session.Misses = 0
	o, err := t.open()
	if err != nil {
		return false, err
	}
	list := answer.Listed{Trails: o.Trails, Payouts: o.Payouts, More: o.More, Gathers: o.Gathers}
	if t.scope.Totals() && t.chain == nil { // papers are wanted for what arrived too
		wanted, err := t.wantingPapers()
		if err != nil {
			return false, err
		}
		list.Add(slices.DeleteFunc(wanted, func(tr trail.Trail) bool { return tr.Next != trail.Merchant || tr.NeededBy < t.today() }), nil)
	}
	var waiting []answer.OwnCase
	if !t.asking {
		own, err := t.ownTold()
		if err != nil {
			return false, err
		}
		waiting = slices.DeleteFunc(own, func(c answer.OwnCase) bool { return !c.IsOpen() || c.Answered.IsZero() || c.Later })
	}
	t.flow.Slots, t.flow.Asked = session.Slots{Intent: understand.WhereIsMyMoney, Hour: -1}, text
	t.flow.About = rowsKey(list.Trails, list.Payouts)
	reply := t.book.Duties(t.voice().a, list, waiting)
	chained, err := t.ofChain()
	if err != nil {
		return false, err
	}
	if chained {
		reply = t.book.OneShop(t.voice().a, reply)
	}
	t.answer(reply)
	return true, nil
}
