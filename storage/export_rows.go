package storage

import (
	"context"
	"fmt"
	"time"

	"moneytrail/recon/money"
)

// stream writes one row for each row of a query, all of whose columns are texts.
func (e *exporter) stream(ctx context.Context, columns int, q string, args ...any) error {
	rows, err := e.q.query(ctx, q, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	cells, dest := make([]string, columns), make([]any, columns)
	for i := range cells {
		dest[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		if err := e.row(cells...); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (e *exporter) settlements(ctx context.Context) error {
	return e.stream(ctx, 5, `SELECT id, state, matched_by,
		COALESCE((SELECT t.id FROM transactions t WHERE t.row = transaction_row), ''), payout_id
		FROM lines WHERE `+visible+` ORDER BY merchant_id, merchant_ref, source, id`)
}

func (e *exporter) bank(ctx context.Context) error {
	return e.stream(ctx, 3, `SELECT id, state, COALESCE((SELECT MIN(p.id) FROM payout_entries l JOIN payouts p ON p.row = l.payout
		WHERE l.entry = bank_entries.row), '') FROM bank_entries WHERE `+visible+` ORDER BY source, id`)
}

func (e *exporter) cases(ctx context.Context) error {
	rows, err := e.q.query(ctx, `SELECT id, merchant_id, subject, status, urgent, reason, amount, currency, claimed_by,
		resolution, opened_at, business_date FROM cases ORDER BY id`)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id, amount, opened int64
		var urgent bool
		var merchant, subject, status, reason, currency, by, resolution, date string
		if err := rows.Scan(&id, &merchant, &subject, &status, &urgent, &reason, &amount, &currency, &by, &resolution,
			&opened, &date); err != nil {
			return err
		}
		var r struct{ Reason string }
		if err := fromJSON(resolution, &r); err != nil {
			return err
		}
		sum := ""
		if currency != "" {
			sum = money.Format(amount, currency)
		}
		if err := e.row(fmt.Sprintf("C-%d", id), merchant, subject, status, fmt.Sprint(urgent), reason, sum, currency, by, r.Reason,
			fromMillis(opened).Format(time.RFC3339), date); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (e *exporter) audit(ctx context.Context) error {
	return eachAudit(ctx, e.q, func(r AuditRow) error {
		return e.row(fmt.Sprint(r.ID), r.At.Format(time.RFC3339), r.Actor, r.Action, r.Subject, r.Detail, r.Hash)
	})
}
