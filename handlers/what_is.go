package handlers

import (
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// whatItIs answers who asks what an amount is, where the words may mean several things:
// with what is found of that amount. done is false where nothing of that amount is.
func (t *turn) whatItIs(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	if r.Decision != understand.Ask || len(s.Amounts) != 1 || s.Amounts[0].Op != understand.Eq || !steer.AsksWhatIs(text) {
		return false, nil
	}
	f, err := t.search(s)
	if err != nil || len(f.trails)+len(f.payouts) == 0 {
		return false, err
	}
	t.session.Misses = 0
	s.Intent = understand.WhereIsMyMoney
	return true, t.question(s, text)
}
