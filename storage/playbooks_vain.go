package storage

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// walkPortion is how many walks, those about one thing counted as one, are held
// against the books at a time.
const walkPortion = 500

// walked are the walks of one playbook about one thing that ended solved or watching.
type walked struct {
	merchant, subject, playbook string
	// ended is how many there are, reopened after how many of them a case about the
	// same was opened.
	ended, reopened int
}

// contradicted names the playbooks of walks that ended solved or watching and of
// which the end was not true, and how many: a case about the same was opened
// later, or the day is over on which the money was to come and it has not.
func (db *DB) contradicted(ctx context.Context, from time.Time, are func(playbook string, n int)) error {
	var last walked
	for {
		portion, err := db.walksAfter(ctx, from, last)
		if err != nil || len(portion) == 0 {
			return err
		}
		late, err := db.late(ctx, portion)
		if err != nil {
			return err
		}
		for _, w := range portion {
			if n := w.reopened; late[w.subject] {
				are(w.playbook, w.ended)
			} else if n > 0 {
				are(w.playbook, n)
			}
		}
		last = portion[len(portion)-1]
	}
}

// walksAfter gives the next portion, in the order of merchants and subjects.
func (db *DB) walksAfter(ctx context.Context, from time.Time, last walked) ([]walked, error) {
	rows, err := db.reads().query(ctx, `SELECT r.merchant_id, r.subject, r.playbook, COUNT(*), SUM(CASE WHEN EXISTS (SELECT 1 FROM cases c
			WHERE c.merchant_id = r.merchant_id AND c.subject = r.subject AND c.opened_at > r.ended) THEN 1 ELSE 0 END)
		FROM playbook_runs r WHERE (r.merchant_id, r.subject, r.playbook) > (?, ?, ?) AND r.begun >= ? AND r.how IN ('solved', 'watching') AND r.subject <> ''
		GROUP BY r.merchant_id, r.subject, r.playbook ORDER BY r.merchant_id, r.subject, r.playbook LIMIT ?`,
		last.merchant, last.subject, last.playbook, millis(from), walkPortion)
	return collect(rows, err, func(s scanner) (w walked, err error) {
		return w, s.Scan(&w.merchant, &w.subject, &w.playbook, &w.ended, &w.reopened)
	})
}

// late tells of which subjects of cases the money was to be there before today,
// by what its merchant was told last or else by its terms, and is not. A subject
// without a row, a person or a sign, is about no money.
func (db *DB) late(ctx context.Context, walks []walked) (map[string]bool, error) {
	late, swipes := map[string]bool{}, map[int64]string{}
	var keys keySet[int64]
	for _, w := range walks {
		kind, id, _ := strings.Cut(w.subject, ":")
		row, err := strconv.ParseInt(id, 10, 64)
		switch {
		case err != nil || w.ended == w.reopened:
		case kind == "payout":
			p, found, err := db.Payout(ctx, access.StaffScope(), row)
			if err != nil {
				return nil, err
			}
			late[w.subject] = found && (p.State == trail.PayoutMissing || p.State == trail.PayoutReturned)
		default:
			keys.add(row)
			swipes[row] = w.subject
		}
	}
	told, err := db.toldLast(ctx, keys.list)
	if err != nil {
		return nil, err
	}
	found, err := db.trailsAt(ctx, keys.list)
	if err != nil {
		return nil, err
	}
	today := calendar.DateOf(db.clock.Now().In(db.zone))
	for row, tr := range found {
		due := tr.Due.On
		if on, ok := told[row]; ok {
			due = on
		}
		late[swipes[row]] = onItsWay(tr.State) && due != 0 && due < today
	}
	return late, nil
}

// toldLast gives the dates that merchants were told last of swipes.
func (db *DB) toldLast(ctx context.Context, rows []int64) (map[int64]calendar.Date, error) {
	type told struct {
		row int64
		on  calendar.Date
	}
	all, err := byKeys(anys(rows), func(in string, args []any) ([]told, error) {
		rows, err := db.reads().query(ctx, "SELECT transaction_row, due_on FROM promises WHERE transaction_row"+in+" ORDER BY id", args...)
		return collect(rows, err, func(s scanner) (t told, err error) {
			var on string
			if err := s.Scan(&t.row, &on); err != nil {
				return t, err
			}
			return t, t.on.UnmarshalText([]byte(on))
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read promises: %w", err)
	}
	last := map[int64]calendar.Date{}
	for _, t := range all {
		last[t.row] = t.on
	}
	return last, nil
}

// trailsAt gives the trails of transactions by their rows; of one that another
// row joined, that one's. What is not there any more is left out.
func (db *DB) trailsAt(ctx context.Context, rows []int64) (map[int64]trail.Trail, error) {
	out := map[int64]trail.Trail{}
	err := db.look(ctx, func(v *view) error {
		w, err := v.wanted(ctx, access.StaffScope(), handlers.Query{})
		if err != nil {
			return err
		}
		found, err := w.among(ctx, rows)
		if err != nil {
			return err
		}
		all, err := v.trails(ctx, access.StaffScope(), found)
		for _, t := range all {
			out[t.Row] = t
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find transactions: %w", err)
	}
	for _, row := range rows {
		if _, known := out[row]; known {
			continue
		}
		t, found, err := db.Trail(ctx, access.StaffScope(), row)
		if err != nil {
			return nil, err
		}
		if found {
			out[row] = t
		}
	}
	return out, nil
}
