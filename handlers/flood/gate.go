// Package flood holds back a person who writes faster than anybody reads: the
// first messages are answered, then one answer says so, and the rest is kept
// in silence, up to a bound. Everybody has buckets of their own, so that nobody
// else waits longer for it.
package flood

import (
	"strings"
	"sync"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/press"
)

// Limits of one person. An album counts as one message.
const (
	// Burst messages are answered at once, and one more every Refill.
	Burst  = 40
	Refill = time.Second
	// Room is how many messages of a person are kept at once, and one more every
	// RoomRefill; what is beyond is not kept.
	Room       = 2000
	RoomRefill = 2 * time.Second
	// PersonEvery is how often the button that brings a person works meanwhile.
	PersonEvery = 10 * time.Second
)

const (
	debt   = 10 // messages that going on costs, beyond the empty bucket
	calm   = 3  // messages that must be free again before answers go on
	idle   = 2 * time.Hour
	forget = 50000 // people that are remembered at once
)

// Gate decides what becomes of each message as it comes in. It is safe for use
// by many goroutines.
type Gate struct {
	mu     sync.Mutex
	people map[int64]*person
}

// person is the state of one sender.
type person struct {
	tokens, room float64
	at           time.Time // of the last message, never going back
	album        string
	flooding     bool
	held         int // messages that were kept in silence, or not at all
	person       time.Time
}

// NewGate makes a gate that has seen nobody yet.
func NewGate() *Gate { return &Gate{people: map[int64]*person{}} }

// Admit marks an event from Telegram with what it is worth: an answer, the one
// answer that says "too fast", or silence. keep is false for what is beyond
// what is kept of one person. The message's own time counts, so that what
// waited at the network while the product was away is no flood.
func (g *Gate) Admit(ev *inbox.Event) (keep bool) {
	e := ev.Telegram
	if ev.Network != inbox.Telegram || e == nil {
		return true
	}
	switch ev.Kind {
	case inbox.Message, inbox.Edited, inbox.Press:
	default:
		return true
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	p := g.of(sender(e), ev.At)
	if e.Album != "" && e.Album == p.album && p.room >= 1 {
		p.room--
		if p.flooding {
			e.Flood = inbox.FloodQuiet
		}
		return true
	}
	p.album = e.Album
	if p.room < 1 {
		p.held++
		p.tokens = max(p.tokens-1, -debt)
		return false
	}
	p.room--
	p.tokens = max(p.tokens-1, -debt)
	switch {
	case p.flooding && p.tokens >= calm-1:
		p.flooding = false
	case p.flooding && wantsPerson(ev) && p.at.Sub(p.person) >= PersonEvery:
		p.person = p.at
		return true
	case p.flooding:
		p.held++
		e.Flood = inbox.FloodQuiet
		return true
	case p.tokens < 0:
		p.flooding = true
		e.Flood = inbox.FloodWarn
		return true
	}
	e.Held, p.held = p.held, 0
	return true
}

// sender is whose bucket counts: the person's in a private chat, the group's in a group.
func sender(e *inbox.TelegramEvent) int64 {
	if e.ChatType != "private" && e.Chat != 0 {
		return e.Chat
	}
	return e.User
}

// wantsPerson tells the button that brings a person.
func wantsPerson(ev *inbox.Event) bool {
	return ev.Kind == inbox.Press && (ev.Telegram.Data == string(press.Person) || strings.HasPrefix(ev.Telegram.Data, string(press.Person)+":"))
}

// of gives the state of a sender, its buckets filled up to a moment.
func (g *Gate) of(id int64, at time.Time) *person {
	p := g.people[id]
	if p == nil {
		g.tidy(at)
		p = &person{tokens: Burst, room: Room, at: at}
		g.people[id] = p
	}
	if past := at.Sub(p.at); past > 0 {
		p.tokens = min(Burst, p.tokens+past.Seconds()/Refill.Seconds())
		p.room = min(Room, p.room+past.Seconds()/RoomRefill.Seconds())
		p.at = at
	}
	return p
}

// tidy forgets people who were silent for long, all of them where there are too many.
func (g *Gate) tidy(now time.Time) {
	if len(g.people) < forget {
		return
	}
	for id, p := range g.people {
		if now.Sub(p.at) > idle {
			delete(g.people, id)
		}
	}
	if len(g.people) >= forget {
		clear(g.people)
	}
}
