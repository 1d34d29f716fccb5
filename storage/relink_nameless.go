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
// links have changed since it did last. What it finds is written only if they
// have not changed meanwhile: else whoever changed them does it again.
func (db *DB) nameless(ctx context.Context) error {
	var linked int64
	var due bool
	var s *said
	err := db.lookAnew(ctx, func(v *view) (err error) {
		if linked, due, err = v.namelessDue(ctx); err == nil && due {
			s, err = v.nameless(ctx)
		}
		return err
	})
	if err == nil && due {
		err = db.change(ctx, func(ctx context.Context, t *tx) error {
			v := &view{db: db, q: t}
			if now, _, err := v.namelessDue(ctx); err != nil || now != linked {
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

// namelessDue counts how often links were made, and says whether there is
// anything to suggest, or to take back, since it was looked for last.
func (v *view) namelessDue(ctx context.Context) (linked int64, due bool, err error) {
	err = v.q.row(ctx, `SELECT l.value, l.value <> n.value AND (EXISTS (SELECT 1 FROM bank_entries WHERE `+namelessOpen+`)
		OR EXISTS (SELECT 1 FROM suggestions WHERE `+namelessSaid+`)) FROM counters l, counters n WHERE l.name = 'linked' AND n.name = 'nameless'`).Scan(&linked, &due)
	return linked, due, err
}

// nameless finds what may be suggested: of the latest debits whose days have
// payouts few enough to read whole, single ones and sets of them; of the others,
// payouts of their very amounts.
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
	whole, first, err := v.wholeDays(ctx, debits)
	if err != nil {
		return nil, err
	}
	s := &said{what: record.Entries}
	if err := v.namelessOf(ctx, s, heard, debits[:whole], first); err != nil {
		return nil, err
	}
	return s, v.namelessOf(ctx, s, heard, debits[whole:], 0)
}

// wholeDays gives how many of the debits, latest first, have payouts in their
// days that are few enough to be read all, and the first of those days.
func (v *view) wholeDays(ctx context.Context, debits []entryRow) (n int, first calendar.Date, err error) {
	payouts := 0
	for i := range debits {
		from, to := debits[i].BookedOn-namelessBefore, debits[i].BookedOn+namelessAfter
		if first != 0 {
			to = min(to, first-1)
		}
		if from <= to {
			var more int
			if err := v.q.row(ctx, "SELECT COUNT(*) FROM payouts WHERE lands_on BETWEEN ? AND ?", int64(from), int64(to)).Scan(&more); err != nil {
				return 0, 0, err
			}
			if payouts += more; payouts > mostAhead {
				return i, first, nil
			}
			first = from
		}
	}
	return len(debits), first, nil
}

// namelessOf adds what may be suggested for debits, latest first: among all
// payouts since a day, or, where that is 0, among those of the same amounts.
func (v *view) namelessOf(ctx context.Context, s *said, heard *hearing, debits []entryRow, first calendar.Date) error {
	if len(debits) == 0 {
		return nil
	}
	var entries []record.Entry
	var amounts []any
	for i := range debits {
		e := &debits[i]
		heard.row(record.Entries, e.Source, e.ID)
		entries, amounts = append(entries, e.Entry), append(amounts, e.Amount)
	}
	single := first == 0
	if single {
		first = debits[len(debits)-1].BookedOn - namelessBefore
	}
	where := `lands_on BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM payout_entries l JOIN bank_entries b ON b.row = l.entry
		WHERE l.payout = payouts.row AND b.owner = ?)`
	args := []any{int64(first), int64(debits[0].BookedOn + namelessAfter), string(record.Payer)}
	if single {
		where += " AND CASE WHEN implied_for <> 0 THEN lines_net ELSE amount END IN (" + marks(len(amounts)) + ")"
		args = append(args, amounts...)
	}
	payouts, err := v.payouts(ctx, where, args...)
	if err != nil {
		return err
	}
	sides := make([]match.PayoutSide, 0, len(payouts))
	for i := range payouts {
		heard.row(record.Payouts, payouts[i].Source, payouts[i].ID)
		sides = append(sides, v.side(&payouts[i]))
	}
	found := v.matcher().Nameless(sides, entries, single, v.db.cals, heard.words)
	for i := range found {
		s.suggestions = append(s.suggestions, suggested{0, &found[i]})
	}
	return nil
}
