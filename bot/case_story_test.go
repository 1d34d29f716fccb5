package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
)

// theCase is a house in which 李老板 has a case and amy its card.
func theCase(t *testing.T) (*house, *sandbox.Person, *sandbox.Agent, sandbox.Post) {
	t.Helper()
	h := newHouse(t)
	h.imports(noodleShop)
	h.serves()
	li, amy := h.world.Merchant("李老板", "zh-hans"), h.world.Agent("amy")
	h.joins(li, "M0001", "owner")
	return h, li, amy, h.opensCase(li, amy)
}

// marks waits until a line carries these reactions and no others.
func (h *house) marks(line sandbox.Post, want ...string) {
	h.t.Helper()
	h.until(15*time.Second, func() string {
		if got := h.world.Post(line).Reactions; !slices.Equal(got, want) {
			return "on " + line.Text + ": " + strings.Join(got, " ") + ", not " + strings.Join(want, " ")
		}
		return ""
	})
}

// A line that has to wait carries an hourglass, one that arrived a check mark,
// one that never will a cross with the reason in the thread.
func TestEachLineCarriesItsReceipt(t *testing.T) {
	t.Parallel()
	h, li, amy, card := theCase(t)
	says := func(text string) func(sandbox.Call) bool {
		return func(c sandbox.Call) bool { return strings.Contains(c.Text(), text) }
	}
	send := regexp.MustCompile("^sendMessage$")
	h.world.Faults.Add(sandbox.Fault{Network: sandbox.Telegram, Method: send, When: says("第一句"), Break: sandbox.Status, Status: 429, RetryAfter: 2 * time.Second})
	first := amy.Replies(card, "! 第一句")
	second := amy.Replies(card, "！第二句")
	amy.SeesReaction(first, "hourglass_flowing_sand", 0)
	li.Sees("第一句", 0)
	li.Sees("第二句", 0) // in the order in which they were written
	h.marks(first, "white_check_mark")
	h.marks(second, "white_check_mark")

	// Telegram is away for a moment: what is written meanwhile arrives once it is back.
	h.world.Faults.Add(sandbox.Fault{Network: sandbox.Telegram, Method: send, When: says("第三句"), Break: sandbox.DropBefore, Times: 2})
	third := amy.Replies(card, "! 第三句")
	li.Sees("第三句", 0)
	h.marks(third, "white_check_mark")

	li.Blocks()
	fourth := amy.Replies(card, "! 第四句")
	h.marks(fourth, "x")
	amy.SeesReply(card, "没有送到 李老板", 0)
	li.Unblocks()
	fifth := amy.Replies(card, "! 第五句")
	li.Sees("第五句", 0)
	h.marks(fifth, "white_check_mark")
	for _, text := range []string{"第一句", "第二句", "第三句", "第五句"} {
		if n := len(slices.DeleteFunc(li.Messages(), func(m sandbox.Message) bool { return !strings.Contains(m.Text, text) })); n != 1 {
			t.Errorf("%s came %d times", text, n)
		}
	}
	noObjections(t, h)
}

// Slack takes a post and the answer is lost: it is looked for, not posted again.
func TestAPostWhoseAnswerIsLostIsNotDoubled(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	h.serves()
	li, amy := h.world.Merchant("李老板", "zh-hans"), h.world.Agent("amy")
	h.joins(li, "M0001", "owner")
	post := regexp.MustCompile(`^chat\.postMessage$`)
	h.world.Faults.Add(sandbox.Fault{Network: sandbox.Slack, Method: post, Break: sandbox.DropAfter})
	card := h.opensCase(li, amy)
	h.until(15*time.Second, func() string {
		if h.world.Faults.Fired() < 1 {
			return "the post was not broken"
		}
		return ""
	})
	h.world.Faults.Add(sandbox.Fault{Network: sandbox.Slack, Method: post, Break: sandbox.DropAfter})
	li.Says("小票我拍给你们")
	li.Sees(".", 0)
	li.Says("请快一点")
	amy.SeesReply(card, "小票我拍给你们", 20*time.Second)
	amy.SeesReply(card, "请快一点", 20*time.Second)
	if n := h.world.Faults.Fired(); n != 2 {
		t.Fatalf("%d posts were broken", n)
	}
	cards, lines := 0, 0
	for _, p := range h.world.Posts("") {
		switch {
		case p.Thread == "":
			cards++
		case strings.Contains(p.Text, "小票我拍给你们"):
			lines++
		}
	}
	if cards != 1 || lines != 1 {
		t.Errorf("%d cards, %d lines", cards, lines)
	}
	amy.Presses(card, "认领 Claim")
	amy.Sees("处理中", 0)
	noObjections(t, h)
}

// Resolved by the form, and not settled after all.
func TestResolvedByFormAndReopenedByTheMerchant(t *testing.T) {
	t.Parallel()
	h, li, amy, card := theCase(t)
	amy.Presses(card, "认领 Claim")
	amy.Sees("处理中", 0)
	amy.Presses(card, "解决 Resolve")
	form := amy.SeesForm("解决", 0)
	if len(form.Inputs) != 2 || !slices.Contains(form.Inputs[0].Options, "已说明 Explained") {
		t.Errorf("the form: %+v", form)
	}
	if bad := amy.Submits(map[string]string{"reason": "已说明 Explained", "note": "  "}); len(bad) != 1 || !strings.Contains(bad["note"], "blank") {
		t.Fatalf("a blank note: %v", bad)
	}
	amy.SeesForm("解决", 0) // with all that was chosen
	if bad := amy.Submits(map[string]string{"reason": "已说明 Explained", "note": "周一自动到账，不用做什么"}); len(bad) != 0 {
		t.Fatalf("objections: %v", bad)
	}
	li.Sees("(?s)C-.*已经说明.*周一自动到账，不用做什么", 0)
	amy.Sees("已解决", 0)
	li.Says("谢谢")
	li.Sees("不客气", 0)
	li.Says("还是没到")
	li.Sees("重新打开", 0)
	amy.SeesReply(card, "(?s)重新打开.*还是没到", 0)
	amy.Sees("待认领", 0)
	ben := h.world.Agent("ben")
	ben.Presses(card, "认领 Claim")
	ben.Sees("(?s)ben.*处理中|处理中.*ben", 0)
	got := h.does("export", "cases")
	if strings.Count(got, "\n") != 2 || !strings.Contains(got, ",claimed,") {
		t.Errorf("cases:\n%s", got)
	}
	if got := h.does("audit", "verify"); !strings.Contains(got, "chain whole") {
		t.Error(got)
	}
	noObjections(t, h)
}

// A photograph of somebody with an open case goes into its thread, byte by byte.
func TestAPhotographGoesIntoTheThread(t *testing.T) {
	t.Parallel()
	h, li, _, card := theCase(t)
	li.Photo([]byte("\xff\xd8\xff\xe0 a slip"), "")
	li.Sees("照片收到，已经放进问题单 C-", 0)
	h.until(15*time.Second, func() string {
		for _, p := range h.world.Posts("") {
			if p.Thread == card.TS && len(p.Files) == 1 && strings.HasSuffix(p.Files[0], ".jpg") {
				return ""
			}
		}
		return "no photograph in the thread\n" + h.world.SupportScreen()
	})
	noObjections(t, h)
}
