package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// lying is a connection whose next COMMIT says that it failed, where it took or not.
type lying struct {
	link
	driver.Conn
	lies, takes bool
}

var errDisk = errors.New("disk I/O error")

func (l *lying) ExecContext(ctx context.Context, q string, args []driver.NamedValue) (driver.Result, error) {
	if q != "COMMIT" || !l.lies {
		return l.link.ExecContext(ctx, q, args)
	}
	if l.lies = false; !l.takes {
		q = "ROLLBACK"
	}
	if _, err := l.link.ExecContext(ctx, q, args); err != nil {
		return nil, err
	}
	return nil, errDisk
}

func (l *lying) Connect(context.Context) (driver.Conn, error) { return l, nil }
func (l *lying) Driver() driver.Driver                        { return nil }
func (l *lying) Close() error                                 { return nil }

// lies has the writer's next commit say that it failed.
func lies(t *testing.T, db *DB, takes bool) {
	t.Helper()
	own := db.write
	c, err := own.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l := &lying{lies: true, takes: takes}
	if err := c.Raw(func(dc any) error {
		l.link, l.Conn = dc.(link), dc.(driver.Conn)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	db.write = sql.OpenDB(l)
	db.write.SetMaxOpenConns(1)
	t.Cleanup(func() {
		_ = db.write.Close()
		_ = c.Close()
		db.write = own
	})
}

// An answer that was committed goes, once, whatever the commit says of itself; one that
// was not is handed over by the turn that is run again.
func TestACommitThatLiesAboutItselfKeepsNoAnswerBack(t *testing.T) {
	for _, took := range []bool{true, false} {
		c := &courier{}
		db, err := Open(t.Context(), filepath.Join(t.TempDir(), "m.db"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		db.HandTo("tg", c.room)
		ev := inbox.Event{Key: "tg:1:1", Lane: "tg:1", Network: inbox.Telegram, Kind: inbox.Message, Telegram: &inbox.TelegramEvent{Chat: 1}}
		if _, err := db.AddEvents(t.Context(), []inbox.Event{ev}); err != nil {
			t.Fatal(err)
		}
		ev.ID = 1
		answers := func() error {
			return db.Commit(t.Context(), ev, handlers.Outcome{Send: []outbox.Item{toChat("tg:1", "answer"), toChat("tg:1", "more")}})
		}
		lies(t, db, took)
		if err := answers(); !errors.Is(err, errDisk) {
			t.Fatalf("took %v: the commit says %v", took, err)
		}
		handed, left := 1, 0
		if !took {
			handed, left = 0, 1
		}
		if len(c.items) != handed || len(c.left) != left {
			t.Errorf("took %v: handed %v, left %v", took, c.items, c.left)
		}
		if err := answers(); err != nil { // the event is repeated
			t.Fatal(err)
		}
		if len(c.items) != 1 || len(c.left) != left {
			t.Errorf("took %v, repeated: handed %v, left %v", took, c.items, c.left)
		}
		if diff := cmp.Diff([]string{"tg:1 sending 1", "tg:1 queued 0"}, states(t, db)); diff != "" {
			t.Errorf("took %v (-want +got):\n%s", took, diff)
		}
	}
}
