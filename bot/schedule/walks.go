package schedule

import (
	"context"
	"log/slog"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
)

// WalksJob is the name under which the weeks told to the support team are claimed.
const WalksJob = "walks"

// WalkStore keeps what became of walks through playbooks, and which weeks were told.
type WalkStore interface {
	Playbooks(ctx context.Context, from time.Time) ([]inbox.Walks, error)
	ClaimJob(ctx context.Context, name, key string, ev *inbox.Event) (bool, error)
}

// Walks tells the support team every Monday, at the hour of the summaries in
// the operator's zone, what became of the playbooks of the seven days before:
// once a week, and nothing of a week without any.
type Walks struct {
	Store WalkStore
	Clock Clock
	Zone  *time.Location
	At    time.Duration // since local midnight
	Log   *slog.Logger

	told calendar.Date // the newest Monday claimed, as far as this process knows
}

// Run looks at once and then every minute, until ctx ends.
func (w *Walks) Run(ctx context.Context) error {
	return keepLooking(ctx, watchEvery, w.Log, "figures of playbooks", w.Look)
}

// Look claims the week that is due now.
func (w *Walks) Look(ctx context.Context) error {
	now := w.Clock.Now().In(w.Zone)
	monday := Newest(now, w.At) + 1
	for monday.In(time.UTC).Weekday() != time.Monday {
		monday--
	}
	if monday <= w.told || calendar.DateOf(now) != monday { // a week is told on its day, or not at all
		return nil
	}
	all, err := w.Store.Playbooks(ctx, time.Now().AddDate(0, 0, -7))
	if err != nil {
		return err
	}
	if len(all) > 0 {
		ev := inbox.Event{Key: "sys:walks:" + monday.String(), Lane: "sys:walks", Network: inbox.System, Kind: inbox.WalksTold, At: time.Now(),
			System: &inbox.SystemEvent{Day: monday.String(), Walks: all}}
		if _, err := w.Store.ClaimJob(ctx, WalksJob, monday.String(), &ev); err != nil {
			return err
		}
	}
	w.told = monday
	return nil
}
