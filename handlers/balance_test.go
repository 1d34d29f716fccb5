package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// What is asked of money that no payout paid yet is answered with the figures.
func TestABalanceIsToldInFigures(t *testing.T) {
	waits := func(reason trail.Reason, state trail.State) func(*world) {
		return func(w *world) { swiped11(state, reason)(w) }
	}
	both := func(fs ...func(*world)) func(*world) {
		return func(w *world) {
			for _, f := range fs {
				f(w)
			}
		}
	}
	for name, c := range map[string]struct {
		data   func(*world)
		asks   string
		wants  []string
		unsaid string
	}{
		"below the minimum":     {both(balance(8000, 20000), waits(trail.MinPayout, trail.Cleared)), "还差多少", []string{"¥80.00", "¥200.00", "还差 ¥120.00", "等着就行"}, ""},
		"below it, in English":  {both(balance(8000, 20000), waits(trail.MinPayout, trail.Cleared)), "what is the minimum payout", []string{"CNY 80.00", "CNY 200.00", "CNY 120.00 is missing"}, ""},
		"the minimum is there":  {balance(22000, 20000), "最低多少才打款", []string{"¥220.00", "已经够了"}, "还差"},
		"no minimum":            {balance(22000, 0), "最低出款金额是多少", []string{"没有写最低出款金额", "¥220.00"}, ""},
		"below zero":            {both(balance(-250000, 0), refundRow), "why is my balance negative", []string{"below zero now, by CNY 2,500.00", "new sales fill it"}, ""},
		"below zero, owed":      {both(balance(-250000, 0), refundRow), "我还欠你们多少", []string{"差 ¥2,500.00", "补平以后恢复出款"}, ""},
		"not below zero":        {balance(100, 0), "余额为什么是负数", []string{"不是负数", "¥1.00"}, ""},
		"to be withdrawn":       {both(balance(347900, 0), waits(trail.ManualWithdrawal, trail.Cleared)), "怎么提现", []string{"¥3,479.00（1 笔）", "商户后台点“提现”", "需要您来办"}, ""},
		"withdrawn, in English": {both(balance(347900, 0), waits(trail.ManualWithdrawal, trail.Cleared)), "how do I withdraw", []string{"CNY 3,479.00", "merchant portal", "Next: you"}, ""},
		"nothing to withdraw":   {balance(347900, 0), "怎么提现", []string{"没有要您自己点“提现”", "¥3,479.00"}, "商户后台"},
		"a reserve":             {waits(trail.Reserve, trail.Held), "保证金什么时候退", []string{"¥3,479.00（1 笔）", "到合同写的日子"}, ""},
		"a reserve, in English": {waits(trail.Reserve, trail.Held), "when is the reserve released", []string{"CNY 3,479.00", "the day your contract gives"}, ""},
		"a reserve, below zero": {both(balance(-250000, 0), refundRow, waits(trail.Reserve, trail.Held)), "保证金什么时候退", []string{"¥3,479.00（1 笔）", "在等的："}, "近来扣掉的"},
		"no reserve":            {balance(100, 0), "保证金有多少", []string{"没有哪一笔刷卡的钱留作保证金"}, ""},
		"reached, by hand":      {both(balance(347900, 20000), waits(trail.ManualWithdrawal, trail.Cleared)), "怎么提现", []string{"需要您来办", "已经够了，您点“提现”就付"}, "跟下一次出款"},
		"below, by hand":        {both(balance(8000, 20000), waits(trail.ManualWithdrawal, trail.Cleared)), "what is the minimum payout", []string{"CNY 120.00 is missing", "when you tap Withdraw"}, "by itself"},
		"a refund declined":     {both(balance(-250000, 0), refundRow, refused), "why is my balance negative", []string{"CNY 2,500.00", "What was taken lately"}, "66.00"},
		"named by its amount":   {balance(8000, 20000), "为什么要满200才打", []string{"最低出款金额是 ¥200.00", "攒了 ¥80.00", "还差 ¥120.00"}, ""},
		"named, in English":     {balance(8000, 20000), "why do I have to reach 200", []string{"CNY 120.00 is missing"}, ""},
		"where is it":           {both(balance(8000, 20000), waits(trail.MinPayout, trail.Cleared)), "怎么好几天没给我打钱", []string{"¥200.00", "还差 ¥120.00"}, "还没有日期"},
		"nobody knows":          {func(*world) {}, "还差多少", []string{"算不出来"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w, li, _ := shop(t)
			w.reads()
			c.data(w)
			got := li.says(c.asks)
			li.expect(got, c.wants...)
			if c.unsaid != "" && strings.Contains(got[0].Text, c.unsaid) || len(w.cases) > 0 {
				t.Errorf("%s: %s", c.asks, got[0].Text)
			}
		})
	}
}

// refused is a refund of 66.00 that was declined.
func refused(w *world) {
	r := swipe(32, "M0001", "T32", noon.Add(-27*time.Hour), 6600, "7000")
	r.Type, r.State, r.Reasons = record.Refund, trail.Declined, nil
	w.books.trails = append(w.books.trails, r)
}

