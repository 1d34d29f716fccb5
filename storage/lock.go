package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

var (
	// ErrServed tells that another process serves from this database.
	ErrServed = errors.New("another moneytrail process is serving from this database")
	// ErrClaimLost tells that this process no longer has the claim of Serve:
	// another one may serve by now.
	ErrClaimLost = errors.New("the connection that held this process's claim on the database is lost")
)

const (
	// lockWait is how long Open waits while another process makes the database
	// or brings its schema up to date.
	lockWait = 10 * time.Second
	// serveWait is how long Serve waits for the same; whoever has the lock for
	// longer serves.
	serveWait = 500 * time.Millisecond
)

// Serve claims the database for the one process that polls, works and sends.
// It fails with ErrServed while another process has it. The claim is a lock of
// the operating system on a file beside the database, or of a connection to the
// server, so it ends with the process however that ends; release ends it
// earlier. held is ctx until the claim is lost before that, which only a server
// can do: then its cause is ErrClaimLost, and the process must stop.
func (db *DB) Serve(ctx context.Context) (held context.Context, release func() error, err error) {
	if p, ok := db.dialect.(*postgres); ok {
		return db.serveBeside(ctx, p)
	}
	f, err := db.lock(ctx, serveWait)
	if errors.Is(err, errLocked) {
		return nil, nil, db.served()
	}
	if err != nil {
		return nil, nil, err
	}
	db.serving.Store(true)
	return ctx, func() error {
		db.serving.Store(false)
		return f.Close()
	}, nil
}

// served refuses to serve beside another process.
func (db *DB) served() error {
	return fmt.Errorf("%w (%s): stop that one first, or give this one a database of its own", ErrServed, db.path)
}

var errLocked = errors.New("locked")

// lock takes the lock beside the database, trying for as long as wait.
func (db *DB) lock(ctx context.Context, wait time.Duration) (*os.File, error) {
	f, err := os.OpenFile(db.path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the database: %w", err)
	}
	deadline := time.NewTimer(wait)
	defer deadline.Stop()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		ok, err := tryLock(f)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("lock %s: %w", f.Name(), err), f.Close())
		}
		if ok {
			return f, nil
		}
		select {
		case <-again.C:
		case <-deadline.C:
			return nil, errors.Join(errLocked, f.Close())
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), f.Close())
		}
	}
}
