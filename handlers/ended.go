package handlers

import (
	"fmt"
	"time"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// soonAfter is how long after its end words may well be about a case.
const soonAfter = 24 * time.Hour

// ofEnded answers what is asked of a case that an agent ended a short while ago, by
// what was written as it ended: it opens no other. One tap brings the question to the
// agent in that case. False where the words speak of something else: other money, or
// what was shown since.
func (t *turn) ofEnded(text string, r understand.Reading) (done bool, err error) {
	if t.asking || t.flow.Talk.Asking() || r.Decision == understand.HandOver || r.Decision == understand.Act && isTalk(r.Intent) || t.tg.ReplyTo != 0 {
		return false, nil
	}
	c, err := t.lastCase()
	if err != nil || c.IsOpen() || c.Resolution == nil || c.Resolution.By == "" || c.Resolution.Note == "" || !c.CanReopen(t.machine) || t.machine.Sub(c.Resolution.At) > soonAfter {
		return false, err
	}
	bears, facts := steer.Answers(c.Resolution.Note, text), session.Of(r)
	switch {
	case !steer.AsksLoosely(text) && r.Decision != understand.Ask, stillWords(text), !says(text):
		return false, nil
	case len(facts.Amounts) > 0 && t.elsewhere(c, cases.Entry{Text: c.Resolution.Note}, text):
		return false, nil
	case bears == 0 && (r.Decision == understand.Act || facts.Any()):
		return false, nil
	case t.flow.MoneyAt.After(c.Resolution.At) && (bears < 2 || r.Decision == understand.Act):
		return false, nil
	}
	if later, err := t.wroteSince(c.Resolution.At); err != nil || later {
		return false, err
	}
	t.session.Misses = 0
	t.unclear(text)
	t.reply(t.voice().endedNote(c))
	return true, nil
}

// wroteSince tells whether an agent wrote in one of the person's open cases since a time.
func (t *turn) wroteSince(at time.Time) (bool, error) {
	open, err := t.openCases()
	if err != nil {
		return false, err
	}
	for _, c := range open {
		words, err := t.Rolls.LastWords(t.ctx, c.ID)
		if err != nil {
			return false, fmt.Errorf("read history: %w", err)
		}
		if words.Desk.After(at) && !words.Agent.Before(words.Desk) {
			return true, nil
		}
	}
	return false, nil
}

// afterEnd asks who is not understood soon after a case of theirs ended whether
// it is about that: one tap opens it again with the words.
func (t *turn) afterEnd() (done bool, err error) {
	c, err := t.lastCase()
	if err != nil || t.asking || c.IsOpen() || !c.CanReopen(t.machine) || t.machine.Sub(c.ChangedAt) > soonAfter || !says(t.tg.Text) {
		return false, err
	}
	t.reply(t.voice().ended(c))
	return true, nil
}

// endedNote shows what was written as a case ended, and offers to ask on.
func (v voice) endedNote(c cases.Case) answer.Reply {
	r := v.plain("case.ended_note", map[string]any{"Case": c.Number(), "Name": c.Resolution.ByName, "Note": c.Resolution.Note,
		"At": v.t.Texts.For(v.a.Lang).Time(v.t.Clock.Shift(c.Resolution.At).In(v.a.Now.Location()))})
	b := outbox.Button{Text: v.say("button.ask_on", nil), Data: press.Row(press.CaseNot, c.ID)}
	return answer.Reply{Text: r.Text, Buttons: append([][]outbox.Button{{b}}, r.Buttons...)}
}
