package storage

import (
	"context"
	"fmt"
	"time"
)

// Backlog tells what waits and what went wrong, for health checks and doctor.
type Backlog struct {
	// Events that wait for their turn, and since when the oldest (machine clock; zero: none).
	Events      int
	OldestEvent time.Time
	// SetAside counts events whose turn failed for good.
	SetAside int
	// Items that wait to be sent, and since when the oldest.
	Items      int
	OldestItem time.Time
	// Failed counts items that failed for good in the last 24 hours.
	Failed int
	// Held counts items that wait for somebody's word.
	Held int
}

// Backlog looks at both queues.
func (db *DB) Backlog(ctx context.Context) (b Backlog, err error) {
	err = db.snapshot(ctx, func(q queryer) error {
		var event, item int64
		dayAgo := millis(db.clock.Machine().Add(-24 * time.Hour))
		for _, c := range []struct {
			q    string
			args []any
			to   []any
		}{
			{`SELECT COUNT(*), COALESCE(MIN(received_at), 0) FROM inbox WHERE state = 'new'`, nil, []any{&b.Events, &event}},
			{`SELECT COUNT(*) FROM inbox WHERE state = 'dead'`, nil, []any{&b.SetAside}},
			{`SELECT COUNT(*), COALESCE(MIN(created_at), 0) FROM outbox WHERE state IN ('queued', 'sending')`, nil, []any{&b.Items, &item}},
			{`SELECT COUNT(*) FROM outbox WHERE state = 'failed' AND changed_at >= ?`, []any{dayAgo}, []any{&b.Failed}},
			{`SELECT COUNT(*) FROM outbox WHERE state = 'held'`, nil, []any{&b.Held}},
		} {
			if err := q.row(ctx, c.q, c.args...).Scan(c.to...); err != nil {
				return err
			}
		}
		b.OldestEvent, b.OldestItem = fromMillis(event), fromMillis(item)
		return nil
	})
	if err != nil {
		return Backlog{}, fmt.Errorf("backlog: %w", err)
	}
	return b, nil
}

// Writable proves that the database takes writes: the disk is not full, the
// file not read-only.
func (db *DB) Writable(ctx context.Context) error {
	return db.change(ctx, func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO meta (key, value) VALUES ('written', ?)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`, t.db.clock.Machine().UTC().Format(time.RFC3339))
		if err != nil {
			return fmt.Errorf("the database takes no writes: %w", err)
		}
		return nil
	})
}
