package storage_test

import (
	"path/filepath"
	"testing"

	"moneytrail/storage"
	"moneytrail/storage/storagetest"
)

func TestSQLiteBooks(t *testing.T) {
	storagetest.Books(t, func(t *testing.T) storagetest.Place {
		path := filepath.Join(t.TempDir(), "books.db")
		return func(o storage.Options) *storage.DB {
			db, err := storage.Open(t.Context(), path, o)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			return db
		}
	})
}
