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
		{"畀返啲錢我啦", "您的擔心可以理解"},
		{"我個戶口仲係零", "您的擔心可以理解"},
		{"仲差我幾多", "還沒到您帳戶的"},
		{"今日會唔會有數入", "2026-11-20"},
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

// Whether named money can come today is answered of that money: no day is promised that the record has not.
func TestWhetherNamedMoneyComesToday(t *testing.T) {
	for _, x := range []struct{ asks, has string }{
		{"520能不能今天就给我", "哪天到账，现在还定不下来"},
		{"嗰520今日可唔可以俾我", "現在還定不下來"},
		{"can i get the 520 today", "cannot be told yet"},
	} {
		w, li := atCounter(t, trail.Held, trail.RiskHold)
		if got := textsOf(li.says(x.asks)); !strings.Contains(got, x.has) || !strings.Contains(got, "520.00") || len(w.cases) != 0 {
			t.Errorf("%q, %d cases:\n%s", x.asks, len(w.cases), got)
		}
	}
}

// A returned payout is named by its sum, whatever else is told of it; the bank and the
// card say nothing of which day is asked for.
func TestAReturnedPayoutIsNamedByItsSum(t *testing.T) {
	for _, x := range []struct{ asks, has string }{
		{"9850那笔退回来了是吧 我卡去年就注销了忘记讲", "整笔出款：¥9,850.14"},
		{"the 9850 payment was sent back right? i closed the card last year", "CNY 9,850.14"},
	} {
		w, li := talk(t)
		w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 71, ID: "P71", State: trail.PayoutReturned, Amount: 985014, SentOn: w.books.today - 1, ReturnedOn: w.books.today, FailureCode: "AC04"}, BankSeen: true,
			MerchantID: "M0001", Currency: "CNY", Reasons: []trail.Reason{trail.PayoutWasReturned}, Next: trail.Merchant})
		if got := textsOf(li.says(x.asks)); !strings.Contains(got, x.has) || len(w.cases) != 0 {
			t.Errorf("%q, %d cases:\n%s", x.asks, len(w.cases), got)
		}
	}
}
