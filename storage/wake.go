package storage

import (
	"strings"
	"sync"

	"moneytrail/handlers/outbox"
)

// Queue is work that somebody waits for.
type Queue string

// The queues, besides those of Items.
const (
	Events  Queue = "events"  // of the inbox, for their turns
	Fetches Queue = "fetches" // of the inbox, whose files come first
)

// Items is the queue of a network's items: "tg", "slack", as their Op begins.
func Items(network string) Queue { return Queue("items of " + network) }

func queueOf(op outbox.Op) Queue {
	network, _, _ := strings.Cut(string(op), ".")
	return Items(network)
}

// Changed gives a channel that is closed at the next write of this process
// that gives work to those who wait at a queue. Take the channel before looking
// for work, and nothing is missed. What other processes write is not signalled;
// it is found by looking again every second. Who finished the first of a lane
// that is followed looks for the next by itself.
func (db *DB) Changed(q Queue) <-chan struct{} { return db.calls.of(q) }

// calls are the channels of those who wait.
type calls struct {
	mu  sync.Mutex
	all map[Queue]chan struct{}
}

func (c *calls) of(q Queue) <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.all == nil {
		c.all = map[Queue]chan struct{}{}
	}
	if c.all[q] == nil {
		c.all[q] = make(chan struct{})
	}
	return c.all[q]
}

// wake calls those who wait at these queues; everybody where none is named.
func (c *calls) wake(queues ...Queue) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(queues) == 0 {
		for q := range c.all {
			queues = append(queues, q)
		}
	}
	for _, q := range queues {
		if ch := c.all[q]; ch != nil {
			close(ch)
			delete(c.all, q)
		}
	}
}
