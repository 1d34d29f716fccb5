package mask

import (
	"strings"
	"unicode"
)

// digit gives the ASCII digit that r shows, in whatever script it is written;
// Chinese numerals are words as well, see numeral.
func digit(r rune) (byte, bool) {
	switch {
	case r >= '0' && r <= '9':
		return byte(r), true
	case r < 0x80, r >= 0x3000 && r < 0xff00: // Chinese
		return 0, false
	}
	switch r { // the first three above the line are letters of Latin 1
	case '¹':
		return '1', true
	case '²':
		return '2', true
	case '³':
		return '3', true
	}
	for _, s := range rings {
		if r >= s.one && r < s.one+9 {
			return byte('1' + r - s.one), true
		}
		if r == s.zero {
			return '0', true
		}
	}
	if !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	// Unicode's decimal digits come in runs of ten, zero first.
	zero := r
	for range 9 {
		if !unicode.Is(unicode.Nd, zero-1) {
			break
		}
		zero--
	}
	// Runs that touch (the mathematical digits) still start at multiples of ten.
	return byte('0' + (r-zero)%10), true
}

// rings are digits in circles, and those above and below the line.
var rings = []struct{ one, zero rune }{
	{'①', '⓪'}, {'❶', '⓿'}, {'➀', '🄋'}, {'➊', '🄌'}, {'⑴', 0}, {'⒈', '🄀'}, {'₁', '₀'}, {'⁴' - 3, '⁰'},
}

// numeral gives the digit of a Chinese numeral.
func numeral(r rune) (byte, bool) {
	switch r {
	case '〇', '零', '○':
		return '0', true
	case '一', '壹', '幺', '么':
		return '1', true
	case '二', '贰', '貳':
		return '2', true
	case '三', '叁', '參':
		return '3', true
	case '四', '肆':
		return '4', true
	case '五', '伍':
		return '5', true
	case '六', '陆', '陸':
		return '6', true
	case '七', '柒':
		return '7', true
	case '八', '捌':
		return '8', true
	case '九', '玖':
		return '9', true
	}
	return 0, false
}

// spelled is how many Chinese numerals in a row are a number read out digit by
// digit, and no amount or year.
const spelled = 6

// spelledOut tells which runes are Chinese numerals that stand for single
// digits; nil where none are.
func spelledOut(runes []rune) []bool {
	var marks []bool
	for i := 0; i < len(runes); i++ {
		n, end := 0, i
		for j := i; j < len(runes); j++ {
			if _, ok := numeral(runes[j]); ok {
				n, end = n+1, j+1
				continue
			}
			if n == 0 || !invisible(runes[j]) && !(separator(runes[j]) && j == end) {
				break
			}
		}
		if n >= spelled {
			if marks == nil {
				marks = make([]bool, len(runes))
			}
			for j := i; j < end; j++ {
				_, marks[j] = numeral(runes[j])
			}
		}
		i = max(i, end)
	}
	return marks
}

// invisible characters neither end nor split a number.
func invisible(r rune) bool { return unicode.Is(unicode.Cf, r) || r == '\ufe0f' || r == '\u20e3' }

// separator tells characters that people put between groups of digits.
func separator(r rune) bool {
	return unicode.Is(unicode.Zs, r) || unicode.Is(unicode.Pd, r) || strings.ContainsRune("._·•/|\t\r\n", r)
}

// odd tells signs that stand between different numbers as a rule, and between
// the fours of a card only to disguise it.
func odd(r rune) bool {
	return strings.ContainsRune(",，、;；:：*#~～'’\"()（）[]【】<>…\\&^!！", r)
}
