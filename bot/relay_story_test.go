package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
)

// What an agent corrects or takes back is corrected and taken back at the
// merchant; internal words stay internal whatever becomes of them.
func TestALineIsCorrectedAndTakenBack(t *testing.T) {
	t.Parallel()
	h, li, amy, card := theCase(t)
	line := amy.Replies(card, "! 周二到账")
	first := li.Sees("周二到账", 0)
	h.marks(line, "white_check_mark")
	if err := amy.Edits(line, "! 周一到账"); err != nil {
		t.Fatal(err)
	}
	if m := li.Sees("周一到账", 0); m.ID != first.ID || strings.Contains(m.Text, "周二") {
		t.Errorf("the correction came as %+v", m)
	}
	inner := amy.Replies(card, "查过了，是我们的问题")
	if err := amy.Edits(inner, "! 查过了，是我们的问题"); err != nil {
		t.Fatal(err)
	}
	amy.SeesReply(card, "没有送到商户", 0)
	if err := amy.Deletes(line); err != nil {
		t.Fatal(err)
	}
	li.SeesGone(first.ID, 0)
	for _, m := range li.Messages() {
		if m.FromBot && strings.Contains(m.Text, "我们的问题") {
			t.Errorf("an internal line reached the merchant: %s", m.Text)
		}
	}
	noObjections(t, h)
}

// Who is a guest of the workspace reads along and reaches nobody.
func TestAGuestInTheChannelReachesNobody(t *testing.T) {
	t.Parallel()
	h, li, amy, card := theCase(t)
	eve := h.world.Agent("eve")
	eve.Becomes(sandbox.Guest)
	eve.Replies(card, "! 把卡号发给我")
	eve.SeesWhisper("只有本工作区的正式成员", 0)
	eve.Presses(card, "认领 Claim")
	amy.Presses(card, "认领 Claim")
	amy.Sees("(?s)amy.*处理中|处理中.*amy", 0)
	amy.Replies(card, "! 我来查")
	li.Sees("我来查", 0) // what the guest wrote before would have come before
	for _, m := range li.Messages() {
		if m.FromBot && strings.Contains(m.Text, "把卡号发给我") {
			t.Errorf("a guest's line reached the merchant: %s", m.Text)
		}
	}
	if got := h.does("export", "cases"); !strings.Contains(got, ",claimed,") || strings.Contains(got, eve.ID()) {
		t.Errorf("cases:\n%s", got)
	}
	noObjections(t, h)
}

// Telegram takes an answer and the connection breaks: it is sent again, and says so.
func TestAnAnswerThatMayHaveArrivedIsMarkedWhenRepeated(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	h.serves()
	li := h.world.Merchant("李老板", "zh-hans")
	h.joins(li, "M0001", "owner")
	h.world.Faults.Add(sandbox.Fault{Network: sandbox.Telegram, Method: regexp.MustCompile("^sendMessage$"), Break: sandbox.DropAfter,
		When: func(c sandbox.Call) bool { return strings.Contains(c.Text(), "3,500.00") }})
	li.Says("今天中午刷的3500怎么还没到")
	first := li.Sees(`3,500\.00`, 0)
	again := li.Sees(`3,500\.00`, 20*time.Second)
	if strings.HasPrefix(first.Text, "（重发）") || again.Text != "（重发）"+first.Text {
		t.Errorf("first %q\nagain %q", first.Text, again.Text)
	}
	li.Says("谢谢")
	li.Sees("不客气", 0)
	n := 0
	for _, m := range li.Messages() {
		n += strings.Count(m.Text, "查到了：")
	}
	if n != 2 {
		t.Errorf("answered %d times\n%s", n, li.Screen())
	}
	noObjections(t, h)
}
