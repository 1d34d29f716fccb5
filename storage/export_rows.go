package storage

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/match"
	"moneytrail/recon/money"
)

// lineCells is what is exported of a settlement line.
type lineCells struct {
	row              int64
	source, ref      string // ref: what the source calls the merchant
	id, payout       []byte
	matchedBy, state string
	transaction      int64
}

// settlements of a merchant come in order of the number that was printed.
func (e *exporter) settlements(ctx context.Context, s *shelf, w *csv.Writer) error {
	d := s.anyDesk()
	lines, err := s.cellsOfLines(ctx, d)
	if err != nil {
		return err
	}
	idOf, err := s.idsOf(ctx, d)
	if err != nil {
		return err
	}
	for i := range lines {
		l := &lines[i]
		if err := row(w, string(l.id), l.state, l.matchedBy, idOf(l.transaction), string(l.payout)); err != nil {
			return err
		}
	}
	return nil
}

// cellsOfLines gives the lines of the shelf in order of what their sources call
// the merchant, of source and of id.
func (s *shelf) cellsOfLines(ctx context.Context, d *desk) ([]lineCells, error) {
	facts, err := s.factsOf(ctx, d, lineNoun(), firstDay, lastDay)
	if err != nil {
		return nil, err
	}
	refs, sources := map[string]string{}, map[int64]string{}
	for _, p := range s.parties {
		refs[p.source], sources[p.id] = p.ref, p.source
	}
	lines := onDesk(&d.cells, len(facts))[:len(facts)]
	for i, f := range facts {
		id, payout, err := lineNames(f.body)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", f.row, err)
		}
		source := sources[partyOf(f.body)]
		lines[i] = lineCells{row: f.row, source: source, ref: refs[source], id: id, payout: payout, matchedBy: match.ByNone}
	}
	if s.key != 0 {
		find := finder(lines, func(l *lineCells) int64 { return l.row })
		err := s.leavesOn(ctx, linkLeaves, s.key, firstDay, lastDay, func(_ int64, body []byte) error {
			return unpackLinks(body, func(e linked) {
				if i := find(e.row); i >= 0 {
					lines[i].matchedBy, lines[i].state, lines[i].transaction = e.matchedBy, e.state, e.transaction
				}
			})
		})
		if err != nil {
			return nil, fmt.Errorf("read links: %w", err)
		}
	}
	slices.SortFunc(lines, func(a, b lineCells) int {
		return cmp.Or(strings.Compare(a.ref, b.ref), strings.Compare(a.source, b.source), bytes.Compare(a.id, b.id))
	})
	return lines, nil
}

// idsOf finds the ids of the transactions of this merchant by their rows, ""
// for others.
func (s *shelf) idsOf(ctx context.Context, d *desk) (func(row int64) string, error) {
	facts, err := s.factsOf(ctx, d, transactionNoun(), firstDay, lastDay)
	slices.SortFunc(facts, func(a, b fact) int { return cmp.Compare(a.row, b.row) })
	return func(row int64) string {
		i, there := slices.BinarySearchFunc(facts, row, func(f fact, row int64) int { return cmp.Compare(f.row, row) })
		if !there {
			return ""
		}
		return idOf(facts[i].body)
	}, err
}

func (e *exporter) bank(ctx context.Context, w *csv.Writer) error {
	rows, err := e.views[0].q.query(ctx, `SELECT id, state, COALESCE((SELECT STRING_AGG(p.id, '+' ORDER BY p.id) FROM payout_entries l
		JOIN payouts p ON p.row = l.payout WHERE l.entry = bank_entries.row), '') FROM bank_entries WHERE `+visible+` ORDER BY source, id`)
	_, err = collect(rows, err, func(s scanner) (struct{}, error) {
		var id, state, payout string
		if err := s.Scan(&id, &state, &payout); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, row(w, id, state, payout)
	})
	return err
}

func (e *exporter) cases(ctx context.Context, w *csv.Writer) error {
	rows, err := e.views[0].q.query(ctx, `SELECT id, merchant_id, subject, status, urgent, reason, amount, currency, claimed_by,
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
		if err := row(w, fmt.Sprintf("C-%d", id), merchant, subject, status, fmt.Sprint(urgent), reason, sum, currency, by, r.Reason,
			fromMillis(opened).Format(time.RFC3339), date); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (e *exporter) audit(ctx context.Context, w *csv.Writer) error {
	return eachAudit(ctx, e.views[0].q, func(r AuditRow) error {
		return row(w, fmt.Sprint(r.ID), r.At.Format(time.RFC3339), r.Actor, r.Action, r.Subject, r.Detail, r.Hash)
	})
}
