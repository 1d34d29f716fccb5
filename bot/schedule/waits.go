package schedule

import (
	"context"
	"log/slog"
	"time"
)

// WaitStore keeps playbooks that come back on a day.
type WaitStore interface {
	TakeWaits(ctx context.Context, now time.Time) (int, error)
}

// Waits brings back playbooks whose day has come, until its context ends.
type Waits struct {
	Store WaitStore
	Clock Clock
	Log   *slog.Logger
}

// Run looks at once and then every few seconds.
func (w Waits) Run(ctx context.Context) error {
	return keepLooking(ctx, often, w.Log, "playbooks that waited", w.Look)
}

// Look takes what is due now, however much that is.
func (w Waits) Look(ctx context.Context) error {
	for {
		n, err := w.Store.TakeWaits(ctx, w.Clock.Now())
		if err != nil || n == 0 {
			return err
		}
	}
}
