package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"moneytrail/handlers/inbox"
)

// queueOfEvent tells the events whose files are fetched before their turn: what
// came in a private chat.
func queueOfEvent(ev inbox.Event) Queue {
	e := ev.Telegram
	if e != nil && e.Media != nil && e.ChatType == "private" && e.User != 0 && (ev.Kind == inbox.Message || ev.Kind == inbox.Edited) {
		return Fetches
	}
	return Events
}

// albumMost is how many files an album can have (Bot API, sendMediaGroup).
const albumMost = 10

// AlbumRest gives the events that follow one in its lane and belong to the same
// album, and when the last of the album was received (machine clock).
func (db *DB) AlbumRest(ctx context.Context, ev inbox.Event) (rest []inbox.Event, last time.Time, err error) {
	type row struct {
		ev inbox.Event
		at int64
	}
	rows, err := db.reads().query(ctx, `SELECT received_at, id, key, lane, attempts, body FROM inbox
		WHERE lane = ? AND state = 'new' AND id >= ? ORDER BY id LIMIT ?`, ev.Lane, ev.ID, albumMost)
	all, err := collect(rows, err, func(s scanner) (r row, err error) {
		r.ev, err = scanEvent(prefixed{s, []any{&r.at}})
		return r, err
	})
	if err != nil {
		return nil, last, fmt.Errorf("album of event %d: %w", ev.ID, err)
	}
	for _, r := range all {
		if e := r.ev.Telegram; e == nil || r.ev.Kind != ev.Kind || e.Album != ev.Telegram.Album || e.User != ev.Telegram.User {
			break
		}
		if last = fromMillis(r.at); r.ev.ID != ev.ID {
			rest = append(rest, r.ev)
		}
	}
	return rest, last, nil
}

// Fetched puts an event whose files were fetched before its turn. The events
// of the rest of its album, which it holds now, are done with it.
func (db *DB) Fetched(ctx context.Context, ev inbox.Event, rest []inbox.Event) error {
	body, err := json.Marshal(ev)
	if err != nil {
		return fmt.Errorf("encode event %s: %w", ev.Key, err)
	}
	err = db.change(ctx, func(ctx context.Context, t *tx) error {
		if _, err := t.exec(ctx, `UPDATE inbox SET body = ?, fetching = 0, due_at = 0, process = 0 WHERE id = ? AND state = 'new'`, string(body), ev.ID); err != nil {
			return err
		}
		for _, r := range rest {
			if _, err := t.exec(ctx, `UPDATE inbox SET state = 'done', fetching = 0, reason = 'album', done_at = ? WHERE id = ? AND state = 'new'`,
				t.db.now(), r.ID); err != nil {
				return err
			}
		}
		t.wakesAll()
		return nil
	})
	if err != nil {
		return fmt.Errorf("files of event %d: %w", ev.ID, err)
	}
	return nil
}
