package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/trail"
)

// How many transactions, payouts or bank entries an answer has at most.
const (
	defaultLimit = 20
	maxLimit     = 1000
)

// limited gives how many an answer has that asks for n of them; 0: it says nothing.
func limited(n int) int {
	if n <= 0 {
		return defaultLimit
	}
	return min(n, maxLimit)
}

// landing is the longest that money is looked for after its swipe, in days.
const landing = 92

// Trails finds the transactions that a query asks for, newest first. more
// tells that there are others beyond the limit.
func (db *DB) Trails(ctx context.Context, s access.Scope, q handlers.Query) (found []trail.Trail, more bool, err error) {
	limit := limited(q.Limit)
	err = db.look(ctx, func(v *view) error {
		w, err := v.wanted(ctx, s, q)
		if err != nil {
			return err
		}
		rows, err := w.find(ctx, limit+1)
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
		w, err := v.wanted(ctx, s, handlers.Query{})
		if err != nil {
			return err
		}
		rows, err := w.among(ctx, []int64{row})
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

// among gives the transactions that these rows are or joined, as far as they are wanted.
func (w *wanted) among(ctx context.Context, keys []int64) ([]txnRow, error) {
	facts, err := w.v.factsAt(ctx, transactionNoun(), keys)
	if err != nil {
		return nil, err
	}
	of := map[string][]int64{}
	var ids keySet[string]
	for _, f := range facts {
		who, err := w.v.who(ctx, partyOf(f.body))
		if err != nil {
			return nil, err
		}
		if !w.sees(who) {
			continue
		}
		ids.add(who.merchant)
		of[who.merchant] = append(of[who.merchant], f.row)
	}
	var all []txnRow
	for _, id := range ids.list {
		s, err := w.v.shelf(ctx, id)
		if err != nil {
			return nil, err
		}
		got, err := s.transactionsAt(ctx, of[id])
		if err != nil {
			return nil, err
		}
		var primaries keySet[int64]
		have := map[int64]bool{}
		for i := range got {
			have[got[i].Row] = true
			primaries.add(got[i].Joined)
		}
		missing := slices.DeleteFunc(primaries.list, func(k int64) bool { return have[k] })
		more, err := s.transactionsAt(ctx, missing)
		if err != nil {
			return nil, err
		}
		for _, t := range append(got, more...) {
			if t.Joined == 0 && w.fits(&t) {
				all = append(all, t)
			}
		}
	}
	newestFirst(all)
	return slices.CompactFunc(all, func(a, b txnRow) bool { return a.Row == b.Row }), nil
}

func newestFirst(all []txnRow) {
	slices.SortFunc(all, func(a, b txnRow) int {
		return cmp.Or(cmp.Compare(millis(b.Time.Time), millis(a.Time.Time)), cmp.Compare(b.Row, a.Row))
	})
}

// trails builds the trails of rows, in their order.
func (v *view) trails(ctx context.Context, s access.Scope, rows []txnRow) ([]trail.Trail, error) {
	byMerchant := map[string][]txnRow{}
	var ids keySet[string]
	for i := range rows {
		ids.add(rows[i].MerchantID)
		byMerchant[rows[i].MerchantID] = append(byMerchant[rows[i].MerchantID], rows[i])
	}
	built := make(map[int64]trail.Trail, len(rows))
	for _, id := range ids.list {
		sh, err := v.shelf(ctx, id)
		if err != nil {
			return nil, err
		}
		f, err := sh.around(ctx, byMerchant[id])
		if err != nil {
			return nil, err
		}
		for _, t := range trail.Build(f, v.db.cals, v.db.clock.Now()) {
			built[t.Row] = forReader(t, s)
		}
	}
	all := make([]trail.Trail, 0, len(rows))
	for i := range rows {
		if t, ok := built[rows[i].Row]; ok {
			all = append(all, t)
		}
	}
	return all, nil
}
