package importer

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

var errOverflow = errors.New("is too large")

// tooFine says that an amount has so many decimals, more than its currency.
type tooFine int

func (n tooFine) Error() string { return "has " + decimals(int(n)) + ", more than any currency has" }

// longestAmount is how many characters an amount may have, as in package money.
const longestAmount = 64

// parseAmount reads a decimal of at most digits places into minor units,
// exactly: no rounding, no exponent, no separators.
func parseAmount(s string, digits int) (int64, error) {
	if n, ok := usualAmount(s, digits); ok {
		return n, nil
	}
	return anyAmount(s, digits)
}

// powers of ten, by the decimals that an amount lacks.
var powers = [...]int64{1, 10, 100, 1000, 10_000}

// usualAmount reads the amounts that nearly all rows have, up to 14
// characters; what it does not take, anyAmount judges.
func usualAmount(s string, digits int) (int64, bool) {
	i := 0
	if len(s) > 0 && s[0] == '-' {
		i = 1
	}
	if len(s) == i || len(s) > 14 || digits >= len(powers) {
		return 0, false
	}
	var n int64
	point := -1
	for first := i; i < len(s); i++ {
		d := s[i] - '0'
		if d <= 9 {
			n = n*10 + int64(d)
			continue
		}
		if s[i] != '.' || point >= 0 || i == first {
			return 0, false
		}
		point = i
	}
	missing := digits
	if point >= 0 {
		missing -= len(s) - point - 1
		if missing < 0 || missing == digits {
			return 0, false
		}
	}
	n *= powers[missing]
	if s[0] == '-' {
		n = -n
	}
	return n, true
}

// anyAmount is parseAmount for every shape, with what is wrong.
func anyAmount(s string, digits int) (int64, error) {
	if len(s) > longestAmount {
		return 0, fmt.Errorf("has %d characters, more than any amount", len(s))
	}
	t := s
	negative := strings.HasPrefix(t, "-")
	if negative {
		t = t[1:]
	}
	whole, fraction, point := strings.Cut(t, ".")
	if whole == "" || point && fraction == "" {
		return 0, notDecimal(s)
	}
	var n int64
	for _, part := range [2]string{whole, fraction} {
		for i := 0; i < len(part); i++ {
			if part[i] < '0' || part[i] > '9' {
				return 0, notDecimal(s)
			}
		}
	}
	if len(fraction) > digits {
		return 0, tooFine(len(fraction))
	}
	for i := 0; i < len(whole)+digits; i++ {
		d := byte('0')
		if i < len(whole) {
			d = whole[i]
		} else if j := i - len(whole); j < len(fraction) {
			d = fraction[j]
		}
		if n > (math.MaxInt64-9)/10 {
			return 0, errOverflow
		}
		n = n*10 + int64(d-'0')
	}
	if negative {
		n = -n
	}
	return n, nil
}

// fits tells whether sums of a hundred thousand such amounts stay inside int64,
// with two decimals at most: those of a currency that is not known yet have more
// for now.
func fits(n int64, digits int) bool {
	n /= powers[max(digits-2, 0)]
	return n > math.MinInt64/100_000 && n < math.MaxInt64/100_000
}

func decimals(n int) string {
	if n == 1 {
		return "1 decimal"
	}
	return fmt.Sprintf("%d decimals", n)
}

func notDecimal(s string) error {
	switch {
	case strings.ContainsAny(s, "eE") && strings.ContainsAny(s, "0123456789"):
		return errors.New("is written with an exponent: a spreadsheet changed it, export the plain number again")
	case strings.Contains(s, ","):
		return errors.New("is not a plain decimal: leave out thousands separators and use a point")
	}
	return errors.New("is not a decimal number like 3500.00")
}

// formatAmount prints minor units as a decimal.
func formatAmount(n int64, digits int) string {
	var buf [32]byte
	u := uint64(n)
	if n < 0 {
		u = -u
	}
	at := len(buf)
	for left := digits; u > 0 || left >= 0; left-- {
		if left == 0 && digits > 0 {
			at--
			buf[at] = '.'
		}
		at--
		buf[at] = byte('0' + u%10)
		u /= 10
	}
	if n < 0 {
		at--
		buf[at] = '-'
	}
	return string(buf[at:])
}
