package record

import (
	"testing"

	"pgregory.net/rapid"
)

// What a row printed is the same in whichever currency it was read first, and
// comes back to the unit in every currency that can hold it.
func TestAmountsWithoutCurrency(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fine := rapid.Int64Range(-1e10, 1e10).Draw(t, "amount in thousandths")
		other := rapid.Int64Range(-1e6, 1e6).Draw(t, "another, whole")
		var kept [2]int64
		var as Decimals
		for digits := 0; digits <= 4; digits++ {
			a, b := fine, other
			for n := 3; n > digits; n-- {
				if a%10 != 0 {
					a = 0
					break
				}
				a /= 10
			}
			if a == 0 && fine != 0 {
				continue // this currency cannot have printed it
			}
			for n := 3; n < digits; n++ {
				a *= 10
			}
			for range digits {
				b *= 10
			}
			x, y := a, b
			d := Unnamed(digits, &x, &y, nil)
			if as == 0 {
				as, kept = d, [2]int64{x, y}
			}
			if d != as || x != kept[0] || y != kept[1] {
				t.Fatalf("read with %d digits it is kept as %d and %d of %d decimals, before as %d of %d", digits, x, y, d, kept, as)
			}
			if !d.In(digits, &x, &y, nil) || x != a || y != b {
				t.Fatalf("with %d digits %d and %d came back as %d and %d", digits, a, b, x, y)
			}
		}
	})
	yen := int64(350050)
	if Decimals(2).In(0, &yen) || yen != 350050 {
		t.Fatalf("half a yen was made: %d", yen)
	}
}
