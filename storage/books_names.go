package storage

import (
	"context"
	"math"

	"moneytrail/recon/record"
)

// identified gives the rows with these ids, whatever source gave them.
func (v *view) identified(ctx context.Context, n *noun, ids []string) ([]int64, error) {
	return v.bearing(ctx, n, n.ids, refID, ids, func(body []byte) (string, error) { return idOf(body), nil })
}

// called gives the transactions whose RRN or order this is.
func (v *view) called(ctx context.Context, what byte, names []string) ([]int64, error) {
	n := transactionNoun()
	if what == refRRN {
		names = plainRRNs(names)
	}
	return v.bearing(ctx, n, n.refs, what, names, func(body []byte) (string, error) {
		var r record.Transaction
		err := unpackTransaction(body, &r)
		return [...]string{refID: r.ID, refRRN: record.PlainRRN(r.RRN), refOrder: r.OrderID}[what], err
	})
}

// plainRRNs gives RRNs as the index has them.
func plainRRNs(rrns []string) []string {
	plain := make([]string, len(rrns))
	for i, s := range rrns {
		plain[i] = record.PlainRRN(s)
	}
	return plain
}

// bearing gives the visible rows that bear one of the names: the index tells
// which may, the row itself whether it does.
func (v *view) bearing(ctx context.Context, n *noun, index string, what byte, names []string, name func(body []byte) (string, error)) ([]int64, error) {
	var hashes keySet[uint64]
	wanted := map[string]bool{}
	for _, s := range names {
		hashes.add(hashOf(what, s))
		wanted[s] = true
	}
	may, err := bearers(ctx, v.q, index, hashes.list, math.MaxInt)
	if err != nil {
		return nil, err
	}
	facts, err := v.factsAt(ctx, n, may)
	if err != nil {
		return nil, err
	}
	var rows []int64
	for _, f := range facts {
		is, err := name(f.body)
		if err != nil {
			return nil, err
		}
		if wanted[is] {
			rows = append(rows, f.row)
		}
	}
	return rows, nil
}
