package handlers_test

import (
	"strings"
	"testing"
	"time"
)

// Days set beside other days are answered with the sums of both; of days that are not over
// yet those that are, with as many of the earlier ones; fees that nobody knows yet are not told.
func TestDaysAreSetBesideDays(t *testing.T) {
	for _, x := range []struct {
		asks        []string
		want, never []string
	}{
		{[]string{"上周和这周比呢"}, []string{"2026-11-16", "2026-11-20", "¥22,200.00", "今天还没过完", "2026-11-09", "2026-11-15", "¥350.00", "只比已经过完的日子", "2026-11-12", "收款多了 ¥18,350.00，多 1 笔"}, []string{"我的钱", "应得"}},
		{[]string{"compared with last week?"}, []string{"CNY 22,200.00", "CNY 350.00", "CNY 18,350.00 more was sold", "only days that are over"}, []string{"due to you"}},
		{[]string{"上周跟這周比"}, []string{"¥22,200.00", "¥350.00", "收款多了 ¥18,350.00"}, []string{"應得"}},
		{[]string{"昨天的账", "比前天呢"}, []string{"2026-11-19", "¥18,700.00", "2026-11-18", "没有交易", "收款多了 ¥18,700.00，多 2 笔"}, nil},
		{[]string{"今天比昨天"}, []string{"¥3,500.00", "¥18,700.00", "手续费还没算出来", "先不跟整天比"}, []string{"收款少了", "收款多了", "应得", "手续费 ¥0"}},
		{[]string{"compare today and yesterday"}, []string{"CNY 3,500.00", "CNY 18,700.00", "fees not known yet", "Today is not over"}, []string{"more was sold", "less was sold", "due to you", "fees CNY 0"}},
		{[]string{"昨天和这周比"}, []string{"¥18,700.00", "¥22,200.00", "没法直接比"}, []string{"收款少了", "收款多了"}},
		{[]string{"这个月跟上个月比"}, []string{"2026-10-01", "2026-10-31", "记录从 2026-10-30"}, []string{"收款多了"}},
	} {
		w, li := talk(t)
		w.books.trails = append(w.books.trails, swipe(29, "M0001", "T29", noon.Add(-21*24*time.Hour), 100, "7029"))
		var got string
		for _, ask := range x.asks {
			got = textsOf(li.says(ask))
		}
		for _, want := range x.want {
			if !strings.Contains(got, want) {
				t.Errorf("%q has no %s:\n%s", x.asks, want, got)
			}
		}
		for _, never := range x.never {
			if strings.Contains(got, never) {
				t.Errorf("%q has %s:\n%s", x.asks, never, got)
			}
		}
	}
}

// On the first day of a week nothing of it is over: it is not set against a whole day.
func TestAWeekThatJustBegan(t *testing.T) {
	w, li := talk(t)
	w.later(72 * time.Hour) // Monday
	w.books.today += 3
	w.books.trails = append(w.books.trails, swipe(31, "M0001", "T31", w.now.Add(-time.Hour), 120000, "7031"))
	got := textsOf(li.says("这周和上周比"))
	for _, want := range []string{"2026-11-23", "¥1,200.00", "¥22,200.00", "先不跟整天比"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s:\n%s", want, got)
		}
	}
	if strings.Contains(got, "收款少了") {
		t.Errorf("a part of a day is compared:\n%s", got)
	}
}

// Sums are for owner and finance.
func TestACashierComparesNoSums(t *testing.T) {
	w, _ := talk(t)
	cashier := w.user(2, "小王", "zh-hans")
	w.binds(cashier, "M0001", "cashier")
	if got := textsOf(cashier.says("今天比昨天")); strings.Contains(got, "18,700") || strings.Contains(got, "3,500") {
		t.Errorf("a cashier reads\n%s", got)
	}
}
