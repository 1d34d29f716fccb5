package flow

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
)

var (
	friday   = time.Date(2026, 11, 20, 15, 20, 0, 0, time.UTC)
	thursday = DaysOf(understand.DateRange{From: calendar.NewDate(2026, 11, 19), To: calendar.NewDate(2026, 11, 19)})
	today    = DaysOf(understand.DateRange{From: calendar.NewDate(2026, 11, 20), To: calendar.NewDate(2026, 11, 20)})
)

func eq(value string) Value { return AmountOf(understand.Amount{Op: understand.Eq, Value: value}) }

// lost is a flow with every kind of step; other is a small one.
const lost = `
name = "lost"
version = 1
title = "title"
start = "amount"
hears = ["last4"]
for = ["missing_in_settlement"]
keeps = "720h"

[steps.amount]
kind = "amount"
text = "which_amount"
again = "amount_again"
next = "day"

[steps.day]
kind = "date"
text = "which_day"
next = "look"
skip = "look"

[steps.look]
kind = "check"
check = "find"
go = { one = "seen", several = "lines", none = "slip" }

[steps.lines]
kind = "list"
from = "rows"
text = "lines"
choices = [{ name = "right", text = "right" }, { name = "wrong", text = "wrong" }]
go = { wrong = "hand_over", right = "solved", none = "slip" }

[steps.seen]
kind = "yes_no"
text = "seen"
go = { yes = "solved", no = "how" }

[steps.how]
kind = "choose"
text = "how"
choices = [{ name = "card", text = "card" }, { name = "code", text = "code" }]
next = "slip"

[steps.slip]
kind = "photo"
text = "slip"
skip = "note"
next = "note"

[steps.note]
kind = "text"
text = "note"
skip = "told"
next = "told"

[steps.told]
kind = "say"
text = "told"
next = "pause"

[steps.pause]
kind = "wait"
from = "due"
text = "pause"
next = "again"

[steps.again]
kind = "check"
check = "find"
go = { one = "solved", several = "hand_over", none = "hand_over" }

[steps.solved]
kind = "end"
end = "solved"
text = "solved"

[steps.hand_over]
kind = "end"
end = "case"
urgent = true
text = "hand_over"
then = "other"

[texts.en]
title = "lost money"
which_amount = "How much?"
amount_again = "A number, please."
which_day = "Which day?"
lines = "Which of these is wrong?"
right = "right"
wrong = "wrong"
seen = "Is it {{.amount}}?"
how = "How was it paid?"
card = "card"
code = "code"
slip = "A photo of the slip?"
note = "Anything else?"
told = "Noted{{if .note}}: {{.note}}{{end}}."
pause = "I look again on {{.due}}."
solved = "Good."
hand_over = "A person looks."
`

const other = `
name = "other"
version = 1
title = "other.title"
start = "ask"
[steps.ask]
kind = "yes_no"
text = "other.ask"
next = "done"
[steps.done]
kind = "end"
end = "watching"
from = "due"
text = "other.done"
[steps.due]
kind = "date"
text = "other.due"
next = "done"
`

func terms() Terms {
	return Terms{Languages: []string{"en"}, Catalog: func(id string) bool { return strings.HasPrefix(id, "other.") },
		Tools:  map[string]Tool{"find": {Outcomes: []string{"one", "several", "none"}, Fills: []string{"rows", "due"}}},
		Topics: []string{"missing_in_settlement"}}
}

