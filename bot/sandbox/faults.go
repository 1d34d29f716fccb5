package sandbox

import (
	"net/http"
	"regexp"
	"slices"
	"sync"
	"time"
)

// Network is Telegram or Slack.
type Network string

// The networks.
const (
	Telegram Network = "telegram"
	Slack    Network = "slack"
)

// Break is what goes wrong with a call.
type Break int

// Breaks.
const (
	// Status answers with Fault.Status and does nothing: 429 (with RetryAfter), 403, 500...
	Status Break = iota
	// DropBefore closes the connection and does nothing.
	DropBefore
	// DropAfter does it and closes the connection without an answer.
	DropAfter
	// Slow does it, but only after Fault.Delay.
	Slow
	// Garbage answers 502 with a page of HTML and does nothing.
	Garbage
	// Refuse answers Slack's {"ok":false,"error":Fault.Error}.
	Refuse
)

// Fault is a rule about calls that are to go wrong.
type Fault struct {
	Network    Network        // "" = both
	Method     *regexp.Regexp // of the method's name; nil = all but getUpdates
	When       func(Call) bool
	Break      Break
	Status     int
	RetryAfter time.Duration // of 429: whole seconds
	Delay      time.Duration
	Error      string // Slack's error code, or Telegram's description
	Times      int    // 0 = once, negative = until Clear
}

// Faults holds the rules; the first that fits a call is taken.
type Faults struct {
	mu    sync.Mutex
	rules []*Fault
	fired int
}

// Add adds a rule.
func (f *Faults) Add(rule Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if rule.Times == 0 {
		rule.Times = 1
	}
	if rule.Status == 0 {
		rule.Status = http.StatusInternalServerError
	}
	f.rules = append(f.rules, &rule)
}

// Clear takes all rules away.
func (f *Faults) Clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rules = nil
}

// Fired counts the calls that went wrong by a rule.
func (f *Faults) Fired() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fired
}

// take gives the rule for a call, nil where it is to go well.
func (f *Faults) take(c Call) *Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, r := range f.rules {
		switch {
		case r.Network != "" && r.Network != c.Network:
		case r.Method == nil && c.Method == "getUpdates":
		case r.Method != nil && !r.Method.MatchString(c.Method):
		case r.When != nil && !r.When(c):
		default:
			f.fired++
			taken := *r
			if r.Times > 0 {
				if r.Times--; r.Times == 0 {
					f.rules = slices.Delete(f.rules, i, i+1)
				}
			}
			return &taken
		}
	}
	return nil
}

// seconds of a wait, at least one where there is any.
func seconds(d time.Duration) int {
	return int((d + time.Second - 1) / time.Second)
}
