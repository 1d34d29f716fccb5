package handlers_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"moneytrail/handlers"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/session"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// laterFlows are the flows as a process reads them that is started later: the
// same files, each of which says that it was changed since.
func laterFlows(t *testing.T) *flow.Library {
	t.Helper()
	catalog, err := catalogs()
	if err != nil {
		t.Fatal(err)
	}
	lib, err := handlers.Flows(catalog, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range lib.All() {
		d.Version++
	}
	return lib
}

// walker is somebody who taps, says and sends whatever comes to mind.
type walker struct {
	*rapid.T
	w    *world
	li   *user
	last outbox.TelegramMessage
}

// read looks at what somebody was sent: each message offers a person, and tells
// nothing of another merchant.
func (r *walker) read(got []outbox.TelegramMessage) {
	if len(got) == 0 {
		if !slices.ContainsFunc(r.w.lastOut.Send, func(it outbox.Item) bool { return it.Op == outbox.TelegramFile }) {
			r.Fatal("silence")
		}
		return
	}
	for _, m := range got {
		if !slices.ContainsFunc(r.buttons(m), func(b outbox.Button) bool { return strings.HasPrefix(b.Data, string(press.Person)) }) {
			r.Fatalf("no way to a person:\n%s", m.Text)
		}
		if strings.Contains(m.Text, "K777") || strings.Contains(m.Text, "Blue Door") {
			r.Fatalf("of another merchant:\n%s", m.Text)
		}
	}
	r.last = got[len(got)-1]
}

func (r *walker) buttons(m outbox.TelegramMessage) (out []outbox.Button) {
	for _, row := range m.Buttons {
		out = append(out, row...)
	}
	return out
}

// comesBack lets a day pass, and what waited comes back.
func (r *walker) comesBack(days int) {
	r.w.later(time.Duration(24*days+2) * time.Hour)
	for _, it := range r.w.dues() {
		if it.Op == outbox.TelegramSend {
			r.read([]outbox.TelegramMessage{decode[outbox.TelegramMessage](r.w.t, it)})
		}
	}
}

// restarts has the next turn made by another process, from nothing but what was kept.
func (r *walker) restarts(desks []*handlers.Desk) {
	r.w.desk = rapid.SampledFrom(desks).Draw(r.T, "process")
	raw, err := json.Marshal(r.w.waits)
	if err != nil {
		r.Fatal(err)
	}
	r.w.waits = nil
	if err := json.Unmarshal(raw, &r.w.waits); err != nil {
		r.Fatal(err)
	}
	for who, s := range r.w.sessions {
		var kept session.Session
		if raw, err = json.Marshal(s); err == nil {
			err = json.Unmarshal(raw, &kept)
		}
		if err != nil {
			r.Fatal(err)
		}
		r.w.sessions[who] = kept
	}
}

func (r *walker) talk() flow.State { return r.w.sessions[[2]int64{1, 1}].Open().Talk }

// ends answers whatever is asked and waits for whatever is waited for: it comes to an end.
func (r *walker) ends() {
	for range 150 {
		talk := r.talk()
		switch {
		case len(talk.Stack) == 0 && len(talk.Waiting) == 0:
			return
		case len(talk.Stack) == 0:
			r.comesBack(8)
			continue
		}
		top, _ := talk.Top()
		lib := r.w.desk.Flows
		d, ok := lib.Get(top.Flow)
		if !ok {
			r.Fatalf("%s is gone", top.Flow)
		}
		switch step := d.Steps[top.Step]; {
		case step == nil || top.Asked.IsZero():
			r.Fatalf("%s stands at %s and asks nothing", top.Flow, top.Step)
		case step.Kind.Files():
			r.read(r.li.photo())
		case step.Kind == flow.Text:
			r.read(r.li.says("今天下午店里卖了两箱酒"))
		case step.Kind == flow.Amount:
			r.read(r.li.says("350"))
		case step.Kind == flow.Date:
			r.read(r.li.says("昨天"))
		case step.Kind == flow.List && step.Rest != "":
			r.read(r.li.says("都没错"))
		default:
			choices := []string{flow.Yes, flow.No}
			if len(step.Choices) > 0 {
				choices = nil
				for _, c := range step.Choices {
					choices = append(choices, c.Name)
				}
			}
			choice := rapid.SampledFrom(choices).Draw(r.T, "choice")
			if step.Kind == flow.List {
				at := slices.IndexFunc(top.Slots[step.Slot].Value.Lines, func(l flow.Line) bool { return l.Mark == "" })
				choice = flow.OfLine(at, choice)
			}
			r.read(r.li.pressesRaw(press.Data(press.Question, press.Value(int64(top.Serial)), choice)))
		}
	}
	r.Fatalf("no end: %+v", r.talk())
}

// Whatever is tapped, said or sent, and whichever process answers, one that
// started later with newer files too: every playbook stays alive, offers a
// person in each message, tells nothing of another merchant, and comes to an
// end once its questions are answered.
func TestRandomWalksThroughEveryPlaybook(t *testing.T) {
	lib, err := flows()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range lib.All() {
		if len(d.For) > 0 {
			names = append(names, d.Name)
		}
	}
	if len(names) < 30 {
		t.Fatalf("%d playbooks", len(names))
	}
	states := []trail.State{trail.Captured, trail.Cleared, trail.Held, trail.PaidOut, trail.Arrived, trail.Returned, trail.Refunded, trail.ChargedBack, trail.Declined, trail.Unknown, trail.Voided}
	reasons := []trail.Reason{trail.InCycle, trail.NotCaptured, trail.BatchNotClosed, trail.RiskHold, trail.Retrieval, trail.Chargeback, trail.RateMismatch, trail.AmountMismatch, trail.FileLate, trail.Duplicate}
	sayings := []string{"昨天", "350", "跳过", "返回", "是", "不是", "不知道", "都没错", "手续费怎么算", "blah", "/guides", "申请终端", "算了", "刚才问什么", "2"}
	later := laterFlows(t)
	walked := 0
	rapid.Check(t, func(rt *rapid.T) {
		name := names[walked%len(names)] // each of them, however few walks there are
		walked++
		w, li := talk(t)
		r := &walker{T: rt, w: w, li: li}
		other := w.desk.Options
		other.Flows = later
		desks := []*handlers.Desk{w.desk, handlers.New(w.desk.Options), handlers.New(other)}
		tr := w.about(rapid.SampledFrom(states).Draw(rt, "state"), rapid.SampledFrom(reasons).Draw(rt, "reason"))
		tr.Due.On, tr.NeededBy = calendar.DateOf(noon)+1, calendar.DateOf(noon)+calendar.Date(rapid.IntRange(-1, 2).Draw(rt, "needed"))
		tr.Payout = &trail.PayoutRef{Row: 5, ID: "P1", State: trail.PayoutSent, Amount: 347900, Account: "1234"}
		tr.Arithmetic = trail.Arithmetic{Gross: tr.Amount, Fee: 2100, Net: tr.Amount - 2100, Priced: true, FeeRate: "0.60"}
		theirs := swipe(91, "M0002", "X91", tr.Time, tr.Amount, tr.Last4)
		theirs.TerminalID = "K777"
		w.books.trails = append(w.books.trails, theirs)
		for i := range rapid.IntRange(0, 25).Draw(rt, "more") {
			w.books.trails = append(w.books.trails, swipe(int64(200+i), "M0001", "T2"+press.Value(int64(i)), noon.Add(-26*time.Hour), int64(2000+i), "6001"))
		}
		w.books.activity = patterns.Activity{Transactions: []record.Transaction{{Origin: record.Origin{Row: tr.Row}, Type: record.Refund, Status: record.Approved, Amount: 100, Currency: "CNY", TerminalID: "K1"}},
			Events: []record.Event{{Kind: "TAMPER", TerminalID: "K1", Time: record.Stamp{Time: noon.AddDate(0, 0, -1)}}}}
		if rapid.Bool().Draw(rt, "about") {
			r.read(li.begins(w, name))
		} else {
			r.read(li.pressesRaw(press.Data(press.Guide, name)))
		}
		for range rapid.IntRange(0, 12).Draw(rt, "steps") {
			r.restarts(desks)
			switch rapid.IntRange(0, 9).Draw(rt, "what") {
			case 0, 1:
				r.read(li.says(rapid.SampledFrom(sayings).Draw(rt, "words")))
			case 2:
				r.read(li.photo())
			case 3:
				r.comesBack(1)
			default:
				if b := rapid.SampledFrom(r.buttons(r.last)).Draw(rt, "button"); b.Data != "" {
					r.read(li.pressesRaw(b.Data))
				}
			}
		}
		r.restarts(desks)
		r.ends()
	})
}
