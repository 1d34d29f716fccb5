package terms

import (
	"math/bits"
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
// where the contract keeps the sale's fee, the refund's share of the sale's fee
// with a minus (it comes back) where it is returned. sale is the gross of the
// sale that is refunded, 0 where it is not known; then a fixed part, a minimum or
// a cap leave open what share comes back. known is false where nothing can be
// said, nor where the terms do not say.
func (c Contract) RefundFee(gross, sale int64) (fee int64, known bool) {
	gross, sale = money.Abs(gross), money.Abs(sale)
	switch {
	case c.RefundPolicy == FeeKept:
		return 0, true
	case c.RefundPolicy != FeeReturned, sale != 0 && gross > sale:
		return 0, false
	case sale == 0:
		if c.FeeFixed != 0 || c.FeeMin != nil || c.FeeCap != nil {
			return 0, false
		}
		return c.Fee(-gross)
	}
	if fee, known = c.Fee(sale); !known {
		return 0, false
	}
	hi, lo := bits.Mul64(uint64(fee), uint64(gross))
	lo, carry := bits.Add64(lo, uint64(sale)/2, 0)
	share, _ := bits.Div64(hi+carry, lo, uint64(sale)) // gross is at most sale: the share is at most the fee
	return -int64(share), true
}

// Charged says whether a fee is what the contract gives, in minor units of one
// currency. One minor unit is rounding: by the line or by the batch, half up or
// cut off, as each acquirer has it.
func Charged(fee, contract int64) bool { return money.Abs(fee-contract) <= 1 }

func formatInt(n int64) string { return strconv.FormatInt(n, 10) }

// SameFee tells whether two contracts charge every payment alike. Where one
// has no rate nothing may be said, and they are told alike.
func (c Contract) SameFee(o Contract) bool {
	same := func(a, b *int64) bool { return a == b || a != nil && b != nil && *a == *b }
	return !c.RateKnown || !o.RateKnown ||
		c.Rate.Equal(o.Rate) && c.FeeFixed == o.FeeFixed && same(c.FeeMin, o.FeeMin) && same(c.FeeCap, o.FeeCap)
}
