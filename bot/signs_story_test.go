package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const swipesHead = "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status,operator\n"

// twentyDays is the noodle shop's past up to the evening of the 19th: eight sales a day.
func twentyDays() map[string]string {
	var b strings.Builder
	b.WriteString(swipesHead)
	for day := range 20 {
		on := time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day)
		for i := range 8 {
			fmt.Fprintf(&b, "H%02d%d,M0001,K001,%s %02d:%02d:00,SALE,%d.50,CNY,%04d,UNIONPAY,,%012d,,APPROVED,01\n",
				day, i, on.Format(time.DateOnly), 11+i, (i*17+day)%60, 18+(i*13+day*7)%60, 2000+day*8+i, 500000+day*8+i)
		}
	}
	return map[string]string{
		"merchants.csv":    "merchant_id,name,account,language,settlement_cycle,cutoff,fee_bps,opens,closes\nM0001,老李面馆,6222020000001234,zh,T+1,23:00,60,10:00,22:00\n",
		"transactions.csv": b.String(),
		"events.csv":       "merchant_id,time,kind,terminal_id\nM0001,2026-11-19 09:48:00,SIGN_IN,K001\nM0001,2026-11-19 20:00:00,MOVED,K001\n",
	}
}

// cardsWith counts the messages of the support channel that hold a word.
func (h *house) cardsWith(word string) (n int) {
	for _, p := range h.world.Posts("") {
		if p.Thread == "" && strings.Contains(p.Text+p.Blocks, word) {
			n++
		}
	}
	return n
}

// A thief refunds at night with a counter's password: the owner is woken, the
// cashier is not told, and a case is with support. Of the days before nothing is said.
func TestRefundsAtNightReachTheOwnerAlone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.env["CLOCK"] = "2026-11-19T21:30:00+08:00"
	h.imports(twentyDays())
	h.env["CLOCK"] = friday
	h.serves()
	li, wang, amy := h.world.Merchant("李老板", "zh-hans"), h.world.Merchant("小王", "zh-hans"), h.world.Agent("amy")
	h.joins(li, "M0001", "owner")
	h.joins(wang, "M0001", "cashier")
	seen := len(wang.Messages())

	h.imports(map[string]string{"transactions.csv": swipesHead +
		"R1,M0001,K001,2026-11-20 02:10:11,REFUND,2000.00,CNY,9999,UNIONPAY,,632402000001,,APPROVED,03\n" +
		"R2,M0001,K001,2026-11-20 02:14:40,REFUND,2000.00,CNY,9999,UNIONPAY,,632402000002,,APPROVED,03\n"})
	notice := li.Sees(`(?s)退款 ¥4,000\.00，2 笔，2026-11-20 周五（今天） 02:10–02:14，终端 K001.*操作员密码.*C-1001`, 0)
	if strings.Contains(notice.Text, "移动") {
		t.Errorf("the past is told:\n%s", notice.Text)
	}
	card := amy.Sees(`(?s)紧急 Urgent.*老李面馆.*refund_outside_hours.*transactions\.csv`, 0)

	h.imports(map[string]string{"more.csv": swipesHead + "R3,M0001,K001,2026-11-20 12:10:11,SALE,30.00,CNY,4455,UNIONPAY,,632412000003,,APPROVED,01\n",
		"events.csv": "merchant_id,time,kind,terminal_id\nM0001,2026-11-20 14:50:00,TAMPER,K001\n"})
	li.Sees(`(?s)14:50，终端 K001 报告被拆动过.*先停用.*C-1001`, 0)
	amy.SeesReply(card, "terminal_tampered", 0)
	refunds := 0
	for _, m := range li.Messages() {
		if strings.Contains(m.Text, "¥4,000.00") {
			refunds++
		}
	}
	if refunds != 1 {
		t.Errorf("the refunds were told %d times", refunds)
	}
	if got := wang.Messages(); len(got) != seen {
		t.Errorf("the cashier was told: %s", got[len(got)-1].Text)
	}
	wang.Says("是不是有人盗刷？")
	if m := wang.Sees(`马上告诉店主`, 0); strings.Contains(m.Text, "4,000") || strings.Contains(m.Text, "拆动") {
		t.Errorf("the cashier reads of operators:\n%s", m.Text)
	}
	li.Says("我的机器是不是被人动过手脚")
	li.Sees(`(?s)查到这些.*02:10–02:14.*C-1001`, 0)
	amy.Replies(card, "! 老板您好，K001 请先停用，我们今天去换机")
	li.Sees("今天去换机", 0)
	if got := wang.Messages(); strings.Contains(got[len(got)-1].Text, "换机") {
		t.Error("the cashier reads what support writes to the owner")
	}
	noObjections(t, h)
}

// One card again and again: the support channel alone hears of it, once.
func TestASuspectIsToldToNobodyOfTheMerchant(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.env["CLOCK"] = "2026-11-19T21:30:00+08:00"
	past := twentyDays()
	delete(past, "events.csv")
	h.imports(past)
	h.env["CLOCK"] = friday
	h.serves()
	li, amy := h.world.Merchant("李老板", "zh-hans"), h.world.Agent("amy")
	h.joins(li, "M0001", "owner")
	var b strings.Builder
	for i := range 6 {
		fmt.Fprintf(&b, "V%d,M0001,K001,2026-11-20 1%d:05:00,SALE,60.00,CNY,7777,UNIONPAY,,6324%08d,,APPROVED,01\n", i, i%5, i)
	}
	h.imports(map[string]string{"transactions.csv": swipesHead + b.String()})
	amy.Sees(`(?s)Risk sign.*老李面馆.*card_again.*7777.*For the risk team alone`, 0)
	h.imports(map[string]string{"more.csv": swipesHead + "V9,M0001,K001,2026-11-20 15:05:00,SALE,60.00,CNY,7777,UNIONPAY,,632415000009,,APPROVED,01\n"})
	li.Says("是不是有人盗刷？")
	li.Sees("没有看到跟平时不一样", 0)
	for _, m := range li.Messages() {
		if strings.Contains(m.Text, "7777") || strings.Contains(m.Text, "风控") || strings.Contains(m.Text, "一卡多刷") {
			t.Errorf("the merchant reads:\n%s", m.Text)
		}
	}
	if n := h.cardsWith("card_again"); n != 1 {
		t.Errorf("the risk team was told %d times\n%s", n, h.world.SupportScreen())
	}
	if out := h.does("trace", "V3") + h.does("export", "transactions") + h.does("ask", "--merchant", "M0001", "是不是有人盗刷？"); strings.Contains(out, "card_again") || strings.Contains(out, "一卡多刷") {
		t.Errorf("told elsewhere:\n%s", out)
	}
	noObjections(t, h)
}
