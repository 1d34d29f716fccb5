// Package learn makes the weights of the vote.
package learn

import (
	"slices"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/vote"
	"moneytrail/handlers/understand/vote/phrases"
)

// Each is about how many sentences of every intent are learnt from.
const Each = 8000

const (
	rounds = 7
	steady = 3 // the weights are the mean of those after so many last rounds
	rate   = 8 // how far one sentence moves its weights, against one in 16 places
	bound  = 127
	unseen = 25 // percent of a sentence's features that are left out, others in each round: what one word tells must not hang on another
)

type example struct {
	class    int
	features []uint32
}

// Weights learns the sentences by logistic regression in fixed point, in their
// order, and gives a signed byte for each class of every bucket.
func Weights(all []phrases.Phrase) []byte {
	k := len(vote.Classes)
	w := make([]int64, vote.Buckets*k) // in 1/65536 of a byte's step
	examples := make([]example, 0, len(all))
	for _, p := range all {
		e := example{class: slices.Index(vote.Classes, p.Intent)}
		vote.Features(script.Fold(p.Text), func(f uint32) { e.features = append(e.features, f) })
		examples = append(examples, e)
	}
	sums := make([]int64, k)
	mean := make([]int64, len(w))
	chance := uint64(9)
	var seen []uint32
	for round := range rounds {
		step := int64(rate * (rounds - round))
		for _, e := range examples {
			clear(sums)
			seen = seen[:0]
			for _, f := range e.features {
				chance = chance*6364136223846793005 + 1442695040888963407
				if chance>>33%100 >= unseen {
					seen = append(seen, f)
				}
			}
			for _, f := range seen {
				row := w[int(f)*k:][:k]
				for i, v := range row {
					sums[i] += v
				}
			}
			n := int64(len(seen))
			for i := range sums {
				sums[i] = vote.Scale(sums[i]>>5, n)
			}
			shares := vote.Softmax(sums)
			for i := range shares {
				shares[i] = -shares[i]
			}
			shares[e.class] += 1 << 16
			for i := range shares {
				shares[i] = vote.Scale(shares[i]*step, n)
			}
			for _, f := range seen {
				row := w[int(f)*k:][:k]
				for i, s := range shares {
					row[i] += s
				}
			}
		}
		if round >= rounds-steady {
			for i, v := range w {
				mean[i] += v
			}
		}
	}
	out := make([]byte, len(w))
	for i, v := range mean {
		out[i] = byte(int8(min(max((v/steady+1<<15)>>16, -bound), bound)))
	}
	return out
}
