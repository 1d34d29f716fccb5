package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// lockWait is how long Open waits while another process makes the database or
// brings its schema up to date.
const lockWait = 10 * time.Second

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
