package handlers_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// Breakdown is the day's sums, each merchant's of its own source.
func (b *books) Breakdown(ctx context.Context, s access.Scope, merchant string, from, to calendar.Date) ([]trail.Breakdown, error) {
	var out []trail.Breakdown
	for day := from; day <= to; day++ {
		d, err := b.Day(ctx, s, merchant, day)
		if err != nil {
			return nil, err
		}
		if d.Sold.SalesCount > 0 {
			for _, t := range b.trails {
				if t.MerchantID == merchant && calendar.DateOf(t.Time) == day && !t.Arithmetic.Priced {
					d.Sold.BeforeFees++
				}
			}
			out = append(out, trail.Breakdown{On: day, Source: "acquirer of " + merchant, Equation: d.Sold})
		}
	}
	return out, nil
}

// chainWorld has a chain of two shops, one of which sold something, and a stranger's.
func chainWorld(t *testing.T) *world {
	w := newWorld(t)
	w.books.merchants = []record.Merchant{
		{Origin: record.Origin{Row: 11}, ID: "S1", Name: "川香小馆静安店", Store: "静安店", Group: "G1", Language: "zh", Cycle: "T+1"},
		{Origin: record.Origin{Row: 12}, ID: "S2", Name: "川香小馆徐汇店", Store: "徐汇店", Group: "G1", Language: "zh", Cycle: "T+1"},
		{Origin: record.Origin{Row: 13}, ID: "X9", Name: "别人的店", Group: "G2", Language: "zh"},
	}
	w.books.trails = []trail.Trail{
		swipe(1, "S1", "T01", noon.AddDate(0, 0, -1), 350000, "6688"), swipe(2, "S2", "T02", noon.AddDate(0, 0, -1), 120000, "7777"),
		swipe(3, "X9", "T03", noon.AddDate(0, 0, -1), 999900, "9999"), swipe(4, "S2", "T04", noon, 6600, "7777"),
	}
	for i := range w.books.trails {
		for _, m := range w.books.merchants {
			if m.ID == w.books.trails[i].MerchantID {
				w.books.trails[i].MerchantName = m.Name
			}
		}
	}
	return w
}

// An invite to the group, one picture of all shops, one of them by a tap, and back.
func TestAChainIsSeenAsOne(t *testing.T) {
	w := chainWorld(t)
	code, inv := people.NewGroupInvite("G1", access.Finance, false, w.now)
	w.invites[inv.Hash] = inv
	u := w.user(7, "小陈", "zh")
	u.expect(u.says("/start "+code), "同事")
	card := lastCard(t, w)
	if !strings.Contains(card.Fields[0].Value, "G1 川香小馆") {
		t.Fatalf("the support team is asked about %q", card.Fields[0].Value)
	}
	items := w.turn(inbox.Event{Network: inbox.Slack, Kind: inbox.Press, Slack: &inbox.SlackEvent{Team: "T", Channel: "C01", User: "U1", UserName: "Ann",
		Action: card.Buttons[0].Action, Value: card.Buttons[0].Value}})
	u.expect(u.gets(items), "川香小馆", "财务")

	u.expect(u.says("我的钱呢哪去了"), "川香小馆（2 家店）", "静安店：还没到账 ¥3,500.00，1 笔", "徐汇店：还没到账 ¥1,266.00，2 笔")
	u.expect(u.presses("徐汇店"), "川香小馆徐汇店")
	if text := u.last.Text; strings.Contains(text, "静安店") || strings.Contains(text, "3,500") {
		t.Errorf("of one shop:\n%s", text)
	}
	u.expect(u.says("昨天的账单"), "川香小馆（2 家店）", "收款 2 笔：¥4,700.00", "静安店：1 笔，收款 ¥3,500.00", "徐汇店：1 笔，收款 ¥1,200.00", "acquirer of S1：1 笔")
	if strings.Contains(u.last.Text, "9,999") || strings.Contains(u.last.Text, "别人") {
		t.Errorf("another's money:\n%s", u.last.Text)
	}
	u.expect(u.presses("静安店"), "川香小馆静安店 2026-11-19", "收款 1 笔：¥3,500.00")
	u.expect(u.says("3500"), "川香小馆静安店", "查到了：¥3,500.00")
	u.expect(u.says("人工"), "C-1001")
	if c := w.only(); c.MerchantID != "S1" {
		t.Errorf("the case is of %q", c.MerchantID)
	}

	u.says("/shops")
	u.expect(u.presses("静安店"), "现在看的是：川香小馆静安店")
	u.expect(u.says("今天的账单"), "川香小馆静安店", "没有收款")
	u.expect(u.says("所有门店今天的账单"), "川香小馆（2 家店）", "收款 1 笔：¥66.00")
	u.says("/shops")
	u.expect(u.presses("徐汇店"), "徐汇店")
	u.says("/shops")
	u.expect(u.presses("全部 2 家店"), "川香小馆（2 家店）")
}

