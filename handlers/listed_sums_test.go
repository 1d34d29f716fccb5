package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// How much has not come is one sum of each currency, and what came short is short by that alone.
func TestHowMuchHasNotComeAllTogether(t *testing.T) {
	for _, x := range []struct{ list, ask, want string }{
		{"", "一共还有多少没给我", "还没到您账户的，一共 ¥"}, {"我的钱呢", "总共多少钱", "还没到您账户的，一共 ¥"}, {"我的錢呢", "合共仲有幾多未到", "還沒到您帳戶的，一共"},
		{"", "how much is still outstanding altogether", "Not in your account yet: CNY "}, {"where is my money", "add them up", "Not in your account yet: CNY "},
	} {
		_, li := shortWorld(t)
		if x.list != "" {
			li.says(x.list)
		}
		got := textsOf(li.says(x.ask))
		if !strings.Contains(got, x.want) || strings.Contains(got, "3,561.51") {
			t.Errorf("%q:\n%s", x.ask, got)
		}
	}
}

// Of what was listed the biggest, the smallest and the earliest are told, and what is asked next is of that one.
func TestTheBiggestOfAList(t *testing.T) {
	for _, x := range []struct{ list, ask, next, want string }{
		{"我的钱呢", "最大那笔是哪天的", "为什么", "¥9,900.00"}, {"我的錢呢", "最大嗰單呢", "點解", "9,900.00"}, {"where is my money", "which is the biggest", "why", "CNY 9,900.00"},
		{"我的钱呢", "最大的那笔出款呢", "谁在处理", "¥4,391.05"}, {"what has not arrived", "and the largest payout?", "who is handling it", "CNY 4,391.05"},
	} {
		w, li := shortWorld(t)
		li.says(x.list)
		for _, ask := range []string{x.ask, x.next} {
			if got := textsOf(li.says(ask)); !strings.Contains(got, x.want) || strings.Contains(got, "3,561.51") {
				t.Errorf("%q after %q:\n%s", ask, x.list, got)
			}
		}
		if len(w.cases) != 0 {
			t.Error("a case was opened")
		}
	}
}

// A sum that stands in the list to the unit goes before one that is only near: all that is to come on a day, or a swipe.
func TestASumThatStandsInTheListGoesBeforeANearOne(t *testing.T) {
	for _, x := range []struct{ list, ask, want string }{
		{"我的钱呢", "22,550呢", "这是正常在路上的"}, {"我的錢呢", "22550係扣完定未扣", "這是正常在路上的"}, {"where is my money", "and the 22550?", "This is on its way as usual"},
	} {
		w, li := shortWorld(t)
		near := trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 73, ID: "P73", State: trail.PayoutArrived, SentOn: calendar.NewDate(2026, 11, 12), ArrivedOn: calendar.NewDate(2026, 11, 12), Amount: 2255098, Account: "1234"},
			MerchantID: "M0001", Currency: "CNY", Itemised: true, Gross: 2255098, LinesNet: 2255098, Banked: 2255098}
		w.books.payouts = append(w.books.payouts, near)
		li.says(x.list)
		if got := textsOf(li.says(x.ask)); !strings.Contains(got, x.want) || !strings.Contains(got, "22,550.00") || strings.Contains(got, "22,550.98") {
			t.Errorf("%q:\n%s", x.ask, got)
		}
	}
}

// Two sums of one message are a payout and what came short of it, fee or not.
func TestAPayoutAndWhatItCameShort(t *testing.T) {
	for _, ask := range []string{"the 3561.51, 88 is your fee?", "3561.51那笔，88是你们的手续费吗", "3561.51嗰筆少咗88係咪手續費"} {
		_, li := shortWorld(t)
		li.says("我的钱呢")
		if got := textsOf(li.says(ask)); !strings.Contains(got, "3,561.51") || strings.Contains(got, "8151") {
			t.Errorf("%q:\n%s", ask, got)
		}
	}
}
