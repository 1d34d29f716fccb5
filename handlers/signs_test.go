package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
)

// Activity gives what terminals said, as far as the scope may see it.
func (b *books) Activity(_ context.Context, s access.Scope, merchant string, from calendar.Date) (patterns.Activity, error) {
	if !s.Sees(merchant) || !s.Totals() || b.activity.Merchant.ID != merchant {
		return patterns.Activity{}, nil
	}
	a := b.activity
	a.From = from
	return a, nil
}

// Claimed tells whether something was claimed before.
func (w *world) Claimed(_ context.Context, name, key string) (bool, error) {
	return w.claims[handlers.Claim{Name: name, Key: key}], nil
}

// signShop is the shop of 李老板, 小王 at the counter and Anna in finance, with
// twenty days of past behind it.
func signShop(t *testing.T) (w *world, li, wang, anna *user, amy *staff) {
	w, li, amy = shop(t)
	wang, anna = w.user(2, "小王", "zh-hans"), w.user(3, "Anna", "en")
	w.binds(wang, "M0001", access.Cashier)
	w.binds(anna, "M0001", access.Finance)
	w.books.activity = patterns.Activity{Zone: shanghai, Merchant: record.Merchant{ID: "M0001", Opens: "10:00", Closes: "22:00"}}
	for day := range 20 {
		for i := range 8 {
			w.swiped(record.Sale, noon.Add(time.Duration(-24*(day+1)*60+30*i)*time.Minute), int64(2000+317*i), fmt.Sprint(1000+day*8+i))
		}
	}
	return w, li, wang, anna, amy
}

func (w *world) swiped(kind record.TransactionType, at time.Time, amount int64, last4 string) *record.Transaction {
	a := &w.books.activity
	row := int64(len(a.Transactions) + 1)
	a.Transactions = append(a.Transactions, record.Transaction{Origin: record.Origin{Row: row, FileID: 7, File: "transactions.csv", Line: int(row) + 1},
		ID: fmt.Sprint("S", row), MerchantID: "M0001", TerminalID: "K001", Type: kind, Time: record.Stamp{Time: at}, Amount: amount, Currency: "CNY",
		Scheme: "UNIONPAY", Last4: last4, RRN: fmt.Sprint(500000 + row), Status: record.Approved, Operator: "03"})
	return &a.Transactions[row-1]
}

// atNight has operator 03 refund three times 2,000.00 in the night.
func (w *world) atNight() {
	for i := range 3 {
		w.swiped(record.Refund, noon.Add(-13*time.Hour-10*time.Minute+time.Duration(i)*time.Minute), 200000, "9999").OriginalRRN = "1"
	}
}

// looked has the product look through the swipes of M0001.
func (w *world) looked(kind inbox.Kind) []outbox.Item {
	return w.turn(inbox.Event{Network: inbox.System, Kind: kind, System: &inbox.SystemEvent{MerchantID: "M0001", Day: "2026-11-19"}})
}

