package handlers

import (
	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// ratesAsked answers what cards or codes of a network cost, by the contract. done is
// false where no rate is asked for, or money or days are named.
func (t *turn) ratesAsked(text string, r understand.Reading) (done bool, err error) {
	codes := steer.RatesAsked(text)
	if len(codes) == 0 || session.Of(r).Any() || r.Decision == understand.HandOver || steer.FeeAsked(text, false) != steer.NoFeeAsk || understand.SaysOvercharged(text) {
		return false, nil
	}
	t.session.Misses = 0
	t.flow.Slots, t.flow.Asked, t.flow.About = session.Slots{Intent: understand.FeeQuestion, Hour: -1}, text, ""
	return true, t.byContract(understand.FeeQuestion, func(one *turn, a answer.Audience, list []answer.Terms) (answer.Reply, error) {
		return one.book.RatesOf(a, list, codes), nil
	})
}
