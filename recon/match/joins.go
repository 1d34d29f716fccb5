package match

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/record"
)

// Join says that Row tells of the same transaction as Primary does.
type Join struct{ Row, Primary int64 }

// nativeSource is the source whose rows are the primary ones.
const nativeSource = "native"

// sameSwipe bounds how far the clocks of two witnesses of one swipe may be apart.
const sameSwipe = 24 * time.Hour

// joiner is the work on the rows of several witnesses, with room that is kept.
type joiner struct {
	hasher
	txns    []record.Transaction
	names   currencies // of sources
	sources []uint16   // by row
	table   table      // of 2*row for its RRN, 2*row+1 for its order id
	groups  []int32    // the first of the rows that share a key, as the table has them
	rows    []int32
	sets    sets
}

// Joins gives the rows of different witnesses that are one transaction: of one
// merchant, type, amount and currency, with the same RRN or the same order id,
// their times at most a day apart. Rows of one source never join, and where a
// source has several that fit, none of that key joins: which one is meant is
// not known. The primary is the native row, else the one of the lowest source,
// then id. Links are in order of Row. Fields Joined of the input are ignored.
func (m *Matcher) Joins(txns []record.Transaction) []Join {
	if !severalSources(txns) {
		return nil
	}
	j := &m.joiner
	j.start()
	j.txns = txns
	j.group()
	j.sets.reset(len(txns))
	for _, g := range j.groups { // RRNs: no row is in two of these, and no order of theirs matters
		if g%2 == 0 {
			j.share(g)
		}
	}
	tangled := j.groups[:0]
	for _, g := range j.groups {
		if g%2 == 1 && j.alone(g) {
			j.share(g)
		} else if g%2 == 1 {
			tangled = append(tangled, g)
		}
	}
	slices.SortFunc(tangled, j.compare)
	for _, g := range tangled {
		j.share(g)
	}
	return j.joins()
}

func severalSources(txns []record.Transaction) bool {
	for i := range txns {
		if txns[i].Source != txns[0].Source {
			return true
		}
	}
	return false
}

// reference gives the RRN (even) or order id (odd) of a place in the table.
func (j *joiner) reference(place int32) string {
	t := &j.txns[place/2]
	if place%2 == 0 {
		return record.PlainRRN(t.RRN)
	}
	return t.OrderID
}

// group files the rows by what two witnesses must agree on, and finds the keys
// that several rows have.
func (j *joiner) group() {
	n := len(j.txns)
	j.table.reset(2*n, 2*n)
	j.sources, j.names.seen, j.groups = sized(j.sources, n), j.names.seen[:0], j.groups[:0]
	for i := range j.txns {
		t := &j.txns[i]
		j.sources[i] = j.names.number(t.Source)
		for place := int32(2 * i); place < int32(2*i+2); place++ {
			if r := j.reference(place); !blank(r) {
				same := mix(mix(j.text(r), uint64(t.Amount)), j.text(t.MerchantID))
				j.table.add(mix(mix(same, j.text(string(t.Type))), mix(j.text(t.Currency), uint64(place%2))), place)
			}
		}
	}
	for s := range j.table.slots {
		head := j.table.slots[s].head
		if head == 0 || j.table.next[head-1] == 0 {
			continue
		}
		of := len(j.groups)
		j.groups = append(j.groups, head-1)
		for at := j.table.next[head-1]; at != 0; at = j.table.next[at-1] { // other keys of the same hash
			if !slices.ContainsFunc(j.groups[of:], func(g int32) bool { return j.compare(g, at-1) == 0 }) {
				j.groups = append(j.groups, at-1)
			}
		}
	}
}

// alone says whether the rows of an order id are joined, by their RRNs, to no
// row of another order id; their order among other order ids does not matter then.
func (j *joiner) alone(first int32) bool {
	for at := first + 1; at != 0; at = j.table.next[at-1] {
		row := (at - 1) / 2
		for r := j.sets.next[row]; r != row; r = j.sets.next[r] {
			if j.compare(first, 2*r+1) != 0 {
				return false
			}
		}
	}
	return true
}

// compare orders places by what rows of one transaction must agree on.
func (j *joiner) compare(a, b int32) int {
	x, y := &j.txns[a/2], &j.txns[b/2]
	return cmp.Or(cmp.Compare(a%2, b%2), strings.Compare(j.reference(a), j.reference(b)), strings.Compare(x.MerchantID, y.MerchantID),
		strings.Compare(string(x.Type), string(y.Type)), cmp.Compare(x.Amount, y.Amount), strings.Compare(x.Currency, y.Currency))
}

// share joins the rows that share the key of a place, in runs that lie within
// sameSwipe of their first.
func (j *joiner) share(first int32) {
	rows := j.rows[:0]
	for at := first + 1; at != 0; at = j.table.next[at-1] {
		if j.compare(first, at-1) == 0 {
			rows = append(rows, (at-1)/2)
		}
	}
	j.rows = rows
	slices.SortFunc(rows, func(a, b int32) int {
		x, y := &j.txns[a], &j.txns[b]
		return cmp.Or(x.Time.Compare(y.Time.Time), byRank(x, y))
	})
	for start, i := 0, 1; i <= len(rows); i++ {
		if i == len(rows) || j.txns[rows[i]].Time.Sub(j.txns[rows[start]].Time.Time) > sameSwipe {
			if i-start > 1 {
				j.sets.join(j.sources, rows[start:i])
			}
			start = i
		}
	}
}

// byRank orders the native source first, then by source, id and row.
func byRank(a, b *record.Transaction) int {
	return cmp.Or(rank(a.Source)-rank(b.Source), strings.Compare(a.Source, b.Source),
		strings.Compare(a.ID, b.ID), cmp.Compare(a.Row, b.Row))
}

func rank(source string) int {
	if source == nativeSource {
		return 0
	}
	return 1
}

func (j *joiner) joins() []Join {
	n := 0
	for i := range j.sets.parent {
		if j.sets.parent[i] != int32(i) {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	out := make([]Join, 0, n)
	for i := range j.sets.parent {
		if root := int32(i); j.sets.parent[i] == root && j.sets.next[i] != root {
			primary := root
			for r := j.sets.next[root]; r != root; r = j.sets.next[r] {
				if byRank(&j.txns[r], &j.txns[primary]) < 0 {
					primary = r
				}
			}
			for r := j.sets.next[primary]; r != primary; r = j.sets.next[r] {
				out = append(out, Join{j.txns[r].Row, j.txns[primary].Row})
			}
		}
	}
	slices.SortFunc(out, func(a, b Join) int { return cmp.Compare(a.Row, b.Row) })
	return out
}
