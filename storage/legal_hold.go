package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"moneytrail/handlers"
)

// LegalHold keeps everything of a case, or of all cases of a merchant, from
// being forgotten.
type LegalHold struct {
	// Subject is case:<id> or merchant:<id>.
	Subject, Reason, By string
	At                  time.Time // machine clock
}

// heldCases selects the cases that a hold keeps.
const heldCases = `SELECT k.id FROM cases k JOIN holds h ON h.subject = 'case:' || k.id OR h.subject = 'merchant:' || k.merchant_id`

// ErrNoHold tells that there is no hold on a subject.
var ErrNoHold = errors.New("there is no hold on it")

// PutHold holds a case or a merchant; a hold that exists gets the new reason.
// It is noted in the audit trail.
func (db *DB) PutHold(ctx context.Context, h LegalHold) error {
	err := db.change(ctx, func(ctx context.Context, t *tx) error {
		if _, err := t.exec(ctx, `INSERT INTO holds (subject, reason, by_name, at) VALUES (?, ?, ?, ?)
			ON CONFLICT (subject) DO UPDATE SET reason = excluded.reason, by_name = excluded.by_name`,
			h.Subject, h.Reason, h.By, db.now()); err != nil {
			return err
		}
		return addAudit(ctx, t, 0, []handlers.Audit{{Actor: h.By, Action: "hold", Subject: h.Subject, Detail: h.Reason}})
	})
	if err != nil {
		return fmt.Errorf("hold %s: %w", h.Subject, err)
	}
	return nil
}

// EndHold releases a hold; retention and erasures that waited follow with the
// next daily work. ErrNoHold: there was none.
func (db *DB) EndHold(ctx context.Context, subject, by string) error {
	err := db.change(ctx, func(ctx context.Context, t *tx) error {
		n, err := t.changes(ctx, `DELETE FROM holds WHERE subject = ?`, subject)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrNoHold
		}
		return addAudit(ctx, t, 0, []handlers.Audit{{Actor: by, Action: "hold released", Subject: subject}})
	})
	if err != nil {
		return fmt.Errorf("release %s: %w", subject, err)
	}
	return nil
}

// LegalHolds gives all holds, by subject.
func (db *DB) LegalHolds(ctx context.Context) ([]LegalHold, error) {
	rows, err := db.reads().query(ctx, `SELECT subject, reason, by_name, at FROM holds ORDER BY subject`)
	all, err := collect(rows, err, func(s scanner) (h LegalHold, err error) {
		var at int64
		err = s.Scan(&h.Subject, &h.Reason, &h.By, &at)
		h.At = fromMillis(at)
		return h, err
	})
	if err != nil {
		return nil, fmt.Errorf("holds: %w", err)
	}
	return all, nil
}
