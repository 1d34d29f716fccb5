package storage

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// waiting is the part of an outbox row that its fate depends on.
type waiting struct {
	item    outbox.Item
	event   int64
	delayed bool
}

// due is what follows once the fate of an item is known: a mark that only a
// delay would have set is not taken away where there was none.
func (w waiting) due(items []outbox.Item) []outbox.Item {
	if w.delayed {
		return items
	}
	return slices.DeleteFunc(slices.Clone(items), func(it outbox.Item) bool { return it.Op == outbox.SlackUnreact })
}

// unfinished reads an item that has no fate yet, and no other process.
func unfinished(ctx context.Context, t *tx, id int64) (waiting, bool, error) {
	return one(t.row(ctx, `SELECT event, delayed, `+itemColumns+` FROM outbox
		WHERE id = ? AND state IN ('queued', 'sending') AND process IN (0, ?)`, id, t.db.number()),
		func(s scanner) (w waiting, err error) {
			w.item, err = scanItem(prefixed{s, []any{&w.event, &w.delayed}})
			return w, err
		})
}

// prefixed scans further columns before those of a common list.
type prefixed struct {
	scanner
	first []any
}

func (p prefixed) Scan(dest ...any) error { return p.scanner.Scan(append(p.first, dest...)...) }

// settle reads an unfinished item and does with it what fn says, in one
// transaction; an item that has its fate already keeps it, and one that another
// process took over is that one's. Its caller alone waits for it.
func (db *DB) settle(ctx context.Context, id int64, fn func(ctx context.Context, t *tx, w waiting) error) error {
	err := db.changeSoon(ctx, func(ctx context.Context, t *tx) error {
		ctx = db.unhurried(ctx)
		w, found, err := unfinished(ctx, t, id)
		if err != nil || !found {
			return err
		}
		if _, _, chat := chatOfLane(w.item.Lane); !chat { // what follows in the lane may be another network's
			t.wakesAll()
		}
		return fn(ctx, t, w)
	})
	if err != nil {
		return fmt.Errorf("item %d: %w", id, err)
	}
	return nil
}

// Sent notes that the network has an item. Where the item has a Ref, ref is
// kept under it; what the item asked for in Then.Sent is queued. All in one
// transaction, and once, however often it is called.
func (db *DB) Sent(ctx context.Context, it outbox.Item, ref outbox.Anchor) error {
	return db.settle(ctx, it.ID, func(ctx context.Context, t *tx, w waiting) error {
		if err := setState(ctx, t, it.ID, "sent", ""); err != nil {
			return err
		}
		if w.item.Ref != "" && ref.ID != "" {
			_, err := t.exec(ctx, `INSERT INTO anchors (ref, network, channel, message, changed_at) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT (ref) DO UPDATE SET network = excluded.network, channel = excluded.channel,
				message = excluded.message, changed_at = excluded.changed_at`,
				w.item.Ref, ref.Network, ref.Channel, ref.ID, t.db.now())
			if err != nil {
				return fmt.Errorf("anchor %s: %w", w.item.Ref, err)
			}
		}
		if err := keepSubjects(ctx, t, w.item.About, ref); err != nil || w.item.Then == nil {
			return err
		}
		return queueItems(ctx, t, w.event, w.due(w.item.Then.Sent))
	})
}

// Retry puts an item off until at (machine clock); its lane waits with it.
// uncertain: it may have been sent, so the next attempt is a repeat. Then.Delayed
// is queued the first time. A best-effort item is not tried again: it fails.
func (db *DB) Retry(ctx context.Context, it outbox.Item, at time.Time, uncertain bool, code string) error {
	return db.settle(ctx, it.ID, func(ctx context.Context, t *tx, w waiting) error {
		if w.item.Kind == outbox.BestEffort {
			return giveUp(ctx, t, w, "failed", code)
		}
		repeat := w.item.Repeat || uncertain
		_, err := t.exec(ctx, `UPDATE outbox SET state = 'queued', process = 0, due_at = ?, uncertain = ?, delayed = 1, code = ?, changed_at = ?
			WHERE id = ?`, millis(at), repeat, code, t.db.now(), it.ID)
		if err != nil || w.delayed || w.item.Then == nil {
			return err
		}
		return queueItems(ctx, t, w.event, w.item.Then.Delayed)
	})
}

// Failed notes that an item will never be delivered: Then.Failed is queued, and
// a system event where Then.Undelivered asks for it.
func (db *DB) Failed(ctx context.Context, it outbox.Item, code string) error {
	return db.settle(ctx, it.ID, func(ctx context.Context, t *tx, w waiting) error {
		return giveUp(ctx, t, w, "failed", code)
	})
}

// Expired notes that an item was dropped because its NotAfter had passed. What
// was to follow from a failure follows.
func (db *DB) Expired(ctx context.Context, it outbox.Item) error {
	return db.settle(ctx, it.ID, func(ctx context.Context, t *tx, w waiting) error {
		return giveUp(ctx, t, w, "expired", "expired")
	})
}

// giveUp ends an item that was not delivered.
func giveUp(ctx context.Context, t *tx, w waiting, state, code string) error {
	if err := setState(ctx, t, w.item.ID, state, code); err != nil || w.item.Then == nil {
		return err
	}
	if err := queueItems(ctx, t, w.event, w.due(w.item.Then.FailedWith(code))); err != nil || !w.item.Then.Undelivered {
		return err
	}
	return addSystemEvent(ctx, t, UndeliveredLane, "sys:undelivered:"+strconv.FormatInt(w.item.ID, 10), inbox.Undelivered,
		inbox.SystemEvent{Item: w.item.ID, Lane: w.item.Lane, Reason: code})
}

func setState(ctx context.Context, t *tx, id int64, state, code string) error {
	_, err := t.exec(ctx, `UPDATE outbox SET state = ?, code = ?, changed_at = ? WHERE id = ?`, state, code, t.db.now(), id)
	return err
}
