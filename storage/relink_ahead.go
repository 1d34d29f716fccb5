package storage

import (
	"context"
	"errors"
	"fmt"

	"moneytrail/recon/record"
)

// job is the chores of some merchants, and the rows of before by the names that
// their new rows bear or refer to.
type job struct {
	chores []chore
	names  map[uint64][]int64
}

// Names are looked up for many merchants at once: each block of the index is
// then read once. At most these bounds are kept in memory.
const (
	choresAhead = 5000
	namesAhead  = 300_000
)

// ahead marks of the first chores those for which a part may be enough, and
// looks up the names of their new rows. It gives how many chores it did.
func (l *linker) ahead(ctx context.Context, all []chore) (n int, names map[uint64][]int64, err error) {
	err = l.db.lookAnew(ctx, func(v *view) error {
		a := namesOfNews{view: v, wanted: [2]keySet[uint64]{}}
		for n = 0; n < min(len(all), choresAhead) && len(a.wanted[0].list)+len(a.wanted[1].list) < namesAhead; n++ {
			if err := a.chore(ctx, &all[n]); err != nil {
				return err
			}
		}
		names, err = a.lookUp(ctx)
		return err
	})
	if err != nil {
		return 0, nil, fmt.Errorf("look for what new rows name: %w", err)
	}
	return n, names, nil
}

// restatedPlaces gives the accounts of which bank entries were restated or
// taken back, "" for those that no account is told of.
func restatedPlaces(ctx context.Context, q queryer) (map[string]bool, error) {
	rows, err := q.query(ctx, "SELECT key FROM dirty WHERE what = ? AND transactions_from = 0", touchPlace)
	keys, err := collect(rows, err, func(s scanner) (key string, err error) { return key, s.Scan(&key) })
	all := make(map[string]bool, len(keys))
	for _, k := range keys {
		all[k] = true
	}
	return all, err
}

// namesOfNews gathers the names of new rows.
type namesOfNews struct {
	*view
	wanted [2]keySet[uint64] // of ids, of other names
	before int64             // rows with keys from this on are new to everybody
}

// chore looks at the new rows of one merchant.
func (a *namesOfNews) chore(ctx context.Context, c *chore) error {
	if c.whole() || c.transactions <= 1 && c.lines <= 1 { // nothing was there before
		return nil
	}
	if c.news == nothingNew {
		c.part = true
		return nil
	}
	parties, err := a.partiesOf(ctx, c.key)
	if err != nil {
		return err
	}
	var txns, lines []fact
	for _, p := range parties {
		for _, of := range []struct {
			*noun
			from int64
			into *[]fact
		}{{transactionNoun(), c.transactions, &txns}, {lineNoun(), c.lines, &lines}} {
			if of.from == nothingNew.lines {
				continue
			}
			if err := pagesWhere(ctx, a.q, of.noun, p, a.visible(of.into), "d.first >= ?", of.from); err != nil {
				return err
			}
		}
	}
	more, err := a.older(ctx, parties, c.news, (len(txns)+len(lines))/2)
	if err != nil || !more {
		return err
	}
	c.part = true
	a.before = max(a.before, c.transactions)
	for _, f := range txns {
		t, err := a.transaction(ctx, f)
		if err != nil {
			return err
		}
		a.wanted[0].add(hashOf(refID, name(t.OriginalID)))
		a.wanted[1].add(hashOf(refCalled, rrnOf(t.RRN)), hashOf(refCalled, name(t.OrderID)), hashOf(refCalled, rrnOf(originalRRN(&t.Transaction))))
	}
	for _, f := range lines {
		var l record.Line
		if err := unpackLine(f.body, &l); err != nil {
			return fmt.Errorf("line %d: %w", f.row, err)
		}
		a.wanted[0].add(hashOf(refID, name(l.TransactionID)))
		a.wanted[1].add(hashOf(refCalled, rrnOf(l.RRN)), hashOf(refCalled, name(l.OrderID)))
	}
	return nil
}

// older tells whether parties had about as many rows before as came now: of
// fewer it is less work to look at all.
func (a *namesOfNews) older(ctx context.Context, parties []party, n news, rows int) (bool, error) {
	pages := rows/pageRows + 1
	for _, p := range parties {
		for _, of := range []struct {
			*noun
			from int64
		}{{transactionNoun(), n.transactions}, {lineNoun(), n.lines}} {
			var found int
			err := a.q.row(ctx, "SELECT COUNT(*) FROM (SELECT 1 FROM "+of.days+" WHERE party = ? AND first < ? LIMIT ?) d", p.id, of.from, pages).Scan(&found)
			if err != nil {
				return false, err
			}
			if pages -= found; pages <= 0 {
				return true, nil
			}
		}
	}
	return false, nil
}

// lookUp finds the rows of before that may bear the names, of each as many as
// tell that it is borne by too many.
func (a *namesOfNews) lookUp(ctx context.Context) (map[uint64][]int64, error) {
	found := map[uint64][]int64{}
	n := transactionNoun()
	for i, table := range []string{n.ids, n.refs} {
		hashes := a.wanted[i].list
		if len(hashes) == 0 {
			continue
		}
		var by sorter
		keys := by.keys(len(hashes))
		for i, h := range hashes {
			keys[i] = sortKey{h, 0}
		}
		keys = by.sort(keys)
		segments, err := segmentsOf(ctx, a.q, table)
		for _, g := range segments {
			err = errors.Join(err, g.lookThrough(ctx, a.q, table, len(keys), func(i int) uint64 { return keys[i].key }, func(i int, row int64) {
				if h := keys[i].key; row < a.before && len(found[h]) <= mostBearers {
					found[h] = append(found[h], row)
				}
			}))
		}
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}
