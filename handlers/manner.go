package handlers

import (
	"moneytrail/handlers/answer"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// manner answers what is said of how people speak, and what brings nobody at once:
// an account given before, an excuse, anger that names nothing, a word that something is odd, somebody who is
// to come to a machine. The support team gets an angry line where a case is open, an
// excuse never. done is false for all else.
func (t *turn) manner(text string, r understand.Reading) (done bool, err error) {
	if t.asking || t.flow.Talk.Asking() {
		return false, nil
	}
	if r.Grave == understand.NotGrave && (r.Decision != understand.HandOver || r.Intent == understand.ChangeAccount || r.Intent == understand.TalkToHuman) {
		if done, err := t.givenAccount(text, r); done || err != nil {
			return done, err
		}
	}
	bare := !session.Of(r).Any() || onlyDays(session.Of(r))
	switch {
	case bare && r.Decision != understand.HandOver && steer.Apologises(text):
		t.session.Misses = 0
		t.reply(t.voice().plain("talk.no_harm", nil))
		return true, nil
	case r.Grave == understand.Insult && bare, r.Grave == understand.NotGrave && r.Decision != understand.HandOver && bare && steer.Angry(text):
		return t.anger(text, r)
	case r.Decision == understand.HandOver && r.Intent == understand.Suspicious && !r.PayFirst && !r.OtherMerchant && r.Grave == understand.NotGrave && bare && steer.Vague(text):
		return true, t.offer(text, understand.Suspicious, understand.TerminalProblem, understand.WhereIsMyMoney)
	case r.Decision == understand.HandOver && r.Intent == understand.TalkToHuman && r.Grave == understand.NotGrave && steer.WantsFitter(text) && !steer.WantsPerson(text):
		return true, t.offer(text, understand.TerminalProblem)
	case r.Decision != understand.HandOver && steer.ClosesShop(text):
		t.session.Misses, t.flow.Asked = 0, text
		t.reply(t.voice().closesShop())
		return true, nil
	case r.Decision != understand.HandOver && !r.Intent.Trouble() && bare && t.scope.Totals() && steer.ComparesKinds(text):
		if done, err := t.feeExplained(text, r); done || err != nil {
			return done, err
		}
		s := session.Of(r)
		s.Intent, s.Dates = understand.FeeQuestion, nil
		t.session.Misses = 0
		return true, t.question(s, text)
	}
	return false, nil
}

// offer asks which of some things is meant.
func (t *turn) offer(text string, choices ...understand.Intent) error {
	open, err := t.openCases()
	if err != nil {
		return err
	}
	t.session.Misses++
	t.flow.Asked, t.flow.Offered = text, true
	t.unclear(text)
	t.reply(t.voice().choose(choices, open))
	return nil
}

// anger answers who is angry and names no money: we are sorry, and whoever has their
// open case reads it; without a case a button brings a person, and the second time
// the person comes without. False where somebody swears for the first time: they get
// what is known of their money first.
func (t *turn) anger(text string, r understand.Reading) (bool, error) {
	open, err := t.openCases()
	if err != nil {
		return false, err
	}
	said := t.voice().line(t.voice().say("ask.angry", nil))
	if last, err := t.lastCase(); err != nil || len(open) == 0 && !last.IsOpen() && last.CanReopen(t.machine) && t.machine.Sub(last.ChangedAt) <= soonAfter {
		return false, err // it may be of how that ended
	}
	if len(open) == 0 {
		if t.session.Misses++; r.Grave == understand.Insult {
			return false, nil
		}
		if t.session.Misses < missesBeforePerson {
			t.flow.Asked = t.andAsked(text)
			t.reply(t.voice().plain("ask.angry_button", nil))
			return true, nil
		}
		return true, t.together(func() error {
			t.reply(said)
			return t.person(wish{words: text, intent: understand.TalkToHuman})
		})
	}
	c, how, err := t.inFocus()
	if err != nil {
		return false, err
	}
	if how == tieNone {
		c = open[0]
	}
	t.unclear(text)
	if err := t.bring(c, r, text); err != nil {
		return true, err
	}
	return true, t.together(func() error {
		t.reply(said)
		return t.passedOn(c)
	})
}

// closesShop tells what becomes of money that is still to come when a shop closes.
func (v voice) closesShop() answer.Reply {
	account := ""
	if last4 := v.t.merchant.Account.Last4; last4 != "" && v.t.scope.Totals() && v.t.chain == nil {
		account = v.say("word.account", map[string]any{"Last4": last4})
	}
	r := v.plain("ask.closes_shop", map[string]any{"Account": account})
	b := outbox.Button{Text: v.say("button.where", nil), Data: press.Data(press.Menu, string(understand.WhereIsMyMoney))}
	return answer.Reply{Text: r.Text, Buttons: append([][]outbox.Button{{b}}, r.Buttons[len(r.Buttons)-1:]...)}
}
