package script

import "strings"

// longhand is what people in a hurry write for a word, and how they miss the
// field's words; what means something of its own is not here.
var longhand = map[string]string{
	"u": "you", "ur": "your", "yr": "your", "r": "are", "wat": "what", "wot": "what", "wen": "when", "wheres": "where is", "whens": "when is", "b4": "before",
	"pls": "please", "plz": "please", "ppl": "people", "cuz": "because", "coz": "because", "hav": "have", "tmrw": "tomorrow", "yday": "yesterday",
	"acct": "account", "acc": "account", "txn": "transaction", "txns": "transactions", "pmt": "payment", "pymt": "payment", "amt": "amount", "stmt": "statement",
	"recieve": "receive", "recieved": "received", "recived": "received", "moeny": "money", "mony": "money", "monney": "money", "setlement": "settlement", "settelment": "settlement",
	"tmr": "tomorrow", "tmw": "tomorrow", "tommorow": "tomorrow", "tommorrow": "tomorrow", "tomorow": "tomorrow", "2moro": "tomorrow", "comin": "coming", "shrt": "short",
	"yest": "yesterday", "ystd": "yesterday", "setle": "settle", "setled": "settled", "cancle": "cancel", "bal": "balance", "recpt": "receipt", "machin": "machine", "thru": "through",
	"terminel": "terminal", "refunf": "refund", "refud": "refund", "custmer": "customer", "costumer": "customer", "yestarday": "yesterday",
}

// Longhand gives Words with shorthand and frequent slips of the keys written out.
func Longhand(words string) string {
	parts := strings.Fields(words)
	changed := false
	for i, w := range parts {
		full, ok := longhand[w]
		if !ok {
			full, ok = meant(w)
		}
		if ok {
			parts[i], changed = full, true
		}
	}
	if !changed {
		return words
	}
	return " " + strings.Join(parts, " ") + " "
}
