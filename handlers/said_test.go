package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/outbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

func TestACaseHoldsTheLastAnswersAboutMoneyAndNoGreetings(t *testing.T) {
	w, li, _ := shop(t)
	for _, text := range []string{"你好", "今天3500没到", "今天777没到", "昨天的账单", "今天的账单", "谢谢", "/help"} {
		li.says(text)
	}
	li.says("转人工")
	tried := w.only().Tried
	if len(tried) != 3 || !strings.Contains(tried[0], "777") {
		t.Fatalf("%d kept: %q", len(tried), tried)
	}
	for _, said := range tried {
		if strings.Contains(said, "您好") || strings.Contains(said, "不用谢") || strings.Count(said, "\n") > 3 {
			t.Errorf("told besides: %q", said)
		}
	}
}

func TestFourDigitsAreTriedAsACardToo(t *testing.T) {
	w, li, _ := shop(t)
	li.expect(li.says("6688"), "3,500.00", "尾号 6688")
	li.expect(li.says("今天6688"), "3,500.00", "尾号 6688")
	w.books.trails = append(w.books.trails, swipe(31, "M0001", "T31", noon.Add(-2*time.Hour), 668800, "7777"))
	li.expect(li.says("6688"), "6,688.00", "尾号 7777") // an amount that is there is meant
	li.expect(li.says("9999"), "9,999.00")            // and one that is not is said as one
}

func TestAListOfWhatFellDueSaysSo(t *testing.T) {
	w, li, _ := shop(t)
	w.books.trails = w.books.trails[:0]
	for i := range int64(9) {
		tr := swipe(20+i, "M0001", "T2"+string(rune('0'+i)), noon.Add(-48*time.Hour), 880000+100*i, "7000")
		tr.Due.On = calendar.DateOf(noon) - 1
		w.books.trails = append(w.books.trails, tr)
		if i == 2 || i == 8 { // few are listed, and so are many
			li.expect(li.says("昨天"), "2026-11-19 周四（昨天）到账")
		}
	}
	li.expect(li.says("昨天的账单"), "汇总") // the day itself, though nothing was swiped
}

// paid is a payout of the 19th that came with so much less than it should.
func paid(row, amount, less int64) trail.PayoutView {
	p := trail.PayoutView{MerchantID: "M0001", Currency: "CNY"}
	p.Row, p.ID, p.Amount, p.State = row, "P"+string(rune('0'+row)), amount, trail.PayoutArrived
	p.SentOn, p.ArrivedOn, p.Banked = calendar.NewDate(2026, 11, 19), calendar.NewDate(2026, 11, 19), amount-less
	if less > 0 {
		p.State, p.Difference = trail.PayoutShort, -less
	}
	return p
}

func TestOfSeveralPayoutsItIsSaidFirstWhetherOneCameShort(t *testing.T) {
	w, li, _ := shop(t)
	w.books.payouts = []trail.PayoutView{paid(1, 500000, 0), paid(2, 300000, 0)}
	li.expect(li.says("19号到账怎么少了"), "足额到账")
	if n := payoutButtons(li.last); n != 2 {
		t.Fatalf("%d payouts to tap", n)
	}
	w.books.payouts[1] = paid(2, 300000, 12345)
	li.expect(li.says("19号到账怎么少了"), "少到了 ¥123.45")
	if !strings.HasPrefix(li.last.Text, "2026-11-19") || payoutButtons(li.last) != 2 {
		t.Fatalf("what is asked does not come first:\n%s", li.last.Text)
	}
	w.books.payouts[1].State, w.books.payouts[1].ArrivedOn = trail.PayoutSent, 0
	li.expect(li.says("19号到账怎么少了"), "不能断定")
}

func payoutButtons(m outbox.TelegramMessage) (n int) {
	for _, row := range m.Buttons {
		if strings.HasPrefix(row[0].Data, "p:") {
			n++
		}
	}
	return n
}

// Who is not understood twice gets a person who reads all of it; signs alone
// bring nobody.
func TestTheSecondMissBringsAPersonWithBothMessages(t *testing.T) {
	w, li := talk(t)
	for _, text := range []string{"？？？", "!!!", "😡😡"} {
		li.says(text)
	}
	if len(w.cases) != 0 {
		t.Fatal("a case was opened for signs alone")
	}
	li.says("呱呱呱呱呱")
	li.expect(li.says("嘎嘎嘎嘎嘎"), "C-1001")
	if c := w.only(); c.Words != "呱呱呱呱呱\n嘎嘎嘎嘎嘎" {
		t.Fatalf("the support team reads %q", c.Words)
	}
}

// What was asked first stays with what was not understood after it.
func TestWhatWasAskedFirstComesWithTheCase(t *testing.T) {
	w, li := talk(t)
	li.expect(li.says("777没到"), "是哪一天刷的")
	li.says("呱呱呱呱呱")
	li.expect(li.says("嘎嘎嘎嘎嘎"), "C-1001")
	if c := w.only(); c.Words != "777没到\n呱呱呱呱呱\n嘎嘎嘎嘎嘎" {
		t.Fatalf("the support team reads %q", c.Words)
	}
}
