package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/outbox"
)

// Queue puts items into the outbox outside of a turn. Items that belong to a
// turn go through Commit.
func (db *DB) Queue(ctx context.Context, items []outbox.Item) error {
	return db.change(ctx, func(ctx context.Context, t *tx) error { return queueItems(ctx, t, 0, items) })
}

// queueItems is Queue as a part of a larger transaction; event is the inbox row
// that the items follow from.
func queueItems(ctx context.Context, t *tx, event int64, items []outbox.Item) error {
	for _, it := range items {
		if err := queueItem(ctx, t, event, it); err != nil {
			return fmt.Errorf("queue %s in %s: %w", it.Op, it.Lane, err)
		}
	}
	return nil
}

func queueItem(ctx context.Context, t *tx, event int64, it outbox.Item) error {
	if it.Lane == "" || it.Op == "" {
		return errors.New("item without lane or operation")
	}
	if it.Kind == "" {
		return errors.New("item without a delivery kind")
	}
	if from, _, ok := chatOfLane(it.Lane); ok {
		to, err := movedTo(ctx, t, from)
		if err != nil {
			return err
		}
		if to != 0 {
			if _, err := moveItem(&it, from, to); err != nil {
				return err
			}
		}
	}
	follow, err := followText(it.Then)
	if err != nil {
		return err
	}
	about, err := aboutText(it.About)
	if err != nil {
		return err
	}
	place, err := t.hands.room(ctx, t, it)
	if err != nil {
		return err
	}
	state, attempts, now := "queued", 0, t.db.now()
	if place != nil {
		state, attempts = "sending", 1
	}
	res, err := t.exec(ctx, `INSERT INTO outbox (event, lane, kind, op, ref, body, follow, not_after, bulk, about, state, attempts, created_at, changed_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		event, it.Lane, string(it.Kind), string(it.Op), it.Ref, string(it.Body), follow, millis(it.NotAfter), it.Bulk, about, state, attempts, now, now)
	if place == nil {
		t.wakes(queueOf(it.Op))
		return err
	}
	if err == nil {
		it.ID, err = res.LastInsertId()
	}
	t.hands.give(place, it)
	return err
}

func followText(then *outbox.Then) (string, error) {
	if then == nil {
		return "", nil
	}
	return toJSON(then)
}

// chatOfLane gives the chat of a Telegram lane, and what tells the lane from the
// chat's first one: "" or, of the files that are brought to it, ":files".
func chatOfLane(lane string) (chat int64, beside string, ok bool) {
	s, ok := strings.CutPrefix(lane, "tg:")
	if !ok {
		return 0, "", false
	}
	if at := strings.IndexByte(s, ':'); at >= 0 {
		s, beside = s[:at], s[at:]
	}
	chat, err := strconv.ParseInt(s, 10, 64)
	return chat, beside, err == nil
}

func laneOfChat(chat int64) string { return "tg:" + strconv.FormatInt(chat, 10) }

const itemColumns = `id, lane, kind, op, ref, body, follow, not_after, about, attempts, uncertain`

func scanItem(s scanner) (it outbox.Item, err error) {
	var kind, op, body, follow, about string
	var notAfter int64
	if err := s.Scan(&it.ID, &it.Lane, &kind, &op, &it.Ref, &body, &follow, &notAfter, &about, &it.Attempts, &it.Repeat); err != nil {
		return it, err
	}
	it.Kind, it.Op, it.Body, it.NotAfter = outbox.Kind(kind), outbox.Op(op), json.RawMessage(body), fromMillis(notAfter)
	if follow != "" {
		it.Then = new(outbox.Then)
		if err := fromJSON(follow, it.Then); err != nil {
			return it, fmt.Errorf("item %d: %w", it.ID, err)
		}
	}
	if about != "" {
		it.About = new(outbox.About)
		if err := fromJSON(about, it.About); err != nil {
			return it, fmt.Errorf("item %d: %w", it.ID, err)
		}
	}
	return it, nil
}

// The outbox as a queue; the arguments of ready are with what operations begin (its
// length, and itself: SQLite would plan a LIKE anew for each pattern) and now. An
// item that is being sent stays the first of its lane.
var outboxLanes = laneTable{table: "outbox", columns: itemColumns, open: "state IN ('queued', 'sending')",
	ready: "state = 'queued' AND substr(op, 1, CAST(? AS integer)) = ? AND due_at <= ? AND NOT EXISTS (SELECT 1 FROM meta WHERE key = 'outbox_held')",
	first: "(SELECT MIN(o.bulk) FROM outbox o WHERE o.state IN ('queued', 'sending') AND o.lane = outbox.lane), id"}

// NextItems gives the oldest unsent item of each lane that is not in
// skipLanes, oldest first, lanes with nothing but bulk last, at most limit. A lane whose oldest item is in
// back-off beyond now (machine clock), or is being sent, waits as a whole.
// An item whose NotAfter has passed comes too: the caller reports it by Expired.
// While messages are held after a restore (Held), there are none.
// network ("tg", "slack") limits the items to those whose Op begins with it,
// so that a network that is slow does not hold up the other; "" is any. Where
// several processes serve, what it gives is this one's, as in NextEvents.
func (db *DB) NextItems(ctx context.Context, now time.Time, network string, skipLanes []string, limit int) ([]outbox.Item, error) {
	ops := network
	if network != "" {
		ops += "."
	}
	items, err := headsOf(ctx, db, outboxLanes, []any{len(ops), ops, millis(now)}, skipLanes, limit, scanItem,
		func(it *outbox.Item) (string, int64, *bool) { return it.Lane, it.ID, &it.Followed })
	if err != nil {
		return nil, fmt.Errorf("next items: %w", err)
	}
	return items, nil
}

// Sending notes that an item is about to be sent; it is on disk when Sending
// returns, so that a process that dies in the call leaves a trace of it.
// handlers.ErrConflict: the item is not waiting any more, or another process has
// it, or this one was taken for gone; it must not be sent.
func (db *DB) Sending(ctx context.Context, id int64) error {
	return db.changeBriefly(ctx, func(ctx context.Context, t *tx) error {
		me := db.number()
		n, err := t.changes(ctx, `UPDATE outbox SET state = 'sending', process = ?, attempts = attempts + 1, changed_at = ?
			WHERE id = ? AND state = 'queued' AND process IN (0, ?) AND (CAST(? AS bigint) = 0 OR EXISTS (SELECT 1 FROM processes p WHERE p.id = ?))`,
			me, t.db.now(), id, me, me, me)
		if err != nil {
			return fmt.Errorf("item %d sending: %w", id, err)
		}
		if n == 0 {
			return fmt.Errorf("item %d is not waiting for this process: %w", id, handlers.ErrConflict)
		}
		return nil
	})
}

// Anchor tells where the message is that was sent under a ref.
func (db *DB) Anchor(ctx context.Context, ref string) (outbox.Anchor, bool, error) {
	return one(db.reads().row(ctx, `SELECT network, channel, message FROM anchors WHERE ref = ?`, ref),
		func(s scanner) (a outbox.Anchor, err error) {
			return a, s.Scan(&a.Network, &a.Channel, &a.ID)
		})
}

// state of an item, for tests and for people who look into the database.
func itemState(ctx context.Context, q queryer, id int64) (state, code string, err error) {
	err = q.row(ctx, `SELECT state, code FROM outbox WHERE id = ?`, id).Scan(&state, &code)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", fmt.Errorf("no item %d", id)
	}
	return state, code, err
}

// ItemState tells what became of an item: queued, sending, sent, failed,
// expired or held, with the code of its last failure.
func (db *DB) ItemState(ctx context.Context, id int64) (state, code string, err error) {
	return itemState(ctx, db.reads(), id)
}
