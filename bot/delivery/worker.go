// Package delivery carries the outbox to the networks: in order within a
// lane, at the pace the networks ask for, and so that a crash at any moment
// loses nothing and doubles nothing that can be looked up.
package delivery

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/lanes"
	"moneytrail/handlers/outbox"
	"moneytrail/storage"
)

// Store is the outbox.
type Store interface {
	outbox.Anchors
	// NextItems gives the first waiting item of each lane of a network that is not in skip.
	NextItems(ctx context.Context, now time.Time, network string, skip []string, limit int) ([]outbox.Item, error)
	Sending(ctx context.Context, id int64) error
	Sent(ctx context.Context, it outbox.Item, at outbox.Anchor) error
	Retry(ctx context.Context, it outbox.Item, at time.Time, uncertain bool, code string) error
	Failed(ctx context.Context, it outbox.Item, code string) error
	Expired(ctx context.Context, it outbox.Item) error
	Unreachable(ctx context.Context, chat int64, gone bool) error
	MoveChat(ctx context.Context, from, to int64) error
}

// Network delivers items of one network. Errors are *outbox.Error.
type Network interface {
	Deliver(ctx context.Context, it outbox.Item, anchors outbox.Anchors) (outbox.Anchor, error)
}

// Options of a Worker.
type Options struct {
	Store Store
	// Name of the network, the part of an item's Op before the point: tg, slack.
	// Each network has a worker of its own: one that is slow or away must not
	// hold up the other.
	Name    string
	Network Network
	// Wake gives a channel that closes when there may be new items; other
	// processes' items are found by looking every second.
	Wake func() <-chan struct{}
	// Sure tells whether this process can still count on what it claimed.
	Sure func() bool
	Log  *slog.Logger
	Pace *Pace
}

// Worker delivers until its context ends.
type Worker struct {
	o    Options
	door lanes.Door[outbox.Item]
}

const (
	lanesAtOnce = 12
	// grace is how long a delivery under way may go on after the worker was
	// told to stop; then its outcome is unknown and it is kept as such. Where the
	// claims are lost it is ended at once: others take it up.
	grace = 6 * time.Second
	// unsure is how long a delivery waits before it looks again whether the
	// claims are sure.
	unsure = 100 * time.Millisecond
	// Attempts of a temporary refusal, at most 5 minutes apart: an answer to a
	// merchant is worth a day and more, a case a week without Slack and more.
	answerAttempts = 320
	caseAttempts   = 2500
)

// New makes a worker.
func New(o Options) *Worker { return &Worker{o: o} }

// Run delivers until ctx ends, then waits for what is under way.
func (w *Worker) Run(ctx context.Context) error {
	calls, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	stop := context.AfterFunc(ctx, func() {
		if errors.Is(context.Cause(ctx), storage.ErrClaimLost) {
			cancel()
			return
		}
		time.AfterFunc(grace, cancel)
	})
	defer stop()
	lanes.Work(ctx, lanes.Queue[outbox.Item]{
		Name: "outbox", AtOnce: lanesAtOnce, Wake: w.o.Wake, Door: &w.door, Log: w.o.Log,
		Next: func(ctx context.Context, skip []string, limit int) ([]outbox.Item, error) {
			return w.o.Store.NextItems(ctx, time.Now(), w.o.Name, skip, limit)
		},
		Lane:     func(it outbox.Item) string { return it.Lane },
		Followed: func(it outbox.Item) bool { return it.Followed },
		Do:       func(ctx context.Context, it outbox.Item) error { return w.deliver(ctx, calls, it) },
	})
	return nil
}

// Room gives room for an item that may be sent at this moment: its lane is free,
// and no limit of its network asks for a wait. Nil: it waits in the outbox.
func (w *Worker) Room(it outbox.Item) outbox.Place {
	if !w.o.Sure() {
		return nil
	}
	place := w.door.Hold(it.Lane)
	if place == nil {
		return nil
	}
	if !w.o.Pace.Now(it) {
		place.Leave()
		return nil
	}
	return place
}

