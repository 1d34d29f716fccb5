package handlers_test

import (
	"slices"
	"strings"
	"testing"

	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/people"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// labels are the words on the buttons of the last message, but for the person's.
func (u *user) labels() (out []string) {
	for _, row := range u.last.Buttons {
		for _, b := range row {
			out = append(out, b.Text)
		}
	}
	return out[:len(out)-1]
}

func TestAPlainNoAnswersAQuestionAndDoesNotEndIt(t *testing.T) {
	w, li := talk(t)
	w.about(trail.Unknown, trail.DeclinedButDebited)
	li.expect(li.begins(w, "declined_but_debited"), "客户还在店里等着吗")
	li.expect(li.says("不在了"), "扣款短信")
	li.expect(li.says("有"), "请拍一下客户的扣款短信")
	li.expect(li.says("没有"), "再拍一下终端打出来的小票") // passed over, as by the button
	li.expect(li.says("没有"), "C-1001")

	w.about(trail.Returned, trail.PayoutWasReturned)
	li.expect(li.begins(w, "payout_returned"), "哪种情况")
	before := li.labels()
	li.expect(li.says("没有"), "哪种情况")
	if got := li.labels(); !slices.Equal(got, before) {
		t.Fatalf("%q, before %q", got, before)
	}
	li.expect(li.says("取消"), "不查了")
}

func TestAQuestionIsAnsweredInItsOwnWords(t *testing.T) {
	w, li := talk(t)
	w.about(trail.Captured, trail.BatchNotClosed)
	li.expect(li.begins(w, "batch_not_closed"), "打出结算单了吗")
	if got := li.labels(); !slices.Equal(got[:2], []string{"好了", "还没有"}) {
		t.Fatalf("%q", got)
	}
	li.expect(li.says("做成功了"), "")
	if strings.Contains(li.last.Text, "打出结算单了吗") {
		t.Fatalf("asked again:\n%s", li.last.Text)
	}
}

func TestTheLanguageChangesInTheMiddleOfAQuestion(t *testing.T) {
	w, li := talk(t)
	w.about(trail.Returned, trail.PayoutWasReturned)
	li.expect(li.begins(w, "payout_returned"), "哪种情况")
	n := len(li.labels())
	got := li.says("/lang en")
	li.expect(got, "English from now on", "I asked you")
	if len(got) != 1 || len(li.labels()) != n || li.labels()[0] != "The account is fine" {
		t.Fatalf("%q", li.labels())
	}
	li.expect(li.says("中文"), "以后用中文", "哪种情况")
	if n := strings.Count(li.last.Text, "哪种情况"); n != 1 {
		t.Fatalf("asked %d times:\n%s", n, li.last.Text)
	}
	li.expect(li.says("/cases"), "问题单", "哪种情况")
}

func TestACaseHoldsWhatWasSaidOfItsOwnPayment(t *testing.T) {
	w, li := talk(t)
	li.expect(li.says("昨天的8800"), "¥8,800.00")
	li.expect(li.says("昨天的9900"), "¥9,900.00")
	li.presses("人工客服")
	if c := w.only(); len(c.Tried) != 1 || !strings.Contains(c.Tried[0], "9,900.00") || c.Subject != cases.ByTransaction(22) {
		t.Fatalf("%s: %q", c.Subject, c.Tried)
	}
}

func TestEveryShopOfAChainIsLookedThrough(t *testing.T) {
	w, li, _, _, _ := signShop(t)
	w.books.activity.Merchant.ID = "M0002" // the second shop's
	for i := range w.books.activity.Transactions {
		w.books.activity.Transactions[i].MerchantID = "M0002"
	}
	w.books.merchants = []record.Merchant{{Origin: record.Origin{Row: 11}, ID: "M0001", Name: "老李面馆静安店", Group: "G7", Language: "zh"},
		{Origin: record.Origin{Row: 12}, ID: "M0002", Name: "老李面馆徐汇店", Group: "G7", Language: "zh"}}
	w.members = []people.Member{{ID: 71, Group: "G7", User: li.id, Chat: li.id, Name: li.name, Role: access.Owner, Standing: people.Active, JoinedAt: noon}}
	w.reads()
	li.says("全部门店")
	li.expect(li.says("有没有可疑的交易"), "（2 家店）", "没有看到跟平时不一样的")
	if len(w.cases) != 0 {
		t.Fatal("nothing found opened a case")
	}
	w.atNight()
	li.expect(li.says("有没有可疑的交易"), "老李面馆徐汇店", "¥6,000.00", "C-1001")
	if c := w.only(); c.MerchantID != "M0002" || c.Subject != cases.Signs {
		t.Fatalf("%s %s", c.MerchantID, c.Subject)
	}
}

func TestAPayoutThatFailedIsAnsweredWithItsStory(t *testing.T) {
	w, li := talk(t)
	w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 61, ID: "P61", Account: "6001", State: trail.PayoutReturned, SentOn: calendar.DateOf(noon) - 1, Amount: 874720},
		MerchantID: "M0001", Currency: "CNY", Reasons: []trail.Reason{trail.PayoutWasReturned}})
	li.expect(li.says("出款失败了"), "8,747.20", "退回")
	li.expect(li.says("昨天的8800打款失败"), "¥8,800.00")
	w.books.payouts = nil
	li.expect(li.says("the payout failed"), "not arrived")
}
