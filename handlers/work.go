package handlers

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers/cases"
)

// forgottenAfter is how long a claimed case may lie without a word of any agent.
const forgottenAfter = 24 * time.Hour

// waitStages are how long merchants wait before the support team hears of it,
// and before it hears of it again: in working hours where the team has some. Of a
// case that was promised an answer it hears at the first look after half of that time.
func (s Support) waitStages(c cases.Case) []time.Duration {
	first, second := 2*time.Hour, 8*time.Hour
	if c.Urgent {
		first, second = 30*time.Minute, 2*time.Hour
	}
	if s.Answer > 0 {
		first = min(first, s.Answer/2)
	}
	return []time.Duration{first, second}
}

// waited is how long somebody waits since a moment of the machine's clock.
func (t *turn) waited(since time.Time) time.Duration {
	if h := t.Support.Hours; h.Set() {
		return h.Between(t.now.Add(since.Sub(t.machine)), t.now)
	}
	return t.machine.Sub(since)
}

// work looks after the open cases: who waits for an answer is told to the
// support team together, a claim that was forgotten is given back, and in the
// morning there is a word on all of it. Nothing is told at night; what the day
// left is told when the team's hours end.
func (t *turn) work() error {
	now, team := t.now.In(t.Zone), t.Support.Reminded(t.Zone)
	if _, closed := team.Closed(now); !closed && !team.At(now) {
		return nil
	}
	open, err := t.Rolls.OpenCases(t.ctx, "")
	if err != nil {
		return fmt.Errorf("read open cases: %w", err)
	}
	var waits []string
	day := workday{oldest: cases.Case{OpenedAt: t.machine}}
	for _, c := range open {
		words, err := t.Rolls.LastWords(t.ctx, c.ID)
		if err != nil {
			return fmt.Errorf("read history: %w", err)
		}
		if t.forgotten(c, words) {
			if err := t.giveBack(&c, words); err != nil {
				return err
			}
		}
		line, err := t.waiting(c, words)
		if err != nil {
			return err
		}
		late, err := t.brokenPromise(c, words)
		if err != nil {
			return err
		}
		for _, l := range []string{line, late} {
			if l != "" {
				waits = append(waits, l)
			}
		}
		day.count(c, words)
	}
	if len(waits) > 0 {
		t.alert(joinLines(append([]string{t.staff("desk.waits_head", nil)}, waits...)))
	}
	if !team.Opening(now) || len(open) == 0 {
		return nil
	}
	done, err := t.claimed(workDay, now.Format(time.DateOnly))
	if err == nil && !done {
		t.alert(t.staff("desk.work_day", day.figures(now)))
	}
	return err
}

// Names under which what was told of work is claimed.
const (
	workDay   = "work_day"
	workWaits = "case_waits"
)

// workday are the figures of a morning.
type workday struct {
	open, unclaimed, urgent, merchant int
	oldest                            cases.Case
}

func (d *workday) count(c cases.Case, words LastWords) {
	d.open++
	if c.Status == cases.Open {
		d.unclaimed++
	}
	if c.Urgent {
		d.urgent++
	}
	if words.Waits {
		d.merchant++
	}
	if c.OpenedAt.Before(d.oldest.OpenedAt) {
		d.oldest = c
	}
}

func (d *workday) figures(now time.Time) map[string]any {
	return map[string]any{"Day": now.Format(time.DateOnly), "Open": d.open, "Unclaimed": d.unclaimed, "Urgent": d.urgent,
		"Merchant": d.merchant, "Oldest": d.oldest.Number(), "Since": d.oldest.BusinessDate}
}

// claimed tells whether something was told before, and claims it if not.
func (t *turn) claimed(name, key string) (bool, error) {
	b, ok := t.Rolls.(ClaimBook)
	if !ok {
		return true, nil
	}
	done, err := b.Claimed(t.ctx, name, key)
	if err == nil && !done {
		t.out.Claims = append(t.out.Claims, Claim{name, key})
	}
	return done, err
}

