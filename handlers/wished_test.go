package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/handlers/access"
)

// What people want of the product itself is answered, and where money goes is
// told to those who may know it, never changed.
func TestWishesOfTheProduct(t *testing.T) {
	w, li := talk(t)
	li.expect(li.says("钱打到哪张卡了"), "尾号 1234 的银行账户", "不能在聊天里改")
	li.expect(li.says("which account do my payouts go to"), "ending 1234", "never changed in chat")
	li.expect(li.says("不要每天给我发消息了"), "哪些不用再发")
	li.expect(li.presses("不再发每日汇总"), "不再发这类消息")
	if m := w.members[0].Mute; strings.Join(m, " ") != "summary" {
		t.Errorf("muted: %v", m)
	}
	li.expect(li.says("怎么加个财务进来"), "李老板")
	wang := w.user(78, "小王", "zh-hans")
	w.binds(wang, "M0001", access.Cashier)
	if got := wang.says("钱打到哪张卡了")[0].Text; strings.Contains(got, "1234") {
		t.Errorf("a cashier is told the account:\n%s", got)
	}
	for _, text := range []string{"别人给我发消息说我的钱被冻结了", "我的钱被冻结了，别老给我发通知"} {
		for _, m := range li.says(text) {
			if strings.Contains(m.Text, "不用再发") {
				t.Errorf("%q is answered with fewer messages:\n%s", text, m.Text)
			}
		}
	}
	if len(w.cases) != 0 {
		t.Error("a wish opened a case")
	}
}

// A language is given to who names one, never for a word that only comes near.
func TestALanguageIsChangedOnlyForAWordOfIt(t *testing.T) {
	for text, want := range map[string]string{
		"reply please": "en", "answer in words please": "en", "speak spanish please": "en",
		"change the language": "zh-Hans", "speak chinese please": "zh-Hans",
	} {
		w, li := talk(t)
		li.says("where is my money please")
		if got := w.sessions[[2]int64{li.id, li.id}].Language; got != "en" {
			t.Fatalf("reads %s at first", got)
		}
		li.says(text)
		if got := w.sessions[[2]int64{li.id, li.id}].Language; got != want {
			t.Errorf("%q: reads %s, want %s", text, got, want)
		}
	}
	_, li := talk(t)
	li.expect(li.says("speak spanish please"), "Which language")
}

// Who asks which account it is gets it told, also in words that come near a change.
func TestTheAccountIsToldHoweverItIsAsked(t *testing.T) {
	w, li := talk(t)
	for _, text := range []string{"我绑的是哪张卡", "绑定的银行卡是哪张", "我的尾号是多少"} {
		li.expect(li.says(text), "尾号 1234 的银行账户", "不能在聊天里改")
	}
	if len(w.cases) != 0 {
		t.Error("a question opened a case")
	}
}
