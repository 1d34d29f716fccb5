package storage

import (
	"context"

	"moneytrail/handlers/access"
)

// Balance gives a merchant's balance by its settlement lines: the net of those
// that are in no payout and not held, in minor units of the merchant's
// settlement currency. ok is false for a merchant outside the scope or not
// known, and for roles that see no totals.
func (db *DB) Balance(ctx context.Context, s access.Scope, merchant string) (net int64, ok bool, err error) {
	if merchant == "" || !s.Totals() || !s.Sees(merchant) {
		return 0, false, nil
	}
	err = db.look(ctx, func(v *view) error {
		if _, known := v.reg.byID[merchant]; !known {
			return nil
		}
		sh, err := v.shelf(ctx, merchant)
		if err != nil {
			return err
		}
		unpaid, err := sh.unpaid(ctx, v.reg.merchant(merchant).Currency)
		if err != nil || unpaid == nil {
			return err
		}
		net, ok = *unpaid, true
		return nil
	})
	return net, ok, err
}
