package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"moneytrail/handlers/inbox"
)

// SetAsideLane is the lane in which the desk hears of events that were set aside.
const SetAsideLane = "sys:dead"

// UndeliveredLane is the lane in which the desk hears of items that failed for good.
const UndeliveredLane = "sys:undelivered"

// AddEvents keeps events. Once it returns they are on disk, and the network may
// be told so. An event whose key is known already is left out: added counts the others.
func (db *DB) AddEvents(ctx context.Context, events []inbox.Event) (added int, err error) {
	if len(events) == 0 {
		return 0, nil
	}
	err = db.changeBriefly(ctx, func(ctx context.Context, t *tx) error {
		added, err = addEvents(ctx, t, events)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("keep %d events: %w", len(events), err)
	}
	return added, nil
}

// addEvents is AddEvents as a part of a larger transaction.
func addEvents(ctx context.Context, t *tx, events []inbox.Event) (added int, err error) {
	for _, ev := range events {
		if ev.Key == "" || ev.Lane == "" {
			return added, fmt.Errorf("event without key or lane: %s %s", ev.Network, ev.Kind)
		}
		body, err := json.Marshal(ev)
		if err != nil {
			return added, fmt.Errorf("encode event %s: %w", ev.Key, err)
		}
		n, err := t.changes(ctx, `INSERT INTO inbox (key, lane, network, kind, body, fetching, received_at)
			VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
			ev.Key, ev.Lane, string(ev.Network), string(ev.Kind), string(body), queueOfEvent(ev) == Fetches, t.db.now())
		if err != nil {
			return added, fmt.Errorf("insert event %s: %w", ev.Key, err)
		}
		if n > 0 {
			t.wakes(Events) // also of what its lane waited for silence with
			t.wakes(queueOfEvent(ev))
			if err := pause(ctx, t, ev); err != nil {
				return added, fmt.Errorf("pause of %s: %w", ev.Key, err)
			}
		}
		added += n
	}
	return added, nil
}

// The inbox as a queue; the arguments of ready are whether files are to be
// fetched, and now.
var inboxLanes = laneTable{table: "inbox", columns: "id, key, lane, attempts, body", open: "state = 'new'",
	ready: "state = 'new' AND fetching = ? AND due_at <= ?", first: "id"}

// NextEvents gives the oldest unfinished event of each lane that is not in
// skipLanes, oldest first, at most limit. A lane whose oldest event is deferred
// beyond now (machine clock), or waits for its files, waits as a whole. Where
// several processes serve, what it gives is this one's: no other is given it.
func (db *DB) NextEvents(ctx context.Context, now time.Time, skipLanes []string, limit int) ([]inbox.Event, error) {
	return db.heads(ctx, false, now, skipLanes, limit)
}

// NextFetches is NextEvents of the events whose files are to be fetched first.
func (db *DB) NextFetches(ctx context.Context, now time.Time, skipLanes []string, limit int) ([]inbox.Event, error) {
	return db.heads(ctx, true, now, skipLanes, limit)
}

func (db *DB) heads(ctx context.Context, fetch bool, now time.Time, skipLanes []string, limit int) ([]inbox.Event, error) {
	events, err := headsOf(ctx, db, inboxLanes, []any{fetch, millis(now)}, skipLanes, limit, scanEvent,
		func(ev *inbox.Event) (string, int64, *bool) { return ev.Lane, ev.ID, &ev.Followed })
	if err != nil {
		return nil, fmt.Errorf("next events: %w", err)
	}
	return events, nil
}

func scanEvent(s scanner) (ev inbox.Event, err error) {
	var id int64
	var attempts int
	var key, lane, body string
	if err := s.Scan(&id, &key, &lane, &attempts, &body); err != nil {
		return ev, err
	}
	if err := json.Unmarshal([]byte(body), &ev); err != nil {
		return ev, fmt.Errorf("decode event %d: %w", id, err)
	}
	ev.ID, ev.Key, ev.Lane, ev.Attempts = id, key, lane, attempts
	return ev, nil
}

// Event gives one event whatever became of it.
func (db *DB) Event(ctx context.Context, id int64) (inbox.Event, bool, error) {
	return one(db.reads().row(ctx, `SELECT id, key, lane, attempts, body FROM inbox WHERE id = ?`, id), scanEvent)
}

// Defer puts an event off until at (machine clock) after a turn that failed; its lane waits with it.
func (db *DB) Defer(ctx context.Context, ev inbox.Event, at time.Time, reason string) error {
	return db.change(ctx, func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `UPDATE inbox SET attempts = attempts + 1, due_at = ?, reason = ?, process = 0 WHERE id = ? AND state = 'new'`,
			millis(at), reason, ev.ID)
		if err != nil {
			return fmt.Errorf("defer event %d: %w", ev.ID, err)
		}
		return nil
	})
}

// SetAside gives an event up, so that its lane goes on, and tells the desk by a
// system event, in one transaction. The event stays in the database. An event
// that itself only tells of a failure is set aside in silence.
func (db *DB) SetAside(ctx context.Context, ev inbox.Event, reason string) error {
	return db.change(ctx, func(ctx context.Context, t *tx) error {
		n, err := t.changes(ctx, `UPDATE inbox SET state = 'dead', attempts = attempts + 1, reason = ?, done_at = ?
			WHERE id = ? AND state = 'new'`, reason, t.db.now(), ev.ID)
		if err != nil {
			return fmt.Errorf("set event %d aside: %w", ev.ID, err)
		}
		t.wakesAll()
		if n == 0 || ev.Kind == inbox.SetAside || ev.Kind == inbox.Undelivered {
			return nil
		}
		return addSystemEvent(ctx, t, SetAsideLane, "sys:dead:"+strconv.FormatInt(ev.ID, 10), inbox.SetAside,
			inbox.SystemEvent{Event: ev.ID, Lane: ev.Lane, Reason: reason})
	})
}

// addSystemEvent queues an event of the product itself.
func addSystemEvent(ctx context.Context, t *tx, lane, key string, kind inbox.Kind, s inbox.SystemEvent) error {
	_, err := addEvents(ctx, t, []inbox.Event{{Key: key, Lane: lane, Network: inbox.System, Kind: kind,
		At: t.db.clock.Machine().UTC(), System: &s}})
	return err
}
