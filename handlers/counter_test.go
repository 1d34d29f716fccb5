package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// atCounter is a shop in which one card payment of 520.00 stands as it is told.
func atCounter(t *testing.T, state trail.State, reasons ...trail.Reason) (*world, *user) {
	w, li := talk(t)
	tr := swipe(41, "M0001", "T41", noon.Add(-time.Hour), 52000, "8100")
	tr.State, tr.Reasons = state, reasons
	w.books.trails = append(w.books.trails, tr)
	return w, li
}

// Who asks whether to give a customer cash reads yes or no first, as the payment stands,
// whether it is named, was just shown, or is the only one that is not clear.
func TestCashForACustomerIsAnsweredYesOrNoFirst(t *testing.T) {
	for _, x := range []struct{ shows, bare, named, first string }{
		{"520的情况", "我退现金给他行不行", "520那个客人吵着要退现金", "先别退现金：这笔成没成还没定"},
		{"520的情況", "可唔可以退返現金俾個客", "520嗰筆可以退現金畀佢嗎", "先別退現金：這筆成沒成還沒定"},
		{"where is my 520", "can i give him cash back", "should I pay the customer back in cash for the 520", "Do not give cash back for now: it is not known yet"},
	} {
		w, li := atCounter(t, trail.Unknown, trail.DeclinedButDebited)
		for _, ask := range [][]string{{x.bare}, {x.named}, {x.shows, x.bare}} {
			for _, text := range ask[:len(ask)-1] {
				li.says(text)
			}
			got := textsOf(li.says(ask[len(ask)-1]))
			if !strings.HasPrefix(got, x.first) || !strings.Contains(got, "520.00") || !strings.Contains(got, "8100") {
				t.Errorf("%q:\n%s", ask, got)
			}
			w.later(3 * time.Hour) // what was shown is no longer talked about
		}
		if len(w.cases) != 0 {
			t.Error("a case was opened")
		}
	}
}

// The answers to cash, a refund, the goods and one more payment go together: what may
// have been taken is not given back twice, and nothing is given for what was not taken.
func TestAnswersAtTheCounterDoNotContradict(t *testing.T) {
	for _, x := range []struct {
		state   trail.State
		reasons []trail.Reason
		says    map[string]string
	}{
		{trail.Unknown, []trail.Reason{trail.DeclinedButDebited}, map[string]string{"520要不要退给客人": "先别退：", "520的货能给他吗": "先别给货：", "520让他再付一次吗": "先不要再刷：", "let him pay the 520 again?": "Do not charge again for now:"}},
		{trail.Declined, nil, map[string]string{"要不要退现金给520的客人": "不要退现金：这笔没有收成", "520可以让客人先把货拿走吗": "先别给货：这笔没有收成", "can I charge the 520 once more": "If the customer was not charged", "should I refund him for the 520": "No refund is needed"}},
		{trail.Captured, nil, map[string]string{"520客人要退现金": "不要退现金。要退，在终端上做退款", "can i hand over the goods for the 520": "You can give the goods", "520叫他再付一次吗": "不要再刷：这笔已经收成了"}},
		{trail.Arrived, nil, map[string]string{"shall i refund him in cash for the 520": "Do not give cash back. To refund"}},
		{trail.Refunded, nil, map[string]string{"520客人要退现金": "不要退现金：这笔已经退回客户的卡", "should I refund her the 520": "Do not refund again", "can I give him the goods for the 520": "Do not give the goods for now: this payment was refunded"}},
		{trail.ChargedBack, nil, map[string]string{"520退现金给他可以吗": "不要退现金：客户的银行正在查"}},
		{trail.Held, []trail.Reason{trail.RiskHold}, map[string]string{"520客人要退現金": "先別退現金：這筆正在核對", "520的货可以给客人吗": "客户这边已经付成功"}},
		{trail.Captured, []trail.Reason{trail.Duplicate}, map[string]string{"520刷了两次，能退现金给他吗": "不要退现金：这张卡连着收了两次"}},
		{trail.Voided, nil, map[string]string{"520已经撤销了，客人要我给他现金": "不要退现金：这笔已经撤销"}},
	} {
		for text, first := range x.says {
			w, li := atCounter(t, x.state, x.reasons...)
			got := textsOf(li.says(text))
			if !strings.HasPrefix(got, first) || !strings.Contains(got, "520.00") || len(w.cases) != 0 {
				t.Errorf("%q of a payment that is %s, %d cases:\n%s", text, x.state, len(w.cases), got)
			}
		}
	}
}

// Without a payment that it may be about the rule is told, and which one is asked; of
// several that are not clear each can be tapped; what is named and not found is looked for.
func TestTheRuleAtTheCounterWhereNoPaymentIsKnown(t *testing.T) {
	w, li := talk(t)
	for text, want := range map[string]string{"客人要退现金": "先别退现金：刷卡的钱只退回原来的卡", "客人要退現金": "先別退現金", "can I refund her in cash": "money paid by card goes back to the same card only", "should i give him the goods": "Look first whether", "可以先给货吗": "先查这笔成没成"} {
		if got := textsOf(li.says(text)); !strings.Contains(got, want) {
			t.Errorf("%q:\n%s", text, got)
		}
	}
	if got := textsOf(li.says("777那个客人要退现金")); !strings.Contains(got, "先别退现金") || !strings.Contains(got, "777.00") {
		t.Errorf("a payment that is not there:\n%s", got)
	}
	if len(w.cases) != 0 {
		t.Error("a case was opened")
	}
	w, li = atCounter(t, trail.Unknown, trail.DeclinedButDebited)
	other := swipe(42, "M0001", "T42", noon.Add(-2*time.Hour), 61000, "8101")
	other.State, other.Reasons = trail.Unknown, []trail.Reason{trail.DeclinedButDebited}
	w.books.trails = append(w.books.trails, other)
	li.expect(li.says("客人要退现金"), "先别退现金", "是哪一笔")
	li.expect(li.presses("610.00"), "610.00", "8101")
	li.expect(li.says("那退现金给他行不行"), "先别退现金：这笔成没成还没定", "610.00")
}

// A cashier is told the same of today's payments.
func TestACashierReadsWhatToDoAtTheCounter(t *testing.T) {
	w, _ := atCounter(t, trail.Unknown, trail.DeclinedButDebited)
	wang := w.user(5, "小王", "zh-hans")
	w.binds(wang, "M0001", access.Cashier)
	wang.expect(wang.says("刚才520那个客人要退现金"), "先别退现金：这笔成没成还没定", "520.00")
	if w.books.trails[len(w.books.trails)-1].Type != record.Sale {
		t.Fatal("no sale")
	}
}
