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

// Turn answers an event.
func (l *liveDesk) Turn(ctx context.Context, ev inbox.Event) (handlers.Outcome, error) {
	return l.now.Load().Turn(ctx, ev)
}

// Objections tells what is wrong with a form.
func (l *liveDesk) Objections(ctx context.Context, ev inbox.Event) (map[string]string, error) {
	return l.now.Load().Objections(ctx, ev)
}

const (
	// playbooksEvery is how often the folder of playbooks is looked at.
	playbooksEvery = time.Second
	// playbooksAgain is how often it is read again that could not be used: what was
	// wrong may have been the disk, of which its files tell nothing.
	playbooksAgain = 10 * time.Second
)

// playbookFolder is the operator's folder as it was read last.
type playbookFolder struct {
	used, before string // its stamps, when it was read and at the last look
	failed       string // what was wrong with it, "" nothing
	read         time.Time
}

// newPlaybookFolder notes how a folder stands before it is read for the first
// time: what is written after that is news.
func newPlaybookFolder(folder string) playbookFolder {
	now := stamp(folder)
	return playbookFolder{used: now, before: now}
}

// due tells whether the folder is to be read: once nothing was written to it
// for a look, and now and then while it cannot be used.
func (p *playbookFolder) due(stamp string, now time.Time) bool {
	still := stamp == p.before
	p.before = stamp
	if !still || stamp == p.used && (p.failed == "" || now.Sub(p.read) < playbooksAgain) {
		return false
	}
	p.used, p.read = stamp, now
	return true
}

// playbooks takes up playbooks of the operator's folder that change, without a
// restart, once nothing was written to it for a look. While one of them cannot
// be used, all stay as they were, and the log and /readyz tell why.
func (s *server) playbooks(ctx context.Context) error {
	if s.settings.Playbooks == "" {
		return nil
	}
	report := s.board.Reporter("playbooks")
	report(nil) // those at start were proved
	tick := time.NewTicker(playbooksEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if s.folder.due(stamp(s.settings.Playbooks), time.Now()) {
			report(s.reload())
		}
	}
}

// reload makes a desk of the playbooks as they are now.
func (s *server) reload() error {
	old := s.desk.now.Load()
	lib, err := flows(s.settings, old.Texts)
	if err != nil {
		if err.Error() != s.folder.failed {
			s.log.Error("playbooks: the ones before stay in use", "error", err)
		}
		s.folder.failed = err.Error()
		return err
	}
	s.folder.failed = ""
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
