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
	err = db.ofOne(ctx, s, merchant, func(sh *shelf) error {
		unpaid, err := sh.unpaid(ctx, sh.reg.merchant(merchant).Currency)
		if err != nil || unpaid == nil {
			return err
		}
		net, ok = *unpaid, true
		return nil
	})
	return net, ok, err
}
