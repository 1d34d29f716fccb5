package schedule

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
)

// weeks is a store with one playbook that was walked.
type weeks struct {
	walked []inbox.Walks
	claims []string
}

func (w *weeks) Playbooks(context.Context, time.Time) ([]inbox.Walks, error) { return w.walked, nil }

func (w *weeks) ClaimJob(_ context.Context, name, key string, ev *inbox.Event) (bool, error) {
	if slices.Contains(w.claims, key) {
		return false, nil
	}
	w.claims = append(w.claims, key)
	return ev.Kind == inbox.WalksTold && name == WalksJob, nil
}

// The week is told on Monday from the hour of the summaries on, once, through
// restarts; a Monday on which nothing ran is not made up for on Tuesday.
func TestTheWeekOfPlaybooksIsToldOnMonday(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*3600)
	clock := func(s string) *at {
		now, err := time.ParseInLocation("2006-01-02 15:04", s, shanghai)
		if err != nil {
			t.Fatal(err)
		}
		return &at{now}
	}
	store := &weeks{walked: []inbox.Walks{{Playbook: "retrieval", Started: 1}}}
	for _, x := range []struct {
		now  string
		want int
	}{
		{"2026-11-22 12:00", 0}, {"2026-11-23 08:59", 0}, {"2026-11-23 09:00", 1}, {"2026-11-23 21:00", 1}, {"2026-11-24 09:00", 1}, {"2026-11-30 10:00", 2}, {"2026-12-08 10:00", 2},
	} {
		w := &Walks{Store: store, Clock: clock(x.now), Zone: shanghai, At: 9 * time.Hour, Log: slog.New(slog.DiscardHandler)}
		for range 2 {
			if err := w.Look(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if len(store.claims) != x.want {
			t.Errorf("%s: told %v, want %d weeks", x.now, store.claims, x.want)
		}
	}
	empty := &weeks{}
	if err := (&Walks{Store: empty, Clock: clock("2026-11-23 10:00"), Zone: shanghai, At: 9 * time.Hour}).Look(t.Context()); err != nil || len(empty.claims) != 0 {
		t.Errorf("a week without any: %v %v", empty.claims, err)
	}
}
