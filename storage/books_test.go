package storage_test

import (
	"testing"

	"moneytrail/storage"
	"moneytrail/storage/storagetest"
	"moneytrail/storage/testdb"
)

func TestBooks(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		storagetest.Books(t, func(t *testing.T) storagetest.Place {
			url := fresh(t)
			return func(o storage.Options) *storage.DB {
				db, err := storage.Open(t.Context(), url, o)
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = db.Close() })
				return db
			}
		})
	})
}
