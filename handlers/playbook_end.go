package handlers

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
)

// Wait is a playbook that comes back by itself: what was waited for may be there then.
type Wait struct {
	Chat, User int64
	Serial     int
	Until      time.Time // business time
}

// Run is one walk through a playbook, as far as it went: for the figures of
// what playbooks are good for. Begun again within a millisecond by the same person is the same walk.
type Run struct {
	Playbook   string
	Version    int
	MerchantID string
	User       int64
	Subject    string // of a case: "txn:<row>", "" where it is about none
	Begun      time.Time
	// Step is where it stands, or ended; Ended is zero while it goes on.
	Step  string
	Ended time.Time
	// How: solved, watching, case; or left, and then Why.
	How, Why string
}

// run notes how a walk through a playbook stands.
func (t *turn) run(at flow.At, how, why string) {
	if t.asking || !isPlaybook(at.Def) {
		return
	}
	r := Run{Playbook: at.Def.Name, Version: at.Def.Version, MerchantID: t.merchant.ID, User: t.tg.User, Begun: at.Frame.Begun, Step: at.Frame.Step, How: how, Why: why}
	if a, ok := subjectFrom(at.Frame.About); ok {
		r.Subject = a.subject()
	}
	if how != "" {
		r.Ended = t.machine
	}
	t.out.Runs = append(t.out.Runs, r)
}

// endFlow does what the end of a flow asks for, after its words.
func (t *turn) endFlow(at flow.At) error {
	if !isPlaybook(at.Def) {
		return nil
	}
	t.run(at, string(at.Step.End), "")
	switch at.Step.End {
	case flow.Case:
		return t.caseOf(at)
	case flow.Watching:
		a, ok := subjectFrom(at.Frame.About)
		if v, known := at.Frame.Value(at.Step.From); ok && known && !a.payout && len(v.Days) > 0 && !t.asking {
			t.out.Promises = append(t.out.Promises, Promise{MerchantID: t.merchant.ID, Transaction: a.row, On: v.Days[0].From})
		}
	}
	return nil
}

// waitFor keeps the day on which a flow comes back. Its text names that day,
// which is later than the one waited for where that is as good as over.
func (t *turn) waitFor(w flow.Waits) error {
	said := w.At
	if from := w.At.Step.From; from != "" {
		day := calendar.DateOf(w.Until)
		said.Frame.Slots = maps.Clone(w.Frame.Slots)
		if said.Frame.Slots == nil {
			said.Frame.Slots = map[string]flow.Answer{}
		}
		said.Frame.Slots[from] = flow.Answer{Value: flow.DaysOf(understand.DateRange{From: day, To: day})}
	}
	if err := t.saysOf(said); err != nil || t.asking {
		return err
	}
	t.out.Waits = append(t.out.Waits, Wait{Chat: t.tg.Chat, User: t.tg.User, Serial: w.Frame.Serial, Until: w.Until})
	return nil
}

// due brings back the playbook that waited, for whoever still belongs to a
// merchant; at night in the merchant's zone it waits on until the morning.
func (t *turn) due(e *inbox.SystemEvent) error {
	t.tg = &inbox.TelegramEvent{Chat: e.Chat, User: e.User, ChatType: "private"}
	if err := t.meet(); err != nil || len(t.members) == 0 {
		return err
	}
	if !slices.ContainsFunc(t.members, people.Member.Reachable) {
		return nil
	}
	if flow.Night(t.now) { // overdue since the process was down
		t.out.Waits = append(t.out.Waits, Wait{Chat: e.Chat, User: e.User, Serial: e.Serial, Until: flow.Awake(t.now)})
		return nil
	}
	t.tg.Name = t.member.Name
	if err := t.remind(e.Serial); err != nil {
		return err
	}
	return t.keep()
}

// remind goes on with what waited; where its case was closed meanwhile, nothing
// is asked any more.
func (t *turn) remind(serial int) error {
	i := slices.IndexFunc(t.flow.Talk.Waiting, func(f flow.Frame) bool { return f.Serial == serial })
	if i < 0 {
		return nil
	}
	f := t.flow.Talk.Waiting[i]
	closed := false
	if a, named := subjectFrom(f.About); named {
		var err error
		if closed, err = t.closedSince(a.subject(), f.Touched); err != nil {
			return err
		}
	}
	return t.together(func() error {
		if err := t.advance(flow.Due{Serial: serial}); err != nil {
			return err
		}
		if top, _ := t.flow.Talk.Top(); !closed || !t.flow.Talk.Asking() || top.About != f.About || top.Flow != f.Flow {
			return nil
		}
		err := t.advance(flow.Cancel{})
		t.held = nil
		return err
	})
}

// closedSince tells whether a case of the person's about a subject was closed since a moment.
func (t *turn) closedSince(subject string, since time.Time) (bool, error) {
	own, err := t.watched()
	return slices.ContainsFunc(own, func(c cases.Case) bool {
		return c.MerchantID == t.merchant.ID && c.Subject == subject && !c.IsOpen() && c.Resolution != nil && c.Resolution.At.After(since)
	}), err
}

// caseOf opens the case that a playbook ends in, or joins the open one, with
// every step as evidence.
func (t *turn) caseOf(at flow.At) error {
	title, err := t.voice().flowText(at, at.Def.Title)
	if err != nil {
		return err
	}
	w := t.withFlows(wish{words: cmp.Or(at.Frame.Words, title), urgent: at.Step.Urgent}, at.Frame)
	if w.subject, err = t.subjectOfEnd(at); err != nil {
		return err
	}
	c, joined, err := t.openOrJoin(w)
	if err != nil {
		return err
	}
	r := t.voice().caseTaken(c, joined)
	if at.Step.Then != "" { // a question follows, which has buttons of its own
		r = t.voice().line(r.Text)
	}
	t.reply(r)
	return t.evidence(c, at.Frame)
}

// subjectOfEnd is what the case is about that a playbook ends in.
func (t *turn) subjectOfEnd(at flow.At) (string, error) {
	a, ok := subjectFrom(at.Frame.About)
	switch {
	case ok:
		return a.subject(), nil
	case ownerOnly(at.Def) || t.member.Role == access.Owner && at.Step.Urgent:
		return cases.Signs, nil // which owners alone watch
	}
	return t.ownMatter()
}

// evidence puts the finished steps of a flow into a case's history, each with its time and who answered.
func (t *turn) evidence(c cases.Case, f flow.Frame) error {
	if t.asking {
		return nil
	}
	d, ok := t.Flows.Get(f.Flow)
	if !ok {
		return nil
	}
	v := t.voiceFor("zh", t.member.Role)
	for i, m := range f.Done {
		step := d.Steps[m.Step]
		if step == nil || step.Kind != flow.Check && !step.Kind.Asks() {
			continue
		}
		e := cases.Entry{CaseID: c.ID, At: m.At, Who: "merchant", By: strconv.FormatInt(m.By, 10), Name: t.tg.Name, What: "step",
			Key: fmt.Sprintf("step:%d:%s:%d:%d", t.tg.Chat, f.Flow, f.Begun.UnixMilli(), i)}
		if step.Kind == flow.Check {
			e.Who, e.By, e.Name, e.Text = "bot", "", "", f.Flow+"."+m.Step+": "+step.Check+" → "+m.Outcome
		} else {
			text, err := t.stepTold(v, d, step, f.AsOf(i), m)
			if err != nil {
				return err
			}
			e.Text = text
		}
		t.out.Entries = append(t.out.Entries, e)
	}
	return nil
}
