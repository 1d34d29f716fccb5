package storage

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
)

// laid is what was read of several merchants at once of what is kept in pages
// and leaves: in the order in which it lies, which is much faster than to look
// for each page by itself.
type laid struct {
	pages  map[string]map[int64][]laidPage // by table and party, in order of day and key
	leaves map[string]map[int64][]laidLeaf // by table and merchant, in order of day
}

// laidPage is a page as it is stored.
type laidPage struct {
	party, day, first int64
	body              []byte
}

// laidLeaf is a leaf as it is stored.
type laidLeaf struct {
	merchant, day int64
	body          []byte
}

// mostLaid is how many pages bulk work has laid out at once.
const mostLaid = 4096

// laidOut hands over the shelves of merchants, in their order, with their
// transactions, lines and leaves laid out: of as many at once as have so many pages at most.
func (v *view) laidOut(ctx context.Context, ids, leaves []string, most int, fn func(*shelf) error) error {
	defer func() { v.laid = nil }()
	found, counts, err := v.pagesOfEach(ctx, ids)
	if err != nil {
		return err
	}
	for from := 0; from < len(ids); {
		to, sum := from+1, counts[from]
		for to < len(ids) && sum+counts[to] <= most {
			sum += counts[to]
			to++
		}
		v.laid = nil
		if to-from > 1 {
			if err := v.layOut(ctx, ids[from:to], found[from:to], leaves); err != nil {
				return err
			}
		}
		for ; from < to; from++ {
			s, err := v.shelf(ctx, ids[from])
			if err == nil {
				err = fn(s)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// merchantsPages are the pages that a merchant has, by table and party, which are not read yet.
type merchantsPages map[string]map[int64][]laidPage

// pagesOfEach tells which pages merchants have, and how many.
func (v *view) pagesOfEach(ctx context.Context, ids []string) (found []merchantsPages, counts []int, err error) {
	found, counts = make([]merchantsPages, len(ids)), make([]int, len(ids))
	var keys keySet[int64]
	at := map[int64]int{}
	for i, id := range ids {
		if key := v.reg.keyOf(id); key != 0 && keys.add(key) {
			at[key], found[i] = i, merchantsPages{}
		}
	}
	if len(keys.list) < 2 {
		return found, counts, nil
	}
	parties, err := v.partiesBy(ctx, anys(keys.list))
	if err != nil {
		return nil, nil, err
	}
	rows := make([]int64, len(parties))
	for i, p := range parties {
		rows[i] = p.id
	}
	for _, n := range []*noun{transactionNoun(), lineNoun()} {
		all, err := byKeys(anys(rows), func(in string, args []any) ([]laidPage, error) {
			rows, err := v.q.query(ctx, "SELECT party, day, first FROM "+n.days+" WHERE party"+in+" ORDER BY party, day, first", args...)
			return collect(rows, err, func(s scanner) (p laidPage, err error) { return p, s.Scan(&p.party, &p.day, &p.first) })
		})
		if err != nil {
			return nil, nil, fmt.Errorf("read pages: %w", err)
		}
		of := apart(all, rows, func(p *laidPage) int64 { return p.party })
		for _, p := range parties {
			i := at[p.merchant]
			if found[i][n.table] == nil {
				found[i][n.table] = map[int64][]laidPage{}
			}
			found[i][n.table][p.id] = of[p.id]
			counts[i] += len(of[p.id])
		}
	}
	return found, counts, nil
}

// layOut lays out what merchants have.
func (v *view) layOut(ctx context.Context, ids []string, found []merchantsPages, leaves []string) error {
	l := &laid{pages: map[string]map[int64][]laidPage{}, leaves: map[string]map[int64][]laidLeaf{}}
	for _, n := range []*noun{transactionNoun(), lineNoun()} {
		l.pages[n.table] = map[int64][]laidPage{}
		for _, pages := range found {
			maps.Copy(l.pages[n.table], pages[n.table])
		}
		if err := v.layPages(ctx, n, l.pages[n.table]); err != nil {
			return fmt.Errorf("read pages: %w", err)
		}
	}
	var merchants []int64
	for _, id := range ids {
		if key := v.reg.keyOf(id); key != 0 {
			merchants = append(merchants, key)
		}
	}
	for _, table := range leaves {
		all, err := byKeys(anys(merchants), func(in string, args []any) ([]laidLeaf, error) {
			rows, err := v.q.query(ctx, "SELECT merchant, day, body FROM "+table+" WHERE merchant"+in+" ORDER BY merchant, day", args...)
			return collect(rows, err, func(s scanner) (f laidLeaf, err error) { return f, s.Scan(&f.merchant, &f.day, &f.body) })
		})
		if err != nil {
			return fmt.Errorf("read leaves: %w", err)
		}
		l.leaves[table] = apart(all, merchants, func(f *laidLeaf) int64 { return f.merchant })
	}
	v.laid = l
	return nil
}

// apart gives the things of each of the owners, of which there may be none; those
// of one follow each other.
func apart[T any](all []T, owners []int64, of func(*T) int64) map[int64][]T {
	lists := make(map[int64][]T, len(owners))
	for _, key := range owners {
		lists[key] = nil
	}
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && of(&all[to]) == of(&all[from]) {
			to++
		}
		lists[of(&all[from])] = all[from:to]
		from = to
	}
	return lists
}

// layPages reads these pages.
func (v *view) layPages(ctx context.Context, n *noun, pages map[int64][]laidPage) error {
	var byKey []*laidPage
	for _, list := range pages {
		for i := range list {
			byKey = append(byKey, &list[i])
		}
	}
	slices.SortFunc(byKey, func(a, b *laidPage) int { return cmp.Compare(a.first, b.first) })
	return v.layRuns(ctx, n, byKey)
}

// layRuns reads pages that are in order of key.
func (v *view) layRuns(ctx context.Context, n *noun, byKey []*laidPage) error {
	for len(byKey) > 0 {
		run := 1
		for !v.scattered && run < len(byKey) && byKey[run].first-byKey[run-1].first <= pageRows {
			run++
		}
		if err := v.layRun(ctx, n, byKey[:run]); err != nil {
			return err
		}
		byKey = byKey[run:]
	}
	return nil
}

// layRun reads pages that lie beside each other, or nearly so.
func (v *view) layRun(ctx context.Context, n *noun, run []*laidPage) error {
	next, others := 0, 0
	rows, err := v.q.query(ctx, "SELECT first, body FROM "+n.table+" WHERE first BETWEEN ? AND ? ORDER BY first", run[0].first, run[len(run)-1].first)
	_, err = collect(rows, err, func(s scanner) (none struct{}, err error) {
		var first int64
		var body []byte
		if err := s.Scan(&first, &body); err != nil {
			return none, err
		}
		for next < len(run) && run[next].first < first { // no page, as a join would have it
			next++
		}
		if next < len(run) && run[next].first == first {
			run[next].body = body
			next++
		} else {
			others++
		}
		return none, nil
	})
	// Where most of what lies between is other merchants', the pages are looked for one by one.
	if others > 4*len(run)+mostLaid/4 {
		v.scattered = true
	}
	return err
}

// laidOn hands over the rows of laid pages of a party; there is false where they are not laid out.
func (v *view) laidOn(n *noun, of party, from, to int64, yield func(fact)) (there bool, err error) {
	if v.laid == nil {
		return false, nil
	}
	pages, there := v.laid.pages[n.table][of.id]
	for i := range pages {
		if p := &pages[i]; p.day >= from && p.day <= to {
			if err := unpackPage(p.first, p.body, yield); err != nil {
				return true, fmt.Errorf("read pages: %w", err)
			}
		}
	}
	return there, nil
}

// laidLeaves hands over laid leaves of a merchant; there is false where they are not laid out.
func (v *view) laidLeaves(table string, merchant, from, to int64, yield func(day int64, body []byte) error) (there bool, err error) {
	if v.laid == nil {
		return false, nil
	}
	leaves, there := v.laid.leaves[table][merchant]
	for i := range leaves {
		if f := &leaves[i]; f.day >= from && f.day <= to {
			if err := yield(f.day, f.body); err != nil {
				return true, err
			}
		}
	}
	return there, nil
}