// waiting gives a line about a merchant who has waited long enough to be told
// of, and was not told of at this stage; "" for none.
func (t *turn) waiting(c cases.Case, words LastWords) (string, error) {
	since := words.Unanswered
	switch {
	case c.Status == cases.Open && words.Agent.IsZero():
		if since = c.OpenedAt; words.Reopened.After(since) { // it was over in between
			since = words.Reopened
		}
	case words.Waits || since.IsZero():
		return "", nil
	}
	stage, waited := -1, t.waited(since)
	for i, after := range t.Support.waitStages(c) {
		if waited >= after {
			stage = i
		}
	}
	if stage < 0 {
		return "", nil
	}
	key := fmt.Sprintf("%d:%d:%d", c.ID, since.UnixMilli(), stage)
	if done, err := t.claimed(workWaits, key); err != nil || done {
		return "", err
	}
	m, err := t.merchantOf(c.MerchantID)
	if err != nil {
		return "", err
	}
	amount := ""
	if c.Amount != 0 {
		amount = t.Texts.For("en").Money(c.Amount, c.Currency)
	}
	return "• " + t.staff("desk.waits", map[string]any{"Case": c.Number(), "Merchant": strings.TrimSpace(m.ID + " " + m.Name), "Amount": amount,
		"Urgent": c.Urgent, "Waited": spell(t.machine.Sub(since)), "By": c.ClaimedByName}), nil
}

// spell writes a time that was waited as hours and minutes.
func spell(d time.Duration) string {
	return strconv.Itoa(int(d/time.Hour)) + ":" + fmt.Sprintf("%02d", int(d%time.Hour/time.Minute))
}

// forgotten tells whether a case was claimed, its merchant has no answer, and no
// agent wrote or did anything for a day.
func (t *turn) forgotten(c cases.Case, words LastWords) bool {
	return c.Status == cases.Claimed && !words.Waits && t.machine.Sub(words.Agent) >= forgottenAfter
}

// giveBack brings a forgotten case back into the queue.
func (t *turn) giveBack(c *cases.Case, words LastWords) error {
	by := c.ClaimedByName
	if err := c.Release(t.machine); err != nil {
		return err
	}
	if err := t.change(*c); err != nil {
		return err
	}
	t.out.Entries = append(t.out.Entries, cases.Entry{CaseID: c.ID, At: t.machine, Who: "bot", What: "released"})
	t.audit("system", "release", subjectOfCase(*c), "nothing was done since "+words.Agent.UTC().Format(time.RFC3339))
	t.send(note(*c, t.staff("desk.thread.released", map[string]any{"By": by})))
	return nil
}

// release puts a claimed case back into the queue, as an agent asks for.
func (t *turn) release(c cases.Case) error {
	by := c.ClaimedByName
	if !c.IsOpen() {
		t.whisper(t.staff("desk.closed", map[string]any{"Case": c.Number()}))
		return nil
	}
	if err := c.Release(t.machine); err != nil {
		t.whisper(t.staff("desk.not_claimed", map[string]any{"Case": c.Number()}))
		return nil
	}
	return t.passes(c, "released", "desk.thread.put_back", by)
}

// takeOver gives a claimed case to the agent who asks for it.
func (t *turn) takeOver(c cases.Case) error {
	e, from := t.ev.Slack, c.ClaimedByName
	switch {
	case !c.IsOpen():
		t.whisper(t.staff("desk.closed", map[string]any{"Case": c.Number()}))
		return nil
	case c.Status == cases.Open: // given back meanwhile
		return t.claim(c, e)
	case c.ClaimedBy == e.User:
		t.whisper(t.staff("desk.mine", map[string]any{"Case": c.Number()}))
		return nil
	}
	if err := c.Release(t.machine); err != nil {
		return err
	}
	if err := c.Claim(e.User, e.UserName, t.machine); err != nil {
		return err
	}
	return t.passes(c, "claimed", "desk.thread.taken_over", from)
}

// passes keeps that a case went from one agent to another, or to nobody.
func (t *turn) passes(c cases.Case, what, thread, from string) error {
	e := t.ev.Slack
	if err := t.change(c); err != nil {
		return err
	}
	t.entry(c, "agent", what, "", "")
	t.audit(agent(e), what, subjectOfCase(c), "from "+from)
	t.send(note(c, t.staff(thread, map[string]any{"By": e.UserName, "From": from})))
	return nil
}
