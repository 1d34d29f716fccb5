// Package mask takes out of texts what must not be kept: card numbers with
// expiry and security code, identity numbers, phone numbers, passwords and
// codes; written with spaces, dashes, full-width or other digits, with
// invisible characters between. References that merely look alike (order
// numbers, RRNs, dates, amounts) stay as they are.
package mask

import (
	"slices"
	"strings"
	"unicode"
)

// Kind is what was masked.
type Kind string

// Kinds, each with what stands in its place: a card keeps its last four digits,
// a phone number its last two.
const (
	Card     Kind = "card"     // ****1234
	Code     Kind = "code"     // [***]: the security code of a card
	Expiry   Kind = "expiry"   // [**/**]
	Identity Kind = "identity" // [ID ***]
	Phone    Kind = "phone"    // [tel ***78]
	Secret   Kind = "secret"   // [****]: a password, PIN or one-time code
)

// signs tell a kind by what stands in its place.
var signs = []struct {
	kind Kind
	sign string
}{{Code, "[***]"}, {Expiry, "[**/**]"}, {Identity, "[ID ***]"}, {Phone, "[tel ***"}, {Secret, "[****]"}}

// Text gives s with everything that must not be kept masked, and how many
// things there were. Masking a masked text changes nothing.
func Text(s string) (string, int) {
	if !suspect(s) {
		return s, 0
	}
	runes := []rune(s)
	found := cardsIn(runes)
	p := fold(runes)
	for _, find := range []func(*plain, []piece) []piece{besideCards, identities, secrets, phones} {
		for _, f := range find(p, found) {
			if f.to > f.from && !slices.ContainsFunc(found, f.overlaps) {
				found = append(found, f)
			}
		}
	}
	if len(found) == 0 {
		return s, 0
	}
	slices.SortFunc(found, func(a, b piece) int { return a.from - b.from })
	var out strings.Builder
	at := 0
	for _, f := range found {
		out.WriteString(string(runes[at:f.from]))
		out.WriteString(f.sign)
		at = f.to
	}
	out.WriteString(string(runes[at:]))
	return out.String(), len(found)
}

// Kinds tells from texts that Text has masked what was taken out of them.
func Kinds(masked ...string) []Kind {
	var all []Kind
	for _, s := range masked {
		if maskedCard.MatchString(s) && !slices.Contains(all, Card) {
			all = append(all, Card)
		}
		for _, k := range signs {
			if strings.Contains(s, k.sign) && !slices.Contains(all, k.kind) {
				all = append(all, k.kind)
			}
		}
	}
	return all
}

// piece is a stretch of a text, by runes, and what is put in its place.
type piece struct {
	from, to int
	sign     string
}

func (p piece) overlaps(o piece) bool { return p.from < o.to && o.from < p.to }

// suspect tells whether a text is worth a closer look: three digits at least,
// or a word after which a secret may come.
func suspect(s string) bool {
	n, read := 0, 0
	for _, r := range s {
		if _, ok := digit(r); ok {
			if n++; n == 3 {
				return true
			}
		} else if _, ok := numeral(r); ok {
			if read++; read == spelled {
				return true
			}
		}
	}
	return secretWord.MatchString(s)
}

// plain is a text to search in: ASCII digits and letters in lower case, without
// characters that cannot be seen.
type plain struct {
	text  string
	count int   // digits
	at    []int // the rune of the original for each byte of text, and one past the end
}

func fold(runes []rune) *plain {
	p := &plain{at: make([]int, 0, len(runes)+1)}
	var b strings.Builder
	read := spelledOut(runes)
	for i, r := range runes {
		if invisible(r) {
			continue
		}
		d, ok := digit(r)
		if !ok && read != nil && read[i] {
			d, ok = numeral(r)
		}
		if ok {
			r = rune(d)
			p.count++
		}
		switch {
		case r >= 0xff01 && r <= 0xff5e: // full-width ASCII
			r -= 0xfee0
		case unicode.Is(unicode.Zs, r):
			r = ' '
		case unicode.Is(unicode.Pd, r):
			r = '-'
		}
		if low := unicode.ToLower(r); low < 0x80 {
			r = low
		}
		before := b.Len()
		b.WriteRune(r)
		for range b.Len() - before {
			p.at = append(p.at, i)
		}
	}
	p.at = append(p.at, len(runes))
	p.text = b.String()
	return p
}

// piece gives bytes from..to of the folded text as a piece of the original.
func (p *plain) piece(from, to int, sign string) piece {
	return piece{from: p.at[from], to: p.at[to-1] + 1, sign: sign}
}

// has tells whether any of the words occurs: cheaper than to search for what follows them.
func (p *plain) has(words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(p.text, w) })
}

// alone tells that no digit, letter or point of a figure touches bytes from..to.
func (p *plain) alone(from, to int) bool {
	before, after := byte(' '), byte(' ')
	if from > 0 {
		before = p.text[from-1]
	}
	if to < len(p.text) {
		after = p.text[to]
	}
	if after == '.' || after == ',' {
		if to+1 < len(p.text) && isDigit(p.text[to+1]) {
			return false
		}
	}
	return !isWordByte(before) && before != '*' && before != '.' && before != '#' && !isWordByte(after) && after != '*'
}

func isDigit(b byte) bool    { return b >= '0' && b <= '9' }
func isWordByte(b byte) bool { return isDigit(b) || b >= 'a' && b <= 'z' }
