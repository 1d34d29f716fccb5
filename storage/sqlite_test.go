package storage_test

import (
	"path/filepath"
	"testing"

	"moneytrail/storage"
	"moneytrail/storage/storagetest"
)

func TestSQLite(t *testing.T) {
	storagetest.Run(t, func(t *testing.T) *storage.DB {
		return open(t, filepath.Join(t.TempDir(), "moneytrail.db"))
	})
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
