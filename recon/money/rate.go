package money

import (
	"fmt"
	"math"
	"math/bits"
	"strings"

	"github.com/shopspring/decimal"
)

// Rate is an exact share of an amount. The zero Rate is 0 %.
type Rate struct{ num, den uint64 } // den is 10000 times a power of ten, or 0

const maxRateDecimals = 8

// ParseBPS reads a rate in basis points, a decimal of 0 or more with at most
// eight decimals: "38" is 0.38 %, "60.5" is 0.605 %.
func ParseBPS(text string) (Rate, error) {
	decimals, err := plain(text)
	if err != nil || strings.HasPrefix(text, "-") {
		return Rate{}, fmt.Errorf("%q is not a rate in basis points: write it like 38 or 60.5", text)
	}
	d, err := decimal.NewFromString(text)
	if err != nil || decimals > maxRateDecimals || d.GreaterThan(decimal.New(10000, 0)) {
		return Rate{}, fmt.Errorf("%q is not a rate in basis points: 0 to 10000 with at most %d decimals", text, maxRateDecimals)
	}
	den := uint64(10000)
	for range decimals {
		den *= 10
	}
	return Rate{uint64(d.Shift(int32(decimals)).IntPart()), den}, nil
}

// Of gives the rate's share of amount in minor units, rounded half up on the
// absolute value (0.5 away from zero), with the sign of amount.
func (r Rate) Of(amount int64) int64 {
	if r.den == 0 || r.num == 0 {
		return 0
	}
	hi, lo := bits.Mul64(uint64(Abs(amount)), r.num)
	lo, carry := bits.Add64(lo, r.den/2, 0)
	hi += carry
	if hi >= r.den {
		return sign(amount) * math.MaxInt64
	}
	q, _ := bits.Div64(hi, lo, r.den)
	if q > math.MaxInt64 {
		q = math.MaxInt64
	}
	return sign(amount) * int64(q)
}

// Percent writes the rate in percent with at least two decimals: "0.38", "0.605".
func (r Rate) Percent() string {
	if r.den == 0 {
		return "0.00"
	}
	d := decimal.NewFromUint64(r.num).Mul(decimal.New(100, 0)).DivRound(decimal.NewFromUint64(r.den), maxRateDecimals+2)
	return d.StringFixed(max(2, -d.Exponent()+trailing(d)))
}

// trailing gives minus the number of zeros at the end of d's decimals.
func trailing(d decimal.Decimal) int32 {
	s := d.StringFixed(max(0, -d.Exponent()))
	return int32(len(strings.TrimRight(s, "0")) - len(s))
}

func sign(n int64) int64 {
	if n < 0 {
		return -1
	}
	return 1
}

// Equal tells whether two rates are the same share, however each was written.
func (r Rate) Equal(o Rate) bool {
	if r.den == 0 || o.den == 0 {
		return r.num == o.num
	}
	high, low := bits.Mul64(r.num, o.den)
	otherHigh, otherLow := bits.Mul64(o.num, r.den)
	return high == otherHigh && low == otherLow
}
