package storage

import (
	"context"
	"errors"
	"slices"

	"moneytrail/recon/record"
)

// knownRow is a row that bears the id of a record.
type knownRow struct {
	row, file int64
	body      []byte
}

// known finds the rows that are there already, by the positions of the records in all.
func (s *storing) known(ctx context.Context, n *noun, all []*told) (map[int]knownRow, error) {
	if n.paged() {
		return s.knownInPages(ctx, n, all)
	}
	found := map[int]knownRow{}
	on := "k.id = c0"
	if n.bySource {
		on += " AND k.source = c1"
	}
	if n.kind == record.Payouts {
		on += " AND (k.implied_for = 0 OR EXISTS (SELECT 1 FROM parties a JOIN parties b ON b.merchant = a.merchant" +
			" WHERE a.id = k.implied_for AND b.id = c3 AND a.merchant <> 0))"
	}
	q := "SELECT c2, k.row, k.file_id, k.body FROM " + fed + " CROSS JOIN " + n.table + " k WHERE " + on
	cell := func(i, c int) any {
		r := all[i]
		switch c {
		case 0:
			return s.id(r)
		case 1:
			return s.by[r.by].source
		case 2:
			return int64(i)
		case 3:
			return r.party
		}
		return nil
	}
	err := s.t.feedQuery(ctx, q, len(all), cell, func(sc scanner) error {
		var i int
		var k knownRow
		err := sc.Scan(&i, &k.row, &k.file, &k.body)
		if was, twice := found[i]; !twice || was.file == 0 { // what a file tells comes before what lines imply
			found[i] = k
		}
		return err
	})
	return found, err
}

// knownInPages is known for rows that are kept in pages. Ids mostly come in
// order: then no segment of the index can have any of them.
func (s *storing) knownInPages(ctx context.Context, n *noun, all []*told) (map[int]knownRow, error) {
	in := s.named[n].ids
	segments, err := segmentsOf(ctx, s.t, n.ids)
	if err != nil {
		return nil, err
	}
	segments = slices.DeleteFunc(segments, func(g segment) bool { return !g.meets(in) })
	if len(segments) == 0 {
		return nil, nil
	}
	of := s.rooms.keys(len(all))
	for i, r := range all {
		of[i] = sortKey{r.names[0], int64(i)}
	}
	of = s.rooms.sort(of)
	var rows []int64
	hit := map[int64]int{} // the first in of with the hash, by row
	for _, g := range segments {
		err := g.lookThrough(ctx, s.t, n.ids, len(of), func(i int) uint64 { return of[i].key }, func(i int, row int64) {
			rows, hit[row] = append(rows, row), i
		})
		if err != nil {
			return nil, err
		}
	}
	found := map[int]knownRow{}
	var failed error
	err = rowsAt(ctx, s.t, n, rows, func(f fact) {
		a, err := s.db.names.party(ctx, s.t, partyOf(f.body))
		if err != nil {
			failed = err
		}
		id := idOf(f.body)
		for i := hit[f.row]; i < len(of) && of[i].key == of[hit[f.row]].key; i++ {
			if r := all[of[i].of]; s.id(r) == id && s.by[r.by].source == a.source {
				found[int(of[i].of)] = knownRow{f.row, f.file, f.body}
			}
		}
	})
	return found, errors.Join(err, failed)
}
