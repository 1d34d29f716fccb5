package sandbox

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// ear is a TB that notes failures.
type ear struct{ said []string }

func (*ear) Helper() {}

func (e *ear) Fatalf(format string, args ...any) {
	e.said = append(e.said, fmt.Sprintf(format, args...))
}

func TestAFailedExpectationShowsTheScreen(t *testing.T) {
	heard := &ear{}
	w := start(t, Options{T: heard, Patience: time.Millisecond})
	li, amy := w.Merchant("李老板", "zh-hans"), w.Agent("Amy")
	li.Says("钱呢\n3500")
	line := amy.Says("nothing yet")
	tests := []struct {
		name string
		do   func()
		want []string
	}{
		{"a message", func() { li.Sees("arrived", 0) }, []string{`李老板 did not see "arrived"`, "李老板 #101: 钱呢", "3500"}},
		{"a button", func() { li.Presses("人工") }, []string{`no button "人工"`, "#101"}},
		{"a deletion", func() { li.SeesGone(101, 0) }, []string{"still sees message 101"}},
		{"a card", func() { amy.Sees("Case", 0) }, []string{`Amy did not see "Case" in the channel`, "nothing yet"}},
		{"a line", func() { amy.SeesReply(line, "x", 0) }, []string{"in the thread"}},
		{"a card's button", func() { amy.Presses(line, "Claim") }, []string{`no button "Claim"`}},
		{"a reaction", func() { amy.SeesReaction(line, "x", 0) }, []string{"no :x:", "nothing yet"}},
		{"a whisper", func() { amy.SeesWhisper("x", 0) }, []string{"told nothing"}},
		{"a form", func() { amy.SeesForm("Resolve", 0) }, []string{`no form "Resolve"`}},
		{"a form to submit", func() { amy.Submits(nil) }, []string{"no form open"}},
		{"a thread", func() { amy.Replies(Post{TS: "1.2"}, "x") }, []string{"no message 1.2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			heard.said = nil
			tt.do()
			if len(heard.said) != 1 {
				t.Fatalf("failed %d times", len(heard.said))
			}
			for _, want := range tt.want {
				if !strings.Contains(heard.said[0], want) {
					t.Errorf("%q lacks %q", heard.said[0], want)
				}
			}
		})
	}
	heard.said = nil
	li.SeesNothing(time.Millisecond)
	if heard.said != nil {
		t.Errorf("seeing nothing failed: %v", heard.said)
	}
}

func TestWithoutATestExpectationsPanic(t *testing.T) {
	w, err := New(Options{Patience: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	li := w.Merchant("Li", "en")
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	li.Sees("x", 0)
}
