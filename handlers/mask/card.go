package mask

import (
	"slices"

	"moneytrail/recon/card"
)

// cardsIn finds the card numbers of a text.
func cardsIn(runes []rune) []piece {
	var found []piece
	read := spelledOut(runes)
	for i := 0; i < len(runes); {
		r := readRun(runes, i, read)
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

// run is a stretch of digits with separators between them.
type run struct {
	digits []byte
	at     []int  // position of each digit
	starts []bool // a group starts at this digit
	odd    []bool // an odd sign stands before this digit
	end    int
}

// gaps is how many signs may stand between two groups of digits.
const gaps = 4

func readRun(runes []rune, i int, read []bool) run {
	r := run{end: i}
	split, strange, words := true, false, false
	for j, gap := i, 0; j < len(runes); j++ {
		d, ok := digit(runes[j])
		word := false
		if !ok && read != nil && read[j] {
			d, ok = numeral(runes[j])
			word = true
		}
		if ok {
			r.digits, r.at = append(r.digits, d), append(r.at, j)
			r.starts, r.odd = append(r.starts, split || word || words), append(r.odd, strange)
			r.end, gap, split, strange, words = j+1, 0, false, false, word
			continue
		}
		switch {
		case len(r.digits) == 0:
			return r
		case invisible(runes[j]):
		case gap < gaps && separator(runes[j]):
			gap++
			split = true
		case gap < gaps && odd(runes[j]):
			gap++
			split, strange = true, true
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
			if !r.card(from, from+n) || n == maxCard && r.withCode(from) {
				continue
			}
			found = append(found, span{from, from + n})
			from += n - 1
			break
		}
	}
	return found
}

// card tells whether whole groups of digits are a card number. Odd signs are
// let pass only between fours.
func (r run) card(from, to int) bool {
	if to < len(r.digits) && !r.starts[to] {
		return false
	}
	return (r.fours(from, to) || !slices.Contains(r.odd[from+1:to], true)) && isCard(r.digits[from:to], r.groups(from, to))
}

// fours tells whether the digits stand in fours, as on a card.
func (r run) fours(from, to int) bool {
	for i := from; i < to; i++ {
		if r.starts[i] != ((i-from)%4 == 0) {
			return false
		}
	}
	return true
}

// withCode tells that nineteen digits are rather a card number of sixteen and
// its security code.
func (r run) withCode(from int) bool {
	const short = 16
	return r.starts[from+short] && r.digits[from] != '6' && r.card(from, from+short)
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
	switch {
	case !card.Issued(d):
		return false
	case card.Checks(d):
		return true
	default:
		return d[0] == '6' && d[1] == '2' && len(d) >= 16 && groups == 1
	}
}
