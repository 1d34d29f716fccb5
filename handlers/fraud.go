package handlers

import (
	"time"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// fraudLasts is for how long after a warning what is told is about that fraud.
const fraudLasts = 3 * 24 * time.Hour

// harmWords are what to do at once about what a fraud got.
var harmWords = map[steer.Harm]string{steer.MoneyGiven: "ask.fraud_money", steer.CodeGiven: "ask.fraud_code", steer.LetIn: "ask.fraud_let_in", steer.KnowsID: "ask.fraud_id"}

// fraudGoesOn answers what is told or asked after a warning of a fraud: what the
// fraud got already, and what to do now. It is never only passed on: there is no
// time for that. The case reads it too. Who asks whether we ask for codes is told
// that we never do. False for all else.
func (t *turn) fraudGoesOn(text string, r understand.Reading) (done bool, err error) {
	if steer.AsksOfOurCalls(text) {
		t.session.Misses = 0
		t.reply(t.voice().plain("ask.never_ask", nil))
		return true, nil
	}
	harm := steer.HarmTold(text)
	if r.PayFirst && harm == steer.NoHarm || r.Intent == understand.ChangeAccount || session.Of(r).Last4 != "" {
		return false, nil
	}
	warned, at, err := t.warnedOfFraud()
	if err != nil {
		return false, err
	}
	switch {
	case steer.GaveToFraud(text):
	case !warned, harm == steer.NoHarm && (!steer.AsksNowWhat(text) || session.Of(r).Any() || t.flow.MoneyAt.After(at)):
		return false, nil
	}
	words := harmWords[harm]
	if words == "" {
		words = "ask.pay_first"
	}
	return true, t.urgent(cases.Security, understand.Suspicious, text, func(v voice, c cases.Case) answer.Reply {
		return v.withCase(v.plain(words, nil), c)
	})
}

// warnedOfFraud tells whether the merchant was warned of a fraud a short time
// ago, whose case is open, and when that last changed.
func (t *turn) warnedOfFraud() (warned bool, at time.Time, err error) {
	open, err := t.openCases()
	if err != nil {
		return false, at, err
	}
	for _, c := range open {
		if c.Subject == cases.Security && t.machine.Sub(c.ChangedAt) < fraudLasts &&
			(steer.GaveToFraud(c.Words) || t.Reader.Read(c.Words, t.now).PayFirst) {
			return true, c.ChangedAt, nil
		}
	}
	return false, at, nil
}
