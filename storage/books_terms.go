package storage

import (
	"context"
	"fmt"

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
		rows, err = termsOf(ctx, v.q, v.reg, merchant)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("terms of %s: %w", merchant, err)
	}
	return rows, nil
}
