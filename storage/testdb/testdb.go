// Package testdb gives tests databases of their own, on every kind that the
// product knows.
package testdb

import (
	"context"
	"crypto/rand"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// variable names the server that tests may make schemas on, as an address of PostgreSQL.
const variable = "MONEYTRAIL_TEST_POSTGRES"

// OnEach runs a test on every kind of database. fresh gives the address of one
// that is empty, and gone when the test ends.
func OnEach(t *testing.T, test func(t *testing.T, fresh func(t *testing.T) string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, func(t *testing.T) string { return SQLite(t) }) })
	t.Run("postgres", func(t *testing.T) {
		NeedsPostgres(t)
		test(t, func(t *testing.T) string { return Postgres(t) })
	})
}

// HasPostgres tells whether there is a server for tests.
func HasPostgres() bool { return os.Getenv(variable) != "" }

// NeedsPostgres skips a test where there is no server.
func NeedsPostgres(t testing.TB) {
	t.Helper()
	if !HasPostgres() {
		t.Skipf("%s names no PostgreSQL server, such as postgres://user@127.0.0.1:5432/database", variable)
	}
}

// In gives the address of an empty database for a story: on the server where
// there is one for tests, else a file in a folder.
func In(t testing.TB, folder string) string {
	t.Helper()
	if HasPostgres() {
		return Postgres(t)
	}
	return filepath.Join(folder, "moneytrail.db")
}

// SQLite gives the name of a file that is not there yet.
func SQLite(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "moneytrail.db")
}

// Postgres gives the address of a schema of its own, dropped when the test ends.
func Postgres(t testing.TB) string {
	t.Helper()
	server := os.Getenv(variable)
	at, err := url.Parse(server)
	if err != nil {
		t.Fatalf("%s is no address", variable)
	}
	name := "test_" + rand.Text()
	do := func(statement string) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		c, err := pgx.Connect(ctx, server)
		if err == nil {
			_, err = c.Exec(ctx, statement)
			_ = c.Close(ctx)
		}
		if err != nil {
			t.Errorf("%s: %v", statement, err)
		}
	}
	do(`CREATE SCHEMA "` + name + `"`)
	t.Cleanup(func() { do(`DROP SCHEMA "` + name + `" CASCADE`) })
	query := at.Query()
	query.Set("search_path", `"`+name+`"`)
	at.RawQuery = query.Encode()
	return at.String()
}
