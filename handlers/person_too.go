package handlers

import (
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// personToo answers a message that wishes for a person besides what it asks: with
// what is known of that, and the person.
func (t *turn) personToo(text string, r understand.Reading) (bool, error) {
	if t.asking || !steer.WantsPerson(text) {
		return false, nil
	}
	if r.Decision == understand.HandOver || r.Intent == understand.TalkToHuman {
		if r.Intent != understand.TalkToHuman || !understand.SaysReturned(text) {
			return false, nil
		}
		r.Decision, r.Intent = understand.Act, understand.WhereIsMyMoney // of that payout
	}
	return true, t.together(func() error {
		if r.Decision == understand.Act && isQuestion(r.Intent) {
			if err := t.understood(r, text); err != nil {
				return err
			}
			if t.flow.Talk.Asking() { // what it lacks is the person's to ask
				t.held = nil
			}
		} else if err := t.pointAt(session.Of(r)); err != nil {
			return err
		}
		if len(t.out.Cases) > 0 { // it brought one
			return nil
		}
		return t.person(wish{words: text, intent: understand.TalkToHuman})
	})
}
