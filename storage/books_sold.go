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
	days := map[int64]bool{}
	first, last := int64(lastDay), int64(firstDay)
	for _, list := range [][]txnRow{sales, related} {
		for i := range list {
			days[list[i].day] = true
			first, last = min(first, list[i].day), max(last, list[i].day)
		}
	}
	if len(days) == 0 {
		return nil, nil
	}
	all, err := s.transactions(ctx, first-daysBefore, last+daysAfter)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b txnRow) int {
		return cmp.Or(cmp.Compare(millis(a.Time.Time), millis(b.Time.Time)), cmp.Compare(a.Row, b.Row))
	})
	before, sums := map[int64]int64{}, map[int64]int64{}
	for i := range all {
		t := &all[i]
		if !days[t.day] || t.Joined != 0 || t.Status != record.Approved || t.Currency != currency ||
			t.Type != record.Sale && t.Type != record.Capture {
			continue
		}
		before[t.Row] = sums[t.day]
		sums[t.day] += t.Amount
	}
	return before, nil
}
