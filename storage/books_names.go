package storage

import (
	"context"
	"math"
	"slices"

	"moneytrail/recon/record"
)

// identified gives the rows with these ids, whatever source gave them.
func (v *view) identified(ctx context.Context, n *noun, ids []string) ([]int64, error) {
	return v.bearing(ctx, n, n.ids, refID, ids, func(body []byte, wanted map[string]bool) (bool, error) { return wanted[idOf(body)], nil })
}

// called gives the transactions whose RRN, or with orders whose order, is one of these names.
func (v *view) called(ctx context.Context, names []string, orders bool) ([]int64, error) {
	n, all := transactionNoun(), plainRRNs(names)
	order := map[string]bool{}
	if orders {
		all = append(all, names...)
		for _, s := range names {
			order[s] = s != ""
		}
	}
	return v.bearing(ctx, n, n.refs, refCalled, all, func(body []byte, wanted map[string]bool) (bool, error) {
		var r record.Transaction
		err := unpackTransaction(body, &r)
		return wanted[record.PlainRRN(r.RRN)] || order[r.OrderID], err
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
func (v *view) bearing(ctx context.Context, n *noun, index string, what byte, names []string,
	bears func(body []byte, wanted map[string]bool) (bool, error)) ([]int64, error) {
	var hashes keySet[uint64]
	var forms []string
	wanted := map[string]bool{}
	for _, s := range names {
		form := formOf(s)
		hashes.add(hashOfForm(what, form))
		forms = append(forms, form)
		wanted[s] = s != ""
	}
	if len(hashes.list) == 0 {
		return nil, nil
	}
	segments, err := v.segmentsOf(ctx, index)
	if err != nil {
		return nil, err
	}
	segments = slices.DeleteFunc(slices.Clone(segments), func(g segment) bool { return !slices.ContainsFunc(forms, g.has) })
	may, err := v.bearersOf(ctx, index, segments, hashes.list)
	if err != nil {
		return nil, err
	}
	facts, err := v.factsAt(ctx, n, may)
	if err != nil {
		return nil, err
	}
	var rows []int64
	for _, f := range facts {
		does, err := bears(f.body, wanted)
		if err != nil {
			return nil, err
		}
		if does {
			rows = append(rows, f.row)
		}
	}
	return rows, nil
}

// fewNames is up to how many names asked for at once are remembered one by one.
const fewNames = 8

// bearersOf gives the rows that may bear one of the names with these hashes.
func (v *view) bearersOf(ctx context.Context, table string, segments []segment, hashes []uint64) (found []int64, err error) {
	news := hashes
	known := false
	if len(hashes) <= fewNames {
		known, _ = v.drafted(func(m *memory) error {
			news = nil
			for _, h := range hashes {
				if rows, there := m.bearers[nameHash{table, h}]; there {
					found = append(found, rows...)
				} else {
					news = append(news, h)
				}
			}
			return nil
		})
	}
	if !known {
		return bearers(ctx, v.q, table, segments, hashes, math.MaxInt)
	}
	for _, h := range news {
		rows, err := bearers(ctx, v.q, table, segments, []uint64{h}, math.MaxInt)
		if err != nil {
			return nil, err
		}
		found = append(found, rows...)
		if _, err := v.drafted(func(m *memory) error {
			if len(m.bearers) >= rowsRemembered {
				clear(m.bearers)
			}
			m.bearers[nameHash{table, h}] = rows
			return nil
		}); err != nil {
			return nil, err
		}
	}
	return found, nil
}
