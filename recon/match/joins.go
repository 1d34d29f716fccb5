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

// joinKey is what two witnesses must agree on.
type joinKey struct {
	kind      byte // 'r' RRN, 'o' order id
	merchant  string
	reference string
	typ       record.TransactionType
	amount    int64
	currency  string
}

// Joins gives the rows of different witnesses that are one transaction: of one
// merchant, type, amount and currency, with the same RRN or the same order id,
// their times at most a day apart. Rows of one source never join, and where a
// source has several that fit, none of that key joins: which one is meant is
// not known. The primary is the native row, else the one of the lowest source,
// then id. Links are in order of Row. Fields Joined of the input are ignored.
func Joins(txns []record.Transaction) []Join {
	if !severalSources(txns) {
		return nil
	}
	groups := map[joinKey][]int32{}
	for i := range txns {
		t := &txns[i]
		k := joinKey{merchant: t.MerchantID, typ: t.Type, amount: t.Amount, currency: t.Currency}
		if t.RRN != "" {
			k.kind, k.reference = 'r', t.RRN
			groups[k] = append(groups[k], int32(i))
		}
		if t.OrderID != "" {
			k.kind, k.reference = 'o', t.OrderID
			groups[k] = append(groups[k], int32(i))
		}
	}
	sets := newSets(len(txns))
	for _, k := range sortedKeys(groups) {
		for _, cluster := range clusters(txns, groups[k]) {
			sets.join(txns, cluster)
		}
	}
	return sets.joins(txns)
}

func severalSources(txns []record.Transaction) bool {
	for i := range txns {
		if txns[i].Source != txns[0].Source {
			return true
		}
	}
	return false
}

// sortedKeys gives the keys of groups with more than one row: RRNs before
// order ids, then by text, so that the end does not depend on the input's order.
func sortedKeys(groups map[joinKey][]int32) []joinKey {
	var keys []joinKey
	for k, rows := range groups {
		if len(rows) > 1 {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b joinKey) int {
		return cmp.Or(cmp.Compare(b.kind, a.kind), strings.Compare(a.merchant, b.merchant),
			strings.Compare(a.reference, b.reference), strings.Compare(string(a.typ), string(b.typ)),
			cmp.Compare(a.amount, b.amount), strings.Compare(a.currency, b.currency))
	})
	return keys
}

// clusters splits rows of one key into runs that lie within sameSwipe of their first.
func clusters(txns []record.Transaction, rows []int32) [][]int32 {
	slices.SortFunc(rows, func(a, b int32) int {
		x, y := &txns[a], &txns[b]
		return cmp.Or(x.Time.Compare(y.Time.Time), byRank(x, y))
	})
	var out [][]int32
	start := 0
	for i := 1; i <= len(rows); i++ {
		if i == len(rows) || txns[rows[i]].Time.Sub(txns[rows[start]].Time.Time) > sameSwipe {
			if i-start > 1 {
				out = append(out, rows[start:i])
			}
			start = i
		}
	}
	return out
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

// sets is a union-find whose sets hold at most one row of each source.
type sets struct {
	parent  []int32
	members map[int32][]int32 // of roots with more than one row
}

func newSets(n int) *sets {
	s := &sets{parent: make([]int32, n), members: map[int32][]int32{}}
	for i := range s.parent {
		s.parent[i] = int32(i)
	}
	return s
}

func (s *sets) root(i int32) int32 {
	for s.parent[i] != i {
		s.parent[i] = s.parent[s.parent[i]]
		i = s.parent[i]
	}
	return i
}

func (s *sets) of(root int32) []int32 {
	if m := s.members[root]; m != nil {
		return m
	}
	return []int32{root}
}

// join makes rows one set, unless a source would then be in it twice.
func (s *sets) join(txns []record.Transaction, rows []int32) {
	roots := map[int32]bool{}
	sources := map[string]bool{}
	var all []int32
	for _, r := range rows {
		root := s.root(r)
		if roots[root] {
			continue
		}
		roots[root] = true
		for _, m := range s.of(root) {
			if sources[txns[m].Source] {
				return
			}
			sources[txns[m].Source] = true
			all = append(all, m)
		}
	}
	head := s.root(rows[0])
	for root := range roots {
		s.parent[root] = head
		delete(s.members, root)
	}
	s.members[head] = all
}

func (s *sets) joins(txns []record.Transaction) []Join {
	var out []Join
	for _, rows := range s.members {
		if len(rows) < 2 {
			continue
		}
		primary := slices.MinFunc(rows, func(a, b int32) int { return byRank(&txns[a], &txns[b]) })
		for _, r := range rows {
			if r != primary {
				out = append(out, Join{txns[r].Row, txns[primary].Row})
			}
		}
	}
	slices.SortFunc(out, func(a, b Join) int { return cmp.Compare(a.Row, b.Row) })
	return out
}
