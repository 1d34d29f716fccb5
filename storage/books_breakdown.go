package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// Breakdown gives the equation by swipes of a merchant over business days, both
// included, by day, source and currency. Of a merchant outside the scope, and
// for roles that see no totals, there is none.
func (db *DB) Breakdown(ctx context.Context, s access.Scope, merchant string, from, to calendar.Date) (all []trail.Breakdown, err error) {
	err = db.ofOne(ctx, s, merchant, func(sh *shelf) error {
		f, trails, err := sh.swiped(ctx, from, to)
		all = trail.BreakDown(f, trails)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("breakdown %s to %s of %s: %w", from, to, merchant, err)
	}
	return all, nil
}

// swiped gives the trails of the swipes of business days, and the facts that
// they and the account's own lines of these days are summed with.
func (s *shelf) swiped(ctx context.Context, from, to calendar.Date) (trail.Facts, []trail.Trail, error) {
	sales, err := s.transactions(ctx, int64(from)-daysBefore, int64(to)+daysAfter)
	if err != nil {
		return trail.Facts{}, nil, err
	}
	sales = slices.DeleteFunc(sales, func(t txnRow) bool { return t.day < int64(from) || t.day > int64(to) })
	byTime(sales)
	account, err := s.accountLines(ctx, from-lookBack, to+lookBack)
	if err != nil {
		return trail.Facts{}, nil, err
	}
	f, err := s.period(ctx, sales, account, nil)
	if err != nil {
		return trail.Facts{}, nil, err
	}
	now := s.db.clock.Now()
	trails := trail.Build(f, s.db.cals, now)
	f.Now, f.Calendars = now, s.db.cals
	f.Lines = slices.DeleteFunc(f.Lines, func(l trail.LinkedLine) bool {
		on := trail.OwnDay(&l.Line, f.Zone)
		return l.TransactionRow == 0 && (on < from || on > to)
	})
	return f, trails, nil
}

// Shops gives the merchants that a scope names, by id, without their accounts.
func (db *DB) Shops(ctx context.Context, s access.Scope) ([]record.Merchant, error) {
	reg, err := db.currentRegistry(ctx)
	if err != nil {
		return nil, err
	}
	var all []record.Merchant
	for _, id := range seen(s, "") {
		if _, known := reg.byID[id]; known {
			m := reg.merchant(id)
			m.Account = record.Account{}
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b record.Merchant) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}
