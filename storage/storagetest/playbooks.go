package storagetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/storage"
)

func playbookStories() map[string]func(*testing.T, store) {
	return map[string]func(*testing.T, store){
		"a playbook comes back once, on its day": waitsOnce,
		"what became of walks through playbooks": walks,
	}
}

func waitsOnce(t *testing.T, s store) {
	day := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	s.ok(s.Commit(s.ctx(), s.event("e1", "tg:42"), handlers.Outcome{Waits: []handlers.Wait{
		{Chat: 42, User: 7, Serial: 3, Until: day}, {Chat: 43, User: 8, Serial: 1, Until: day.AddDate(0, 0, 7)}}}))
	take := func(now time.Time, want int) {
		t.Helper()
		n, err := s.TakeWaits(s.ctx(), now)
		s.ok(err)
		if n != want {
			t.Errorf("%d came back at %s, want %d", n, now, want)
		}
	}
	take(day.Add(-time.Second), 0)
	take(day, 1)
	take(day, 0)
	heads := s.next(time.Now())
	if len(heads) != 1 || heads[0].Lane != "tg:42" || heads[0].Kind != inbox.WaitDue || heads[0].System.Serial != 3 || heads[0].System.User != 7 {
		t.Fatalf("%+v", heads)
	}
	s.ok(s.Commit(s.ctx(), heads[0], handlers.Outcome{Waits: []handlers.Wait{{Chat: 42, User: 7, Serial: 3, Until: day.AddDate(0, 0, 1)}}}))
	take(day.AddDate(0, 0, 30), 2)
}

func walks(t *testing.T, s store) {
	begun := time.Now().Add(-time.Hour)
	run := func(n int, how, step, subject string) handlers.Run {
		r := handlers.Run{Playbook: "retrieval", Version: 1, MerchantID: "M0001", User: int64(n), Subject: subject, Begun: begun, Step: step, How: how}
		if how != "" {
			r.Ended = begun.Add(time.Minute)
		}
		return r
	}
	s.ok(s.Commit(s.ctx(), s.event("e1", "tg:42"), handlers.Outcome{Runs: []handlers.Run{run(1, "", "ask", "txn:5"), run(1, "solved", "closed", "txn:5"),
		run(2, "left", "slip", ""), run(3, "left", "slip", ""), run(4, "left", "goods", ""), run(5, "case", "hand_over", "txn:6"), run(6, "", "ask", ""), run(7, "watching", "known", "txn:9")}}))
	id, err := s.NextCase(s.ctx())
	s.ok(err)
	c := openCase(id, "M0001", "txn:5")
	c.OpenedAt = time.Now()
	s.ok(s.Commit(s.ctx(), s.event("e2", "tg:42"), handlers.Outcome{Cases: []cases.Case{c}}))
	got, err := s.Playbooks(s.ctx())
	s.ok(err)
	want := []storage.PlaybookFigures{{Playbook: "retrieval", Started: 7, Solved: 1, Watching: 1, Case: 1, Left: 3, LeftAt: "slip:2 goods:1", Contradicted: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
