package follow_test

import (
	"testing"

	"moneytrail/handlers/follow"
)

// What was not told yet is asked for in few words; another payment, shop or wish is not it.
func TestWhoAsksForTheRest(t *testing.T) {
	for _, text := range []string{"其他的呢", "其它呢？", "其餘的呢", "剩下的呢", "那剩下的几笔呢", "另外两笔呢", "还有吗", "還有別的嗎", "就这些吗", "下一页", "更多", "还有没有其他的", "其余的钱在哪", "and the rest?", "the rest", "What about the others?", "the other ones", "show more", "any more?", "is that all?", "where is the rest", "next page", "what about the other two", "show me the rest of them", "仲有冇其他", "仲有冇其他嘅", "仲有冇", "其他嘅呢", "餘下嘅", "仲有咩", "还有什么", "what's left", "what’s left?", "what is still left", "anything left?"} {
		if !follow.AsksRest(text) {
			t.Errorf("%q asks for the rest", text)
		}
	}
	for _, text := range []string{"其他店呢", "另外一台机器呢", "还有一笔3500呢", "the other shop", "any more news?", "and yesterday?", "那笔呢", "其他费用", "剩下的能退吗", "rest assured", "no more", "one more thing", "那还有手续费吗", "仲有冇手續費", "还有什么手续费", "what's left of the fee", "what is left on my account", "仲有嘢問你"} {
		if follow.AsksRest(text) {
			t.Errorf("%q asks something else", text)
		}
	}
}
