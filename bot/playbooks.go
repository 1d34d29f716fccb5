package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"moneytrail/config"
	"moneytrail/handlers"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/texts"
)

// flows gives the flows of the conversation and the playbooks, the operator's among them.
func flows(s config.Settings, catalog *texts.Catalog) (*flow.Library, error) {
	if s.Playbooks == "" {
		return handlers.Flows(catalog, nil)
	}
	if info, err := os.Stat(s.Playbooks); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("playbooks: %s is no folder that can be read", s.Playbooks)
	}
	return handlers.Flows(catalog, os.DirFS(s.Playbooks))
}

// liveDesk is the desk of a running server: another one takes its place when
// playbooks change. A turn under way ends with the desk that it began with.
type liveDesk struct{ now atomic.Pointer[handlers.Desk] }

func newLiveDesk(d *handlers.Desk) *liveDesk {
	live := &liveDesk{}
	live.now.Store(d)
	return live
}

// Turn answers an event.
func (l *liveDesk) Turn(ctx context.Context, ev inbox.Event) (handlers.Outcome, error) {
	return l.now.Load().Turn(ctx, ev)
}

// playbooksEvery is how often the folder of playbooks is looked at.
const playbooksEvery = time.Second

// playbooks takes up playbooks of the operator's folder that change, without a
// restart, once nothing was written to it for a look. While one of them cannot
// be used, all stay as they were, and the log and /readyz tell why.
func (s *server) playbooks(ctx context.Context) error {
	if s.settings.Playbooks == "" {
		return nil
	}
	report := s.board.Reporter("playbooks")
	report(nil) // those at start were proved
	used := stamp(s.settings.Playbooks)
	before := used
	tick := time.NewTicker(playbooksEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		now := stamp(s.settings.Playbooks)
		if now != used && now == before {
			used = now
			report(s.reload())
		}
		before = now
	}
}

// reload makes a desk of the playbooks as they are now.
func (s *server) reload() error {
	old := s.desk.now.Load()
	lib, err := flows(s.settings, old.Texts)
	if err != nil {
		s.log.Error("playbooks: the ones before stay in use", "error", err)
		return err
	}
	o := old.Options
	o.Flows = lib
	s.desk.now.Store(handlers.New(o))
	s.log.Info("playbooks read anew", "flows", len(lib.All()))
	return nil
}

// stamp tells a folder's playbooks apart from what they were: names, sizes and times.
func stamp(folder string) string {
	names, err := filepath.Glob(filepath.Join(folder, "*.toml"))
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for _, name := range names {
		if info, err := os.Stat(name); err == nil {
			fmt.Fprintf(&b, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano())
		}
	}
	if _, err := os.Stat(folder); err != nil {
		b.WriteString("no folder")
	}
	return b.String()
}
