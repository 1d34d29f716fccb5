package storagetest

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
)

func raceStories() map[string]func(*testing.T, store) {
	return map[string]func(*testing.T, store){
		"two chats open the same case: one wins":           caseRace,
		"fifty people redeem one invite: one is bound":     inviteRace,
		"twenty agents claim one case: one has it":         claimRace,
		"forty writers count in one session: none is lost": counting,
		"numbers are given out once":                       numbers,
		"one sender of many gets an item":                  sendingRace,
	}
}

// race runs n at once and counts who won; all others must have met a conflict.
func race(t *testing.T, n int, do func(i int) error) (won int) {
	t.Helper()
	var wins atomic.Int32
	var wg sync.WaitGroup
	begin := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-begin
			switch err := do(i); {
			case err == nil:
				wins.Add(1)
			case !errors.Is(err, handlers.ErrConflict):
				t.Errorf("runner %d: %v, want ErrConflict", i, err)
			}
		})
	}
	close(begin)
	wg.Wait()
	return int(wins.Load())
}

func caseRace(t *testing.T, s store) {
	won := race(t, 2, func(i int) error {
		id, err := s.NextCase(s.ctx())
		if err != nil {
			return err
		}
		return s.Commit(s.ctx(), inbox.Event{}, handlers.Outcome{Cases: []cases.Case{openCase(id, "M1", "txn:5")},
			Send: []outbox.Item{post("case:1", "card"), text(int64(i), "C-…")}})
	})
	open, err := s.OpenCases(s.ctx(), "M1")
	s.ok(err)
	if won != 1 || len(open) != 1 || len(s.items(time.Now())) != 2 {
		t.Errorf("%d won, %d cases open, %d lanes with items", won, len(open), len(s.items(time.Now())))
	}
}

func inviteRace(t *testing.T, s store) {
	s.ok(s.CreateInvite(s.ctx(), people.Invite{Hash: "h", MerchantID: "M1", Role: access.Owner,
		CreatedAt: time.Now(), ExpiresAt: time.Now().Add(time.Hour)}))
	won := race(t, 50, func(i int) error {
		user := int64(100 + i)
		id, err := s.NextMember(s.ctx())
		if err != nil {
			return err
		}
		return s.Commit(s.ctx(), inbox.Event{}, handlers.Outcome{UseInvite: "h", UseInviteBy: user,
			Members: []people.Member{member(id, user, "M1", people.Active)}})
	})
	team, err := s.Team(s.ctx(), "M1")
	s.ok(err)
	inv, _, err := s.Invite(s.ctx(), "h")
	s.ok(err)
	if won != 1 || len(team) != 1 || inv.UsedBy != team[0].User {
		t.Errorf("%d won, team %+v, used by %d", won, team, inv.UsedBy)
	}
}

func claimRace(t *testing.T, s store) {
	s.commit(handlers.Outcome{Cases: []cases.Case{openCase(1001, "M1", "txn:5")}})
	read, _, err := s.Case(s.ctx(), 1001)
	s.ok(err)
	won := race(t, 20, func(i int) error {
		mine := read
		if err := mine.Claim(fmt.Sprint("U", i), "agent", time.Now()); err != nil {
			return err
		}
		return s.Commit(s.ctx(), inbox.Event{}, handlers.Outcome{Cases: []cases.Case{mine},
			Audit: []handlers.Audit{{Actor: fmt.Sprint("slack:U", i), Action: "claim", Subject: "case:1001"}}})
	})
	head, err := s.VerifyAudit(s.ctx())
	s.ok(err)
	if won != 1 || head.Rows != 1 {
		t.Errorf("%d won, %d claims in the audit trail", won, head.Rows)
	}
}

func counting(t *testing.T, s store) {
	const writers = 40
	if won := race(t, writers, func(int) error {
		for {
			sess, err := s.Session(s.ctx(), 1, 2)
			if err != nil {
				return err
			}
			sess.Misses++
			err = s.Commit(s.ctx(), inbox.Event{}, handlers.Outcome{Session: &sess})
			if !errors.Is(err, handlers.ErrConflict) {
				return err
			}
		}
	}); won != writers {
		t.Errorf("%d of %d got through", won, writers)
	}
	sess, err := s.Session(s.ctx(), 1, 2)
	s.ok(err)
	if sess.Misses != writers || sess.Version != writers {
		t.Errorf("counted %d in %d versions, want %d", sess.Misses, sess.Version, writers)
	}
}

func numbers(t *testing.T, s store) {
	var seen sync.Map
	race(t, 20, func(int) error {
		n, err := s.NextCase(s.ctx())
		if _, twice := seen.LoadOrStore(n, true); twice {
			t.Errorf("case number %d was given out twice", n)
		}
		return err
	})
	for n := int64(1001); n <= 1020; n++ {
		if _, ok := seen.Load(n); !ok {
			t.Errorf("case number %d was not given out", n)
		}
	}
	if m, err := s.NextMember(s.ctx()); err != nil || m != 1 {
		t.Errorf("first member %d, %v", m, err)
	}
}

func sendingRace(t *testing.T, s store) {
	s.ok(s.Queue(s.ctx(), []outbox.Item{text(1, "x")}))
	it := s.items(time.Now())[0]
	if won := race(t, 10, func(int) error { return s.Sending(s.ctx(), it.ID) }); won != 1 {
		t.Errorf("%d senders got the item", won)
	}
}
