package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/pressly/goose/v3"
)

// takeServe takes the lock of Serve on a connection, with others or alone,
// trying for as long as wait: errLocked after that.
func (p *postgres) takeServe(ctx context.Context, c conn, function string, wait time.Duration) error {
	deadline := time.Now().Add(wait)
	for {
		var free bool
		if err := c.row(ctx, "SELECT "+function+"(?)", p.lock(lockServe)).Scan(&free); err != nil {
			return fmt.Errorf("claim %s: %w", p.name, err)
		}
		if free {
			return nil
		}
		if time.Now().After(deadline) {
			return errLocked
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// aloneOnServer is Alone on a server: a lock of a connection of its own.
func (db *DB) aloneOnServer(ctx context.Context, p *postgres) (release func() error, err error) {
	pool := p.pool(1, nil)
	session, err := pool.Conn(ctx)
	if err == nil {
		err = session.Raw(func(dc any) error {
			k, ok := dc.(link)
			if !ok {
				return fmt.Errorf("storage: a connection of type %T", dc)
			}
			return p.takeServe(ctx, conn{of: k, dialect: p}, "pg_try_advisory_lock", serveWait)
		})
	}
	if errors.Is(err, errLocked) {
		err = db.served()
	}
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return func() error { return errors.Join(session.Close(), pool.Close()) }, nil
}

// migrateWait bounds how long a process waits while another one brings the
// schema up to date, or until nobody serves who works on the schema before.
const migrateWait = 10 * time.Minute

// migrate brings the schema up to date; who comes second waits for the first,
// and finds nothing left to do.
func (p *postgres) migrate(ctx context.Context, db *DB, session *pgx.Conn) error {
	g, err := db.schema().provider(db)
	if err != nil {
		return err
	}
	pending, err := db.pending(ctx, g)
	if err != nil || !pending {
		return err
	}
	wait, cancel := context.WithTimeout(ctx, migrateWait)
	defer cancel()
	if _, err := session.Exec(wait, "SELECT pg_advisory_lock($1)", p.lock(lockMigrate)); err != nil {
		return fmt.Errorf("wait for another process that brings the schema of %s up to date: %w", p.name, err)
	}
	if pending, err = db.pending(ctx, g); err != nil || !pending {
		return err
	}
	if err := p.besideOrAlone(wait, db, session, g); err != nil {
		return err
	}
	if _, err := g.Up(ctx); err != nil {
		return fmt.Errorf("bring the schema of %s up to date: %w", p.name, err)
	}
	return nil
}

// besideOrAlone returns once the steps that are left may be taken: at once where
// those who serve need not know of them, else when nobody serves any more. What
// the session then holds it holds until Open ends.
func (p *postgres) besideOrAlone(ctx context.Context, db *DB, session *pgx.Conn, g *goose.Provider) error {
	at, err := db.version(ctx, g)
	if err != nil {
		return err
	}
	steps, err := db.schema().files(db)
	if err != nil {
		return err
	}
	if beside, err := besideFrom(steps, at); err != nil || beside {
		return err
	}
	for told := false; ; told = true {
		var free bool
		if err := session.QueryRow(ctx, "SELECT pg_try_advisory_lock($1)", p.lock(lockServe)).Scan(&free); err != nil {
			return fmt.Errorf("open the database %s: %w", p.name, err)
		}
		if free {
			return nil
		}
		if !told {
			db.log.WarnContext(ctx, "this version needs tables that those who serve do not know: it waits until they have ended", "database", p.name)
		}
		select {
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
			return fmt.Errorf("%w (%s), and this version needs a newer schema: stop it, then start again: %w", ErrServed, p.name, ctx.Err())
		}
	}
}
