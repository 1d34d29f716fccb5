package storage

import (
	"context"
	"fmt"
	"time"

	"moneytrail/handlers/inbox"
)

// longestPause is how long a message waits at most for the rest, however
// much of it comes.
const longestPause = 6 * time.Second

// pause lets the events of a lane that wait for silence wait on, if the newest
// one waits too, and ends their waiting else. Those in back-off after a failure
// are not among them.
func pause(ctx context.Context, t *tx, ev inbox.Event) error {
	const waiting = `lane = ? AND state = 'new' AND attempts = 0`
	if ev.Pause <= 0 {
		_, err := t.exec(ctx, `UPDATE inbox SET due_at = 0 WHERE `+waiting+` AND due_at > 0`, ev.Lane)
		return err
	}
	now := t.db.now()
	first, due := now, now+ev.Pause.Milliseconds()
	if err := t.row(ctx, `SELECT COALESCE(MIN(received_at), ?) FROM inbox WHERE `+waiting+` AND due_at > 0`, now, ev.Lane).Scan(&first); err != nil {
		return err
	}
	due = min(due, first+longestPause.Milliseconds())
	if _, err := t.exec(ctx, `UPDATE inbox SET due_at = ? WHERE `+waiting+` AND (due_at > 0 OR key = ?)`, due, ev.Lane, ev.Key); err != nil {
		return err
	}
	t.wakesIn(time.Duration(due-now) * time.Millisecond)
	return nil
}

// joinedAtOnce bounds how many messages are one question.
const joinedAtOnce = 12

// Following gives the events of the lane of an event that came after it and wait
// for their turn, oldest first.
func (db *DB) Following(ctx context.Context, ev inbox.Event) ([]inbox.Event, error) {
	rows, err := db.reads().query(ctx, `SELECT id, key, lane, attempts, body FROM inbox
		WHERE lane = ? AND state = 'new' AND id > ? AND fetching = ? ORDER BY id LIMIT ?`, ev.Lane, ev.ID, false, joinedAtOnce)
	events, err := collect(rows, err, scanEvent)
	if err != nil {
		return nil, fmt.Errorf("what follows event %d: %w", ev.ID, err)
	}
	return events, nil
}
