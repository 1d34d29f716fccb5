package money

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/shopspring/decimal"
)

// Parse reads a plain decimal ("3500.00", "-0.5", "12") into minor units of
// currency. It never rounds: more decimals than the currency has are refused,
// as are blanks, thousands separators, exponents and amounts beyond int64.
func Parse(text, currency string) (int64, error) { return parse(text, currency, false) }

// ParsePadded is Parse for formats that print zeros beyond the currency's
// minor unit ("0.60000"); digits there other than zero are still refused.
func ParsePadded(text, currency string) (int64, error) { return parse(text, currency, true) }

func parse(text, currency string, padded bool) (int64, error) {
	digits, ok := Digits(currency)
	if !ok {
		return 0, fmt.Errorf("%q is not a currency code of ISO 4217, such as CNY", currency)
	}
	decimals, err := plain(text)
	if err != nil {
		return 0, err
	}
	d, err := decimal.NewFromString(text)
	if err != nil {
		return 0, fmt.Errorf("%q is not an amount: write it like 3500.00", text)
	}
	minor := d.Shift(int32(digits))
	if decimals > digits && !(padded && minor.IsInteger()) {
		return 0, fmt.Errorf("%q has %d decimals; %s has %d", text, decimals, currency, digits)
	}
	if !minor.BigInt().IsInt64() {
		return 0, fmt.Errorf("%q is too large for an amount", text)
	}
	return minor.IntPart(), nil
}

// plain checks the form [+-]digits[.digits] and counts the decimals.
func plain(text string) (decimals int, err error) {
	if text == "" {
		return 0, errors.New("the amount is empty")
	}
	body := text
	if body[0] == '-' || body[0] == '+' {
		body = body[1:]
	}
	whole, fraction, point := strings.Cut(body, ".")
	if whole == "" || (point && fraction == "") || !allDigits(whole) || !allDigits(fraction) {
		return 0, fmt.Errorf("%q is not an amount: write it like 3500.00, without blanks, separators or symbols", text)
	}
	if len(text) > 64 {
		return 0, fmt.Errorf("an amount of %d characters is too long", len(text))
	}
	return len(fraction), nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// Format writes minor units as a plain decimal with all of the currency's
// decimals ("3500.00"), which Parse reads back; see Shown.
func Format(minor int64, currency string) string {
	digits := Shown(currency)
	return decimal.New(minor, -int32(digits)).StringFixed(int32(digits))
}

// Shown gives the decimals that amounts of a currency are written with: its
// own, two where the code is not of ISO 4217.
func Shown(currency string) int {
	if digits, ok := Digits(currency); ok {
		return digits
	}
	if currency == Untold {
		return 4
	}
	return 2
}

// Abs gives the absolute value; the smallest int64, which has none, gives the largest.
func Abs(n int64) int64 {
	switch {
	case n == math.MinInt64:
		return math.MaxInt64
	case n < 0:
		return -n
	}
	return n
}
