package handlers_test

import (
	"context"
	"strings"
	"testing"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/record"
)

// feeBooks are books with rates by way to pay.
type feeBooks struct {
	*books
	rows []record.Terms
}

func (b feeBooks) Terms(context.Context, access.Scope, string) ([]record.Terms, error) {
	return b.rows, nil
}

// feeWorld has two rates, and yesterday's payments charged by them.
func feeWorld(t *testing.T, lang string) (*world, *user, *feeBooks) {
	w, li := talk(t)
	priced(w, "T21", 5280, 0).Scheme = "UNIONPAY"
	for i := range w.books.trails {
		if tr := &w.books.trails[i]; tr.TransactionID == "T21" {
			tr.CardType = "CREDIT"
		}
	}
	bps := func(s string) *string { return &s }
	b := &feeBooks{books: w.books, rows: []record.Terms{
		{MerchantID: "*", Scheme: "UNIONPAY", CardType: "CREDIT", FeeBPS: bps("60")},
		{MerchantID: "*", Scheme: "ALIPAY", FeeBPS: bps("38")},
	}}
	w.desk = handlers.New(handlers.Options{Books: b, Rolls: w, Texts: w.desk.Texts, Reader: w.desk.Reader, Clock: w, Flows: w.desk.Flows, Zone: shanghai})
	return w, li.speaks(lang), b
}

// What is asked of fees beside their sums is answered by the contract and the record;
// what neither tells is said, with a person a tap away and no case opened.
func TestFeesAreExplained(t *testing.T) {
	for _, x := range []struct {
		lang string
		asks []string
		want []string
	}{
		{"zh-hans", []string{"昨天手续费一共多少", "怎么算的，看不懂"}, []string{"一笔一笔算的", "¥8,800.00（银联信用卡 0.60%）：手续费 ¥52.80，您得 ¥8,747.20"}},
		{"zh-hant", []string{"昨天手續費一共多少", "怎麼算的，看不懂"}, []string{"一筆一筆算的", "¥8,800.00"}},
		{"en", []string{"fees yesterday", "I don't understand, how does it add up"}, []string{"one payment at a time", "fee CNY 52.80, you get CNY 8,747.20"}},
		{"zh-hans", []string{"信用卡为什么比支付宝贵"}, []string{"银联信用卡 0.60%：收 1,000.00，手续费 ¥6.00", "支付宝 0.38%：收 1,000.00，手续费 ¥3.80", "没有写"}},
		{"zh-hant", []string{"信用卡為什麼比支付寶貴"}, []string{"0.60%", "¥3.80", "沒有寫"}},
		{"en", []string{"why are credit cards dearer than alipay"}, []string{"0.60%", "CNY 3.80", "not in the contract data"}},
		{"zh-hans", []string{"昨天手续费一共多少", "能不能便宜点"}, []string{"改不了", "0.60%", "0.38%", "人工客服"}},
		{"en", []string{"can I get a lower rate"}, []string{"cannot be changed here", "0.38%"}},
		{"zh-hans", []string{"手续费费率改了没通知我"}, []string{"没有查到改过费率", "1 笔，都是按合同收的", "人工客服"}},
		{"en", []string{"nobody told me the fee went up"}, []string{"no change of a rate is found", "charged by the contract"}},
	} {
		w, li, _ := feeWorld(t, x.lang)
		var got string
		for _, ask := range x.asks {
			got = textsOf(li.says(ask))
		}
		for _, want := range x.want {
			if !strings.Contains(got, want) {
				t.Errorf("%q has no %q:\n%s", x.asks, want, got)
			}
		}
		if len(w.cases) > 0 {
			t.Errorf("%q opened a case", x.asks)
		}
	}
}

// A rate that is another since a day is told with that day and what it was.
func TestARateThatChanged(t *testing.T) {
	w, li, b := feeWorld(t, "zh-hans")
	bps := "80"
	b.rows = append(b.rows, record.Terms{MerchantID: "*", Scheme: "ALIPAY", FeeBPS: &bps, ValidFrom: w.books.today - 5})
	got := textsOf(li.says("费率涨了没通知我"))
	for _, want := range []string{"费率有过变动", "支付宝：2026-11-15 周日 起 0.80%，之前 0.38%"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "银联") {
		t.Errorf("what did not change:\n%s", got)
	}
}

// The rate of a network has the first line, whatever it is called; one that the contract
// does not name counts as everything else does.
func TestTheRateOfANetworkComesFirst(t *testing.T) {
	for _, x := range []struct{ lang, asks, first string }{
		{"en", "how much % for amex", "American Express has no line of its own in the contract"},
		{"en", "alipay fee?", "Alipay: 0.38%"},
		{"en", "how many percent you take for alipay", "Alipay: 0.38%"},
		{"zh-hans", "运通卡收几个点", "美国运通在合同里没有单列"},
		{"zh-hant", "支付寶扣多少", "支付寶：0.38%"},
		{"zh-hans", "银联收百分之几", "银联信用卡：0.60%"},
	} {
		w, li, b := feeWorld(t, x.lang)
		all := "100"
		b.rows = append(b.rows, record.Terms{MerchantID: "*", FeeBPS: &all})
		got := textsOf(li.says(x.asks))
		if !strings.HasPrefix(got, x.first) || !strings.Contains(got, "1.00%") || len(w.cases) != 0 {
			t.Errorf("%q, %d cases:\n%s", x.asks, len(w.cases), got)
		}
	}
}
