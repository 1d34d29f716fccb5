package storagetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/session"
	"moneytrail/recon/calendar"
)

func commitStories() map[string]func(*testing.T, store) {
	return map[string]func(*testing.T, store){
		"a turn's outcome is there as a whole":             wholeOutcome,
		"a turn whose last part fails leaves nothing":      nothingLeft,
		"a turn that is committed twice is applied once":   appliedOnce,
		"an event that nobody kept is refused":             unknownEvent,
		"a session that changed meanwhile is a conflict":   sessionConflict,
		"a case that changed meanwhile is a conflict":      caseConflict,
		"a member that changed meanwhile is a conflict":    memberConflict,
		"a second open case of a subject is a conflict":    secondCase,
		"reopening beside a newer open case is a conflict": reopenConflict,
		"what was claimed meanwhile is a conflict":         claimTurn,
	}
}

// everything is an outcome with all its parts.
func everything(s store) handlers.Outcome {
	s.t.Helper()
	id, err := s.NextCase(s.ctx())
	s.ok(err)
	mid, err := s.NextMember(s.ctx())
	s.ok(err)
	s.ok(s.CreateInvite(s.ctx(), people.Invite{Hash: fmt.Sprint("h", id), MerchantID: "M0001", Role: access.Owner, Approved: true,
		CreatedAt: time.Now(), ExpiresAt: time.Now().Add(time.Hour)}))
	return handlers.Outcome{
		Session:     &session.Session{Chat: 42, User: 7, Language: "zh-Hans", MerchantID: "M0001", Flow: []byte(`{"v":1}`), LastMessage: 11, Misses: 1},
		Cases:       []cases.Case{openCase(id, "M0001", "txn:5")},
		Entries:     []cases.Entry{{CaseID: id, At: time.Now(), Who: "merchant", By: "7", Name: "王芳", What: "opened", Text: "昨天3500", Key: "tg:42:11"}},
		Members:     []people.Member{member(mid, 7, "M0001", people.Active)},
		UseInvite:   fmt.Sprint("h", id),
		UseInviteBy: 7,
		Send:        []outbox.Item{text(42, "C-1001"), post("case:1001", "card")},
		Audit:       []handlers.Audit{{Actor: "tg:7", Action: "bind", Subject: "merchant:M0001"}},
		Promises:    []handlers.Promise{{MerchantID: "M0001", Transaction: 5, On: calendar.NewDate(2026, 11, 24), Estimated: true}},
	}
}

func wholeOutcome(t *testing.T, s store) {
	out := everything(s)
	ev := s.event("e", "tg:42")
	s.ok(s.Commit(s.ctx(), ev, out))

	c, found, err := s.Case(s.ctx(), out.Cases[0].ID)
	s.ok(err)
	want := out.Cases[0]
	want.Version = 1
	if diff := cmp.Diff(want, c); !found || diff != "" {
		t.Errorf("case found %t (-in +out):\n%s", found, diff)
	}
	sess, err := s.Session(s.ctx(), 42, 7)
	s.ok(err)
	wantSession := *out.Session
	wantSession.Version = 1
	if diff := cmp.Diff(wantSession, sess); diff != "" {
		t.Errorf("session (-in +out):\n%s", diff)
	}
	m, found, err := s.Member(s.ctx(), out.Members[0].ID)
	s.ok(err)
	wantMember := out.Members[0]
	wantMember.Version = 1
	if diff := cmp.Diff(wantMember, m); !found || diff != "" {
		t.Errorf("member found %t (-in +out):\n%s", found, diff)
	}
	inv, _, err := s.Invite(s.ctx(), out.UseInvite)
	s.ok(err)
	if inv.UsedBy != 7 || inv.UsedAt.IsZero() {
		t.Errorf("invite %+v is not used", inv)
	}
	entries, err := s.Entries(s.ctx(), c.ID)
	s.ok(err)
	if len(entries) != 1 || entries[0].Text != "昨天3500" {
		t.Errorf("entries %+v", entries)
	}
	if diff := cmp.Diff([]string{"C-1001", "card"}, words(s.items(time.Now()))); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	promises, err := s.Promises(s.ctx(), 5)
	s.ok(err)
	if diff := cmp.Diff(out.Promises, promises); diff != "" {
		t.Errorf("promises (-in +out):\n%s", diff)
	}
	if head, err := s.VerifyAudit(s.ctx()); err != nil || head.Rows != 1 {
		t.Errorf("audit %+v, %v", head, err)
	}
	if left := s.next(time.Now()); len(left) != 0 {
		t.Errorf("the event is not done: %v", keys(left))
	}
}

