package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/trail"
)

// Payouts finds the payouts that a query asks for, newest first. Roles that
// see no totals see no payouts.
func (db *DB) Payouts(ctx context.Context, s access.Scope, q handlers.PayoutQuery) (found []trail.PayoutView, err error) {
	if !s.Totals() {
		return nil, nil
	}
	var f filter
	f.days("lands_on", q.From, q.To)
	if q.AmountMin != nil || q.AmountMax != nil { // what was sent, or what the bank shows
		var sent, booked filter
		sent.amounts("amount", q.AmountMin, q.AmountMax)
		booked.amounts("e.amount", q.AmountMin, q.AmountMax)
		f.and("("+sent.sql()+" OR row IN (SELECT l.payout FROM payout_entries l JOIN bank_entries e ON e.row = l.entry WHERE "+
			booked.sql()+"))", append(sent.args, booked.args...)...)
	}
	if ref := strings.TrimSpace(q.Reference); ref != "" {
		up := strings.ToUpper(ref)
		f.and("(id IN (?, ?) OR row IN (SELECT p.row FROM payouts p WHERE p.bank_reference IN (?, ?) AND p.bank_reference <> '')"+
			" OR row IN (SELECT l.payout FROM payout_entries l JOIN bank_entries e ON e.row = l.entry WHERE e.id IN (?, ?)))",
			ref, up, ref, up, ref, up)
	}
	f.and(visible)
	err = db.look(ctx, func(v *view) error {
		f.within(v.reg, s, q.MerchantID)
		rows, err := v.payouts(ctx, f.sql()+" ORDER BY lands_on DESC, row DESC LIMIT ?", append(f.args, limited(q.Limit))...)
		if err != nil {
			return err
		}
		if q.Troubled {
			if rows, err = v.maybeTroubled(ctx, rows); err != nil {
				return err
			}
		}
		found, err = v.payoutViews(ctx, rows)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find payouts: %w", err)
	}
	if q.Troubled {
		found = slices.DeleteFunc(found, func(p trail.PayoutView) bool { return !p.Troubled() })
	}
	return found, nil
}

// maybeTroubled leaves out the payouts with which nothing is wrong: that is told
// without their lines and swipes, which are most of what there is to read.
func (v *view) maybeTroubled(ctx context.Context, rows []payoutRow) ([]payoutRow, error) {
	of := map[string][]payoutRow{}
	for _, r := range rows {
		of[r.MerchantID] = append(of[r.MerchantID], r)
	}
	maybe := map[int64]bool{}
	for id, list := range of {
		s, err := v.shelf(ctx, id)
		if err != nil {
			return nil, err
		}
		f, err := s.bare(ctx, list)
		if err != nil {
			return nil, err
		}
		for i, p := range trail.BuildPayouts(f, v.db.cals, v.db.clock.Now()) {
			maybe[p.Row] = p.Troubled() || f.Payouts[i].ExpectedOn == 0 // its lines may tell the day
		}
	}
	return slices.DeleteFunc(rows, func(r payoutRow) bool { return !maybe[r.Row] }), nil
}

// bare gives the facts of payouts without their lines, but for what those sum up to.
func (s *shelf) bare(ctx context.Context, payouts []payoutRow) (trail.Facts, error) {
	rows := make([]int64, len(payouts))
	for i := range payouts {
		rows[i] = payouts[i].Row
	}
	itemised, err := s.linesOf(ctx, rows)
	if err != nil {
		return trail.Facts{}, err
	}
	linked, err := s.linked(ctx, payouts, netsByPayout(itemised))
	if err != nil {
		return trail.Facts{}, err
	}
	f, err := s.facts(ctx, nil, nil, nil, payouts, linked)
	if err != nil {
		return f, err
	}
	f.Sources, err = s.sources(ctx)
	return f, err
}

// Payout gives one payout whole: its lines, carries, fees, and the bank's side.
func (db *DB) Payout(ctx context.Context, s access.Scope, row int64) (p trail.PayoutView, found bool, err error) {
	if !s.Totals() {
		return p, false, nil
	}
	err = db.look(ctx, func(v *view) error {
		var f filter
		f.and("row = ?", row)
		f.within(v.reg, s, "")
		rows, err := v.payouts(ctx, f.sql(), f.args...)
		if err != nil || len(rows) == 0 {
			return err
		}
		all, err := v.payoutViews(ctx, rows)
		if len(all) > 0 {
			p, found = all[0], true
		}
		return err
	})
	if err != nil {
		return trail.PayoutView{}, false, fmt.Errorf("find payout: %w", err)
	}
	return p, found, nil
}

// payoutViews builds views, in the order of rows.
func (v *view) payoutViews(ctx context.Context, rows []payoutRow) ([]trail.PayoutView, error) {
	byMerchant := map[string][]int64{}
	var ids keySet[string]
	for _, r := range rows {
		ids.add(r.MerchantID)
		byMerchant[r.MerchantID] = append(byMerchant[r.MerchantID], r.Row)
	}
	built := map[int64]trail.PayoutView{}
	for _, id := range ids.list {
		s, err := v.shelf(ctx, id)
		if err != nil {
			return nil, err
		}
		f, err := s.ofPayouts(ctx, byMerchant[id])
		if err != nil {
			return nil, err
		}
		for _, row := range byMerchant[id] {
			if p, ok := trail.BuildPayout(f, row, v.db.cals, v.db.clock.Now()); ok {
				built[row] = p
			}
		}
	}
	all := make([]trail.PayoutView, 0, len(rows))
	for _, r := range rows {
		if p, ok := built[r.Row]; ok {
			all = append(all, p)
		}
	}
	return all, nil
}

// itemise adds the lines of payouts to keys.
func (s *shelf) itemise(ctx context.Context, keys *keySet[int64], payouts []int64) error {
	itemised, err := s.linesOf(ctx, payouts)
	if err != nil {
		return err
	}
	for _, p := range payouts {
		for _, l := range itemised[p] {
			keys.add(l.row)
		}
	}
	return nil
}

// ofPayouts gives the facts of whole payouts: all their lines, and the swipes those settle.
func (s *shelf) ofPayouts(ctx context.Context, payouts []int64) (trail.Facts, error) {
	var keys keySet[int64]
	if err := s.itemise(ctx, &keys, payouts); err != nil {
		return trail.Facts{}, err
	}
	lines, err := s.linesAt(ctx, keys.list)
	if err != nil {
		return trail.Facts{}, err
	}
	txns, err := s.settledBy(ctx, lines, nil)
	if err != nil {
		return trail.Facts{}, err
	}
	return s.withPayouts(ctx, nil, txns, lines, payouts)
}

// settledBy gives the transactions that lines are linked to, those of known left out.
func (s *shelf) settledBy(ctx context.Context, lines []lineRow, known map[int64]bool) ([]txnRow, error) {
	var rows keySet[int64]
	for i := range lines {
		if !known[lines[i].TransactionRow] {
			rows.add(lines[i].TransactionRow)
		}
	}
	return s.transactionsAt(ctx, rows.list)
}
