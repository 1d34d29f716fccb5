package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/recon/trail"
)

// wholeOpen is a world in which four payments need a look.
func wholeOpen(t *testing.T) (*world, *user) {
	w, li := talk(t)
	for i, id := range []int64{41, 42, 43, 44} {
		tr := swipe(id, "M0001", "T4"+string(rune('1'+i)), noon.AddDate(0, 0, -1), int64(100000+i*1111), "704"+string(rune('1'+i)))
		tr.State, tr.Reasons, tr.Next = trail.Held, []trail.Reason{trail.RiskHold}, trail.Merchant
		if i%2 == 1 {
			tr.State, tr.Reasons, tr.Next = trail.Unknown, nil, trail.Operator
		}
		w.books.trails = append(w.books.trails, tr)
	}
	return w, li
}

// Who asks for the whole list once more in the same talk is told what changed, or that
// nothing did, and has the list a tap away.
func TestTheWholeListIsNotToldTwice(t *testing.T) {
	for lang, x := range map[string][5]string{
		"zh-hans": {"我的钱呢", "没有变化", "看整张列表", "还没到账的情况", "有变化"},
		"zh-hant": {"我的錢呢", "沒有變化", "看整張列表", "還沒入帳的情況", "有變化"},
		"en":      {"where is my money", "nothing has changed", "Show the whole list", "What has not arrived yet", "Something changed"},
	} {
		w, li := wholeOpen(t)
		li.speaks(lang)
		first := textsOf(li.says(x[0]))
		if !strings.Contains(first, x[3]) {
			t.Fatalf("no list:\n%s", first)
		}
		second := textsOf(li.says(x[0]))
		if !strings.Contains(second, x[1]) || strings.Contains(second, x[3]) || strings.Count(second, "\n") > strings.Count(first, "\n")*2/3 {
			t.Errorf("the second time:\n%s", second)
		}
		if whole := textsOf(li.presses(x[2])); !strings.Contains(whole, x[3]) {
			t.Errorf("by a tap:\n%s", whole)
		}
		last := len(w.books.trails) - 1
		w.books.trails[last].State, w.books.trails[last].Reasons, w.books.trails[last].Next = trail.Held, []trail.Reason{trail.RiskHold}, trail.Merchant
		if third := textsOf(li.says(x[0])); !strings.Contains(third, x[4]) || !strings.Contains(third, "1,033.33") || strings.Contains(third, "1,011.11") {
			t.Errorf("after a change:\n%s", third)
		}
		w.later(3 * 60 * 60 * 1e9)
		if later := textsOf(li.says(x[0])); !strings.Contains(later, x[3]) {
			t.Errorf("in another talk:\n%s", later)
		}
	}
}

// The payments in a payout are a tap away, or a word.
func TestThePaymentsInAPayoutAreATapAway(t *testing.T) {
	for lang, x := range map[string][2]string{
		"zh-hans": {"看里面的 4 笔", "里面有哪几笔"},
		"zh-hant": {"看裡面的 4 筆", "裡面有哪幾筆"},
		"en":      {"Show the 4 lines in it", "which payments are in it?"},
	} {
		w, li := talk(t)
		li.speaks(lang)
		p := trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 71, ID: "P71", State: trail.PayoutArrived, Amount: 39600, SentOn: w.books.today, ArrivedOn: w.books.today}, BankSeen: true,
			MerchantID: "M0001", Currency: "CNY", Banked: 39600, Itemised: true, Gross: 40000, LineFees: 400}
		for i := range 4 {
			p.Lines = append(p.Lines, trail.PayoutLine{TransactionRow: int64(81 + i), SwipedOn: w.books.today - 1, Type: "SALE", Gross: 10000, Fee: 100, Net: 9900, Last4: "700" + string(rune('1'+i))})
		}
		w.books.payouts = append(w.books.payouts, p)
		card := textsOf(li.pressesRaw("p:71"))
		if strings.Contains(card, "7003") || !strings.Contains(card, "396.00") {
			t.Errorf("the card:\n%s", card)
		}
		for _, page := range []string{textsOf(li.presses(x[0])), textsOf(li.says(x[1]))} {
			if strings.Count(page, "99.00") < 4 || !strings.Contains(page, "7004") {
				t.Errorf("its payments:\n%s", page)
			}
		}
	}
}

// What came to a chain is told by shop; the payouts of one are a tap away.
func TestWhatCameToAChainIsToldByShop(t *testing.T) {
	for lang, ask := range map[string]string{"zh-hans": "今天各店到账多少", "zh-hant": "今天各店到帳多少", "en": "how much arrived today at all shops"} {
		w, chen := chainOwner(t, lang)
		for i, id := range []string{"S1", "S1", "S2"} {
			w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: trail.PayoutRef{Row: int64(61 + i), ID: "P6" + id, State: trail.PayoutArrived, Amount: int64(10100 * (i + 1)), SentOn: w.books.today, ArrivedOn: w.books.today}, BankSeen: true,
				MerchantID: id, Currency: "CNY", Banked: int64(10100 * (i + 1))})
		}
		got := textsOf(chen.says(ask))
		if !strings.Contains(got, "606.00") || strings.Count(got, "303.00") != 2 || strings.Contains(got, "202.00") {
			t.Errorf("%q:\n%s", ask, got)
		}
		one := textsOf(chen.presses("静安店"))
		if !strings.Contains(one, "101.00") || !strings.Contains(one, "202.00") || strings.Contains(one, "606.00") {
			t.Errorf("of one shop:\n%s", one)
		}
	}
}
