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
	// Nobody serves while the tables change: the session ends with Open, and
	// what it holds with it.
	var free bool
	if err := session.QueryRow(ctx, "SELECT pg_try_advisory_lock($1)", p.lock(lockServe)).Scan(&free); err != nil {
		return fmt.Errorf("open the database %s: %w", p.name, err)
	}
	if !free {
		return fmt.Errorf("%w (%s), and this version needs a newer schema: stop it, then start again", ErrServed, p.name)
	}
	if _, err := g.Up(ctx); err != nil {
		return fmt.Errorf("bring the schema of %s up to date: %w", p.name, err)
	}
	return nil
}

// serveBeside is Serve on a server: the claim is a lock of a connection of its
// own, so it ends with the process, or with the connection. Whether that is
// alive is told by the system at once where it is closed, and by the server's
// silence after a while where the network is cut.
func (db *DB) serveBeside(ctx context.Context, p *postgres) (held context.Context, release func() error, err error) {
	session, err := p.session(ctx)
	if err != nil {
		return nil, nil, err
	}
	wait, cancel := context.WithTimeout(ctx, serveWait)
	defer cancel()
	if _, err := session.Exec(ctx, claimProbes); err != nil {
		_ = session.Close(context.WithoutCancel(ctx))
		return nil, nil, fmt.Errorf("claim %s: %w", p.name, err)
	}
	if _, err := session.Exec(wait, "SELECT pg_advisory_lock($1)", p.lock(lockServe)); err != nil {
		_ = session.Close(context.WithoutCancel(ctx))
		if wait.Err() != nil && ctx.Err() == nil {
			err = db.served()
		}
		return nil, nil, err
	}
	held, lose := context.WithCancelCause(ctx)
	watch, leave := context.WithCancel(context.WithoutCancel(ctx))
	left := make(chan struct{})
	go func() {
		defer close(left)
		for watch.Err() == nil {
			if err := p.alive(watch, session); err != nil && watch.Err() == nil {
				lose(fmt.Errorf("%w (%s): %w", ErrClaimLost, p.name, err))
				return
			}
		}
	}()
	db.serving.Store(true)
	return held, func() error {
		db.serving.Store(false)
		leave()
		<-left
		lose(nil)
		if session.IsClosed() {
			return nil
		}
		return session.Close(context.Background())
	}, nil
}

// claimProbes has the server find within half a minute that the machine of a
// claim is gone without a word: by its system's own settings it takes two hours,
// in which nobody else could serve.
const claimProbes = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"

const (
	// claimQuiet is how long the connection of a claim may be quiet before the
	// server is asked whether it is still there, and claimAnswer how long it may
	// take to say so.
	claimQuiet  = 2 * time.Second
	claimAnswer = 2 * time.Second
)

// alive returns after claimQuiet, or as soon as the connection is lost, which
// is an error.
func (p *postgres) alive(ctx context.Context, session *pgx.Conn) error {
	quiet, cancel := context.WithTimeout(ctx, claimQuiet)
	defer cancel()
	if _, err := session.WaitForNotification(quiet); err != nil && quiet.Err() == nil {
		return err
	}
	answer, cancel := context.WithTimeout(ctx, claimAnswer)
	defer cancel()
	return session.Ping(answer)
}
