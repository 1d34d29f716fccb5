package storage

import (
	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

// currencies gives the currencies that amounts of a merchant can be in whose
// row names none, the likeliest first: its own, then the operator's.
func (r *registry) currencies(merchant string) [2]string {
	return [2]string{r.merchant(merchant).Currency, r.currency}
}

// express puts amounts whose row named no currency into minor units of the first
// of some currencies that can hold them. Where none can, they are in none, which
// fits to nothing: a difference that is seen.
func express(of *record.Decimals, code *string, currencies [2]string, amounts ...*int64) {
	if *of == 0 {
		return
	}
	for _, c := range currencies {
		if digits, ok := money.Digits(c); ok && of.In(digits, amounts...) {
			*of, *code = 0, c
			return
		}
	}
	of.In(money.Shown(money.Untold), amounts...)
	*of, *code = 0, money.Untold
}

// priceTerms puts the amounts of terms into minor units of a merchant's
// currency. Terms whose amounts it cannot hold say nothing of money.
func priceTerms(t *record.Terms, currency string) {
	digits, _ := money.Digits(currency)
	if t.Decimals != 0 && !t.Decimals.In(digits, t.Amounts()...) {
		t.SingleCap, t.DayCap, t.FeeBPS, t.FeeFixed, t.FeeMin, t.FeeCap, t.PayoutFee = nil, nil, nil, nil, nil, nil, nil
	}
	t.Decimals = 0
}
