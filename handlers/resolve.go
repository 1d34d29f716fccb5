package handlers

import (
	"errors"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/press"
)

// resolve closes a case with the reason and the note of the form; the
// merchant hears first, then the card shows it.
func (t *turn) resolve(c cases.Case, e *inbox.SlackEvent) error {
	r := cases.Resolution{Reason: e.Fields[press.FieldReason], Note: e.Fields[press.FieldNote],
		By: e.User, ByName: e.UserName, At: t.machine}
	switch err := c.Resolve(r); {
	case errors.Is(err, cases.ErrResolved):
		t.whisper(joinLines([]string{t.staff("desk.closed", map[string]any{"Case": c.Number()}), r.Note}))
		return nil
	case err != nil:
		t.whisper(joinLines([]string{t.staff("desk.incomplete", nil), r.Note}))
		return nil
	}
	if err := t.tell(c, func(v voice) answer.Reply { return v.caseResolved(c) }); err != nil {
		return err
	}
	if err := t.change(c); err != nil {
		return err
	}
	t.entry(c, "agent", "resolved", c.Resolution.Note, "")
	t.audit(agent(e), "resolve", subjectOfCase(c), c.Resolution.Reason)
	return nil
}
