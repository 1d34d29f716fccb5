package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"moneytrail/handlers/access"
	"moneytrail/recon/record"
)

// Terms gives the rows of terms that may hold for a merchant, its own and those
// of all merchants; none outside the scope. When money arrives is for every
// role to know; what it costs is the caller's to tell only to who sees sums.
func (db *DB) Terms(ctx context.Context, s access.Scope, merchant string) ([]record.Terms, error) {
	if !s.Sees(merchant) {
		return nil, nil
	}
	var rows []record.Terms
	err := db.look(ctx, func(v *view) (err error) {
		rows, err = v.termsOf(ctx, merchant)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("terms of %s: %w", merchant, err)
	}
	return rows, nil
}

// termsRow is a row of terms as it is stored: what it says in money depends on
// whose terms it is.
type termsRow struct {
	id, merchant string // merchant: or *
	origin       record.Origin
	body         []byte
}

// termsBy reads the terms of merchants, or ("*") of all.
func (v *view) termsBy(ctx context.Context, merchants []any) ([]termsRow, error) {
	all, err := lookUp(v.ahead.terms, merchants, func(r *termsRow) any { return r.merchant }, func(in string, args []any) ([]termsRow, error) {
		rows, err := v.q.query(ctx, "SELECT id, merchant_id, row, source, file_id, line_no, body FROM terms WHERE merchant_id"+in+" AND "+visible, args...)
		return collect(rows, err, func(s scanner) (r termsRow, err error) {
			return r, s.Scan(&r.id, &r.merchant, &r.origin.Row, &r.origin.Source, &r.origin.FileID, &r.origin.Line, &r.body)
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read terms: %w", err)
	}
	return all, nil
}

// termsOf gives the terms that may hold for a merchant, with amounts of its currency.
func (v *view) termsOf(ctx context.Context, id string) ([]record.Terms, error) {
	rows, err := v.termsBy(ctx, []any{id, "*"})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(a, b termsRow) int { return cmp.Compare(a.id, b.id) })
	all := make([]record.Terms, len(rows))
	for i, r := range rows {
		if err := unpackTerms(r.body, &all[i]); err != nil {
			return nil, fmt.Errorf("terms %d: %w", r.origin.Row, err)
		}
		all[i].Origin = r.origin
		priceTerms(&all[i], v.reg.merchant(id).Currency)
	}
	return all, nil
}
