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

// expressed gives amounts whose row named no currency the first of some currencies
// that can hold them; "" where none can, and they stay as they were printed.
func expressed(of record.Decimals, currencies [2]string, amounts ...*int64) string {
	for _, c := range currencies {
		if digits, ok := money.Digits(c); ok && of.In(digits, amounts...) {
			return c
		}
	}
	return ""
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
