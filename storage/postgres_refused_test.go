package storage_test

import (
	"fmt"
	"net"
	"net/url"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// A server that cannot be used is refused in words that an operator can act on,
// and without the password.
func TestAServerThatCannotBeUsedIsNamed(t *testing.T) {
	testdb.NeedsPostgres(t)
	good, err := url.Parse(testdb.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	reader := "reader_" + strings.ToLower(good.Query().Get("search_path")[6:16])
	do := func(statement string) {
		t.Helper()
		c, err := pgx.Connect(t.Context(), good.String())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = c.Close(t.Context()) }()
		if _, err := c.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	do("CREATE ROLE " + reader + " LOGIN")
	do(fmt.Sprintf("GRANT USAGE ON SCHEMA %s TO %s", good.Query().Get("search_path"), reader))
	for name, c := range map[string]struct {
		change func(u *url.URL)
		want   string
	}{
		"nobody listens":   {func(u *url.URL) { u.Host = closed.Addr().String() }, "the server is not reached"},
		"no such database": {func(u *url.URL) { u.Path = "/nonesuch" }, "the server has no such database: create it"},
		"no such user":     {func(u *url.URL) { u.User = url.UserPassword("nobody_of_the_test", "geheim") }, "the server"},
		"it may only read": {func(u *url.URL) { u.User = url.UserPassword(reader, "geheim") }, "the user has not the rights"},
		"takes no writes": {func(u *url.URL) {
			q := u.Query()
			q.Set("default_transaction_read_only", "on")
			u.RawQuery = q.Encode()
		}, "the server takes no writes"},
	} {
		t.Run(name, func(t *testing.T) {
			u := *good
			u.User = url.UserPassword(good.User.Username(), "geheim")
			c.change(&u)
			db, err := storage.Open(t.Context(), u.String(), storage.Options{})
			if err == nil {
				t.Fatal(db.Close(), "it was opened")
			}
			if !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "geheim") || strings.Contains(err.Error(), "\n") {
				t.Errorf("%v", err)
			}
		})
	}
	do(fmt.Sprintf("REVOKE ALL ON SCHEMA %s FROM %s", good.Query().Get("search_path"), reader))
	do("DROP ROLE " + reader)
}
