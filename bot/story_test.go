package main

import (
	"strings"
	"testing"
	"time"
)

// noodleShop is one merchant with one sale that is due on Monday.
var noodleShop = map[string]string{
	"merchants.csv": "merchant_id,name,account,language,settlement_cycle,cutoff,fee_bps\nM0001,老李面馆,6222020000001234,zh,T+1,23:00,60\n",
	"transactions.csv": "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status\n" +
		"T1,M0001,K001,2026-11-20 11:42:07,SALE,3500.00,CNY,6688,UNIONPAY,314159,632411420071,,APPROVED\n",
}

// From a question to a person and back, until the money lands.
func TestFromAQuestionToAPersonUntilTheMoneyLands(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	h.serves()
	li, amy, ben := h.world.Merchant("李老板", "zh-hans"), h.world.Agent("amy"), h.world.Agent("ben")

	li.Says("我的钱呢")
	if m := li.Sees(`.`, 0); strings.Contains(m.Text, "3,500") {
		t.Fatalf("a stranger was told: %s", m.Text)
	}
	h.joins(li, "M0001", "owner")
	li.Says("今天中午刷的3500怎么还没到")
	li.Sees(`(?s)3,500\.00.*2026-11-23`, 0)
	li.Presses("人工客服")
	card := amy.Sees(`(?s)老李面馆.*3,500\.00`, 0)
	li.Sees(`C-\d+`, 0)

	amy.Presses(card, "认领 Claim")
	ben.Presses(card, "认领 Claim")
	ben.SeesWhisper("amy", 0)
	amy.Replies(card, "just between us")
	amy.Replies(card, "!!! this one is trouble")
	li.SeesNothing(700 * time.Millisecond)
	line := amy.Replies(card, "! 您好，我来帮您查")
	li.Sees("您好，我来帮您查", 0)
	amy.SeesReaction(line, "white_check_mark", 0)
	li.Says("好的，我等着")
	amy.SeesReply(card, "好的，我等着", 0)

	h.imports(map[string]string{
		"settlements.csv": "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,status\n" +
			"S1,2026-11-20,M0001,K001,2026-11-20 11:42:07,SALE,3500.00,21.00,3479.00,632411420071,P1,PAID\n",
		"payouts.csv": "payout_id,merchant_id,sent_at,amount,currency,account,status\nP1,M0001,2026-11-20 14:00:00,3479.00,CNY,6222020000001234,SENT\n",
		"bank.csv":    "entry_id,booked_on,account,amount,direction,currency,memo\nB1,2026-11-20,6222020000001234,3479.00,C,CNY,SETTLEMENT P1\n",
	})
	li.Sees(`3,479\.00`, 0)
	amy.Sees(`(?i)resolved|已解决`, 0)
	if got := h.does("export", "transactions"); !strings.Contains(got, "T1,M0001,arrived,,reference,S1,P1,B1") {
		t.Errorf("export:\n%s", got)
	}
	if o := h.world.Journal.Objections(); len(o) > 0 {
		t.Errorf("the networks object:\n%s", strings.Join(o, "\n"))
	}
}