func library(t testing.TB, files ...string) *Library {
	t.Helper()
	var all []*Definition
	for i, f := range files {
		d, err := Parse(fmt.Sprintf("%d.toml", i), []byte(f))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	l, err := New(terms(), all...)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// reached is other with every step reached.
func reached() string {
	return strings.Replace(other, "text = \"other.ask\"\nnext = \"done\"", "text = \"other.ask\"\ngo = { no = \"due\" }\nnext = \"done\"", 1)
}

// dialogue drives a library as a desk does: it runs the checks, and keeps the
// state as text between two inputs, so that a restart is nothing special.
type dialogue struct {
	t     testing.TB
	lib   *Library
	kept  string
	now   time.Time
	finds []Checked // the outcomes of the checks to come
	all   []string  // every act since the start
}

func talk(t testing.TB, finds ...Checked) *dialogue {
	return &dialogue{t: t, lib: library(t, lost, reached()), kept: "{}", now: friday, finds: finds}
}

func (d *dialogue) state() State {
	d.t.Helper()
	var s State
	if err := json.Unmarshal([]byte(d.kept), &s); err != nil {
		d.t.Fatal(err)
	}
	return s
}

// does gives an input and returns what followed, in short words.
func (d *dialogue) does(in Input) string {
	d.t.Helper()
	s := d.state()
	var said []string
	for {
		var acts []Act
		s, acts = d.lib.Advance(s, in, Now{Machine: d.now, Business: d.now, By: 7})
		check := false
		for _, a := range acts {
			if c, ok := a.(Checks); ok && c.Step.Check == "find" {
				check = true
				continue
			}
			said = append(said, word(a))
		}
		if !check {
			break
		}
		if len(d.finds) == 0 {
			d.t.Fatal("a check too many")
		}
		in, d.finds = d.finds[0], d.finds[1:]
	}
	raw, err := json.Marshal(s)
	if err != nil {
		d.t.Fatal(err)
	}
	d.kept = string(raw)
	d.all = append(d.all, said...)
	return strings.Join(said, ", ")
}

func word(a Act) string {
	switch a := a.(type) {
	case Began:
		return "began " + a.Def.Name
	case Says:
		return "says " + a.Step.Text
	case Asks:
		s := "asks " + a.Step.Name
		if a.Step.Kind == List {
			s += fmt.Sprintf(" line %d", a.Line)
		}
		if a.Manner != Fresh {
			s += " " + string(a.Manner)
		}
		return s
	case Waits:
		return "waits until " + a.Until.Format("2006-01-02 15:04")
	case Ended:
		return "ended " + string(a.Step.End)
	case Left:
		return "left " + a.Frame.Flow + " " + string(a.Cause)
	case Wanted:
		return "person"
	}
	return "idle"
}

// says checks what follows from inputs, in turn.
type says struct {
	in   Input
	want string
}

func (d *dialogue) plays(lines ...says) {
	d.t.Helper()
	for i, l := range lines {
		if diff := cmp.Diff(l.want, d.does(l.in)); diff != "" {
			d.t.Fatalf("line %d, %T %+v (-want +got):\n%s", i, l.in, l.in, diff)
		}
	}
}

// last is the serial of the open question.
func (d *dialogue) last() int {
	f, _ := d.state().Top()
	return f.Serial
}

func TestWhatTheFirstMessageSaidIsNotAskedAgain(t *testing.T) {
	talk(t, Checked{Outcome: "one"}).plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500"), "day": thursday}}, "began lost, asks seen"},
		says{Answered{Choice: Yes}, "ended solved"},
	)
	talk(t, Checked{Outcome: "none"}).plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"day": thursday}}, "began lost, asks amount"},
		says{Answered{Facts: map[string]Value{"amount": eq("3500")}}, "asks slip"},
	)
	talk(t, Checked{Outcome: "none"}).plays(
		says{Begin{Flow: "lost"}, "began lost, asks amount"},
		says{Answered{Facts: map[string]Value{"amount": eq("3500"), "day": today}}, "asks slip"},
	)
}

func TestACorrectionGoesBackToWhatFollowedFromIt(t *testing.T) {
	d := talk(t, Checked{Outcome: "one"}, Checked{Outcome: "one"}, Checked{Outcome: "none"})
	d.plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500"), "day": today}}, "began lost, asks seen"},
		says{Answered{Corrects: true, Facts: map[string]Value{"day": thursday}}, "asks seen corrected"},
		says{Answered{Facts: map[string]Value{"amount": eq("350")}}, "asks slip corrected"},
	)
	f, _ := d.state().Top()
	if day, _ := f.Value("day"); !day.same(thursday) {
		t.Fatalf("the day is %+v", day)
	}
	if amount, _ := f.Value("amount"); amount.Amounts[0].Value != "350" {
		t.Fatalf("the amount is %+v", amount.Amounts)
	}
}

func TestWhatNobodyAskedForIsHeardAllTheSame(t *testing.T) {
	d := talk(t, Checked{Outcome: "one"}, Checked{Outcome: "none"})
	last4 := map[string]Value{"last4": TextOf("6688")}
	d.plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500"), "day": today}}, "began lost, asks seen"},
		says{Answered{Facts: last4}, "asks slip corrected"},
		says{Answered{Facts: last4}, "asks slip again"}, // known, and no photo
		says{Tapped{Serial: 2, Value: &today}, "asks slip stale"},
	)
	d = talk(t, Checked{Outcome: "one"})
	d.plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500")}}, "began lost, asks day"},
		says{Tapped{Serial: 1, Value: &thursday}, "asks seen"},
	)
}

