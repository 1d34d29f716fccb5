package main

import (
	"strings"
	"testing"
)

// No bank file will ever show the payout: the merchant sends the statement, an
// agent sees it there and notes it, the merchant hears it, the case closes.
func TestAPayoutThatAPersonSawArrive(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	h.imports(map[string]string{
		"settlements.csv": "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,status\n" +
			"S1,2026-11-20,M0001,K001,2026-11-20 11:42:07,SALE,3500.00,21.00,3479.00,632411420071,P1,PAID\n",
		"payouts.csv": "payout_id,merchant_id,sent_at,amount,currency,account,status\nP1,M0001,2026-11-20 14:00:00,3479.00,CNY,6222020000001234,SENT\n",
	})
	h.serves()
	li, amy := h.world.Merchant("李老板", "zh-hans"), h.world.Agent("amy")
	h.joins(li, "M0001", "owner")
	li.Says("今天中午刷的3500怎么还没到")
	li.Sees(`(?s)3,500\.00.*付出不等于到账`, 0)
	li.Presses("人工客服")
	card := amy.Sees(`(?s)老李面馆.*3,500\.00`, 0)
	amy.Presses(card, "认领 Claim")
	amy.Replies(card, "! 请发一下银行流水")
	li.Sees("请发一下银行流水", 0)

	got := h.does("decide", "received", "P1", "--on", "2026-11-20", "--by", "amy", "--note", "statement in the thread")
	if got != "D1: payout P1 over 3479.00 CNY received on 2026-11-20\n" {
		t.Error(got)
	}
	li.Sees(`(?s)3,500\.00 到账了.*客服人工登记`, 0)
	amy.Sees(`(?i)resolved|已解决`, 0)
	amy.SeesReply(card, "同事确认已到账 / a colleague confirmed", 0)
	if got := h.does("export", "payouts"); !strings.Contains(got, "P1,M0001,3479.00,arrived,confirmed,,") {
		t.Errorf("export:\n%s", got)
	}
	for _, m := range li.Messages() {
		if m.FromBot && strings.Contains(m.Text, "statement in the thread") {
			t.Errorf("a note reached the merchant: %s", m.Text)
		}
	}

	// It was another payout: what was told is taken back.
	h.does("decide", "undo", "D1", "--by", "amy", "--note", "another payout")
	if got := h.does("export", "payouts"); !strings.Contains(got, "P1,M0001,3479.00,sent,none,,") {
		t.Errorf("export:\n%s", got)
	}
	noObjections(t, h)
}

// The bank booked a payout days late and named nothing: the agent who claims
// the case is shown what it may be, says that it is right, takes that back, and
// says so again. Another agent comes too late.
func TestAnAgentAcceptsASuggestionInSlack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	h.imports(map[string]string{
		"transactions.csv": "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status\n" +
			"T9,M0001,K001,2026-11-10 12:10:00,SALE,3200.00,CNY,5511,UNIONPAY,314170,632411420099,,APPROVED\n",
		"settlements.csv": "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,status\n" +
			"S9,2026-11-11,M0001,K001,2026-11-10 12:10:00,SALE,3200.00,19.20,3180.80,632411420099,P9,PAID\n",
		"payouts.csv": "payout_id,merchant_id,sent_at,amount,currency,account,status\nP9,M0001,2026-11-11 10:00:00,3180.80,CNY,6222020000001234,SENT\n",
		"bank.csv": "entry_id,booked_on,account,amount,direction,currency,memo\nB1,2026-11-12,6222020000001234,12.00,C,CNY,INTEREST\n" +
			"B9,2026-11-20,6222020000001234,3180.80,C,CNY,SETTLEMENT\n",
	})
	h.serves()
	li, amy, bob := h.world.Merchant("李老板", "zh-hans"), h.world.Agent("amy"), h.world.Agent("bob")
	h.joins(li, "M0001", "owner")
	li.Says("11月10号刷的3200怎么还没到")
	li.Sees(`3,200\.00`, 0)
	li.Presses("人工客服")
	card := amy.Sees(`(?s)老李面馆.*3,200\.00`, 0)
	amy.Presses(card, "认领 Claim")
	asks := amy.SeesReply(card, "(?s)可能的解释.*3,180.80.*B9.*P9", 0)
	amy.Presses(asks, "属实 It is right")
	payout := func(want string) {
		t.Helper()
		eventually(t, "the payout is not "+want, func() bool { return strings.Contains(h.does("export", "payouts"), "P9,M0001,3180.80,"+want) })
	}
	payout("arrived,confirmed,B9")
	li.Sees(`(?s)3,200\.00.*到账`, 0)
	asks = amy.SeesReply(card, `amy 在 2026-11-\d\d \d\d:\d\d 确认属实`, 0)
	if list := h.does("decide", "list"); !strings.Contains(list, "amy (slack:") || !strings.Contains(list, "holds") {
		t.Errorf("what was decided:\n%s", list)
	}

	amy.Presses(asks, "撤回 Take back")
	asks = amy.SeesReply(card, "amy 在 .* 撤回了决定", 0)
	payout("missing,none,")
	bob.Presses(asks, "不对 It is wrong")
	amy.SeesReply(card, "bob 在 .* 说不对，不再提示", 0)
	if list := h.does("decide", "list"); strings.Contains(list, "decide accept") {
		t.Errorf("it is suggested again:\n%s", list)
	}
	if out := h.does("export", "audit"); strings.Count(out, ",decide,decision:") != 2 || strings.Count(out, ",undo,decision:D1") != 1 {
		t.Errorf("the audit trail:\n%s", out)
	}
	for _, m := range li.Messages() { // a colleague's word was taken back, not the bank's
		if m.FromBot && strings.Contains(m.Text, "银行记录") {
			t.Errorf("the merchant reads of the bank: %s", m.Text)
		}
	}
	h.does("audit", "verify")
	noObjections(t, h)
}
