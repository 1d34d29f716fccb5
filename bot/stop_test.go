package main

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/sync/errgroup"
)

func TestStoppingWaitsForWorkUnderWayButNotForEver(t *testing.T) {
	for name, c := range map[string]struct{ work, want time.Duration }{
		"a turn of three seconds is finished":                    {3 * time.Second, 3 * time.Second},
		"one that waits for an import is left to the next start": {time.Minute, patience},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &server{log: slog.New(slog.DiscardHandler)}
				ctx, stop := context.WithCancel(t.Context())
				g, ctx := errgroup.WithContext(ctx)
				g.Go(func() error {
					<-ctx.Done()
					time.Sleep(c.work)
					return nil
				})
				stop()
				began := time.Now()
				if err := s.wait(ctx, g); err != nil {
					t.Error(err)
				}
				if took := time.Since(began); took != c.want || took >= 10*time.Second {
					t.Errorf("it took %s, not %s", took, c.want)
				}
				time.Sleep(time.Minute) // the part ends
			})
		})
	}
}

func TestAPartThatFailsEndsServeWithItsError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("the listener broke")
		s := &server{log: slog.New(slog.DiscardHandler)}
		g, ctx := errgroup.WithContext(t.Context())
		g.Go(func() error { return broken })
		g.Go(func() error {
			<-ctx.Done()
			return nil
		})
		if err := s.wait(ctx, g); !errors.Is(err, broken) {
			t.Errorf("serve ended with %v", err)
		}
	})
}
