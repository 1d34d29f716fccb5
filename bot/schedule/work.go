package schedule

import (
	"context"
	"log/slog"
	"time"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/hours"
	"moneytrail/handlers/inbox"
)

// WorkJob is the name under which the looks at open cases are claimed.
const WorkJob = "work"

// workEvery is how often the desk looks after the open cases.
const workEvery = 15 * time.Minute

// WorkStore keeps the cases, and which looks at them were claimed.
type WorkStore interface {
	OpenCases(ctx context.Context, merchant string) ([]cases.Case, error)
	ClaimJob(ctx context.Context, name, key string, ev *inbox.Event) (bool, error)
}

// Work has the desk look after the open cases every quarter of an hour, in the
// hours in which the support team is reminded, and when they end: once, however
// many processes there are.
type Work struct {
	Store WorkStore
	Clock Clock
	Zone  *time.Location
	// Hours in which the support team is reminded.
	Hours hours.Hours
	Log   *slog.Logger

	told string // the newest look claimed, as far as this process knows
}

// Run looks at once and then every minute, until ctx ends.
func (w *Work) Run(ctx context.Context) error {
	return keepLooking(ctx, watchEvery, w.Log, "open cases", w.Look)
}

// Look claims the quarter of an hour that it is now, or the end of the hours
// that was just now, where a case is open.
func (w *Work) Look(ctx context.Context) error {
	now := w.Clock.Now().In(w.Zone)
	at := now.Truncate(workEvery)
	if !w.Hours.At(now) {
		closed, ok := w.Hours.Closed(now)
		if !ok {
			return nil
		}
		at = closed.In(w.Zone)
	}
	key := at.Format("2006-01-02T15:04")
	if key == w.told {
		return nil
	}
	open, err := w.Store.OpenCases(ctx, "")
	if err != nil {
		return err
	}
	if len(open) > 0 {
		ev := inbox.Event{Key: "sys:work:" + key, Lane: "sys:work", Network: inbox.System, Kind: inbox.WorkDue, At: time.Now(), System: &inbox.SystemEvent{}}
		if _, err := w.Store.ClaimJob(ctx, WorkJob, key, &ev); err != nil {
			return err
		}
	}
	w.told = key
	return nil
}
