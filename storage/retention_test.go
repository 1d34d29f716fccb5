package storage_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/session"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// hands is a clock that is set by hand.
type hands struct{ at time.Time }

func (h *hands) Now() time.Time              { return h.at }
func (h *hands) Machine() time.Time          { return h.at }
func (h *hands) Shift(t time.Time) time.Time { return t }
func (h *hands) days(n int)                  { h.at = h.at.AddDate(0, 0, n) }
func (h *hands) retention() storage.Retention {
	return storage.Retention{Messages: 90 * day, Cases: 365 * day, People: 90 * day, Audit: 730 * day}
}

const day = 24 * time.Hour

// openWithHands opens a database whose clock stands at nine of 2026-01-05 until it is set.
func openWithHands(t *testing.T, url string) (*storage.DB, *hands) {
	t.Helper()
	clock := &hands{time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)}
	db, err := storage.Open(t.Context(), url, storage.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db, clock
}

// What is older than its class is kept goes, in batches; what a hold keeps
// stays until it is released; the audit trail tells how much is gone, and where
// it was cut, and stays whole.
func TestWhatIsOldIsForgotten(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db, clock := openWithHands(t, fresh(t))
		ok := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		const messages = 600 // more than a batch
		var events []inbox.Event
		for i := range messages {
			events = append(events, message(fmt.Sprint("k", i), "tg:1"))
		}
		_, err := db.AddEvents(t.Context(), events)
		ok(err)
		for i := range messages {
			ev, err := db.NextEvents(t.Context(), clock.at, nil, 1)
			ok(err)
			out := handlers.Outcome{Audit: []handlers.Audit{{Actor: "tg:1", Action: "said", Subject: "member:1"}}}
			if i < 2 {
				id := int64(1001 + i)
				out.Cases = []cases.Case{{ID: id, MerchantID: fmt.Sprint("M", i), Subject: "account", Status: cases.Resolved,
					Resolution: &cases.Resolution{Reason: "explained", At: clock.at}, Watchers: []cases.Watcher{{Chat: int64(i + 1), User: int64(i + 1), Name: "n"}}}}
				out.Entries = []cases.Entry{{CaseID: id, Who: "merchant", What: "opened", At: clock.at}}
				out.Runs = []handlers.Run{{Playbook: "retrieval", Version: 1, MerchantID: fmt.Sprint("M", i), User: int64(i + 1), Begun: clock.at, Ended: clock.at, How: "solved"}}
				out.Session = &session.Session{Chat: int64(i + 1), User: int64(i + 1), UpdatedAt: clock.at}
				out.Send = []outbox.Item{outbox.New(fmt.Sprint("tg:", i+1), outbox.Repeatable, outbox.TelegramSend, outbox.TelegramMessage{Chat: 1})}
			}
			ok(db.Commit(t.Context(), ev[0], out))
		}
		claimed, err := db.ClaimJob(t.Context(), "summary", "M1:2026-01-04", nil)
		if err != nil || !claimed {
			t.Fatal(claimed, err)
		}
		ok(db.PutHold(t.Context(), storage.LegalHold{Subject: "merchant:M1", Reason: "court order", By: "cli"}))
		_, err = db.AddEvents(t.Context(), []inbox.Event{message("waits", "tg:1")})
		ok(err)

		counts := func() string {
			t.Helper()
			tables, err := db.Tables(t.Context())
			ok(err)
			var b strings.Builder
			for _, table := range tables {
				switch table.Name {
				case "inbox", "outbox", "sessions", "cases", "case_entries", "case_watchers", "jobs", "playbook_runs":
					fmt.Fprintf(&b, "%s %d ", table.Name, table.Rows)
				}
			}
			return strings.TrimSpace(b.String())
		}
		forget := func(want string, gone ...string) {
			t.Helper()
			all, err := db.Forget(t.Context(), clock.retention())
			ok(err)
			told := fmt.Sprint(all)
			for _, g := range gone {
				if !strings.Contains(told, g) {
					t.Errorf("forgotten: %s, not %s", told, g)
				}
			}
			if got := counts(); got != want {
				t.Errorf("left:\n%s\nwant:\n%s", got, want)
			}
			if _, err := db.VerifyAudit(t.Context()); err != nil {
				t.Error(err)
			}
		}
		full := "case_entries 2 case_watchers 2 cases 2 inbox 601 jobs 1 outbox 2 playbook_runs 2 sessions 2"
		clock.days(89)
		forget(full)
		clock.days(2) // what waits, to be worked or to be sent, is never old; the second person's dialogue is in a held case
		forget("case_entries 2 case_watchers 2 cases 2 inbox 1 jobs 0 outbox 2 playbook_runs 1 sessions 1", "600 messages in", "1 jobs", "1 dialogues")
		clock.days(300)
		forget("case_entries 1 case_watchers 1 cases 1 inbox 1 jobs 0 outbox 2 playbook_runs 1 sessions 1", "1 cases")
		clock.days(400) // the audit trail is cut where the hold begins
		forget("case_entries 1 case_watchers 1 cases 1 inbox 1 jobs 0 outbox 2 playbook_runs 1 sessions 1", "600 audit lines")
		ok(db.EndHold(t.Context(), "merchant:M1", "cli"))
		forget("case_entries 0 case_watchers 0 cases 0 inbox 1 jobs 0 outbox 2 playbook_runs 0 sessions 0", "1 cases")
		c, err := db.VerifyAudit(t.Context())
		ok(err)
		if c.First <= messages || c.Rows < c.First {
			t.Errorf("the trail: %+v", c)
		}
		var log []string
		ok(db.AuditLog(t.Context(), func(r storage.AuditRow) error {
			log = append(log, r.Action+" "+r.Subject+" "+r.Detail)
			return nil
		}))
		if !strings.Contains(strings.Join(log, "\n"), "retention cases 1 cases, 1 lines of their history") {
			t.Errorf("the trail tells:\n%s", strings.Join(log, "\n"))
		}
	})
}
