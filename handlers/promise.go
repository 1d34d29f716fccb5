package handlers

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/hours"
)

// Support is when the support team works, and what merchants are promised of it.
type Support struct {
	// Hours are its working hours. Without them who waits is told by the clock on
	// the wall, between 9 and 21 o'clock.
	Hours hours.Hours
	// Answer is the working time within which the team answers a new case; 0
	// promises nothing. It needs Hours.
	Answer time.Duration
}

// The hours, on the operator's wall, in which a team without hours is reminded.
const (
	remindFrom  = 9
	remindUntil = 21
)

// Reminded gives the hours in which the support team is reminded of work.
func (s Support) Reminded(zone *time.Location) hours.Hours {
	if s.Hours.Set() {
		return s.Hours
	}
	return hours.Daily(zone, remindFrom, remindUntil)
}

// promised is the key of a case's entry that tells by when an answer was promised.
const promised = "promised"

// promise gives the moment by which a case that is opened now is answered, to
// the minute; ok is false where nothing is promised. It counts from when the
// words are read, not written: none that waited is answered in the past.
func (t *turn) promise() (by time.Time, ok bool) {
	if !t.Support.Hours.Set() || t.Support.Answer <= 0 {
		return by, false
	}
	by, ok = t.Support.Hours.After(t.Clock.Shift(t.machine), t.Support.Answer)
	return by.Add(time.Minute - 1).Truncate(time.Minute), ok
}

// answeredBy is the moment by which a case that was just opened is answered,
// zero where that is not promised or was before.
func (t *turn) answeredBy(c cases.Case) time.Time {
	by, ok := t.promise()
	if !ok || !c.OpenedAt.Equal(t.machine) {
		return time.Time{}
	}
	return by
}

// promises keeps with a new case by when its merchant was told to hear.
func (t *turn) promises(c *cases.Case) {
	by, ok := t.promise()
	if !ok {
		return
	}
	c.Tried = append(c.Tried, t.staff("desk.promised", map[string]any{"By": t.wall(by)}))
	if !t.asking {
		t.out.Entries = append(t.out.Entries, cases.Entry{CaseID: c.ID, At: t.machine, Who: "bot", What: promised, Text: by.Format(time.RFC3339), Key: promised})
	}
}

// wall writes a business time as the support team reads it.
func (t *turn) wall(at time.Time) string { return at.In(t.Zone).Format("2006-01-02 15:04") }

// brokenPromise gives a line about a case whose answer was promised by a moment
// that has passed, and tells its merchant so, both once; "" for none. A case that
// was closed and came back after that moment was not promised anything anew.
func (t *turn) brokenPromise(c cases.Case, words LastWords) (string, error) {
	if words.Desk.After(c.OpenedAt) {
		return "", nil
	}
	by, ok, err := t.promisedBy(c)
	if err != nil {
		return "", err
	}
	if !ok || t.now.Before(by) || t.Clock.Shift(words.Unanswered).After(by) {
		return "", nil
	}
	if done, err := t.claimed("promise_late", strconv.FormatInt(c.ID, 10)); err != nil || done {
		return "", err
	}
	if err := t.tell(c, func(v voice) answer.Reply { return v.promiseLate(c, by) }); err != nil {
		return "", err
	}
	m, err := t.merchantOf(c.MerchantID)
	return "• " + t.staff("desk.promise_late", map[string]any{"Case": c.Number(), "Merchant": strings.TrimSpace(m.ID + " " + m.Name), "By": t.wall(by)}), err
}

// promisedBy is the moment by which the first answer in a case was promised.
func (t *turn) promisedBy(c cases.Case) (by time.Time, ok bool, err error) {
	e, ok, err := t.Rolls.EntryOf(t.ctx, c.ID, promised)
	if err != nil {
		return by, false, fmt.Errorf("read promise: %w", err)
	}
	by, bad := time.Parse(time.RFC3339, e.Text)
	return by, ok && bad == nil, nil
}
