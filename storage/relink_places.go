package storage

import (
	"context"
	"fmt"
	"maps"
)

// relinkPlaces links payouts and bank entries around accounts that several
// merchants have to do with, one ring after the other.
func (db *DB) relinkPlaces(ctx context.Context, all []chore) error {
	for len(all) > 0 {
		n := min(len(all), relinkChores)
		err := db.changeWithin(ctx, longWork, func(ctx context.Context, t *tx) error {
			t.calm = true
			if _, err := t.next(ctx, "linked"); err != nil {
				return err
			}
			for _, c := range all[:n] {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := db.relinkPlace(ctx, t, c); err != nil {
					return fmt.Errorf("%s %q: %w", c.what, c.key, err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if all = all[n:]; ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

func (db *DB) relinkPlace(ctx context.Context, t *tx, c chore) error {
	n, err := t.changes(ctx, "DELETE FROM dirty WHERE what = ? AND key = ?", c.what, c.key)
	if err != nil || n == 0 { // another process was faster
		return err
	}
	v, err := db.viewOf(ctx, t)
	if err != nil {
		return err
	}
	r, err := v.ring(ctx, []touch{c.touch}, "", nil, nil)
	if err != nil {
		return err
	}
	was := map[int64]string{}
	for row, p := range r.payouts {
		was[row] = p.matchedBy
	}
	before, err := r.stored(ctx)
	if err != nil {
		return err
	}
	// Its other accounts are done with it: all are told alike (see sameVoice).
	place := func(i, _ int) any { return r.places.list[i] }
	err = t.feedQuery(ctx, "SELECT d.transactions_from, d.lines_from FROM "+fed+" CROSS JOIN dirty d WHERE d.what = '"+touchPlace+"' AND d.key = c0",
		len(r.places.list), place, func(s scanner) error {
			var n news
			err := s.Scan(&n.transactions, &n.lines)
			if n.whole() {
				c.news = n
			}
			return err
		})
	if err != nil {
		return err
	}
	if _, err := t.feed(ctx, "DELETE FROM dirty WHERE what = '"+touchPlace+"' AND key IN (SELECT c0 FROM "+fed+")", len(r.places.list), place); err != nil {
		return err
	}
	verdicts, err := r.link(ctx)
	if err != nil {
		return err
	}
	var owners keySet[string]
	first := r.firstSeen()
	for _, e := range verdicts {
		for _, key := range before[e.row] {
			var payout int64
			if _, err := fmt.Sscan(key, &payout); err != nil {
				return err
			}
			if p := r.payouts[payout]; p != nil {
				owners.add(p.owner)
			}
		}
	}
	for _, c := range r.claims { // also where the link stays: the entry may say another amount or day now
		owners.add(r.payouts[c.payout].owner)
	}
	for row, p := range r.payouts {
		if p.matchedBy != was[row] {
			if _, err := t.exec(ctx, "UPDATE payouts SET matched_by = ? WHERE row = ?", p.matchedBy, row); err != nil {
				return err
			}
			owners.add(p.owner)
		}
		if c.whole() || first[p.Account.Key] { // where the bank is silent says more, or less, than before
			owners.add(p.owner)
		}
	}
	if err := writeEntries(ctx, t, verdicts); err != nil {
		return err
	}
	if err := writeSaid(ctx, t, []said{r.said}); err != nil {
		return err
	}
	for _, owner := range owners.list {
		if err := soil(ctx, t, touch{touchState, owner}, c.file, c.silent, c.news); err != nil {
			return err
		}
	}
	return nil
}

// firstSeen gives the accounts of which nobody had seen a bank entry before.
func (r *ring) firstSeen() map[string]bool {
	first, known := map[string]bool{}, map[string]bool{}
	for _, e := range r.entries {
		first[e.place] = true
		known[e.place] = known[e.place] || e.state != ""
	}
	maps.DeleteFunc(first, func(place string, _ bool) bool { return known[place] })
	return first
}
