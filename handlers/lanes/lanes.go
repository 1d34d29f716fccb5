// Package lanes works a queue off: one item at a time within a lane, several
// lanes side by side, until told to stop. What an item is, and what is done
// with it, is the caller's; so is keeping the outcome.
package lanes

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// Queue is what is worked off, and how.
type Queue[T any] struct {
	// Name tells the queue in the log.
	Name string
	// AtOnce is how many lanes are worked at the same time.
	AtOnce int
	// Next gives the first waiting item of each lane that is not in skip, at most limit.
	Next func(ctx context.Context, skip []string, limit int) ([]T, error)
	// Lane gives the lane of an item.
	Lane func(T) string
	// Followed tells whether others may have waited behind an item in its lane when
	// Next gave it. What comes later is called for by Wake.
	Followed func(T) bool
	// Do works one item. An error means that not even its outcome could be
	// kept: the item is still there, and its lane rests for a second.
	Do func(ctx context.Context, item T) error
	// Wake gives a channel that closes when there may be new items. Items of
	// other processes are found by looking every second.
	Wake func() <-chan struct{}
	// Door, where there is one, is opened while the queue is worked.
	Door *Door[T]
	Log  *slog.Logger
}

const (
	look = time.Second
	rest = time.Second
	// gather is how long lanes become free before the next heads are looked
	// for where there were more than could be begun: each look costs by how many
	// lanes wait.
	gather = 5 * time.Millisecond
)

// crew is a queue being worked.
type crew[T any] struct {
	Queue[T]
	mu   sync.Mutex
	busy map[string]bool // lanes; true: more may wait there, which nobody was given
	full bool            // as many are busy as may be at once
	wg   sync.WaitGroup
	free chan struct{} // a lane became free where more may wait
}

// Work works the queue until ctx ends, then waits for what is under way.
func Work[T any](ctx context.Context, q Queue[T]) {
	c := &crew[T]{Queue: q, busy: map[string]bool{}, free: make(chan struct{}, 1)}
	shut := c.opened(ctx)
	tick := time.NewTicker(look)
	defer tick.Stop()
	for ctx.Err() == nil {
		wake := c.Wake() // before looking, so that nothing is missed
		more, err := c.start(ctx)
		if err != nil && ctx.Err() == nil {
			c.Log.Error(c.Name, "error", err)
		}
		if more {
			wake = nil // all are busy
		}
		select {
		case <-ctx.Done():
		case <-wake:
		case <-c.free:
		case <-tick.C:
		}
		if more {
			c.pause(ctx, gather)
		}
	}
	shut()
	c.wg.Wait()
}

// start begins the heads of free lanes; more tells that all it may work at once
// are begun, and others may wait.
func (c *crew[T]) start(ctx context.Context) (more bool, err error) {
	c.mu.Lock()
	skip := make([]string, 0, len(c.busy))
	for lane := range c.busy {
		c.busy[lane] = true
		skip = append(skip, lane)
	}
	limit := c.AtOnce - len(skip)
	c.full = true // until it is known that it is not
	c.mu.Unlock()
	if limit <= 0 {
		return true, nil
	}
	items, err := c.Next(ctx, skip, limit)
	if err != nil {
		return false, err
	}
	more = len(items) == limit
	c.mu.Lock()
	c.full = more
	for _, item := range items {
		c.busy[c.Lane(item)] = c.Followed(item)
	}
	c.mu.Unlock()
	for _, item := range items {
		c.wg.Go(func() { c.work(ctx, c.Lane(item), item) })
	}
	return more, nil
}

// work does an item, and gives its lane back.
func (c *crew[T]) work(ctx context.Context, lane string, item T) {
	defer c.done(lane)
	if err := c.Do(ctx, item); err != nil {
		c.Log.Error(c.Name, "lane", lane, "error", err)
		c.pause(ctx, rest) // a full disk or a locked database must not become a hot loop
	}
}

// pause waits a while, at most until ctx ends.
func (c *crew[T]) pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

func (c *crew[T]) done(lane string) {
	c.mu.Lock()
	again := c.full || c.busy[lane]
	delete(c.busy, lane)
	c.mu.Unlock()
	if !again {
		return
	}
	select {
	case c.free <- struct{}{}:
	default:
	}
}
