package flow

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drawInput draws something that can happen, sensible or not.
func drawInput(t *rapid.T, serial int) Input {
	choice := rapid.SampledFrom([]string{Yes, No, "card", "code", "right", "wrong", Skipped, Before, Never, "x", "", OfLine(0, "right"), OfLine(1, "wrong"), OfLine(7, "x")})
	facts := func() map[string]Value {
		m := map[string]Value{}
		if rapid.Bool().Draw(t, "amount") {
			m["amount"] = eq(rapid.SampledFrom([]string{"3500", "350"}).Draw(t, "value"))
		}
		if rapid.Bool().Draw(t, "day") {
			m["day"] = rapid.SampledFrom([]Value{today, thursday}).Draw(t, "which")
		}
		return m
	}
	switch rapid.IntRange(0, 12).Draw(t, "input") {
	case 0, 1:
		return Begin{Flow: rapid.SampledFrom([]string{"lost", "other", "nowhere"}).Draw(t, "flow"), Slots: facts()}
	case 2, 3, 4:
		in := Answered{Facts: facts(), Choice: choice.Draw(t, "choice"), Corrects: rapid.Bool().Draw(t, "corrects"), Text: rapid.SampledFrom([]string{"", "words"}).Draw(t, "text")}
		if rapid.Bool().Draw(t, "file") {
			in.File = &Value{Kind: OfFile, File: "f"}
		}
		return in
	case 5, 6, 7:
		return Tapped{Serial: rapid.IntRange(max(0, serial-3), serial).Draw(t, "serial"), Choice: choice.Draw(t, "choice")}
	case 8:
		return Missed{}
	case 9:
		return Back{}
	case 10:
		return rapid.SampledFrom([]Input{Repeat{}, Digressed{}, Skip{}, Cancel{}, Person{}}).Draw(t, "word")
	case 11:
		return Due{Serial: rapid.IntRange(0, serial).Draw(t, "due")}
	}
	return Checked{Outcome: rapid.SampledFrom([]string{"one", "several", "none", "x"}).Draw(t, "outcome")}
}

// Whatever comes, in whatever order, with restarts and new versions in between:
// no panic, the state stays small and survives as text, every turn that was
// meant for a flow has an answer, and a person is one word away.
func TestRandomWalks(t *testing.T) {
	old, newer := library(t, lost, reached()), library(t, lostAgain(), reached())
	rapid.Check(t, func(rt *rapid.T) {
		lib, s, now := old, State{}, Now{Machine: friday, Business: friday, By: 7}
		for range rapid.IntRange(1, 30).Draw(rt, "inputs") {
			if rapid.IntRange(0, 9).Draw(rt, "reload") == 0 {
				lib = newer
			}
			in := drawInput(rt, s.Serial)
			_, due := in.(Due)
			before, asking := mustText(rt, s), s.Asking()
			var acts []Act
			for round := 0; ; round++ {
				if round > maxRun+1 {
					rt.Fatal("the checks have no end")
				}
				var more []Act
				given := s
				s, more = lib.Advance(s, in, now)
				if round == 0 && mustText(rt, given) != before {
					rt.Fatal("the state that was given was changed")
				}
				acts = append(acts, more...)
				if len(more) == 0 {
					break
				}
				c, ok := more[len(more)-1].(Checks)
				if !ok {
					break
				}
				out := Checked{Outcome: rapid.SampledFrom([]string{"one", "several", "none"}).Draw(rt, "found")}
				if out.Outcome == "several" {
					out.Facts = map[string]Value{"rows": LinesOf("t:1", "t:2")}
				}
				if c.Def == nil || c.Step == nil {
					rt.Fatal("a check of nothing")
				}
				in = out
			}
			check(rt, s, acts, asking && !due)
			now.Machine = now.Machine.Add(time.Duration(rapid.IntRange(0, 100).Draw(rt, "minutes")) * time.Minute)
			now.Business = now.Machine
			if err := json.Unmarshal([]byte(mustText(rt, s)), &s); err != nil {
				rt.Fatal(err)
			}
		}
		if _, acts := lib.Advance(s, Person{}, now); word(acts[len(acts)-1]) != "person" {
			rt.Fatalf("no person: %v", acts)
		}
	})
}

func lostAgain() string {
	return "name = \"lost\"\nversion = 2\n" + lost[len("\nname = \"lost\"\nversion = 1\n"):]
}

func mustText(t *rapid.T, s State) string {
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	if len(raw) > 64<<10 {
		t.Fatalf("the state has %d bytes", len(raw))
	}
	return string(raw)
}

func check(t *rapid.T, s State, acts []Act, asking bool) {
	if len(s.Stack) > MaxDepth || len(s.Waiting) > MaxWaiting {
		t.Fatalf("%d flows, %d waiting", len(s.Stack), len(s.Waiting))
	}
	for i, f := range s.Stack {
		if f.Asked.IsZero() {
			t.Fatalf("flow %d of %d stands at %s and asks nothing", i, len(s.Stack), f.Step)
		}
	}
	if asking && len(acts) == 0 {
		t.Fatal("a question was open, and nothing followed")
	}
	asks := 0
	for _, a := range acts {
		if _, ok := a.(Asks); ok {
			asks++
		}
	}
	if asks > 1 {
		t.Fatalf("%d questions at once: %v", asks, acts)
	}
}
