package understand

import (
	"slices"
	"sync"
	"time"
)

// recalled is how many readings are remembered.
const recalled = 64

// longestRecalled is how long a text is remembered at most, in bytes.
const longestRecalled = 400

// Recall gives a reader that does not read again what it read a moment ago: a
// message is read when it comes, to tell whether more of it follows, and when it
// is answered. It is safe for use by many at once.
func Recall(r Reader) Reader { return &recall{reader: r, kept: map[asRead]Reading{}} }

// asRead is all that a reading hangs on.
type asRead struct {
	text   string
	at     int64 // nanoseconds
	offset int   // of the zone
}

type recall struct {
	reader Reader
	mu     sync.Mutex
	kept   map[asRead]Reading
	order  [recalled]asRead // in a circle, next is the oldest
	next   int
}

// Read reads one message, or gives what was read of it before.
func (r *recall) Read(text string, now time.Time) Reading {
	if len(text) > longestRecalled {
		return r.reader.Read(text, now)
	}
	_, offset := now.Zone()
	key := asRead{text, now.UnixNano(), offset}
	r.mu.Lock()
	before, known := r.kept[key]
	r.mu.Unlock()
	if known {
		return copied(before)
	}
	fresh := r.reader.Read(text, now)
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.kept[key]; !known {
		delete(r.kept, r.order[r.next])
		r.order[r.next], r.kept[key] = key, copied(fresh)
		r.next = (r.next + 1) % recalled
	}
	return fresh
}

// copied gives a reading whose lists are nobody else's.
func copied(r Reading) Reading {
	r.Choices, r.Dates, r.Amounts = slices.Clone(r.Choices), slices.Clone(r.Dates), slices.Clone(r.Amounts)
	return r
}
