package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// Hold tells that nothing is sent since a backup was restored.
type Hold struct {
	// Since is when it was restored, Taken when the backup was made (machine clock).
	Since time.Time `json:"since"`
	Taken time.Time `json:"taken"`
	// Pending counts messages that waited when the backup was made, Events what
	// had come in and was not answered yet.
	Pending int `json:"pending"`
	Events  int `json:"events"`

	// Outbox and Inbox are the last rows of before.
	Outbox int64 `json:"outbox"`
	Inbox  int64 `json:"inbox"`
}

const heldKey = "outbox_held"

// codeRestored is why a message of before a restore was not sent, or was not answered.
const codeRestored = "restored"

// Numbers that were given out between the backup and its loss are in chats, on
// cards and in the metadata of posts: none of them is given out a second time.
const (
	skipRows    = 1_000_000
	skipNumbers = 1000
)

// hold is what Restore does in the restored database: nothing is sent, what
// waited is set aside, and no number is given out twice.
func (db *DB) hold(ctx context.Context, m Manifest) (h Hold, err error) {
	err = db.change(ctx, func(ctx context.Context, t *tx) error {
		h = Hold{Since: fromMillis(db.now()), Taken: m.TakenAt}
		if err := t.row(ctx, `SELECT COALESCE(MAX(id), 0) FROM outbox`).Scan(&h.Outbox); err != nil {
			return err
		}
		if err := t.row(ctx, `SELECT COALESCE(MAX(id), 0) FROM inbox`).Scan(&h.Inbox); err != nil {
			return err
		}
		if h.Pending, err = t.changes(ctx, `UPDATE outbox SET state = 'held', process = 0, code = ?, uncertain = 1, due_at = 0, changed_at = ?
			WHERE state IN ('queued', 'sending')`, codeRestored, db.now()); err != nil {
			return err
		}
		if h.Events, err = t.changes(ctx, `UPDATE inbox SET state = 'dead', reason = ?, done_at = ?
			WHERE state = 'new' AND network <> ?`, codeRestored, db.now(), string(inbox.System)); err != nil {
			return err
		}
		last, err := t.numbers(ctx, t.conn)
		if err != nil {
			return err
		}
		if err := t.setNumbers(ctx, t, map[string]int64{"inbox": last["inbox"] + skipRows, "outbox": last["outbox"] + skipRows}); err != nil {
			return err
		}
		if _, err := t.exec(ctx, `UPDATE counters SET value = (value / ? + 1) * ?`, skipNumbers, skipNumbers); err != nil {
			return err
		}
		note, err := json.Marshal(h)
		if err != nil {
			return err
		}
		if err := setMeta(ctx, t, heldKey, string(note)); err != nil {
			return err
		}
		return addAudit(ctx, t, 0, []handlers.Audit{{Actor: "cli", Action: "restore", Subject: "database",
			Detail: fmt.Sprintf("the backup of %s, SHA-256 %s", m.TakenAt.Format(time.RFC3339), m.SHA256)}})
	})
	if err != nil {
		return h, fmt.Errorf("hold what waits: %w", err)
	}
	return h, nil
}

// Held tells whether messages are held since a restore.
func (db *DB) Held(ctx context.Context) (Hold, bool, error) { return held(ctx, db.reads()) }

func held(ctx context.Context, q queryer) (h Hold, found bool, err error) {
	text, found, err := metaText(ctx, q, heldKey)
	if err != nil || !found {
		return h, false, err
	}
	if err := json.Unmarshal([]byte(text), &h); err != nil {
		return h, true, fmt.Errorf("the note of the restore: %w", err)
	}
	return h, true, nil
}

// ErrNotHeld tells that there is nothing to release.
var ErrNotHeld = errors.New("no messages are held: nothing was restored, or they were released already")

// Released counts what became of the messages of a restore.
type Released struct {
	// Queued are sent now; of them CheckedFirst are looked up in Slack before they are posted.
	Queued, CheckedFirst int
	// Dropped are not sent: they may have been sent before.
	Dropped int
}

// Release lets messages go again after a restore. Answers to what came in since
// the restore are sent. What waited when the backup was made, and what the
// product told by itself since (summaries, money that landed), may have been
// sent between the backup and the loss: to merchants it is not sent, unless
// resend is set; then what waited is marked as a repetition. Posts to Slack
// that waited are looked up there, and posted where they are not.
func (db *DB) Release(ctx context.Context, resend bool) (r Released, err error) {
	err = db.change(ctx, func(ctx context.Context, t *tx) error {
		h, found, err := held(ctx, t)
		if err != nil {
			return err
		}
		if !found {
			return ErrNotHeld
		}
		rows, err := t.query(ctx, `SELECT o.id, o.kind, o.op, o.lane, o.state, o.event, COALESCE(i.network, '') FROM outbox o
			LEFT JOIN inbox i ON i.id = o.event WHERE o.state = 'queued' OR o.state = 'held' AND o.code = ? ORDER BY o.id`, codeRestored)
		waiting, err := collect(rows, err, scanHeldItem)
		if err != nil {
			return err
		}
		for _, w := range waiting {
			state, code := "expired", codeRestored
			switch {
			case w.sendable(h, resend):
				state, code = "queued", ""
				if r.Queued++; w.state == "held" && w.kind == outbox.Once {
					r.CheckedFirst++
				}
			default:
				r.Dropped++
			}
			if err := setState(ctx, t, w.id, state, code); err != nil {
				return err
			}
		}
		if _, err := t.exec(ctx, `DELETE FROM meta WHERE key = ?`, heldKey); err != nil {
			return err
		}
		t.wakesAll()
		return addAudit(ctx, t, 0, []handlers.Audit{{Actor: "cli", Action: "release", Subject: "database",
			Detail: fmt.Sprintf("%d messages sent on, %d not sent", r.Queued, r.Dropped)}})
	})
	if err != nil {
		return Released{}, fmt.Errorf("release: %w", err)
	}
	return r, nil
}

// heldItem is a message that waits for its release.
type heldItem struct {
	id, event   int64
	kind        outbox.Kind
	op          outbox.Op
	lane, state string
	network     inbox.Network // of the event it follows from, "" none
}

func scanHeldItem(s scanner) (w heldItem, err error) {
	return w, s.Scan(&w.id, &w.kind, &w.op, &w.lane, &w.state, &w.event, &w.network)
}

// sendable tells whether a message goes out at the release.
func (w heldItem) sendable(h Hold, resend bool) bool {
	slack := strings.HasPrefix(string(w.op), "slack.")
	switch {
	case w.kind == outbox.Edit: // done again, it changes nothing
		return true
	case w.kind == outbox.BestEffort:
		return false
	case w.state == "held": // it waited when the backup was made
		return slack || resend
	case w.network == "" || w.network == inbox.System || w.event <= h.Inbox: // told by the product itself
		return resend || slack && strings.HasPrefix(w.lane, "case:")
	default: // an answer to what came in since
		return true
	}
}
