package handlers

import (
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// alikeFrom is how many open cases of one cause and day are told of together.
const alikeFrom = 5

// delays are the reasons for which money of many merchants is late at once: one
// answer is true for all of them.
var delays = []trail.Reason{trail.NotKnownYet, trail.MissingInSettlement, trail.PayoutPending, trail.PayoutIsMissing, trail.FileLate, trail.BankIncident, trail.Holiday}

// alikeRef names the message that tells of the cases of one cause and day.
func alikeRef(c cases.Case) string { return "alike:" + c.BusinessDate + ":" + c.Reason }

// isDelay tells whether a case can be one of many of the same cause.
func isDelay(c cases.Case) bool { return slices.Contains(delays, trail.Reason(c.Reason)) }

// openNow lists all open cases, as this turn leaves them.
func (t *turn) openNow() ([]cases.Case, error) {
	open, err := t.Rolls.OpenCases(t.ctx, "")
	if err != nil {
		return nil, fmt.Errorf("read open cases: %w", err)
	}
	open = slices.Clone(open)
	for _, c := range t.out.Cases {
		open = append(slices.DeleteFunc(open, func(o cases.Case) bool { return o.ID == c.ID }), c)
	}
	return slices.DeleteFunc(open, func(c cases.Case) bool { return !c.IsOpen() }), nil
}

// alikeOf gives those of the open cases that one message tells of, oldest first.
func alikeOf(open []cases.Case, ref string) []cases.Case {
	group := slices.DeleteFunc(slices.Clone(open), func(c cases.Case) bool { return !isDelay(c) || alikeRef(c) != ref })
	slices.SortFunc(group, func(a, b cases.Case) int { return int(a.ID - b.ID) })
	return group
}

// tellAlike keeps the message about many open cases of one cause as those cases
// are: it is posted once there are enough, and follows each that comes, ends, or
// has another cause. c is the case as this turn leaves it, before as it was, the
// zero case where it is new.
func (t *turn) tellAlike(c, before cases.Case) error {
	in := func(c cases.Case) string {
		if c.ID == 0 || !c.IsOpen() || !isDelay(c) {
			return ""
		}
		return alikeRef(c)
	}
	now, was := in(c), in(before)
	if now == was {
		return nil
	}
	open, err := t.openNow()
	if err != nil {
		return err
	}
	for _, of := range []struct {
		ref string
		c   cases.Case
	}{{was, before}, {now, c}} {
		if of.ref == "" {
			continue
		}
		if err := t.drawAlike(of.c, alikeOf(open, of.ref)); err != nil {
			return err
		}
	}
	return nil
}

// drawAlike posts the message about cases of c's cause and day, or draws it anew.
func (t *turn) drawAlike(c cases.Case, group []cases.Case) error {
	ref := alikeRef(c)
	b, ok := t.Rolls.(ClaimBook)
	if !ok {
		return nil
	}
	told, err := b.Claimed(t.ctx, alikeClaim, ref)
	if err != nil {
		return fmt.Errorf("read what was told: %w", err)
	}
	mine := slices.Contains(t.out.Claims, Claim{alikeClaim, ref})
	if told = told || mine; !told && len(group) < alikeFrom {
		return nil
	}
	numbers := make([]string, 0, len(group))
	for _, o := range group {
		numbers = append(numbers, o.Number())
	}
	m := outbox.SlackMessage{Text: t.staff("desk.alike", map[string]any{"Count": len(group), "Reason": t.book.StaffReason(c.Reason), "Day": c.BusinessDate,
		"Cases": strings.Join(numbers, " ")})}
	if told {
		m.Of = ref
		t.send(outbox.New(alerts, outbox.Edit, outbox.SlackUpdate, m))
		return nil
	}
	t.out.Claims = append(t.out.Claims, Claim{alikeClaim, ref})
	it := post(alerts, m)
	it.Ref = ref
	t.send(it)
	return nil
}

// alikeClaim is the name under which it is kept that a message about many cases was posted.
const alikeClaim = "alike"

// alikeIn gives the open cases that the message tells of in whose thread a line
// stands; there is false where it stands under no such message.
func (t *turn) alikeIn(e *inbox.SlackEvent) (group []cases.Case, there bool, err error) {
	anchors, known := t.Rolls.(outbox.Anchors)
	if !known || e.ThreadTS == "" || e.ThreadTS == e.TS {
		return nil, false, nil
	}
	open, err := t.openNow()
	if err != nil {
		return nil, false, err
	}
	var refs []string
	for _, c := range open {
		if isDelay(c) && !slices.Contains(refs, alikeRef(c)) {
			refs = append(refs, alikeRef(c))
		}
	}
	for day := range alikeDays { // those all of whose cases ended
		for _, r := range delays {
			refs = append(refs, alikeRef(cases.Case{BusinessDate: (t.today() + 1 - calendar.Date(day)).String(), Reason: string(r)}))
		}
	}
	for _, ref := range refs {
		at, sent, err := anchors.Anchor(t.ctx, ref)
		if err != nil {
			return nil, false, fmt.Errorf("read anchor: %w", err)
		}
		if sent && at.Channel == e.Channel && at.ID == e.ThreadTS {
			return alikeOf(open, ref), true, nil
		}
	}
	return nil, false, nil
}

// alikeDays is for how many days a line is understood under a message all of whose cases ended.
const alikeDays = 7

// alikeLine brings a line that begins with one mark to the merchants of all
// cases that the message above it tells of. Each case keeps it as its own.
func (t *turn) alikeLine(e *inbox.SlackEvent) error {
	text, out := cases.Relayed(e.Text)
	if !out || t.SupportChannel != "" && e.Channel != t.SupportChannel {
		return nil
	}
	group, there, err := t.alikeIn(e)
	if err != nil || !there {
		return err
	}
	if len(group) == 0 {
		t.whisper(t.staff("desk.alike_over", nil))
		return nil
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
		if err := t.relay(c, text, lineKey(e), ts, nil); err != nil {
			return err
		}
	}
	return nil
}

// alikeSent says to an agent who edits or deletes a line that went to several
// merchants that they keep it as it was.
func (t *turn) alikeSent(e *inbox.SlackEvent) error {
	group, _, err := t.alikeIn(e)
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
