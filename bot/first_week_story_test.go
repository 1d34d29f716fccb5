package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
)

// Four messages in four seconds are one question with one answer; the voice
// message after them is kept, and said not to be understood.
func TestTheFirstWeekFourMessagesAndAVoice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	h.serves()
	li := h.world.Merchant("李老板", "zh-hans")
	h.joins(li, "M0001", "owner")
	before := len(li.Messages())
	h.ends() // they are there at once for the next start; that they may come one by one is shown without a clock: TestWhatIsWrittenInPiecesIsReadAsOne
	for _, text := range []string{"老板", "3500", "没到", "今天的"} {
		li.Says(text)
	}
	h.serves()
	li.Sees(`(?s)3,500\.00.*2026-11-23`, 0)
	li.SeesNothing(700 * time.Millisecond)
	answers := slices.DeleteFunc(li.Messages()[before:], func(m sandbox.Message) bool {
		return !strings.Contains(m.Text, "人工") && !strings.Contains(m.Text, "¥")
	})
	if len(answers) != 1 {
		t.Errorf("four messages got %d answers", len(answers))
	}
	li.Sends("voice")
	li.Sees("语音收到了，可我听不懂", 0)
	noObjections(t, h)
}

// Whom the owner removes is refused on the very next message.
func TestTheFirstWeekSomebodyLeaves(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	h.serves()
	li, wang := h.world.Merchant("李老板", "zh-hans"), h.world.Merchant("小王", "zh-hans")
	h.joins(li, "M0001", "owner")
	h.joins(wang, "M0001", "finance")
	li.Sees("小王", 0) // the owner hears who joined
	wang.Says("今天3500没到")
	wang.Sees(`3,500\.00`, 0)
	li.Says("/team")
	li.Sees("能查老李面馆的账的人", 0)
	li.Presses("小王")
	li.Sees("要移除", 0)
	li.Presses("移除")
	li.Sees("已经移除", 0)
	wang.Sees("查账权限已经停了", 0)
	wang.Says("今天3500没到")
	if m := wang.Sees(`邀请链接`, 0); strings.Contains(m.Text, "3,500") {
		t.Fatalf("who left was told: %s", m.Text)
	}
	noObjections(t, h)
}

// Thanks leave a closed case closed; that nothing came opens it again.
func TestTheFirstWeekAfterACaseIsClosed(t *testing.T) {
	t.Parallel()
	h, li, amy, card := theCase(t)
	amy.Presses(card, "解决 Resolve")
	amy.SeesForm(".", 0)
	amy.Submits(map[string]string{"reason": "已说明 Explained", "note": "周一到账"})
	li.Sees("办完了", 0)
	li.Says("谢谢")
	li.Sees("不客气", 0)
	li.Says("/cases")
	li.Sees("办完了", 0)
	li.Says("还是没到")
	li.Sees("重新打开了", 0)
	amy.SeesReply(card, "还是没到", 0)
	noObjections(t, h)
}
