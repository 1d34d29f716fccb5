package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// A process whose connection is cut no longer has its claim: it is told, and
// another one may serve.
func TestAClaimEndsWithItsConnection(t *testing.T) {
	testdb.NeedsPostgres(t)
	url := testdb.Postgres(t)
	first, second := open(t, url), open(t, url)
	held, release, err := first.Serve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	select {
	case <-held.Done():
		t.Fatalf("lost while nothing happened: %v", context.Cause(held))
	case <-time.After(3 * time.Second): // longer than a claim is left unasked
	}
	cutClaim(t, url)
	select {
	case <-held.Done():
	case <-time.After(time.Minute):
		t.Fatal("the connection is cut, and the process serves on")
	}
	if cause := context.Cause(held); !errors.Is(cause, storage.ErrClaimLost) {
		t.Errorf("told %v", cause)
	}
	_, again, err := second.Serve(t.Context())
	if err != nil {
		t.Fatalf("after the first lost its claim: %v", err)
	}
	for _, end := range []func() error{again, release} {
		if err := end(); err != nil {
			t.Error(err)
		}
	}
}

// cutClaim has the server end the connection that holds the claim of Serve.
func cutClaim(t *testing.T, url string) {
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(t.Context()) }()
	cut, err := c.Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
		AND objid = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())`)
	if err != nil || cut.RowsAffected() != 1 {
		t.Fatalf("%d connections cut, %v", cut.RowsAffected(), err)
	}
}
