package schedule

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
	"moneytrail/storage"
)

// shop is a store with one merchant, in memory.
type shop struct {
	merchant storage.SummaryMerchant
	claimed  map[string]bool
	order    []string
}

func (s *shop) SummaryMerchants(context.Context) ([]storage.SummaryMerchant, error) {
	return []storage.SummaryMerchant{s.merchant}, nil
}

func (s *shop) LastJob(_ context.Context, _, prefix string) (j storage.Job, ok bool, _ error) {
	for k := range s.claimed {
		if len(k) > len(prefix) && k[:len(prefix)] == prefix && k > j.Key {
			j.Key, ok = k, true
		}
	}
	return j, ok, nil
}

func (s *shop) ClaimJob(_ context.Context, _, key string, ev *inbox.Event) (bool, error) {
	if s.claimed[key] {
		return false, nil
	}
	s.claimed[key] = true
	s.order = append(s.order, fmt.Sprintf("%s late=%t", ev.System.Day, ev.System.Late))
	return true, nil
}

type at struct{ time.Time }

func (a *at) Now() time.Time { return a.Time }

func date(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func open(zone, since string) (*shop, *at) {
	return &shop{merchant: storage.SummaryMerchant{ID: "M1", Zone: zone, Since: date(since)}, claimed: map[string]bool{}}, &at{}
}

func look(t *testing.T, s *shop, clock *at, when string) {
	t.Helper()
	var err error
	if clock.Time, err = time.Parse(time.RFC3339, when); err != nil {
		t.Fatal(err)
	}
	// A new process each time: what counts is in the store.
	if err := New(Options{Store: s, Clock: clock, At: 9 * time.Hour, Log: slog.New(slog.DiscardHandler)}).Look(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestNobodyIsToldOfDaysBeforeTheyJoined(t *testing.T) {
	s, clock := open("Asia/Shanghai", "2026-11-20")
	look(t, s, clock, "2026-11-20T15:20:00+08:00")
	look(t, s, clock, "2026-11-21T08:59:59+08:00")
	if len(s.order) != 0 {
		t.Fatalf("told %v", s.order)
	}
	look(t, s, clock, "2026-11-21T09:00:00+08:00")
	look(t, s, clock, "2026-11-21T09:00:00+08:00")
	if got := fmt.Sprint(s.order); got != "[2026-11-20 late=false]" {
		t.Fatal(got)
	}
}

func TestAfterDowntimeTheLastThreeDaysAreToldOnce(t *testing.T) {
	s, clock := open("Asia/Shanghai", "2026-11-01")
	look(t, s, clock, "2026-11-10T09:30:00+08:00")
	s.order = nil
	look(t, s, clock, "2026-11-16T10:00:00+08:00")
	look(t, s, clock, "2026-11-16T10:00:15+08:00")
	if got := fmt.Sprint(s.order); got != "[2026-11-13 late=true 2026-11-14 late=true 2026-11-15 late=false]" {
		t.Fatal(got)
	}
}

func TestAClockThatWasAheadOwesNoSilence(t *testing.T) {
	s, clock := open("Asia/Shanghai", "2026-11-20")
	s.claimed["M1:2030-01-01"] = true // MONEYTRAIL_CLOCK was set, and is not any more
	look(t, s, clock, "2026-11-21T09:00:00+08:00")
	look(t, s, clock, "2026-11-21T09:30:00+08:00")
	look(t, s, clock, "2026-11-22T09:00:00+08:00")
	if got := fmt.Sprint(s.order); got != "[2026-11-20 late=false 2026-11-21 late=false]" {
		t.Fatal(got)
	}
}

// twoShops is a shop beside one whose last claim cannot be read.
type twoShops struct{ *shop }

func (s twoShops) SummaryMerchants(context.Context) ([]storage.SummaryMerchant, error) {
	odd := s.merchant
	odd.ID = "M0"
	return []storage.SummaryMerchant{odd, s.merchant}, nil
}

func TestTroubleWithOneMerchantKeepsNoOtherFromItsSummary(t *testing.T) {
	s, clock := open("Asia/Shanghai", "2026-11-20")
	s.claimed["M0:not a day"] = true
	clock.Time = time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)
	err := New(Options{Store: twoShops{s}, Clock: clock, At: 9 * time.Hour, Log: slog.New(slog.DiscardHandler)}).Look(t.Context())
	if err == nil || !strings.Contains(err.Error(), "M0") {
		t.Errorf("M0's trouble is not reported: %v", err)
	}
	if got := fmt.Sprint(s.order); got != "[2026-11-20 late=false]" {
		t.Errorf("M1 was told %s", got)
	}
}

// One summary for each day in every zone, whatever the clock does: 400 days
// looked at every 20 minutes, with restarts, in zones that jump.
func TestExactlyOneForEachDayInEveryZone(t *testing.T) {
	for _, zone := range []string{"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"} {
		t.Run(zone, func(t *testing.T) {
			s, clock := open(zone, "2026-01-10")
			loc, err := time.LoadLocation(zone)
			if err != nil {
				t.Fatal(err)
			}
			sched := New(Options{Store: s, Clock: clock, At: 9 * time.Hour, Log: slog.New(slog.DiscardHandler)})
			start := time.Date(2026, 1, 10, 12, 0, 0, 0, loc)
			for i := range 400 * 72 {
				clock.Time = start.Add(time.Duration(i) * 20 * time.Minute)
				if i%1000 == 999 {
					sched = New(Options{Store: s, Clock: clock, At: 9 * time.Hour, Log: slog.New(slog.DiscardHandler)})
				}
				if i%500 == 250 { // the clock is put back an hour
					clock.Time = clock.Time.Add(-time.Hour)
				}
				if err := sched.Look(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			want := date("2026-01-10")
			for _, line := range s.order {
				if line != want.String()+" late=false" {
					t.Fatalf("got %s, want %s", line, want)
				}
				want++
			}
			if len(s.order) < 399 {
				t.Fatalf("only %d summaries", len(s.order))
			}
		})
	}
}
