package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/handlers/access"
	"moneytrail/handlers/people"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// Who asks which shop is short is told of all shops of the chain, what is amiss first;
// who asks by acquirer, by those.
func TestWhichShopIsShort(t *testing.T) {
	w := chainWorld(t)
	code, inv := people.NewGroupInvite("G1", access.Finance, true, w.now)
	w.invites[inv.Hash] = inv
	chen := w.user(7, "小陈", "zh-hans")
	chen.says("/start " + code)
	w.reads()
	for i := range w.books.trails {
		if tr := &w.books.trails[i]; tr.MerchantID == "S2" && tr.Amount == 120000 {
			tr.State, tr.Reasons, tr.Next = trail.Held, []trail.Reason{trail.RiskHold}, trail.Risk
		}
	}
	for _, text := range []string{"哪家少了", "哪个门店没到账", "按收单机构分", "对账差多少"} {
		chen.expect(chen.says(text), "静安店", "徐汇店", "各收单方", "acquirer of S1", "acquirer of S2", "徐汇店", "¥1,200.00", "是这些")
		if strings.Contains(chen.last.Text, "999") {
			t.Fatalf("a stranger's figures:\n%s", chen.last.Text)
		}
	}
	chen.expect(chen.says("by acquirer"), "acquirer of S1", "acquirer of S2")
	chen.expect(chen.says("which shop is short"), "静安店", "It is these")
}

// What arrived at each shop on a day is what was paid on it, in whatever order it is
// asked; what each shop sold on it is not.
func TestWhatArrivedAtEachShop(t *testing.T) {
	for lang, asked := range map[string][]string{
		"zh-hans": {"各店昨天进了多少钱", "昨天到账多少", "昨天各店到账多少", "各店昨天到账多少", "昨天每家店到了多少"},
		"zh-hant": {"各店昨天進了多少錢", "昨天各店到帳多少", "昨天每家店入帳多少"},
		"en":      {"how much arrived yesterday", "how much arrived yesterday by shop", "how much did each shop receive yesterday"},
	} {
		for _, text := range asked {
			w := chainWorld(t)
			w.reads()
			day := w.books.today - 1
			for i, shop := range []string{"S1", "S2"} {
				w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: trail.PayoutRef{Row: int64(61 + i), ID: "P", Account: "6001", State: trail.PayoutArrived, SentOn: day, ArrivedOn: day, Amount: int64(50000 + 1000*i)}, MerchantID: shop, Currency: "CNY"})
			}
			code, inv := people.NewGroupInvite("G1", access.Finance, true, w.now)
			w.invites[inv.Hash] = inv
			chen := w.user(7, "小陈", lang)
			chen.says("/start " + code)
			chen.speaks(lang)
			got := textsOf(chen.says(text))
			if !strings.Contains(got, "1,010.00") || !strings.Contains(got, "500.00") || strings.Contains(got, "3,500.00") {
				t.Errorf("%s:\n%s", text, got)
			}
		}
	}
	w := chainWorld(t)
	w.reads()
	code, inv := people.NewGroupInvite("G1", access.Finance, true, w.now)
	w.invites[inv.Hash] = inv
	chen := w.user(7, "小陈", "zh-hans")
	chen.says("/start " + code)
	chen.expect(chen.says("昨天卖的各店到账多少"), "3,500.00", "1,200.00")
}

func TestOneShopIsSplitByAcquirerToo(t *testing.T) {
	w, li := talk(t)
	li.expect(li.says("按收单机构分"), "acquirer of M0001")
	li.expect(li.says("对账平不平"), "应得", "对得上")
	w.books.trails[0].Late = &trail.Freshness{Source: "bank", Kind: record.Entries, Covers: w.books.today - 2, Usual: "03:10"}
	w.books.trails[0].Business = w.books.today - 1
	li.expect(li.says("对账平不平"), "还没有全部查到", "还没到的文件")
	if strings.Contains(li.last.Text, "该到的都到了") {
		t.Errorf("all is said to tie while a file is late:\n%s", li.last.Text)
	}
	for _, text := range []string{"各渠道手续费", "哪个终端有问题", "have you got discrepancies with the customer's refund"} {
		if got := li.says(text)[0].Text; strings.Contains(got, "acquirer of") || strings.Contains(got, "应得") {
			t.Errorf("%q is answered with figures by shop:\n%s", text, got)
		}
	}
}