func TestAnOwnerHearsOfRefundsAtNightOnceAndNobodyElseDoes(t *testing.T) {
	w, li, wang, anna, _ := signShop(t)
	if got := w.looked(inbox.SignsDue); len(got) != 0 {
		t.Fatalf("an ordinary shop: %+v", got)
	}
	w.atNight()
	items := w.looked(inbox.SignsDue)
	li.expect(li.gets(items), "¥6,000.00", "3 笔", "2026-11-20 周五（今天） 02:10–02:12", "K001", "C-1001", "操作员密码", "报警")
	if strings.Contains(li.last.Text, "退得最多") {
		t.Fatalf("the same refunds twice:\n%s", li.last.Text)
	}
	if got := append(wang.gets(items), anna.gets(items)...); len(got) != 0 {
		t.Fatalf("others were told: %+v", got)
	}
	c := w.only()
	if !c.Urgent || c.Subject != cases.Signs || len(c.Watchers) != 1 || c.Watchers[0].User != li.id || len(c.Transactions) != 0 || !strings.Contains(strings.Join(c.Facts, "\n"), "transactions.csv:") {
		t.Fatalf("%+v", c)
	}
	card := decode[outbox.SlackMessage](t, find(t, items, outbox.SlackPost)).Card
	if !strings.Contains(card.Title, "紧急") || !strings.Contains(strings.Join(card.Parts, "\n"), "refund_outside_hours") {
		t.Fatalf("%+v", card)
	}
	w.later(time.Hour)
	for range 2 {
		if got := w.looked(inbox.SignsDue); len(got) != 0 {
			t.Fatalf("told again: %+v", got)
		}
	}
	// What is new goes into the same case and is told alone.
	w.books.activity.Events = []record.Event{{Origin: record.Origin{Row: 1, FileID: 8, File: "events.csv", Line: 2}, MerchantID: "M0001", TerminalID: "K001", Kind: "TAMPER",
		Time: record.Stamp{Time: noon.Add(30 * time.Minute)}}}
	items = w.looked(inbox.SignsDue)
	got := li.gets(items)
	li.expect(got, "被拆动", "先停用", "C-1001")
	if strings.Contains(got[0].Text, "退款") {
		t.Fatalf("the refunds again:\n%s", got[0].Text)
	}
	if c := w.only(); len(posted(t, items)) != 1 || !strings.Contains(posted(t, items)[0], "terminal_tampered") || !strings.Contains(strings.Join(c.Facts, "\n"), "terminal_tampered") {
		t.Fatalf("%v", posted(t, items))
	}
}

func TestAPersonAskedForAfterSignsIsTheirCases(t *testing.T) {
	w, li, wang, _, _ := signShop(t)
	w.atNight()
	li.gets(w.looked(inbox.SignsDue))
	li.expect(li.presses("人工客服"), "C-1001")
	w.only()
	wang.expect(wang.says("转人工"), "C-1002") // the counter has a case of its own
	li.says("今天3500没到")
	li.expect(li.says("转人工"), "C-1003") // another matter
	li.expect(li.pressesRaw("co:1001"), "C-1001")
	if c := w.cases[1001]; c.IsOpen() || c.Resolution.Reason != cases.ByMerchant {
		t.Fatalf("%+v", c)
	}
}

// What the product told when it opened the case is no colleague's answer.
func TestACaseOfSignsWaitsForAColleaguesWords(t *testing.T) {
	w, li, _, _, amy := signShop(t)
	w.atNight()
	w.looked(inbox.SignsDue)
	w.later(time.Minute)
	amy.presses("claim", w.only().ID)
	got := li.says("我的工单怎么样了")
	if li.expect(got, "amy 正在办", "同事还没回复"); strings.Contains(got[0].Text, "回过您") {
		t.Errorf("nobody answered yet:\n%s", got[0].Text)
	}
	w.later(time.Minute)
	amy.writes(w.only(), "! 核对过了，没有问题")
	li.expect(li.says("/cases"), "amy 正在办")
	li.expect(li.presses("C-1001"), "回过您")
	w.later(time.Minute)
	li.says("还有人吗")
	w.later(time.Minute)
	got = li.says("还有人吗")
	if li.expect(got, "回过您，您之后说的还没回复"); strings.Contains(got[0].Text, "同事还没回复") {
		t.Errorf("a colleague wrote:\n%s", got[0].Text)
	}
}

func TestThatSignsAreInOrderGoesToTheirCase(t *testing.T) {
	w, li, _, _, _ := signShop(t)
	w.atNight()
	li.gets(w.looked(inbox.SignsDue))
	li.expect(li.says("是的"), "已转给客服", "C-1001")
}