// Sums are not a cashier's, and a follow-up on what waits says the same.
func TestABalanceIsForWhoMaySeeSums(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	both := balance(8000, 20000)
	both(w)
	w.about(trail.Cleared, trail.MinPayout)
	li.says("今天的3500到哪了")
	li.expect(li.says("还差多少"), "¥120.00")
	wang := w.user(78, "小王", "zh-hans")
	w.binds(wang, "M0001", access.Cashier)
	w.later(time.Minute)
	if got := wang.says("还差多少")[0].Text; strings.Contains(got, "120") || strings.Contains(got, "80.00") {
		t.Errorf("a cashier is told the balance:\n%s", got)
	}
}

// Who asks how much there is hears of all that is not there yet, wherever it is.
func TestABalanceTellsAllThatIsOutside(t *testing.T) {
	for name, c := range map[string]struct {
		net    int64
		asks   string
		wants  []string
		unsaid []string
	}{
		"nothing is cleared": {0, "余额多少", []string{"还没到您账户的一共 ¥2,188.00：", "等着出款：¥100.00", "过了到账日：¥200.00", "暂缓结算：¥300.00", "保证金：¥400.00", "银行退回：¥500.00", "没查到入账：¥600.00", "到账少了：¥88.00", "我的钱呢"}, []string{"等着出款的有"}},
		"in English":         {0, "whats my balance", []string{"CNY 2,188.00 in all", "payout: CNY 100.00", "overdue: CNY 200.00", "on hold: CNY 300.00", "reserve: CNY 400.00", "returned by the bank: CNY 500.00", "not found at the bank: CNY 600.00", "that arrived: CNY 88.00", "where is my money"}, []string{"Cleared and waiting"}},
		"below zero":         {-250000, "余额多少", []string{"差 ¥2,500.00", "另外，还没到您账户的一共 ¥2,088.00："}, []string{"等着出款："}},
	} {
		t.Run(name, func(t *testing.T) {
			w, li, _ := shop(t)
			w.reads()
			balance(c.net, 0)(w)
			w.books.trails = nil
			for i, at := range []struct {
				state  trail.State
				reason trail.Reason
				due    int
			}{{trail.Cleared, trail.InCycle, 28}, {trail.Cleared, trail.InCycle, 16}, {trail.Held, trail.RiskHold, 0}, {trail.Held, trail.Reserve, 0}, {trail.Returned, trail.PayoutWasReturned, 0}, {trail.PaidOut, trail.PayoutIsMissing, 16}} {
				tr := swipe(int64(40+i), "M0001", "T"+string(rune('A'+i)), noon.Add(-30*time.Hour), int64(i+1)*10000, "7000")
				tr.State, tr.Reasons, tr.Arithmetic = at.state, []trail.Reason{at.reason}, trail.Arithmetic{}
				if tr.Due = (terms.Due{}); at.due != 0 {
					tr.Due.On = calendar.NewDate(2026, 11, at.due)
				}
				if tr.State == trail.PaidOut {
					tr.Payout = &trail.PayoutRef{Row: 5, ID: "P5", State: trail.PayoutMissing, Amount: tr.Amount, SentOn: calendar.NewDate(2026, 11, 16)}
				}
				w.books.trails = append(w.books.trails, tr)
			}
			w.books.payouts = []trail.PayoutView{{PayoutRef: trail.PayoutRef{Row: 6, ID: "P6", State: trail.PayoutShort, Amount: 356151, SentOn: calendar.NewDate(2026, 11, 20)}, Difference: -8800, MerchantID: "M0001", Currency: "CNY"}}
			got := li.says(c.asks)
			li.expect(got, c.wants...)
			for _, s := range append(c.unsaid, "¥0.00", "CNY 0.00") {
				if strings.Contains(got[0].Text, s) {
					t.Errorf("%s tells %q:\n%s", c.asks, s, got[0].Text)
				}
			}
		})
	}
}

// No day is promised where the balance lets nothing be paid out by itself.
func TestNoDayIsPromisedWhereNothingIsPaidOut(t *testing.T) {
	waits := func(net, least int64, reason trail.Reason) func(*world) {
		return func(w *world) {
			balance(net, least)(w)
			swiped11(trail.Cleared, reason)(w)
		}
	}
	for name, c := range map[string]struct {
		data   func(*world)
		zh, en string
		day    bool
	}{
		"below zero":        {waits(-250000, 0, trail.NegativeBalance), "账上现在是负数，差 ¥2,500.00", "below zero now, by CNY 2,500.00", false},
		"below the minimum": {waits(9552, 20000, trail.MinPayout), "还差 ¥104.48", "CNY 104.48 is missing", false},
		"by hand":           {waits(347900, 0, trail.ManualWithdrawal), "要您自己点“提现”", "tap Withdraw", false},
		"as usual":          {waits(347900, 20000, trail.InCycle), "您的到账规则", "When your money arrives", true},
	} {
		for asks, want := range map[string]string{"什么时候到账": c.zh, "whens my next payout": c.en} {
			t.Run(name+", "+asks, func(t *testing.T) {
				w, li, _ := shop(t)
				w.reads()
				c.data(w)
				got := li.says(asks)
				li.expect(got, want)
				said := got[0].Text
				if day := strings.Contains(said, "现在收一笔，预计") || strings.Contains(said, "is expected"); day != c.day {
					t.Errorf("%s: a day is promised: %v\n%s", asks, day, said)
				}
				if rule := max(strings.Index(said, "您的到账规则"), strings.Index(said, "When your money arrives")); strings.Index(said, want) > rule {
					t.Errorf("%s: what stops payouts comes after the rule\n%s", asks, said)
				}
			})
		}
	}
}
