package handlers

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
)

// slack routes an event from Slack. Somebody who is no full member of the
// workspace, or writes from a shared channel, can do nothing.
func (t *turn) slack(e *inbox.SlackEvent) error {
	if e.Outsider {
		if t.ev.Kind == inbox.Press || t.ev.Kind == inbox.Submit {
			t.whisper(t.staff("desk.outsider", nil))
			return nil
		}
		return t.outsiderLine(e)
	}
	switch t.ev.Kind {
	case inbox.Press:
		return t.slackPress(e)
	case inbox.Submit:
		return t.submit(e)
	case inbox.Line:
		return t.line(e)
	case inbox.LineEdited:
		return t.lineEdited(e)
	case inbox.FilesGone:
		return t.filesGone(e)
	case inbox.LineDeleted:
		return t.lineDeleted(e)
	}
	return nil
}

// agent names the person of a Slack event in the audit trail.
func agent(e *inbox.SlackEvent) string { return "slack:" + e.User }

// slackPress does what a button of a card says.
func (t *turn) slackPress(e *inbox.SlackEvent) error {
	switch press.Action(e.Action) {
	case press.Approve:
		return t.decide(e, true)
	case press.Refuse:
		return t.decide(e, false)
	case press.Accept, press.Decline, press.Undo:
		return t.pressSuggestion(e)
	}
	c, ok, err := t.Rolls.Case(t.ctx, press.Number(e.Value))
	if err != nil {
		return fmt.Errorf("read case: %w", err)
	}
	if !ok {
		t.whisper(t.staff("desk.no_case", nil))
		return nil
	}
	switch press.Action(e.Action) {
	case press.Claim:
		return t.claim(c, e)
	case press.Take:
		return t.takeOver(c)
	case press.Release:
		return t.release(c)
	case press.Reply:
		if !c.IsOpen() {
			t.whisper(t.staff("desk.closed", map[string]any{"Case": c.Number()}))
			return nil
		}
		t.form(t.replyForm(c))
	case press.Resolve:
		if !c.IsOpen() {
			t.whisper(t.staff("desk.closed", map[string]any{"Case": c.Number()}))
			return nil
		}
		t.form(t.resolveForm(c))
	case press.Reopen:
		return t.reopen(c, e)
	}
	return nil
}

// claim gives the case to the agent, or tells quietly who has it.
func (t *turn) claim(c cases.Case, e *inbox.SlackEvent) error {
	switch err := c.Claim(e.User, e.UserName, t.machine); {
	case errors.Is(err, cases.ErrMine):
		t.whisper(t.staff("desk.mine", map[string]any{"Case": c.Number()}))
	case errors.Is(err, cases.ErrTaken):
		t.whisper(t.staff("desk.taken", map[string]any{"Case": c.Number(), "By": c.ClaimedByName}))
	case err != nil:
		t.whisper(t.staff("desk.closed", map[string]any{"Case": c.Number()}))
	default:
		if err := t.change(c); err != nil {
			return err
		}
		t.entry(c, "agent", "claimed", "", "")
		t.audit(agent(e), "claim", subjectOfCase(c), "")
		t.suggest(c)
	}
	return nil
}

// reopen brings a resolved case back; the merchant is told.
func (t *turn) reopen(c cases.Case, e *inbox.SlackEvent) error {
	if other, open, err := t.Rolls.OpenCase(t.ctx, c.MerchantID, c.Subject); err != nil {
		return fmt.Errorf("read open case: %w", err)
	} else if open && other.ID != c.ID {
		t.whisper(t.staff("desk.open_elsewhere", map[string]any{"Case": other.Number()}))
		return nil
	}
	if err := t.again(&c); err != nil {
		t.whisper(t.staff("desk.not_closed", map[string]any{"Case": c.Number()}))
		return nil
	}
	if err := t.change(c); err != nil {
		return err
	}
	t.entry(c, "agent", "reopened", "", "")
	t.audit(agent(e), "reopen", subjectOfCase(c), "")
	return t.tell(c, func(v voice) answer.Reply { return v.caseReopened(c) })
}

// submit does what a form that came back says.
func (t *turn) submit(e *inbox.SlackEvent) error {
	c, ok, err := t.Rolls.Case(t.ctx, press.Number(e.Value))
	if err != nil {
		return fmt.Errorf("read case: %w", err)
	}
	if !ok {
		return nil
	}
	switch press.Action(e.Action) {
	case press.Reply:
		return t.formReply(c, e)
	case press.Resolve:
		return t.resolve(c, e)
	}
	return nil
}

// marked are the receipts of words that came by a form: the note in the thread
// that keeps them gets the mark that a line of the thread would get.
func (t *turn) marked(c cases.Case, posted outbox.Item) *outbox.Then {
	var m outbox.SlackMessage
	if err := json.Unmarshal(posted.Body, &m); err != nil {
		return nil
	}
	mark := func(sign string) []outbox.Item {
		return []outbox.Item{outbox.New(c.Lane(), outbox.Edit, outbox.SlackUpdate, outbox.SlackMessage{Of: posted.Ref, Text: sign + " " + m.Text})}
	}
	return &outbox.Then{Sent: mark("✅"), Delayed: mark("⏳"), Failed: mark("❌")}
}

// formReply relays the words of the reply form and keeps them in the thread.
func (t *turn) formReply(c cases.Case, e *inbox.SlackEvent) error {
	text := strings.TrimSpace(e.Fields[press.FieldText])
	if text == "" {
		t.whisper(t.staff("desk.empty_form", nil))
		return nil
	}
	if !c.IsOpen() { // between the look at the form and now
		t.entry(c, "agent", "said", text, t.ev.Key)
		t.send(note(c, t.staff("desk.thread.closed", map[string]any{"Case": c.Number()})+"\n"+text))
		return nil
	}
	posted := note(c, t.staff("desk.thread.relayed", map[string]any{"By": e.UserName})+"\n"+text)
	posted.Ref = c.Lane() + ":form:" + t.ev.Key
	t.send(posted)
	t.entry(c, "agent", "relayed", text, t.ev.Key)
	t.audit(agent(e), "relay", subjectOfCase(c), "")
	return t.relay(c, text, t.ev.Key, "", t.marked(c, posted))
}
