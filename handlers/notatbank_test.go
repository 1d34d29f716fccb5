package handlers_test

import (
	"strings"
	"testing"
)

// Who looked at the bank and did not find a payout is not told to look once more: it is that
// payout, with the numbers for the bank and what comes then.
func TestWhoDidNotFindAPayoutAtTheBankIsNotToldToLookAgain(t *testing.T) {
	for _, x := range []struct{ first, ask, want string }{
		{"4391.05到了吗", "银行流水里没有4391啊", "就不用再找了"}, {"我的钱呢", "银行说根本没收到", "就不用再找了"}, {"我的錢呢", "銀行話冇收到", "就不用再找了"},
		{"where is my money", "bank says they never received anything", "you need not look any further"}, {"where is the 4391.05", "it is not on my bank statement", "you need not look any further"},
	} {
		w, li := shortWorld(t)
		li.says(x.first)
		got := textsOf(li.says(x.ask))
		if !strings.Contains(got, x.want) || !strings.Contains(got, "4,391.05") || !strings.Contains(got, "P72") || len(w.cases) != 0 {
			t.Errorf("%q, %d cases:\n%s", x.ask, len(w.cases), got)
		}
	}
}
