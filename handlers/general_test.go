package handlers_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// troubled gives the shop n swipes that are missing in the settlement, each for
// a reason that no four others share, and a returned payout of three swipes.
func troubled(w *world, n int) {
	why := []trail.Reason{trail.MissingInSettlement, trail.RateMismatch, trail.AmountMismatch, trail.CurrencyMismatch}
	for i := range int64(n) {
		tr := swipe(100+i, "M0001", fmt.Sprintf("T1%02d", i), noon.Add(-time.Duration(i)*time.Hour), 10000*(i+1), "6688")
		tr.Reasons, tr.Next = []trail.Reason{why[i%4]}, trail.Operator
		w.books.trails = append(w.books.trails, tr)
	}
	ref := trail.PayoutRef{Row: 9, ID: "P9", State: trail.PayoutReturned, SentOn: calendar.NewDate(2026, 11, 19), Amount: 123456}
	for i := range int64(3) {
		tr := swipe(200+i, "M0001", fmt.Sprintf("T2%02d", i), noon.Add(-30*time.Hour), 50000, "7777")
		tr.State, tr.Reasons, tr.Next, tr.Payout = trail.Returned, []trail.Reason{trail.PayoutWasReturned}, trail.Merchant, &ref
		w.books.trails = append(w.books.trails, tr)
	}
	w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: ref, MerchantID: "M0001", Currency: "CNY", Next: trail.Merchant,
		Reasons: []trail.Reason{trail.PayoutWasReturned}})
}

func TestAWorriedOwnerSeesEachTroubleOnceAndCanPage(t *testing.T) {
	w, li, _ := shop(t)
	troubled(w, 10)
	got := li.says("我的钱呢，哪去了")
	li.expect(got, "1,234.56", "3 笔", "还有 3 件")
	if n := strings.Count(got[0].Text, "7777"); n != 0 {
		t.Fatalf("the swipes of a returned payout are listed:\n%s", got[0].Text)
	}
	next := li.presses("更多")
	li.expect(next)
	for i := range 10 {
		amount := fmt.Sprintf("¥%d00.00", i+1)
		if i == 9 {
			amount = "¥1,000.00"
		}
		if n := strings.Count(got[0].Text+next[0].Text, " "+amount+" "); n != 1 {
			t.Errorf("%s is said %d times:\n%s\n%s", amount, n, got[0].Text, next[0].Text)
		}
	}
	li.expect(li.pressesRaw("o:0:returned:payout_returned"))
	li.expect(li.pressesRaw("o:999999999999:x:y"))
	li.expect(li.pressesRaw("d:2026-11-19:1"))
	li.expect(li.pressesRaw("d:2026-11-19:0:captured:in_cycle"))
}

func TestASwipeThatIsTheOnlyOneOpenIsAnsweredWhole(t *testing.T) {
	_, li, _ := shop(t)
	li.expect(li.says("我的钱呢，哪去了"), "查到了：¥3,500.00", "参考号")
}

func TestAnotherShopThatIsNamedIsSpokenOf(t *testing.T) {
	w, li, _ := shop(t)
	w.binds(li, "M0002", access.Owner)
	li.says("今天3500没到")
	li.expect(li.says("where is the 9900 of today at Blue Door Cafe"), "9,900.00", "Blue Door Cafe")
	li.expect(li.says("今天3500没到"), "Blue Door Cafe") // not found there, and it says where it looked
	li.expect(li.says("老李面馆今天3500没到"), "查到了：¥3,500.00", "老李面馆")
}

func TestNoticesNameTheShopToWhoHasSeveral(t *testing.T) {
	w, li, _ := shop(t)
	troubled(w, 0)
	ev := inbox.Event{Network: inbox.System, Kind: inbox.TrailsChanged, System: &inbox.SystemEvent{MerchantID: "M0001", Payouts: []int64{9}}}
	if got := li.gets(w.turn(ev)); strings.Contains(got[0].Text, "老李面馆") {
		t.Fatalf("one shop needs no name:\n%s", got[0].Text)
	}
	w.binds(li, "M0002", access.Owner)
	li.expect(li.gets(w.turn(ev)), "老李面馆", "1,234.56")
}

func TestALongLineOfAnAgentComesWholeWithOneReceipt(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	words := strings.TrimSpace(strings.Repeat("请准备好这几样资料，一样都不能少。\n", 500))
	items := amy.writes(w.only(), "! "+words)
	if len(items) != 3 {
		t.Fatalf("%d messages", len(items))
	}
	var got strings.Builder
	for i, it := range items {
		m := decode[outbox.TelegramMessage](t, it)
		_, part, _ := strings.Cut(m.Text, "\n")
		got.WriteString(strings.TrimRight(part, "\n") + "\n")
		if it.Lane != "tg:1" || (len(it.Then.Sent) > 0) != (i == 2) {
			t.Errorf("part %d: lane %s, receipts %d", i+1, it.Lane, len(it.Then.Sent))
		}
		if want := fmt.Sprintf("%d/3", i+1); !strings.Contains(m.Text, want) {
			t.Errorf("part %d does not say %s", i+1, want)
		}
	}
	if strings.TrimSpace(got.String()) != words {
		t.Error("words are missing")
	}
	// Corrected to one short line: the first part changes, the others are taken back.
	c := w.only()
	ts := strings.Split(items[0].Ref, ":")[4]
	ops := map[outbox.Op]int{}
	for _, it := range w.turn(amy.event(inbox.LineEdited, inbox.SlackEvent{TS: ts, ThreadTS: w.anchors[c.Ref()], Text: "! 更正"})) {
		ops[it.Op]++
	}
	if ops[outbox.TelegramEdit] != 1 || ops[outbox.TelegramDelete] != 2 {
		t.Errorf("after the edit: %v", ops)
	}
}

func TestDigitsOfTheirOwnAccountAreNotACard(t *testing.T) {
	w, li, _ := shop(t)
	on := calendar.NewDate(2026, 11, 19)
	w.books.payouts = []trail.PayoutView{{PayoutRef: trail.PayoutRef{Row: 5, ID: "P5", State: trail.PayoutArrived, SentOn: on, ArrivedOn: on, Amount: 100000, Account: "1234"},
		MerchantID: "M0001", Currency: "CNY"}}
	li.expect(li.says("昨天到账卡号1234没到"), "整笔出款", "1,000.00")
}

func TestFeesOfADayAreItsFigures(t *testing.T) {
	_, li, _ := shop(t)
	li.expect(li.says("今天手续费多少"), "手续费一共")
}

func TestADayThatWasNamedIsNotAskedForAgain(t *testing.T) {
	w, li, _ := shop(t)
	for i := range int64(8) {
		w.books.trails = append(w.books.trails, swipe(300+i, "M0001", fmt.Sprintf("T3%02d", i), noon.Add(-25*time.Hour), 1000*(i+1), "5555"))
	}
	got := li.says("昨天的账少了")
	li.expect(got, "正常在路上的")
	if strings.Contains(got[0].Text, "发来到账的日期") {
		t.Fatalf("asked for the day again:\n%s", got[0].Text)
	}
}
