package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
	"moneytrail/storage/testdb"
)

// openInside opens a file.
func openInside(t *testing.T) *DB {
	t.Helper()
	return openAt(t, testdb.SQLite(t))
}

func openAt(t *testing.T, url string) *DB {
	t.Helper()
	db, err := Open(t.Context(), url, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func mustExec(t *testing.T, p *sql.DB, q string, args ...any) {
	t.Helper()
	if _, err := p.ExecContext(t.Context(), q, args...); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
}

// SQLite: every connection of both pools has its pragmas, not only the first.
func TestPragmasOfEveryConnection(t *testing.T) {
	db := openInside(t)
	common := map[string]string{"busy_timeout": "10000", "foreign_keys": "1", "temp_store": "1", "trusted_schema": "0", "journal_mode": "wal"}
	check := func(pool *sql.DB, n int, extra map[string]string) {
		for range n {
			c, err := pool.Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = c.Close() }()
			for _, want := range []map[string]string{common, extra} {
				for pragma, value := range want {
					var got string
					if err := c.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != value {
						t.Errorf("%s is %s, want %s (%v)", pragma, got, value, err)
					}
				}
			}
		}
	}
	check(db.write, 1, map[string]string{"synchronous": "2", "secure_delete": "1", "cache_size": "-16384", "query_only": "0"})
	check(db.read, readers, map[string]string{"query_only": "1"})
}

func TestReadersCannotWrite(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db := openAt(t, fresh(t))
		if _, err := db.read.ExecContext(t.Context(), "DELETE FROM counters"); err == nil {
			t.Error("a reader wrote")
		}
	})
}

func TestSchemaOfTheFutureIsRefused(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		url := fresh(t)
		db := openAt(t, url)
		mustExec(t, db.write, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)")
		_, err := Open(t.Context(), url, Options{})
		if err == nil || !strings.Contains(err.Error(), "written by a newer version of moneytrail (schema 9999") {
			t.Errorf("got %v", err)
		}
	})
}

func TestOldSchemaUnderAServingProcessIsRefused(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		url := fresh(t)
		db := openAt(t, url)
		_, release, err := db.Serve(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = release() }()
		// Not by one step alone: the last may be one that is taken beside who serves.
		mustExec(t, db.write, "DELETE FROM goose_db_version WHERE version_id > 1")
		ctx, cancel := context.WithTimeout(t.Context(), time.Second) // a file's lock is waited for longer
		defer cancel()
		if _, err := Open(ctx, url, Options{}); !errors.Is(err, ErrServed) && !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the schema was changed under a serving process: %v", err)
		}
	})
}

// newer is the schema of a version to come, with one step more.
func newer(t *testing.T, step string) fs.FS {
	t.Helper()
	steps := fstest.MapFS{"0900_more.sql": {Data: []byte(step)}}
	own, err := fs.Glob(migrations, "migrations/postgres/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range own {
		text, err := fs.ReadFile(migrations, name)
		if err != nil {
			t.Fatal(err)
		}
		steps[path.Base(name)] = &fstest.MapFile{Data: text}
	}
	return steps
}

