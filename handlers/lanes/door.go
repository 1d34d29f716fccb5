package lanes

import (
	"context"
	"sync"
)

// Door lets items into a queue that is worked without a look for them, where
// whoever brings them knows that nothing waits before them in their lane. Its
// zero value is shut until Work opens it, and again when that was told to stop.
type Door[T any] struct {
	mu   sync.Mutex
	hold func(lane string) *Place[T]
}

// Hold keeps a free lane for an item that is about to come; nil where it is not
// free, as many are worked as may be at once, or the door is shut. What it gives
// is ended by Begin or by Leave.
func (d *Door[T]) Hold(lane string) *Place[T] {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.hold == nil {
		return nil
	}
	return d.hold(lane)
}

func (d *Door[T]) set(hold func(lane string) *Place[T]) {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hold = hold
}

// Place is a lane that is kept for an item.
type Place[T any] struct {
	begin func(T)
	leave func()
}

// Begin has the item worked.
func (p *Place[T]) Begin(item T) { p.begin(item) }

// Leave gives the lane back: the item does not come.
func (p *Place[T]) Leave() { p.leave() }

// opened opens the queue's door until what it gives is called.
func (c *crew[T]) opened(ctx context.Context) (shut func()) {
	c.Door.set(func(lane string) *Place[T] { return c.hold(ctx, lane) })
	return func() { c.Door.set(nil) }
}

func (c *crew[T]) hold(ctx context.Context, lane string) *Place[T] {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, taken := c.busy[lane]; taken || len(c.busy) >= c.AtOnce || ctx.Err() != nil {
		return nil
	}
	c.busy[lane] = false
	c.wg.Add(1) // the door is shut before anybody waits
	return &Place[T]{
		begin: func(item T) {
			go func() {
				defer c.wg.Done()
				c.work(ctx, lane, item)
			}()
		},
		leave: func() {
			defer c.wg.Done()
			c.done(lane)
		},
	}
}
