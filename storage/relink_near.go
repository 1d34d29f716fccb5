package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// near is what was read at once of several merchants of whom only a part is
// linked again: their new rows, and the transactions of the days on which
// those may have been made. Pages of merchants lie together where they came in
// one file, and far from those of the same merchant in the next.
type near struct {
	chores int                             // of how many it was read
	fresh  map[string]map[int64][]laidPage // new pages by table and party, in order of day and key
	before map[int64]map[int64][]laidPage  // older pages of transactions by party and day, in order of key
	byKey  map[string][]laidPage           // all of them by table, in order of key

	leaves   map[string]map[[2]int64][]byte // by table, and merchant and day: also those that are not there
	segments map[string][]segment           // by index, once they were asked for
}

// mostNear is how many pages are read at once to link parts of merchants.
const mostNear = 3072

// readNear reads what is near of the first of these chores: of as many as have
// so many pages together at most. with tells whether older pages are read too.
func (v *view) readNear(ctx context.Context, some []chore, with bool, most int) (*near, error) {
	n := &near{chores: len(some), fresh: map[string]map[int64][]laidPage{}, before: map[int64]map[int64][]laidPage{}, byKey: map[string][]laidPage{}}
	of := map[int64]int{} // chores by party
	var ids []int64
	for i := range some {
		if !some[i].adds() || with && !some[i].part {
			continue
		}
		parties, err := v.partiesOf(ctx, some[i].key)
		if err != nil {
			return nil, err
		}
		for _, p := range parties {
			ids, of[p.id] = append(ids, p.id), i
		}
	}
	if len(ids) < 2 {
		return n, nil
	}
	found, err := v.pagesNear(ctx, some, ids, of, with)
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(some))
	for _, list := range found {
		for i := range list {
			counts[of[list[i].party]]++
		}
	}
	sum := 0
	for i, c := range counts {
		if sum += c; sum > most {
			n.chores = max(1, i)
			break
		}
	}
	for _, noun := range []*noun{transactionNoun(), lineNoun()} {
		list := slices.DeleteFunc(found[noun.table], func(p laidPage) bool { return of[p.party] >= n.chores })
		if n.chores == 1 && sum > most { // more than is held of one
			break
		}
		n.fresh[noun.table] = map[int64][]laidPage{}
		for _, id := range ids {
			if of[id] < n.chores {
				n.fresh[noun.table][id] = nil
			}
		}
		slices.SortFunc(list, func(a, b laidPage) int { return cmp.Compare(a.first, b.first) })
		if err := v.layInOrder(ctx, noun, list); err != nil {
			return nil, fmt.Errorf("read pages: %w", err)
		}
		n.keep(noun, some, of, list)
	}
	if !with || n.fresh[transactionNoun().table] == nil {
		return n, nil
	}
	for _, id := range ids {
		if c := of[id]; c < n.chores {
			for _, day := range some[c].near {
				n.day(id, day)
			}
		}
	}
	if err := v.conclusionsNear(ctx, some[:n.chores]); err != nil {
		return nil, err
	}
	return n, v.readLeavesNear(ctx, n, some[:n.chores])
}

// adds tells whether a chore is about rows that were added to those of before.
func (c *chore) adds() bool {
	return !c.whole() && (c.transactions > 1 || c.lines > 1) && c.news != nothingNew
}

// day gives the older pages of a party's day.
func (n *near) day(party, day int64) []laidPage {
	days := n.before[party]
	if days == nil {
		days = map[int64][]laidPage{}
		n.before[party] = days
	}
	if _, there := days[day]; !there {
		days[day] = nil
	}
	return days[day]
}

// keep sorts in pages that were read, in order of key.
func (n *near) keep(of *noun, some []chore, chores map[int64]int, list []laidPage) {
	n.byKey[of.table] = list
	for _, p := range list {
		if p.first >= some[chores[p.party]].from(of) {
			n.fresh[of.table][p.party] = append(n.fresh[of.table][p.party], p)
		} else {
			pages := append(n.day(p.party, p.day), p)
			n.before[p.party][p.day] = pages
		}
	}
	for _, pages := range n.fresh[of.table] {
		slices.SortStableFunc(pages, func(a, b laidPage) int { return cmp.Compare(a.day, b.day) })
	}
}

// from gives the key from which on rows of a noun are new.
func (n news) from(of *noun) int64 {
	if of.table == lineNoun().table {
		return n.lines
	}
	return n.transactions
}

