package flow

import (
	"fmt"
	"testing"
	"time"
)

// checkup goes through a list, asks what may not be known, looks again after two
// days, and goes on in another flow.
const checkup = `
name = "checkup"
version = 1
title = "other.title"
start = "look"
[steps.look]
kind = "check"
check = "find"
next = "lines"
[steps.lines]
kind = "list"
from = "rows"
text = "other.lines"
rest = "other.rest"
choices = [{ name = "right", text = "other.right" }, { name = "wrong", text = "other.wrong" }]
next = "sure"
[steps.sure]
kind = "yes_no"
text = "other.sure"
choices = [{ name = "yes", text = "other.yes" }, { name = "no", text = "other.no" }, { name = "unsure", text = "other.unsure" }]
go = { unsure = "pause" }
next = "done"
[steps.pause]
kind = "wait"
days = 2
text = "other.pause"
next = "again"
[steps.again]
kind = "check"
check = "find"
next = "done"
[steps.done]
kind = "end"
end = "solved"
then = "after"
`

const after = `
name = "after"
version = 1
title = "other.title"
start = "sure"
[steps.sure]
kind = "yes_no"
text = "other.sure"
choices = [{ name = "yes", text = "other.yes" }, { name = "no", text = "other.no" }, { name = "unsure", text = "other.unsure" }]
next = "told"
[steps.told]
kind = "text"
text = "other.told"
next = "done"
[steps.done]
kind = "end"
end = "case"
`

// lines are so many lines that a check found, and the day on which it is due.
func lines(n int, due Value) Checked {
	var keys []string
	for i := range n {
		keys = append(keys, fmt.Sprintf("t:%d", i))
	}
	return Checked{Outcome: "several", About: "t:0", Facts: map[string]Value{"rows": LinesOf(keys...), "due": due}}
}

func marking(t *testing.T, finds ...Checked) *dialogue {
	d := talk(t)
	d.lib, d.finds = library(t, checkup, after), finds
	return d
}

func TestAListIsMarkedByTheLinesThatAreShown(t *testing.T) {
	d := marking(t, lines(13, thursday))
	d.plays(says{Begin{Flow: "checkup"}, "began checkup, asks lines line 0"})
	mark := func(line int, mark string) Input { return Tapped{Serial: d.last(), Choice: OfLine(line, mark)} }
	d.plays(
		says{mark(0, "wrong"), "asks lines line 1"},
		says{mark(1, Rest), "asks lines line 11"}, // the ten that are shown
		says{Back{}, "asks lines line 1 back"},    // and all of them are taken back
		says{Back{}, "asks lines line 0 back"},
		says{Back{}, "asks lines line 0 repeated"},
		says{mark(0, Rest), "asks lines line 10"},
		says{mark(10, "wrong"), "asks lines line 11"},
		says{Answered{Choice: Rest}, "asks sure"},
		says{Back{}, "asks lines line 11 back"}, // only what the last tap did
	)
	d.plays(
		says{mark(11, "wrong"), "asks lines line 12"},
		says{mark(12, Rest), "asks sure"},
	)
	d.plays(says{Tapped{Serial: d.last(), Choice: Here}, "asks sure resumed"})
	f, _ := d.state().Top()
	marks := ""
	for _, l := range f.Slots["lines"].Value.Lines {
		marks += l.Mark[:1]
	}
	if marks != "rrrrrrrrrrwwr" || f.About != "t:0" {
		t.Fatalf("%s about %s", marks, f.About)
	}
}

func TestWhatIsNotKnownIsAnAnswerWhereItIsOffered(t *testing.T) {
	for _, in := range []Input{Answered{Choice: Unsure}, Skip{}} {
		d := marking(t, lines(1, thursday))
		d.plays(says{Begin{Flow: "checkup"}, "began checkup, asks lines line 0"})
		d.plays(says{Tapped{Serial: d.last(), Choice: OfLine(0, "right")}, "asks sure"}, says{in, "waits until 2026-11-22 15:20"})
	}
}

// A reminder comes at an hour at which people are awake.
func TestNobodyIsWokenByAReminder(t *testing.T) {
	for at, want := range map[string]string{"23:50": "2026-11-22 20:00", "02:10": "2026-11-22 09:00", "09:30": "2026-11-22 09:30"} {
		d := marking(t, lines(0, thursday))
		hour, err := time.Parse("15:04", at)
		if err != nil {
			t.Fatal(err)
		}
		d.now = time.Date(2026, 11, 20, hour.Hour(), hour.Minute(), 0, 0, time.UTC)
		d.plays(says{Begin{Flow: "checkup"}, "began checkup, asks sure"}, says{Answered{Choice: Unsure}, "waits until " + want})
	}
}

// What a check finds anew does not change what was told before it, and what it
// does not find any more is not known any more; the flow that follows has the
// answers as they were given, by whom and when.
func TestWhatWasToldStaysAsItWasTold(t *testing.T) {
	d := marking(t, lines(1, thursday), Checked{Outcome: "none"})
	d.plays(says{Begin{Flow: "checkup"}, "began checkup, asks lines line 0"})
	d.plays(says{Tapped{Serial: d.last(), Choice: OfLine(0, "right")}, "asks sure"}, says{Answered{Choice: Unsure}, "waits until 2026-11-22 15:20"})
	waits := d.state().Waiting[0]
	asked := d.now
	d.now = d.now.AddDate(0, 0, 2)
	var then Frame
	s, acts := d.lib.Advance(d.state(), Due{Serial: waits.Serial}, Now{Machine: d.now, Business: d.now})
	if _, ok := acts[len(acts)-1].(Checks); !ok {
		t.Fatalf("%v", acts)
	}
	s, acts = d.lib.Advance(s, Checked{Outcome: "none"}, Now{Machine: d.now, Business: d.now})
	for _, a := range acts {
		if e, ok := a.(Ended); ok {
			then = e.Frame
		}
	}
	if _, known := then.Value("due"); known {
		t.Error("the day is known still")
	}
	if due, _ := then.AsOf(1).Value("due"); !due.same(thursday) {
		t.Errorf("when it was asked, the day was %+v", due)
	}
	next, _ := s.Top()
	if a := next.Slots["sure"]; next.Flow != "after" || !a.At.Equal(asked) || a.By != 7 || !next.Done[0].At.Equal(asked) {
		t.Errorf("%s: %+v, %+v", next.Flow, a, next.Done)
	}
}
