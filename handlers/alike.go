package handlers

import (
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/trail"
)

// alikeFrom is how many open cases of one cause and day are told of together.
const alikeFrom = 5

// delays are the reasons for which money of many merchants is late at once: one
// answer is true for all of them.
var delays = []trail.Reason{trail.NotKnownYet, trail.MissingInSettlement, trail.PayoutPending, trail.PayoutIsMissing, trail.FileLate, trail.BankIncident, trail.Holiday}

// alikeRef names the message that tells of the cases of one cause and day.
func alikeRef(c cases.Case) string { return "alike:" + c.BusinessDate + ":" + c.Reason }

// alike lists the open cases of the same cause and day, oldest first; none where
// the cause is a merchant's own.
func (t *turn) alike(c cases.Case) ([]cases.Case, error) {
	if !slices.Contains(delays, trail.Reason(c.Reason)) {
		return nil, nil
	}
	open, err := t.Rolls.OpenCases(t.ctx, "")
	if err != nil {
		return nil, fmt.Errorf("read open cases: %w", err)
	}
	open = slices.DeleteFunc(slices.Clone(open), func(o cases.Case) bool { return o.ID != c.ID && alikeRef(o) != alikeRef(c) })
	slices.SortFunc(open, func(a, b cases.Case) int { return int(a.ID - b.ID) })
	return open, nil
}

// tellAlike tells the support channel of many open cases of one cause in one
// message, which one line answers; later cases are added to it.
func (t *turn) tellAlike(c cases.Case) error {
	group, err := t.alike(c)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(group, func(o cases.Case) bool { return o.ID == c.ID }) {
		group = append(group, c)
	}
	if len(group) < alikeFrom {
		return nil
	}
	numbers := make([]string, 0, len(group))
	for _, o := range group {
		numbers = append(numbers, o.Number())
	}
	m := outbox.SlackMessage{Text: t.staff("desk.alike", map[string]any{"Count": len(group), "Reason": t.book.StaffReason(c.Reason), "Day": c.BusinessDate,
		"Cases": strings.Join(numbers, " ")})}
	told, err := t.claimed("alike", alikeRef(c))
	if err != nil {
		return err
	}
	if told {
		m.Of = alikeRef(c)
		t.send(outbox.New(alerts, outbox.Edit, outbox.SlackUpdate, m))
		return nil
	}
	it := post(alerts, m)
	it.Ref = alikeRef(c)
	t.send(it)
	return nil
}

// alikeIn lists the open cases that the message tells of in whose thread a line stands.
func (t *turn) alikeIn(e *inbox.SlackEvent) ([]cases.Case, error) {
	anchors, known := t.Rolls.(outbox.Anchors)
	if !known || e.ThreadTS == "" || e.ThreadTS == e.TS {
		return nil, nil
	}
	open, err := t.Rolls.OpenCases(t.ctx, "")
	if err != nil {
		return nil, fmt.Errorf("read open cases: %w", err)
	}
	tried := map[string]bool{}
	for _, c := range open {
		ref := alikeRef(c)
		if tried[ref] || !slices.Contains(delays, trail.Reason(c.Reason)) {
			continue
		}
		tried[ref] = true
		at, sent, err := anchors.Anchor(t.ctx, ref)
		if err != nil {
			return nil, fmt.Errorf("read anchor: %w", err)
		}
		if sent && at.Channel == e.Channel && at.ID == e.ThreadTS {
			return t.alike(c)
		}
	}
	return nil, nil
}

// alikeLine brings a line that begins with one mark to the merchants of all
// cases that the message above it tells of. Each case keeps it as its own.
func (t *turn) alikeLine(e *inbox.SlackEvent) error {
	text, out := cases.Relayed(e.Text)
	if !out || t.SupportChannel != "" && e.Channel != t.SupportChannel {
		return nil
	}
	group, err := t.alikeIn(e)
	if err != nil || len(group) == 0 {
		return err
	}
	if e.Masked > 0 {
		t.whisper(t.staff("desk.thread.masked", nil))
	}
	if text == "" || len(e.Files) > 0 { // a file is for one merchant
		t.whisper(t.staff("desk.alike_words", nil))
		return nil
	}
	for i, c := range group {
		t.entry(c, "agent", "relayed", text, lineKey(e))
		t.audit(agent(e), "relay", subjectOfCase(c), e.TS)
		t.send(note(c, t.staff("desk.thread.relayed", map[string]any{"By": e.UserName})+"\n"+text))
		ts := ""
		if i == 0 { // one line has one receipt
			ts = e.TS
		}
		if err := t.relay(c, text, ts, nil); err != nil {
			return err
		}
	}
	return nil
}

// alikeSent says to an agent who edits or deletes a line that went to several
// merchants that they keep it as it was.
func (t *turn) alikeSent(e *inbox.SlackEvent) error {
	group, err := t.alikeIn(e)
	if err != nil {
		return err
	}
	for _, c := range group {
		_, went, err := t.Rolls.EntryOf(t.ctx, c.ID, lineKey(e))
		if err != nil {
			return fmt.Errorf("read line: %w", err)
		}
		if went {
			t.whisper(t.staff("desk.alike_sent", nil))
			return nil
		}
	}
	return nil
}
