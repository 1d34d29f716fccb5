package storage

import (
	"context"
	"fmt"

	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/trail"
)

// looks asks the inbox to look through a merchant's swipes where some came
// lately, or its terminals told of something lately: suspicious patterns are
// news as long as notices are.
func (l *linker) looks(ctx context.Context, c chore, f trail.Facts, fresh bool, edge calendar.Date) error {
	for _, e := range f.Events {
		fresh = fresh || patterns.Watched(e.Kind) && dateOf(e.Time.Time.In(f.Zone)) >= edge
	}
	if c.silent || !fresh {
		return nil
	}
	n, err := l.t.next(ctx, "relinked")
	if err != nil {
		return err
	}
	_, err = addEvents(ctx, l.t, []inbox.Event{{
		Key:  fmt.Sprintf("sys:signs:%d:%s:%d", c.file, c.key, n),
		Lane: "sys:" + c.key, Network: inbox.System, Kind: inbox.SignsDue, At: l.db.clock.Machine(),
		System: &inbox.SystemEvent{MerchantID: c.key},
	}})
	l.t.wakes()
	return err
}
