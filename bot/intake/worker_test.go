package intake

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
)

// tray is an inbox in memory with the store's rules.
type tray struct {
	mu     sync.Mutex
	events []inbox.Event
	due    map[int64]time.Time
	state  map[int64]string
	// conflicts is how often the commit of an event is refused.
	conflicts map[int64]int
	order     []string
	wake      chan struct{}
}

func newTray(lanes ...string) *tray {
	b := &tray{due: map[int64]time.Time{}, state: map[int64]string{}, conflicts: map[int64]int{}, wake: make(chan struct{})}
	for i, lane := range lanes {
		b.events = append(b.events, inbox.Event{ID: int64(i + 1), Lane: lane})
	}
	return b
}

func (b *tray) NextEvents(_ context.Context, now time.Time, skip []string, limit int) ([]inbox.Event, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []inbox.Event
	seen := map[string]bool{}
	for _, e := range b.events {
		if b.state[e.ID] != "" || seen[e.Lane] || slices.Contains(skip, e.Lane) {
			continue
		}
		seen[e.Lane] = true
		if !b.due[e.ID].After(now) && len(out) < limit {
			out = append(out, e)
		}
	}
	return out, nil
}

func (b *tray) Commit(_ context.Context, ev inbox.Event, _ handlers.Outcome) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.conflicts[ev.ID] > 0 {
		b.conflicts[ev.ID]--
		return handlers.ErrConflict
	}
	b.state[ev.ID] = "done"
	b.order = append(b.order, fmt.Sprint(ev.ID))
	return nil
}

func (b *tray) Defer(_ context.Context, ev inbox.Event, at time.Time, _ string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.due[ev.ID] = at
	b.events[ev.ID-1].Attempts++
	return nil
}

func (b *tray) SetAside(_ context.Context, ev inbox.Event, reason string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.state[ev.ID] = "aside: " + reason
	return nil
}

// clerk fails at some events.
type clerk struct {
	mu    sync.Mutex
	turns map[int64]int
	fails map[int64]func(try int) error
}

func (c *clerk) Turn(_ context.Context, ev inbox.Event) (handlers.Outcome, error) {
	c.mu.Lock()
	c.turns[ev.ID]++
	n, fail := c.turns[ev.ID], c.fails[ev.ID]
	c.mu.Unlock()
	if fail != nil {
		return handlers.Outcome{}, fail(n)
	}
	return handlers.Outcome{}, nil
}

func run(t *testing.T, b *tray, c *clerk, d time.Duration) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	w := New(Options{Store: b, Desk: c, Wake: func() <-chan struct{} { return b.wake }, Log: slog.New(slog.DiscardHandler)})
	go func() { done <- w.Run(ctx) }()
	time.Sleep(d)
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// The trap of the SDK: one update whose handler panics takes 49 others with it.
func TestAPoisonedTurnIsSetAsideAndItsNeighboursAreAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lanes []string
		for i := range 50 {
			lanes = append(lanes, fmt.Sprintf("tg:%d", i%10))
		}
		b := newTray(lanes...)
		c := &clerk{turns: map[int64]int{}, fails: map[int64]func(int) error{7: func(int) error { panic("poison") }}}
		run(t, b, c, 10*time.Second)
		for id := int64(1); id <= 50; id++ {
			want := "done"
			if id == 7 {
				want = "aside: panic"
			}
			if b.state[id] != want {
				t.Errorf("event %d is %q", id, b.state[id])
			}
		}
		if c.turns[7] != panicTries {
			t.Errorf("tried %d times", c.turns[7])
		}
	})
}

func TestALaneKeepsItsOrderThroughABackOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newTray("tg:1", "tg:1", "tg:2")
		c := &clerk{turns: map[int64]int{}, fails: map[int64]func(int) error{1: func(try int) error {
			if try < 3 {
				return errors.New("database is locked")
			}
			return nil
		}}}
		run(t, b, c, time.Minute)
		if got := strings.Join(b.order, " "); got != "3 1 2" {
			t.Errorf("order %s", got)
		}
	})
}

func TestALongLockIsWaitedOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newTray("tg:1")
		begin := time.Now()
		c := &clerk{turns: map[int64]int{}, fails: map[int64]func(int) error{1: func(int) error {
			if time.Since(begin) < 3*time.Minute {
				return errors.New("database is locked")
			}
			return nil
		}}}
		run(t, b, c, 10*time.Minute)
		if b.state[1] != "done" {
			t.Errorf("after %d tries: %q", c.turns[1], b.state[1])
		}
	})
}

func TestWhatChangedMeanwhileIsReadAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newTray("tg:1")
		b.conflicts[1] = 4
		c := &clerk{turns: map[int64]int{}}
		run(t, b, c, time.Second)
		if b.state[1] != "done" || c.turns[1] != 5 {
			t.Errorf("%q after %d turns", b.state[1], c.turns[1])
		}
	})
}
