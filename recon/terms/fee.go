package terms

import (
	"strconv"

	"moneytrail/recon/money"
)

// Values of Terms.RefundFee.
const (
	FeeKept     = "kept"     // the sale's fee stays with the operator
	FeeReturned = "returned" // the refund's share of the fee comes back
)

// Fee gives what a line of that gross should cost by contract, in minor units:
// the rate's share rounded half up on this line alone, plus the fixed fee, not
// below the minimum and not above the cap. It carries the sign of gross; a
// gross of 0 costs nothing. known is false without a rate: then nothing may be
// said about what the fee should have been.
func (c Contract) Fee(gross int64) (fee int64, known bool) {
	if !c.RateKnown {
		return 0, false
	}
	if gross == 0 {
		return 0, true
	}
	fee = c.Rate.Of(money.Abs(gross)) + c.FeeFixed
	if c.FeeMin != nil {
		fee = max(fee, *c.FeeMin)
	}
	if c.FeeCap != nil {
		fee = min(fee, *c.FeeCap)
	}
	if gross < 0 {
		fee = -fee
	}
	return fee, true
}

// RefundFee gives the fee that a refund line of that gross should carry: 0
// where the contract keeps the sale's fee, the fee with a minus (it comes
// back) where it is returned. known is false where the terms do not say.
func (c Contract) RefundFee(gross int64) (fee int64, known bool) {
	switch c.RefundPolicy {
	case FeeKept:
		return 0, true
	case FeeReturned:
		return c.Fee(-money.Abs(gross))
	}
	return 0, false
}

func formatInt(n int64) string { return strconv.FormatInt(n, 10) }
