package schedule

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/hours"
	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
)

// queue is a store with open cases.
type queue struct {
	open   []cases.Case
	claims []string
}

func (q *queue) OpenCases(context.Context, string) ([]cases.Case, error) { return q.open, nil }

func (q *queue) ClaimJob(_ context.Context, name, key string, ev *inbox.Event) (bool, error) {
	if slices.Contains(q.claims, key) {
		return false, nil
	}
	q.claims = append(q.claims, key)
	return ev.Kind == inbox.WorkDue && name == WorkJob, nil
}

// Open cases are looked after every quarter of an hour of the support team's
// day and at its end, once, through restarts; nobody looks where none is open.
func TestOpenCasesAreLookedAfterByDay(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*3600)
	store := &queue{open: []cases.Case{{ID: 1001}}}
	for _, x := range []struct {
		now  string
		want int
	}{
		{"2026-11-20 08:59", 0}, {"2026-11-20 09:00", 1}, {"2026-11-20 09:14", 1}, {"2026-11-20 09:15", 2}, {"2026-11-20 20:59", 3}, {"2026-11-20 21:00", 4}, {"2026-11-20 21:14", 4}, {"2026-11-20 21:15", 4}, {"2026-11-21 03:00", 4},
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", x.now, shanghai)
		if err != nil {
			t.Fatal(err)
		}
		w := &Work{Store: store, Clock: &at{now}, Zone: shanghai, Hours: hours.Daily(shanghai, 9, 21), Log: slog.New(slog.DiscardHandler)}
		for range 2 {
			if err := w.Look(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if len(store.claims) != x.want {
			t.Errorf("%s: %v, want %d looks", x.now, store.claims, x.want)
		}
	}
	empty := &queue{}
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, shanghai)
	if err := (&Work{Store: empty, Clock: &at{noon}, Zone: shanghai, Hours: hours.Daily(shanghai, 9, 21)}).Look(t.Context()); err != nil || len(empty.claims) != 0 {
		t.Errorf("without a case: %v %v", empty.claims, err)
	}
}

// Hours that end within a quarter of an hour have a look of their own at their end.
func TestTheEndOfTheHoursHasItsOwnLook(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*3600)
	team, err := hours.Parse("working 09:00-17:50", shanghai, calendar.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	store := &queue{open: []cases.Case{{ID: 1001}}}
	w := &Work{Store: store, Zone: shanghai, Hours: team, Log: slog.New(slog.DiscardHandler)}
	for minute := 40; minute < 80; minute++ {
		w.Clock = &at{time.Date(2026, 11, 20, 17, minute, 30, 0, shanghai)}
		if err := w.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"2026-11-20T17:30", "2026-11-20T17:45", "2026-11-20T17:50"}; !slices.Equal(store.claims, want) {
		t.Errorf("looks %v, want %v", store.claims, want)
	}
}