// The file and the picture hold what the person may see, and nothing else.
func TestTheFileOfAChain(t *testing.T) {
	w := chainWorld(t)
	u := w.user(7, "小陈", "zh")
	w.binds(u, "S1", access.Owner)
	w.binds(u, "S2", access.Owner)
	u.says("昨天的账单")
	items := w.turn(u.event(inbox.Press, inbox.TelegramEvent{CallbackID: "1", Data: "csv:2026-11-16:2026-11-20:0", MessageID: 5}))
	file := sentFile(t, items)
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file.Content, []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if s := string(file.Content); strings.Contains(s, "9999") || strings.Contains(s, "staff only") || !strings.Contains(s, "川香小馆徐汇店") || !strings.HasPrefix(s, "\ufeff交易时间,") {
		t.Errorf("the file:\n%s", s)
	}
	one := sentFile(t, w.turn(u.event(inbox.Press, inbox.TelegramEvent{CallbackID: "2", Data: "csv:2026-11-16:2026-11-20:11", MessageID: 5})))
	if s := string(one.Content); strings.Contains(s, "徐汇店") || !strings.Contains(s, "静安店") {
		t.Errorf("the file of one shop:\n%s", s)
	}
	picture := sentFile(t, w.turn(u.event(inbox.Press, inbox.TelegramEvent{CallbackID: "3", Data: "g:2026-11-16:2026-11-20:0", MessageID: 5})))
	if picture.MIME != "image/png" || !bytes.HasPrefix(picture.Content, []byte("\x89PNG")) {
		t.Errorf("the picture is %s", picture.MIME)
	}
	for _, forged := range []string{"csv:2026-11-16:2026-11-20:13", "csv:2026-11-20:2026-11-16:0", "csv:1990-01-01:2026-11-16:0", "csv::", "g:x:y:z", "k:13:2026-11-19:2026-11-19", "k:13::where_is_my_money", "ds:2026-11-19", "w:1:all"} {
		if got := u.pressesRaw(forged); len(got) != 1 || strings.Contains(got[0].Text, "9,999") || strings.Contains(got[0].Text, "别人") {
			t.Errorf("%s: %+v", forged, got)
		}
	}
}

