package handlers

import (
	"slices"
	"strings"

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

// wholeOf tells whether an amount in minor units is one of those that the person
// named but for what follows the point: who reads 9,850.14 says 9850. Below a
// hundred that is another amount.
func (t *turn) wholeOf(amounts []understand.Amount, minor int64, currency string) bool {
	unit, err := money.Parse("1", currency)
	if err != nil || unit <= 1 || minor%unit == 0 {
		return false
	}
	return minor >= 100*unit && t.oneOf(slices.DeleteFunc(slices.Clone(amounts), func(a understand.Amount) bool { return a.Op != understand.Eq || a.Rough() }), minor-minor%unit, currency)
}

// currencyOf gives the currency an amount was named in, the merchant's own where none was.
func (t *turn) currencyOf(a understand.Amount) string {
	if a.Currency != "" {
		return a.Currency
	}
	return t.currency(t.merchant)
}

// alsoOwn are the currencies whose people write another one's sign or word for
// their own: "$1000" in Hong Kong, "1000元" in Macao. What is in the list of a
// currency names it and nothing else.
var alsoOwn = map[string]struct{ own, sure []string }{
	"HKD": {[]string{"CNY", "MOP"}, []string{"hk", "hong kong", "港"}}, // 蚊 is any Cantonese speaker's money
	"USD": {[]string{"HKD", "SGD", "TWD", "MOP", "AUD", "CAD", "NZD"}, []string{"usd", "us$", "us dollar", "美"}},
	"CNY": {[]string{"HKD", "SGD", "TWD", "MOP", "JPY"}, []string{"cny", "rmb", "renminbi", "yuan", "kuai", "人民币", "人民幣"}},
}

// ownMoney takes a sign that the merchant's own currency shares for no currency at all.
func (t *turn) ownMoney(r *understand.Reading) {
	for i, a := range r.Amounts {
		shared, ok := alsoOwn[a.Currency] // and 块 and 元 are any Chinese speaker's own money
		if ok && (slices.Contains(shared.own, t.currency(t.merchant)) || a.Currency == "CNY" && t.currency(t.merchant) != "CNY" && !containsAny(r.Text, "¥", "￥")) && !containsAny(strings.ToLower(r.Text), shared.sure...) {
			r.Amounts[i].Currency = ""
		}
	}
}

// bounds gives an amount as inclusive bounds in minor units; nil where open.
func (t *turn) bounds(a understand.Amount, currency string) (low, high *int64) {
	if a.Rough() {
		low, high = minor(a.Low, currency), minor(a.High, currency)
		if a.Under && high != nil {
			*high--
		}
		return low, high
	}
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
