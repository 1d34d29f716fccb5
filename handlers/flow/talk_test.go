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
