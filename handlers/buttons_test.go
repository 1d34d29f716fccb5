package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/recon/trail"
)

// What is no answer to a question with buttons is said to be none, and the
// number of a button is that button, never an amount.
func TestAQuestionWithButtonsIsAnsweredByTheirNumbers(t *testing.T) {
	w, li := talk(t)
	w.books.trails[0].State, w.books.trails[0].Reasons = trail.Unknown, []trail.Reason{trail.DeclinedButDebited}
	begin := func() {
		li.says("今天3500没到")
		li.presses("一步一步办")
	}
	begin()
	got := li.says("7")
	li.expect(got, "没看懂您的回答", "第几个")
	if strings.Contains(got[0].Text, "7.00") {
		t.Fatalf("the number of a button is looked for as money:\n%s", got[0].Text)
	}
	first := got[0].Buttons[0][0]
	byNumber := li.says("1")[0].Text
	begin()
	if byTap := li.presses(first.Text)[0].Text; byTap != byNumber {
		t.Fatalf("1 is answered with\n%s\nand the first button with\n%s", byNumber, byTap)
	}
	begin()
	li.expect(li.says("蓝色的那个"), "没看懂您的回答")
	li.expect(li.says("blub blub"), "C-1001") // a second miss brings a person
}

// In a list whose lines are numbered a number may be a line's or a button's: it
// marks nothing. Words for all of them do.
func TestNumbersMarkNothingInAListOfLines(t *testing.T) {
	w, li := talk(t)
	li.says("跟客户核对")
	li.expect(li.says("昨天"), "第 1 笔，共 2 笔")
	for _, number := range []string{"2", "5", "9"} {
		got := li.says(number)
		li.expect(got, "没看懂您的回答，请点下面的按钮", "第 1 笔，共 2 笔")
		if strings.Contains(got[0].Text, "第几个") {
			t.Fatalf("a number is asked for:\n%s", got[0].Text)
		}
		li.says("跟客户核对")
		li.says("昨天")
	}
	li.expect(li.says("都没错"), "没有问题")
	if len(w.cases) != 0 {
		t.Fatal("a number opened a case")
	}
}

// Why money is carried leads to the steps, not that it is.
func TestMoneyCarriedBelowTheSmallestPayoutLeadsToItsPlaybook(t *testing.T) {
	w, li := talk(t)
	balance(8000, 20000)(w)
	w.books.trails[0].State, w.books.trails[0].Reasons = trail.Cleared, []trail.Reason{trail.CarriedOver, trail.MinPayout}
	li.says("今天3500没到")
	li.expect(li.presses("一步一步办"), "¥200.00")
}

func TestWhoAsksWhetherSomebodyWasAtTheTerminalIsWalkedThroughIt(t *testing.T) {
	w, li := talk(t)
	li.expect(li.says("有没有人动过我的终端"), "没有报告异常", "终端平时放在哪里")
	if len(w.cases) != 0 {
		t.Fatal("a question opened a case")
	}
	li.says("算了")
	li.expect(li.says("机器好像被别人拆过"), "C-1001") // who says that somebody was there gets a person
}

func TestMoneyThatIsNotSeenLeadsToItsPlaybook(t *testing.T) {
	w, li := talk(t)
	paidOut(trail.PayoutArrived)(&w.books.trails[0])
	w.books.trails[0].State = trail.Arrived
	w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: *w.books.trails[0].Payout, MerchantID: "M0001", Currency: "CNY"})
	li.expect(li.says("今天3500没到"), "已到账")
	li.expect(li.pressesRaw("n:t:11"), "¥12,000.00")
	li.expect(li.presses("一步一步办"), "账户")
}
