package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// lookBack is for how many days before a day the account's own lines and the
// payouts in trouble belong to its summary.
const lookBack = trail.OwnNear

// Day gives the settlement summary of one business day. Of a merchant outside
// the scope, and for roles that see no totals, it is empty.
func (db *DB) Day(ctx context.Context, s access.Scope, merchant string, day calendar.Date) (d trail.Day, err error) {
	err = db.ofOne(ctx, s, merchant, func(sh *shelf) error {
		account, moving, err := sh.linesOn(ctx, day)
		if err != nil {
			return err
		}
		sales, err := sh.openOn(ctx, int64(day), moving)
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
		f.Sales, f.Related = withTakers(f.Sales, f.Related)
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

// withTakers moves the refunds and captures of sales to them: the line that a
// sale or an authorisation is linked to may be their money.
func withTakers(sales, related []record.Transaction) (of, rest []record.Transaction) {
	for _, t := range related {
		if t.Type == record.Refund || t.Type == record.Capture {
			sales = append(sales, t)
		} else {
			rest = append(rest, t)
		}
	}
	return sales, rest
}

// openOn gives the transactions of a business day, and those of the days
// before whose money had not landed by then: by what is told of them, or as
// moving has them.
func (s *shelf) openOn(ctx context.Context, day int64, moving keySet[int64]) ([]txnRow, error) {
	keys := moving
	rows, err := s.q.query(ctx, "SELECT day, body FROM transaction_trails WHERE merchant = ? AND day <= ? AND (day >= ? OR open <> 0 OR lands >= ?)",
		s.key, day+daysAfter, day-daysBefore, day)
	_, err = collect(rows, err, func(r scanner) (none struct{}, err error) {
		var of int64
		var body []byte
		if err := r.Scan(&of, &body); err != nil {
			return none, err
		}
		return none, unpackTrails(of, body, func(e *stood) {
			if e.day <= day && (e.day == day || e.open() || e.lands >= day) {
				keys.add(e.row)
			}
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read conclusions: %w", err)
	}
	all, err := s.transactionsAt(ctx, keys.list)
	byTime(all)
	return all, err
}

// linesOn gives the lines without a transaction that settled in the weeks around
// a day (they may be of it, and settle later), that moved money into the reserve
// or out of it, or money that had not
// landed when it began (the bank may tell of a payout before its lines do); and
// the transactions of all other lines of such money: one is told to be refunded
// or charged back as soon as a row says it, and what that moves lands later.
func (s *shelf) linesOn(ctx context.Context, day calendar.Date) (account []lineRow, moving keySet[int64], err error) {
	own, id := s.own()
	rows, err := s.q.query(ctx, "SELECT row FROM payouts WHERE "+allOf(own, visible, "(state NOT IN ('arrived', 'short', 'over') OR lands_on >= ?)"), id, int64(day))
	open, err := collect(rows, err, scanID)
	if err != nil {
		return nil, moving, fmt.Errorf("read payouts: %w", err)
	}
	var payouts, keys keySet[int64]
	payouts.add(open...)
	err = s.linksUpTo(ctx, day+lookBack, func(settled int64, e linked) {
		switch moves := e.payout == 0 || e.waits || payouts.has(e.payout) || settled >= int64(day); {
		case e.transaction != 0 && moves:
			moving.add(e.transaction)
		case e.transaction == 0 && (moves || e.reserve || settled >= int64(day-lookBack)):
			keys.add(e.row)
		}
	})
	if err != nil {
		return nil, moving, err
	}
	account, err = s.linesAt(ctx, keys.list)
	return account, moving, err
}

// linksUpTo hands over what the lines that settled up to a day are linked to.
func (s *shelf) linksUpTo(ctx context.Context, to calendar.Date, yield func(settled int64, e linked)) error {
	rows, err := s.q.query(ctx, "SELECT day, body FROM line_links WHERE merchant = ? AND day <= ?", s.key, int64(to))
	_, err = collect(rows, err, func(r scanner) (none struct{}, err error) {
		var day int64
		var body []byte
		if err := r.Scan(&day, &body); err != nil {
			return none, err
		}
		return none, unpackLinks(body, func(e linked) { yield(day, e) })
	})
	if err != nil {
		return fmt.Errorf("read links: %w", err)
	}
	return nil
}

func byTime(all []txnRow) {
	slices.SortFunc(all, func(a, b txnRow) int {
		return cmp.Or(cmp.Compare(millis(a.Time.Time), millis(b.Time.Time)), cmp.Compare(a.Row, b.Row))
	})
}

// Period gives the equation by swipes over business days, both included, in
// the merchant's settlement currency; with the account's own lines of those days.
func (db *DB) Period(ctx context.Context, s access.Scope, merchant string, from, to calendar.Date) (e trail.Equation, err error) {
	err = db.ofOne(ctx, s, merchant, func(sh *shelf) error {
		f, trails, err := sh.swiped(ctx, from, to)
		if err != nil {
			return err
		}
		e = trail.SumSwipes(f, trails, f.Merchant.Currency)
		return nil
	})
	if err != nil {
		return trail.Equation{}, fmt.Errorf("period %s to %s of %s: %w", from, to, merchant, err)
	}
	return e, nil
}

// accountLines gives the lines without a transaction that settled in these days, and those not paid yet.
func (s *shelf) accountLines(ctx context.Context, from, to calendar.Date) ([]lineRow, error) {
	var keys []int64
	err := s.linksUpTo(ctx, to, func(day int64, e linked) {
		if e.transaction == 0 && (day >= int64(from) || e.payout == 0) {
			keys = append(keys, e.row)
		}
	})
	if err != nil {
		return nil, err
	}
	return s.linesAt(ctx, keys)
}

// ofDay gives the payouts that the bank booked on a day or that were sent on
// it, and those of the weeks before that the bank does not show or sent back.
func (s *shelf) ofDay(ctx context.Context, day calendar.Date) ([]int64, error) {
	// Each half begins at the merchant: in one WHERE with OR everybody's payouts of the weeks were read.
	own, id := s.own()
	rows, err := s.q.query(ctx, "SELECT row FROM payouts WHERE "+allOf(own, visible, `lands_on BETWEEN ? AND ?
		AND (lands_on = ? OR state NOT IN ('arrived', 'carried', 'short', 'over'))`)+`
		UNION SELECT row FROM payouts WHERE `+allOf(own, visible, `row IN (SELECT l.payout FROM bank_entries e JOIN payout_entries l ON l.entry = e.row
			WHERE e.booked_on = ? AND e.place IN (SELECT pay_key FROM payouts WHERE `+own+` AND pay_key <> ''))`),
		id, int64(day-lookBack), int64(day), int64(day), id, int64(day), id)
	all, err := collect(rows, err, scanID)
	if err != nil {
		return nil, fmt.Errorf("read payouts: %w", err)
	}
	return all, nil
}

// period gives the facts of sales, of lines of the account, and of whole payouts.
func (s *shelf) period(ctx context.Context, sales []txnRow, account []lineRow, payouts []int64) (trail.Facts, error) {
	related, err := s.related(ctx, sales)
	if err != nil {
		return trail.Facts{}, err
	}
	known := map[int64]bool{}
	var keys keySet[int64]
	for _, list := range [][]txnRow{sales, related} {
		for i := range list {
			known[list[i].Row] = true
			keys.add(list[i].lines...)
		}
	}
	if err := s.itemise(ctx, &keys, payouts); err != nil {
		return trail.Facts{}, err
	}
	lines, err := s.linesAt(ctx, keys.list)
	if err != nil {
		return trail.Facts{}, err
	}
	named, err := s.settledBy(ctx, lines, known)
	if err != nil {
		return trail.Facts{}, err
	}
	for i := range account {
		if !keys.has(account[i].Row) {
			lines = append(lines, account[i])
		}
	}
	return s.withPayouts(ctx, sales, append(related, named...), lines, payouts)
}
