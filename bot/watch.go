package main

import (
	"context"
	"fmt"
	"time"

	"moneytrail/bot/keeping"
	"moneytrail/storage"
)

// How long work may wait before a part counts as not working: a turn takes
// milliseconds, and one that fails is set aside within ten minutes.
const (
	eventPatience = 15 * time.Minute
	itemPatience  = time.Hour
)

// watch keeps the health of the database and of both queues on the board, and
// makes the links that an import in another process left to do when it was killed.
func (s *server) watch(ctx context.Context) error {
	for {
		err := s.db.Writable(ctx)
		s.board.Report("database", err)
		if err == nil {
			s.queues(ctx)
			if s.db.Leads(storage.Housekeeping) {
				if err := s.db.Relink(ctx); err != nil && ctx.Err() == nil {
					s.log.Error("links", "error", err)
				}
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(10 * time.Second):
		}
	}
}

// queues reports whether what comes in is worked, and what is to go out goes.
func (s *server) queues(ctx context.Context) {
	b, err := s.db.Backlog(ctx)
	if err != nil {
		s.board.Report("database", err)
		return
	}
	var inbox, sending error
	if wait := since(b.OldestEvent); wait > eventPatience {
		inbox = fmt.Errorf("%d events wait, the oldest for %s", b.Events, wait)
	}
	h, held, err := s.db.Held(ctx)
	switch wait := since(b.OldestItem); {
	case err != nil:
		sending = err
	case held:
		sending = fmt.Errorf("nothing is sent since the restore at %s: moneytrail restore --release", h.Since.UTC().Format(time.RFC3339))
	case wait > itemPatience:
		sending = fmt.Errorf("%d messages wait, the oldest for %s", b.Items, wait)
	}
	s.board.Report("inbox", inbox)
	s.board.Report("sending", sending)
}

func since(t time.Time) time.Duration {
	if t.IsZero() {
		return 0
	}
	return time.Since(t).Round(time.Second)
}

// keep does the work of every night.
func (s *server) keep(ctx context.Context) error {
	k := s.settings.Keeping()
	report := s.board.Reporter("keeping")
	report(nil) // nothing has failed yet
	return keeping.New(keeping.Options{Store: s.db, At: k.At, Zone: s.settings.Zone(), Folder: k.Folder, Kept: k.Kept, Version: version(),
		Retention: storage.Retention{Messages: k.Messages, Cases: k.Cases, People: k.People, Audit: k.Audit}, Log: s.log, Report: report}).Run(ctx)
}
