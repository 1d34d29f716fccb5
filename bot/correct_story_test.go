package main

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"
)

// The books of one shop: a sale of Wednesday that was paid out and arrived on Thursday.
const (
	wedMerchant = "merchant_id,account,name,language,fee_bps,settlement_cycle\nM0001,6222000000000010017,老李面馆,zh,60,D+1\n"
	wedSwipes   = "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status\n" +
		"T1,M0001,K1,2026-11-18 12:10:00,SALE,3500.00,CNY,6688,UNIONPAY,A1,632411420071,,APPROVED\n" +
		"T2,M0001,K1,2026-11-18 13:10:00,SALE,80.00,CNY,1111,UNIONPAY,A2,632411420072,,APPROVED\n"
	wedLines = "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,status\n" +
		"L1,2026-11-19,M0001,K1,2026-11-18 12:10:00,SALE,3500.00,21.00,3479.00,632411420071,P1,PAID\n" +
		"L2,2026-11-19,M0001,K1,2026-11-18 13:10:00,SALE,80.00,0.48,79.52,632411420072,P1,PAID\n"
	wedPayouts = "payout_id,merchant_id,sent_at,amount,currency,account,status\nP1,M0001,2026-11-19 09:00:00,3558.52,CNY,6222000000000010017,SENT\n"
	bankHead   = "entry_id,booked_on,account,amount,direction,currency,memo\n"
	wedOther   = bankHead + "B0,2026-11-18,6222000000000010017,9.00,C,CNY,interest\n"
	wedBank    = bankHead + "B1,2026-11-19,6222000000000010017,3558.52,C,CNY,P1\n"
)

func shaOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// wednesday is a house with the books but for the bank's side.
func wednesday(t *testing.T) *house {
	h := newHouse(t)
	h.imports(map[string]string{"merchants.csv": wedMerchant, "swipes.csv": wedSwipes, "lines.csv": wedLines, "payouts.csv": wedPayouts, "other.csv": wedOther})
	return h
}

// once fails where a person got more than one message that has all the words.
func (h *house) once(screen string, words ...string) {
	h.t.Helper()
	for _, word := range words {
		if n := strings.Count(screen, word); n != 1 {
			h.t.Errorf("%q is there %d times, want once:\n%s", word, n, screen)
		}
	}
}

// Li was told that the money arrived. Then the bank's file is taken back: Li
// hears of it, once, and Wang, who never asked, hears nothing. The file comes
// again: Li is told that now it has arrived.
func TestWhoWasToldHearsThatItDoesNotHold(t *testing.T) {
	t.Parallel()
	h := wednesday(t)
	h.imports(map[string]string{"bank.csv": wedBank})
	h.serves()
	li, wang := h.world.Merchant("李老板", "zh-hans"), h.world.Merchant("Wang", "en")
	h.joins(li, "M0001", "owner")
	h.joins(wang, "M0001", "finance")
	li.Says("周三3500到账了吗")
	li.Sees(`(?s)3,500\.00.*到账`, 20*time.Second)
	before := len(wang.Messages())

	if out := h.does("import", "--withdraw", shaOf(wedBank)[:10]); !strings.Contains(out, "1 rows are gone") {
		t.Error(out)
	}
	told := li.Sees(`更正`, 20*time.Second)
	for _, want := range []string{"¥3,500.00 这笔", "2026-11-20 周五 说过：¥3,479.00 已经在 2026-11-19 周四 到账", "当时的依据不成立", "不用做什么"} {
		if !strings.Contains(told.Text, want) {
			t.Errorf("%q is not in the correction:\n%s", want, told.Text)
		}
	}
	li.Says("周三3500到账了吗")
	li.Sees(`已出款|还没`, 20*time.Second)

	h.imports(map[string]string{"bank.csv": wedBank})
	li.Sees(`(?s)在您的账户里看不到了.*现在已经在 2026-11-19 周四 到账：¥3,479\.00`, 20*time.Second)
	li.SeesNothing(300 * time.Millisecond)
	h.once(li.Screen(), "当时的依据不成立", "在您的账户里看不到了")
	if n := len(wang.Messages()); n != before {
		t.Errorf("Wang, who was told nothing, got %d messages", n-before)
	}
}

// The bank's row is restated lower after Wang was told of the payout; then the
// bank gives the money back.
func TestABankRowIsRestatedAndThePayoutReturned(t *testing.T) {
	t.Parallel()
	h := wednesday(t)
	h.imports(map[string]string{"bank.csv": wedBank})
	h.serves()
	wang := h.world.Merchant("Wang", "en")
	h.joins(wang, "M0001", "finance")
	wang.Says("payout P1")
	wang.Sees(`3,558\.52`, 20*time.Second)
	h.imports(map[string]string{"bank.csv": strings.Replace(wedBank, "3558.52", "3000.00", 1)})
	wang.Sees(`(?s)A correction.*CNY 3,558\.52 had arrived on 2026-11-19.*it is CNY 3,000\.00 that arrived`, 20*time.Second)
	wang.SeesNothing(300 * time.Millisecond)
	h.imports(map[string]string{"back.csv": bankHead + "B2,2026-11-20,6222000000000010017,3000.00,D,CNY,RETURN P1\n"})
	wang.Sees(`(?s)A correction.*CNY 3,000\.00 had arrived.*The bank has sent the money back`, 20*time.Second)
	wang.SeesNothing(300 * time.Millisecond)
	if n := strings.Count(wang.Screen(), "A correction"); n != 2 {
		t.Errorf("%d corrections:\n%s", n, wang.Screen())
	}
}

