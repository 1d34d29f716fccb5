// Package health tells whether the product works: each part reports, and
// /healthz and /readyz say it to whoever watches.
package health

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Part is the state of one part of the product.
type Part struct {
	OK    bool      `json:"ok"`
	Error string    `json:"error,omitempty"`
	Since time.Time `json:"since"`
	// Role tells, of a part that one process at a time does for all, whether this
	// one has it or stands by.
	Role string `json:"role,omitempty"`
}

// What a part says of its role.
const (
	Has      = "has it"
	StandsBy = "stands by: another process has it"
)

// starting is what a part says that has not reported yet.
const starting = "starting"

// Board collects the states. Its zero value is not usable; see New.
type Board struct {
	log   *slog.Logger
	mu    sync.Mutex
	own   []string
	parts map[string]Part
}

// New makes a board on which the named parts have not reported yet. own are the
// parts that are the process's own: where one of them does not work, it may help
// to start it again. The others depend on somebody else. The log is told when a
// part stops working, and when it works again.
func New(log *slog.Logger, own []string, others ...string) *Board {
	b := &Board{log: log, own: own, parts: map[string]Part{}}
	for _, p := range slices.Concat(own, others) {
		b.parts[p] = Part{Error: starting, Since: time.Now()}
	}
	return b
}

// Report sets the state of a part: nil is well. The text of err is shown, so
// it must be free of secrets.
func (b *Board) Report(part string, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	p := Part{OK: err == nil, Since: time.Now()}
	if err != nil {
		p.Error = err.Error()
	}
	old := b.parts[part]
	p.Role = old.Role
	fresh := old.Error == starting
	if old.OK == p.OK && !fresh {
		p.Since = old.Since
	}
	b.parts[part] = p
	switch {
	case !p.OK && (old.OK || fresh):
		b.log.Warn("a part does not work", "part", part, "error", p.Error)
	case p.OK && !old.OK && !fresh:
		b.log.Info("a part works again", "part", part, "after", p.Since.Sub(old.Since).Round(time.Second).String())
	}
}

// Reporter gives Report bound to a part.
func (b *Board) Reporter(part string) func(error) {
	return func(err error) { b.Report(part, err) }
}

// Stand notes whether this process has a part or stands by; who stands by is well.
func (b *Board) Stand(part, role string) {
	b.mu.Lock()
	p := b.parts[part]
	p.Role = role
	b.parts[part] = p
	b.mu.Unlock()
	if role == StandsBy {
		b.Report(part, nil)
	}
}

// Parts tells of each part whether it works.
func (b *Board) Parts() map[string]bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := make(map[string]bool, len(b.parts))
	for name, p := range b.parts {
		all[name] = p.OK
	}
	return all
}

// Live answers 503 when a part of the process's own does not work: it, or the
// disk under it, needs somebody. A part that has not reported yet is no failure.
func (b *Board) Live() http.Handler {
	return b.handler(func(name string, p Part) bool {
		return p.OK || p.Error == starting || !slices.Contains(b.own, name)
	})
}

// Ready answers 503 until all parts work: what comes in is answered.
func (b *Board) Ready() http.Handler {
	return b.handler(func(_ string, p Part) bool { return p.OK })
}

// handler answers 200 where all parts are well and 503 where not, with the
// state of each part.
func (b *Board) handler(well func(string, Part) bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		b.mu.Lock()
		status := http.StatusOK
		for name, p := range b.parts {
			if !well(name, p) {
				status = http.StatusServiceUnavailable
			}
		}
		body, err := json.MarshalIndent(b.parts, "", "  ")
		b.mu.Unlock()
		if err != nil {
			http.Error(w, "unknown", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write(append(body, '\n')) // the watcher may be gone
	})
}
