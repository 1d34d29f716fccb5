package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// chainOwner is the world of chainWorld with its owner, read as the product reads.
func chainOwner(t *testing.T, lang string) (*world, *user) {
	w := chainWorld(t)
	w.desk = handlers.New(handlers.Options{Books: w.books, Rolls: w, Texts: w.desk.Texts, Reader: understand.New(), Clock: w, Flows: w.desk.Flows, Zone: shanghai})
	w.books.trails[0].Scheme, w.books.trails[1].Scheme, w.books.trails[2].Scheme, w.books.trails[3].Scheme = "WECHAT", "ALIPAY", "WECHAT", "WECHAT"
	chen := w.user(5, "陈", lang)
	w.binds(chen, "S1", access.Owner)
	w.binds(chen, "S2", access.Owner)
	chen.speaks(lang)
	return w, chen
}

// The shop that was named last does not answer what is plainly asked of all, and the
// days that were talked of stay.
func TestAQuestionOfAllShopsIsNotOfTheOneNamedLast(t *testing.T) {
	for _, x := range []struct {
		lang, one, all string
		want           []string
	}{
		{"zh-hans", "徐汇店昨天的账单", "那两家店一共", []string{"川香小馆（2 家店）", "2026-11-19", "¥4,700.00"}},
		{"zh-hant", "徐匯店昨天的帳單", "兩家店加起來", []string{"川香小馆（2 家店）", "2026-11-19", "¥4,700.00"}},
		{"en", "statement of yesterday for 徐汇", "both shops together", []string{"(2 shops)", "2026-11-19", "CNY 4,700.00"}},
		{"zh-hans", "徐汇店昨天的账单", "每家的微信分别多少", []string{"2026-11-19", "微信收款 1 笔，一共 ¥3,500.00", "静安店：1 笔，¥3,500.00", "徐汇店：没有收款"}},
		{"zh-hans", "徐汇店昨天的账单", "静安店怎么比徐汇店多这么多", []string{"2026-11-19", "徐汇店比静安店少 ¥2,300.00，笔数一样"}},
		{"en", "statement of yesterday for 徐汇", "which shop sold the most", []string{"静安店 took the most, CNY 3,500.00 in 1 payment."}},
		{"zh-hans", "徐汇店今天的账单", "哪家店今天没开单", []string{"没有收款的是：静安店。", "徐汇店：1 笔，¥66.00"}},
		{"zh-hant", "徐匯店今天的帳單", "邊間舖今日冇開單", []string{"沒有收款的是：静安店。"}},
		{"en", "statement of today for 徐汇", "which shop had no sales today", []string{"no payments taken at 静安店."}},
		{"zh-hans", "徐汇店昨天的账单", "哪家店钱被扣住了", []string{"2 家店都没有查到被暂缓结算的钱", "川香小馆（2 家店）"}},
		{"zh-hans", "徐汇店昨天的账单", "昨天跟前天比，两家店分别怎么样", []string{"静安店：收款 ¥3,500.00，之前 ¥0.00", "徐汇店：收款 ¥1,200.00，之前 ¥0.00，多了 ¥1,200.00"}},
	} {
		w, chen := chainOwner(t, x.lang)
		if strings.Contains(x.all, "前天") {
			w.books.trails = append(w.books.trails, swipe(9, "S1", "T09", noon.AddDate(0, 0, -3), 100, "6688"))
		}
		chen.says(x.one)
		got := textsOf(chen.says(x.all))
		for _, want := range x.want {
			if !strings.Contains(got, want) {
				t.Errorf("%q after %q has no %q:\n%s", x.all, x.one, want, got)
			}
		}
		if len(w.cases) > 0 || strings.Contains(got, "9,999") {
			t.Errorf("%q: %d cases:\n%s", x.all, len(w.cases), got)
		}
	}
}

// Money held at a shop is told by shop.
func TestAtWhichShopMoneyIsHeld(t *testing.T) {
	for lang, x := range map[string][3]string{
		"zh-hans": {"哪家店的钱被扣住了", "有钱被暂缓结算的店：徐汇店。", "静安店：没有"},
		"zh-hant": {"哪家店的錢被扣住了", "有錢被暫緩結算的店：徐汇店。", "静安店：沒有"},
		"en":      {"at which shop is money held", "Money is on hold at: 徐汇店.", "静安店: nothing"},
	} {
		w, chen := chainOwner(t, lang)
		w.books.trails[1].State, w.books.trails[1].Reasons = trail.Held, []trail.Reason{trail.RiskHold}
		if got := textsOf(chen.says(x[0])); !strings.Contains(got, x[1]) || !strings.Contains(got, x[2]) || !strings.Contains(got, "1,200.00") || len(w.cases) > 0 {
			t.Errorf("%q:\n%s", x[0], got)
		}
	}
}

