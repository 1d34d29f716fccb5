package storage

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"
)

var (
	// ErrServed tells that another process serves from this database.
	ErrServed = errors.New("another moneytrail process is serving from this database")
	// ErrTaken tells that another process has the database to itself.
	ErrTaken = errors.New("another moneytrail process has this database to itself for a while (copy, restore, or a newer version that changes its tables)")
	// ErrClaimLost tells that this process is no longer one of those that serve:
	// others do its work by now.
	ErrClaimLost = errors.New("the connection that held this process's claims on the database is lost")
)

// serveWait is how long Serve and Alone wait for a lock: whoever has it for
// longer serves.
const serveWait = 500 * time.Millisecond

// Role is work that one process at a time does for all that serve.
type Role string

// Roles. Others are made of names, for what only one may touch.
const (
	// Polling asks Telegram for updates, which answers one asker.
	Polling Role = "polling"
	// Housekeeping does what the clock asks for: summaries, alarms, what a
	// night's work is, files that a network owes, links that were left to make.
	Housekeeping Role = "housekeeping"
)

// Serve makes this process one of those that poll, work and send. On a file it
// is the only one, and Serve fails with ErrServed while there is another; on a
// server there may be several, and it fails with ErrTaken while one has the
// database to itself, and where the schema has become a newer version's.
//
// A claim on work is a process's own for as long as a lock is that the system
// frees when the process ends, however it ends: of a file beside the database,
// or of a connection to the server. release ends it earlier. held is ctx until
// the claims are lost before that, which only a server can do: then its cause
// is ErrClaimLost, and the process must stop.
func (db *DB) Serve(ctx context.Context) (held context.Context, release func() error, err error) {
	if p, ok := db.dialect.(*postgres); ok {
		return db.join(ctx, p)
	}
	free, err := db.Alone(ctx)
	if err != nil {
		return nil, nil, err
	}
	db.serving.Store(true)
	return ctx, func() error {
		db.serving.Store(false)
		return free()
	}, nil
}

// Alone keeps every process from serving until release. It fails with ErrServed
// while one serves, or has the database to itself.
func (db *DB) Alone(ctx context.Context) (release func() error, err error) {
	if p, ok := db.dialect.(*postgres); ok {
		return db.aloneOnServer(ctx, p)
	}
	f, err := db.lock(ctx, serveWait)
	if errors.Is(err, errLocked) {
		return nil, db.served()
	}
	if err != nil {
		return nil, err
	}
	return f.Close, nil
}

// served refuses what only one process may do.
func (db *DB) served() error {
	return fmt.Errorf("%w (%s): stop it first, or use a database of its own", ErrServed, db.path)
}

// Recover takes up what processes that are gone left in the middle of a call:
// such an item may have been sent, so it is queued as a repeat; a best-effort
// item is dropped. What they had only claimed is free, also where they were of
// another database that this is a copy or a backup of. Only a process that
// serves may do this, before it sends anything.
func (db *DB) Recover(ctx context.Context) error {
	if !db.serving.Load() {
		return errors.New("recover the outbox: claim the database by Serve first")
	}
	if s := db.process.Load(); s != nil {
		return s.buryAll(ctx)
	}
	return db.change(ctx, func(ctx context.Context, t *tx) error {
		if err := recoverSending(ctx, t); err != nil {
			return err
		}
		return freeClaims(ctx, t)
	})
}

// Processes tells how many processes serve, this one among them.
func (db *DB) Processes() int {
	if s := db.process.Load(); s != nil {
		return int(s.count.Load())
	}
	return 1
}

// Sure tells whether this process can still count on its claims at this moment.
// One that was stopped, or is cut off from the server, is not sure: others may
// have taken its work over. It must not speak to a network then.
func (db *DB) Sure() bool {
	s := db.process.Load()
	return s == nil || s.sure()
}

// Lead does what a role asks for while the role is this process's own: at once
// where nobody else has it, else when it is free; standBy is called before such
// a wait. The role is free again when do returns. Where ctx ends before, do is
// not called.
func (db *DB) Lead(ctx context.Context, role Role, standBy func(), do func(context.Context) error) error {
	db.roles.set(role, false)
	if s := db.process.Load(); s != nil {
		if !s.win(ctx, role, standBy) {
			return nil
		}
		defer s.yield(role)
	}
	db.roles.set(role, true)
	defer db.roles.set(role, false)
	return do(ctx)
}

// Several tells whether several processes may serve from this database at once.
func (db *DB) Several() bool {
	_, server := db.dialect.(*postgres)
	return server
}

// Roles tells of each role that this process could have whether it has it.
func (db *DB) Roles() map[Role]bool { return db.roles.all() }

// Leads tells whether this process has a role.
func (db *DB) Leads(role Role) bool { return db.roles.all()[role] }

// roles are those that a process waits for (false) and has (true).
type roles struct {
	mu sync.Mutex
	of map[Role]bool
}

func (r *roles) set(role Role, has bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.of == nil {
		r.of = map[Role]bool{}
	}
	r.of[role] = has
}

func (r *roles) all() map[Role]bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.of)
}
