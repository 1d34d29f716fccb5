package schedule

import (
	"context"
	"log/slog"
	"time"
)

// Clock gives business time.
type Clock interface{ Now() time.Time }

// often is how often claims are looked for that are due to the minute.
const often = 15 * time.Second

// keepLooking calls look at once and then every so often until ctx ends. A look
// that fails is logged under its name, and the next one comes all the same.
func keepLooking(ctx context.Context, every time.Duration, log *slog.Logger, name string, look func(context.Context) error) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := look(ctx); err != nil && ctx.Err() == nil {
			log.Error(name, "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
