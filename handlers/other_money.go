package handlers

import (
	"slices"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// otherMoney answers words that are not clear and name one payment or payout
// which a case is not about: what is known of that goes before who waits in the
// case. False where nobody asks anything, or the case is about it.
func (t *turn) otherMoney(c cases.Case, r understand.Reading, text string) (bool, error) {
	s := session.Of(r)
	if !steer.AsksLoosely(text) && !steer.AsksNowWhat(text) || onlyDays(s) {
		return false, nil
	}
	f, one, err := t.theOne(s)
	if err != nil || !one {
		return false, err
	}
	var is about
	if len(f.payouts) == 1 {
		is = about{payout: true, row: f.payouts[0].Row}
	} else {
		is = about{row: f.trails[0].Row}
	}
	own := subjectsOfCase(c)
	if slices.ContainsFunc(subjectsOfKey(is.key()), func(k string) bool { return slices.Contains(own, k) }) {
		return false, nil
	}
	s.Intent = understand.WhereIsMyMoney
	t.session.Misses = 0
	return true, t.question(s, text)
}
