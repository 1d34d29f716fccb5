package storage_test

import (
	"os"
	"testing"

	"moneytrail/storage"
	"moneytrail/storage/storagetest"
	"moneytrail/storage/testdb"
)

func TestSQLite(t *testing.T) {
	empty := emptyDatabase(t)
	storagetest.Run(t, func(t *testing.T) *storage.DB {
		path := testdb.SQLite(t)
		if err := os.WriteFile(path, empty, 0o600); err != nil {
			t.Fatal(err)
		}
		return open(t, path)
	})
}

func TestPostgres(t *testing.T) {
	testdb.NeedsPostgres(t)
	storagetest.Run(t, func(t *testing.T) *storage.DB { return open(t, testdb.Postgres(t)) })
}

// emptyDatabase gives the bytes of a database that has its schema and nothing
// else: a story that begins with a copy need not build it again.
func emptyDatabase(t *testing.T) []byte {
	t.Helper()
	db, err := storage.Open(t.Context(), testdb.SQLite(t), storage.Options{})
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
func open(t *testing.T, url string) *storage.DB {
	t.Helper()
	db, err := storage.Open(t.Context(), url, storage.Options{})
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
