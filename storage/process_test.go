package storage

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"moneytrail/storage/testdb"
)

// A process that gives no sign while its connection stands, as one that is
// stopped, is cut off: before another one has its role it is not sure of its
// claims any more, and when it goes on it learns that they are lost. What it
// holds open ends, so that the others can write.
func TestAProcessThatGivesNoSignIsCutOff(t *testing.T) {
	testdb.NeedsPostgres(t)
	url := testdb.Postgres(t)
	a, b := openAt(t, url), openAt(t, url)
	held, release, err := a.Serve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = release() }()
	led := make(chan struct{})
	go func() {
		_ = a.Lead(held, Polling, func() {}, func(ctx context.Context) error {
			close(led)
			<-ctx.Done()
			return nil
		})
	}()
	<-led
	stillB, releaseB, err := b.Serve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = releaseB() }()

	inside, ended := make(chan struct{}), make(chan error, 1)
	s := a.process.Load()
	s.mu.Lock() // it says nothing from now on
	go func() {
		ended <- a.change(t.Context(), func(ctx context.Context, tx *tx) error { // nor does it end what it writes
			close(inside)
			<-held.Done()
			_, err := tx.exec(ctx, "UPDATE counters SET value = value")
			return err
		})
	}()
	<-inside
	began := time.Now()
	err = b.Lead(stillB, Polling, func() {}, func(ctx context.Context) error {
		if a.Sure() {
			t.Error("another one has its role, and it counts on its claims")
		}
		return b.Writable(ctx)
	})
	if err != nil {
		t.Errorf("the one that took over: %v", err)
	}
	t.Logf("taken over after %v", time.Since(began).Round(time.Millisecond))
	for !b.Sure() { // from one of its beats to the next, however long this machine takes
		if stillB.Err() != nil {
			t.Fatalf("who beats is not sure: %v", context.Cause(stillB))
		}
		time.Sleep(beatEvery)
	}
	s.mu.Unlock()
	<-held.Done()
	if cause := context.Cause(held); !errors.Is(cause, ErrClaimLost) {
		t.Errorf("it learns of %v", cause)
	}
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "is lost") {
		t.Errorf("what it was writing ended with %v", err)
	}
}

// A claim that takes long, as one does in a large backlog, holds up no beat.
func TestALongClaimHoldsUpNoBeat(t *testing.T) {
	testdb.NeedsPostgres(t)
	db := openAt(t, testdb.Postgres(t))
	held, release, err := db.Serve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = release() }()
	beats := func() (n int) {
		if err := db.reads().row(t.Context(), "SELECT beat FROM processes").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	claimed := make(chan error, 1)
	err = db.change(t.Context(), func(ctx context.Context, tx *tx) error {
		if _, err := tx.exec(ctx, "LOCK TABLE outbox"); err != nil {
			return err
		}
		go func() {
			_, err := db.NextItems(t.Context(), time.Now(), "", nil, 5)
			claimed <- err
		}()
		for waits := 0; waits == 0; { // the claim does
			if err := tx.row(ctx, "SELECT COUNT(*) FROM pg_locks WHERE relation = CAST('outbox' AS regclass) AND NOT granted").Scan(&waits); err != nil {
				return err
			}
		}
		for first := beats(); beats() < first+4; time.Sleep(beatEvery / 5) {
			if held.Err() != nil {
				return context.Cause(held)
			}
		}
		return nil
	})
	if err != nil {
		t.Errorf("while it claimed: %v", err)
	}
	if err := <-claimed; err != nil {
		t.Error(err)
	}
}

// Numbers of roles are below zero and those of processes above: they have no lock in common.
func TestRolesAndProcessesHaveLocksOfTheirOwn(t *testing.T) {
	seen := map[int64]Role{}
	for _, role := range []Role{Polling, Housekeeping, "folder A", "folder B", ""} {
		n := role.number()
		if n >= 0 || n < -1<<31 || seen[n] != "" {
			t.Errorf("%q has %d, as has %q", role, n, seen[n])
		}
		seen[n] = role
	}
}
