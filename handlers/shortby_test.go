package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// A shortage that is named by its amount is a payout's: the one that the bank
// credited so much less of, or of which so much was taken off. Where there is none
// that is said, and no swipe of the same amount is passed off as it.
func TestAShortageIsFoundByItsAmount(t *testing.T) {
	on := calendar.NewDate(2026, 11, 19)
	for _, c := range []struct {
		text   string
		wants  []string
		unsaid string
	}{
		{"少了88", []string{"1,912.00", "88.00", "少"}, "查到了"},
		{"I am missing 88", []string{"1,912.00", "88.00"}, "Found:"},
		{"昨天到账少了88", []string{"1,912.00"}, ""},
		{"今天到账少了88", []string{"这样的没有查到", "1,912.00"}, ""},
		{"today's payout is 88 short", []string{"Nothing was short like this", "1,912.00"}, ""},
		{"少了12.50", []string{"手续费：-¥12.50"}, ""},
		{"I got 12.50 less", []string{"fees: -CNY 12.50"}, ""},
		{"少了777", []string{"没有查到正好少了 ¥777.00", "少到了 ¥88.00"}, "3,500"},
		{"到账少了3500", []string{"查到了：¥3,500.00"}, ""}, // a swipe that has not come
	} {
		w, li, _ := shop(t)
		w.reads()
		view := func(row, amount, banked, fees int64, state trail.PayoutState) trail.PayoutView {
			return trail.PayoutView{PayoutRef: trail.PayoutRef{Row: row, ID: "P" + string(rune('0'+row)), State: state, SentOn: on, ArrivedOn: on, Amount: amount, Account: "1234"},
				MerchantID: "M0001", Currency: "CNY", Itemised: true, Gross: amount + fees, LineFees: fees, LinesNet: amount, Banked: banked, Difference: banked - amount}
		}
		w.books.payouts = []trail.PayoutView{view(5, 200000, 191200, 1200, trail.PayoutShort), view(6, 100000, 100000, 1250, trail.PayoutArrived)}
		got := li.says(c.text)
		li.expect(got, c.wants...)
		if c.unsaid != "" && strings.Contains(got[0].Text, c.unsaid) {
			t.Errorf("%s: %s", c.text, got[0].Text)
		}
	}
}

// A shortage that what was just shown explains is a question about that.
func TestAShortageOfWhatWasJustShown(t *testing.T) {
	on := calendar.NewDate(2026, 11, 19)
	for _, c := range []struct {
		shown, text string
		wants       []string
	}{
		{"3500那笔", "怎么少了21", []string{"查到了：¥3,500.00", "手续费 21.00"}},
		{"where is the 3500", "why is it short by 21", []string{"Found: CNY 3,500.00", "fee 21.00"}},
		{"3500那笔", "为啥少100", []string{"清算的是 ¥3,400.00", "差 ¥100.00"}},
		{"where is the 3500", "you shorted me 100", []string{"the settlement says CNY 3,400.00", "differ by CNY 100.00"}},
		{"3500那笔", "为啥少121", []string{"差 ¥100.00", "手续费 21.00"}},
		{"3500那笔", "为啥少77", []string{"没有查到正好少了 ¥77.00"}},
	} {
		w, li, _ := shop(t)
		w.reads()
		w.books.payouts = []trail.PayoutView{{PayoutRef: trail.PayoutRef{Row: 5, ID: "P5", State: trail.PayoutArrived, SentOn: on, ArrivedOn: on, Amount: 100000},
			MerchantID: "M0001", Currency: "CNY", Itemised: true, Gross: 101250, LineFees: 1250, LinesNet: 100000, Banked: 100000}}
		tr := &w.books.trails[0]
		tr.State, tr.Reasons, tr.Next = trail.Arrived, []trail.Reason{trail.AmountMismatch}, trail.Operator
		tr.Arithmetic = trail.Arithmetic{Gross: 350000, Fee: 2100, Net: 347900, Arrived: 337900, Unexplained: 10000, Unsettled: 10000, Priced: true, FeeRate: "0.60"}
		li.says(c.shown)
		li.expect(li.says(c.text), c.wants...)
	}
}
