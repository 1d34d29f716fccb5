package storage

import (
	"cmp"
	"context"
	"slices"

	"moneytrail/recon/record"
)

// soldBefore gives, by row of a sale, what the merchant sold before it on its
// business day, in minor units of the settlement currency: a same-day cycle
// with a day cap asks for it. nil where no terms have such a cap.
func (s *shelf) soldBefore(ctx context.Context, terms []record.Terms, currency string, sales, related []txnRow) (map[int64]int64, error) {
	if !slices.ContainsFunc(terms, func(t record.Terms) bool { return t.DayCap != nil }) {
		return nil, nil
	}
	var days keySet[int64]
	for _, t := range slices.Concat(sales, related) {
		days.add(t.day)
	}
	type sold struct{ row, day, at, amount int64 }
	all, err := readByKeys(ctx, s.q, "transactions", "row, business_day, time, amount", func(r scanner) (t sold, err error) {
		return t, r.Scan(&t.row, &t.day, &t.at, &t.amount)
	}, "business_day", days.list, words(s.own, "joined = 0 AND type IN ('SALE', 'CAPTURE') AND status = 'APPROVED' AND currency = ?"), s.id, currency)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b sold) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.row, b.row))
	})
	before, sums := map[int64]int64{}, map[int64]int64{}
	for _, t := range all {
		before[t.row] = sums[t.day]
		sums[t.day] += t.amount
	}
	return before, nil
}
