package schedule

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// LateJob is the name under which alarms of late files are claimed.
const LateJob = "late"

// Sources keeps how far each source's files reach, and the alarms that were given.
type Sources interface {
	Sources(ctx context.Context, merchant string) ([]trail.Freshness, error)
	ClaimJob(ctx context.Context, name, key string, ev *inbox.Event) (bool, error)
}

// Watch tells the desk of files that did not come when they were expected:
// once for each source, kind and business day.
type Watch struct {
	Store Sources
	Clock Clock
	Log   *slog.Logger
}

// watchEvery is how often the sources are looked at: a file that is late is
// late by hours.
const watchEvery = time.Minute

// Run looks at once and then every minute, until ctx ends.
func (w Watch) Run(ctx context.Context) error {
	return keepLooking(ctx, watchEvery, w.Log, "late files", w.Look)
}

// Look claims an alarm for every file that is late now.
func (w Watch) Look(ctx context.Context) error {
	all, err := w.Store.Sources(ctx, "")
	if err != nil {
		return err
	}
	now := w.Clock.Now()
	for _, f := range all {
		if f.Kind == record.Merchants || f.Kind == record.TermsRows { // said once, and true until something else is said
			continue
		}
		day, since, late := f.Rule.Late(f.Covers, f.Imported, now)
		if !late {
			continue
		}
		key := strings.Join([]string{string(f.Kind), f.Source, day.String()}, ":")
		ev := inbox.Event{Key: "sys:late:" + key, Lane: "sys:files", Network: inbox.System, Kind: inbox.FileLate, At: time.Now(),
			System: &inbox.SystemEvent{Source: f.Source, FileKind: string(f.Kind), Day: day.String(), Since: since, Usual: f.Rule.Usual(calendar.DateOf(now.In(f.Rule.Zone)), f.Rule.Zone)}}
		if _, err := w.Store.ClaimJob(ctx, LateJob, key, &ev); err != nil {
			return err
		}
	}
	return nil
}
