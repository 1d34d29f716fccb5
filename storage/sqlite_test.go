package storage_test

import (
	"os"
	"path/filepath"
	"testing"

	"moneytrail/storage"
	"moneytrail/storage/storagetest"
)

func TestSQLite(t *testing.T) {
	empty := emptyDatabase(t)
	storagetest.Run(t, func(t *testing.T) *storage.DB {
		path := filepath.Join(t.TempDir(), "moneytrail.db")
		if err := os.WriteFile(path, empty, 0o600); err != nil {
			t.Fatal(err)
		}
		return open(t, path)
	})
}

// emptyDatabase gives the bytes of a database that has its schema and nothing
// else: a story that begins with a copy need not build it again.
func emptyDatabase(t *testing.T) []byte {
	t.Helper()
	db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "empty.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(db.Path())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// open opens a database that is closed when the test ends.
func open(t *testing.T, path string) *storage.DB {
	t.Helper()
	db, err := storage.Open(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
