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
	"sync"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
)

// Store is the inbox.
type Store interface {
	// NextEvents gives the first waiting event of each lane that is not in skip.
	NextEvents(ctx context.Context, now time.Time, skip []string, limit int) ([]inbox.Event, error)
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
type Worker struct {
	o    Options
	mu   sync.Mutex
	busy map[string]bool
	wg   sync.WaitGroup
	free chan struct{}
}

const (
	lanesAtOnce = 8
	look        = time.Second
	// A turn is given this long; a panic is tried panicTries times, an error
	// (a locked database, say) errorTries times over about ten minutes.
	turnTime   = 30 * time.Second
	panicTries = 3
	errorTries = 12
	// conflictTries: something the turn read changed meanwhile; it simply runs again.
	conflictTries = 10
)

// New makes a worker.
func New(o Options) *Worker {
	return &Worker{o: o, busy: map[string]bool{}, free: make(chan struct{}, 1)}
}

// Run answers until ctx ends, then waits for the turns under way.
func (w *Worker) Run(ctx context.Context) error {
	tick := time.NewTicker(look)
	defer tick.Stop()
	for ctx.Err() == nil {
		wake := w.o.Wake() // before looking, so that nothing is missed
		more, err := w.start(ctx)
		if err != nil && ctx.Err() == nil {
			w.o.Log.Error("inbox", "error", err)
		}
		if more {
			continue
		}
		select {
		case <-ctx.Done():
		case <-wake:
		case <-w.free:
		case <-tick.C:
		}
	}
	w.wg.Wait()
	return nil
}

func (w *Worker) start(ctx context.Context) (more bool, err error) {
	w.mu.Lock()
	skip := make([]string, 0, len(w.busy))
	for lane := range w.busy {
		skip = append(skip, lane)
	}
	w.mu.Unlock()
	if len(skip) >= lanesAtOnce {
		return false, nil
	}
	events, err := w.o.Store.NextEvents(ctx, time.Now(), skip, lanesAtOnce-len(skip))
	if err != nil {
		return false, err
	}
	for _, ev := range events {
		w.mu.Lock()
		w.busy[ev.Lane] = true
		w.mu.Unlock()
		w.wg.Go(func() {
			defer w.done(ev.Lane)
			// A turn that began is finished: stopping does not leave it half done.
			turn, cancel := context.WithTimeout(context.WithoutCancel(ctx), turnTime)
			defer cancel()
			if err := w.answer(turn, ev); err != nil {
				w.o.Log.Error("inbox", "event", ev.ID, "kind", ev.Kind, "error", err)
				select { // the event is still there; no hot loop
				case <-ctx.Done():
				case <-time.After(time.Second):
				}
			}
		})
	}
	return len(events) > 0, nil
}

func (w *Worker) done(lane string) {
	w.mu.Lock()
	delete(w.busy, lane)
	w.mu.Unlock()
	select {
	case w.free <- struct{}{}:
	default:
	}
}

// panicked is a panic of a turn, as an error.
type panicked struct{ value any }

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// answer runs the turn of one event and commits it. An error means that not
// even the failure could be kept.
func (w *Worker) answer(ctx context.Context, ev inbox.Event) error {
	var err error
	for range conflictTries {
		var out handlers.Outcome
		if out, err = w.turn(ctx, ev); err != nil {
			break
		}
		if err = w.o.Store.Commit(ctx, ev, out); !errors.Is(err, handlers.ErrConflict) {
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
