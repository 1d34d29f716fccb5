package terms

import (
	"testing"

	"moneytrail/recon/money"
)

func TestContractsThatChargeAlike(t *testing.T) {
	n := func(v int64) *int64 { return &v }
	rate := func(bps string) money.Rate {
		r, err := money.ParseBPS(bps)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	base := Contract{RateKnown: true, Rate: rate("60"), FeeFixed: 10, FeeCap: n(2000)}
	for name, x := range map[string]struct {
		change func(*Contract)
		same   bool
	}{
		"nothing":           {func(*Contract) {}, true},
		"written otherwise": {func(c *Contract) { c.Rate = rate("60.00") }, true},
		"another rate":      {func(c *Contract) { c.Rate = rate("60.5") }, false},
		"no share":          {func(c *Contract) { c.Rate = rate("0") }, false},
		"equal cap":         {func(c *Contract) { c.FeeCap = n(2000) }, true},
		"another cap":       {func(c *Contract) { c.FeeCap = n(2500) }, false},
		"no cap":            {func(c *Contract) { c.FeeCap = nil }, false},
		"a minimum":         {func(c *Contract) { c.FeeMin = n(1) }, false},
		"a fixed part":      {func(c *Contract) { c.FeeFixed = 11 }, false},
		"no rate is known":  {func(c *Contract) { *c = Contract{} }, true},
	} {
		o := base
		x.change(&o)
		if got := base.SameFee(o); got != x.same || o.SameFee(base) != got {
			t.Errorf("%s: alike %t, want %t", name, got, x.same)
		}
	}
}
