package storage_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// noted are the tables in which a restore notes itself, and those that a kind of
// database keeps of itself.
var noted = []string{"audit", "counters", "inbox", "meta", "outbox", "sqlite_sequence", "goose_db_version", "processes"}

// A backup of either kind of database comes back as either kind: the same in
// every table and the same answers, with what waited held, and numbers that were
// given out are not given out again.
func TestABackupComesBackAsEitherKind(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db := lawBooks(t, fresh(t))
		for _, f := range smallFiles() {
			bring(t, db, f, storage.ImportOptions{Began: benchNow})
		}
		if err := db.Queue(t.Context(), []outbox.Item{say(1, "x"), say(2, "y")}); err != nil {
			t.Fatal(err)
		}
		if _, err := db.AddEvents(t.Context(), []inbox.Event{message("a", "tg:1")}); err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		file := filepath.Join(dir, "night.backup")
		m, err := db.Backup(t.Context(), file, "test")
		if err != nil {
			t.Fatal(err)
		}
		want := ends(t, db)
		testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
			temporary := t.TempDir()
			t.Setenv("TMPDIR", temporary)
			url := fresh(t)
			r, err := storage.Restore(t.Context(), url, file, storage.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if r.Pending != 2 || r.Hold.Events != 1 || r.Aside != "" {
				t.Errorf("restored: %d messages, %d events, aside %q", r.Pending, r.Hold.Events, r.Aside)
			}
			again := lawBooks(t, url)
			if diff := cmp.Diff(want, ends(t, again)); diff != "" {
				t.Errorf("-before +restored:\n%s", diff)
			}
			sameRows(t, again, m)
			if waiting, err := again.NextItems(t.Context(), time.Now(), "", nil, 5); err != nil || len(waiting) != 0 {
				t.Errorf("%v waits to be sent, %v", lanesOf(waiting), err)
			}
			if _, err := again.VerifyAudit(t.Context()); err != nil {
				t.Error(err)
			}
			if err := again.Queue(t.Context(), []outbox.Item{say(3, "z")}); err != nil {
				t.Fatal(err)
			}
			if state, _, err := again.ItemState(t.Context(), 1_000_003); err != nil || state != "queued" {
				t.Errorf("the number of the next message is not beyond those that were given out: %q, %v", state, err)
			}
			if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
		if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
			t.Errorf("left behind beside the backup: %v, %v", left, err)
		}
	})
}

// sameRows holds a database against the manifest of the backup that it was restored from.
func sameRows(t *testing.T, db *storage.DB, m storage.Manifest) {
	t.Helper()
	tables, err := db.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same := 0
	for _, was := range m.Tables {
		if slices.Contains(noted, was.Name) {
			continue
		}
		if !slices.Contains(tables, was) {
			t.Errorf("table %s does not hold the %d rows of the backup", was.Name, was.Rows)
		}
		same++
	}
	if same < 40 {
		t.Errorf("%d tables are compared", same)
	}
}

// A server's database is filled once: not from a damaged backup, not while
// somebody serves from it, and not where something is in it already.
func TestABackupComesToAnEmptyServerAlone(t *testing.T) {
	testdb.NeedsPostgres(t)
	dir := t.TempDir()
	db := open(t, filepath.Join(dir, "m.db"))
	if _, err := db.AddEvents(t.Context(), []inbox.Event{message("a", "tg:1")}); err != nil {
		t.Fatal(err)
	}
	good, bad := filepath.Join(dir, "good.backup"), filepath.Join(dir, "bad.backup")
	if _, err := db.Backup(t.Context(), good, "test"); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	url := testdb.Postgres(t)
	for _, at := range []int{100, len(text) / 2, len(text) - 4} {
		if err := os.WriteFile(bad, text[:at], 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := storage.Restore(t.Context(), url, bad, storage.Options{})
		if _, ok := errors.AsType[*storage.BadBackupError](err); !ok {
			t.Errorf("cut at %d: %v", at, err)
		}
	}
	server := open(t, url) // still empty: it is made now
	_, leave, err := server.Serve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storage.Restore(t.Context(), url, good, storage.Options{}); !errors.Is(err, storage.ErrServed) {
		t.Errorf("while it is served: %v", err)
	}
	if err := leave(); err != nil {
		t.Fatal(err)
	}
	if _, err := storage.Restore(t.Context(), url, good, storage.Options{}); err != nil {
		t.Fatal(err)
	}
	before, err := server.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storage.Restore(t.Context(), url, good, storage.Options{}); !errors.Is(err, storage.ErrNotEmpty) || !strings.Contains(err.Error(), "name one that has nothing in it") {
		t.Errorf("a second time: %v", err)
	}
	if after, err := server.Tables(t.Context()); err != nil || !slices.Equal(before, after) {
		t.Errorf("the refused restore changed something: %v\n%s", err, cmp.Diff(before, after))
	}
}
