package storage

import (
	"context"
	"fmt"

	"moneytrail/recon/record"
)

// eventRow is an event as it is stored.
type eventRow struct {
	record.Origin
	party int64
	body  []byte
}

// eventsBy reads the events of parties.
func (v *view) eventsBy(ctx context.Context, parties []any) ([]eventRow, error) {
	all, err := lookUp(v.ahead.events, parties, func(e *eventRow) any { return e.party }, func(in string, args []any) ([]eventRow, error) {
		rows, err := v.q.query(ctx, "SELECT row, source, file_id, line_no, party, body FROM merchant_events WHERE party"+in, args...)
		return collect(rows, err, func(r scanner) (e eventRow, err error) {
			return e, r.Scan(&e.Row, &e.Source, &e.FileID, &e.Line, &e.party, &e.body)
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	return all, nil
}

// happenings reads the events of the merchant, in order of their times.
func (s *shelf) happenings(ctx context.Context) ([]record.Event, error) {
	all, err := s.eventsBy(ctx, s.partyKeys())
	if err != nil {
		return nil, err
	}
	var events []record.Event
	for _, row := range all {
		if s.hides(row.FileID) {
			continue
		}
		w, err := s.who(ctx, row.party)
		if err != nil {
			return nil, err
		}
		var e record.Event
		if err := unpackEvent(row.body, &e); err != nil {
			return nil, fmt.Errorf("event %d: %w", row.Row, err)
		}
		e.Origin, e.MerchantID, e.Time = row.Origin, w.merchant, inZone(e.Time, w.zone)
		express(&e.Decimals, &e.Currency, w.currencies, e.Amount)
		events = append(events, e)
	}
	sortEvents(events)
	return events, nil
}
