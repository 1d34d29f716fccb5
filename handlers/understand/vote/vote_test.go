package vote_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/vote"
)

// What is said plainly is read by the model alone.
func TestPlainWords(t *testing.T) {
	for text, want := range map[string]string{
		"昨天的钱怎么还没到账":                             "where_is_my_money",
		"周六刷的什么时候能到":                             "settlement_timing",
		"手续费怎么收这么多":                              "fee_question",
		"轉人工":                                    "talk_to_human",
		"where is my payout":                     "where_is_my_money",
		"the customer wants a refund":            "refund",
		"my terminal won't turn on":              "terminal_problem",
		"I want to change my bank account":       "change_settlement_account",
		"what's the weather like this weekend":   "out_of_scope",
		"customer 说扣了两次钱":                        "duplicate_charge",
		"机器显示失败但是客人的钱扣了":                         "declined_but_debited",
		"we got a chargeback letter from a bank": "dispute_chargeback",
	} {
		if got := vote.Read(script.Fold(text)); got[0].Intent != want {
			t.Errorf("%s: want %s, got %v", text, want, got[:3])
		}
	}
}

// Opinions are shares of a thousand, in order, for whatever is written.
func TestOpinionsAreShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := vote.Read(script.Fold(rapid.String().Draw(t, "text")))
		sum := 0
		for i, o := range all {
			if o.Mille < 0 || i > 0 && o.Mille > all[i-1].Mille {
				t.Fatalf("%v", all)
			}
			sum += o.Mille
		}
		if len(all) != len(vote.Classes) || sum > 1000 || sum < 1000-len(all) {
			t.Fatalf("%d opinions add up to %d", len(all), sum)
		}
	})
}

// Softmax in whole numbers is the real one to a thousandth.
func TestSoftmaxInWholeNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scores := rapid.SliceOfN(rapid.Int64Range(-10<<16, 10<<16), 2, 23).Draw(t, "scores")
		sum := 0.0
		for _, s := range scores {
			sum += math.Exp(float64(s) / 65536)
		}
		for i, got := range vote.Softmax(scores) {
			want := math.Exp(float64(scores[i])/65536) / sum
			if math.Abs(float64(got)/65536-want) > 0.001 {
				t.Fatalf("score %d: %f, want %f", i, float64(got)/65536, want)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	words := script.Fold("老板让我问一下，上周三晚上八点多终端K0010001刷的一万二千块，尾号8812，显示成功但是到现在都没有到账，什么时候能到？")
	for b.Loop() {
		vote.Read(words)
	}
}
