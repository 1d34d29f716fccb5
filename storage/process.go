package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// process is this process among those that serve from a server. It is listed in
// the table processes, and its session holds a lock of its number: as long as
// nobody else can have that lock, it lives, and what bears its number is its
// own. The server frees the lock when the connection ends, so a process that
// dies is found out without a clock.
//
// One that is stopped, or cut off without a word, keeps its connection. It goes
// on no beat in the table, and after a while the others have the server cut all
// its connections; from then on it is dead like any other. For its own part it
// does nothing outside from before that moment on: see sure.
type process struct {
	db   *DB
	p    *postgres
	id   int64
	lose context.CancelCauseFunc

	mu      sync.Mutex // one statement of the session at a time
	pool    *sql.DB    // of one connection, which is
	session *sql.Conn
	backend int64   // the server's process behind it, in which the locks are
	claims  *sql.DB // connections for claims, so that a long one holds up no beat

	proven atomic.Pointer[time.Time] // when the last beat that arrived was begun
	count  atomic.Int32              // processes that are listed
	silent chan []int64              // processes that may be gone

	want struct {
		mu    sync.Mutex
		roles map[Role]chan struct{} // closed once the role is won
	}

	// of the goroutine that beats
	last   time.Time
	others map[int64]lastBeat
}

// lastBeat is a beat of another process, and since when it is the newest.
type lastBeat struct {
	beat  int64
	since time.Time
}

const (
	beatEvery = 250 * time.Millisecond
	// beatLate: who was late itself cannot say that the others were.
	beatLate = time.Second
	// suspect is after how long without a beat it is looked whether a process
	// is gone, cutOff after how long its connections are cut.
	suspect = 2 * beatEvery
	cutOff  = 3 * time.Second
	// sureFor is how long a beat proves that a process was not cut off: shorter
	// than cutOff, which the others count from when they saw the beat.
	sureFor = 2500 * time.Millisecond
	// claimers look for work at once: events, files to fetch, and for each network.
	claimers = 4
	// sessionPatience is how long the server may take for a statement of the session.
	sessionPatience = 10 * time.Second
)

// sessionSettings: claims need not outlive the server, whose end frees every
// lock; the server finds within half a minute that a machine is gone without a
// word even where no other process looks; and who hangs while it joins does not
// keep others from joining for long.
const sessionSettings = "SET synchronous_commit = off; SET idle_in_transaction_session_timeout = 5000; SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"

// errDeclared is what a process finds that was taken for gone.
var errDeclared = errors.New("the others took it for gone")

// join is Serve on a server.
func (db *DB) join(ctx context.Context, p *postgres) (held context.Context, release func() error, err error) {
	s := &process{db: db, p: p, silent: make(chan []int64, 1), others: map[int64]lastBeat{}}
	s.want.roles = map[Role]chan struct{}{}
	s.pool = p.pool(1, nil)
	s.claims = p.pool(claimers, map[string]string{"synchronous_commit": "off"})
	if s.session, err = s.pool.Conn(ctx); err == nil {
		err = s.register(ctx)
	}
	if err != nil {
		return nil, nil, errors.Join(err, s.close())
	}
	held, s.lose = context.WithCancelCause(ctx)
	watch, leave := context.WithCancel(context.WithoutCancel(ctx))
	var left sync.WaitGroup
	left.Go(func() { s.live(watch) })
	left.Go(func() { s.undertake(watch) })
	db.process.Store(s)
	db.serving.Store(true)
	return held, func() error {
		db.serving.Store(false)
		leave()
		left.Wait()
		s.retire()
		db.process.Store(nil)
		s.lose(nil)
		return s.close()
	}, nil
}

func (s *process) close() error {
	var err error
	if s.session != nil {
		if err = s.session.Close(); errors.Is(err, sql.ErrConnDone) {
			err = nil
		}
	}
	return errors.Join(err, s.claims.Close(), s.pool.Close())
}

