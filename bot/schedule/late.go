package schedule

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/schedule"
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
// once for each source, kind and business day, together with those before it
// that did not come either.
type Watch struct {
	Store Sources
	Clock Clock
	Log   *slog.Logger
}

// watchEvery is how often the sources are looked at: a file that is late is
// late by hours.
const watchEvery = time.Minute

// alarms is after how many late files in a row the desk knows: of a source
// that was given up it does not hear every day.
const alarms = 7

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
		days, since := f.Rule.Owed(f.Covers, f.Imported, now)
		if len(days) == 0 || len(days) == schedule.MaxOwed { // that of one given up for so long was told of long ago
			continue
		}
		newest := days[min(len(days), alarms)-1]
		e := &inbox.SystemEvent{Source: f.Source, FileKind: string(f.Kind), Day: days[0].String(), Since: since, Usual: f.Rule.Usual(calendar.DateOf(now.In(f.Rule.Zone)), f.Rule.Zone)}
		for _, d := range schedule.Named(days) {
			e.Days = append(e.Days, d.String())
		}
		e.More = len(days) - len(e.Days)
		key := strings.Join([]string{string(f.Kind), f.Source, newest.String()}, ":")
		ev := inbox.Event{Key: "sys:late:" + key, Lane: "sys:files", Network: inbox.System, Kind: inbox.FileLate, At: time.Now(), System: e}
		if _, err := w.Store.ClaimJob(ctx, LateJob, key, &ev); err != nil {
			return err
		}
	}
	return nil
}
