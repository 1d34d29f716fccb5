package storage

import (
	"context"
	"crypto/rand"
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
	// Erased: a person was taken out of Actor, Subject and Detail.
	Erased bool

	salt, digest string
}

// AuditHead is the end of the audit trail. Kept outside of the database (the
// daily report in Slack shows it), it proves that nothing was cut off.
type AuditHead struct {
	Rows int64
	Hash string // hex, "" for an empty trail
}

// Notes of where the trail ends, and where it begins once its oldest lines
// were let go.
const (
	auditHeadKey = "audit_head"
	auditBaseKey = "audit_base"
)

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
		for _, s := range []*string{&line.Actor, &line.Action, &line.Subject, &line.Detail} {
			*s = storable(*s) // before the hash: what is read back must give the same
		}
		r := AuditRow{ID: head.Rows + 1, At: fromMillis(t.db.now()), Event: event, Audit: line}
		salt, err := freshSalt()
		if err != nil {
			return fmt.Errorf("audit: %w", err)
		}
		r.Hash = auditHash(head.Hash, r, auditDigest(salt, r.Audit))
		if _, err := t.exec(ctx, `INSERT INTO audit (id, at, event, actor, action, subject, detail, salt, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			r.ID, millis(r.At), r.Event, r.Actor, r.Action, r.Subject, r.Detail, salt, r.Hash); err != nil {
			return fmt.Errorf("audit: %w", err)
		}
		head = AuditHead{Rows: r.ID, Hash: r.Hash}
	}
	if err := setMeta(ctx, t, auditHeadKey, strconv.FormatInt(head.Rows, 10)+":"+head.Hash); err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	return nil
}

// auditHash chains a row to the hash before it. What may name a person is in it
// by a salted digest alone, so that a person can be taken out of a row later.
func auditHash(before string, r AuditRow, digest string) string {
	h := sha256.New()
	lengthPrefixed(h, before, strconv.FormatInt(r.ID, 10), strconv.FormatInt(millis(r.At), 10),
		strconv.FormatInt(r.Event, 10), r.Action, digest)
	return hex.EncodeToString(h.Sum(nil))
}

// auditDigest is the salted digest of what may name a person.
func auditDigest(salt string, a handlers.Audit) string {
	h := sha256.New()
	lengthPrefixed(h, salt, a.Actor, a.Subject, a.Detail)
	return hex.EncodeToString(h.Sum(nil))
}

// freshSalt makes the salt of one row.
func freshSalt() (string, error) {
	b := make([]byte, 16)
	if _, err := rand.Read(b); err != nil {
		return "", err
	}
	return hex.EncodeToString(b), nil
}

// auditHead reads the noted end of the trail.
func auditHead(ctx context.Context, q queryer) (AuditHead, error) {
	return notedEnd(ctx, q, auditHeadKey)
}

// notedEnd reads a row's number and hash from a note.
func notedEnd(ctx context.Context, q queryer, key string) (AuditHead, error) {
	text, found, err := metaText(ctx, q, key)
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
	rows, err := q.query(ctx, `SELECT id, at, event, actor, action, subject, detail, salt, digest, hash FROM audit ORDER BY id`)
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var r AuditRow
		var at int64
		if err := rows.Scan(&r.ID, &at, &r.Event, &r.Actor, &r.Action, &r.Subject, &r.Detail, &r.salt, &r.digest, &r.Hash); err != nil {
			return fmt.Errorf("audit: %w", err)
		}
		r.At, r.Erased = fromMillis(at), r.salt == ""
		if err := yield(r); err != nil {
			return err
		}
	}
	return rows.Err()
}
