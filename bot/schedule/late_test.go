package schedule

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/schedule"
	"moneytrail/recon/trail"
)

// witnesses is a store of sources, and of the alarms given.
type witnesses struct {
	all    []trail.Freshness
	claims map[string]bool
	told   []*inbox.SystemEvent
}

func (w *witnesses) Sources(context.Context, string) ([]trail.Freshness, error) { return w.all, nil }

func (w *witnesses) ClaimJob(_ context.Context, name, key string, ev *inbox.Event) (bool, error) {
	if w.claims[name+key] {
		return false, nil
	}
	w.claims[name+key] = true
	w.told = append(w.told, ev.System)
	return true, nil
}

// TestALateFileIsToldOnceForEachDay: the bank's file comes every day by 03:10.
func TestALateFileIsToldOnceForEachDay(t *testing.T) {
	zone := time.FixedZone("+08:00", 8*3600)
	plan, err := schedule.NewPlan(zone, calendar.Builtin(), schedule.Setting{Source: "abc", Kind: "bank", Days: "every", By: "03:10", Lag: new(int)})
	if err != nil {
		t.Fatal(err)
	}
	day := calendar.DateOf(time.Date(2026, 11, 19, 0, 0, 0, 0, zone))
	bank := trail.Freshness{Source: "abc", Kind: record.Entries, Covers: day,
		Imported: time.Date(2026, 11, 20, 3, 5, 0, 0, zone), Rule: plan.Of("abc", record.Entries, nil)}
	w := &witnesses{all: []trail.Freshness{bank, {Source: "abc", Kind: record.Merchants, Rule: bank.Rule}, {Source: "new", Kind: record.Entries}},
		claims: map[string]bool{}}
	clock := &hand{}
	watch := Watch{Store: w, Clock: clock, Log: slog.New(slog.DiscardHandler)}
	for _, at := range []struct {
		now  time.Time
		told int
	}{
		{time.Date(2026, 11, 20, 12, 0, 0, 0, zone), 0},
		{time.Date(2026, 11, 21, 3, 0, 0, 0, zone), 0},
		{time.Date(2026, 11, 21, 9, 0, 0, 0, zone), 1},
		{time.Date(2026, 11, 21, 9, 1, 0, 0, zone), 1},
		{time.Date(2026, 11, 22, 9, 0, 0, 0, zone), 2},
		{time.Date(2026, 11, 25, 9, 0, 0, 0, zone), 3},
		{time.Date(2026, 11, 29, 9, 0, 0, 0, zone), 4},
		{time.Date(2026, 12, 29, 9, 0, 0, 0, zone), 4}, // nobody reads it any more
		{time.Date(2028, 1, 12, 9, 0, 0, 0, zone), 4},  // nor more than a year later
		{time.Date(2028, 1, 13, 9, 0, 0, 0, zone), 4},
	} {
		clock.now = at.now
		if err := watch.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(w.told) != at.told {
			t.Errorf("at %v: %d alarms, want %d", at.now, len(w.told), at.told)
		}
	}
	var told []string
	for _, e := range w.told {
		told = append(told, fmt.Sprintf("%s %v %d", e.Day, e.Days, e.More))
	}
	want := []string{"2026-11-21 [2026-11-21] 0", "2026-11-21 [2026-11-21 2026-11-22] 0", "2026-11-21 [2026-11-21 2026-11-22 2026-11-23] 2", "2026-11-21 [2026-11-21 2026-11-22 2026-11-23] 6"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
	if len(w.told) > 0 && (w.told[0].Source != "abc" || w.told[0].FileKind != "bank" || w.told[0].Since.IsZero() || w.told[0].Usual != "03:10") {
		t.Errorf("told: %+v", w.told[0])
	}
}

type hand struct{ now time.Time }

func (h *hand) Now() time.Time { return h.now }
