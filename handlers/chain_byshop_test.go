package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/understand"
)

// Who has a chain is told what each shop's fees came to.
func TestFeesOfEachShop(t *testing.T) {
	for lang, says := range map[string][3]string{
		"zh-hans": {"昨天各店的手续费", "静安店：手续费 ¥21.00", "徐汇店：手续费 ¥7.20"},
		"zh-hant": {"昨天各店的手續費多少", "静安店：手續費 ¥21.00", "徐汇店：手續費 ¥7.20"},
		"en":      {"fees of all shops yesterday", "静安店: fees CNY 21.00", "徐汇店: fees CNY 7.20"},
	} {
		t.Run(lang, func(t *testing.T) {
			w := chainWorld(t)
			w.desk = handlers.New(handlers.Options{Books: w.books, Rolls: w, Texts: w.desk.Texts, Reader: understand.New(), Clock: w, Flows: w.desk.Flows, Zone: shanghai})
			for i, fee := range []int64{2100, 720, 5999} {
				a := &w.books.trails[i].Arithmetic
				a.Fee, a.Priced, a.Net = fee, true, a.Gross-fee
			}
			chen := w.user(5, "陈", lang)
			w.binds(chen, "S1", access.Owner)
			w.binds(chen, "S2", access.Owner)
			chen.speaks(lang)
			got := textsOf(chen.says(says[0]))
			if !strings.Contains(got, says[1]) || !strings.Contains(got, says[2]) || strings.Contains(got, "59.99") {
				t.Errorf("%q:\n%s", says[0], got)
			}
		})
	}
}

// A shop of one's own is named without the word shop too.
func TestAShopIsNamedByItsPlaceAlone(t *testing.T) {
	for _, text := range []string{"徐汇昨天的账单", "徐汇店昨天的账单", "徐匯昨天的帳單", "statement of yesterday for 徐汇"} {
		t.Run(text, func(t *testing.T) {
			w := chainWorld(t)
			w.desk = handlers.New(handlers.Options{Books: w.books, Rolls: w, Texts: w.desk.Texts, Reader: understand.New(), Clock: w, Flows: w.desk.Flows, Zone: shanghai})
			chen := w.user(5, "陈", "zh-hans")
			w.binds(chen, "S1", access.Owner)
			w.binds(chen, "S2", access.Owner)
			if got := textsOf(chen.says(text)); !strings.Contains(got, "1,200.00") || strings.Contains(got, "3,500.00") || strings.Contains(got, "静安") {
				t.Errorf("%q:\n%s", text, got)
			}
		})
	}
}
