package storage

import (
	"context"
	"fmt"
	"strings"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// How many transactions an answer has at most.
const (
	defaultLimit = 20
	maxLimit     = 1000
)

// landing is the longest that money is looked for after its swipe, in days.
const landing = 92

// settledStates are those in which nothing more is to come.
const settledStates = "('arrived', 'refunded', 'charged_back', 'declined', 'voided', 'reversed')"

// Trails finds the transactions that a query asks for, newest first. more
// tells that there are others beyond the limit.
func (db *DB) Trails(ctx context.Context, s access.Scope, q handlers.Query) (found []trail.Trail, more bool, err error) {
	limit := q.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	limit = min(limit, maxLimit)
	err = db.look(ctx, func(v *view) error {
		f, err := v.transactions(ctx, s, q)
		if err != nil {
			return err
		}
		rows, err := readRows(ctx, v.q, "transactions", txnColumns, scanTxn,
			f.sql()+" ORDER BY time DESC, row DESC LIMIT ?", append(f.args, limit+1)...)
		if err != nil {
			return err
		}
		if more = len(rows) > limit; more {
			rows = rows[:limit]
		}
		found, err = v.trails(ctx, s, rows)
		return err
	})
	if err != nil {
		return nil, false, fmt.Errorf("find transactions: %w", err)
	}
	return found, more, nil
}

// Trail gives the trail of one transaction row; of a row that joined another
// witness's, the trail of that one.
func (db *DB) Trail(ctx context.Context, s access.Scope, row int64) (t trail.Trail, found bool, err error) {
	err = db.look(ctx, func(v *view) error {
		var f filter
		f.within(s, "")
		if err := f.todayOnly(ctx, v, s); err != nil {
			return err
		}
		f.and("joined = 0")
		f.and("row = COALESCE((SELECT NULLIF(t.joined, 0) FROM transactions t WHERE t.row = ?), ?)", row, row)
		rows, err := readRows(ctx, v.q, "transactions", txnColumns, scanTxn, f.sql(), f.args...)
		if err != nil || len(rows) == 0 {
			return err
		}
		all, err := v.trails(ctx, s, rows)
		if len(all) > 0 {
			t, found = all[0], true
		}
		return err
	})
	if err != nil {
		return trail.Trail{}, false, fmt.Errorf("find transaction: %w", err)
	}
	return t, found, nil
}

// transactions turns a query into conditions.
func (v *view) transactions(ctx context.Context, s access.Scope, q handlers.Query) (*filter, error) {
	f := &filter{}
	f.within(s, q.MerchantID)
	if err := f.todayOnly(ctx, v, s); err != nil {
		return nil, err
	}
	f.and("joined = 0")
	f.days("business_day", q.From, q.To)
	if q.ArrivedFrom != 0 || q.ArrivedTo != 0 {
		f.days("lands_on", q.ArrivedFrom, q.ArrivedTo)
		from := q.ArrivedFrom
		if from != 0 {
			from -= landing
		}
		f.days("business_day", from, q.ArrivedTo)
	}
	f.amounts("amount", q.AmountMin, q.AmountMax)
	for _, is := range []struct{ column, value string }{
		{"currency", q.Currency}, {"last4", q.Last4}, {"terminal_id", q.Terminal}, {"slip_no", q.Slip},
	} {
		if is.value != "" {
			f.and(is.column+" IN (?, ?)", is.value, strings.ToUpper(is.value))
		}
	}
	if q.RRN != "" {
		if err := v.named(ctx, f, s, []string{q.RRN}, "rrn"); err != nil {
			return nil, err
		}
	}
	if ref := strings.TrimSpace(q.Reference); ref != "" {
		if err := v.named(ctx, f, s, []string{ref, strings.ToUpper(ref)}, "id", "rrn", "order_id"); err != nil {
			return nil, err
		}
	}
	if q.Open {
		f.and("state NOT IN " + settledStates)
	}
	return f, nil
}

// named limits a query to the rows that bear one of the names in one of the
// columns, or that such a row joined. The names are looked up first, so that
// the query reads those rows and no others. A short order number may be that
// of thousands of other merchants' swipes: only what the scope sees is kept.
func (v *view) named(ctx context.Context, f *filter, scope access.Scope, names []string, columns ...string) error {
	type bearer struct {
		row      int64
		merchant string
	}
	var rows keySet[int64]
	for _, column := range columns {
		found, err := readByKeys(ctx, v.q, "transactions", "CASE WHEN joined <> 0 THEN joined ELSE row END, merchant_id", func(s scanner) (b bearer, err error) {
			return b, s.Scan(&b.row, &b.merchant)
		}, column, names, "")
		if err != nil {
			return err
		}
		for _, b := range found {
			if scope.Sees(b.merchant) {
				rows.add(b.row)
			}
		}
	}
	if len(rows.list) == 0 {
		f.and("1 = 0")
		return nil
	}
	keys := padded(anys(rows.list[:min(len(rows.list), maxArgs)]))
	f.and("row IN ("+marks(len(keys))+")", keys...)
	return nil
}

// days limits a column to an inclusive range; 0 is open.
func (f *filter) days(column string, from, to calendar.Date) {
	if from != 0 {
		f.and(column+" >= ?", int64(from))
	}
	if to != 0 {
		f.and(column+" <= ?", int64(to))
	}
	if from != 0 || to != 0 {
		f.and(column + " <> 0")
	}
}

func (f *filter) amounts(column string, from, to *int64) {
	if from != nil {
		f.and(column+" >= ?", *from)
	}
	if to != nil {
		f.and(column+" <= ?", *to)
	}
}

// trails builds the trails of rows, in their order.
func (v *view) trails(ctx context.Context, s access.Scope, rows []txnRow) ([]trail.Trail, error) {
	byMerchant := map[string][]txnRow{}
	var ids keySet[string]
	for _, r := range rows {
		ids.add(r.MerchantID)
		byMerchant[r.MerchantID] = append(byMerchant[r.MerchantID], r)
	}
	built := make(map[int64]trail.Trail, len(rows))
	for _, id := range ids.list {
		f, err := shelfOf(v.q, v.reg, id).around(ctx, byMerchant[id])
		if err != nil {
			return nil, err
		}
		for _, t := range trail.Build(f, v.db.cals, v.db.clock.Now()) {
			built[t.Row] = forReader(t, s)
		}
	}
	all := make([]trail.Trail, 0, len(rows))
	for _, r := range rows {
		if t, ok := built[r.Row]; ok {
			all = append(all, t)
		}
	}
	return all, nil
}