// On a server a newer version adds to the tables under those who serve, who go
// on; before a step that they could trip over it waits until they have ended.
// An older version refuses the schema of a newer one, also where it opened the
// database before.
func TestAnUpgradeOneProcessAtATime(t *testing.T) {
	testdb.NeedsPostgres(t)
	for name, c := range map[string]struct {
		step  string
		waits bool
	}{
		"a table more":        {besideMark + "CREATE TABLE more (id bigint)", false},
		"a column taken away": {"ALTER TABLE processes DROP COLUMN host", true},
	} {
		t.Run(name, func(t *testing.T) {
			url := testdb.Postgres(t)
			old, late := openAt(t, url), openAt(t, url)
			_, release, err := old.Serve(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			opened := make(chan error, 1)
			go func() {
				db, err := Open(t.Context(), url, Options{steps: newer(t, c.step)})
				if err == nil {
					err = db.Close()
				}
				opened <- err
			}()
			if c.waits {
				select {
				case err := <-opened:
					t.Fatalf("the tables changed under a process that serves: %v", err)
				case <-time.After(time.Second):
				}
				if err := release(); err != nil {
					t.Fatal(err)
				}
			}
			if err := <-opened; err != nil {
				t.Fatal(err)
			}
			if !c.waits {
				if err := old.Writable(t.Context()); err != nil {
					t.Errorf("the old one cannot go on: %v", err)
				}
				if err := release(); err != nil {
					t.Fatal(err)
				}
			}
			if _, _, err := late.Serve(t.Context()); err == nil || !strings.Contains(err.Error(), "written by a newer version") {
				t.Errorf("an old one that begins to serve: %v", err)
			}
			if _, err := Open(t.Context(), url, Options{}); err == nil || !strings.Contains(err.Error(), "written by a newer version") {
				t.Errorf("an old one that opens: %v", err)
			}
		})
	}
}

// A caller that gives up while its write runs does not harm the connection,
// and one that has given up before does not write at all.
func TestACancelledCallerDoesNotTearAWrite(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db := openAt(t, fresh(t))
		ctx, cancel := context.WithCancel(t.Context())
		err := db.change(ctx, func(ctx context.Context, tx *tx) error {
			cancel()
			_, err := addEvents(ctx, tx, []inbox.Event{{Key: "k", Lane: "l"}})
			return err
		})
		if err != nil {
			t.Errorf("the write was torn: %v", err)
		}
		if _, err := db.AddEvents(ctx, []inbox.Event{{Key: "k2", Lane: "l"}}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want Canceled", err)
		}
		if heads, err := db.NextEvents(t.Context(), time.Now(), nil, 9); len(heads) != 1 || err != nil {
			t.Errorf("%d events, %v", len(heads), err)
		}
	})
}

func TestAPanicGivesTheWriterBack(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db := openAt(t, fresh(t))
		func() {
			defer func() { _ = recover() }()
			_ = db.change(t.Context(), func(ctx context.Context, tx *tx) error {
				_, _ = addEvents(ctx, tx, []inbox.Event{{Key: "k", Lane: "l"}})
				panic("a bug")
			})
		}()
		if n, err := db.AddEvents(t.Context(), []inbox.Event{{Key: "k", Lane: "l"}}); n != 1 || err != nil {
			t.Errorf("added %d, %v", n, err)
		}
	})
}

// Each change behind the product's back is found, wherever in the trail it is.
func TestAuditFindsEveryMutation(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db := openAt(t, fresh(t))
		const rows = 40
		for i := range rows {
			if err := db.Audit(t.Context(), handlers.Audit{Actor: "tg:7", Action: "bind", Subject: fmt.Sprint("member:", i), Detail: "owner"}); err != nil {
				t.Fatal(err)
			}
		}
		for _, q := range []string{"UPDATE audit SET actor = 'nobody' WHERE id = 3", "DELETE FROM audit WHERE id = 3",
			"UPDATE audit SET actor = 'nobody', salt = '', digest = 'x', hash = 'y' WHERE id = 3"} {
			if _, err := db.write.ExecContext(t.Context(), q); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v", q, err)
			}
		}
		for _, trigger := range []string{"audit_no_update", "audit_no_delete"} {
			if _, file := db.dialect.(*sqliteFile); !file {
				trigger += " ON audit"
			}
			mustExec(t, db.write, "DROP TRIGGER "+trigger)
		}
		known := func() string { // the true digest of each line, as who takes a line's words away in secret would keep it
			when := "CASE id"
			if err := db.AuditLog(t.Context(), func(r AuditRow) error {
				when += fmt.Sprintf(" WHEN %d THEN '%s'", r.ID, auditDigest(r.salt, r.Audit))
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			return when + " END"
		}
		mutations := []string{
			"UPDATE audit SET actor = actor || 'x' WHERE id = ?1",
			"UPDATE audit SET action = 'approve' WHERE id = ?1",
			"UPDATE audit SET subject = 'member:999' WHERE id = ?1",
			"UPDATE audit SET detail = '' WHERE id = ?1",
			"UPDATE audit SET at = at + 1 WHERE id = ?1",
			"UPDATE audit SET event = event + 1 WHERE id = ?1",
			"UPDATE audit SET hash = upper(hash) WHERE id = ?1",
			"UPDATE audit SET action = action || subject, subject = '' WHERE id = ?1", // text moved over a border
			"DELETE FROM audit WHERE id = ?1",
			"DELETE FROM audit WHERE id >= ?1",
			"INSERT INTO audit SELECT 41, at, event, actor, action, subject, detail, salt, digest, hash FROM audit WHERE id = ?1",
			"UPDATE audit SET actor = 'person:1', digest = 'x', salt = '' WHERE id = ?1", // a person taken out of it
			"UPDATE audit SET actor = 'person:1', digest = " + known() + ", salt = '' WHERE id = ?1",
			"UPDATE audit SET salt = salt || '0' WHERE id = ?1",
			`UPDATE audit SET (at, event, actor, action, subject, detail, salt, hash) = (
				SELECT at, event, actor, action, subject, detail, salt, hash FROM kept
				WHERE kept.id = CASE audit.id WHEN ?1 THEN ?1 % 40 + 1 ELSE ?1 END)
				WHERE id IN (?1, ?1 % 40 + 1)`, // two rows change places
		}
		r := rand.New(rand.NewPCG(3, 4))
		mustExec(t, db.write, "CREATE TEMP TABLE kept AS SELECT * FROM audit")
		undo := errors.New("undo")
		for range 1000 {
			q, at := mutations[r.IntN(len(mutations))], 1+r.IntN(rows)
			err := db.change(t.Context(), func(ctx context.Context, tx *tx) error {
				if _, err := tx.exec(ctx, strings.ReplaceAll(q, "?1", strconv.Itoa(at))); err != nil {
					return err
				}
				if _, err := verifyAudit(ctx, tx); !tampered(err) {
					return fmt.Errorf("not found: %v", err)
				}
				return undo
			})
			if !errors.Is(err, undo) {
				t.Fatalf("%s at %d: %v", q, at, err)
			}
		}
		if head, err := db.VerifyAudit(t.Context()); err != nil || head.Rows != rows {
			t.Errorf("restored: %+v, %v", head, err)
		}
	})
}

