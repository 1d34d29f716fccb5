package storage

import (
	"context"
	"fmt"
	"strconv"

	"moneytrail/handlers"
)

// putRun notes how a walk through a playbook stands: the row of its beginning is the same to its end.
func putRun(ctx context.Context, t *tx, r handlers.Run) error {
	_, err := t.exec(ctx, `INSERT INTO playbook_runs (playbook, user_id, begun, version, merchant_id, subject, step, ended, how, why)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (playbook, user_id, begun) DO UPDATE SET
		version = excluded.version, step = excluded.step, ended = excluded.ended, how = excluded.how, why = excluded.why`,
		r.Playbook, r.User, millis(r.Begun), r.Version, r.MerchantID, r.Subject, r.Step, millis(r.Ended), r.How, r.Why)
	if err != nil {
		return fmt.Errorf("playbook %s: %w", r.Playbook, err)
	}
	return nil
}

// PlaybookFigures are what became of the walks through one playbook.
type PlaybookFigures struct {
	Playbook                        string
	Started, Solved, Watching, Case int
	// Left counts those that were left without an end; LeftAt says at which steps, the most first.
	Left   int
	LeftAt string
	// Contradicted counts those that ended solved or watching, and a case about the same was opened later.
	Contradicted int
}

// Playbooks gives the figures of every playbook that was begun, by name.
func (db *DB) Playbooks(ctx context.Context) ([]PlaybookFigures, error) {
	rows, err := db.reads().query(ctx, `SELECT r.playbook, COUNT(*), SUM(r.how = 'solved'), SUM(r.how = 'watching'), SUM(r.how = 'case'), SUM(r.how = 'left'),
		SUM(r.how IN ('solved', 'watching') AND r.subject <> '' AND EXISTS (SELECT 1 FROM cases c
			WHERE c.merchant_id = r.merchant_id AND c.subject = r.subject AND c.opened_at > r.ended)),
		COALESCE((SELECT GROUP_CONCAT(x.at, ' ') FROM (SELECT l.step || ':' || COUNT(*) AS at FROM playbook_runs l
			WHERE l.playbook = r.playbook AND l.how = 'left' GROUP BY l.step ORDER BY COUNT(*) DESC, l.step) x), '')
		FROM playbook_runs r GROUP BY r.playbook ORDER BY r.playbook`)
	all, err := collect(rows, err, func(s scanner) (f PlaybookFigures, err error) {
		err = s.Scan(&f.Playbook, &f.Started, &f.Solved, &f.Watching, &f.Case, &f.Left, &f.Contradicted, &f.LeftAt)
		return f, err
	})
	if err != nil {
		return nil, fmt.Errorf("figures of playbooks: %w", err)
	}
	return all, nil
}

// exportPlaybooks writes the figures of playbooks.
func (e *exporter) playbooks(ctx context.Context) error {
	all, err := e.db.Playbooks(ctx)
	if err != nil {
		return err
	}
	n := strconv.Itoa
	for _, f := range all {
		if err := row(e.w, f.Playbook, n(f.Started), n(f.Solved), n(f.Watching), n(f.Case), n(f.Left), f.LeftAt, n(f.Contradicted)); err != nil {
			return err
		}
	}
	return nil
}
