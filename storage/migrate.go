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
	var known int
	if err := db.write.QueryRowContext(ctx, db.schema().known).Scan(&known); err != nil {
		return false, fmt.Errorf("schema: %w", err)
	}
	if known == 0 {
		return true, nil // asking goose would already write
	}
	at, newest, err := g.GetVersions(ctx)
	if err != nil {
		return false, fmt.Errorf("schema: %w", err)
	}
	if at > newest {
		return false, fmt.Errorf("database %s was written by a newer version of moneytrail (schema %d, this version knows %d): "+
			"use that version, or another database", db.path, at, newest)
	}
	return at < newest, nil
}