// A case is closed because the money landed. The proof is taken back: the case
// is open again, the merchant and the team hear it, once.
func TestACaseOpensAgainWhenItsProofIsTakenBack(t *testing.T) {
	t.Parallel()
	h := wednesday(t)
	h.serves()
	li, amy := h.world.Merchant("李老板", "zh-hans"), h.world.Agent("Amy")
	h.joins(li, "M0001", "owner")
	li.Says("周三3500到账了吗")
	li.Sees(`3,500\.00`, 20*time.Second)
	li.Presses("人工客服")
	li.Sees(`C-\d+`, 20*time.Second)
	h.imports(map[string]string{"bank.csv": wedBank})
	li.Sees(`(?s)C-\d+.*到账`, 20*time.Second)
	post := amy.Sees(`C-\d+`, 20*time.Second)
	amy.SeesReply(post, `钱到账了`, 20*time.Second)
	h.does("import", "--withdraw", shaOf(wedBank))
	li.Sees(`(?s)更正一下.*问题单 C-\d+ 的钱已经到账.*问题单重新打开`, 20*time.Second)
	amy.SeesReply(post, `证明到账的依据不成立了.*问题单重新打开`, 20*time.Second)
	li.SeesNothing(300 * time.Millisecond)
	h.once(li.Screen(), "更正一下")
	if strings.Contains(li.Screen(), "有一件事要更正") {
		t.Errorf("told twice:\n%s", li.Screen())
	}
	if out := h.does("export", "cases"); !strings.Contains(out, ",open,") {
		t.Error(out)
	}
}

// A summary was sent; a file restates a sale of its day, another brings one
// more. With the next summary one message tells both figures; then no more.
func TestASummaryIsCorrectedOnce(t *testing.T) {
	t.Parallel()
	h := wednesday(t)
	h.imports(map[string]string{"bank.csv": wedBank})
	h.serves()
	wang := h.world.Merchant("Wang", "en")
	h.joins(wang, "M0001", "finance")
	morning := func(day, of string) {
		t.Helper()
		h.ends()
		h.env["CLOCK"] = day + "T08:00:00+08:00" // before the hour of summaries
		h.serves()
		h.does("summary", "--send", "--date", of)
	}
	morning("2026-11-21", "2026-11-20")
	wang.Sees(`No payments on this day`, 20*time.Second)
	head := wedSwipes[:strings.Index(wedSwipes, "\n")+1]
	h.imports(map[string]string{"one.csv": head + "T9,M0001,K1,2026-11-20 09:10:00,SALE,70.00,CNY,6688,UNIONPAY,A9,632411420079,,APPROVED\n"})
	h.imports(map[string]string{"two.csv": head + "T9,M0001,K1,2026-11-20 09:10:00,SALE,75.00,CNY,6688,UNIONPAY,A9,632411420079,,APPROVED\n"})
	wang.SeesNothing(300 * time.Millisecond)
	morning("2026-11-22", "2026-11-21")
	wang.Sees(`(?s)A correction to summaries.*2026-11-20 \(Fri\):\nPayments: we said CNY 0\.00, now it is CNY 75\.00\.`, 20*time.Second)
	morning("2026-11-23", "2026-11-22")
	wang.Sees(`summary of 2026-11-22`, 20*time.Second)
	h.once(wang.Screen(), "A correction to summaries")
}

// A sale is restated to another day, three days on: the summaries of both days
// said something else, and both are corrected.
func TestASaleThatMovesToAnotherDayCorrectsBoth(t *testing.T) {
	t.Parallel()
	h := wednesday(t)
	head := wedSwipes[:strings.Index(wedSwipes, "\n")+1]
	sale := head + "T9,M0001,K1,2026-11-20 09:10:00,SALE,70.00,CNY,6688,UNIONPAY,A9,632411420079,,APPROVED\n"
	h.imports(map[string]string{"bank.csv": wedBank, "one.csv": sale})
	h.serves()
	wang := h.world.Merchant("Wang", "en")
	h.joins(wang, "M0001", "finance")
	morning := func(day, of string) {
		t.Helper()
		h.ends()
		h.env["CLOCK"] = day + "T08:00:00+08:00" // before the hour of summaries
		h.serves()
		h.does("summary", "--send", "--date", of)
	}
	morning("2026-11-21", "2026-11-20")
	wang.Sees(`(?s)summary of 2026-11-20.*Payments, 1: CNY 70\.00`, 20*time.Second)
	morning("2026-11-24", "2026-11-23")
	wang.Sees(`(?s)summary of 2026-11-23.*No payments on this day`, 20*time.Second)
	h.imports(map[string]string{"two.csv": strings.Replace(sale, "2026-11-20 09", "2026-11-23 09", 1)})
	morning("2026-11-25", "2026-11-24")
	wang.Sees(`(?s)A correction to summaries.*2026-11-20 \(Fri\):\nPayments: we said CNY 70\.00, now it is CNY 0\.00\.\s+2026-11-23 \(Mon\):\nPayments: we said CNY 0\.00, now it is CNY 70\.00\.`, 20*time.Second)
}
