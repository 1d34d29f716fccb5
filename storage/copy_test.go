package storage_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/inbox"
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

// A backup of a server is a backup like any other: it is restored into a file.
func TestABackupOfAServer(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db := lawBooks(t, fresh(t))
		for _, f := range smallFiles() {
			bring(t, db, f, storage.ImportOptions{Began: benchNow})
		}
		dir := t.TempDir()
		file := filepath.Join(dir, "night.backup")
		if _, err := db.Backup(t.Context(), file, "test"); err != nil {
			t.Fatal(err)
		}
		if _, err := storage.Restore(t.Context(), filepath.Join(dir, "m.db"), file, storage.Options{}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(ends(t, db), ends(t, lawBooks(t, filepath.Join(dir, "m.db")))); diff != "" {
			t.Errorf("-before +restored:\n%s", diff)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 6 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	})
}
