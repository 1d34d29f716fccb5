package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
)

// The buttons that ask whose question a line answers keep that line, however much
// is said in between; and a second line has buttons of its own.
func TestTheButtonsOfWhoseKeepTheirLine(t *testing.T) {
	for _, c := range []struct {
		first, to string
		second    bool
	}{{"好的可以", "Ben", false}, {"是的", "Amy", false}, {"好的可以", "Ben", true}} {
		t.Run(c.first+c.to, func(t *testing.T) {
			w, li := twoAgents(t, "zh-hans", amysPapers, bensKind)
			li.says(c.first)
			asked := li.last
			if c.second {
				li.says("我问问我老婆")
			}
			for _, other := range []string{"今天200的手续费多少", "手续费怎么算", "今天200没到", "明天有钱到吗"} {
				li.says(other)
			}
			before := len(w.sent)
			li.last = asked
			li.presses(c.to)
			if said := postedWords(t, w, before); !strings.Contains(said, c.first) {
				t.Errorf("after the tap the threads got %q", said)
			}
			before = len(w.sent)
			li.last = asked
			li.presses(c.to)
			if said := postedWords(t, w, before); said != "" {
				t.Errorf("a second tap brought %q", said)
			}
		})
	}
}

// A line of which nobody tapped whose it is is asked of once more, beside the next answer.
func TestALineThatNobodyHasIsNotLostSilently(t *testing.T) {
	w, li := twoAgents(t, "zh-hans", amysPapers, bensKind)
	li.says("好的可以")
	w.later(time.Minute)
	li.expect(li.says("今天200没到"), "好的可以", "还没有转给同事")
	before := len(w.sent)
	li.presses("Ben")
	if got := postedTo(t, w, before); len(got) != 1 || got[0] != "case:1002:card" {
		t.Errorf("after the tap it went to %v", got)
	}
	li.says("手续费怎么算")
	if strings.Contains(li.last.Text, "还没有转给同事") {
		t.Errorf("asked again of what was answered:\n%s", li.last.Text)
	}
}

// What answers neither question is a matter of its own, by one tap.
func TestALineForNeitherAgentIsAMatterOfItsOwn(t *testing.T) {
	w, li := twoAgents(t, "zh-hans", amysPapers, bensKind)
	if got := li.threads(inbox.TelegramEvent{Text: "我问问我老婆"}); len(got) != 0 {
		t.Fatalf("it went to %v", got)
	}
	li.presses("另一件事")
	if len(w.cases) != 3 {
		t.Errorf("%d cases", len(w.cases))
	}
}

// postedWords joins the words that the threads got since some item was sent.
func postedWords(t *testing.T, w *world, since int) string {
	t.Helper()
	var all []string
	for _, it := range w.sent[since:] {
		if it.Op == "slack.post" {
			all = append(all, decode[struct{ Text string }](t, it).Text)
		}
	}
	return strings.Join(all, "\n")
}
