// Package intake works the inbox off: one turn at a time within a lane, several
// lanes side by side. A turn that panics is tried again, then set aside and
// reported, and its neighbours are answered.
package intake

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/lanes"
)

// Store is the inbox.
type Store interface {
	// NextEvents gives the first waiting event of each lane that is not in skip.
	NextEvents(ctx context.Context, now time.Time, skip []string, limit int) ([]inbox.Event, error)
	// Following gives what waits behind an event in its lane, oldest first.
	Following(ctx context.Context, ev inbox.Event) ([]inbox.Event, error)
	// Commit applies an outcome and ends its event, all at once; handlers.ErrConflict asks for another turn.
	Commit(ctx context.Context, ev inbox.Event, out handlers.Outcome) error
	Defer(ctx context.Context, ev inbox.Event, at time.Time, reason string) error
	SetAside(ctx context.Context, ev inbox.Event, reason string) error
}

// Desk answers events.
type Desk interface {
	Turn(ctx context.Context, ev inbox.Event) (handlers.Outcome, error)
}

// Options of a Worker.
type Options struct {
	Store Store
	Desk  Desk
	// Wake gives a channel that closes when there may be new events; other
	// processes' events are found by looking every second.
	Wake func() <-chan struct{}
	Log  *slog.Logger
}

// Worker answers until its context ends.
type Worker struct{ o Options }

const (
	lanesAtOnce = 8
	// A turn is given this long; a panic is tried panicTries times, an error
	// (a locked database, say) errorTries times over about ten minutes.
	turnTime   = 30 * time.Second
	panicTries = 3
	errorTries = 12
	// conflictTries: something the turn read changed meanwhile; it simply runs again.
	conflictTries = 10
)

// New makes a worker.
func New(o Options) *Worker { return &Worker{o: o} }

// Run answers until ctx ends, then waits for the turns under way.
func (w *Worker) Run(ctx context.Context) error {
	lanes.Work(ctx, lanes.Queue[inbox.Event]{
		Name: "inbox", AtOnce: lanesAtOnce, Wake: w.o.Wake, Log: w.o.Log,
		Next: func(ctx context.Context, skip []string, limit int) ([]inbox.Event, error) {
			return w.o.Store.NextEvents(ctx, time.Now(), skip, limit)
		},
		Lane:     func(ev inbox.Event) string { return ev.Lane },
		Followed: func(ev inbox.Event) bool { return ev.Followed },
		Do: func(ctx context.Context, ev inbox.Event) error {
			// A turn that began is finished: stopping does not leave it half done.
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), turnTime)
			defer cancel()
			return w.answer(ctx, ev)
		},
	})
	return nil
}

// panicked is a panic of a turn, as an error.
type panicked struct{ value any }

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// answer runs the turn of one event and commits it. An error means that not
// even the failure could be kept.
func (w *Worker) answer(ctx context.Context, ev inbox.Event) error {
	var err error
	for range conflictTries {
		whole, out := ev, handlers.Outcome{}
		if whole, err = w.whole(ctx, ev); err != nil {
			break
		}
		if out, err = w.turn(ctx, whole); err != nil {
			break
		}
		if err = w.o.Store.Commit(ctx, whole, out); !errors.Is(err, handlers.ErrConflict) {
			return err
		}
	}
	var p *panicked
	tries, isPanic := ev.Attempts+1, errors.As(err, &p)
	w.o.Log.Error("turn", "event", ev.ID, "kind", ev.Kind, "lane", ev.Lane, "attempt", tries, "error", err)
	if isPanic && tries >= panicTries || tries >= errorTries {
		return w.o.Store.SetAside(ctx, ev, word(isPanic))
	}
	wait := min(100*time.Millisecond<<min(2*ev.Attempts, 10), time.Minute)
	return w.o.Store.Defer(ctx, ev, time.Now().Add(wait), word(isPanic))
}

// whole joins to a message that waited for the rest of what its sender was
// writing what came of it.
func (w *Worker) whole(ctx context.Context, ev inbox.Event) (inbox.Event, error) {
	if ev.Pause == 0 {
		return ev, nil
	}
	rest, err := w.o.Store.Following(ctx, ev)
	if err != nil {
		return ev, fmt.Errorf("read what follows: %w", err)
	}
	return inbox.Join(ev, rest), nil
}

// word names the failure for people; the error itself stays in the log.
func word(isPanic bool) string {
	if isPanic {
		return "panic"
	}
	return "error"
}

func (w *Worker) turn(ctx context.Context, ev inbox.Event) (out handlers.Outcome, err error) {
	defer func() {
		if v := recover(); v != nil {
			w.o.Log.Error("turn panicked", "event", ev.ID, "kind", ev.Kind, "stack", string(debug.Stack()))
			err = &panicked{v}
		}
	}()
	return w.o.Desk.Turn(ctx, ev)
}
