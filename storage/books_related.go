package storage

import (
	"context"
	"slices"

	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// related gives the other transactions that trails of sales depend on: what
// they refer to and what refers to them, rows of other witnesses, and swipes
// that look like the same one made twice.
func (s *shelf) related(ctx context.Context, sales []txnRow) ([]txnRow, error) {
	seen := map[int64]bool{}
	for _, t := range sales {
		seen[t.Row] = true
	}
	var all []txnRow
	for front, round := sales, 0; len(front) > 0 && round < 4; round++ {
		keys, err := s.relatives(ctx, front)
		if err != nil {
			return nil, err
		}
		if round == 0 {
			alike, err := s.alike(ctx, front)
			if err != nil {
				return nil, err
			}
			keys.add(alike...)
		}
		news := slices.DeleteFunc(keys.list, func(k int64) bool { return seen[k] })
		next, err := s.transactionsAt(ctx, news)
		if err != nil {
			return nil, err
		}
		for _, t := range next {
			seen[t.Row] = true
		}
		all, front = append(all, next...), next
	}
	return all, nil
}

// relatives gives the keys of what transactions refer to, and of what refers to them.
func (s *shelf) relatives(ctx context.Context, front []txnRow) (keys keySet[int64], err error) {
	var ids, rrns, originals, originalRRNs keySet[string]
	for i := range front {
		t := &front[i]
		ids.add(t.ID)
		rrns.add(t.RRN)
		originals.add(t.OriginalID)
		originalRRNs.add(originalRRN(&t.Transaction))
		keys.add(t.Joined)
		keys.add(t.others...)
	}
	found, err := s.referring(ctx, rrns.list, ids.list)
	if err != nil {
		return keys, err
	}
	keys.add(found...)
	if found, err = s.called(ctx, originalRRNs.list, false); err != nil {
		return keys, err
	}
	keys.add(found...)
	found, err = s.identified(ctx, transactionNoun(), originals.list)
	keys.add(found...)
	return keys, err
}

// alike gives the transactions that look like one of these made twice. What was
// concluded tells which have the amount, the rows themselves the rest.
func (s *shelf) alike(ctx context.Context, front []txnRow) (keys []int64, err error) {
	of := map[int64][]*record.Transaction{} // by amount
	first, last := front[0].at, front[0].at
	for i := range front {
		if t := &front[i]; t.Last4 != "" {
			of[t.Amount] = append(of[t.Amount], &t.Transaction)
		}
		first, last = min(first, front[i].at), max(last, front[i].at)
	}
	if len(of) == 0 || s.key == 0 {
		return nil, nil
	}
	var may []int64
	err = s.stood(ctx, first-1, last+1, func(e *stood) { // one may print its own time, the other UTC
		if of[e.amount] != nil {
			may = append(may, e.row)
		}
	})
	if err != nil {
		return nil, err
	}
	facts, err := s.factsAt(ctx, transactionNoun(), may)
	if err != nil {
		return nil, err
	}
	for _, f := range facts {
		r, err := s.transaction(ctx, f)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(of[r.Amount], func(t *record.Transaction) bool { return trail.LooksAlike(t, &r.Transaction) }) {
			keys = append(keys, f.row)
		}
	}
	return keys, nil
}
