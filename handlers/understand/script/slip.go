package script

import "strings"

// trade are the words of the field that are known with one slip of the keys, by
// their first letter; other words are theirs that differ in a letter and mean
// something else.
var (
	trade = byFirst(`account accounts arriving coming failed cutoff amount amounts approved arrive arrived balance business cancel cancelled cardholder charge charged charges chargeback
		commission complaint connect connection customer customers debited declined deduct deducted deposit deposits deposited dispute disputed duplicate
		frozen invoice machine manager merchant missing payment payments payout payouts pending please printer printing processing receipt receipts receive
		received reference refund refunds refunded released reserve restricted reversed settle settled settlement settlements statement statements successful
		support suspended terminal terminals transaction transactions transfer transfers transferred unauthorized weekend withdrawal yesterday`)
	other = set(`change changed changes charger chargers reverted complains arrives settles cancels refused receiver printed
		combing coping coding compliant connections collection collections correction corrections transition transitions translation translations transactional progressing possessing
		withdrawn withdrawing reverence preference references sailed mailed hailed foiled cutoffs refine refined revised deposes accountant accountants
		large cheese resume resumed chased changing`)
)

func byFirst(words string) map[byte][]string {
	table := map[byte][]string{}
	for _, w := range strings.Fields(words) {
		table[w[0]] = append(table[w[0]], w)
	}
	return table
}

func set(words string) map[string]bool {
	table := map[string]bool{}
	for _, w := range strings.Fields(words) {
		table[w] = true
	}
	return table
}

// Words from which slips are looked for: with one letter too few from five on,
// any slip from six on, two slips from eight on where the last letter is the word's.
const (
	fewLetters  = 5
	slipLetters = 6
	twoLetters  = 8
)

// meant gives the word of the field that a word is with one slip, or a long one with
// two: a letter too much, too little, or wrong, or two that changed places. Of
// several that is meant whose last letter it has. A form of the word, with s or d
// at its end, is no slip.
func meant(w string) (string, bool) {
	if len(w) < fewLetters || other[w] {
		return "", false
	}
	found, best := "", 0
	for _, t := range trade[w[0]] {
		if t == w || strings.HasPrefix(w, t) || strings.HasPrefix(t, w) {
			return "", false
		}
		last, near := w[len(w)-1] == t[len(t)-1], 0
		switch {
		case (len(w) >= slipLetters || len(t) > len(w)) && OneSlip(w, t):
			near = 3
		case len(w) >= twoLetters && len(t) >= twoLetters && last && twoSlips(w, t):
			near = 1
		default:
			continue
		}
		if last {
			near++
		}
		if near > best {
			found, best = t, near
		}
	}
	return found, found != ""
}

// twoSlips tells whether two slips make b of a.
func twoSlips(a, b string) bool {
	if d := len(a) - len(b); d < -2 || d > 2 {
		return false
	}
	// The slips behind the signs that both begin with: each way to mend the first.
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	if a == "" || b == "" {
		return len(a)+len(b) <= 2
	}
	return OneSlip(a[1:], b[1:]) || OneSlip(a[1:], b) || OneSlip(a, b[1:]) ||
		len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && OneSlip(a[2:], b[2:])
}

// OneSlip tells whether one slip makes b of a: one sign too many, too few, or
// wrong, or two neighbours that changed places. Of equal texts it is false.
func OneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return i < len(a) && (a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:])
	case 1:
		return a[i:] == b[i+1:]
	}
	return false
}
