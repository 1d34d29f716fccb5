package handlers

import (
	"strings"
	"time"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// atWork answers whether the support team, or one of it by name, is at work: by its
// hours, and where a case is open, by how that stands; its thread gets the words.
func (t *turn) atWork(text string, r understand.Reading) (done bool, err error) {
	if t.asking || r.Decision == understand.HandOver && r.Intent != understand.TalkToHuman {
		return false, nil
	}
	open, err := t.openCases()
	if err != nil {
		return false, err
	}
	names := make([]string, 0, len(open))
	for _, c := range open {
		names = append(names, c.ClaimedByName)
	}
	if !steer.AsksAtWork(text, names...) {
		return false, nil
	}
	t.session.Misses = 0
	hours := t.voice().say("ask.at_work", t.teamHours())
	if len(open) == 0 {
		r := t.voice().isHere()
		r.Text = hours
		t.reply(r)
		return true, nil
	}
	c, how, err := t.inFocus()
	if err != nil {
		return false, err
	}
	for _, o := range open {
		if by := strings.ToLower(o.ClaimedByName); by != "" && strings.Contains(strings.ToLower(text), by) && how < tieReplied {
			c, how = o, tieSpoken // the one who is named
			break
		}
	}
	if err := t.beside(func() error { return t.caseStands(c, how, open, steer.CaseAnyone, r, text) }); err != nil {
		return true, err
	}
	return true, t.amend(func(m *outbox.TelegramMessage) { m.Text = answer.Fit(hours + "\n\n" + m.Text) })
}

// teamHours tells of now whether it is within the support team's hours, and when they begin.
func (t *turn) teamHours() map[string]any {
	h := t.Support.Hours
	if !h.Set() {
		return map[string]any{"Hours": false}
	}
	now := t.Clock.Shift(t.machine)
	at, ok := h.After(now, time.Nanosecond)
	if !ok {
		return map[string]any{"Hours": false}
	}
	return map[string]any{"Hours": true, "Now": h.At(now), "At": t.Texts.For(t.voice().a.Lang).Time(at.In(t.Zone))}
}