func nothingLeft(t *testing.T, s store) {
	for name, spoil := range map[string]func(*handlers.Outcome){
		"an item that cannot be kept": func(o *handlers.Outcome) { o.Send = append(o.Send, outbox.Item{Lane: "tg:1"}) },
		"a used invite":               func(o *handlers.Outcome) { o.UseInvite = "no such invite" },
		"an entry without a case":     func(o *handlers.Outcome) { o.Entries = append(o.Entries, cases.Entry{CaseID: 9}) },
		"a member nobody knows":       func(o *handlers.Outcome) { o.Members = append(o.Members, people.Member{ID: 9, Version: 3}) },
		"a role nobody has": func(o *handlers.Outcome) {
			m := member(77, 8, "M0001", people.Active)
			m.Role = "king"
			o.Members = append(o.Members, m)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := store{s.DB, t}
			out := everything(s)
			invite := out.UseInvite
			spoil(&out)
			ev := s.event(name, "tg:42")
			if err := s.Commit(s.ctx(), ev, out); err == nil {
				t.Fatal("committed")
			}
			if _, found, _ := s.Case(s.ctx(), out.Cases[0].ID); found {
				t.Error("the case stayed")
			}
			if sess, _ := s.Session(s.ctx(), 42, 7); sess.Version != 0 {
				t.Error("the session stayed")
			}
			if _, found, _ := s.Member(s.ctx(), out.Members[0].ID); found {
				t.Error("the member stayed")
			}
			if inv, _, _ := s.Invite(s.ctx(), invite); !inv.UsedAt.IsZero() {
				t.Error("the invite is used")
			}
			if left := s.items(time.Now()); len(left) != 0 {
				t.Errorf("items stayed: %v", words(left))
			}
			if head, _ := s.AuditHead(s.ctx()); head.Rows != 0 {
				t.Errorf("%d audit lines stayed", head.Rows)
			}
			if p, _ := s.Promises(s.ctx(), 5); len(p) != 0 {
				t.Errorf("promises stayed: %v", p)
			}
			heads := s.next(time.Now())
			if len(heads) != 1 || heads[0].ID != ev.ID {
				t.Errorf("the event does not wait any more: %v", keys(heads))
			}
			s.ok(s.Commit(s.ctx(), ev, handlers.Outcome{}))
		})
	}
}

func appliedOnce(t *testing.T, s store) {
	out := everything(s)
	ev := s.event("e", "tg:42")
	for range 3 {
		s.ok(s.Commit(s.ctx(), ev, out))
	}
	if got := len(s.items(time.Now())); got != 2 {
		t.Errorf("%d lanes with items, want 2", got)
	}
	if head, err := s.VerifyAudit(s.ctx()); err != nil || head.Rows != 1 {
		t.Errorf("audit %+v, %v", head, err)
	}
}

func unknownEvent(t *testing.T, s store) {
	ev := message("never added", "tg:1", "")
	ev.ID = 12345
	err := s.Commit(s.ctx(), ev, handlers.Outcome{Send: []outbox.Item{text(1, "x")}})
	if err == nil || errors.Is(err, handlers.ErrConflict) {
		t.Errorf("got %v, want an error that is no conflict", err)
	}
}