func TestAnUnrelatedQuestionIsFollowedByTheOpenOne(t *testing.T) {
	d := talk(t)
	d.plays(says{Begin{Flow: "lost"}, "began lost, asks amount"})
	if d.lib.Takes(d.state(), Answered{Choice: Yes}) || !d.lib.Takes(d.state(), Answered{Facts: map[string]Value{"day": today}}) {
		t.Fatal("what answers an open question is not told from what does not")
	}
	d.plays(
		says{Digressed{}, "asks amount resumed"},
		says{Begin{Flow: "other"}, "began other, asks ask"},
		says{Answered{Choice: Yes}, "ended watching, asks amount resumed"},
		says{Repeat{}, "asks amount repeated"},
		says{Cancel{}, "left lost cancelled"},
		says{Repeat{}, "idle"},
	)
}

func TestAFlowIsAsPatientAsItSays(t *testing.T) {
	d := talk(t)
	d.lib = library(t, strings.Replace(lost, "version = 1", "version = 1\npatience = 1", 1), reached())
	d.plays(
		says{Begin{Flow: "other"}, "began other, asks ask"},
		says{Begin{Flow: "lost"}, "began lost, asks amount"},
		says{Digressed{}, "asks amount resumed"},
		says{Digressed{}, "left lost neglected"},
		says{Digressed{}, "asks ask resumed"},
		says{Digressed{}, "asks ask resumed"},
	)
}

func TestTwoAnswersThatDoNotFitBringAPerson(t *testing.T) {
	d := talk(t, Checked{Outcome: "none"})
	d.plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"day": today}}, "began lost, asks amount"},
		says{Missed{}, "asks amount again"},
		says{Answered{Facts: map[string]Value{"amount": eq("1")}}, "asks slip"},
		says{Answered{Choice: Yes}, "asks slip again"},
		says{Begin{Flow: "other"}, "began other, asks ask"},
		says{Cancel{}, "left other cancelled, asks slip resumed"},
		says{Missed{}, "left lost person, person"},
	)
}

func TestAPersonGetsEverythingGathered(t *testing.T) {
	d := talk(t, Checked{Outcome: "one"})
	d.plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500")}}, "began lost, asks day"},
		says{Skip{}, "asks seen"},
		says{Answered{Choice: No}, "asks how"},
	)
	s, acts := d.lib.Advance(d.state(), Person{}, Now{Machine: d.now, By: 7})
	wanted := acts[len(acts)-1].(Wanted)
	var steps []string
	for _, m := range wanted.Gathered[0].Done {
		steps = append(steps, m.Step+" "+m.Outcome)
	}
	want := []string{"amount ", "day skip", "look one", "seen no"}
	if diff := cmp.Diff(want, steps); diff != "" || len(s.Stack) != 0 {
		t.Fatalf("gathered (-want +got):\n%s", diff)
	}
	if a := wanted.Gathered[0].Slots["seen"]; a.By != 7 || !a.At.Equal(friday) || a.Value.Text != No {
		t.Fatalf("the answer: %+v", a)
	}
}

func TestEveryLineOfAListIsTappedOnce(t *testing.T) {
	rows := Checked{Outcome: "several", Facts: map[string]Value{"rows": LinesOf("t:1", "t:2", "t:3")}}
	d := talk(t, rows)
	d.plays(says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500"), "day": today}}, "began lost, asks lines line 0"})
	q := d.last()
	d.plays(
		says{Tapped{Serial: q, Choice: OfLine(0, "right")}, "asks lines line 1"},
		says{Tapped{Serial: q, Choice: OfLine(0, "right")}, "asks lines line 1"}, // the same button twice
		says{Tapped{Serial: q, Choice: OfLine(9, "right")}, "asks lines line 1 stale"},
		says{Tapped{Serial: q, Choice: OfLine(2, "wrong")}, "asks lines line 1"},
		says{Answered{Choice: "right"}, "ended case, began other, asks ask"},
		says{Tapped{Serial: q, Choice: OfLine(1, "wrong")}, "asks ask stale"},
	)
}

func TestOlderButtonsAreAnsweredWithWhatIsAskedNow(t *testing.T) {
	d := talk(t, Checked{Outcome: "one"}, Checked{Outcome: "one"})
	d.plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500")}}, "began lost, asks day"},
		says{Tapped{Serial: 1, Choice: Skipped}, "asks seen"},
		says{Tapped{Serial: 1, Choice: Skipped}, "asks seen stale"},
		says{Tapped{Serial: 2, Choice: "perhaps"}, "asks seen stale"},
		says{Begin{Flow: "other"}, "began other, asks ask"},
		says{Tapped{Serial: 2, Choice: No}, "left other returned, asks how"}, // the question below is still open
		says{Tapped{Serial: 4, Choice: Before}, "asks seen back"},
		says{Tapped{Serial: 4, Choice: "card"}, "asks seen stale"},
		says{Tapped{Serial: 5, Choice: Yes}, "ended solved"},
		says{Tapped{Serial: 5, Choice: Yes}, "idle"},
	)
}

