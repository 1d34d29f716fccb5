package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// priced gives a payment of the world its settlement line, with what was charged
// beyond the contract.
func priced(w *world, id string, fee, over int64) *trail.Trail {
	for i := range w.books.trails {
		if tr := &w.books.trails[i]; tr.TransactionID == id {
			tr.State, tr.Reasons = trail.Arrived, nil
			tr.Arithmetic = trail.Arithmetic{Gross: tr.Amount, Fee: fee, Net: tr.Amount - fee, Priced: true, FeeRate: "0.60", FeeOver: over}
			return tr
		}
	}
	panic("there is no " + id)
}

func TestFeesOfSomeDaysAddUpByKind(t *testing.T) {
	w, li := talk(t)
	priced(w, "T21", 5280, 0) // of yesterday
	priced(w, "T22", 5940, 0).Scheme = "WECHAT"
	for _, text := range []string{"昨天手续费一共多少", "昨天扣了多少手续费", "fees yesterday"} {
		got := li.says(text)
		for _, want := range []string{"112.20", "52.80", "59.40"} {
			if !strings.Contains(got[0].Text, want) {
				t.Errorf("%q without %s:\n%s", text, want, got[0].Text)
			}
		}
	}
}

// Of days before the records begin no fee is told; of days of which a part is, it is said.
func TestFeesOfDaysBeforeTheRecords(t *testing.T) {
	for text, want := range map[string]string{"10月手续费一共多少": "还没有记录", "10月手續費一共多少": "還沒有紀錄", "fees in October": "no records of"} {
		_, li := talk(t)
		got := textsOf(li.says(text))
		if !strings.Contains(got, want) || strings.Contains(got, "0.00") {
			t.Errorf("%q:\n%s", text, got)
		}
	}
	for text, want := range map[string]string{"本月手续费一共多少": "更早的没有算进来", "fees this month": "is not counted here"} {
		_, li := talk(t)
		if got := textsOf(li.says(text)); !strings.Contains(got, want) {
			t.Errorf("%q:\n%s", text, got)
		}
	}
}

func TestWhoSaysByHowMuchTheFeeWasTooHighIsShownThatPayment(t *testing.T) {
	w, li := talk(t)
	priced(w, "T21", 5476, 196)
	li.expect(li.says("多扣了1.96"), "¥8,800.00", "多收 ¥1.96")
	li.expect(li.says("you overcharged me 1.96"), "CNY 8,800.00", "CNY 1.96")
	li.expect(li.says("多收我7.77块手续费"), "没有哪一笔的手续费比合同多 ¥7.77", "比合同多扣了 ¥1.96")
}

func TestWhetherRefundsCostAnythingIsToldByTheContract(t *testing.T) {
	w, li := talk(t)
	w.books.terms = []record.Terms{{MerchantID: "*", Scheme: "*", RefundFee: "kept"}}
	sale := priced(w, "T21", 5280, 0)
	sale.Arithmetic.Refunded = 8800_00
	back := swipe(41, "M0001", "T41", noon, 8800_00, sale.Last4)
	back.Type, back.State = record.Refund, trail.Cleared
	back.Arithmetic = trail.Arithmetic{Gross: -8800_00, Net: -8800_00, Priced: true}
	w.books.trails = append(w.books.trails, back)
	for _, text := range []string{"退款还收手续费吗", "退货的话手续费退不退"} {
		li.expect(li.says(text), "手续费不退", "¥8,800.00", "¥52.80", "没有退回")
	}
	li.expect(li.says("do you charge for refunds"), "the fee is kept", "CNY 52.80", "did not come back")
}

// Who took too much from a customer, and who asks for the statement with its fees,
// is not answered with the fees alone.
func TestWhatIsNotAboutFeesIsNotAnsweredWithThem(t *testing.T) {
	w, li := talk(t)
	priced(w, "T21", 5476, 196)
	for _, text := range []string{"我多收了20块怎么退", "多收了20块怎么退", "手滑多收了500要退款", "收多了5块", "多收了500", "I accidentally overcharged 20, refund"} {
		li.says("/start")
		if got := li.says(text)[0].Text; strings.Contains(got, "手续费") || strings.Contains(got, "above the contract") {
			t.Errorf("%q is answered with fees:\n%s", text, got)
		}
	}
	li.expect(li.says("多收了1.96"), "多收 ¥1.96") // a payment has just that
	if got := li.says("把昨天的对账单发我，要有手续费")[0].Text; !strings.Contains(got, "2026-11-19") || !strings.Contains(got, "刷卡") && !strings.Contains(got, "汇总") {
		t.Errorf("no statement:\n%s", got)
	}
}
