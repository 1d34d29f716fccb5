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

// A shop that paid nothing is listed with nothing in its own money.
func TestFeesOfAShopWithoutAnyAreInItsOwnMoney(t *testing.T) {
	for lang, says := range map[string][3]string{
		"zh-hans": {"昨天各店的手续费", "徐汇店：手续费 HKD 0.00", "静安店：手续费 ¥7.20"},
		"zh-hant": {"昨天各店的手續費多少", "徐汇店：手續費 HKD 0.00", "静安店：手續費 ¥7.20"},
		"en":      {"fees of all shops yesterday", "徐汇店: fees HKD 0.00", "静安店: fees CNY 7.20"},
	} {
		w := chainWorld(t)
		w.desk = handlers.New(handlers.Options{Books: w.books, Rolls: w, Texts: w.desk.Texts, Reader: understand.New(), Clock: w, Flows: w.desk.Flows, Zone: shanghai})
		w.books.merchants[1].Currency = "HKD"
		w.books.trails = w.books.trails[:1] // nothing sold there
		w.books.trails[0].Arithmetic.Fee, w.books.trails[0].Arithmetic.Priced = 720, true
		chen := w.user(5, "陈", lang)
		w.binds(chen, "S1", access.Owner)
		w.binds(chen, "S2", access.Owner)
		chen.speaks(lang)
		if got := textsOf(chen.says(says[0])); !strings.Contains(got, says[1]) || !strings.Contains(got, says[2]) {
			t.Errorf("%q:\n%s", says[0], got)
		}
	}
}

// The shop that paid most of all stands first.
func TestTheShopWithMostFeesStandsFirst(t *testing.T) {
	w := chainWorld(t)
	w.desk = handlers.New(handlers.Options{Books: w.books, Rolls: w, Texts: w.desk.Texts, Reader: understand.New(), Clock: w, Flows: w.desk.Flows, Zone: shanghai})
	for i, fee := range []int64{720, 2100, 5999} {
		w.books.trails[i].Arithmetic.Fee, w.books.trails[i].Arithmetic.Priced = fee, true
	}
	chen := w.user(5, "陈", "zh-hans")
	w.binds(chen, "S1", access.Owner)
	w.binds(chen, "S2", access.Owner)
	got := textsOf(chen.says("昨天各店的手续费"))
	most, less := strings.Index(got, "徐汇店：手续费 ¥21.00"), strings.Index(got, "静安店：手续费 ¥7.20")
	if most < 0 || less < most {
		t.Errorf("not the most first:\n%s", got)
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