func TestAFlowComesBackOnItsDay(t *testing.T) {
	due := DaysOf(understand.DateRange{From: calendar.NewDate(2026, 11, 23), To: calendar.NewDate(2026, 11, 23)})
	d := talk(t, Checked{Outcome: "none", Facts: map[string]Value{"due": due}}, Checked{Outcome: "one"})
	d.plays(
		says{Begin{Flow: "other"}, "began other, asks ask"},
		says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500"), "day": today}}, "began lost, asks slip"},
		says{Answered{File: &Value{Kind: OfFile, File: "f1"}}, "asks note"},
		says{Answered{Text: "at the counter"}, "says told, waits until 2026-11-23 09:00, asks ask resumed"},
	)
	waits := d.state().Waiting[0].Serial
	d.now = d.now.AddDate(0, 0, 3)
	d.plays(
		says{Due{waits}, "left other silent, ended solved"},
		says{Due{waits}, ""},
	)
}

func TestSilenceEndsAQuestionAndKeepsAPlaybook(t *testing.T) {
	d := talk(t)
	d.plays(
		says{Begin{Flow: "lost"}, "began lost, asks amount"},
		says{Begin{Flow: "other"}, "began other, asks ask"},
	)
	d.now = d.now.Add(3 * time.Hour)
	s, acts := d.lib.Settle(d.state(), Now{Machine: d.now})
	if len(acts) != 1 || word(acts[0]) != "left other silent" || len(s.Stack) != 1 {
		t.Fatalf("%v %+v", acts, s)
	}
	d.now = d.now.AddDate(0, 0, 20)
	d.plays(says{Answered{Facts: map[string]Value{"amount": eq("1")}}, "left other silent, asks day"})
	d.now = d.now.AddDate(0, 0, 31)
	d.plays(says{Repeat{}, "left lost silent, idle"})
}

func TestANewerVersionGoesOnWhereItStood(t *testing.T) {
	d := talk(t, Checked{Outcome: "one"})
	d.plays(says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500")}}, "began lost, asks day"})
	newer := strings.Replace(lost, "version = 1", "version = 2", 1)
	d.lib = library(t, newer, reached())
	d.plays(says{Answered{Facts: map[string]Value{"day": today}}, "asks seen"}) // the step is still there
	d.lib = library(t, strings.NewReplacer("version = 1", "version = 3", "steps.seen", "steps.sure", `one = "seen"`, `one = "sure"`).Replace(lost), reached())
	d.finds = []Checked{{Outcome: "one"}}
	d.plays(
		says{Answered{Choice: Yes}, "asks sure changed"}, // the step is gone, the answers are not asked again
		says{Answered{Choice: Yes}, "ended solved"},
	)
	d = talk(t)
	d.plays(says{Begin{Flow: "other"}, "began other, asks ask"})
	d.lib = library(t, strings.Replace(lost, `then = "other"`, "", 1))
	d.plays(says{Answered{Choice: Yes}, "left other removed, idle"})
}

func TestTheStackIsBounded(t *testing.T) {
	d := talk(t)
	d.plays(
		says{Begin{Flow: "lost"}, "began lost, asks amount"},
		says{Begin{Flow: "lost"}, "left lost restarted, began lost, asks amount"},
		says{Begin{Flow: "nowhere"}, "idle"},
	)
	if n := len(d.state().Stack); n != 1 {
		t.Fatalf("%d flows under way", n)
	}
}
