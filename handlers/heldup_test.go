package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/recon/trail"
)

// Who holds up what an agent told them reads it again with its date, beside what
// the records say; support reads the words, and a day that is over is said to be.
func TestWhatWasPromisedIsHeldUp(t *testing.T) {
	for _, x := range []struct{ told, asks, over, says string }{
		{"! 8800 周六到账，请放心", "昨天的8800", "已经过了", "你们同事说周六会到的"}, {"! 8800 周六到账，请放心", "昨天的8800", "已经过了", "客服答应过的，怎么还没有"}, {"! 明天处理好", "昨天的8800", "已经过了", "上次客服说周六处理"},
		{"! It arrives tomorrow.", "where is yesterday's 8800", "is past", "but you promised Saturday"}, {"! It arrives on Saturday.", "where is yesterday's 8800", "is past", "your colleague told me it comes saturday"},
		{"! It arrives on Saturday.", "where is yesterday's 8800", "is past", "amy said it would come saturday"},
	} {
		w, li := talk(t)
		amy := w.agent("amy")
		li.says(x.asks)
		li.presses(map[bool]string{true: "人工客服", false: "Talk to a person"}[x.asks[0] > 0x80])
		amy.writes(w.only(), x.told)
		w.later(26 * time.Hour)
		if got := li.says(x.says)[0].Text; !strings.Contains(got, strings.TrimPrefix(x.told, "! ")) || !strings.Contains(got, "8,800.00") || strings.Contains(got, x.over) {
			t.Errorf("%q on the day itself:\n%s", x.says, got)
		}
		w.later(48 * time.Hour)
		sent := len(w.sent)
		got := li.says(x.says)[0].Text
		if !strings.Contains(got, strings.TrimPrefix(x.told, "! ")) || !strings.Contains(got, x.over) || strings.Count(got, strings.TrimPrefix(x.told, "! ")) != 1 {
			t.Errorf("%q after it:\n%s", x.says, got)
		}
		if told := strings.Join(posted(t, w.sent[sent:]), "\n"); !strings.Contains(told, x.says) || len(w.cases) != 1 {
			t.Errorf("%q: support reads %q, %d cases", x.says, told, len(w.cases))
		}
	}
}

// Of money that came short it is not said that nothing arrived, and of money that is
// no more to come no day is said to be past.
func TestWhatCameOtherwiseIsNotUnseen(t *testing.T) {
	for _, x := range []struct {
		told, asks, claims, past string
		state                    trail.State
	}{
		{"! 8800 周六到账", "昨天的8800", "你们同事说周六会到的", "已经过了", trail.Refunded}, {"! 8800 周六到账", "昨天的8800", "你們同事說週六會到的", "已经过了", trail.ChargedBack},
		{"! It arrives on Saturday.", "where is yesterday's 8800", "your colleague told me it comes saturday", "is past", trail.Voided},
	} {
		w, li := talk(t)
		amy := w.agent("amy")
		li.says(x.asks)
		li.presses(map[bool]string{true: "人工客服", false: "Talk to a person"}[x.asks[0] > 0x80])
		amy.writes(w.only(), x.told)
		w.later(3 * 24 * time.Hour)
		for i := range w.books.trails {
			if w.books.trails[i].Amount == 880000 {
				w.books.trails[i].State = x.state
			}
		}
		if got := textsOf(li.says(x.claims)); !strings.Contains(got, strings.TrimPrefix(x.told, "! ")) || strings.Contains(got, x.past) {
			t.Errorf("%s, %s:\n%s", x.claims, x.state, got)
		}
	}
	for state, unseen := range map[trail.PayoutState]bool{trail.PayoutShort: false, trail.PayoutOver: false, trail.PayoutMissing: true} {
		w, li := talk(t)
		amy := w.agent("amy")
		w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 61, ID: "P61", Account: "6001", State: state, SentOn: w.books.today - 1, Amount: 874700}, Banked: 874200, Difference: -500, MerchantID: "M0001", Currency: "CNY", Next: trail.Operator})
		li.says("昨天出款的8747")
		li.presses("人工客服")
		amy.writes(w.only(), "! 周六到账")
		w.later(3 * 24 * time.Hour)
		if got := textsOf(li.says("你们同事说周六会到的")); !strings.Contains(got, "周六到账") || strings.Contains(got, "没有看到这笔钱到账") != unseen {
			t.Errorf("%s:\n%s", state, got)
		}
	}
}

// Money that arrived is no broken promise; nothing written is said to be nothing;
// who wants a person gets one; and of several the amount tells which is held up.
func TestWhatIsNoBrokenPromise(t *testing.T) {
	w, li := talk(t)
	amy := w.agent("amy")
	li.expect(li.says("你们同事说昨天会到的"), "查不到同事")
	if len(w.cases) != 0 {
		t.Fatal("a case was opened")
	}
	li.says("昨天的8800")
	li.presses("人工客服")
	amy.writes(w.only(), "! 8800 明天到账")
	li.says("昨天的9900")
	li.presses("人工客服")
	amy.writes(w.cases[1002], "! 9900 周日到账")
	w.later(3 * 24 * time.Hour)
	if got := li.says("你们说8800周六到的")[0].Text; !strings.Contains(got, "8800 明天到账") || strings.Contains(got, "9900") {
		t.Errorf("of the 8800:\n%s", got)
	}
	for i := range w.books.trails {
		w.books.trails[i].State = trail.Arrived
	}
	if got := li.says("你们说8800周六到的")[0].Text; strings.Contains(got, "已经过了") {
		t.Errorf("it arrived:\n%s", got)
	}
	li.says("你们说今天到，我要找人")
	if got := li.last.Text; strings.Contains(got, "8800 明天到账") {
		t.Errorf("a person is wanted:\n%s", got)
	}
}

