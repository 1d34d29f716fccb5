package handlers

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"

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
	if !ev.Joins() || !d.isPart(ev.Telegram.Text) {
		return 0, nil
	}
	s, err := d.Rolls.Session(ctx, ev.Telegram.Chat, ev.Telegram.User)
	if err != nil {
		return 0, fmt.Errorf("read session: %w", err)
	}
	if s.Open().Talk.Asking() {
		return 0, nil
	}
	return silence, nil
}

// Lengths from which words stand by themselves: so many Han characters, or Latin words.
const (
	partHan   = 4
	partWords = 3
)

// isPart tells whether a message is likely a part of a question: a call, a bare
// fact, or a word or two.
func (d *Desk) isPart(text string) bool {
	text = strings.TrimSpace(text)
	if _, ok := people.Code(text); ok || strings.ContainsAny(text, "?？!！。\n") || strings.HasSuffix(text, ".") || steer.Of(text) != steer.None {
		return false
	}
	if d.isLabel(text) {
		return false
	}
	r := d.Reader.Read(text, d.Clock.Now())
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
	for _, lang := range d.Texts.Languages() {
		t := d.Texts.For(lang)
		for _, id := range []string{"button.person", "button.where", "button.timing", "button.fee", "button.cases", "button.menu"} {
			if strings.EqualFold(text, t.Say(id, nil)) {
				return true
			}
		}
	}
	return false
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
