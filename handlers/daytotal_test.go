package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/handlers/access"
	"moneytrail/recon/trail"
)

// arrivedYesterday puts payouts of merchants that arrived yesterday: 6,210.24 in all.
func arrivedYesterday(w *world, merchants ...string) {
	on := w.books.today - 1
	for i, n := range []int64{300012, 221012, 100000} {
		w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: trail.PayoutRef{Row: int64(81 + i), ID: "P8" + string(rune('1'+i)), State: trail.PayoutArrived, SentOn: on, ArrivedOn: on, Amount: n},
			MerchantID: merchants[i%len(merchants)], Currency: "CNY", Itemised: true, Gross: n, LinesNet: n, Banked: n, BankSeen: true})
	}
}

// What a merchant holds against all that arrived on a day is known again: it is that, or
// differs by so much, and each payout of the day is listed; no slip is asked for.
func TestAllThatArrivedOnADayIsKnownAgain(t *testing.T) {
	for text, want := range map[string]string{
		"昨天到账6210对吗": "对得上：¥6,210.24 就是", "昨天一共到账6210.24是不是": "对得上", "昨日到帳6210啱唔啱": "對得上", "yesterday 6210.24 arrived, is that right": "That is right: CNY 6,210.24",
		"昨天银行到账6210，跟你们对不上啊，我们银行是6201": "您说的是 ¥6,201.00，少 ¥9.24", "我们银行昨天只到了6201": "您说的是 ¥6,201.00，少 ¥9.24", "our bank shows 6201 came in yesterday": "You say CNY 6,201.00, which is CNY 9.24 less", "昨天银行进账6220": "多 ¥9.76",
	} {
		w, li := talk(t)
		arrivedYesterday(w, "M0001")
		got := textsOf(li.says(text))
		if !strings.Contains(got, want) || !strings.Contains(got, "3,000.12") || !strings.Contains(got, "2,210.12") || strings.Contains(got, "小票") || len(w.cases) != 0 {
			t.Errorf("%q, %d cases:\n%s", text, len(w.cases), got)
		}
	}
}

// So it is in a chain, and after the arrivals were listed without naming the day again.
func TestAllThatArrivedInAChainIsKnownAgain(t *testing.T) {
	for _, x := range []struct{ first, ask, want string }{{"", "昨天到账6210对吗", "对得上"}, {"昨天到账多少", "6201吧，我们银行是这个数", "少 ¥9.24"}} {
		w := chainWorld(t)
		w.reads()
		boss := w.user(1, "陈总", "zh-hans")
		w.binds(boss, "S1", access.Owner)
		w.binds(boss, "S2", access.Owner)
		arrivedYesterday(w, "S1", "S2")
		if x.first != "" {
			boss.expect(boss.says(x.first), "6,210.24")
		}
		boss.expect(boss.says(x.ask), x.want, "3,000.12", "2,210.12")
	}
}

// A sum of its own stays what it is: a payout of that day, a swipe, one far from all that arrived.
func TestASumOfItsOwnIsNoTotal(t *testing.T) {
	for _, text := range []string{"昨天到账的3000.12是什么", "昨天刷的8800到账了吗", "昨天到账777了吗"} {
		w, li := talk(t)
		arrivedYesterday(w, "M0001")
		if got := textsOf(li.says(text)); strings.Contains(got, "对得上") || strings.Contains(got, "您说的是") {
			t.Errorf("%q:\n%s", text, got)
		}
	}
}
