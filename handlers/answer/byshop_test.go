package answer

import (
	"strings"
	"testing"

	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// What came to each shop of a chain, one by one, each currency by itself; a shop
// to which nothing came stands first, and nothing is said of it but that.
func TestWhatArrivedAndWhatFeesWereByShop(t *testing.T) {
	of := func(row int64, shop, currency string) trail.PayoutView {
		v := payout()
		v.Row, v.MerchantID, v.Currency = row, shop, currency
		return v
	}
	sent := of(4, "S4", "CNY")
	sent.State, sent.Banked, sent.BankSeen, sent.Booked, sent.ArrivedOn = trail.PayoutSent, 0, false, nil, 0
	shops := map[string]record.Merchant{"S1": {ID: "S1", Store: "静安店"}, "S2": {ID: "S2", Store: "徐汇店"}, "S3": {ID: "S3", Store: "浦东店"}, "S4": {ID: "S4", Store: "虹口店"}}
	for lang, want := range map[string][]string{
		"zh-Hans": {"各店：", "浦东店：还没看到到账", "虹口店：已打款 ", "静安店：到账 ", "，2 笔", "徐汇店：到账 ", "静安店：手续费 ¥5.00", "徐汇店：手续费 ¥3.00"},
		"zh-Hant": {"各店：", "浦东店：還沒看到入帳", "虹口店：已打款 ", "静安店：入帳 ", "徐汇店：入帳 ", "静安店：手續費 "},
		"en":      {"By shop:", "浦东店: nothing seen to arrive yet", "虹口店: CNY ", " paid out, payouts: 1", "静安店: CNY ", " arrived, payouts: 2", "徐汇店: CNY ", "静安店: fees CNY 5.00"},
	} {
		a := owner(lang)
		a.Shops = shops
		r := book(t).ArrivedIn(a, Arrivals{From: day(21), To: day(21), AsOf: cleared(21),
			Payouts: []trail.PayoutView{of(1, "S1", "CNY"), of(2, "S1", "HKD"), of(3, "S2", "CNY"), sent}})
		fees := book(t).FeesOf(a, FeeSum{From: day(9), To: day(15), Total: []patterns.Sum{{Currency: "CNY", Amount: 800}, {Currency: "HKD", Amount: 100}},
			Shops: []FeeShop{{shops["S1"], []patterns.Sum{{Currency: "CNY", Amount: 500}}}, {shops["S2"], []patterns.Sum{{Currency: "CNY", Amount: 300}, {Currency: "HKD", Amount: 100}}}}})
		text, at := r.Text+"\n"+fees.Text, 0
		for _, w := range want {
			i := strings.Index(text[at:], w)
			if i < 0 {
				t.Fatalf("%s: %q is not there, or not in its order:\n%s", lang, w, text)
			}
			at += i
		}
		one := owner(lang)
		if text := book(t).ArrivedIn(one, Arrivals{From: day(21), To: day(21), AsOf: cleared(21), Payouts: []trail.PayoutView{of(1, "S1", "CNY")}}).Text; strings.Contains(text, want[0]) {
			t.Errorf("one shop is told by shop:\n%s", text)
		}
	}
}
