package storage

import (
	"context"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
)

func dateOf(t time.Time) calendar.Date { return calendar.DateOf(t) }

// merchant makes the links inside one merchant: times and business days,
// transactions of several witnesses, lines to transactions, lines to payouts.
func (l *linker) merchant(ctx context.Context, c chore) error {
	m := l.reg.merchant(c.key)
	if err := l.claim(ctx, c, m); err != nil {
		return err
	}
	if err := l.events(ctx, c); err != nil {
		return err
	}
	txns, err := l.transactions(ctx, c)
	if err != nil {
		return err
	}
	all := make([]record.Transaction, len(txns))
	for i := range txns {
		all[i] = txns[i].Transaction
	}
	lines, err := l.lines(ctx, c, all)
	if err != nil {
		return err
	}
	places, err := l.payouts(ctx, c, m, lines)
	if err != nil {
		return err
	}
	var sources keySet[dayKey]
	for _, t := range txns {
		sources.add(dayKey{t.Source, record.Transactions})
	}
	for _, line := range lines {
		sources.add(dayKey{line.Source, record.Lines})
	}
	if err := noteSources(ctx, l.q, c.key, sources.list); err != nil {
		return err
	}
	return l.finish(ctx, c, places, txns, lines)
}

// transactions settles times, business days and joins, and gives the rows.
func (l *linker) transactions(ctx context.Context, c chore) ([]txnRow, error) {
	rows, err := readRows(ctx, l.q, "transactions", txnColumns, scanTxn, ofMerchant, c.key)
	if err != nil {
		return nil, err
	}
	l.read += len(rows)
	terms, err := l.contracts(ctx, c.key)
	if err != nil {
		return nil, err
	}
	kept := rows[:0]
	stored := map[int64][3]int64{} // time, business day, joined as they are in the table
	for _, r := range rows {
		if owner := l.reg.resolve(r.Source, r.ref); owner != c.key {
			if err := l.release(ctx, c, "transactions", r.Row, owner); err != nil {
				return nil, err
			}
			continue
		}
		stored[r.Row] = [3]int64{millis(r.Time.Time), r.day, r.Joined}
		r.Time.Time = fromMillis(resolveWall(r.wall, r.floating, l.reg.zoneOf(c.key)))
		r.day = terms.businessDay(r, l.reg, c.key)
		r.Joined = 0
		kept = append(kept, r)
	}
	all := make([]record.Transaction, len(kept))
	at := make(map[int64]int, len(kept))
	for i := range kept {
		all[i], at[kept[i].Row] = kept[i].Transaction, i
	}
	for _, j := range match.Joins(all) {
		kept[at[j.Row]].Joined = j.Primary
	}
	for _, r := range kept {
		if now := [3]int64{millis(r.Time.Time), r.day, r.Joined}; now != stored[r.Row] {
			l.later(changeTransaction, r.Row, now[0], now[1], now[2])
		}
	}
	return kept, nil
}

// lines links lines to transactions, and gives the rows with their links,
// those that moved still to be written.
func (l *linker) lines(ctx context.Context, c chore, txns []record.Transaction) ([]lineRow, error) {
	rows, err := readRows(ctx, l.q, "lines", lineColumns, scanLine, ofMerchant, c.key)
	if err != nil {
		return nil, err
	}
	l.read += len(rows)
	zone := l.reg.zoneOf(c.key)
	kept := rows[:0]
	for _, r := range rows {
		if owner := l.reg.resolve(r.Source, r.ref); owner != c.key {
			if err := l.release(ctx, c, "lines", r.Row, owner); err != nil {
				return nil, err
			}
			continue
		}
		at := resolveWall(r.wall, r.floating, zone)
		if at != millis(r.Time.Time) {
			r.Time.Time, r.moved = fromMillis(at), true
		}
		kept = append(kept, r)
	}
	all := make([]record.Line, len(kept))
	at := make(map[int64]int, len(kept))
	for i := range kept {
		all[i], at[kept[i].Row] = kept[i].Line, i
	}
	for _, link := range match.Lines(txns, all, zone) {
		r := &kept[at[link.Line]]
		candidates, err := toJSON(link.Candidates)
		if err != nil {
			return nil, err
		}
		if r.TransactionRow == link.Transaction && r.MatchedBy == link.MatchedBy && r.State == link.State &&
			r.Explanation == link.Explanation && r.marks == candidates {
			continue
		}
		r.TransactionRow, r.MatchedBy, r.State, r.Explanation, r.marks = link.Transaction, link.MatchedBy, link.State, link.Explanation, candidates
		r.Candidates = link.Candidates
		r.moved = true
	}
	return kept, nil
}

// finish goes on to the bank's side and to the states while the rows are at
// hand, where no other merchant has anything to do with the accounts; else it
// leaves both for when every merchant is linked.
func (l *linker) finish(ctx context.Context, c chore, places map[touch]bool, txns []txnRow, lines []lineRow) error {
	var rings []*ring
	for t := range places {
		r, err := l.ringOf(ctx, t)
		if err != nil {
			return err
		}
		if t.what == touchPlace && l.reg.holders[t.key] > 1 || !r.of(c.key) {
			for t := range places {
				if err := soil(ctx, l.q, t, c.file, c.silent); err != nil {
					return err
				}
			}
			return soil(ctx, l.q, touch{touchState, c.key}, c.file, c.silent)
		}
		rings = append(rings, r)
	}
	for _, r := range rings {
		if _, err := l.link(ctx, r); err != nil {
			return err
		}
	}
	places[touch{touchState, c.key}] = true
	for t := range places {
		if _, err := l.q.exec(ctx, "DELETE FROM dirty WHERE what = ? AND key = ?", t.what, t.key); err != nil {
			return err
		}
	}
	return l.statesFrom(ctx, c, txns, lines)
}

// events settles the times of a merchant's events.
func (l *linker) events(ctx context.Context, c chore) error {
	type timed struct {
		row, wall, at int64
		floating      bool
		source, ref   string
	}
	rows, err := readRows(ctx, l.q, "merchant_events", "row, wall, floating, time, source, merchant_ref", func(s scanner) (timed, error) {
		var e timed
		return e, s.Scan(&e.row, &e.wall, &e.floating, &e.at, &e.source, &e.ref)
	}, ofMerchant, c.key)
	if err != nil {
		return err
	}
	for _, e := range rows {
		if owner := l.reg.resolve(e.source, e.ref); owner != c.key {
			if err := l.release(ctx, c, "merchant_events", e.row, owner); err != nil {
				return err
			}
			continue
		}
		if at := resolveWall(e.wall, e.floating, l.reg.zoneOf(c.key)); at != e.at {
			if _, err := l.q.exec(ctx, "UPDATE merchant_events SET time = ? WHERE row = ?", at, e.row); err != nil {
				return err
			}
		}
	}
	return nil
}
