package handlers

import (
	"moneytrail/handlers/understand"
	"moneytrail/recon/money"
)

// oneOf tells whether an amount in minor units is one that the person named.
// An amount named without a currency fits any.
func (t *turn) oneOf(amounts []understand.Amount, minor int64, currency string) bool {
	for _, a := range amounts {
		if a.Currency != "" && currency != "" && a.Currency != currency {
			continue
		}
		low, high := t.bounds(a, currency)
		if (low == nil || minor >= *low) && (high == nil || minor <= *high) {
			return low != nil || high != nil
		}
	}
	return false
}

// bounds gives an amount as inclusive bounds in minor units; nil where open.
func (t *turn) bounds(a understand.Amount, currency string) (low, high *int64) {
	value, lowest, highest := minor(a.Value, currency), minor(a.Min, currency), minor(a.Max, currency)
	switch a.Op {
	case understand.Lte:
		return nil, value
	case understand.Gte:
		return value, nil
	case understand.Between:
		return lowest, highest
	}
	return value, value
}

// minor reads an exact decimal text as minor units; nil for what is no amount
// of the currency.
func minor(text, currency string) *int64 {
	n, err := money.ParsePadded(text, currency)
	if err != nil {
		return nil
	}
	return &n
}
