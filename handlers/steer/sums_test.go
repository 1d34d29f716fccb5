package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

// What has not come is asked for as one sum; what is asked of days, fees or a shop is something else.
func TestWhoAsksForAllThatIsOwed(t *testing.T) {
	for _, text := range []string{"一共还有多少没给我", "总共还有多少钱没到账？", "加起來還有多少沒到", "还有多少没进来啊", "你们一共还欠我多少钱", "合共仲有幾多未到", "how much altogether still to come", "How much is still outstanding?", "how much do you still owe me", "so what is the total still to come"} {
		if !steer.AsksOwed(text) {
			t.Errorf("%q asks for all that is owed", text)
		}
	}
	for _, text := range []string{"昨天一共多少", "一共多少手续费", "还有多少天", "how much is the fee", "how much did I sell in total", "一共多少", "你们还欠我一笔"} {
		if steer.AsksOwed(text) {
			t.Errorf("%q asks for something else", text)
		}
	}
}

func TestWhoAsksWhatTheListMakesUpTo(t *testing.T) {
	for _, text := range []string{"一共多少", "加起来是多少钱", "那合計多少", "合共幾多", "how much is that altogether", "and in total?", "what's the sum of these", "add them up"} {
		want := text != "and in total?"
		if got := steer.AsksSum(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	for _, text := range []string{"昨天一共多少", "手续费一共多少", "total fees", "how much is the fee altogether this week"} {
		if steer.AsksSum(text) {
			t.Errorf("%q asks for something else", text)
		}
	}
}

func TestWhichOfTheListIsAskedFor(t *testing.T) {
	for text, want := range map[string]steer.Most{
		"最大那笔是哪天刷的": steer.Biggest, "最大嗰單呢": steer.Biggest, "哪笔最大": steer.NoMost, "金额最高的是哪一笔": steer.Biggest, "which is the biggest": steer.Biggest, "and the largest one?": steer.Biggest,
		"最小的那笔呢": steer.Smallest, "the smallest?": steer.Smallest, "最早的是哪筆": steer.Earliest, "when was the earliest": steer.Earliest, "最晚的那笔是几号": steer.Latest,
		"最多能刷多少": steer.NoMost, "最近的银行在哪": steer.NoMost, "the biggest problem is the fee": steer.NoMost, "最少要攒多少才打款": steer.NoMost, "最晚几点截止": steer.NoMost, "最早几点到账": steer.NoMost, "最高能刷多少": steer.NoMost,
	} {
		if got := steer.MostAsked(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
