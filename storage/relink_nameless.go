package storage

import (
	"context"
	"fmt"

	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
)

// A payer's debit may tell no counterparty: then it is on no account of a
// merchant, and no ring has it beside the payouts that it pays. What it may be
// is looked for among the payouts of everyone that were sent in its days, when
// all other links are made, and is only ever suggested; nobody's, for a person.

// Bounds of that search: the latest debits, and the days before and after one
// on which a payout that it may be can have been sent, or arrived.
const (
	mostNameless   = 256
	namelessBefore = 12
	namelessAfter  = 10
)

// nameless suggests again what debits without a counterparty may be, where
// links have changed since it did last.
func (db *DB) nameless(ctx context.Context) error {
	var some int
	err := db.reads().row(ctx, `SELECT COUNT(*) FROM counters l JOIN counters n ON l.value <> n.value WHERE l.name = 'linked' AND n.name = 'nameless'
		AND (EXISTS (SELECT 1 FROM bank_entries WHERE `+namelessOpen+`) OR EXISTS (SELECT 1 FROM suggestions WHERE `+namelessSaid+`))`).Scan(&some)
	if err == nil && some == 0 {
		return nil
	}
	if err == nil {
		err = db.changeWithin(ctx, longWork, func(ctx context.Context, t *tx) error {
			v, err := db.viewOf(ctx, t)
			if err != nil {
				return err
			}
			s, err := v.nameless(ctx)
			if err != nil {
				return err
			}
			for _, q := range []string{"DELETE FROM suggestions WHERE " + namelessSaid,
				"DELETE FROM suggestion_rows WHERE suggestion NOT IN (SELECT id FROM suggestions)",
				"UPDATE counters SET value = (SELECT value FROM counters WHERE name = 'linked') WHERE name = 'nameless'"} {
				if _, err := t.exec(ctx, q); err != nil {
					return err
				}
			}
			return s.insert(ctx, t)
		})
	}
	if err != nil {
		return fmt.Errorf("look for what debits without a counterparty are: %w", err)
	}
	return nil
}

// Conditions of the debits that are still nobody's, and of what was suggested for them.
const (
	namelessOpen = "place = '' AND owner = '" + string(record.Payer) + "' AND state = 'orphan'"
	namelessSaid = "merchant = 0 AND what = 'bank'"
)

// nameless finds what may be suggested.
func (v *view) nameless(ctx context.Context) (*said, error) {
	debits, err := v.entries(ctx, namelessOpen+" ORDER BY booked_on DESC, row DESC LIMIT ?", mostNameless)
	if err != nil {
		return nil, err
	}
	words, err := v.decided(ctx)
	if err != nil {
		return nil, err
	}
	heard := &hearing{of: words}
	var sides []match.PayoutSide
	var entries []record.Entry
	read := calendar.Date(0) // the first day whose payouts are read, 0 none
	for i := range debits {
		e := &debits[i]
		from, to := e.BookedOn-namelessBefore, e.BookedOn+namelessAfter
		if read != 0 {
			to = min(to, read-1)
		}
		if from <= to {
			var n int
			if err := v.q.row(ctx, "SELECT COUNT(*) FROM payouts WHERE lands_on BETWEEN ? AND ?", int64(from), int64(to)).Scan(&n); err != nil {
				return nil, err
			}
			if len(sides)+n > mostAhead {
				break // those before are as good as countless
			}
			payouts, err := v.payouts(ctx, `lands_on BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM payout_entries l JOIN bank_entries b ON b.row = l.entry
				WHERE l.payout = payouts.row AND b.owner = ?)`, int64(from), int64(to), string(record.Payer))
			if err != nil {
				return nil, err
			}
			for i := range payouts {
				heard.row(record.Payouts, payouts[i].Source, payouts[i].ID)
				sides = append(sides, v.side(&payouts[i]))
			}
			read = from
		}
		heard.row(record.Entries, e.Source, e.ID)
		entries = append(entries, e.Entry)
	}
	s := &said{what: record.Entries}
	found := v.matcher().Nameless(sides, entries, v.db.cals, heard.words)
	for i := range found {
		s.suggestions = append(s.suggestions, suggested{0, &found[i]})
	}
	return s, nil
}
