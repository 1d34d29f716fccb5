package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers"
)

// AuditRow is one line of the audit trail as it is kept.
type AuditRow struct {
	ID int64
	At time.Time // machine clock
	// Event is the inbox row it follows from, 0 for what a command did.
	Event int64
	handlers.Audit
	// Hash is the SHA-256, in hex, of the hash before it and this row.
	Hash string
}

// AuditHead is the end of the audit trail. Kept outside of the database (the
// daily report in Slack shows it), it proves that nothing was cut off.
type AuditHead struct {
	Rows int64
	Hash string // hex, "" for an empty trail
}

// TamperedError tells the first row at which the audit trail does not hold.
type TamperedError struct {
	Row  int64
	What string
}

func (e *TamperedError) Error() string {
	return fmt.Sprintf("the audit trail was changed at row %d: %s", e.Row, e.What)
}

const auditHeadKey = "audit_head"

// Audit adds lines to the audit trail for what a command did.
func (db *DB) Audit(ctx context.Context, lines ...handlers.Audit) error {
	return db.change(ctx, func(ctx context.Context, t *tx) error { return addAudit(ctx, t, 0, lines) })
}

// addAudit chains lines to the audit trail as a part of a larger transaction.
func addAudit(ctx context.Context, t *tx, event int64, lines []handlers.Audit) error {
	if len(lines) == 0 {
		return nil
	}
	head, err := auditHead(ctx, t)
	if err != nil {
		return err
	}
	for _, line := range lines {
		// SQLite hands texts back as they are, but only valid UTF-8 prints.
		for _, s := range []*string{&line.Actor, &line.Action, &line.Subject, &line.Detail} {
			*s = strings.ToValidUTF8(*s, "\uFFFD")
		}
		r := AuditRow{ID: head.Rows + 1, At: fromMillis(t.db.now()), Event: event, Audit: line}
		r.Hash = auditHash(head.Hash, r)
		if _, err := t.exec(ctx, `INSERT INTO audit (id, at, event, actor, action, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			r.ID, millis(r.At), r.Event, r.Actor, r.Action, r.Subject, r.Detail, r.Hash); err != nil {
			return fmt.Errorf("audit: %w", err)
		}
		head = AuditHead{Rows: r.ID, Hash: r.Hash}
	}
	_, err = t.exec(ctx, `INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
		auditHeadKey, strconv.FormatInt(head.Rows, 10)+":"+head.Hash)
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	return nil
}

// auditHash chains a row to the hash before it.
func auditHash(before string, r AuditRow) string {
	h := sha256.New()
	lengthPrefixed(h, before, strconv.FormatInt(r.ID, 10), strconv.FormatInt(millis(r.At), 10),
		strconv.FormatInt(r.Event, 10), r.Actor, r.Action, r.Subject, r.Detail)
	return hex.EncodeToString(h.Sum(nil))
}

// auditHead reads the noted end of the trail.
func auditHead(ctx context.Context, q queryer) (AuditHead, error) {
	text, found, err := one(q.row(ctx, `SELECT value FROM meta WHERE key = ?`, auditHeadKey),
		func(s scanner) (v string, err error) { return v, s.Scan(&v) })
	if err != nil || !found {
		return AuditHead{}, err
	}
	rows, hash, _ := strings.Cut(text, ":")
	n, err := strconv.ParseInt(rows, 10, 64)
	if err != nil {
		return AuditHead{}, &TamperedError{What: "the note of its end is not readable"}
	}
	return AuditHead{Rows: n, Hash: hash}, nil
}

// AuditHead gives the noted end of the audit trail.
func (db *DB) AuditHead(ctx context.Context) (AuditHead, error) { return auditHead(ctx, db.reads()) }

// AuditLog gives the audit trail, oldest first.
func (db *DB) AuditLog(ctx context.Context, yield func(AuditRow) error) error {
	return db.snapshot(ctx, func(q queryer) error { return eachAudit(ctx, q, yield) })
}

func eachAudit(ctx context.Context, q queryer, yield func(AuditRow) error) error {
	rows, err := q.query(ctx, `SELECT id, at, event, actor, action, subject, detail, hash FROM audit ORDER BY id`)
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var r AuditRow
		var at int64
		if err := rows.Scan(&r.ID, &at, &r.Event, &r.Actor, &r.Action, &r.Subject, &r.Detail, &r.Hash); err != nil {
			return fmt.Errorf("audit: %w", err)
		}
		r.At = fromMillis(at)
		if err := yield(r); err != nil {
			return err
		}
	}
	return rows.Err()
}

// VerifyAudit recomputes the whole chain. A *TamperedError names the first row
// that was changed, removed, added or moved.
func (db *DB) VerifyAudit(ctx context.Context) (at AuditHead, err error) {
	err = db.snapshot(ctx, func(q queryer) error {
		at, err = verifyAudit(ctx, q)
		return err
	})
	return at, err
}

func verifyAudit(ctx context.Context, q queryer) (at AuditHead, err error) {
	noted, err := auditHead(ctx, q)
	if err != nil {
		return at, err
	}
	err = eachAudit(ctx, q, func(r AuditRow) error {
		if r.ID != at.Rows+1 {
			return &TamperedError{Row: at.Rows + 1, What: "it is missing"}
		}
		if auditHash(at.Hash, r) != r.Hash {
			return &TamperedError{Row: r.ID, What: "its hash does not fit it or the row before"}
		}
		at = AuditHead{Rows: r.ID, Hash: r.Hash}
		return nil
	})
	if err == nil && at != noted {
		return at, &TamperedError{Row: min(at.Rows, noted.Rows) + 1, What: "the trail does not end where it was noted to end"}
	}
	return at, err
}
