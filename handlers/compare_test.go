package handlers_test

import (
	"strings"
	"testing"
	"time"
)

// Days set beside other days are answered with the sums of both; of days that are not over
// yet the same number of the earlier ones is compared.
func TestDaysAreSetBesideDays(t *testing.T) {
	for _, x := range []struct {
		asks        []string
		want, never []string
	}{
		{[]string{"上周和这周比呢"}, []string{"2026-11-16", "2026-11-20", "¥22,200.00", "2026-11-09", "2026-11-15", "¥350.00", "2026-11-13"}, []string{"我的钱"}},
		{[]string{"compared with last week?"}, []string{"CNY 22,200.00", "CNY 350.00", "more was sold"}, nil},
		{[]string{"上周跟這周比"}, []string{"¥22,200.00", "¥350.00", "收款多了"}, nil},
		{[]string{"昨天的账", "比前天呢"}, []string{"2026-11-19", "¥18,700.00", "2026-11-18", "没有交易", "收款多了 ¥18,700.00，多 2 笔"}, nil},
		{[]string{"今天比昨天"}, []string{"¥3,500.00", "¥18,700.00", "收款少了 ¥15,200.00，少 1 笔"}, nil},
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

// Sums are for owner and finance.
func TestACashierComparesNoSums(t *testing.T) {
	w, _ := talk(t)
	cashier := w.user(2, "小王", "zh-hans")
	w.binds(cashier, "M0001", "cashier")
	if got := textsOf(cashier.says("今天比昨天")); strings.Contains(got, "18,700") || strings.Contains(got, "3,500") {
		t.Errorf("a cashier reads\n%s", got)
	}
}
