package statement

import (
	"errors"
	"strings"

	"moneytrail/recon/money"
)

// withdrawn are currencies that left ISO 4217 but stand in old statements;
// all of them had two decimals.
const withdrawn = "ATS DEM FIM FRF IEP NLG"

// Digits gives the decimals of a currency that statements may be in.
func Digits(currency string) (int, bool) {
	if d, ok := money.Digits(currency); ok {
		return d, true
	}
	if len(currency) == 3 && strings.Contains(withdrawn, currency) && !strings.Contains(currency, " ") {
		return 2, true
	}
	return 0, false
}

// Largest amount: sums of a hundred thousand such amounts stay inside int64.
const largest = int64(1<<63-1) / 100_000

var (
	errNoCurrency = errors.New("is in no currency of ISO 4217")
	errNoAmount   = errors.New("is not an amount")
	errFine       = errors.New("has more decimals than its currency, and nothing is rounded here")
	errLarge      = errors.New("is too large")
)

// Amount reads an unsigned decimal with the given point into minor units of the
// currency, exactly. Zeros beyond the currency's decimals are allowed, as is
// nothing before or behind the point.
func Amount(text, currency string, point byte) (int64, error) {
	digits, ok := Digits(currency)
	if !ok {
		return 0, errNoCurrency
	}
	whole, fraction, _ := strings.Cut(text, string(point))
	if whole == "" && fraction == "" || len(text) > 64 {
		return 0, errNoAmount
	}
	if len(fraction) > digits {
		if strings.Trim(fraction, "0123456789") != "" {
			return 0, errNoAmount
		}
		if strings.Trim(fraction[digits:], "0") != "" {
			return 0, errFine
		}
		fraction = fraction[:digits]
	}
	return Minor(whole + fraction + strings.Repeat("0", digits-len(fraction)))
}

// Minor reads a whole number of minor units without a sign.
func Minor(text string) (int64, error) {
	if text == "" {
		return 0, errNoAmount
	}
	var n int64
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c < '0' || c > '9' {
			return 0, errNoAmount
		}
		if n > largest/10 {
			return 0, errLarge
		}
		n = n*10 + int64(c-'0')
	}
	if n > largest {
		return 0, errLarge
	}
	return n, nil
}

// Format prints minor units of a currency, the currency behind them.
func Format(n int64, currency string) string {
	return money.Format(n, currency) + " " + currency
}
