package storagetest

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/people"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/storage"
)

func jobStories() map[string]func(*testing.T, store) {
	return map[string]func(*testing.T, store){
		"a job is claimed once, its event queued once":                      claimOnce,
		"a job whose event cannot be kept is not claimed":                   claimWhole,
		"the last job of a merchant is its newest day":                      lastJob,
		"merchants with people are told, from the day the first one joined": summaryMerchants,
	}
}

func summary(key string) inbox.Event {
	return inbox.Event{Key: "sys:summary:" + key, Lane: "sys:M1", Network: inbox.System, Kind: inbox.SummaryDue,
		System: &inbox.SystemEvent{MerchantID: "M1", Day: "2026-11-22"}}
}

func claimOnce(t *testing.T, s store) {
	var claims atomic.Int32
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			ev := summary("M1:2026-11-22")
			ok, err := s.ClaimJob(s.ctx(), "summary", "M1:2026-11-22", &ev)
			if err != nil {
				t.Error(err)
			}
			if ok {
				claims.Add(1)
			}
		})
	}
	wg.Wait()
	heads := s.next(time.Now())
	if claims.Load() != 1 || len(heads) != 1 {
		t.Fatalf("%d claims, events %v", claims.Load(), keys(heads))
	}
	s.ok(s.Commit(s.ctx(), heads[0], handlers.Outcome{}))
	s.ok(s.JobDone(s.ctx(), "summary", "M1:2026-11-22", "3 people"))
	j, found, err := s.FindJob(s.ctx(), "summary", "M1:2026-11-22")
	s.ok(err)
	if !found || j.DoneAt.IsZero() || j.Detail != "3 people" {
		t.Errorf("found %t: %+v", found, j)
	}
	if ok, err := s.ClaimJob(s.ctx(), "summary", "M1:2026-11-22", nil); ok || err != nil {
		t.Errorf("claimed again: %t, %v", ok, err)
	}
	if err := s.JobDone(s.ctx(), "summary", "M1:1999-01-01", ""); err == nil {
		t.Error("a job that nobody claimed is done")
	}
}

func claimWhole(t *testing.T, s store) {
	bad := summary("x")
	bad.Lane = ""
	if ok, err := s.ClaimJob(s.ctx(), "summary", "x", &bad); ok || err == nil {
		t.Fatalf("claimed %t, %v", ok, err)
	}
	if _, found, err := s.FindJob(s.ctx(), "summary", "x"); found || err != nil {
		t.Errorf("found %t, %v", found, err)
	}
}

func lastJob(t *testing.T, s store) {
	for _, key := range []string{"M1:2026-11-20", "M1:2026-11-22", "M1:2026-11-21", "M10:2026-11-25", "M2:2026-11-24", "M1:2:2026-11-26"} {
		_, err := s.ClaimJob(s.ctx(), "summary", key, nil)
		s.ok(err)
	}
	for prefix, want := range map[string]string{"M1:": "M1:2026-11-22", "M2:": "M2:2026-11-24", "M1:2:": "M1:2:2026-11-26", "M3:": "", "": ""} {
		j, found, err := s.LastJob(s.ctx(), "summary", prefix)
		s.ok(err)
		if diff := cmp.Diff(want, j.Key); diff != "" || found != (want != "") {
			t.Errorf("prefix %q: %q, want %q", prefix, j.Key, want)
		}
	}
	if _, found, _ := s.LastJob(s.ctx(), "other", ""); found {
		t.Error("a job of another name was found")
	}
}

func summaryMerchants(t *testing.T, s store) {
	for _, m := range []record.Merchant{{ID: "M1", Zone: "America/New_York", Group: "G"}, {ID: "M2"}, {ID: "M3"}, {ID: "M4", Group: "G"}, {ID: "M5", Group: "H"}} {
		m.Account = s.Seal("6222020000001234567")
		_, err := s.AddMerchant(s.ctx(), m)
		s.ok(err)
	}
	joined := func(user int64, merchant string, standing people.Standing, at time.Time) people.Member {
		m := member(0, user, merchant, standing)
		m.JoinedAt = at
		return m
	}
	at := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC) // in New York the evening before
	whole := joined(5, "", people.Active, at.Add(12*time.Hour))
	whole.Group = "G"
	s.commit(handlers.Outcome{Members: []people.Member{whole,
		joined(1, "M1", people.Active, at.Add(24*time.Hour)), joined(2, "M1", people.Active, at),
		joined(3, "M1", people.Ended, at.Add(-48*time.Hour)), joined(1, "M2", people.Active, at), joined(1, "M3", people.Pending, at)}})
	got, err := s.SummaryMerchants(s.ctx())
	s.ok(err)
	want := []storage.SummaryMerchant{
		{ID: "M1", Zone: "America/New_York", Since: calendar.NewDate(2026, 11, 20)},
		{ID: "M2", Zone: "UTC", Since: calendar.NewDate(2026, 11, 21)},
		{ID: "M4", Zone: "UTC", Since: calendar.NewDate(2026, 11, 21)},
		{Group: "G", Zone: "America/New_York", Since: calendar.NewDate(2026, 11, 20)}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
