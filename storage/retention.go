package storage

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers"
)

// Retention is for how long things are kept, 0 for ever.
type Retention struct {
	Messages time.Duration // in and out, what was told, dialogues that rest; which jobs were done
	Cases    time.Duration // resolved ones, with their history
	People   time.Duration // without a place with a merchant; invitations; how walks through playbooks ended
	Audit    time.Duration
}

// Forgotten counts the rows of a class that are gone.
type Forgotten struct {
	Class string
	// Rows by what they were, in the order in which they were looked for.
	Rows []Count
}

// Count is a number of things.
type Count struct {
	What string
	N    int
}

// Total counts all rows.
func (f Forgotten) Total() (n int) {
	for _, c := range f.Rows {
		n += c.N
	}
	return n
}

func (f Forgotten) String() string {
	var parts []string
	for _, c := range f.Rows {
		if c.N > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.N, c.What))
		}
	}
	return strings.Join(parts, ", ")
}

// forgetAtOnce bounds the rows of one transaction: others write in between.
const forgetAtOnce = 500

// aged is a kind of row that is forgotten: those that where selects, with the
// time before which they are old as its only argument.
type aged struct {
	what, table, key, where string
	business                bool // its times are business time
}

// What a held case needs stays: its own messages, and those of its chats and people.
const (
	notHeldLane = ` AND lane NOT IN (SELECT 'case:' || id FROM (` + heldCases + `) held)
		AND lane NOT IN (SELECT 'tg:' || w.chat FROM case_watchers w WHERE w.case_id IN (` + heldCases + `))`
	notHeldChat   = ` AND chat NOT IN (SELECT w.chat FROM case_watchers w WHERE w.case_id IN (` + heldCases + `))`
	notHeldPerson = ` AND user_id NOT IN (SELECT w.user_id FROM case_watchers w WHERE w.case_id IN (` + heldCases + `))`
)

// messageRows and peopleRows are what is forgotten of these classes, in order.
var (
	messageRows = []aged{
		{what: "messages in", table: "inbox", key: "id", where: `state <> 'new' AND received_at < ?` + notHeldLane},
		{what: "messages out", table: "outbox", key: "id", where: `state IN ('sent', 'failed', 'expired') AND changed_at < ?` + notHeldLane},
		{what: "files", table: "attachments", key: "id", where: `case_id = 0 AND received_at < ?` + notHeldPerson},    // those of a case go with it
		{what: "places of messages", table: "anchors", key: "ref", where: `changed_at < ? AND ref NOT LIKE 'case:%'`}, // those go with their case
		{what: "subjects of messages", table: "message_subjects", key: "chat, message", where: `told_at < ?` + notHeldChat},
		{what: "dialogues", table: "sessions", key: "chat, user_id", where: `updated_at < ?` + notHeldPerson},
		{what: "dates told", table: "promises", key: "id", where: `told_at < ?`},
		{what: "jobs", table: "jobs", key: "name, key", where: `claimed_at < ? AND name <> '` + firstImport + `'`},
		{what: "things told", table: "assurances", key: "merchant_id, user_id, subject", where: `told_at < ?` + notHeldPerson, business: true},
	}
	peopleRows = []aged{
		{what: "places that ended", table: "members", key: "id", where: `standing IN ('ended', 'refused') AND joined_at < ?` + notHeldPerson},
		{what: "walks through playbooks", table: "playbook_runs", key: "playbook, user_id, begun", where: `ended > 0 AND ended < ?` + notHeldPerson},
		{what: "invitations", table: "invites", key: "hash", where: `expires_at < ?`},
	}
)

// Forget deletes what is older than its class is kept, in small transactions
// between which others write, and notes in the audit trail how much of each
// class is gone. What a hold keeps stays.
func (db *DB) Forget(ctx context.Context, r Retention) ([]Forgotten, error) {
	var all []Forgotten
	for _, class := range []struct {
		name string
		keep time.Duration
		do   func(context.Context, time.Duration) (Forgotten, error)
	}{
		{"messages", r.Messages, db.forgetEach(messageRows)},
		{"cases", r.Cases, db.forgetCases},
		{"people", r.People, db.forgetEach(peopleRows)},
		{"audit", r.Audit, db.forgetAudit},
	} {
		if class.keep <= 0 {
			continue
		}
		f, err := class.do(ctx, class.keep)
		if err != nil {
			return all, fmt.Errorf("forget %s: %w", class.name, err)
		}
		f.Class = class.name
		all = append(all, f)
		if f.Total() > 0 && class.name != "audit" { // the trail tells by itself where it is cut
			if err := db.Audit(ctx, handlers.Audit{Actor: "system", Action: "retention", Subject: class.name, Detail: f.String()}); err != nil {
				return all, err
			}
		}
	}
	return all, nil
}

