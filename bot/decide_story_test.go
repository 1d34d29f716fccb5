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
	amy.SeesReply(card, "D1, confirmed by a person", 0)
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
