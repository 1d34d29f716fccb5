package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

func TestAsksWhoPaid(t *testing.T) {
	for text, want := range map[string]bool{
		"9850.14里面8800那笔是谁刷的": true, "3500那笔哪个客人刷的": true, "嗰筆1280係邊個俾嘅": true, "who swiped the 8,800": true, "whose card was it": true, "which customer paid the 264": true, "这笔是谁付的": true,
		"半夜那笔两万谁刷的": false, "不是我刷的是谁刷的": false, "who swiped it, the shop was closed": false, "谁动过我的机器": false, "谁扣了我的钱": false, "who took my money": false, "3500到了吗": false,
	} {
		if got := steer.AsksWhoPaid(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]bool{
		"有没有钱被扣住": true, "is any money held": true, "仲有冇錢被扣住": true, "还有哪些被扣了": true, "anything on hold?": true,
		"为什么扣住": false, "is it held": false, "这笔被扣住了吗": false,
	} {
		if got := steer.AsksOfAny(text); got != want {
			t.Errorf("any: %q: %v, want %v", text, got, want)
		}
	}
}

func TestAsksWhoErredAndOfOurCalls(t *testing.T) {
	for text, want := range map[string]bool{
		"the other one with wrong account number, who wrote it wrong": true, "谁把账号写错的": true, "账号是谁填错的": true, "邊個填錯咗個戶口": true, "whose mistake is the account number": true,
		"账号写错了帮我改一下": false, "who entered it wrong, please change it": false, "谁刷错了": false,
	} {
		if got := steer.AsksWhoErred(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]bool{
		"do you ever call and ask for a code?": true, "你们会打电话要验证码吗": true, "你哋會唔會打電話問我要密碼": true, "would your staff ask for my password": true,
		"刚才你们的人打电话要我验证码": false, "someone called, do you ask for a code?": false, "do you call me back": false,
	} {
		if got := steer.AsksOfOurCalls(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
