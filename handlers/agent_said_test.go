package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// What an agent told the merchant of a payment stands beside what the records say.
func TestWhatAnAgentSaidStandsBesideTheRecords(t *testing.T) {
	w, li := talk(t)
	amy := w.agent("amy")
	li.says("昨天的8800")
	li.presses("人工客服")
	li.says("昨天的9900") // of another payment nothing was said
	if got := li.last.Text; strings.Contains(got, "amy") {
		t.Errorf("of another payment:\n%s", got)
	}
	amy.writes(w.only(), "! 8800 明天18:00前到账，请放心")
	w.later(3 * time.Hour)
	for _, text := range []string{"昨天的8800到了没", "昨天的8800什么时候到"} {
		li.expect(li.says(text), "现在：", "amy", "C-1001", "8800 明天18:00前到账", "记录里现在查到的")
	}
	li.says("昨天的9900到了没")
	if got := li.last.Text; strings.Contains(got, "18:00前到账") {
		t.Errorf("of another payment:\n%s", got)
	}
}

// Of a case about nothing in particular, the amount tells what was meant; of a payout too.
func TestAnAgentWhoNamesTheAmountSpeaksOfIt(t *testing.T) {
	w, li := talk(t)
	amy := w.agent("amy")
	w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 61, ID: "P61", Account: "6001", State: trail.PayoutReturned, SentOn: calendar.DateOf(noon) - 1, Amount: 874700},
		MerchantID: "M0001", Currency: "CNY", Reasons: []trail.Reason{trail.PayoutWasReturned}})
	li.says("转人工")
	amy.writes(w.only(), "! 8747 已经安排重新付")
	w.later(3 * time.Hour)
	li.expect(li.says("退票"), "8,747.00", "已经安排重新付", "amy")
	li.says("昨天的8800")
	if got := li.last.Text; strings.Contains(got, "重新付") {
		t.Errorf("of another sum:\n%s", got)
	}
}