// What an agent told in a case about nothing in particular is told where the
// merchant asks for the amount that the case was opened with.
func TestWordsAreFoundByTheAmountOfTheCase(t *testing.T) {
	w, li := talk(t)
	amy := w.agent("amy")
	li.says("昨天那笔8800老是不到，我要找人")
	c := w.only()
	c.Subject, c.Transactions, c.Amount = "person:1", nil, 0
	w.cases[c.ID] = c
	amy.writes(w.only(), "! 周三处理")
	w.later(3 * time.Hour)
	if got := li.says("昨天的8800到了没")[0].Text; !strings.Contains(got, "周三处理") {
		t.Errorf("%s", got)
	}
	if got := li.says("昨天的9900到了没")[0].Text; strings.Contains(got, "周三处理") {
		t.Errorf("%s", got)
	}
}

// Where nobody wrote anything the money that is named is told alone, not what was
// talked about before, and its day stays its day.
func TestOnlyTheMoneyHeldUpIsTold(t *testing.T) {
	for _, x := range []struct{ before, says, want, not string }{
		{"昨天的8800去哪了", "你们同事说过昨天的9900会到的", "9,900.00", "8,800.00"}, {"昨天的8800去哪了", "你們答應過昨天的9900會到", "9,900.00", "8,800.00"}, {"where is yesterday's 8800", "you promised yesterday's 9900 would be here", "9,900.00", "8,800.00"},
		{"昨天的8800去哪了", "客服答应过昨天的3500会到", "2026-11-19", "3,500.00\n"}, {"where is yesterday's 8800", "you promised the 3500 from yesterday would be here", "2026-11-19", "3,500.00\n"},
	} {
		_, li := talk(t)
		li.says(x.before)
		got := li.says(x.says)[0].Text
		if !strings.Contains(got, x.want) || strings.Contains(got, x.not) {
			t.Errorf("%q:\n%s", x.says, got)
		}
	}
}

// A plain question put to "you" is answered as the question it is.
func TestAQuestionHoldsNothingUp(t *testing.T) {
	for _, text := range []string{"你说昨天的8800怎么还没到", "你告诉我昨天的8800到了没有", "您說我昨天的8800去哪了", "我之前说的昨天那笔8800到账了吗", "the 8800 i told you about, from yesterday, where is it"} {
		w, li := talk(t)
		amy := w.agent("amy")
		li.says("昨天的9900到了吗")
		li.presses("人工客服")
		amy.writes(w.only(), "! 请等一下")
		if got := li.says(text)[0].Text; strings.Contains(got, "查不到同事") || strings.Contains(got, "No such words") || strings.Contains(got, "请等一下") || !strings.Contains(got, "8,800.00") {
			t.Errorf("%q:\n%s", text, got)
		}
	}
}

// What an agent did on a day, or what is closed on it, promised nothing for it: it
// is not called past, and a case that is over stays so.
func TestADayOfDoingIsNoPromise(t *testing.T) {
	for _, x := range []struct {
		told, says string
		past       bool
	}{
		{"! 今天已经帮您提交银行查询了", "你们答应过的，怎么还没有", false}, {"! 今天查過了，銀行今天下班了", "你們答應過的，怎麼還沒有", false}, {"! I checked it today", "你们答应过的，怎么还没有", false}, {"! 今天不会到账", "你们答应过的，怎么还没有", false},
		{"! 明天不会到账", "你们答应过的，怎么还没有", false}, {"! 银行明天才上班", "你們答應過的，怎麼還沒有", false}, {"! 請您明天把資料發過來", "你們答應過的，怎麼還沒有", false},
		{"! It will not arrive tomorrow.", "but you promised it", false}, {"! The bank opens tomorrow.", "but you promised it", false},
		{"! 明天不会到账，周日到", "你们答应过的，怎么还没有", true}, {"! 银行明天上班后就打款", "你们答应过的，怎么还没有", true}, {"! Not tomorrow but on Sunday.", "but you promised it", true},
		{"! 今天会到账", "你们答应过的，怎么还没有", true}, {"! It will arrive today.", "but you promised it", true},
	} {
		w, li := talk(t)
		amy := w.agent("amy")
		li.says("昨天的8800")
		li.presses("人工客服")
		amy.writes(w.only(), x.told)
		amy.submits("resolve", 1001, map[string]string{"reason": "explained", "note": "好"})
		w.later(73 * time.Hour)
		got := li.says(x.says)[0].Text
		if past := strings.Contains(got, "已经过了") || strings.Contains(got, "is past"); past != x.past || w.isOpen(1001) != x.past {
			t.Errorf("%q: past %t, open %t\n%s", x.told, past, w.isOpen(1001), got)
		}
	}
}
