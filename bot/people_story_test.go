package main

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"moneytrail/storage/testdb"
)

// passes lets time go by for the cases of a house that does not serve: what was
// written in them lies so much further back.
func (h *house) passes(d time.Duration) {
	h.t.Helper()
	db, err := sql.Open("sqlite", h.env["DATABASE"])
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, q := range []string{`UPDATE case_entries SET at = at - ?`, `UPDATE cases SET opened_at = opened_at - ?1, changed_at = changed_at - ?1`} {
		if _, err := db.ExecContext(h.t.Context(), q, d.Milliseconds()); err != nil {
			h.t.Fatal(err)
		}
	}
}

// Situation 18: a case was claimed on Friday and nobody wrote since. On Monday it
// is back in the queue by itself, its thread says why, and whoever takes it now
// answers the merchant.
func TestTheFirstWeekAForgottenClaim(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.env["DATABASE"] = testdb.SQLite(t)
	h.imports(noodleShop)
	h.serves()
	li, amy, ben := h.world.Merchant("李老板", "zh-hans"), h.world.Agent("amy"), h.world.Agent("ben")
	h.joins(li, "M0001", "owner")
	card := h.opensCase(li, amy)
	amy.Presses(card, "认领 Claim")
	amy.Sees("(?s)C-1001.*Claimed by", 0)
	li.Says("有人吗")
	li.Sees("(?s)C-1001.*amy", 0)
	h.ends()
	h.passes(66 * time.Hour)
	h.env["CLOCK"] = "2026-11-23T10:20:00+08:00"
	h.serves()
	amy.SeesReply(card, "amy.*24 小时没有动静", 20*time.Second)
	ben.Sees(`C-1001.*(?:待认领|Open|nobody)`, 0)
	ben.Presses(card, "认领 Claim")
	ben.Replies(card, "! 周一了，银行说今天到")
	li.Sees("银行说今天到", 0)
	noObjections(t, h)
}

// A forwarded message is a question like any other, and belongs to the open case
// like any other: whoever reads along sees it, and no second case is opened.
func TestAForwardedMessageIsHeard(t *testing.T) {
	t.Parallel()
	h, li, amy, card := theCase(t)
	li.Forwards("3500那笔银行说没有收到")
	amy.SeesReply(card, "银行说没有收到", 0)
	li.Sees(`C-1001|3,500\.00`, 0)
	li.Forwards("骗子公司还我钱")
	li.Sees("(?s)对不起.*C-1001", 0)
	li.Forwards("/cases")
	li.Sees("(?s)您的问题单.*C-1001", 0)
	if screen := li.Screen(); strings.Contains(screen, "C-1002") {
		t.Errorf("a second case:\n%s", screen)
	}
	noObjections(t, h)
}

// Who blocked the bot is told of as unreachable in the thread of their case, with
// every line that does not reach them; once they are back they have the talk as it
// was, and hear what comes then.
func TestWhoBlockedTheBotComesBack(t *testing.T) {
	t.Parallel()
	h, li, amy, card := theCase(t)
	li.Blocks()
	amy.SeesReply(card, "(?i)拉黑|屏蔽|blocked", 0)
	lost := amy.Replies(card, "! 请发一下小票")
	h.marks(lost, "x")
	li.Unblocks()
	li.Says("我回来了，有人吗")
	li.Sees("(?s)C-1001", 0)
	amy.SeesReply(card, "我回来了", 0)
	h.marks(amy.Replies(card, "! 看到您了，钱周一到"), "white_check_mark")
	li.Sees("钱周一到", 0)
	li.Says("不用查了，已经到账了")
	li.Sees("C-1001 已经关了", 0)
	amy.SeesReply(card, "已经到账了", 0)
	noObjections(t, h)
}
