package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/handlers/cases"
	"moneytrail/recon/trail"
)

func TestTheScreenSaysPaidAndTheBankSaysNo(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	w.books.payouts = []trail.PayoutView{paid(1, 500000, 0), paid(2, 300000, 0)}
	w.books.payouts[1].SentOn, w.books.payouts[1].ArrivedOn = w.books.payouts[1].SentOn-1, w.books.payouts[1].ArrivedOn-1
	for _, text := range []string{"the portal says paid, my bank says no", "后台说打款了，银行说没有"} {
		li.expect(li.says(text), "5,000.00")
		if f := w.sessions[[2]int64{1, 1}].Open(); f.About != "p:1" {
			t.Fatalf("%s: talked about %q", text, f.About)
		}
	}
	li.says("转人工")
	if c := w.only(); c.Subject != "payout:1" {
		t.Fatalf("the case is about %s", c.Subject)
	}
	w.books.payouts[0].State = trail.PayoutReturned
	li.expect(li.says("后台说打款了，银行说没有"), "退")
}

func TestAnotherMerchantsNumberOnTheSlipIsUrgent(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	li.expect(li.says("这单子上的商户号不是我的"), "小票留好", "商户号、终端号、参考号", "C-1001")
	if c := w.only(); !c.Urgent || c.Subject != cases.Security {
		t.Fatalf("%+v", c)
	}
}

func TestWhyWasMyPayoutShortIsAnswered(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	w.books.payouts = []trail.PayoutView{paid(1, 500000, 12345)}
	li.expect(li.says("why was my payout short"), "123.45")
}

func TestADayIsAskedForInManyWords(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	fell := swipe(20, "M0001", "T20", noon.AddDate(0, 0, -2), 880000, "7000")
	fell.Due.On = 0
	w.books.trails = append(w.books.trails, fell)
	for _, text := range []string{"昨天的账", "今天的账", "Yesterday", "yesterday's figures", "yesterday's summary", "yesterday's statement"} {
		w.sessions[[2]int64{1, 1}] = w.sessions[[2]int64{}]
		s := w.sessions[[2]int64{1, 1}]
		s.Language, s.Chosen = "zh-Hans", true
		w.sessions[[2]int64{1, 1}] = s
		li.expect(li.says(text), "汇总")
	}
	li.expect(li.says("My cases"))
	if strings.Contains(li.last.Text, "帮不上") || len(li.last.Buttons) > 1 {
		t.Fatalf("the words of a button are not understood: %s", li.last.Text)
	}
}

func TestWhoOnlyCallsIsGreeted(t *testing.T) {
	_, li, _ := shop(t)
	li.w.reads()
	for _, text := range []string{"老板", "在吗", "在吗？", "hello?", "anyone there?", "亲"} {
		li.expect(li.says(text), "李老板")
	}
}
