package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
)

const (
	payoutHead = "payout_id,merchant_id,sent_at,amount,currency,account,status\n"
	lineHead   = "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,status\n"
	swipeHead  = "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status\n"
)

// oneAccount are three shops of a chain with one bank account: two payouts of
// one sum, and a credit that names neither.
var oneAccount = map[string]string{
	"merchants.csv": "merchant_id,account,name,language,cutoff,fee_bps,group_id,store\n" +
		"A1,6222000000000010018,大树一店,zh,23:00,0,G9,First\nA2,6222000000000010018,大树二店,zh,23:00,0,G9,Second\nA3,6222000000000010018,大树三店,zh,23:00,0,G9,Third\n",
	"transactions.csv": swipeHead + "T1,A1,K1,2026-11-18 21:10:00,SALE,500.00,CNY,6688,UNIONPAY,A1,632411420071,,APPROVED\n" +
		"T2,A2,K2,2026-11-18 20:30:00,SALE,500.00,CNY,6688,UNIONPAY,A2,632411420072,,APPROVED\nT3,A3,K3,2026-11-18 20:30:00,SALE,700.00,CNY,6688,UNIONPAY,A2,632411420073,,APPROVED\n",
	"settlements.csv": lineHead + "L1,2026-11-19,A1,K1,2026-11-18 21:10:00,SALE,500.00,0.00,500.00,632411420071,P1,PAID\n" +
		"L2,2026-11-19,A2,K2,2026-11-18 20:30:00,SALE,500.00,0.00,500.00,632411420072,P2,PAID\nL3,2026-11-19,A3,K3,2026-11-18 20:30:00,SALE,700.00,0.00,700.00,632411420073,P3,PAID\n",
	"payouts.csv": payoutHead + "P1,A1,2026-11-19 09:00:00,500.00,CNY,6222000000000010018,SENT\nP2,A2,2026-11-19 09:00:00,500.00,CNY,6222000000000010018,SENT\n" +
		"P3,A3,2026-11-19 09:00:00,700.00,CNY,6222000000000010018,SENT\n" +
		"P4,A3,2026-11-19 09:00:00,500.00,CNY,6222000000000010091,SENT\n", // the sum, but another account
	"bank.csv": bankHead + "B1,2026-11-19,6222000000000010018,500.00,C,CNY,SETTLEMENT\n",
}

// Situation 11: a credit without a reference fits several payouts of one account.
// The candidates are listed, to the finance of the chain and to the operator, and
// none is guessed.
func TestTheFirstWeekOneAccountForManyShops(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(oneAccount)
	h.serves()
	for _, x := range []struct{ lang, asks, says, none string }{
		{"zh-hans", "19号到账500是什么钱", `(?s)¥500\.00，没有写是哪笔出款。.*还没到账的有 2 笔.*说不准`, "已到账"},
		{"en", "500 arrived on November 19, what is it?", `(?s)CNY 500\.00.*without saying for which payout.*2 payouts that have not arrived have this amount.*cannot be said yet`, " arrived on "},
	} {
		p := h.world.Merchant("finance "+x.lang, x.lang)
		h.joins(p, "G9", "finance")
		p.Says(x.asks)
		m := p.Sees(x.says, 0)
		offered := fmt.Sprint(m.Buttons)
		if !strings.Contains(offered, "First") || !strings.Contains(offered, "Second") || strings.Contains(offered, "Third") || strings.Contains(m.Text, x.none) {
			t.Errorf("%s\n%s", m.Text, offered)
		}
	}
	if out := h.does("export", "payouts"); strings.Count(out, ",sent,none,") != 4 {
		t.Errorf("guessed:\n%s", out)
	}
	if out := h.does("decide", "list"); !strings.Contains(out, "entry B1 has the account, amount and days of P1, and so have others") || !strings.Contains(out, "days of P2, and so have others") {
		t.Errorf("not listed:\n%s", out)
	}
	noObjections(t, h)
}

