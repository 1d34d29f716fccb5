package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/recon/trail"
)

// Who sees too little money, or none, reads what came and what is on its way, in whatever
// words of Cantonese or another speech; no menu, and nobody is brought.
func TestWhoSeesTooLittleMoneyReadsWhereItIs(t *testing.T) {
	for _, x := range []struct{ asks, has string }{
		{"點解今個禮拜咁少錢入", "還沒到您帳戶的"},
		{"为啥这周钱这么少", "还没到您账户的"},
		{"這週怎麼進帳這麼少", "還沒到您帳戶的"},
		{"why so little money this week", "Not in your account yet"},
		{"係咪你哋食咗我啲錢", "您的擔心可以理解"},
		{"你们是不是吞了我的钱", "您的担心可以理解"},
		{"did you guys eat my money", "I understand the worry"},
		{"邊幾單未入呀", "還沒入帳的情況"},
		{"哪几单没进", "还没到账的情况"},
		{"幾時先有得收", "還沒入帳的情況"},
		{"啥时候给俺打钱", "还没到账的情况"},
	} {
		w, li := talk(t)
		got := textsOf(li.says(x.asks))
		if !strings.Contains(got, x.has) || len(w.cases) != 0 {
			t.Errorf("%q, %d cases:\n%s", x.asks, len(w.cases), got)
		}
	}
}

// What was shown last is what a worry about it is of.
func TestAWorryIsAboutWhatWasShown(t *testing.T) {
	_, li := atCounter(t, trail.Held, trail.RiskHold)
	li.says("520的情况")
	for _, asks := range []string{"你们是不是吞了我的钱", "那我几时先有得收"} {
		if got := textsOf(li.says(asks)); !strings.Contains(got, "520.00") || strings.Contains(got, "还没到账的情况") {
			t.Errorf("%q:\n%s", asks, got)
		}
	}
}
