package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// BankEntries finds the bank entries that a query asks for, newest first, each
// traced back to the payouts it pays. A merchant sees the entries of its own
// accounts, and in them its own payouts; the operator's account is staff's.
// Roles that see no totals see none.
func (db *DB) BankEntries(ctx context.Context, s access.Scope, q handlers.EntryQuery) (found []trail.EntryView, err error) {
	if !s.Totals() {
		return nil, nil
	}
	var f filter
	f.days("booked_on", q.From, q.To)
	f.amounts("amount", q.AmountMin, q.AmountMax)
	if ref := strings.TrimSpace(q.Reference); ref != "" {
		f.and("id IN (?, ?)", ref, strings.ToUpper(ref))
	}
	if q.Row != 0 {
		f.and("row = ?", q.Row)
	}
	f.and(visible)
	err = db.look(ctx, func(v *view) error {
		f.inAccounts(v.reg, s, q.MerchantID)
		rows, err := v.entries(ctx, f.sql()+" ORDER BY booked_on DESC, row DESC LIMIT ?", append(f.args, limited(q.Limit))...)
		if err != nil {
			return err
		}
		for _, e := range rows {
			traced, seen, err := v.entryView(ctx, s, q.MerchantID, e)
			if err != nil {
				return err
			}
			if seen {
				found = append(found, traced)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find bank entries: %w", err)
	}
	return found, nil
}

// inAccounts limits a query on bank entries to the accounts of the merchants
// that the scope sees, or of the one that is asked for.
func (f *filter) inAccounts(reg *registry, s access.Scope, merchant string) {
	keys, some := f.only(reg, s, merchant)
	if !some {
		return
	}
	f.and("place <> '' AND place IN (SELECT account_key FROM merchants WHERE row IN ("+marks(len(keys))+
		") UNION SELECT y.pay_key FROM payouts y JOIN parties p ON p.id = y.party WHERE p.merchant IN ("+marks(len(keys))+"))",
		append(slices.Clone(keys), keys...)...)
	if !s.All() {
		f.and("owner <> ?", string(record.Payer))
	}
}

// entryView traces one bank entry back. seen is false where all that it pays
// is of merchants that the scope does not see.
func (v *view) entryView(ctx context.Context, s access.Scope, merchant string, e entryRow) (traced trail.EntryView, found bool, err error) {
	rows, err := v.q.query(ctx, "SELECT payout FROM payout_entries WHERE entry = ? ORDER BY payout", e.Row)
	keys, err := collect(rows, err, scanID)
	if err != nil {
		return traced, false, fmt.Errorf("read bank links: %w", err)
	}
	payouts, err := v.payoutsBy(ctx, "row", anys(keys))
	if err != nil {
		return traced, false, err
	}
	if len(payouts) == 0 {
		return v.stray(ctx, merchant, e)
	}
	byMerchant := map[string][]int64{}
	var ids keySet[string]
	hidden := false
	for _, p := range payouts {
		if !s.All() && !slices.Contains(seen(s, merchant), p.MerchantID) {
			hidden = true
			continue
		}
		ids.add(p.MerchantID)
		byMerchant[p.MerchantID] = append(byMerchant[p.MerchantID], p.Row)
	}
	for _, id := range ids.list {
		one, err := v.entryOf(ctx, id, byMerchant[id], e.Row)
		if err != nil {
			return traced, false, err
		}
		if !found {
			traced, found = one, true
		} else {
			traced = traced.With(one)
		}
	}
	if hidden { // what no payout accounts for is not told apart from what is not seen
		traced.Others, traced.Stray = traced.Stray, 0
	}
	if !s.Notes() {
		traced.Memo = ""
	}
	return traced, found, nil
}

// entryOf traces an entry back to payouts of one merchant.
func (v *view) entryOf(ctx context.Context, merchant string, payouts []int64, entry int64) (trail.EntryView, error) {
	s, err := v.shelf(ctx, merchant)
	if err != nil {
		return trail.EntryView{}, err
	}
	f, err := s.ofPayouts(ctx, payouts)
	if err != nil {
		return trail.EntryView{}, err
	}
	one, ok := trail.BuildEntry(f, entry, v.db.cals, v.db.clock.Now())
	if !ok {
		return trail.EntryView{}, fmt.Errorf("bank entry %d has links to payouts that do not have it", entry)
	}
	return one, nil
}

// stray is an entry that no payout accounts for.
func (v *view) stray(ctx context.Context, merchant string, e entryRow) (trail.EntryView, bool, error) {
	f := trail.Facts{Merchant: v.reg.merchant(merchant), Zone: v.reg.zoneOf(merchant), Orphans: []record.Entry{e.Entry}}
	if v.reg.keyOf(merchant) != 0 {
		s, err := v.shelf(ctx, merchant)
		if err != nil {
			return trail.EntryView{}, false, err
		}
		if f.Sources, err = s.sources(ctx); err != nil {
			return trail.EntryView{}, false, err
		}
	}
	var err error
	if f.Orphans[0].File, err = v.db.names.file(ctx, v.q, e.FileID); err != nil {
		return trail.EntryView{}, false, err
	}
	one, ok := trail.BuildEntry(f, e.Row, v.db.cals, v.db.clock.Now())
	return one, ok, nil
}
