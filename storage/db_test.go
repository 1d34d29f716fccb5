package storage_test

import (
	"path/filepath"
	"testing"

	"moneytrail/storage"
)

func TestOpenTwice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?c#%.db")
	for range 2 {
		db, err := storage.Open(t.Context(), path, storage.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Ping(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