// Situation 24: the bank's file of the day is late. The answer says which and when
// it usually comes, the support team hears once, and who asked hears when it is there.
func TestTheFirstWeekALateFile(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.env["CLOCK"] = "2026-11-14T12:00:00+08:00"
	h.imports(map[string]string{
		"merchants.csv":    "merchant_id,account,name,language,fee_bps,settlement_cycle\nM0001,6222020000001234,老李面馆,zh,60,D+1\n",
		"transactions.csv": swipeHead + "T19,M0001,K1,2026-11-18 12:00:00,SALE,200.00,CNY,6688,UNIONPAY,314159,632411420071,,APPROVED\n",
		"settlements.csv":  lineHead + "L19,2026-11-19,M0001,K1,2026-11-18 12:00:00,SALE,200.00,1.20,198.80,632411420071,P19,PAID\n",
		"payouts.csv":      payoutHead + "P19,M0001,2026-11-19 06:40:00,198.80,CNY,6222020000001234,CONFIRMED\n"})
	for day := 14; day <= 18; day++ {
		h.env["CLOCK"] = fmt.Sprintf("2026-11-%dT08:10:00+08:00", day+1)
		h.imports(map[string]string{"bank.csv": bankHead + fmt.Sprintf("B%d,2026-11-%d,6222020000001234,10.%d,C,CNY,interest\n", day, day, day)})
	}
	h.env["CLOCK"] = friday
	h.serves()
	li, kim, amy := h.world.Merchant("李老板", "zh-hans"), h.world.Merchant("Kim", "en"), h.world.Agent("amy")
	h.joins(li, "M0001", "owner")
	h.joins(kim, "M0001", "finance")
	amy.Sees(`(?s)2026-11-19.*08:10`, 0)
	li.Says("周三200那笔到了吗")
	li.Sees(`(?s)2026-11-19 周四 的银行流水文件还没有到（平时 08:10 到）.*不等于没付钱`, 0)
	kim.Says("where is the 200 of Wednesday")
	kim.Sees(`(?s)bank statement file of 2026-11-19 \(Thu\) is not here yet \(normally 08:10\)`, 0)
	h.imports(map[string]string{"bank.csv": bankHead + "B19,2026-11-19,6222020000001234,198.80,C,CNY,SETTLEMENT P19\n"})
	li.Sees(`(?s)198\.80.*到账|到账.*198\.80`, 20*time.Second)
	kim.Sees(`(?s)Arrived: CNY 200\.00.*198\.80`, 20*time.Second)
	late := 0
	for _, p := range h.world.Posts("") {
		if strings.Contains(p.Text, "08:10") {
			late++
		}
	}
	if late != 1 {
		t.Errorf("the support team heard %d times", late)
	}
	noObjections(t, h)
}

// Situation 21: ninety days of history come in while the product serves: nobody
// hears a word of the past, and nothing of it becomes a case.
func TestTheFirstWeekHistoryIsSilent(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(map[string]string{"merchants.csv": "merchant_id,account,name,language,fee_bps,settlement_cycle\nM0001,6222020000001234,老李面馆,zh,60,D+1\n"})
	h.serves()
	li := h.world.Merchant("李老板", "zh-hans")
	h.joins(li, "M0001", "owner")
	swipes, lines, payouts, bank := swipeHead, lineHead, payoutHead, bankHead
	begin := time.Date(2026, 8, 18, 12, 0, 0, 0, time.UTC)
	for i := range 90 {
		day := begin.AddDate(0, 0, i)
		next := day.AddDate(0, 0, 1).Format(time.DateOnly)
		swipes += fmt.Sprintf("H%d,M0001,K1,%s 12:00:00,SALE,100.00,CNY,6688,UNIONPAY,,6%011d,,APPROVED\n", i, day.Format(time.DateOnly), i)
		if i%10 == 3 { // never settled
			continue
		}
		lines += fmt.Sprintf("HL%d,%s,M0001,K1,%s 12:00:00,SALE,100.00,%d.60,%d.40,6%011d,HP%d,PAID\n", i, next, day.Format(time.DateOnly), i%2, 99-i%2, i, i)
		payouts += fmt.Sprintf("HP%d,M0001,%s 06:40:00,%d.40,CNY,6222020000001234,SENT\n", i, next, 99-i%2)
		if i%10 == 7 { // never arrived
			continue
		}
		bank += fmt.Sprintf("HB%d,%s,6222020000001234,%d.40,C,CNY,HP%d\n", i, next, 99-i%2, i)
	}
	before := len(li.Messages())
	h.imports(map[string]string{"transactions.csv": swipes, "settlements.csv": lines, "payouts.csv": payouts, "bank.csv": bank})
	li.SeesNothing(1500 * time.Millisecond)
	if n := len(li.Messages()); n != before {
		t.Errorf("%d messages about the past", n-before)
	}
	if posts := h.world.Posts(""); len(posts) != 0 {
		t.Errorf("the support channel hears of the past:\n%s", h.world.SupportScreen())
	}
	if out := h.does("export", "breaks"); strings.Count(out, "missing_in_settlement") < 8 || strings.Count(out, "payout_missing") < 8 {
		t.Errorf("the breaks are not there:\n%s", out)
	}
	li.Says("我的钱呢")
	li.Sees(`还没到账`, 0)
	noObjections(t, h)
}

