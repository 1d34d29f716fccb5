package storage

import (
	"context"
	"fmt"
	"slices"

	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// lookBack is for how many days before a day the account's own lines and the
// payouts in trouble belong to its summary.
const lookBack = 45

// Day gives the settlement summary of one business day. Of a merchant outside
// the scope, and for roles that see no totals, it is empty.
func (db *DB) Day(ctx context.Context, s access.Scope, merchant string, day calendar.Date) (d trail.Day, err error) {
	if merchant == "" || !s.Totals() || !s.Sees(merchant) {
		return trail.Day{}, nil
	}
	var scope filter
	scope.within(s, merchant)
	err = db.look(ctx, func(v *view) error {
		if _, known := v.reg.byID[merchant]; !known {
			return nil
		}
		sh := shelfOf(v.q, v.reg, merchant)
		sales, err := readRows(ctx, v.q, "transactions", txnColumns, scanTxn,
			words(scope.sql(), "business_day <= ? AND (business_day = ? OR state NOT IN "+settledStates+" OR lands_on >= ?) ORDER BY time, row"),
			append(scope.args, int64(day), int64(day), int64(day))...)
		if err != nil {
			return err
		}
		account, err := sh.accountLines(ctx, day-lookBack, day)
		if err != nil {
			return err
		}
		payouts, err := sh.ofDay(ctx, day)
		if err != nil {
			return err
		}
		f, err := sh.period(ctx, sales, account, payouts)
		if err != nil {
			return err
		}
		d = trail.BuildDay(f, day, db.cals, db.clock.Now())
		for i := range d.Exceptions {
			d.Exceptions[i] = forReader(d.Exceptions[i], s)
		}
		return nil
	})
	if err != nil {
		return trail.Day{}, fmt.Errorf("day %s of %s: %w", day, merchant, err)
	}
	return d, nil
}

// Period gives the equation by swipes over business days, both included, in
// the merchant's settlement currency; with the account's own lines of those days.
func (db *DB) Period(ctx context.Context, s access.Scope, merchant string, from, to calendar.Date) (e trail.Equation, err error) {
	if merchant == "" || !s.Totals() || !s.Sees(merchant) {
		return trail.Equation{}, nil
	}
	var scope filter
	scope.within(s, merchant)
	scope.and("business_day BETWEEN ? AND ?", int64(from), int64(to))
	err = db.look(ctx, func(v *view) error {
		if _, known := v.reg.byID[merchant]; !known {
			return nil
		}
		sh := shelfOf(v.q, v.reg, merchant)
		sales, err := readRows(ctx, v.q, "transactions", txnColumns, scanTxn, scope.sql()+" ORDER BY time, row", scope.args...)
		if err != nil {
			return err
		}
		account, err := sh.accountLines(ctx, from-lookBack, to+lookBack)
		if err != nil {
			return err
		}
		f, err := sh.period(ctx, sales, account, nil)
		if err != nil {
			return err
		}
		now := db.clock.Now()
		trails := trail.Build(f, db.cals, now)
		f.Now, f.Calendars = now, db.cals
		f.Lines = slices.DeleteFunc(f.Lines, func(l trail.LinkedLine) bool {
			on := lineDay(l, f)
			return l.TransactionRow == 0 && (on < from || on > to)
		})
		e = trail.SumSwipes(f, trails, f.Merchant.Currency)
		return nil
	})
	if err != nil {
		return trail.Equation{}, fmt.Errorf("period %s to %s of %s: %w", from, to, merchant, err)
	}
	return e, nil
}

// lineDay gives the day a line of the account belongs to: that of its time, else of its settlement.
func lineDay(l trail.LinkedLine, f trail.Facts) calendar.Date {
	if l.Time.IsZero() {
		return l.SettledOn
	}
	return dateOf(l.Time.Time.In(f.Zone))
}

// accountLines gives the lines without a transaction that settled in these days, and those not paid yet.
func (s *shelf) accountLines(ctx context.Context, from, to calendar.Date) ([]lineRow, error) {
	return readRows(ctx, s.q, "lines", lineColumns, scanLine, words(s.own,
		"transaction_row = 0 AND settled_on <= ? AND (settled_on >= ? OR payout_row = 0)"), s.id, int64(to), int64(from))
}

// ofDay gives the payouts that the bank booked on a day or that were sent on
// it, and those of the weeks before that the bank does not show or sent back.
func (s *shelf) ofDay(ctx context.Context, day calendar.Date) ([]int64, error) {
	return readRows(ctx, s.q, "payouts", "row", func(r scanner) (int64, error) {
		var row int64
		return row, r.Scan(&row)
	}, words(s.own, `(lands_on = ? OR (lands_on BETWEEN ? AND ? AND state NOT IN ('arrived', 'carried', 'short', 'over'))
		OR row IN (SELECT l.payout FROM bank_entries e JOIN payout_entries l ON l.entry = e.row
			WHERE e.booked_on = ? AND e.place IN (SELECT pay_key FROM payouts p WHERE p.merchant_id = +? AND p.pay_key <> '')))`),
		s.id, int64(day), int64(day-lookBack), int64(day), int64(day), s.id)
}

// period gives the facts of sales, of lines of the account, and of whole payouts.
func (s *shelf) period(ctx context.Context, sales []txnRow, account []lineRow, payouts []int64) (trail.Facts, error) {
	related, err := s.related(ctx, sales)
	if err != nil {
		return trail.Facts{}, err
	}
	known := map[int64]bool{}
	var rows keySet[int64]
	for _, t := range slices.Concat(sales, related) {
		known[t.Row] = true
		rows.add(t.Row)
	}
	lines, err := readByKeys(ctx, s.q, "lines", lineColumns, scanLine, "transaction_row", rows.list, "transaction_row <> 0")
	if err != nil {
		return trail.Facts{}, err
	}
	whole, err := readByKeys(ctx, s.q, "lines", lineColumns, scanLine, "payout_row", payouts, "payout_row <> 0")
	if err != nil {
		return trail.Facts{}, err
	}
	named, err := s.settledBy(ctx, whole, known)
	if err != nil {
		return trail.Facts{}, err
	}
	seen := map[int64]bool{}
	all := slices.DeleteFunc(slices.Concat(lines, account, whole), func(l lineRow) bool {
		again := seen[l.Row]
		seen[l.Row] = true
		return again
	})
	return s.withPayouts(ctx, sales, append(related, named...), all, payouts)
}
