package handlers_test

import (
	"slices"
	"strings"
	"testing"

	"moneytrail/handlers/outbox"
)

// An agent whose unmarked line speaks to the merchant is told that it went nowhere,
// once in a case; a note for the team tells nothing.
func TestAnAgentHearsOnceThatALineForTheMerchantWasNotSent(t *testing.T) {
	for _, says := range []string{
		"您好老板，请带执照到网点办理换卡", "@老李面馆 那笔已经在查了", "你好，请问小票还在吗？", "老闆您好，這筆明天到", "麻烦请您把小票发来",
		"Hi, the payout is on its way", "Dear merchant, we need the slip", "Could you please send us your licence",
	} {
		t.Run(says, func(t *testing.T) {
			w, li, amy := shop(t)
			li.says("今天3500没到")
			li.presses("人工客服")
			got := amy.writes(w.cases[1001], says)
			if !whispers(t, got, "没有发给商户") || slices.Contains(ops(got), outbox.TelegramSend) {
				t.Fatalf("%q: %+v", says, got)
			}
			if got := amy.writes(w.cases[1001], says); len(got) != 0 {
				t.Errorf("told again: %+v", got)
			}
		})
	}
	w, li, amy := shop(t)
	li.says("今天3500没到")
	li.presses("人工客服")
	for _, says := range []string{"等银行回复", "商户说小票丢了", "这家店去年也有过一次", "the bank has no trace of it", "请Ben看一下", "!您好，在查了", "please look at the payout file"} {
		if got := amy.writes(w.cases[1001], says); whispers(t, got, "没有发给商户") {
			t.Errorf("%q: %+v", says, got)
		}
	}
}

// whispers tells whether one person alone is told some words.
func whispers(t *testing.T, items []outbox.Item, words string) bool {
	t.Helper()
	return slices.ContainsFunc(items, func(it outbox.Item) bool {
		return it.Op == outbox.SlackWhisper && strings.Contains(string(it.Body), words)
	})
}
