package script

import "strings"

// trade are the words of the field that are known with one slip of the keys, by
// their first letter; other words are theirs that differ in a letter and mean
// something else.
var (
	trade = byFirst(`account accounts amount amounts approved arrive arrived balance business cancel cancelled cardholder charge charged charges chargeback
		commission complaint connect connection customer customers debited declined deduct deducted deposit deposits deposited dispute disputed duplicate
		frozen invoice machine manager merchant missing payment payments payout payouts pending please printer printing processing receipt receipts receive
		received reference refund refunds refunded released reserve restricted reversed settle settled settlement settlements statement statements successful
		support suspended terminal terminals transaction transactions transfer transfers transferred unauthorized weekend withdrawal yesterday`)
	other = set(`change changed changes charger chargers reverted complains arrives settles cancels refused receiver printed`)
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

// meant gives the word of the field that a word of six letters or more is with
// one slip: a letter too much, too little, or wrong, or two that changed places.
// A form of the word, with s or d at its end, is no slip.
func meant(w string) (string, bool) {
	if len(w) < 6 || other[w] {
		return "", false
	}
	found := ""
	for _, t := range trade[w[0]] {
		switch {
		case t == w || strings.HasPrefix(w, t) || strings.HasPrefix(t, w):
			return "", false
		case found == "" && OneSlip(w, t):
			found = t
		}
	}
	return found, found != ""
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
