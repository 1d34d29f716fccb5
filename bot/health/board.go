// Package health tells whether the product works: each part reports, and
// /healthz and /readyz say it to whoever watches.
package health

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

// Part is the state of one part of the product.
type Part struct {
	OK    bool      `json:"ok"`
	Error string    `json:"error,omitempty"`
	Since time.Time `json:"since"`
}

// Board collects the states. Its zero value is not usable; see New.
type Board struct {
	mu    sync.Mutex
	parts map[string]Part
}

// New makes a board on which the named parts have not reported yet.
func New(parts ...string) *Board {
	b := &Board{parts: map[string]Part{}}
	for _, p := range parts {
		b.parts[p] = Part{Error: "starting", Since: time.Now()}
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
	if old, ok := b.parts[part]; ok && old.OK == p.OK {
		p.Since = old.Since
	}
	b.parts[part] = p
}

// Reporter gives Report bound to a part.
func (b *Board) Reporter(part string) func(error) {
	return func(err error) { b.Report(part, err) }
}

// Well tells whether all parts are.
func (b *Board) Well() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range b.parts {
		if !p.OK {
			return false
		}
	}
	return true
}

// ServeHTTP answers 200 when all parts are well and 503 when not, with the
// state of each part.
func (b *Board) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	b.mu.Lock()
	body, err := json.MarshalIndent(b.parts, "", "  ")
	b.mu.Unlock()
	if err != nil {
		http.Error(w, "unknown", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if !b.Well() {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_, _ = w.Write(append(body, '\n')) // the watcher may be gone
}
