package storage

import (
	"context"
	"fmt"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
)

// putWait keeps the day on which a playbook comes back.
func putWait(ctx context.Context, t *tx, w handlers.Wait) error {
	_, err := t.exec(ctx, `INSERT INTO waits (chat, user_id, serial, until) VALUES (?, ?, ?, ?)
		ON CONFLICT (chat, user_id, serial) DO UPDATE SET until = excluded.until`, w.Chat, w.User, w.Serial, millis(w.Until))
	if err != nil {
		return fmt.Errorf("wait of chat %d: %w", w.Chat, err)
	}
	return nil
}

// dueWaits is how many waits are taken at a time.
const dueWaits = 200

// TakeWaits queues an event for each playbook whose day has come by now
// (business time), in the lane of its chat, and forgets that it waited: in one
// transaction, so that each comes back once. It gives how many.
func (db *DB) TakeWaits(ctx context.Context, now time.Time) (taken int, err error) {
	err = db.change(ctx, func(ctx context.Context, t *tx) error {
		rows, err := t.query(ctx, `SELECT chat, user_id, serial, until FROM waits WHERE until <= ? ORDER BY until, chat, serial LIMIT ?`, millis(now), dueWaits)
		due, err := collect(rows, err, func(s scanner) (w handlers.Wait, err error) {
			var until int64
			err = s.Scan(&w.Chat, &w.User, &w.Serial, &until)
			w.Until = fromMillis(until)
			return w, err
		})
		if err != nil {
			return err
		}
		taken = len(due)
		var events []inbox.Event
		for _, w := range due {
			if _, err := t.exec(ctx, `DELETE FROM waits WHERE chat = ? AND user_id = ? AND serial = ?`, w.Chat, w.User, w.Serial); err != nil {
				return err
			}
			events = append(events, inbox.Event{Key: fmt.Sprintf("sys:wait:%d:%d:%d:%d", w.Chat, w.User, w.Serial, millis(w.Until)), Lane: fmt.Sprintf("tg:%d", w.Chat),
				Network: inbox.System, Kind: inbox.WaitDue, At: time.Now(), System: &inbox.SystemEvent{Chat: w.Chat, User: w.User, Serial: w.Serial}})
		}
		if len(events) == 0 {
			return nil
		}
		_, err = addEvents(ctx, t, events)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("playbooks that waited: %w", err)
	}
	return taken, nil
}