func TestASuspectIsTheRiskTeamsAlone(t *testing.T) {
	w, li, _, _, _ := signShop(t)
	for i := range 6 {
		w.swiped(record.Sale, noon.Add(time.Duration(-10*i-5)*time.Minute), 5000, "7777")
	}
	items := w.looked(inbox.SignsDue)
	if len(items) != 1 || items[0].Op != outbox.SlackPost || len(w.cases) != 0 {
		t.Fatalf("%+v", items)
	}
	m := decode[outbox.SlackMessage](t, items[0])
	if all := strings.Join(append(m.Card.Parts, m.Card.Context...), "\n"); m.Thread != "" || len(m.Card.Buttons) != 0 || !strings.Contains(all, "card_again") ||
		!strings.Contains(all, "··7777") || !strings.Contains(all, "For the risk team alone") {
		t.Fatalf("%+v", m.Card)
	}
	got := li.says("是不是有人盗刷")
	li.expect(got, "没有看到跟平时不一样", "收款 ", "C-1001")
	for _, word := range []string{"7777", "一卡多刷", "风控"} {
		if strings.Contains(got[0].Text, word) {
			t.Fatalf("%s:\n%s", word, got[0].Text)
		}
	}
	if facts := strings.Join(w.only().Facts, "\n"); strings.Contains(facts, "card_again") {
		t.Fatalf("the merchant's own case tells of it:\n%s", facts)
	}
	if got := w.looked(inbox.SignsDue); len(got) != 0 {
		t.Fatalf("told again: %+v", got)
	}
}

func TestThePastStaysSilent(t *testing.T) {
	w, _, _, _, _ := signShop(t)
	w.atNight()
	w.books.activity.Past = map[int64]bool{7: true} // the first import of its source
	if got := w.looked(inbox.SignsDue); len(got) != 0 {
		t.Fatalf("%+v", got)
	}
	w.books.activity.Past = nil
	w.later(4 * 24 * time.Hour)
	if got := w.looked(inbox.SignsDue); len(got) != 0 {
		t.Fatalf("%+v", got)
	}
}

func TestTheDailyLookFindsWhatNoFileBrought(t *testing.T) {
	w, li, _, _, _ := signShop(t)
	w.atNight()
	items := w.looked(inbox.SummaryDue)
	if got := li.gets(items); len(got) != 2 || !strings.Contains(got[1].Text, "¥6,000.00") {
		t.Fatalf("%+v", got)
	}
}

// Who asks: the owner reads what was found, whoever it was that did it; finance
// and the counter read what to do.
func TestWhoAsksReadsWhatTheRoleMayKnow(t *testing.T) {
	w, li, wang, anna, _ := signShop(t)
	w.atNight()
	for _, u := range []*user{wang, anna} {
		got := u.says("有人盗刷 stolen")
		for _, word := range []string{"6,000", "03", "02:1", "查到这些", "not as they usually"} {
			if strings.Contains(got[0].Text, word) {
				t.Errorf("%s reads %q:\n%s", u.name, word, got[0].Text)
			}
		}
	}
	if c := w.only(); c.Subject != cases.Security || !strings.Contains(strings.Join(c.Facts, "\n"), "refund_outside_hours") { // staff know
		t.Fatalf("%+v", c)
	}
	li.expect(li.says("有人盗刷"), "查到这些", "¥6,000.00", "02:10–02:12", "C-1002") // a case of its own, which the counter does not watch
	li.expect(li.gets(w.looked(inbox.SignsDue)), "C-1002")
	li.expect(li.says("有人盗刷"), "C-1002")
	if c := w.cases[1002]; c.Subject != cases.Signs || c.Watches(wang.id) || c.Watches(anna.id) || !c.OwnerEnds() {
		t.Fatalf("%+v", c)
	}
}

func TestWithoutAnOwnerTheCaseIsOpenedAllTheSame(t *testing.T) {
	w, _, _, _, _ := signShop(t)
	w.members = nil
	w.atNight()
	if items := w.looked(inbox.SignsDue); len(items) != 1 || items[0].Op != outbox.SlackPost {
		t.Fatalf("%+v", items)
	}
	if c := w.only(); len(c.Watchers) != 0 || c.Subject != cases.Signs {
		t.Fatalf("%+v", c)
	}
}
