package storage

import (
	"context"
	"fmt"
	"strings"
)

// conclusionsNear reads what else was concluded of merchants and stands for
// what is not linked again.
func (v *view) conclusionsNear(ctx context.Context, some []chore) error {
	var keys keySet[int64]
	for i := range some {
		if some[i].part {
			keys.add(v.reg.keyOf(some[i].key))
		}
	}
	merchants := anys(keys.list)
	_, err := v.looseOf(ctx, merchants)
	if err == nil {
		_, err = v.rivalsOf(ctx, merchants)
	}
	if err == nil {
		_, err = v.unpaidOf(ctx, merchants)
	}
	if err == nil {
		_, err = v.advisedOf(ctx, merchants)
	}
	return err
}

// readLeavesNear reads what was concluded of the days on which new rows may
// have been made, and of those on which new lines settled.
func (v *view) readLeavesNear(ctx context.Context, n *near, some []chore) error {
	var merchants, made, settled keySet[int64]
	for i := range some {
		if some[i].part {
			merchants.add(v.reg.keyOf(some[i].key))
			made.add(some[i].near...)
		}
	}
	for _, pages := range n.fresh[lineNoun().table] {
		for _, p := range pages {
			if len(settled.list) < mostNearDays {
				settled.add(p.day)
			}
		}
	}
	settled.add(made.list...)
	n.leaves = map[string]map[[2]int64][]byte{}
	for table, days := range map[string][]int64{trailLeaves: made.list, linkLeaves: settled.list} {
		of := map[[2]int64][]byte{}
		n.leaves[table] = of
		if len(days) == 0 || len(days) > 4*mostNearDays {
			continue
		}
		for _, key := range merchants.list {
			for _, day := range days {
				of[[2]int64{key, day}] = nil
			}
		}
		_, err := byKeys(anys(merchants.list), func(in string, args []any) ([]struct{}, error) {
			rows, err := v.q.query(ctx, "SELECT merchant, day, body FROM "+table+" WHERE merchant"+in+" AND day IN (?"+
				strings.Repeat(", ?", len(days)-1)+")", append(args, anys(days)...)...)
			return collect(rows, err, func(s scanner) (none struct{}, err error) {
				var f laidLeaf
				err = s.Scan(&f.merchant, &f.day, &f.body)
				of[[2]int64{f.merchant, f.day}] = f.body
				return none, err
			})
		})
		if err != nil {
			return fmt.Errorf("read leaves: %w", err)
		}
	}
	return nil
}

// leavesNear takes the leaves that are at hand, and gives the days of the others.
func (m *merchantLinker) leavesNear(table string, days []int64, into map[int64][]byte) (others []int64) {
	if m.near == nil {
		return days
	}
	of := m.near.leaves[table]
	for _, day := range days {
		body, there := of[[2]int64{m.key, day}]
		if !there {
			others = append(others, day)
		} else if body != nil {
			into[day] = body
		}
	}
	return others
}

// segmentsNear gives the segments of an index.
func (v *view) segmentsNear(ctx context.Context, index string) (list []segment, err error) {
	if v.near == nil {
		return v.segmentsOf(ctx, index)
	}
	if v.near.segments == nil {
		v.near.segments = map[string][]segment{}
	}
	if v.near.segments[index] == nil {
		v.near.segments[index], err = v.segmentsOf(ctx, index)
	}
	return v.near.segments[index], err
}