// One summary of the chain, none of its shops beside it; others get their shop's.
func TestOneSummaryOfAChain(t *testing.T) {
	w := chainWorld(t)
	boss, keeper, cashier := w.user(7, "小陈", "zh"), w.user(8, "店长", "zh"), w.user(9, "收银", "zh")
	w.binds(boss, "S1", access.Owner)
	w.binds(boss, "S2", access.Finance)
	w.binds(keeper, "S2", access.Owner)
	w.binds(cashier, "S1", access.Cashier)
	w.binds(cashier, "S2", access.Cashier)
	due := func(merchant, group string) []outbox.Item {
		return w.turn(inbox.Event{Network: inbox.System, Kind: inbox.SummaryDue, System: &inbox.SystemEvent{MerchantID: merchant, Group: group, Day: "2026-11-19"}})
	}
	whole, shop := due("", "G1"), due("S2", "")
	boss.expect(boss.gets(whole), "川香小馆（2 家店）", "收款 2 笔：¥4,700.00", "静安店")
	if got := boss.gets(shop); len(got) != 0 {
		t.Errorf("the boss also got %q", got[0].Text)
	}
	keeper.expect(keeper.gets(shop), "川香小馆徐汇店", "收款 1 笔：¥1,200.00")
	if len(keeper.gets(whole))+len(cashier.gets(whole))+len(cashier.gets(shop)) != 0 {
		t.Error("somebody heard of more than their own")
	}
	boss.gets(whole)
	boss.presses("不再发")
	if got := boss.gets(due("", "G1")); len(got) != 0 {
		t.Errorf("it was stopped, and came: %q", got[0].Text)
	}
}

// Several shops that are no chain, and a chain of which somebody is only a cashier, stay apart.
func TestWhatIsNoChain(t *testing.T) {
	w := chainWorld(t)
	two, cashier := w.user(7, "小陈", "zh"), w.user(9, "收银", "zh")
	w.binds(two, "S1", access.Owner)
	w.binds(two, "X9", access.Owner)
	w.binds(cashier, "S1", access.Cashier)
	w.binds(cashier, "S2", access.Cashier)
	two.expect(two.says("昨天的账单"), "川香小馆静安店 2026-11-19", "¥3,500.00")
	cashier.expect(cashier.says("今天的账单"), "没有查到")
	if strings.Contains(cashier.last.Text, "66.00") {
		t.Errorf("a cashier of S1 reads:\n%s", cashier.last.Text)
	}
}

// What was asked of one shop is asked of the next by its name alone; of a single
// payment there is no other in the next shop, so what is open there is told.
func TestTheSameIsAskedOfAnotherShop(t *testing.T) {
	w := chainWorld(t)
	w.reads()
	u := w.user(7, "小陈", "zh-hans")
	w.binds(u, "S1", access.Owner)
	w.binds(u, "S2", access.Owner)
	u.expect(u.says("静安店昨天的账单"), "川香小馆静安店 2026-11-19", "¥3,500.00")
	u.expect(u.says("徐汇店呢"), "川香小馆徐汇店 2026-11-19", "¥1,200.00")
	u.expect(u.says("那静安店呢？"), "川香小馆静安店 2026-11-19", "¥3,500.00")
	u.expect(u.says("所有门店呢"), "川香小馆（2 家店） 2026-11-19", "¥4,700.00")
	u.expect(u.says("静安店3500到了吗"), "查到了：¥3,500.00")
	u.expect(u.says("徐汇店呢"), "川香小馆徐汇店", "¥1,266.00")
	if strings.Contains(u.last.Text, "3,500") {
		t.Errorf("of the other shop:\n%s", u.last.Text)
	}

	kim := w.user(8, "Kim", "en")
	w.books.merchants[0].Store, w.books.merchants[1].Store = "Pier", "Station"
	w.binds(kim, "S1", access.Owner)
	w.binds(kim, "S2", access.Owner)
	kim.expect(kim.says("Pier: statement of yesterday"), "2026-11-19", "CNY 3,500.00")
	kim.expect(kim.says("what about Station?"), "2026-11-19", "CNY 1,200.00")
}

// A shop that is named alone tells what is open there, whatever was not understood
// before: nobody is brought for that.
func TestAShopNamedAfterNothingUnderstood(t *testing.T) {
	w := chainWorld(t)
	w.reads()
	u := w.user(7, "小陈", "zh-hans")
	w.binds(u, "S1", access.Owner)
	w.binds(u, "S2", access.Owner)
	u.says("静安店那个绿色的")
	u.expect(u.says("那徐汇店呢"), "徐汇店", "1,266.00")
	if n := len(w.cases); n > 0 {
		t.Errorf("%d cases", n)
	}
}