// do runs statements of the session. They do not end with ctx, which would cost
// the connection, and the claims with it.
func (s *process) do(ctx context.Context, fn func(ctx context.Context, c conn) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	work, cancel := context.WithTimeout(context.WithoutCancel(ctx), sessionPatience)
	defer cancel()
	return s.session.Raw(func(dc any) error {
		k, ok := dc.(link)
		if !ok {
			return fmt.Errorf("storage: a connection of type %T", dc)
		}
		return fn(work, conn{of: k, dialect: s.p})
	})
}

// register takes a number and the lock of it: both are there for others at once.
func (s *process) register(ctx context.Context) error {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return s.do(ctx, func(ctx context.Context, c conn) error {
		if _, err := c.exec(ctx, sessionSettings); err != nil {
			return fmt.Errorf("serve from %s: %w", s.p.name, err)
		}
		if err := s.p.takeServe(ctx, c, "pg_try_advisory_lock_shared", lockWait); err != nil {
			if errors.Is(err, errLocked) {
				return fmt.Errorf("%w (%s): start again when that is done", ErrTaken, s.p.name)
			}
			return err
		}
		if err := s.db.current(ctx, c); err != nil { // it may have waited for a newer version
			return err
		}
		if _, err := c.exec(ctx, "BEGIN"); err != nil {
			return err
		}
		// One after the other, so that of several that start at once each knows those before it.
		_, err := c.exec(ctx, "SELECT pg_advisory_xact_lock(?)", s.p.lock(lockJoin))
		if err == nil {
			err = c.row(ctx, "INSERT INTO processes (name, host, pid, version, started_at) VALUES (?, ?, ?, ?, ?) RETURNING id, pg_backend_pid()",
				s.p.application(), host, os.Getpid(), s.db.program, s.db.now()).Scan(&s.id, &s.backend)
		}
		if err == nil {
			_, err = c.exec(ctx, "SELECT pg_advisory_lock(?, ?)", s.p.half(), s.id)
		}
		if err == nil {
			err = s.census(ctx, c)
		}
		end := "COMMIT"
		if err != nil {
			end = "ROLLBACK"
		}
		_, ended := c.exec(ctx, end)
		if err = errors.Join(err, ended); err != nil {
			return fmt.Errorf("serve from %s: %w", s.p.name, err)
		}
		now := time.Now()
		s.proven.Store(&now)
		return nil
	})
}

// census counts the processes that are listed.
func (s *process) census(ctx context.Context, c conn) error {
	var n int32
	if err := c.row(ctx, "SELECT COUNT(*) FROM processes").Scan(&n); err != nil {
		return err
	}
	s.count.Store(n)
	return nil
}

// sure tells whether a beat arrived so lately that nobody can have cut this
// process off. Both clocks are asked: one goes on while a process is stopped,
// the other while its machine is.
func (s *process) sure() bool {
	at := *s.proven.Load()
	return time.Since(at) < sureFor && time.Now().Round(0).Sub(at.Round(0)) < sureFor
}

// win waits until a role is this process's own; false where ctx ended before.
func (s *process) win(ctx context.Context, role Role, standBy func()) bool {
	won := make(chan struct{})
	s.want.mu.Lock()
	s.want.roles[role] = won
	s.want.mu.Unlock()
	// Where the session is lost ctx ends.
	if err := s.do(ctx, s.tryRoles); err != nil {
		s.db.log.Debug("roles", "error", err)
	}
	select {
	case <-won:
		return true
	default:
		standBy()
	}
	select {
	case <-won:
		return true
	case <-ctx.Done():
	}
	s.want.mu.Lock()
	_, waiting := s.want.roles[role]
	delete(s.want.roles, role)
	s.want.mu.Unlock()
	if !waiting { // won at this moment
		s.yield(role)
	}
	return false
}

// yield gives a role back.
func (s *process) yield(role Role) {
	err := s.do(context.Background(), func(ctx context.Context, c conn) error {
		var had bool
		return c.row(ctx, "SELECT pg_advisory_unlock(?, ?)", s.p.half(), role.number()).Scan(&had)
	})
	if err != nil { // with the session it is free anyway
		s.db.log.Debug("role", "role", string(role), "error", err)
	}
}

// number is what the lock of a role is called: below zero, where no process is.
func (r Role) number() int64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(r)) // it never fails
	return int64(math.MinInt32) + int64(h.Sum32()>>1)
}
