package profile

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// numeral is an exact decimal: coef / 10^scale.
type numeral struct {
	coef  int64
	scale int
}

// maxScale is how many decimals a printed number may have that are not zero.
const maxScale = 6

var errTooLarge = errors.New("is too large")

var powers = [...]int64{1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12}

// plain reads digits with at most one point, exactly. Zeros at the end of the
// decimals are dropped.
func plain(s string) (numeral, error) {
	var n numeral
	if len(s) > 64 {
		return n, fmt.Errorf("has %d characters, more than any amount", len(s))
	}
	i := 0
	negative := s != "" && s[0] == '-'
	if negative {
		i++
	}
	point, digits, zeros := -1, 0, 0
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '.' && point < 0 && digits > 0 && i+1 < len(s):
			point, zeros = i, 0
		case c >= '0' && c <= '9':
			digits++
			if point >= 0 && c == '0' {
				zeros++ // counts only if something follows
				continue
			}
			if point >= 0 {
				for ; zeros > 0; zeros-- {
					if n.coef > math.MaxInt64/10 {
						return n, errTooLarge
					}
					n.coef *= 10
					n.scale++
				}
				n.scale++
			}
			if n.coef > (math.MaxInt64-9)/10 {
				return n, errTooLarge
			}
			n.coef = n.coef*10 + int64(c-'0')
		default:
			return n, notDecimal(s)
		}
	}
	switch {
	case digits == 0:
		return n, notDecimal(s)
	case n.scale > maxScale:
		return n, fmt.Errorf("has %d decimals: at most %d can be read exactly", n.scale, maxScale)
	}
	if negative {
		n.coef = -n.coef
	}
	return n, nil
}

func notDecimal(s string) error {
	switch {
	case strings.ContainsAny(s, "eE") && strings.ContainsAny(s, "0123456789"):
		return errors.New("is written with an exponent: a spreadsheet changed it, export the plain number again")
	case strings.Contains(s, ","):
		return errors.New("is not a plain decimal: the profile's [numbers] can name a thousands separator (group) or a decimal comma (point)")
	}
	return errors.New("is not a decimal number like 3500.00")
}

// read takes a number as it is printed; minor units get the scale of their currency.
func (f *Number) read(s string, digits int) (numeral, error) {
	if f == nil {
		return plain(s)
	}
	for _, d := range f.Drop {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, d), d))
	}
	minus := false
	if f.Parentheses && len(s) > 2 && s[0] == '(' && s[len(s)-1] == ')' {
		minus, s = true, s[1:len(s)-1]
	}
	for mark, sign := range f.Signs {
		rest, ok := strings.CutPrefix(s, mark)
		if !ok {
			rest, ok = strings.CutSuffix(s, mark)
		}
		if ok {
			if minus || strings.HasPrefix(rest, "-") {
				return numeral{}, errors.New("has two signs")
			}
			minus, s = sign == "-", strings.TrimSpace(rest)
			break
		}
	}
	if f.Group != "" {
		if err := grouped(s, f.Group[0], f.point()); err != nil {
			return numeral{}, err
		}
		s = strings.ReplaceAll(s, f.Group, "")
	}
	if p := f.point(); p != '.' {
		if strings.Contains(s, ".") {
			return numeral{}, notDecimal(s)
		}
		s = strings.Replace(s, string(p), ".", 1)
	}
	n, err := plain(s)
	if err != nil {
		return n, err
	}
	if minus {
		if n.coef < 0 {
			return n, errors.New("has two signs")
		}
		n.coef = -n.coef
	}
	if f.Unit == "minor" {
		if strings.Contains(s, ".") {
			return n, errors.New("has decimals, though this column is in minor units")
		}
		n.scale = digits
	}
	return n, nil
}

func (f *Number) point() byte {
	if f.Point == "" {
		return '.'
	}
	return f.Point[0]
}

// grouped checks that thousands separators stand where thousands end: a comma
// elsewhere is a decimal comma or damage.
func grouped(s string, group, point byte) error {
	whole := strings.TrimPrefix(s, "-")
	if i := strings.IndexByte(whole, point); i >= 0 {
		if strings.IndexByte(whole[i:], group) >= 0 {
			return errors.New("has a thousands separator behind its decimal point")
		}
		whole = whole[:i]
	}
	parts := strings.Split(whole, string(group))
	for i, p := range parts {
		if i > 0 && len(p) != 3 || i == 0 && len(parts) > 1 && (p == "" || len(p) > 3) {
			return errors.New("has a thousands separator in the wrong place")
		}
	}
	return nil
}

// add gives a + b exactly.
func (n numeral) add(b numeral) (numeral, bool) {
	if n.scale < b.scale {
		n, b = b, n
	}
	more, ok := b.at(n.scale)
	if !ok {
		return n, false
	}
	sum := n.coef + more
	if (sum > n.coef) != (more > 0) && more != 0 {
		return n, false
	}
	return numeral{sum, n.scale}, true
}

func (n numeral) negative() numeral { return numeral{-n.coef, n.scale} }

func (n numeral) equals(b numeral) bool {
	off, ok := n.add(b.negative())
	return ok && off.coef == 0
}

// within tells whether the number is at most so many minor units of a currency
// from 0.
func (n numeral) within(tolerance int64, digits int) bool {
	scale := max(n.scale, digits)
	exact, ok := n.at(scale)
	most, fits := numeral{tolerance, digits}.at(scale)
	return n.coef == 0 || ok && fits && exact >= -most && exact <= most
}

// in prints a number with at least so many decimals.
func (n numeral) in(digits int) string {
	scale := max(n.scale, digits)
	v, ok := n.at(scale)
	if !ok {
		return "too large"
	}
	return format(v, scale)
}

// at gives the coefficient at a scale; false if it is not whole or overflows.
func (n numeral) at(scale int) (int64, bool) {
	switch {
	case n.coef == 0:
		return 0, true
	case scale == n.scale:
		return n.coef, true
	case scale > n.scale:
		p := powers[scale-n.scale]
		if n.coef > math.MaxInt64/p || n.coef < math.MinInt64/p {
			return 0, false
		}
		return n.coef * p, true
	}
	p := powers[n.scale-scale]
	return n.coef / p, n.coef%p == 0
}

// round gives the coefficient at a scale, halves away from zero.
func (n numeral) round(scale int) (int64, bool) {
	if scale >= n.scale {
		return n.at(scale)
	}
	p := powers[n.scale-scale]
	q, rest := n.coef/p, n.coef%p
	switch {
	case rest >= p-rest && rest > 0:
		q++
	case -rest >= p+rest && rest < 0:
		q--
	}
	return q, true
}