// Who names one of their shops and asks why it was less reads what came to that shop lately,
// the payout that came short, else what was taken off as fees; what arrived on a day is asked
// of that day's arrivals.
func TestWhyLessCameToANamedShop(t *testing.T) {
	w := chainWorld(t)
	w.reads()
	u := w.user(7, "小陈", "zh-hans")
	w.binds(u, "S1", access.Owner)
	w.binds(u, "S2", access.Owner)
	day := w.books.today - 1
	paid := func(row int64, shop string, state trail.PayoutState, amount, fees, difference int64) trail.PayoutView {
		return trail.PayoutView{PayoutRef: trail.PayoutRef{Row: row, ID: fmt.Sprint("P", row), State: state, ArrivedOn: day, SentOn: day, Amount: amount}, MerchantID: shop, Currency: "CNY",
			Itemised: true, Gross: amount + fees, LineFees: fees, Banked: amount + difference, Difference: difference}
	}
	w.books.payouts = append(w.books.payouts, paid(61, "S1", trail.PayoutArrived, 99400, 600, 0), paid(62, "S1", trail.PayoutArrived, 49700, 300, 0), paid(63, "S2", trail.PayoutShort, 88000, 0, -500))
	got := u.says("静安店为什么少")
	u.expect(got, "足额到账", "手续费 ¥9.00")
	if strings.Contains(textsOf(got), "5.00") && strings.Contains(textsOf(got), "880.00") {
		t.Errorf("of the other shop:\n%s", textsOf(got))
	}
	u.expect(u.says("徐汇店为什么少"), "880.00", "5.00")
	u.expect(u.says("徐汇店昨天到账跟流水对不上"), "880.00", "5.00")
	if n := len(w.cases); n > 0 {
		t.Errorf("%d cases", n)
	}
}

// The owner of one shop of a chain is offered that shop alone, and hears no word of the others.
func TestTheOwnerOfOneShopHearsOfNoOther(t *testing.T) {
	w := chainWorld(t)
	w.reads()
	u := w.user(7, "店长", "zh-hans")
	w.binds(u, "S1", access.Owner)
	for _, text := range []string{"/start", "/shops", "我的钱呢", "昨天的账单", "手续费多少", "徐汇店昨天的账单", "徐汇店呢", "所有门店的账单", "1200到了吗", "什么时候到账", "换一家店", "/cases", "转人工"} {
		for _, m := range u.says(text) {
			for _, other := range []string{"川香小馆徐汇店", "1,200", " 家店", "S2", "T02"} {
				if strings.Contains(m.Text, other) && !(other == "1,200" && strings.Contains(text, "1200")) {
					t.Errorf("%s: %q in\n%s", text, other, m.Text)
				}
			}
			for _, row := range m.Buttons {
				for _, b := range row {
					if strings.Contains(b.Text, "徐汇") || strings.Contains(b.Text, "家店") {
						t.Errorf("%s offers %s", text, b.Text)
					}
				}
			}
		}
	}
}

func sentFile(t *testing.T, items []outbox.Item) outbox.File {
	t.Helper()
	for _, it := range items {
		if m := decode[outbox.TelegramMessage](t, it); it.Op == outbox.TelegramFile && m.File != nil && m.Protect {
			return *m.File
		}
	}
	t.Fatalf("no file was sent: %+v", items)
	return outbox.File{}
}

// lastCard is the newest card in the support channel.
func lastCard(t *testing.T, w *world) outbox.Card {
	t.Helper()
	for i := len(w.sent) - 1; i >= 0; i-- {
		if w.sent[i].Op == outbox.SlackPost {
			if m := decode[outbox.SlackMessage](t, w.sent[i]); m.Card != nil {
				return *m.Card
			}
		}
	}
	t.Fatal("no card")
	return outbox.Card{}
}
