package metrics

import (
	"context"
	"errors"
	"net/http/httptest"
	"regexp"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
	"moneytrail/storage"
)

type store struct {
	asked int
	err   error
}

func (s *store) Figures(context.Context) (storage.Figures, error) {
	s.asked++
	now := time.Now()
	return storage.Figures{Backlog: storage.Backlog{Events: 3, OldestEvent: now.Add(-time.Minute), Held: 2},
		ItemsOf: map[string]int{"tg": 4, "slack": 0}, Cases: map[string]int{"open": 5}, HeldSince: now, BacksUp: true, Backups: 3, NewestBackup: now.Add(-time.Hour),
		Promises: storage.Promises{Due: 6, Broken: 1}, Sources: []trail.Freshness{{Source: "icbc", Kind: "bank", Covers: calendar.DateOf(now) - 2, Imported: now.Add(-time.Hour)}}}, s.err
}

func (s *store) Playbooks(context.Context, time.Time) ([]inbox.Walks, error) {
	return []inbox.Walks{{Playbook: "retrieval", Started: 7, Solved: 2, Case: 1, Left: 3, LeftAt: []inbox.StepCount{{Step: "slip", Count: 3}}, Contradicted: 1}}, s.err
}

func (s *store) Roles() map[storage.Role]bool {
	return map[storage.Role]bool{storage.Polling: true, storage.Housekeeping: false, "folder K3": true}
}

func (s *store) Processes() int { return 2 }

type clock struct{}

func (clock) Now() time.Time { return time.Now() }

type flaky struct{ err error }

func (f *flaky) Turn(context.Context, inbox.Event) (handlers.Outcome, error) {
	if f.err == nil {
		panic("poison")
	}
	return handlers.Outcome{}, f.err
}

func (f *flaky) Deliver(context.Context, outbox.Item, outbox.Anchors) (outbox.Anchor, error) {
	return outbox.Anchor{}, f.err
}

// What fails is counted by its reason, a panic too; figures are read once in ten
// seconds, and when the database does not answer that is what is told.
func TestWhatIsCounted(t *testing.T) {
	s, f := &store{}, &flaky{err: errors.New("locked")}
	m := New(s, clock{}, "v1", func() map[string]bool { return map[string]bool{"slack": false} })
	desk, net := m.Desk(f), m.Network("tg", f)
	ev := inbox.Event{Network: inbox.Telegram, Kind: inbox.Message}
	_, _ = desk.Turn(t.Context(), ev)
	f.err = &outbox.Error{Code: "blocked", Err: errors.New("403")}
	_, _ = net.Deliver(t.Context(), outbox.Item{}, nil)
	f.err = nil
	_, _ = net.Deliver(t.Context(), outbox.Item{}, nil)
	func() {
		defer func() { _ = recover() }()
		_, _ = desk.Turn(t.Context(), ev)
	}()
	read := func() string {
		t.Helper()
		w := httptest.NewRecorder()
		m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
		if w.Code != 200 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		return w.Body.String()
	}
	for _, text := range []string{read(), read()} {
		for _, want := range []string{`turn_seconds_count\{kind="message",network="telegram",result="error"\} 1`, `turn_seconds_count\{kind="message",network="telegram",result="panic"\} 1`,
			`sends_total\{network="tg",result="blocked"\} 1`, `sends_total\{network="tg",result="sent"\} 1`, `inbox_events 3`, `inbox_oldest_seconds 6\d`,
			`outbox_items\{network="tg"\} 4`, `outbox_held 2`, `sending_held 1`, `cases\{status="open"\} 5`, `promises_due 6`, `backups 3`, `backup_age_seconds 36\d\d`, `promises_broken 1`,
			`source_behind_days\{kind="bank",source="icbc"\} 2`, `playbook_walks\{end="solved",playbook="retrieval"\} 2`,
			`playbook_walks\{end="on",playbook="retrieval"\} 1`, `playbook_left\{playbook="retrieval",step="slip"\} 3`, `playbook_contradicted\{playbook="retrieval"\} 1`,
			`part_up\{part="slack"\} 0`, `processes 2`, `role\{role="polling"\} 1`, `role\{role="housekeeping"\} 0`, `role\{role="folder"\} 1`, `database_up 1`, `build_info\{go="[^"]+",version="v1"\} 1`} {
			if !regexp.MustCompile(`(?m)^moneytrail_` + want).MatchString(text) {
				t.Errorf("no %s in\n%s", want, text)
			}
		}
	}
	if s.asked != 1 {
		t.Errorf("the store was asked %d times for two readings", s.asked)
	}
	s = &store{err: errors.New("disk I/O error")}
	m = New(s, clock{}, "v1", func() map[string]bool { return nil })
	if text := read(); !regexp.MustCompile(`(?m)^moneytrail_database_up 0`).MatchString(text) || regexp.MustCompile(`inbox_events`).MatchString(text) {
		t.Errorf("a database that does not answer:\n%s", text)
	}
}
