package main

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"moneytrail/bot/health"
	"moneytrail/bot/schedule"
	"moneytrail/storage"
)

// lead does what a role asks for while this process has it; the board shows
// under part which of several processes that is.
func (s *server) lead(ctx context.Context, part string, role storage.Role, do func(context.Context) error) error {
	return s.db.Lead(ctx, role, func() { s.board.Stand(part, health.StandsBy) }, func(ctx context.Context) error {
		s.board.Stand(part, health.Has)
		return do(ctx)
	})
}

// houseKeep is what the clock asks for, of several processes by one: each thing
// is claimed by its name as well, so that a change of hands makes nothing twice.
func (s *server) houseKeep(ctx context.Context) error {
	clock, at, zone := shifted(s.settings.Offset()), s.settings.SummaryHour(), s.settings.Zone()
	g, ctx := errgroup.WithContext(ctx)
	for _, part := range []func(context.Context) error{
		s.keep,
		schedule.New(schedule.Options{Store: s.db, Clock: clock, At: at, Log: s.log}).Run,
		schedule.Watch{Store: s.db, Clock: clock, Log: s.log}.Run,
		(&schedule.Walks{Store: s.db, Clock: clock, Zone: zone, At: at, Log: s.log}).Run,
		schedule.Waits{Store: s.db, Clock: clock, Log: s.log}.Run,
		(&schedule.Work{Store: s.db, Clock: clock, Zone: zone, Hours: s.support.Reminded(zone), Log: s.log}).Run,
		s.fetching.Owed,
	} {
		g.Go(func() error { return part(ctx) })
	}
	return g.Wait()
}

const (
	// wayLost is for how long a process that does not reach Telegram polls on
	// before it lets another one try, and letOthers for how long it lets them.
	wayLost   = time.Minute
	letOthers = 5 * time.Second
)

// poll asks Telegram for updates while that is this process's role. It does not
// end before ctx does. A process that Telegram does not answer gives the role
// away: another one may have a way there.
func (s *server) poll(ctx context.Context, report func(error)) error {
	for ctx.Err() == nil {
		err := s.lead(ctx, "telegram", storage.Polling, func(ctx context.Context) error {
			ctx, give := context.WithCancel(ctx)
			defer give()
			well := time.Now()
			return s.telegram.Poll(ctx, s.take, func(err error) {
				if report(err); err == nil {
					well = time.Now()
				} else if time.Since(well) > wayLost && s.db.Processes() > 1 {
					s.log.Warn("telegram does not answer this process: another one may poll")
					give()
				}
			})
		})
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
		case <-time.After(letOthers):
		}
	}
	return nil
}
