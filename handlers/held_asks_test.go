package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/recon/trail"
)

// What is asked of a held payment has its own answer first, of the one that is named,
// was shown last, or alone waits for papers; nobody is brought for it.
func TestWhatIsAskedOfAHeldPayment(t *testing.T) {
	for _, x := range []struct{ shows, asks, first string }{
		{"520的情况", "手续费也扣吗", "手续费"},
		{"520的情况", "那我不要这笔了", "您说不要了"},
		{"520的情况", "是不是因为客人投诉", "记录里写的原因"},
		{"520的情况", "是不是因为金额太大", "记录里写的原因"},
		{"", "520的手续费还扣吗", "手续费"},
		{"", "8100那单要不要退给他", "先别退"},
		{"", "小票掉了只有监控", "够不够，同事看过才能定"},
		{"", "要什么资料", "您问的是 ¥520.00"},
		{"", "張單唔見咗，淨係有送貨單得唔得", "夠不夠"},
		{"where is my 520", "do i still pay the fee on it?", "Yes, the fee is still taken"},
		{"where is my 520", "i dont want it any more", "Even if you do not want it"},
		{"where is my 520", "is it because the customer complain?", "The reason on record"},
		{"", "i have only the paper slip with signature, is enough?", "Whether it is enough"},
	} {
		w, li := atCounter(t, trail.Held, trail.RiskHold)
		w.books.trails[len(w.books.trails)-1].Next = trail.Merchant
		if x.shows != "" {
			li.says(x.shows)
		}
		got := textsOf(li.says(x.asks))
		if !strings.HasPrefix(got, x.first) || !strings.Contains(got, "520.00") || len(w.cases) != 0 {
			t.Errorf("%q, then %q, %d cases:\n%s", x.shows, x.asks, len(w.cases), got)
		}
	}
}

// Of a payment that is not held the same words say what they said before.
func TestWhatIsAskedOfHeldMoneyIsNotAnsweredOfOther(t *testing.T) {
	for _, asks := range []string{"手续费也扣吗", "小票掉了", "我不要这笔了"} {
		w, li := atCounter(t, trail.Captured)
		_ = w
		li.says("520的情况")
		if got := textsOf(li.says(asks)); strings.Contains(got, "够不够") || strings.Contains(got, "您说不要了") || strings.Contains(got, "手续费照收") {
			t.Errorf("%q:\n%s", asks, got)
		}
	}
}
