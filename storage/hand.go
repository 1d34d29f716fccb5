package storage

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"moneytrail/handlers/outbox"
)

// Between an answer that is on the disk and the call that sends it there was a
// write of its own, which noted that the call begins. Where a courier has room
// for an item at the moment it is queued, and nothing waits before it in its lane,
// it is queued as being sent: one write, one wait for the disk, and no look for
// what waits. A process that dies before the call leaves what one leaves that
// dies in it: an item of which it is not known whether it went, which the next
// start repeats as such (Item.Handed tells which may). It is never lost, and never
// sent twice without a word.

// couriers take items, by network.
type couriers struct {
	mu  sync.Mutex
	all map[string]func(outbox.Item) outbox.Place
}

// HandTo has the items of turns handed to who sends those of a network ("tg"),
// as far as it has room for them at that moment (nil: it has none); room must not
// wait. From a server, which several processes may serve from, each takes what it claims.
func (db *DB) HandTo(network string, room func(outbox.Item) outbox.Place) {
	c := &db.couriers
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.all == nil {
		c.all = map[string]func(outbox.Item) outbox.Place{}
	}
	c.all[network] = room
}

func (c *couriers) of(op outbox.Op) func(outbox.Item) outbox.Place {
	network, _, _ := strings.Cut(string(op), ".")
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all[network]
}

// hands are the items of a write that are handed over once it is committed.
// Nil hands nothing over.
type hands struct{ given []handed }

type handed struct {
	place outbox.Place
	item  outbox.Item
}

// room gives room for an item that may be sent at once; nil where it has to wait.
func (h *hands) room(ctx context.Context, t *tx, it outbox.Item) (outbox.Place, error) {
	if _, alone := t.db.dialect.(*sqliteFile); !alone || h == nil || !it.Handed() {
		return nil, nil
	}
	courier := t.db.couriers.of(it.Op)
	if courier == nil {
		return nil, nil
	}
	var waits bool
	err := t.row(ctx, `SELECT EXISTS (SELECT 1 FROM outbox WHERE lane = ? AND state IN ('queued', 'sending'))
		OR EXISTS (SELECT 1 FROM meta WHERE key = ?)`, it.Lane, heldKey).Scan(&waits)
	if err != nil {
		return nil, fmt.Errorf("what waits in %s: %w", it.Lane, err)
	}
	if waits {
		return nil, nil
	}
	return courier(it), nil
}

func (h *hands) give(p outbox.Place, it outbox.Item) {
	it.Noted = true
	h.given = append(h.given, handed{p, it})
}

// queued tells whether the items are in the outbox as being sent, behind a commit
// that failed. Nobody else writes before it is asked, and only who hands over notes that.
func (h *hands) queued(ctx context.Context, t *tx) (yes bool) {
	if len(h.given) == 0 {
		return false
	}
	it := h.given[0].item
	err := t.row(ctx, `SELECT EXISTS (SELECT 1 FROM outbox WHERE id = ? AND lane = ? AND state = 'sending')`, it.ID, it.Lane).Scan(&yes)
	return err == nil && yes
}

// begin hands the items over.
func (h *hands) begin() {
	for _, g := range h.given {
		g.place.Begin(g.item)
	}
	h.given = nil
}

// leave gives the room back of what was not handed over.
func (h *hands) leave() {
	for _, g := range h.given {
		g.place.Leave()
	}
	h.given = nil
}
