package storage

import (
	"context"
	"embed"
	"errors"
	"fmt"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// migrate brings the schema of a file up to date. A migration is one transaction: a
// process that is killed in the middle leaves the step undone. locked: the
// caller holds the lock beside the database.
func (db *DB) migrate(ctx context.Context, locked bool) error {
	g, err := db.schema().provider(db)
	if err != nil {
		return err
	}
	pending, err := db.pending(ctx, g)
	if err != nil || !pending {
		return err
	}
	if !locked {
		// Somebody who works on the old schema must not lose it under the hands,
		// and two processes must not change one schema at once.
		l, err := db.lock(ctx, lockWait)
		if errors.Is(err, errLocked) {
			if pending, err := db.pending(ctx, g); err != nil || !pending {
				return err // those who held it had the same to do
			}
			return fmt.Errorf("%w, and this version needs a newer schema: stop it, then start again", ErrServed)
		}
		if err != nil {
			return err
		}
		defer func() { _ = l.Close() }()
	}
	if _, err := g.Up(ctx); err != nil {
		return fmt.Errorf("bring the schema of %s up to date: %w", db.path, err)
	}
	return nil
}

// pending tells whether steps are to be done; a schema from the future is refused.
func (db *DB) pending(ctx context.Context, g *goose.Provider) (bool, error) {
	at, err := db.version(ctx, g)
	if err != nil {
		return false, err
	}
	newest := newestOf(g)
	if at > newest {
		return false, db.fromTheFuture(at, newest)
	}
	if at >= booksStep {
		var kept int
		if err := db.write.QueryRowContext(ctx, "SELECT COUNT(*) FROM counters WHERE name = 'names'").Scan(&kept); err != nil {
			return false, fmt.Errorf("schema: %w", err)
		}
		if kept == 0 {
			return false, fmt.Errorf("database %s was made by a build before the first release, whose index of references this version cannot read: "+
				"import the files into a new database", db.path)
		}
	}
	return at < newest, nil
}

// booksStep is the step that makes the books.
const booksStep = 2

// version gives the step that the schema is at, 0 where there are no tables.
func (db *DB) version(ctx context.Context, g *goose.Provider) (int64, error) {
	var known int
	if err := db.write.QueryRowContext(ctx, db.schema().known).Scan(&known); err != nil {
		return 0, fmt.Errorf("schema: %w", err)
	}
	if known == 0 {
		return 0, nil // asking goose would already write
	}
	at, _, err := g.GetVersions(ctx)
	if err != nil {
		return 0, fmt.Errorf("schema: %w", err)
	}
	return at, nil
}

// newestOf gives the newest step that this program knows.
func newestOf(g *goose.Provider) int64 {
	all := g.ListSources() // in order
	return all[len(all)-1].Version
}

// current refuses to go on with a schema that has become a newer version's
// since the database was opened.
func (db *DB) current(ctx context.Context, q queryer) error {
	g, err := db.schema().provider(db)
	if err != nil {
		return err
	}
	var at int64
	if err := q.row(ctx, "SELECT MAX(version_id) FROM goose_db_version").Scan(&at); err != nil {
		return fmt.Errorf("schema: %w", err)
	}
	if newest := newestOf(g); at > newest {
		return db.fromTheFuture(at, newest)
	}
	return nil
}

// fromTheFuture refuses the schema of a newer version.
func (db *DB) fromTheFuture(at, newest int64) error {
	return fmt.Errorf("database %s was written by a newer version of moneytrail (schema %d, this version knows %d): "+
		"use that version, or another database", db.path, at, newest)
}
