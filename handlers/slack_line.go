package handlers

import (
	"fmt"
	"strings"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/steer"
)

// inThread finds the case in whose thread a line stands.
func (t *turn) inThread(e *inbox.SlackEvent) (cases.Case, bool, error) {
	if e.ThreadTS == "" || e.ThreadTS == e.TS || t.SupportChannel != "" && e.Channel != t.SupportChannel {
		return cases.Case{}, false, nil
	}
	c, ok, err := t.Rolls.CaseByThread(t.ctx, e.Channel, e.ThreadTS)
	if err != nil {
		return c, false, fmt.Errorf("read case of a thread: %w", err)
	}
	return c, ok, nil
}

func lineKey(e *inbox.SlackEvent) string { return keyOf(e.Channel, e.TS) }

func keyOf(channel, ts string) string { return "slack:" + channel + ":" + ts }

// editKey names an edit of a line in the history.
func editKey(ev inbox.Event, e *inbox.SlackEvent) string { return lineKey(e) + ":" + ev.Key }

// line takes a line of a case's thread: internal, unless it begins with
// exactly one mark; then it goes to the merchant.
func (t *turn) line(e *inbox.SlackEvent) error {
	c, ok, err := t.inThread(e)
	if err != nil {
		return err
	}
	if !ok {
		return t.alikeLine(e)
	}
	if e.Masked > 0 {
		t.whisper(t.staff("desk.thread.masked", nil))
	}
	text, out := cases.Relayed(e.Text)
	if !out {
		t.entry(c, "agent", "said", e.Text, lineKey(e))
		if _, meant := cases.Relayed(strings.TrimSpace(e.Text)); meant { // it would have gone out but for the space
			t.whisper(t.staff("desk.spaced", nil))
			return nil
		}
		return t.unsent(c, e)
	}
	if text == "" && len(e.Files) == 0 {
		t.whisper(t.staff("desk.empty", nil))
		return nil
	}
	if !c.IsOpen() {
		t.entry(c, "agent", "said", e.Text, lineKey(e))
		t.send(outbox.New(c.Lane(), outbox.Edit, outbox.SlackReact, outbox.SlackReaction{Channel: e.Channel, TS: e.TS, Name: "x"}))
		t.send(note(c, t.staff("desk.thread.closed", map[string]any{"Case": c.Number()})))
		return nil
	}
	t.entry(c, "agent", "relayed", joinLines(append(fileNames(e.Files), text)), lineKey(e))
	t.audit(agent(e), "relay", subjectOfCase(c), e.TS)
	return t.relay(c, text, lineKey(e), e.TS, nil)
}

// unsentKey names in a case's history that an agent was told of a line that went nowhere.
const unsentKey = "hint:unsent"

// unsent tells who wrote a line that plainly speaks to the merchant, without the mark,
// that it was not sent, and how to send it: once in a case.
func (t *turn) unsent(c cases.Case, e *inbox.SlackEvent) error {
	if !c.IsOpen() || !steer.SpeaksToMerchant(e.Text) {
		return nil
	}
	_, told, err := t.Rolls.EntryOf(t.ctx, c.ID, unsentKey)
	if err != nil {
		return fmt.Errorf("read history: %w", err)
	}
	if !told {
		t.entry(c, "bot", "hinted", "", unsentKey)
		t.whisper(t.staff("desk.unsent", nil))
	}
	return nil
}

// outsiderLine refuses a line of somebody who is no agent.
func (t *turn) outsiderLine(e *inbox.SlackEvent) error {
	if t.ev.Kind != inbox.Line {
		return nil
	}
	c, ok, err := t.inThread(e)
	if err != nil || !ok {
		return err
	}
	t.entry(c, "agent", "said", e.Text, lineKey(e))
	if _, out := cases.Relayed(e.Text); out {
		t.whisper(t.staff("desk.outsider", nil))
	}
	return nil
}

// lineEdited brings an agent's correction to the merchant, where the line had
// gone there. A line that was internal stays so: an edit never sends it.
func (t *turn) lineEdited(e *inbox.SlackEvent) error {
	c, ok, err := t.inThread(e)
	if err != nil {
		return err
	}
	if !ok {
		return t.alikeSent(e)
	}
	was, _, err := t.Rolls.EntryOf(t.ctx, c.ID, lineKey(e))
	if err != nil {
		return fmt.Errorf("read line: %w", err)
	}
	text, out := cases.Relayed(e.Text)
	what := "edited"
	wordless := was.What == "relayed" && len(e.Files) > 0 && was.Text == joinLines(fileNames(e.Files))
	if out && text != "" && (!c.IsOpen() || wordless) { // the merchant has nothing that this could change
		what = "said"
	}
	t.entry(c, "agent", what, e.Text, editKey(t.ev, e))
	if !out || text == "" {
		return t.withdrawn(c, e, was, out)
	}
	if !c.IsOpen() {
		return nil
	}
	watchers, err := t.listeners(c)
	if err != nil {
		return err
	}
	for i, w := range watchers {
		if err := t.correct(c, w, text, i == 0); err != nil {
			return err
		}
	}
	t.audit(agent(e), "relay edited", subjectOfCase(c), e.TS)
	return nil
}

// withdrawn takes a line that went to the merchant, or is on its way there, back
// where an edit made it internal, and says so; filesStay: only its words are
// gone. was is the line as it was: one that never went out stays as it is.
func (t *turn) withdrawn(c cases.Case, e *inbox.SlackEvent, was cases.Entry, filesStay bool) error {
	if was.What != "relayed" && was.What != "withdrawn" {
		return nil
	}
	watchers, err := t.listeners(c)
	if err != nil {
		return err
	}
	back := false
	for _, w := range watchers {
		if !filesStay {
			files, err := t.takeFilesBack(c, e, w)
			if err != nil {
				return err
			}
			back = back || files
		}
		if was.What == "withdrawn" { // its words are gone already
			continue
		}
		if err := t.takeBack(c, e, w, 0); err != nil { // behind one that is on its way: the lane keeps the order
			return err
		}
		back = true
	}
	t.entry(c, "agent", "withdrawn", "", lineKey(e)) // also where nobody is left who could read it
	if !back {
		return nil
	}
	if !filesStay || len(e.Files) == 0 {
		t.send(outbox.New(c.Lane(), outbox.Edit, outbox.SlackUnreact, outbox.SlackReaction{Channel: e.Channel, TS: e.TS, Name: "white_check_mark"}))
	}
	t.send(note(c, t.staff("desk.thread.withdrawn", nil)))
	t.audit(agent(e), "line withdrawn", subjectOfCase(c), e.TS)
	return nil
}

// lineDeleted takes a relayed line back from the merchant's chat.
func (t *turn) lineDeleted(e *inbox.SlackEvent) error {
	c, ok, err := t.inThread(e)
	if err != nil {
		return err
	}
	if !ok {
		return t.alikeSent(e)
	}
	t.entry(c, "agent", "deleted", "", lineKey(e))
	watchers, err := t.listeners(c)
	if err != nil {
		return err
	}
	for _, w := range watchers {
		if err := t.takeBack(c, e, w, 0); err != nil {
			return err
		}
		if _, err := t.takeFilesBack(c, e, w); err != nil {
			return err
		}
	}
	t.audit(agent(e), "line deleted", subjectOfCase(c), e.TS)
	return nil
}