// forgetEach deletes the old rows of several kinds.
func (db *DB) forgetEach(kinds []aged) func(context.Context, time.Duration) (Forgotten, error) {
	return func(ctx context.Context, keep time.Duration) (f Forgotten, err error) {
		for _, a := range kinds {
			before := db.clock.Machine().Add(-keep)
			if a.business {
				before = db.clock.Now().Add(-keep)
			}
			q := `DELETE FROM ` + a.table + ` WHERE (` + a.key + `) IN (SELECT ` + a.key + ` FROM ` + a.table + ` WHERE ` + a.where + ` ORDER BY 1 LIMIT ?)`
			n, err := db.inBatches(ctx, func(ctx context.Context, t *tx) (int, error) {
				return t.changes(ctx, q, millis(before), forgetAtOnce)
			})
			f.Rows = append(f.Rows, Count{a.what, n})
			if err != nil {
				return f, fmt.Errorf("%s: %w", a.what, err)
			}
		}
		return f, nil
	}
}

// inBatches repeats a step, each time in a transaction of its own, until it
// deletes less than a whole batch.
func (db *DB) inBatches(ctx context.Context, step func(ctx context.Context, t *tx) (int, error)) (all int, err error) {
	for {
		n := 0
		err := db.change(ctx, func(ctx context.Context, t *tx) (err error) {
			n, err = step(ctx, t)
			return err
		})
		if err != nil {
			return all, err
		}
		if all += n; n < forgetAtOnce {
			return all, ctx.Err()
		}
	}
}

// forgetCases deletes old resolved cases with all that belongs to them.
func (db *DB) forgetCases(ctx context.Context, keep time.Duration) (f Forgotten, err error) {
	before := millis(db.clock.Machine().Add(-keep))
	lines := 0
	n, err := db.inBatches(ctx, func(ctx context.Context, t *tx) (int, error) {
		rows, err := t.query(ctx, `SELECT id FROM cases WHERE status = 'resolved' AND resolved_at > 0 AND resolved_at < ?
			AND id NOT IN (`+heldCases+`) ORDER BY id LIMIT ?`, before, forgetAtOnce)
		ids, err := collect(rows, err, scanID)
		if err != nil {
			return 0, err
		}
		for _, id := range ids {
			for i, q := range []string{`DELETE FROM case_entries WHERE case_id = ?`, `DELETE FROM case_watchers WHERE case_id = ?`, `DELETE FROM attachments WHERE case_id = ?`,
				`DELETE FROM anchors WHERE ref LIKE 'case:' || CAST(? AS BIGINT) || ':%'`, `DELETE FROM cases WHERE id = ?`} {
				n, err := t.changes(ctx, q, id)
				if err != nil {
					return 0, fmt.Errorf("case %d: %w", id, err)
				}
				if i == 0 {
					lines += n
				}
			}
		}
		return len(ids), nil
	})
	f.Rows = []Count{{"cases", n}, {"lines of their history", lines}}
	return f, err
}

// forgetAudit lets the oldest lines of the audit trail go, up to the first that
// is young enough or tells of a held case. The trail tells where it is cut.
func (db *DB) forgetAudit(ctx context.Context, keep time.Duration) (f Forgotten, err error) {
	before := millis(db.clock.Machine().Add(-keep))
	n, err := db.inBatches(ctx, func(ctx context.Context, t *tx) (int, error) {
		base, err := notedEnd(ctx, t, auditBaseKey)
		if err != nil {
			return 0, err
		}
		var stay int64
		if err := t.row(ctx, `SELECT COALESCE(MIN(id), 0) FROM audit WHERE at >= ? OR subject IN (SELECT subject FROM holds)
			OR subject IN (SELECT 'case:' || id FROM (`+heldCases+`) held) OR id = (SELECT MAX(id) FROM audit)`, before).Scan(&stay); err != nil {
			return 0, err
		}
		last := min(stay-1, base.Rows+forgetAtOnce)
		if last <= base.Rows {
			return 0, nil
		}
		cut := AuditHead{Rows: last}
		if err := t.row(ctx, `SELECT hash FROM audit WHERE id = ?`, last).Scan(&cut.Hash); err != nil {
			return 0, err
		}
		if err := setMeta(ctx, t, auditBaseKey, strconv.FormatInt(cut.Rows, 10)+":"+cut.Hash); err != nil {
			return 0, err
		}
		n, err := t.changes(ctx, `DELETE FROM audit WHERE id <= ?`, last)
		if err != nil {
			return 0, err
		}
		return n, addAudit(ctx, t, 0, []handlers.Audit{{Actor: "system", Action: actionForget, Subject: "audit", Detail: forgetDetail(cut)}})
	})
	f.Rows = []Count{{"audit lines", n}}
	return f, err
}
