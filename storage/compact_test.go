package storage_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"moneytrail/handlers/inbox"
	"moneytrail/storage/testdb"
)

// While somebody reads from before an erasure, rewriting the tables would take
// along what was erased: it waits for them, and is refused when they do not end.
func TestWhatIsErasedIsGoneForThoseWhoStillRead(t *testing.T) {
	testdb.NeedsPostgres(t)
	url := testdb.Postgres(t)
	db := open(t, url)
	said := message("k1", "tg:5000000001")
	said.Telegram.Text = "the window table"
	if _, err := db.AddEvents(t.Context(), []inbox.Event{said}); err != nil {
		t.Fatal(err)
	}
	reader, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = reader.Close(context.WithoutCancel(t.Context())) }()
	does := func(statement string) {
		t.Helper()
		if _, err := reader.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	does("BEGIN ISOLATION LEVEL REPEATABLE READ")
	does("SELECT 1")
	if _, err := db.Erase(t.Context(), 5000000001, "cli"); err != nil {
		t.Fatal(err)
	}

	for within := 300 * time.Millisecond; ; within *= 2 { // where it had no time to come so far it has more
		short, cancel := context.WithTimeout(t.Context(), within)
		err := db.Compact(short)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("with a reader from before: %v", err)
		}
		if strings.Contains(err.Error(), "still read what was deleted") {
			break
		}
		if within > time.Minute {
			t.Fatalf("it does not say who keeps it waiting: %v", err)
		}
	}
	ended := make(chan error, 1)
	time.AfterFunc(300*time.Millisecond, func() {
		_, err := reader.Exec(context.WithoutCancel(t.Context()), "COMMIT")
		ended <- err
	})
	if err := db.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	for where, text := range testdb.Kept(t, url) {
		if bytes.Contains(text, []byte("window table")) {
			t.Errorf("%s still tell it", where)
		}
	}
}
