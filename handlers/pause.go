package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"moneytrail/handlers/flow"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// silence is how long of it shows that a person wrote all they wanted to say.
const silence = 1500 * time.Millisecond

// Pause tells how long a message waits for the rest of what its sender is
// writing: people send "boss", "3500", "not here", "of today" one by one and mean
// one question. 0 is a message that is whole, or answers a question that is open.
func (d *Desk) Pause(ctx context.Context, ev inbox.Event) (time.Duration, error) {
	if !ev.Joins() || !d.isPart(ev.Telegram.Text, d.Clock.Shift(ev.At).In(d.Zone)) {
		return 0, nil
	}
	s, err := d.Rolls.Session(ctx, ev.Telegram.Chat, ev.Telegram.User)
	if err != nil {
		return 0, fmt.Errorf("read session: %w", err)
	}
	t := &turn{Desk: d, ctx: ctx, ev: ev, tg: ev.Telegram, session: s, flow: s.Open(), now: d.Clock.Now()}
	if t.flow.Talk.Asking() && t.mayAnswer(ev.Telegram.Text) {
		return 0, nil
	}
	return silence, nil
}

// mayAnswer tells whether a short message may be the answer to the open
// question: any may to a question of the conversation, and to one of a playbook
// that asks for words or a fact; else only what the playbook takes.
func (t *turn) mayAnswer(text string) bool {
	at, ok := t.openStep()
	if !ok || !isPlaybook(at.Def) {
		return true
	}
	step := at.Step
	if step == nil || steer.Denies(text) || step.Kind == flow.Text || step.Kind == flow.Amount || step.Kind == flow.Date {
		return true
	}
	r := t.Reader.Read(text, t.now)
	return r.Intent == understand.Affirm || t.Flows.Takes(t.flow.Talk, t.answerOf(r, text, false))
}

// Lengths from which words stand by themselves: so many Han characters, or Latin words.
const (
	partHan   = 4
	partWords = 3
)

// isPart tells whether a message is likely a part of a question: a call, a bare
// fact, or a word or two. It is read as it will be when it is answered.
func (d *Desk) isPart(text string, now time.Time) bool {
	text = strings.TrimSpace(text)
	if _, ok := people.Code(text); ok || strings.ContainsAny(text, "?？!！。\n") || strings.HasSuffix(text, ".") || steer.Of(text) != steer.None {
		return false
	}
	if d.isLabel(text) {
		return false
	}
	r := d.Reader.Read(text, now)
	short := isBrief(text)
	switch {
	case r.Decision == understand.HandOver:
		return false
	case r.Intent == understand.Greet:
		return true
	case r.Intent == understand.Thanks, r.Intent == understand.Affirm, r.Intent == understand.Help, r.Intent == understand.ChangeLanguage:
		return false
	case r.Intent == understand.CancelDeny:
		return short
	case r.Intent == understand.ProvideDetails:
		return slotsIn(r).Any() || short
	}
	return short && onlyDays(slotsIn(r))
}

// isLabel tells whether a text is the words of a button, which somebody may type.
func (d *Desk) isLabel(text string) bool {
	return slices.ContainsFunc(spokenLists, func(id string) bool {
		return strings.HasPrefix(id, "button.") && id != "button.yesterday" && d.spoken.is(text, id)
	})
}

// isBrief tells whether a text is too short to be a question by itself.
func isBrief(text string) bool {
	han := 0
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			han++
		}
	}
	if han > 0 {
		return han < partHan
	}
	return len(strings.Fields(text)) < partWords
}
