package handlers

import (
	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
)

// refuseAccount answers every wish to change where the money goes: never by
// chat, said where it is done, and an urgent case in case it was not the owner
// who wrote.
func (t *turn) refuseAccount(text string) error {
	t.flow.Slots = session.Slots{Intent: understand.ChangeAccount, Hour: -1}
	return t.urgent(cases.Account, understand.ChangeAccount, text, voice.accountRefused)
}

// payFirst answers who is asked to pay before money is released: nobody of ours
// asks for that, so it is a fraud, and an urgent case.
func (t *turn) payFirst(text string) error {
	return t.urgent(cases.Security, understand.Suspicious, text, voice.payFirst)
}

// urgent opens or joins the urgent case of a subject and says the words that belong to it.
func (t *turn) urgent(subject string, intent understand.Intent, text string, say func(voice, cases.Case) answer.Reply) error {
	t.session.Misses = 0
	if err := t.caseShop(about{}, false); err != nil {
		return err
	}
	c, _, err := t.openOrJoin(wish{words: text, subject: subject, intent: intent, urgent: true})
	if err != nil {
		return err
	}
	t.reply(say(t.voice(), c))
	return nil
}
