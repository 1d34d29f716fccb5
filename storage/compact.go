package storage

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// compactPatience is how long Compact waits for those who may still read what
// was deleted, and compactLook how often it looks.
const (
	compactPatience = 10 * time.Minute
	compactLook     = 100 * time.Millisecond
)

// Compact rewrites the file without its free parts, in which what was deleted
// could still be, and empties the journal beside it. Others wait while it works;
// it needs room for a copy of the database. Where somebody goes on reading what
// was deleted, it is refused and may be asked for again.
func (db *DB) Compact(ctx context.Context) error {
	err := db.compact(ctx)
	if err != nil {
		return fmt.Errorf("compact %s: %w", db.path, err)
	}
	return nil
}

func (db *DB) compact(ctx context.Context) error {
	if db.Path() == "" {
		return db.compactTables(ctx)
	}
	if _, err := db.write.ExecContext(ctx, "VACUUM"); err != nil {
		return err
	}
	var busy, frames, moved int
	if err := db.write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved); err != nil {
		return err
	}
	if busy != 0 {
		return errors.New("somebody reads from the journal all the time; try again")
	}
	return nil
}

// compactTables is Compact on a server; what its own journal and its archive
// hold goes as they are recycled. A rewritten table takes along each deleted row
// that a transaction anywhere in the database may still see, so those come first.
func (db *DB) compactTables(ctx context.Context) error {
	var names []string
	err := db.snapshot(ctx, func(q queryer) (err error) {
		c, ok := q.(conn)
		if !ok {
			return fmt.Errorf("storage: a reader of type %T", q)
		}
		names, err = c.tables(ctx, c)
		return err
	})
	if err != nil {
		return err
	}
	if err := db.outlives(ctx); err != nil {
		return err
	}
	_, err = db.write.ExecContext(ctx, "VACUUM (FULL) "+strings.Join(names, ", "))
	return err
}

// outlives waits until every transaction of the server's database that began
// before now has ended. Those of other roles are seen by a role that may see
// them, which pg_read_all_stats gives.
func (db *DB) outlives(ctx context.Context) error {
	var mark string
	if err := db.write.QueryRowContext(ctx, "SELECT CAST(pg_current_xact_id() AS text)").Scan(&mark); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, compactPatience)
	defer cancel()
	look := time.NewTicker(compactLook)
	defer look.Stop()
	for {
		var older, pid int64
		var since string
		err := db.write.QueryRowContext(ctx, `SELECT COUNT(*), COALESCE(MIN(pid), 0), COALESCE(CAST(MIN(xact_start) AS text), '') FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid()
			AND GREATEST(age(backend_xid), age(backend_xmin)) > age(CAST(CAST($1 AS xid8) AS xid))`, mark).Scan(&older, &pid, &since)
		if err != nil {
			return err
		}
		if older == 0 {
			return nil
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return fmt.Errorf("%d transactions still read what was deleted, one of the server's process %d, the first since %s; try again when they have ended: %w",
				older, pid, since, ctx.Err())
		}
	}
}
