package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

func TestBeforeTheFirstRecordIsNoDayWithoutSales(t *testing.T) {
	w, li, _ := readingShop(t)
	w.books.trails = append(w.books.trails, swipe(21, "M0001", "T21", noon.Add(-50*time.Hour), 128000, "7000"))
	for text, want := range map[string]string{"10月的账单": "您的记录从 2026-11-18", "statement for October please": "yours begin on 2026-11-18",
		"本月的账单": "您的记录从 2026-11-18"} {
		got := li.says(text)
		li.expect(got, want)
		if strings.Contains(got[0].Text, "没有收款") {
			t.Fatalf("no data is told as no sales:\n%s", got[0].Text)
		}
	}
	li.expect(li.says("昨天的账单"), "没有收款") // a day without sales is one
}

func TestOneSaleIsListedOnceAndAllThatWasAskedIsSaidBack(t *testing.T) {
	w, li, _ := readingShop(t)
	for i := range int64(2) {
		w.books.trails = append(w.books.trails, swipe(21+i, "M0001", "T2"+string('1'+rune(i)), noon.Add(-27*time.Hour+time.Duration(i)*time.Second), 128000, "7000"))
	}
	got := li.says("昨天 yesterday 的刷卡")
	swipes := map[string]bool{}
	taps := 0
	for _, row := range got[0].Buttons {
		if strings.HasPrefix(row[0].Data, "t:") {
			swipes[row[0].Text] = true
			taps++
		}
	}
	if taps != 2 || len(swipes) != 2 {
		t.Fatalf("two sales, and each told apart by the second: %+v", got[0].Buttons)
	}
	li.expect(li.says("昨天777和888那两笔没到"), "777.00", "888.00")
	if text := li.says("周四和周三777没到")[0].Text; strings.Contains(text, "2026-11-19 周四 到 2026-11-18") {
		t.Fatalf("backward:\n%s", text)
	}
}

func TestReturnedMoneyIsToldWithItsDayAndItsEvidence(t *testing.T) {
	w, li, _ := readingShop(t)
	tr := &w.books.trails[0]
	tr.State, tr.Reasons, tr.Next = trail.Returned, []trail.Reason{trail.PayoutWasReturned}, trail.Merchant
	tr.Arithmetic = trail.Arithmetic{Gross: 350000, Fee: 2100, Net: 347900, Priced: true}
	tr.Payout = &trail.PayoutRef{Row: 9, ID: "P9", State: trail.PayoutReturned, SentOn: calendar.NewDate(2026, 11, 19), ReturnedOn: calendar.NewDate(2026, 11, 20), Amount: 500000}
	tr.Hops = append(tr.Hops, trail.Hop{Name: trail.HopPaidOut, On: calendar.NewDate(2026, 11, 19), Evidence: []trail.Evidence{
		{Kind: record.Payouts, ID: "P9", File: "payouts.csv", Line: 2}, {Kind: record.Entries, ID: "E7", File: "bank.csv", Line: 8}}})
	got := li.says("where is today 3500")
	li.expect(got, "Returned on 2026-11-20", "was part of it")
	if strings.Contains(got[0].Text, "At the bank it is one credit") {
		t.Fatalf("money that was returned is told as credited:\n%s", got[0].Text)
	}
	proof := li.pressesRaw("e:t:11")
	li.expect(proof, "Returned, by the bank's entries 2026-11-20", "bank.csv, line 8")
	tr.Hops[1].Evidence = tr.Hops[1].Evidence[:1]
	li.expect(li.pressesRaw("e:t:11"), "Returned, by the payout file", "payouts.csv, line 2")
	if strings.Contains(proof[0].Text, "Arrived") {
		t.Fatalf("the proof of returned money:\n%s", proof[0].Text)
	}
}

func TestAReopenedCaseTellsHowItHadEnded(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	amy.presses("claim", 1001)
	amy.submits("resolve", 1001, map[string]string{"reason": "explained", "note": "周一到账"})
	items := w.turn(li.event(inbox.Press, inbox.TelegramEvent{CallbackID: "1", Data: "cn:1001"}))
	card := decode[outbox.SlackMessage](t, find(t, items, outbox.SlackUpdate)).Card
	if all := strings.Join(card.Parts, "\n"); !strings.Contains(all, "重新打开过。之前：amy，已说明") || !strings.Contains(all, "周一到账") {
		t.Fatalf("%s", all)
	}
}