func tampered(err error) bool {
	_, ok := errors.AsType[*TamperedError](err)
	return ok
}

// SQLite's planner can be asked: the heads of the lanes come from the index of what is open, not from a look
// at all that was ever received or sent.
func TestQueuesAreReadThroughTheirIndex(t *testing.T) {
	db := openInside(t)
	for name, q := range map[string]string{"inbox": inboxLanes.look(), "outbox": outboxLanes.look()} {
		args := make([]any, strings.Count(q, "?"))
		rows, err := db.read.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+q, args...)
		plan, err := collect(rows, err, func(s scanner) (line string, err error) {
			var skip int
			return line, s.Scan(&skip, &skip, &skip, &line)
		})
		if err != nil {
			t.Fatal(err)
		}
		all := strings.Join(plan, "\n")
		if !strings.Contains(all, name+"_open") || strings.Contains(all, "SCAN "+name+"\n") {
			t.Errorf("plan of %s:\n%s", name, all)
		}
	}
}

// A command that writes for longer than SQLite's own patience delays the
// others; it does not fail them.
func TestAWriterWaitsForAnotherProcess(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		url := fresh(t)
		db := openAt(t, url)
		other, err := Open(t.Context(), url, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = other.Close() }()
		if _, file := other.dialect.(*sqliteFile); file {
			mustExec(t, other.write, "PRAGMA busy_timeout = 1") // its patience is gone at once
		}
		inside, done := make(chan struct{}), make(chan error)
		go func() {
			done <- db.change(t.Context(), func(ctx context.Context, tx *tx) error {
				close(inside)
				time.Sleep(100 * time.Millisecond)
				_, err := addEvents(ctx, tx, []inbox.Event{{Key: "first", Lane: "l"}})
				return err
			})
		}()
		<-inside
		if _, err := other.AddEvents(t.Context(), []inbox.Event{{Key: "second", Lane: "l2"}}); err != nil {
			t.Error(err)
		}
		if err := <-done; err != nil {
			t.Error(err)
		}
		heads, err := other.NextEvents(t.Context(), time.Now(), nil, 9)
		if err != nil || len(heads) != 2 || heads[0].Key != "first" {
			t.Errorf("%d events, %v", len(heads), err)
		}
		gone, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		err = db.change(t.Context(), func(context.Context, *tx) error {
			_, err := other.AddEvents(gone, []inbox.Event{{Key: "third", Lane: "l"}})
			return err
		})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a caller that gives up while it waits: %v", err)
		}
	})
}