// conflicts commits an outcome that must not pass.
func (s store) conflicts(out handlers.Outcome) {
	s.t.Helper()
	out.Send = append(out.Send, text(999, "must not be sent"))
	ev := s.event("conflict", "tg:conflict")
	if err := s.Commit(s.ctx(), ev, out); !errors.Is(err, handlers.ErrConflict) {
		s.t.Errorf("got %v, want ErrConflict", err)
	}
	for _, it := range s.items(time.Now()) {
		if it.Lane == "tg:999" {
			s.t.Error("a conflicting turn sent something")
		}
	}
}

func sessionConflict(t *testing.T, s store) {
	fresh := session.Session{Chat: 1, User: 2, Language: "en"}
	s.commit(handlers.Outcome{Session: &fresh})
	s.conflicts(handlers.Outcome{Session: &fresh})
	read, err := s.Session(s.ctx(), 1, 2)
	s.ok(err)
	read.Misses = 2
	s.commit(handlers.Outcome{Session: &read})
	s.conflicts(handlers.Outcome{Session: &read})
	now, err := s.Session(s.ctx(), 1, 2)
	s.ok(err)
	if now.Misses != 2 || now.Version != 2 {
		t.Errorf("session %+v", now)
	}
	gone := session.Session{Chat: 1, User: 3, Version: 4}
	if err := s.Commit(s.ctx(), inbox.Event{}, handlers.Outcome{Session: &gone}); !errors.Is(err, handlers.ErrConflict) {
		t.Errorf("a session that is gone: %v, want ErrConflict", err)
	}
}

func caseConflict(t *testing.T, s store) {
	s.commit(handlers.Outcome{Cases: []cases.Case{openCase(1001, "M1", "txn:5")}})
	read, _, err := s.Case(s.ctx(), 1001)
	s.ok(err)
	ann, bob := read, read
	s.ok(ann.Claim("U1", "Ann", time.Now()))
	s.ok(bob.Claim("U2", "Bob", time.Now()))
	s.commit(handlers.Outcome{Cases: []cases.Case{ann}})
	s.conflicts(handlers.Outcome{Cases: []cases.Case{bob}})
	now, _, err := s.Case(s.ctx(), 1001)
	s.ok(err)
	if now.ClaimedBy != "U1" || now.Version != 2 {
		t.Errorf("claimed by %s, version %d", now.ClaimedBy, now.Version)
	}
}

func memberConflict(t *testing.T, s store) {
	s.commit(handlers.Outcome{Members: []people.Member{member(1, 7, "M1", people.Pending)}})
	read, _, err := s.Member(s.ctx(), 1)
	s.ok(err)
	yes, no := read, read
	yes.Standing, no.Standing = people.Active, people.Refused
	s.commit(handlers.Outcome{Members: []people.Member{yes}})
	s.conflicts(handlers.Outcome{Members: []people.Member{no}})
}

func secondCase(t *testing.T, s store) {
	s.commit(handlers.Outcome{Cases: []cases.Case{openCase(1001, "M1", "txn:5")}})
	s.conflicts(handlers.Outcome{Cases: []cases.Case{openCase(1002, "M1", "txn:5")}})
	s.commit(handlers.Outcome{Cases: []cases.Case{openCase(1003, "M2", "txn:5"), openCase(1004, "M1", "txn:6")}})
	first, _, err := s.Case(s.ctx(), 1001)
	s.ok(err)
	s.ok(first.Resolve(cases.Resolution{Reason: "explained", Note: "ok", By: "U1", At: time.Now()}))
	s.commit(handlers.Outcome{Cases: []cases.Case{first}})
	s.commit(handlers.Outcome{Cases: []cases.Case{openCase(1005, "M1", "txn:5")}})
}

func reopenConflict(t *testing.T, s store) {
	old := openCase(1001, "M1", "txn:5")
	old.Status, old.Resolution = cases.Resolved, &cases.Resolution{Reason: "paid", At: time.Now()}
	s.commit(handlers.Outcome{Cases: []cases.Case{old, openCase(1002, "M1", "txn:5")}})
	read, _, err := s.Case(s.ctx(), 1001)
	s.ok(err)
	s.ok(read.Reopen(time.Now()))
	s.conflicts(handlers.Outcome{Cases: []cases.Case{read}})
}
