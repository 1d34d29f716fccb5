package handlers

import (
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
)

// maskedAs is how a whole number is written once it is masked: its last four digits are left.
const maskedAs = "****"

// namesOwnAccount tells whether the digits in a question are those of a whole number
// that the message names as the account to be paid into: no customer's card.
func (t *turn) namesOwnAccount(s session.Slots) bool {
	return s.Last4 != "" && strings.Contains(t.tg.Text, maskedAs+s.Last4) && understand.SpeaksOfOwnAccount(t.tg.Text)
}

// findBesideAccount answers such a question without the digits, and says into which account
// money is paid where it is another one.
func (t *turn) findBesideAccount(s session.Slots) (flow.Checked, error) {
	named := s.Last4
	s.Last4, t.flow.Slots.Last4 = "", ""
	own := t.merchant.Account.Last4
	if own == "" || own == named || !t.scope.Totals() {
		return t.find(s)
	}
	var done flow.Checked
	err := t.together(func() (err error) {
		t.reply(answer.Reply{Text: t.voice().say("ask.other_account", map[string]any{"Own": own, "Named": named})})
		done, err = t.find(s)
		return err
	})
	return done, err
}
