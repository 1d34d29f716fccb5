package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// looks has the desk look after the open cases and gives what the channel reads.
func (w *world) looks() []string {
	w.t.Helper()
	return posted(w.t, w.turn(inbox.Event{Network: inbox.System, Kind: inbox.WorkDue, Lane: "sys:work", System: &inbox.SystemEvent{}}))
}

// Who waits for an answer is told to the channel together, once at each stage,
// and not at night; an answer ends it, thanks for it ask for none.
func TestWaitingMerchantsAreToldOfOnce(t *testing.T) {
	w, li, amy := twoSwipes(t)
	wang := w.user(2, "Wang", "en")
	w.binds(wang, "M0001", "finance")
	w.later(time.Minute)
	wang.says("转人工")
	if got := w.looks(); len(got) != 0 {
		t.Fatalf("at once: %q", got)
	}
	w.later(2 * time.Hour)
	got := w.looks()
	if len(got) != 1 || strings.Count(got[0], "已等 2:0") != 2 || !strings.Contains(got[0], "C-1001 M0001") || !strings.Contains(got[0], "CNY 3,500.00") || !strings.Contains(got[0], "claimed by nobody") {
		t.Fatalf("after two hours: %q", got)
	}
	if got := w.looks(); len(got) != 0 {
		t.Fatalf("told twice: %q", got)
	}
	amy.presses("claim", 1001)
	amy.presses("claim", 1002)
	amy.writes(w.cases[1001], "! 在查了")
	li.says("好的，谢谢")
	w.later(3 * time.Hour) // 20:20
	if got := w.looks(); len(got) != 0 {
		t.Fatalf("an answered case: %q", got)
	}
	w.later(4 * time.Hour) // 00:20
	if got := w.looks(); len(got) != 0 {
		t.Fatalf("at night: %q", got)
	}
	w.later(9 * time.Hour) // 09:20
	got = w.looks()
	if len(got) != 2 || !strings.Contains(got[0], "C-1002") || strings.Contains(got[0], "C-1001") || !strings.Contains(got[0], "amy 认领") {
		t.Fatalf("in the morning: %q", got)
	}
	if !strings.Contains(got[1], "未解决 2 个，其中待认领 0，加急 0，等商户回话 1。最早的是 C-1001，2026-11-20") {
		t.Fatalf("the word on the day: %q", got[1])
	}
	if got := w.looks(); len(got) != 0 {
		t.Fatalf("again: %q", got)
	}
}

// Who writes again while nobody answers waits since the first words, and is
// told of once at a stage.
func TestWhoInsistsWaitsSinceTheFirstWords(t *testing.T) {
	w, li, amy := twoSwipes(t)
	amy.presses("claim", 1001)
	w.later(time.Minute)
	amy.writes(w.only(), "! 请发一下小票")
	var told []string
	for i, words := range []string{"小票找不到了", "那笔钱到底什么时候到", "你们看一下啊"} {
		w.later(110 * time.Minute)
		li.says(words)
		got := w.looks()
		if i == 0 && len(got) != 0 {
			t.Fatalf("at once: %q", got)
		}
		told = append(told, got...)
	}
	told = append(told, w.looks()...)
	if len(told) != 1 || !strings.Contains(told[0], "这些问题单在等同事：") || !strings.Contains(told[0], "C-1001") || !strings.Contains(told[0], "已等 3:40") {
		t.Fatalf("told: %q", told)
	}
}

// A line that an agent took back is no answer.
func TestALineTakenBackIsNoAnswer(t *testing.T) {
	w, _, amy := twoSwipes(t)
	amy.presses("claim", 1001)
	for _, back := range []inbox.Kind{inbox.LineDeleted, inbox.LineEdited} {
		sent := amy.writes(w.only(), "! 已经到账了")
		if words, _ := w.LastWords(t.Context(), 1001); !words.Waits {
			t.Fatalf("an answered case: %+v", words)
		}
		ts := strings.Split(sent[0].Ref, ":")[4]
		w.turn(amy.event(back, inbox.SlackEvent{TS: ts, ThreadTS: w.anchors[w.only().Ref()], Text: "还没有查到"}))
		if words, _ := w.LastWords(t.Context(), 1001); words.Waits || words.Unanswered.IsZero() {
			t.Errorf("%s: %+v", back, words)
		}
	}
}

