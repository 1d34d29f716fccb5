package storage_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// Everything goes into another database and back: the same rows in every table,
// the same answers, and numbers go on where they were.
func TestACopyIsTheSameDatabase(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		first := lawBooks(t, testdb.SQLite(t))
		for _, f := range smallFiles() {
			bring(t, first, f, storage.ImportOptions{Began: benchNow})
		}
		if _, err := first.AddEvents(t.Context(), []inbox.Event{message("a", "tg:1"), message("b", "tg:2")}); err != nil {
			t.Fatal(err)
		}
		want := ends(t, first)
		from := first
		for range 2 { // there and back
			to := lawBooks(t, fresh(t))
			moved, err := from.CopyTo(t.Context(), to)
			if err != nil {
				t.Fatal(err)
			}
			rows := map[string]int64{}
			for _, table := range moved {
				rows[table.Name] = table.Rows
			}
			if rows["inbox"] != 2 || rows["transactions"] == 0 || rows["bank_entries"] == 0 {
				t.Errorf("copied %v", rows)
			}
			if diff := cmp.Diff(want, ends(t, to)); diff != "" {
				t.Errorf("-before +copied:\n%s", diff)
			}
			if _, err := from.CopyTo(t.Context(), to); !errors.Is(err, storage.ErrNotEmpty) {
				t.Errorf("copied over something: %v", err)
			}
			from, fresh = to, func(t *testing.T) string { return testdb.SQLite(t) }
		}
		if n, err := from.AddEvents(t.Context(), []inbox.Event{message("c", "tg:3"), message("a", "tg:1")}); n != 1 || err != nil {
			t.Errorf("added %d, %v", n, err)
		}
		bring(t, from, benchFile{"again", smallFiles()[1].text + "\n"}, storage.ImportOptions{Began: benchNow})
	})
}

// What processes of a server had claimed is nobody's in a copy of it, and in
// what its backup is restored to.
func TestACopyHasNoClaims(t *testing.T) {
	c := newCrew(t)
	server := c.joins()
	if err := server.Queue(t.Context(), []outbox.Item{say(1, "x"), say(2, "y")}); err != nil {
		t.Fatal(err)
	}
	if _, err := server.AddEvents(t.Context(), []inbox.Event{message("a", "tg:1"), message("b", "tg:2")}); err != nil {
		t.Fatal(err)
	}
	if len(c.items(server)) != 2 || len(c.events(server)) != 2 {
		t.Fatal("nothing is claimed")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "night.backup")
	if _, err := server.Backup(t.Context(), file, "test"); err != nil {
		t.Fatal(err)
	}
	restored := filepath.Join(dir, "restored.db")
	if _, err := storage.Restore(t.Context(), restored, file, storage.Options{}); err != nil {
		t.Fatal(err)
	}
	for name, url := range map[string]string{"file": testdb.SQLite(t), "server": testdb.Postgres(t), "backup": restored} {
		t.Run(name, func(t *testing.T) {
			db := open(t, url)
			if name != "backup" {
				if _, err := server.CopyTo(t.Context(), db); err != nil {
					t.Fatal(err)
				}
			} else if _, err := db.Release(t.Context(), true); err != nil {
				t.Fatal(err)
			}
			_, release, err := db.Serve(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = release() }()
			if err := db.Recover(t.Context()); err != nil {
				t.Fatal(err)
			}
			waiting, err := db.NextItems(t.Context(), time.Now(), "", nil, 5)
			if err != nil || len(waiting) != 2 {
				t.Fatalf("there waits %v, %v", lanesOf(waiting), err)
			}
			if err := db.Sending(t.Context(), waiting[0].ID); err != nil {
				t.Error(err)
			}
			if err := db.Sent(t.Context(), waiting[0], outbox.Anchor{}); err != nil {
				t.Error(err)
			}
			if err := db.Unreachable(t.Context(), 2, true); err != nil {
				t.Error(err)
			}
			for i, want := range []string{"sent", "failed"} {
				if state, _, err := db.ItemState(t.Context(), waiting[i].ID); state != want || err != nil {
					t.Errorf("%s is %q, not %q, %v", waiting[i].Lane, state, want, err)
				}
			}
		})
	}
}
