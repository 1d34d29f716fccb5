package storagetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/storage"
)

func playbookStories() map[string]func(*testing.T, store) {
	return map[string]func(*testing.T, store){
		"a playbook comes back once, on its day": waitsOnce,
		"what became of walks through playbooks": walks,
		"no walk is left out of the figures":     manyWalks,
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
	got, err := s.Playbooks(s.ctx(), time.Time{})
	s.ok(err)
	want := []inbox.Walks{{Playbook: "retrieval", Started: 7, Solved: 1, Watching: 1, Case: 1, Left: 3,
		LeftAt: []inbox.StepCount{{Step: "slip", Count: 2}, {Step: "goods", Count: 1}}, Contradicted: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	got, err = s.Playbooks(s.ctx(), begun.Add(time.Second))
	s.ok(err)
	if len(got) != 0 {
		t.Errorf("begun before: %+v", got)
	}
}

// However many walks there are, each is held against the cases and the books.
func manyWalks(t *testing.T, s store) {
	begun := time.Now().Add(-time.Hour)
	var out handlers.Outcome
	const many = 2500
	for i := range many {
		out.Runs = append(out.Runs, handlers.Run{Playbook: "in_cycle", Version: 1, MerchantID: fmt.Sprintf("M%04d", i%7), User: int64(i), Subject: fmt.Sprintf("txn:%d", 1000+i),
			Begun: begun, Step: "known", How: "solved", Ended: begun.Add(time.Minute)})
	}
	for _, i := range []int{0, 499, 500, 1234, many - 1} {
		id, err := s.NextCase(s.ctx())
		s.ok(err)
		c := openCase(id, out.Runs[i].MerchantID, out.Runs[i].Subject)
		c.OpenedAt = time.Now()
		out.Cases = append(out.Cases, c)
	}
	s.ok(s.Commit(s.ctx(), s.event("e1", "tg:42"), out))
	got, err := s.Playbooks(s.ctx(), time.Time{})
	s.ok(err)
	if len(got) != 1 || got[0].Solved != many || got[0].Contradicted != 5 {
		t.Errorf("%+v", got)
	}
}

// A walk that ended well is contradicted by the books alone: its money was to
// come on a day that is over, and did not.
func walkedInVain(t *testing.T, at place) {
	db := at.books(t, "2026-11-18T15:00:00+08:00")
	load(t, db, "merchants.csv", merchantsCSV)
	load(t, db, "swipes.csv", swipesCSV)
	begun := time.Date(2026, 11, 18, 7, 0, 0, 0, time.UTC)
	row := func(id string) string {
		t.Helper()
		found, _, err := db.Trails(t.Context(), access.StaffScope(), handlers.Query{Reference: id, Limit: 1})
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: %v %v", id, found, err)
		}
		return cases.ByTransaction(found[0].Row)
	}
	var runs []handlers.Run
	for i, id := range []string{"T1", "T2", "T3", "T4"} {
		runs = append(runs, handlers.Run{Playbook: "in_cycle", Version: 1, MerchantID: "M1", User: int64(i), Subject: row(id), Begun: begun, Step: "known",
			Ended: begun.Add(time.Minute), How: []string{"watching", "solved", "case", "solved"}[i]})
	}
	store{db, t}.commit(handlers.Outcome{Runs: runs})
	vain := func(db *storage.DB) int {
		t.Helper()
		got, err := db.Playbooks(t.Context(), time.Time{})
		if err != nil || len(got) != 1 {
			t.Fatalf("%+v %v", got, err)
		}
		return got[0].Contradicted
	}
	if n := vain(db); n != 0 {
		t.Errorf("%d on the day of the swipes", n)
	}
	if db = at.books(t, "2026-11-20T12:00:00+08:00"); vain(db) != 2 { // due on the 19th; T3 is a case, T4 was declined
		t.Errorf("%d after the day, want the two that were to come", vain(db))
	}
	load(t, db, "lines.csv", linesCSV)
	load(t, db, "payouts.csv", payoutsCSV)
	load(t, db, "bank.csv", bankCSV)
	if n := vain(db); n != 0 {
		t.Errorf("%d once the money is there", n)
	}
}
