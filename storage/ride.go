package storage

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Most of what a short write costs is its commit, which waits for the disk. A write
// that only its caller waits for may go with the commit of another.

// rideWait is how long such a write waits for another's commit at most. It only
// waits where the last of a few commits came one soon after the other. What a process
// that dies meanwhile had waiting is not written: an item that was sent is sent again,
// said to be a repetition. A smaller rideBusy has that happen at less load.
const (
	rideWait   = 25 * time.Millisecond
	rideBusy   = 3
	rideWithin = 2 * rideWait
)

// ride is a write that waits for a commit to go with.
type ride struct {
	fn   func(ctx context.Context, t *tx) error
	err  error // of fn
	done chan error
}

// rides are those that wait, and when the last commits were.
type rides struct {
	mu      sync.Mutex
	waiting []*ride
	commits [rideBusy]time.Time // in a circle, next is the oldest
	next    int
}

// changeSoon is change for what may wait a moment: it is done and on the disk
// when it returns, together with what another change did where those are frequent.
func (db *DB) changeSoon(ctx context.Context, fn func(ctx context.Context, t *tx) error) error {
	r := db.rides.wait(fn)
	if r == nil {
		return db.change(ctx, fn)
	}
	late := time.NewTimer(rideWait)
	defer late.Stop()
	select {
	case err := <-r.done:
		return err
	case <-late.C:
	}
	if db.rides.leave(r) {
		return db.change(ctx, fn)
	}
	return <-r.done // it is on its way
}

// wait has a write wait for a commit; nil where there may be none soon.
func (s *rides) wait(fn func(ctx context.Context, t *tx) error) *ride {
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Since(s.commits[s.next]) > rideWithin {
		return nil
	}
	r := &ride{fn: fn, done: make(chan error, 1)}
	s.waiting = append(s.waiting, r)
	return r
}

// leave gives up waiting; false where the write is on its way already.
func (s *rides) leave(r *ride) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, w := range s.waiting {
		if w == r {
			s.waiting = append(s.waiting[:i], s.waiting[i+1:]...)
			return true
		}
	}
	return false
}

// take does what waits as a part of a transaction that is about to be committed,
// unless that has no time left. What fails is undone alone; the error is that the
// transaction itself cannot be committed any more.
func (s *rides) take(ctx context.Context, t *tx) (all []*ride, err error) {
	s.mu.Lock()
	if ctx.Err() == nil {
		all, s.waiting = s.waiting, nil
	}
	s.commits[s.next] = time.Now()
	s.next = (s.next + 1) % rideBusy
	s.mu.Unlock()
	for _, r := range all {
		if r.err, err = t.apart(ctx, r.fn); err != nil {
			return all, fmt.Errorf("a write that went with this one: %w", errors.Join(r.err, err))
		}
	}
	return all, nil
}

// answered tells those who wait what came of the transaction that their writes went with.
func answered(with []*ride, err error) {
	for _, r := range with {
		if err != nil {
			r.done <- fmt.Errorf("with another write: %w", err)
		} else {
			r.done <- r.err
		}
	}
}

// apart runs fn within a transaction so that, where it fails, or panics, nothing
// of it is left and the rest is as it was; broken where that could not be had: a
// database that is full, or interrupted, may have ended the whole transaction.
func (t *tx) apart(ctx context.Context, fn func(ctx context.Context, t *tx) error) (failed, broken error) {
	if _, err := t.exec(t.db.unhurried(ctx), "SAVEPOINT apart"); err != nil {
		return nil, err
	}
	defer func() {
		if v := recover(); v != nil {
			failed = fmt.Errorf("panic: %v", v)
		}
		if failed != nil {
			_, broken = t.exec(t.db.unhurried(ctx), "ROLLBACK TO apart")
		}
		if broken == nil {
			_, broken = t.exec(t.db.unhurried(ctx), "RELEASE apart")
		}
	}()
	return fn(ctx, t), nil
}
