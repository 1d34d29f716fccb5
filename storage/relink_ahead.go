package storage

import (
	"context"
	"fmt"
)

// job is the chores of some merchants, and the rows of before by the names that
// their new rows bear or refer to.
type job struct {
	chores []chore
	names  *namesakes
}

// Names are looked up for many merchants at once: each block of the index is
// then read once. At most these bounds are kept in memory.
const (
	choresAhead = 10_000
	namesAhead  = 400_000
)

// ahead marks of the first chores those for which a part may be enough, and
// looks up the names of their new rows. It gives how many chores it did.
func (l *linker) ahead(ctx context.Context, all []chore) (n int, names *namesakes, err error) {
	err = l.db.lookAnew(ctx, func(v *view) error {
		a := namesOfNews{view: v}
		for i, table := range []string{transactionNoun().ids, transactionNoun().refs} {
			if a.segments[i], err = segmentsOf(ctx, v.q, table); err != nil {
				return err
			}
		}
		for n = 0; n < min(len(all), choresAhead) && len(a.wanted[0])+len(a.wanted[1]) < namesAhead; {
			some := all[n:min(n+portion, len(all))]
			if err := v.partiesAhead(ctx, some); err != nil {
				return err
			}
			if v.near, err = v.readNear(ctx, some, false, mostNear); err != nil {
				return err
			}
			for i := range v.near.chores {
				if err := a.chore(ctx, &some[i]); err != nil {
					return err
				}
			}
			n += v.near.chores
		}
		names, err = a.lookUp(ctx)
		return err
	})
	if err != nil {
		return 0, nil, fmt.Errorf("look for what new rows name: %w", err)
	}
	return n, names, nil
}

// partiesAhead reads the parties of the merchants of chores.
func (v *view) partiesAhead(ctx context.Context, some []chore) error {
	v.ahead = ahead{parties: newKnown[party](0)}
	var keys keySet[int64]
	for i := range some {
		keys.add(v.reg.keyOf(some[i].key))
	}
	_, err := v.partiesBy(ctx, anys(keys.list))
	return err
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
	segments [2][]segment // of the indexes of ids, of other names
	wanted   [2][]sortKey // hashes, and which of the segments may have them, see wants
	before   int64        // rows with keys from this on are new to everybody
}

// mostMarked is of how many segments it is known each by itself whether they may have a name.
const mostMarked = 63

// wants asks for the rows that bear a name.
func (a *namesOfNews) wants(index int, what byte, name string) {
	form := formOf(name)
	if form == "" {
		return
	}
	may := int64(0)
	for k, g := range a.segments[index] {
		if g.has(form) {
			may |= 1 << min(k, mostMarked)
		}
	}
	if may != 0 {
		a.wanted[index] = append(a.wanted[index], sortKey{hashOfForm(what, form), may})
	}
}

// chore looks at the new rows of one merchant.
func (a *namesOfNews) chore(ctx context.Context, c *chore) error {
	if c.news == nothingNew {
		c.part = true
		return nil
	}
	if !c.adds() { // nothing was there before
		return nil
	}
	parties, err := a.partiesOf(ctx, c.key)
	if err != nil {
		return err
	}
	var txns, lines []fact
	for _, p := range parties {
		if err := a.newRows(ctx, transactionNoun(), p, c.transactions, a.visible(&txns)); err != nil {
			return err
		}
		if err := a.newRows(ctx, lineNoun(), p, c.lines, a.visible(&lines)); err != nil {
			return err
		}
	}
	more, err := a.older(ctx, parties, c.news, (len(txns)+len(lines))/2)
	if err != nil || !more {
		return err
	}
	c.part = true
	a.before = max(a.before, c.transactions)
	var days daysMeant
	for _, f := range txns {
		t, err := a.transaction(ctx, f)
		if err != nil {
			return err
		}
		a.wants(0, refID, name(t.OriginalID))
		a.wants(1, refCalled, rrnOf(t.RRN))
		a.wants(1, refCalled, name(t.OrderID))
		a.wants(1, refCalled, rrnOf(originalRRN(&t.Transaction)))
		if of, there := matesOfTxn(&t.Transaction); there {
			days.add(of)
		}
	}
	for _, f := range lines {
		l, err := a.settlement(ctx, f)
		if err != nil {
			return err
		}
		a.wants(0, refID, name(l.TransactionID))
		a.wants(1, refCalled, rrnOf(l.RRN))
		a.wants(1, refCalled, name(l.OrderID))
		if of, there := matesOfLine(&l.Line); there {
			days.add(of)
		}
	}
	zone := a.reg.zoneOf(c.key)
	c.near = days.last(func(of mates) (int64, int64) { return of.days(zone) })
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
func (a *namesOfNews) lookUp(ctx context.Context) (*namesakes, error) {
	found := &namesakes{of: map[uint64]bearersOfName{}}
	n := transactionNoun()
	var by sorter
	var hashes []uint64
	for i, table := range []string{n.ids, n.refs} {
		wanted := by.sort(a.wanted[i])
		for k, g := range a.segments[i] {
			hashes = hashes[:0]
			for _, w := range wanted {
				if w.of>>min(k, mostMarked)&1 != 0 && (len(hashes) == 0 || hashes[len(hashes)-1] != w.key) {
					hashes = append(hashes, w.key)
				}
			}
			err := g.lookThrough(ctx, a.q, table, len(hashes), func(i int) uint64 { return hashes[i] }, func(i int, row int64) {
				if row < a.before {
					found.add(hashes[i], row)
				}
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}
