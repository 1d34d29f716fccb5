package mask

import (
	"strings"
	"unicode"
)

// cardsIn finds the card numbers of a text.
func cardsIn(runes []rune) []piece {
	var found []piece
	for i := 0; i < len(runes); {
		r := readRun(runes, i)
		if len(r.digits) < minCard {
			i = max(r.end, i+1)
			continue
		}
		for _, c := range r.cards() {
			found = append(found, piece{from: r.at[c.from], to: r.at[c.to-1] + 1, sign: "****" + string(r.digits[c.to-4:c.to])})
		}
		i = r.end
	}
	return found
}

// Lengths of card numbers: ISO/IEC 7812, as issued.
const (
	minCard = 13
	maxCard = 19
)

// digit gives the ASCII digit that r shows, in whatever script it is written.
func digit(r rune) (byte, bool) {
	switch {
	case r >= '0' && r <= '9':
		return byte(r), true
	case r < 0x80 || !unicode.Is(unicode.Nd, r):
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

// invisible characters neither end nor split a number.
func invisible(r rune) bool { return unicode.Is(unicode.Cf, r) || r == '\ufe0f' || r == '\u20e3' }

// separator tells characters that people put between groups of digits.
func separator(r rune) bool {
	return unicode.Is(unicode.Zs, r) || unicode.Is(unicode.Pd, r) || strings.ContainsRune("._·•/|\t\n", r)
}

// run is a stretch of digits with single separators between them.
type run struct {
	digits []byte
	at     []int  // position of each digit
	starts []bool // a group starts at this digit
	end    int
}

func readRun(runes []rune, i int) run {
	r := run{end: i}
	split := true
	for j, gap := i, 0; j < len(runes); j++ {
		if d, ok := digit(runes[j]); ok {
			r.digits, r.at, r.starts = append(r.digits, d), append(r.at, j), append(r.starts, split)
			r.end, gap, split = j+1, 0, false
			continue
		}
		switch {
		case len(r.digits) == 0:
			return r
		case invisible(runes[j]):
		case separator(runes[j]) && gap < 3:
			gap++
			split = true
		default:
			return r
		}
	}
	return r
}

type span struct{ from, to int }

// cards finds the card numbers of a run: whole groups of digits, the longest
// first, none overlapping.
func (r run) cards() []span {
	var found []span
	for from := 0; from+minCard <= len(r.digits); from++ {
		if !r.starts[from] {
			continue
		}
		for n := min(maxCard, len(r.digits)-from); n >= minCard; n-- {
			to := from + n
			if to < len(r.digits) && !r.starts[to] || !isCard(r.digits[from:to], r.groups(from, to)) {
				continue
			}
			found = append(found, span{from, to})
			from = to - 1
			break
		}
	}
	return found
}

// groups counts the groups of digits from..to, or gives 1 where they are the
// fours that a card shows.
func (r run) groups(from, to int) int {
	n, fours := 0, true
	for i := from; i < to; i++ {
		if r.starts[i] {
			n++
			fours = fours && (i-from)%4 == 0
		}
	}
	if fours {
		return 1
	}
	return n
}

// isCard tells card numbers by issuer range and check digit. UnionPay numbers
// (62) count without the check digit too, as a mistyped one is still nearly a
// whole card number, but only where the digits stand together.
func isCard(d []byte, groups int) bool {
	switch known := issuer(d); {
	case !known:
		return false
	case luhn(d):
		return true
	default:
		return d[0] == '6' && d[1] == '2' && len(d) >= 16 && groups == 1
	}
}

// issuer tells whether length and first digits are those of a card scheme.
func issuer(d []byte) bool {
	n := len(d)
	p2 := int(d[0]-'0')*10 + int(d[1]-'0')
	p4 := p2*100 + int(d[2]-'0')*10 + int(d[3]-'0')
	switch {
	case d[0] == '4': // Visa
		return n == 13 || n == 16 || n == 19
	case p2 >= 51 && p2 <= 55, p4 >= 2221 && p4 <= 2720: // Mastercard
		return n == 16
	case p2 == 34, p2 == 37: // American Express
		return n == 15
	case p2 == 62, p2 == 81: // UnionPay
		return n >= 16
	case p4 >= 3528 && p4 <= 3589: // JCB
		return n >= 16
	case p2 == 36, p2 == 38, p2 == 39, p4 >= 3000 && p4 <= 3059: // Diners Club
		return n == 14
	case p4 == 6011, p2 == 65, p4 >= 6440 && p4 <= 6499: // Discover
		return n >= 16
	case p2 == 60, p2 == 63, p2 == 67, p2 == 50, p2 >= 56 && p2 <= 59, p2 == 94, p2 == 95, p2 == 90: // Maestro; older Chinese bank cards
		return n >= 16
	}
	return false
}

// luhn is the check digit of ISO/IEC 7812-1, annex B.
func luhn(d []byte) bool {
	sum := 0
	for i := range d {
		v := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}
