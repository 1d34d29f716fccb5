package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// migrateWait bounds how long a process waits while another one brings the
// schema up to date.
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
	if _, err := g.Up(ctx); err != nil {
		return fmt.Errorf("bring the schema of %s up to date: %w", p.name, err)
	}
	return nil
}

// serveBeside is Serve on a server: the claim is a lock of a connection of its
// own, so it ends with the process, or with the connection.
func (db *DB) serveBeside(ctx context.Context, p *postgres) (release func() error, err error) {
	session, err := p.session(ctx)
	if err != nil {
		return nil, err
	}
	wait, cancel := context.WithTimeout(ctx, serveWait)
	defer cancel()
	if _, err := session.Exec(wait, "SELECT pg_advisory_lock($1)", p.lock(lockServe)); err != nil {
		_ = session.Close(context.WithoutCancel(ctx))
		if wait.Err() != nil && ctx.Err() == nil {
			err = fmt.Errorf("%w (%s): stop that one first, or give this one a database of its own", ErrServed, p.name)
		}
		return nil, err
	}
	db.serving.Store(true)
	return func() error {
		db.serving.Store(false)
		return session.Close(context.Background())
	}, nil
}
