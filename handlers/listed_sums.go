package handlers

import (
	"strings"

	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// ofSums answers how much has not come, all together; what was just listed makes up to; and which
// of it is biggest, smallest, earliest or latest. done is false where nothing was listed,
// or the message names something of its own.
func (t *turn) ofSums(text string, r understand.Reading) (done bool, err error) {
	if session.Of(r).Any() || !t.scope.Totals() {
		return false, nil
	}
	if steer.AsksOwed(text) {
		o, err := t.open()
		if err != nil {
			return false, err
		}
		t.session.Misses = 0
		t.flow.Slots, t.flow.Asked, t.flow.About = session.Slots{Intent: understand.WhereIsMyMoney, Hour: -1}, text, listOpen
		t.replyTo(t.book.Owed(t.voice().a, o), t.asked())
		return true, nil
	}
	sum, most := steer.AsksSum(text), steer.MostAsked(text)
	if !sum && most == steer.NoMost {
		return false, nil
	}
	l, ok, err := t.lastListed()
	if err != nil || !ok || len(l.Trails)+len(l.Payouts) < 2 {
		return false, err
	}
	if strings.HasPrefix(t.flow.About, listDays) && (sum || t.flow.Brief) { // their summary tells it
		return false, nil
	}
	t.session.Misses, t.flow.Asked = 0, t.andAsked(text)
	switch {
	case sum && t.flow.About == listOpen:
		o, err := t.open()
		if err != nil {
			return false, err
		}
		t.replyTo(t.book.Owed(t.voice().a, o), t.asked())
	case sum:
		t.replyTo(t.book.SumOf(t.voice().a, l), t.asked())
	default:
		if steer.NamesPayouts(text) && len(l.Payouts) > 0 {
			l.Trails = nil
		}
		reply, picked := t.book.Most(t.voice().a, l, most)
		t.flow.About = rowsKey(picked.Trails, picked.Payouts)
		t.replyTo(reply, t.asked())
	}
	return true, nil
}