// pagesNear tells which pages of parties are near, by table, without what is in them.
func (v *view) pagesNear(ctx context.Context, some []chore, ids []int64, of map[int64]int, with bool) (map[string][]laidPage, error) {
	found := map[string][]laidPage{}
	list := func(n *noun, where string, more ...any) error {
		all, err := byKeys(anys(ids), func(in string, args []any) ([]laidPage, error) {
			rows, err := v.q.query(ctx, "SELECT party, day, first FROM "+n.days+" WHERE party"+in+" AND "+where, append(args, more...)...)
			return collect(rows, err, func(s scanner) (p laidPage, err error) { return p, s.Scan(&p.party, &p.day, &p.first) })
		})
		found[n.table] = append(found[n.table], all...)
		return err
	}
	for _, n := range []*noun{transactionNoun(), lineNoun()} {
		from := nothingNew.lines
		var days keySet[int64]
		for i := range some {
			if some[i].adds() && (!with || some[i].part) {
				from = min(from, some[i].from(n))
				days.add(some[i].near...)
			}
		}
		if from != nothingNew.lines {
			if err := list(n, "first >= ?", from); err != nil {
				return nil, fmt.Errorf("list pages: %w", err)
			}
			found[n.table] = slices.DeleteFunc(found[n.table], func(p laidPage) bool { return p.first < some[of[p.party]].from(n) })
		}
		if !with || n.table != transactionNoun().table || len(days.list) == 0 {
			continue
		}
		fresh := len(found[n.table])
		args := anys(days.list)
		if err := list(n, "day IN (?"+strings.Repeat(", ?", len(args)-1)+")", args...); err != nil {
			return nil, fmt.Errorf("list pages: %w", err)
		}
		older := slices.DeleteFunc(found[n.table][fresh:], func(p laidPage) bool {
			c := &some[of[p.party]]
			return p.first >= c.transactions || !slices.Contains(c.near, p.day)
		})
		found[n.table] = found[n.table][:fresh+len(older)]
	}
	return found, nil
}

// layInOrder reads pages, in order of key.
func (v *view) layInOrder(ctx context.Context, n *noun, list []laidPage) error {
	byKey := make([]*laidPage, len(list))
	for i := range list {
		byKey[i] = &list[i]
	}
	return v.layRuns(ctx, n, byKey)
}

// newRows hands over the rows of a party with keys from one on.
func (v *view) newRows(ctx context.Context, n *noun, of party, from int64, yield func(fact)) error {
	if from == nothingNew.lines {
		return nil
	}
	if v.near != nil {
		if pages, there := v.near.fresh[n.table][of.id]; there {
			return unpackLaid(pages, yield)
		}
	}
	return pagesWhere(ctx, v.q, n, of, yield, "d.first >= ?", from)
}

// olderOn hands over the transactions of a party that are kept under a day and
// have keys before this one.
func (v *view) olderOn(ctx context.Context, of party, day, before int64, yield func(fact)) error {
	if v.near != nil {
		if pages, there := v.near.before[of.id][day]; there {
			return unpackLaid(pages, yield)
		}
	}
	return pagesWhere(ctx, v.q, transactionNoun(), of, yield, "d.day = ? AND d.first < ?", day, before)
}

func unpackLaid(pages []laidPage, yield func(fact)) error {
	for i := range pages {
		if err := unpackPage(pages[i].first, pages[i].body, yield); err != nil {
			return fmt.Errorf("read pages: %w", err)
		}
	}
	return nil
}

// rowsNear is rowsAt, from the pages that are at hand where they are.
func (v *view) rowsNear(ctx context.Context, n *noun, keys []int64, yield func(fact)) error {
	return rowsIn(func(row int64) (page, error) {
		if v.near != nil {
			p, err := v.near.page(n, row)
			if err != nil || p != nil {
				return p, err
			}
		}
		return pageOf(ctx, v.q, n, row)
	}, keys, yield)
}

// page gives the page with a row, nil where it is not at hand.
func (n *near) page(of *noun, row int64) (p page, err error) {
	list := n.byKey[of.table]
	i, there := slices.BinarySearchFunc(list, row, func(p laidPage, row int64) int { return cmp.Compare(p.first, row) })
	if !there {
		i--
	}
	if i < 0 || row-list[i].first >= pageRows {
		return nil, nil
	}
	p = make(page, 0, pageRows)
	if err := unpackPage(list[i].first, list[i].body, func(f fact) { p = append(p, f) }); err != nil {
		return nil, err
	}
	if len(p) == 0 || row > p[len(p)-1].row {
		return nil, nil
	}
	return p, nil
}