// deliver makes one attempt and keeps what came of it.
func (w *Worker) deliver(ctx, calls context.Context, it outbox.Item) error {
	if it.Noted {
		return w.send(calls, it)
	}
	if err := w.o.Pace.Wait(ctx, it); err != nil {
		return nil // stopping; nothing was tried
	}
	for !w.o.Sure() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(unsure):
		}
	}
	if !it.NotAfter.IsZero() && time.Now().After(it.NotAfter) {
		return w.o.Store.Expired(calls, it)
	}
	if err := w.o.Store.Sending(calls, it.ID); errors.Is(err, handlers.ErrConflict) {
		return nil // dropped meanwhile
	} else if err != nil {
		return err
	}
	return w.send(calls, it)
}

// send calls the network for an item of which it is noted that it is being sent.
func (w *Worker) send(calls context.Context, it outbox.Item) error {
	at, err := w.call(calls, it)
	keep := func(ctx context.Context) error { return w.o.Store.Sent(ctx, it, at) }
	if err != nil {
		fate := outbox.FateOf(err)
		if fate.Code == "rate_limited" {
			w.o.Pace.Hold(it, fate.RetryAfter)
		}
		keep = func(ctx context.Context) error { return w.failed(ctx, it, fate) }
	}
	return w.kept(calls, keep)
}

// call makes the network's call. One that panics would panic again: the item
// is given up and reported, and the process and its other lanes go on.
func (w *Worker) call(ctx context.Context, it outbox.Item) (at outbox.Anchor, err error) {
	defer func() {
		if v := recover(); v != nil {
			w.o.Log.Error("a delivery panicked", "item", it.ID, "op", it.Op, "stack", string(debug.Stack()))
			err = &outbox.Error{Fate: outbox.Permanent, Code: "panic", Err: fmt.Errorf("panic: %v", v)}
		}
	}()
	return w.o.Network.Deliver(ctx, it, w.o.Store)
}

// kept repeats keeping the outcome of a call until the database takes it: an
// outcome that is forgotten would make the item uncertain, and its lane wait
// for a restart. It gives up when the process ends.
func (w *Worker) kept(calls context.Context, keep func(context.Context) error) error {
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, 10*time.Second) {
		err := keep(context.WithoutCancel(calls))
		if err == nil {
			return nil
		}
		w.o.Log.Error("outbox: an outcome cannot be kept yet", "error", err)
		select {
		case <-calls.Done():
			return err
		case <-time.After(wait):
		}
	}
}

func (w *Worker) failed(ctx context.Context, it outbox.Item, e *outbox.Error) error {
	w.o.Log.Warn("not delivered", "item", it.ID, "op", it.Op, "lane", it.Lane, "attempt", it.Attempts+1, "code", e.Code)
	if from, ok := chatOf(it); ok && e.MoveTo != 0 && e.MoveTo != from {
		return w.o.Store.MoveChat(ctx, from, e.MoveTo)
	}
	if e.Code == "blocked" {
		if chat, ok := chatOf(it); ok {
			if err := w.o.Store.Unreachable(ctx, chat, true); err != nil {
				return err
			}
		}
	}
	if e.Fate == outbox.Permanent || it.Kind == outbox.BestEffort || it.Attempts+1 >= mostAttempts(it) {
		return w.o.Store.Failed(ctx, it, e.Code)
	}
	if e.Fate == outbox.Uncertain && it.Repeat && it.CarriesFile() {
		return w.o.Store.Failed(ctx, it, outbox.FileUnsure) // a third copy helps nobody
	}
	wait := max(backoff(it.Attempts), e.RetryAfter)
	return w.o.Store.Retry(ctx, it, time.Now().Add(wait), e.Fate == outbox.Uncertain, e.Code)
}

// mostAttempts tells after how many an item is given up.
func mostAttempts(it outbox.Item) int {
	if strings.HasPrefix(string(it.Op), "slack.") {
		return caseAttempts
	}
	return answerAttempts
}

// backoff doubles from half a second to five minutes.
func backoff(attempts int) time.Duration {
	return min(500*time.Millisecond<<min(attempts, 12), 5*time.Minute)
}
