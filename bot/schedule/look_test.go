package schedule

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestALookThatFailsIsLoggedAndTheNextOneComes: at once, and then as often as said.
func TestALookThatFailsIsLoggedAndTheNextOneComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var log bytes.Buffer
		began, looks := time.Now(), []time.Duration{}
		err := keepLooking(ctx, time.Minute, slog.New(slog.NewTextHandler(&log, nil)), "summaries", func(context.Context) error {
			looks = append(looks, time.Since(began))
			if len(looks) == 3 {
				cancel()
			}
			return errors.New("disk is full")
		})
		if err != nil || len(looks) != 3 || looks[0] != 0 || looks[1] != time.Minute || looks[2] != 2*time.Minute {
			t.Errorf("looked at %v, %v", looks, err)
		}
		if n := strings.Count(log.String(), `msg=summaries error="disk is full"`); n != 2 { // the last failed because it was stopped
			t.Errorf("%d failures logged, want 2:\n%s", n, log.String())
		}
	})
}