// Situation 29: a cafe that closes at two. At one o'clock "yesterday" is the
// evening that is still open, at noon it is that evening, closed.
func TestTheFirstWeekACafeThatClosesAtTwo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(map[string]string{
		"merchants.csv": "merchant_id,account,name,language,cutoff,fee_bps,opens,closes\nC1,6222000000000010018,Harbour Cafe,en,02:00,60,10:00,02:00\n",
		"transactions.csv": swipeHead + "T0,C1,K1,2026-11-18 21:10:00,SALE,99.00,CNY,6688,UNIONPAY,A0,632411420070,,APPROVED\n" +
			"T1,C1,K1,2026-11-19 21:10:00,SALE,30.00,CNY,6688,UNIONPAY,A1,632411420071,,APPROVED\nT2,C1,K1,2026-11-20 00:30:00,SALE,12.00,CNY,6688,UNIONPAY,A2,632411420072,,APPROVED\n"})
	asks := func(at, lang, text string, words ...string) {
		t.Helper()
		h.env["CLOCK"] = "2026-11-20T" + at + ":00+08:00"
		got := h.does("ask", "--merchant", "C1", "--lang", lang, text)
		for _, word := range words {
			if !strings.Contains(got, word) {
				t.Errorf("%s %s: %q is not in\n%s", at, text, word, got)
			}
		}
	}
	open, over := "This is 2026-11-19 (Thu) 02:00 to 2026-11-20 (Fri) 02:00, not over yet", "This is 2026-11-19 (Thu) 02:00 to 2026-11-20 (Fri) 02:00:"
	asks("01:00", "en", "yesterday's statement", open, "CNY 42.00")
	asks("01:00", "zh", "昨天的账", "这里是 2026-11-19 周四 02:00 到 2026-11-20 周五 02:00，还没结束", "¥42.00")
	asks("01:00", "en", "today's statement", open, "CNY 42.00")
	asks("12:00", "en", "yesterday's statement", over, "CNY 42.00")
	asks("12:00", "zh", "昨天的账", "2026-11-20 周五 02:00：", "¥42.00")
	asks("01:00", "en", "yesterday's 30.00", "Found: CNY 30.00")
	asks("12:00", "zh", "昨天30那笔到了吗", "查到了：¥30.00")
	asks("12:00", "zh", "今天12那笔到了吗", "查到了：¥12.00")
}

// Situation 15: after a bank's delay many ask the same. The channel has one
// message to answer, and one line below it reaches all of them, each in their case.
func TestTheFirstWeekEqualQuestionsAreOne(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	merchants, swipes, lines := "merchant_id,account,name,language,fee_bps,settlement_cycle\n", swipeHead, lineHead
	payouts, bank := payoutHead, bankHead
	for i := range 6 {
		account := fmt.Sprintf("62220000000000100%02d", 20+i)
		merchants += fmt.Sprintf("D%d,%s,店%d,zh,0,D+1\n", i, account, i)
		swipes += fmt.Sprintf("T%d,D%d,K%d,2026-11-18 12:00:00,SALE,20%d.00,CNY,6688,UNIONPAY,,63241142008%d,,APPROVED\n", i, i, i, i, i)
		lines += fmt.Sprintf("L%d,2026-11-19,D%d,K%d,2026-11-18 12:00:00,SALE,20%d.00,0.00,20%d.00,63241142008%d,P%d,PAID\n", i, i, i, i, i, i, i)
		payouts += fmt.Sprintf("P%d,D%d,2026-11-19 06:40:00,20%d.00,CNY,%s,SENT\n", i, i, i, account)
		bank += fmt.Sprintf("B%d,2026-11-18,%s,9.0%d,C,CNY,interest\n", i, account, i)
	}
	h.imports(map[string]string{"merchants.csv": merchants, "transactions.csv": swipes, "settlements.csv": lines, "payouts.csv": payouts, "bank.csv": bank})
	h.serves()
	amy := h.world.Agent("amy")
	var all []*sandbox.Person
	for i := range 6 {
		lang, person := "zh-hans", "人工客服"
		if i%2 == 1 {
			lang, person = "en", "Talk to a person"
		}
		p := h.world.Merchant(fmt.Sprint("owner", i), lang)
		h.joins(p, fmt.Sprint("D", i), "owner")
		p.Says(fmt.Sprintf("20%d", i))
		p.Sees(fmt.Sprintf(`20%d\.00`, i), 0)
		p.Presses(person)
		p.Sees(`C-\d+`, 0)
		all = append(all, p)
	}
	together := amy.Sees(`6 open cases have one cause`, 0)
	line := amy.Replies(together, "! 银行今天延迟，明天到账 / delayed until tomorrow")
	for _, p := range all {
		p.Sees("delayed until tomorrow", 0)
	}
	h.marks(line, "white_check_mark")
	n := 0
	for _, p := range h.world.Posts("") {
		if p.Thread == "" && strings.Contains(p.Text, "one cause") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d messages tell of them\n%s", n, h.world.SupportScreen())
	}
	noObjections(t, h)
}
