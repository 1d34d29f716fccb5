package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// What was due on a day and did not come is listed by the day on which it should
// have come, not by the day of its swipes.
func TestWhatWasDueOnADayIsListed(t *testing.T) {
	for text, want := range map[string]string{"周三应该到的没到": "还没到", "星期三本來該到的錢沒到": "還沒到", "what was due on Wednesday and did not come": "has not"} {
		w, li := talk(t)
		w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 61, ID: "P61", Account: "6001", State: trail.PayoutMissing, SentOn: calendar.DateOf(noon) - 2, Amount: 874700, CheckBy: calendar.DateOf(noon) - 2},
			MerchantID: "M0001", Currency: "CNY", Next: trail.Operator, Reasons: []trail.Reason{trail.PayoutIsMissing}})
		if got := li.says(text)[0].Text; !strings.Contains(got, "8,747.00") || !strings.Contains(got, want) {
			t.Errorf("%s:\n%s", text, got)
		}
	}
}

// What should be refunded, shown or taken in cash is not answered with what arrived.
func TestWhatOughtToBeIsNotAllOfMoneyDue(t *testing.T) {
	for _, text := range []string{"昨天的单应该给客人退吗", "昨天应该有一笔刷卡没显示", "昨天那单本来要收现金的", "昨天應該有一筆刷卡沒顯示", "昨天刷的本来该到的呢", "yesterday I was supposed to refund a customer", "yesterday's decline was due to a network error"} {
		w, li := talk(t)
		day := w.books.today - 1
		w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 61, ID: "P61", Account: "6001", State: trail.PayoutArrived, SentOn: day, ArrivedOn: day, Amount: 81140}, MerchantID: "M0001", Currency: "CNY"})
		if got := textsOf(li.says(text)); strings.Contains(got, "811.40") {
			t.Errorf("%s:\n%s", text, got)
		}
	}
}

// Whether the payment that was just shown comes today is answered by its due day;
// another day of the week is asked of what is to come.
func TestWhetherItComesTodayOrThatDay(t *testing.T) {
	for _, x := range [][4]string{{"昨天的8800", "今天能到吗", "2026-11-23", "礼拜天呢"}, {"昨天的8800", "今日到得了嗎", "2026-11-23", "那週日呢"}, {"where is yesterday's 8800", "will it arrive today?", "2026-11-23", "and Sunday?"}} {
		w, li := talk(t)
		for i := range w.books.trails {
			if tr := &w.books.trails[i]; tr.Amount == 880000 {
				tr.State, tr.Reasons, tr.Due = trail.Captured, []trail.Reason{trail.InCycle}, terms.Due{On: w.books.today + 3, Rule: "T+1", BusinessDay: w.books.today}
			}
		}
		li.says(x[0])
		if got := li.says(x[1])[0].Text; !strings.Contains(got, "8,800.00") || !strings.Contains(got, x[2]) {
			t.Errorf("%s:\n%s", x[1], got)
		}
		if got := li.says(x[3])[0].Text; !strings.Contains(got, "2026-11-22") || strings.Contains(got, "2026-11-15") {
			t.Errorf("%s:\n%s", x[3], got)
		}
	}
}

// A call for anybody is greeted, and a person offered; who calls again gets one,
// and so does who calls for one by name.
func TestACallForAnybodyIsGreeted(t *testing.T) {
	for _, text := range []string{"有人吗", "有人在嗎", "anyone there?", "喂，有没有人", "is anybody reading this"} {
		w, li := talk(t)
		if li.says(text); len(w.cases) != 0 {
			t.Errorf("%s: %d cases\n%s", text, len(w.cases), li.last.Text)
		}
	}
	for text, want := range map[string]string{"有人吗": "在的", "有人嗎": "在的"} {
		w, li := talk(t)
		li.expect(li.says(text), want)
		if li.says(text); len(w.cases) != 1 {
			t.Errorf("%s twice: %d cases\n%s", text, len(w.cases), li.last.Text)
		}
	}
	w, li := talk(t)
	if li.says("客服呢"); len(w.cases) != 1 {
		t.Errorf("called by name: %d cases", len(w.cases))
	}
}
