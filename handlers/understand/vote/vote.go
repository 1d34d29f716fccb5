// Package vote reads the intent of a message with a linear model over its
// n-grams: the second opinion beside the rules. The weights are made by
// `go generate` from the phrases below this folder, in whole numbers, so that
// every machine makes the same ones.
package vote

import (
	_ "embed"
	"slices"
)

//go:generate go run ./train

// Classes are the intents that the model tells apart, in the order of its weights.
var Classes = []string{
	"affirm", "cancel_deny", "change_language", "change_settlement_account", "declined_but_debited", "dispute_chargeback", "duplicate_charge",
	"fee_question", "funds_held", "greet", "help", "out_of_scope", "provide_details", "refund", "settlement_timing", "short_payment",
	"statement_request", "suspicious_transaction", "talk_to_human", "terminal_problem", "thanks", "transaction_status", "where_is_my_money",
}

// weights holds a signed byte per class for each bucket.
//
//go:embed weights.bin
var weights string

// Opinion is how likely the model holds one intent, in thousandths; the
// opinions on one message add up to about a thousand.
type Opinion struct {
	Intent string
	Mille  int
}

// Read gives the model's opinions on the words of a message (as script.Words
// gives them), the likeliest first.
func Read(words string) []Opinion {
	var sums [32]int64
	n := int64(0)
	k := len(Classes)
	Features(words, func(f uint32) {
		n++
		row := weights[int(f)*k:][:k]
		for i := range row {
			sums[i] += int64(int8(row[i]))
		}
	})
	for i := range k {
		sums[i] = Scale(sums[i]*2048, n)
	}
	shares := Softmax(sums[:k])
	all := make([]Opinion, k)
	for i, c := range Classes {
		all[i] = Opinion{Intent: c, Mille: int(shares[i] * 1000 >> 16)}
	}
	slices.SortStableFunc(all, func(a, b Opinion) int { return b.Mille - a.Mille })
	return all
}
