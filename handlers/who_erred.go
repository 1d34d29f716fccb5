package handlers

import (
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// whoErred answers who got the account of a returned payout wrong: nobody asked for
// a change of it, and the records have no name; what the bank said they have. done is
// false where no payout came back.
func (t *turn) whoErred(text string, r understand.Reading) (done bool, err error) {
	if !steer.AsksWhoErred(text) || !t.scope.Totals() {
		return false, nil
	}
	s := session.Of(r)
	back, err := t.returned(s)
	if err != nil || len(back) == 0 {
		return false, err
	}
	s.Intent = understand.WhereIsMyMoney
	t.flow.Slots, t.flow.Asked, t.session.Misses = s, text, 0
	return true, t.together(func() error {
		t.reply(t.voice().line(t.voice().say("follow.who_erred", nil)))
		if len(back) == 1 {
			return t.showPayout(back[0], t.asked())
		}
		t.flow.About = rowsKey(nil, back)
		t.answer(t.book.PayoutsShort(t.voice().a, back))
		return nil
	})
}
