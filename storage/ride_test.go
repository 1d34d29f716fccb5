package storage

import (
	"context"
	"errors"
	"testing"
	"time"

	"moneytrail/storage/testdb"
)

// busied makes commits frequent, however slow the disk is.
func busied(db *DB) {
	for i := range db.rides.commits {
		db.rides.commits[i] = time.Now().Add(time.Hour)
	}
}

// noted is a write that can be looked for.
func noted(key string, then error) func(context.Context, *tx) error {
	return func(ctx context.Context, t *tx) error {
		if _, err := t.exec(ctx, `INSERT INTO meta (key, value) VALUES (?, 'x')`, key); err != nil {
			return err
		}
		return then
	}
}

func isNoted(t *testing.T, db *DB, key string) bool {
	t.Helper()
	var n int
	if err := db.reads().row(t.Context(), `SELECT COUNT(*) FROM meta WHERE key = ?`, key).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n > 0
}

// beside writes while others wait to go with it, and gives what they were told;
// those that did not go write alone.
func beside(t *testing.T, db *DB, main func(context.Context, *tx) error, rides ...func(context.Context, *tx) error) (told []error, err error) {
	t.Helper()
	var all []*ride
	for _, fn := range rides {
		all = append(all, db.rides.wait(fn))
	}
	err = db.change(t.Context(), main)
	for _, r := range all {
		if db.rides.leave(r) {
			told = append(told, db.change(t.Context(), r.fn))
		} else {
			told = append(told, <-r.done)
		}
	}
	return told, err
}

func TestWritesGoWithTheCommitOfAnother(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		wrong := errors.New("wrong")
		for _, tc := range []struct {
			name  string
			main  error
			rides []func(context.Context, *tx) error
			told  []string
			noted map[string]bool
		}{
			{"all of them", nil, []func(context.Context, *tx) error{noted("a", nil), noted("b", nil)}, []string{"", ""}, map[string]bool{"main": true, "a": true, "b": true}},
			{"one fails", nil, []func(context.Context, *tx) error{noted("a", wrong), noted("b", nil)}, []string{"wrong", ""}, map[string]bool{"main": true, "a": false, "b": true}},
			{"one panics", nil, []func(context.Context, *tx) error{func(ctx context.Context, x *tx) error {
				_ = noted("a", nil)(ctx, x)
				panic("no")
			}, noted("b", nil)}, []string{"panic: no", ""}, map[string]bool{"main": true, "a": false, "b": true}},
			{"a statement of one fails", nil, []func(context.Context, *tx) error{func(ctx context.Context, x *tx) error {
				_, err := x.exec(ctx, `INSERT INTO nowhere (a) VALUES (?)`, 1)
				if err != nil {
					return wrong
				}
				return nil
			}, noted("b", nil)}, []string{"wrong", ""}, map[string]bool{"main": true, "b": true}},
			{"the other fails, and they write alone", wrong, []func(context.Context, *tx) error{noted("a", nil)}, []string{""}, map[string]bool{"main": false, "a": true}},
		} {
			t.Run(tc.name, func(t *testing.T) {
				db := openAt(t, fresh(t))
				busied(db)
				told, err := beside(t, db, noted("main", tc.main), tc.rides...)
				if !errors.Is(err, tc.main) {
					t.Errorf("the other was told %v", err)
				}
				for i, want := range tc.told {
					if got := told[i]; (got == nil) != (want == "") || got != nil && got.Error() != want {
						t.Errorf("%d was told %v, want %q", i, got, want)
					}
				}
				for key, want := range tc.noted {
					if got := isNoted(t, db, key); got != want {
						t.Errorf("%s is noted: %v", key, got)
					}
				}
			})
		}
	})
}

// A full disk may end the whole transaction in the middle of a write that goes with
// it: all are told so, and what comes after is not kept by itself.
func TestAWriteThatEndsTheTransactionIsToldToAll(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db := openAt(t, fresh(t))
		busied(db)
		full := errors.New("full")
		told, err := beside(t, db, noted("main", nil), func(ctx context.Context, x *tx) error {
			_, err := x.exec(ctx, "ROLLBACK")
			return errors.Join(full, err)
		}, noted("b", nil))
		if !errors.Is(err, full) || !errors.Is(told[0], full) || !errors.Is(told[1], full) {
			t.Errorf("told %v; the others %v", err, told)
		}
		for _, key := range []string{"main", "b"} {
			if isNoted(t, db, key) {
				t.Errorf("%s is noted", key)
			}
		}
		if err := db.changeSoon(t.Context(), noted("b", nil)); err != nil || !isNoted(t, db, "b") {
			t.Errorf("after that: %v", err)
		}
	})
}

// What goes with another write has the time that is left of that one's.
func TestAWriteWithoutTimeLeftTakesNoneWithIt(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db := openAt(t, fresh(t))
		busied(db)
		r := db.rides.wait(noted("a", nil))
		err := db.changeWithin(t.Context(), time.Millisecond, func(ctx context.Context, x *tx) error {
			<-ctx.Done()
			return noted("main", nil)(patient(ctx), x)
		})
		if err != nil || !isNoted(t, db, "main") {
			t.Errorf("the other was told %v", err)
		}
		if !db.rides.leave(r) {
			t.Errorf("it was told %v", <-r.done)
		}
	})
}

// Where nobody else writes, nobody waits for long, and what was written is on the
// disk: the sooner where commits are rare.
func TestAWriteThatMayWaitDoesNotWaitForever(t *testing.T) {
	db := openInside(t)
	for _, key := range []string{"rare", "frequent"} {
		if err := db.changeSoon(t.Context(), noted(key, nil)); err != nil || !isNoted(t, db, key) {
			t.Errorf("%s: %v", key, err)
		}
		busied(db)
	}
}
