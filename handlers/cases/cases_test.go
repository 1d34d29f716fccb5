package cases

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestRelayed(t *testing.T) {
	for _, c := range []struct {
		line, text string
		relay      bool
	}{
		{"!hello", "hello", true},
		{"! 您好，我来帮您查", "您好，我来帮您查", true},
		{"！您好", "您好", true},
		{"！ 您好！", "您好！", true},
		{"!", "", true},
		{"！  ", "", true},
		{"!line one\nline two", "line one\nline two", true},
		{"!100% sure?!", "100% sure?!", true},
		{"!!! this one is trouble", "", false},
		{"!! hello", "", false},
		{"！！您好", "", false},
		{"!！mixed", "", false},
		{"！!mixed", "", false},
		{"!\u200b!hidden between", "", false},
		{"!\ufe0f!an emoji's selector between", "", false},
		{" !a blank first", "", false},
		{"just between us", "", false},
		{"see !this", "", false},
		{"❗ not a mark", "", false},
		{"", "", false},
	} {
		text, relay := Relayed(c.line)
		if text != c.text || relay != c.relay {
			t.Errorf("%q: %q %v, want %q %v", c.line, text, relay, c.text, c.relay)
		}
	}
}

func TestOneWinnerOfAClaim(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	c := Case{ID: 1001, Status: Open}
	if err := c.Claim("UAMY", "amy", now); err != nil {
		t.Fatal(err)
	}
	if err := c.Claim("UBOB", "bob", now); !errors.Is(err, ErrTaken) || c.ClaimedByName != "amy" {
		t.Fatalf("the second claim: %v, held by %s", err, c.ClaimedByName)
	}
	if err := c.Claim("UAMY", "amy", now); !errors.Is(err, ErrMine) {
		t.Fatalf("claiming again: %v", err)
	}
}

func TestAResolutionNeedsReasonAndNote(t *testing.T) {
	c := Case{Status: Open}
	for _, r := range []Resolution{{Reason: "whatever", Note: "x", By: "U"}, {Reason: "explained", Note: "  ", By: "U"}, {Note: "x"}} {
		if c.Resolve(r) == nil {
			t.Errorf("%+v closed the case", r)
		}
	}
	if err := c.Resolve(Resolution{Reason: Landed}); err != nil {
		t.Fatalf("money closes without a note: %v", err)
	}
}

// Whatever happens in whatever order, a case is claimed by exactly one person
// or by nobody, and has a resolution exactly while it is resolved.
func TestTheStatusMachineHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
		c := Case{ID: 1001, Status: Open}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			who := rapid.SampledFrom([]string{"U1", "U2"}).Draw(t, "who")
			before := c
			var err error
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0:
				err = c.Claim(who, who, now)
			case 1:
				err = c.Resolve(Resolution{Reason: rapid.SampledFrom(append(Reasons, "x")).Draw(t, "reason"), Note: rapid.SampledFrom([]string{"", "n"}).Draw(t, "note"), By: who, At: now})
			case 2:
				err = c.Reopen(now)
			case 4:
				err = c.Release(now)
			case 3:
				c.Join(Watcher{User: rapid.Int64Range(1, 3).Draw(t, "user")}, now)
			}
			if err != nil && (c.Status != before.Status || c.ClaimedBy != before.ClaimedBy) {
				t.Fatalf("refused with %v, and changed all the same", err)
			}
			if (c.Status == Claimed) != (c.ClaimedBy != "" && c.Status != Resolved) {
				t.Fatalf("status %s, claimed by %q", c.Status, c.ClaimedBy)
			}
			if (c.Status == Resolved) != (c.Resolution != nil) {
				t.Fatalf("status %s, resolution %v", c.Status, c.Resolution)
			}
			seen := map[int64]bool{}
			for _, w := range c.Watchers {
				if seen[w.User] {
					t.Fatal("somebody watches twice")
				}
				seen[w.User] = true
			}
			now = now.Add(time.Hour)
		}
	})
}