// Every answer of one shop of a chain tells which it is, and a tap asks the same of all.
func TestTheWayOutOfOneShop(t *testing.T) {
	for lang, x := range map[string][4]string{
		"zh-hans": {"徐汇店昨天的账单", "全部 2 家店", "川香小馆徐汇店", "¥4,700.00"},
		"zh-hant": {"徐匯店昨天的帳單", "全部 2 家店", "川香小馆徐汇店", "¥4,700.00"},
		"en":      {"statement of yesterday for 徐汇", "All 2 shops", "川香小馆徐汇店", "CNY 4,700.00"},
	} {
		_, chen := chainOwner(t, lang)
		if got := textsOf(chen.says(x[0])); !strings.Contains(got, x[2]) || strings.Contains(got, x[3]) {
			t.Errorf("of one:\n%s", got)
		}
		if got := textsOf(chen.presses(x[1])); !strings.Contains(got, x[3]) {
			t.Errorf("of all:\n%s", got)
		}
		for _, row := range chen.last.Buttons {
			for _, b := range row {
				if b.Text == x[1] {
					t.Error("who sees all is offered all")
				}
			}
		}
	}
	_, chen := chainOwner(t, "zh-hans")
	chen.says("徐汇店昨天的账单")
	if got := textsOf(chen.says("有没有被扣住的钱")); !strings.Contains(got, "徐汇店") {
		t.Errorf("whose it is is not told:\n%s", got)
	}
	chen.expect(chen.presses("全部 2 家店"), "（2 家店）")
}

// Who has one shop, or several that are no chain, is offered none.
func TestNoWayOutWhereThereIsNoChain(t *testing.T) {
	w := chainWorld(t)
	keeper := w.user(8, "店长", "zh-hans")
	w.binds(keeper, "S2", access.Owner)
	w.binds(keeper, "X9", access.Owner)
	keeper.says("昨天的账单")
	for _, row := range keeper.last.Buttons {
		for _, b := range row {
			if strings.Contains(b.Text, "全部") {
				t.Errorf("offered %q", b.Text)
			}
		}
	}
}

// "把明细发我" brings the file of what was shown last.
func TestTheFileOfWhatWasShown(t *testing.T) {
	for lang, x := range map[string][3]string{
		"zh-hans": {"徐汇店昨天的账单", "把明细发我", "导出成Excel"},
		"zh-hant": {"徐匯店昨天的帳單", "發一份明細給我", "導出表格"},
		"en":      {"statement of yesterday for 徐汇", "send me the list", "export it"},
	} {
		for _, ask := range x[1:] {
			w, chen := chainOwner(t, lang)
			chen.says(x[0])
			file := sentFile(t, w.turn(chen.event(inbox.Message, inbox.TelegramEvent{Text: ask, MessageID: 77})))
			if s := string(file.Content); !strings.Contains(s, "1200.00") || strings.Contains(s, "3500.00") || strings.Contains(s, "66.00") {
				t.Errorf("%q:\n%s", ask, s)
			}
		}
	}
	w, chen := chainOwner(t, "zh-hans")
	items := w.turn(chen.event(inbox.Message, inbox.TelegramEvent{Text: "导出明细", MessageID: 78}))
	for _, it := range items {
		if it.Op == outbox.TelegramFile {
			t.Error("a file of days that nobody named")
		}
	}
	chen.expect(chen.gets(items), "要哪几天的明细")
	if file := sentFile(t, w.turn(chen.event(inbox.Press, inbox.TelegramEvent{CallbackID: "1", Data: dataOf(chen, "昨天"), MessageID: 79}))); !strings.Contains(string(file.Content), "3500.00") {
		t.Errorf("yesterday's file:\n%s", file.Content)
	}
}

// dataOf gives what a button of the last message holds.
func dataOf(u *user, label string) string {
	for _, row := range u.last.Buttons {
		for _, b := range row {
			if b.Text == label {
				return b.Data
			}
		}
	}
	return ""
}

// A cashier is told no sums by way to pay, nor a file.
func TestACashierIsToldNoSumsByMethod(t *testing.T) {
	w := chainWorld(t)
	w.desk = handlers.New(handlers.Options{Books: w.books, Rolls: w, Texts: w.desk.Texts, Reader: understand.New(), Clock: w, Flows: w.desk.Flows, Zone: shanghai})
	cashier := w.user(9, "收银", "zh-hans")
	w.binds(cashier, "S2", access.Cashier)
	for _, ask := range []string{"今天微信收了多少", "今天一共收了多少", "把今天的明细发我"} {
		items := w.turn(cashier.event(inbox.Message, inbox.TelegramEvent{Text: ask, MessageID: 80}))
		for _, it := range items {
			if it.Op == outbox.TelegramFile {
				t.Errorf("%q: a file", ask)
			}
		}
		if got := textsOf(cashier.gets(items)); strings.Contains(got, "一共 ¥") {
			t.Errorf("%q:\n%s", ask, got)
		}
	}
}
