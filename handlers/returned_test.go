package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

func TestMoneyThatWentBackIsThePayoutThatDid(t *testing.T) {
	w, li := talk(t)
	yesterday := calendar.DateOf(noon) - 1
	back := func(row int64, id string, on calendar.Date, amount int64) trail.PayoutView {
		return trail.PayoutView{PayoutRef: trail.PayoutRef{Row: row, ID: id, Account: "6001", State: trail.PayoutReturned, SentOn: on, Amount: amount, FailureCode: "AC04"},
			MerchantID: "M0001", Currency: "CNY", Reasons: []trail.Reason{trail.PayoutWasReturned}, Next: trail.Merchant}
	}
	w.books.payouts = append(w.books.payouts, back(61, "P61", yesterday, 874720))
	for _, text := range []string{"昨天有笔钱退回去了", "银行说钱退了", "退票", "你们打的钱被退回了", "钱退回去了"} {
		li.expect(li.says(text), "8,747.20", "销户", "营业执照", "账户不在聊天里改")
		if strings.Contains(li.last.Text, "不用交资料") {
			t.Errorf("%q: a closed account needs papers:\n%s", text, li.last.Text)
		}
	}
	li.expect(li.says("payout bounced"), "8,747.20", "closed", "never changed here")
	li.expect(li.says("my money went back"), "8,747.20")

	w.books.payouts = append(w.books.payouts, back(62, "P62", yesterday-3, 100000))
	li.expect(li.says("昨天有笔钱退回去了"), "8,747.20")
	li.expect(li.says("退票"), "8,747.20", "1,000.00")
}

func TestWhereNoPayoutCameBackThatIsSaid(t *testing.T) {
	_, li := talk(t)
	li.expect(li.says("银行说钱退了"), "没有查到被银行退回的出款")
	li.says("钱退回去了") // may be a customer's: asked
	if strings.Contains(li.last.Text, "没有查到被银行退回的出款") {
		t.Errorf("a guess:\n%s", li.last.Text)
	}
}

// Who got the account wrong is asked of a payout that came back: no case, no wish
// to change an account.
func TestWhoGotTheAccountWrongIsAnsweredOfThePayout(t *testing.T) {
	for text, want := range map[string]string{"谁把账号写错的": "记录里没有", "the one with wrong account number, who wrote it wrong": "records do not say", "邊個填錯咗個戶口": "紀錄裡沒有"} {
		w, li, _ := readingShop(t)
		w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 61, ID: "P61", Account: "6001", State: trail.PayoutReturned, SentOn: calendar.DateOf(noon) - 1, Amount: 874720, FailureCode: "AC01"},
			MerchantID: "M0001", Currency: "CNY", Reasons: []trail.Reason{trail.PayoutWasReturned}, Next: trail.Merchant})
		li.expect(li.says(text), want, "8,747.20")
		if len(w.cases) != 0 {
			t.Errorf("%s: a case %+v", text, w.cases)
		}
	}
}