// A case that was claimed and left alone comes back by itself; one whose agent
// waits for the merchant does not.
func TestAForgottenClaimComesBack(t *testing.T) {
	w, _, amy := twoSwipes(t)
	amy.presses("claim", 1001)
	w.later(23 * time.Hour)
	w.looks()
	if c := w.only(); c.Status != cases.Claimed {
		t.Fatalf("after 23 hours: %s", c.Status)
	}
	amy.writes(w.only(), "asked the bank")
	w.later(3 * time.Hour)
	w.looks()
	if c := w.only(); c.Status != cases.Claimed {
		t.Fatalf("after an internal line: %s", c.Status)
	}
	w.later(21 * time.Hour)
	got := strings.Join(w.looks(), "\n")
	if c := w.only(); c.Status != cases.Open || c.ClaimedBy != "" || !strings.Contains(got, "amy 认领后，24 小时没有动静") {
		t.Fatalf("%s: %s", c.Status, got)
	}
	amy.presses("claim", 1001)
	w.later(20 * time.Hour)
	joined := w.only()
	joined.ChangedAt = w.now // a colleague of the merchant's joined, money moved
	w.cases[1001] = joined
	w.later(5 * time.Hour)
	w.looks()
	if c := w.only(); c.Status != cases.Open {
		t.Fatalf("the case moved, nobody of the desk did: %s", c.Status)
	}
	amy.presses("claim", 1001)
	amy.writes(w.only(), "! 请发一下小票")
	w.later(3 * 24 * time.Hour)
	w.looks()
	if c := w.only(); c.Status != cases.Claimed {
		t.Fatalf("the merchant is waited for: %s", c.Status)
	}
}

// A claimed case goes from hand to hand, and back into the queue; buttons of
// cards that are older than that say what is so.
func TestACaseGoesFromHandToHand(t *testing.T) {
	w, _, amy := twoSwipes(t)
	bob := w.agent("bob")
	whispered := func(items []outbox.Item, want string) {
		t.Helper()
		if len(items) != 1 || !strings.Contains(string(find(t, items, outbox.SlackWhisper).Body), want) {
			t.Fatalf("%v", ops(items))
		}
	}
	whispered(bob.presses("release", 1001), "没有人认领")
	bob.presses("take", 1001) // of nobody: as a claim
	whispered(bob.presses("take", 1001), "已经是您的")
	items := amy.presses("take", 1001)
	if c := w.only(); c.ClaimedByName != "amy" || !strings.Contains(strings.Join(posted(t, items), ""), "amy 从 bob 那里接手") {
		t.Fatalf("%s has it", c.ClaimedByName)
	}
	card := decode[outbox.SlackMessage](t, find(t, items, outbox.SlackUpdate)).Card
	var labels []string
	for _, b := range card.Buttons {
		labels = append(labels, b.Text)
	}
	if got := strings.Join(labels, " | "); got != "回复 Reply | 解决 Resolve | 接手 Take over | 放回 Put back" {
		t.Errorf("buttons: %s", got)
	}
	items = bob.presses("release", 1001) // a colleague's, who is away
	if c := w.only(); c.Status != cases.Open || !strings.Contains(strings.Join(posted(t, items), ""), "bob 把问题单放回待认领（之前 amy 认领）") {
		t.Fatalf("%+v", c)
	}
	amy.submits("resolve", 1001, map[string]string{"reason": "explained", "note": "x"})
	whispered(bob.presses("take", 1001), "已解决")
	whispered(bob.presses("release", 1001), "已解决")
}

// A case that was over and came back waits since then, not since it was first opened.
func TestACaseThatCameBackWaitsSinceThen(t *testing.T) {
	w, li, _ := shop(t)
	li.says("转人工")
	w.later(time.Minute)
	li.presses("已经解决")
	w.later(90 * time.Minute)
	li.presses("还没解决")
	w.later(time.Hour)
	if got := w.looks(); len(got) != 0 {
		t.Fatalf("an hour after it came back: %q", got)
	}
	w.later(time.Hour)
	if got := w.looks(); len(got) != 1 || !strings.Contains(got[0], "已等 2:00") {
		t.Fatalf("two hours after it came back: %q", got)
	}
}
