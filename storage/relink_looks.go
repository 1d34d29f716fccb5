package storage

import (
	"context"
	"fmt"

	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/trail"
)

// watched tells whether a merchant's swipes are to be looked through, because
// some came lately, or its terminals told of something lately: suspicious
// patterns are news as long as notices are.
func watched(f trail.Facts, fresh bool, edge calendar.Date) bool {
	for _, e := range f.Events {
		fresh = fresh || patterns.Watched(e.Kind) && dateOf(e.Time.Time.In(f.Zone)) >= edge
	}
	return fresh
}

// looks asks the inbox to look through a merchant's swipes.
func (l *linker) looks(ctx context.Context, t *tx, c chore) error {
	n, err := t.next(ctx, "relinked")
	if err != nil {
		return err
	}
	_, err = addEvents(ctx, t, []inbox.Event{{
		Key:  fmt.Sprintf("sys:signs:%d:%s:%d", c.file, c.key, n),
		Lane: "sys:" + c.key, Network: inbox.System, Kind: inbox.SignsDue, At: l.db.clock.Machine(),
		System: &inbox.SystemEvent{MerchantID: c.key},
	}})
	return err
}
