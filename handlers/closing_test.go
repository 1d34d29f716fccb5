package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/trail"
)

func TestOnlyTheOwnerEndsAnUrgentCaseAndTheOthersHearWho(t *testing.T) {
	w, li, _ := shop(t)
	wang := w.user(7, "小王", "zh-hans")
	w.binds(wang, "M0001", access.Cashier)
	li.says("盗刷")
	wang.says("盗刷")
	wang.expect(wang.pressesRaw("co:1001"), "只有店主")
	for _, row := range wang.pressesRaw("c:1001")[0].Buttons {
		if strings.HasPrefix(row[0].Data, "co:") {
			t.Fatal("a cashier is offered to end it")
		}
	}
	if !w.only().IsOpen() {
		t.Fatal("a cashier closed the owner's urgent case")
	}
	items := w.turn(li.event(inbox.Press, inbox.TelegramEvent{CallbackID: "1", Data: "co:1001"}))
	if w.only().IsOpen() {
		t.Fatal("the owner could not close it")
	}
	for _, m := range wang.gets(items) {
		if m.Chat == 7 && (!strings.Contains(m.Text, "店主说") || strings.Contains(m.Text, "李老板")) {
			t.Fatalf("who closed it:\n%s", m.Text)
		}
	}
}

// What is the owner's to end is not among what a cashier is offered to end.
func TestACashierIsNotOfferedToEndWhatIsTheOwners(t *testing.T) {
	for _, text := range []string{"都取消吧", "cancel them all"} {
		w, li, amy := shop(t)
		w.reads()
		wang := w.user(7, "小王", "zh-hans")
		w.binds(wang, "M0001", access.Cashier)
		li.says("盗刷")
		wang.says("盗刷")
		wang.says("今天的3500到了吗")
		wang.presses("人工客服")
		amy.presses("claim", 1002)
		for _, row := range wang.says(text)[0].Buttons {
			if row[0].Data == "co:1001" {
				t.Errorf("%s: a cashier is offered to end the fraud case", text)
			}
		}
		if !w.isOpen(1001) || !w.isOpen(1002) {
			t.Errorf("%s ended one", text)
		}
	}
}

func TestALineThatBecomesInternalIsTakenBackAndSaid(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	c := w.only()
	sent := amy.writes(c, "! 明天到账")
	ref := sent[0].Ref
	ts := strings.Split(ref, ":")[4]
	items := w.turn(amy.event(inbox.LineEdited, inbox.SlackEvent{TS: ts, ThreadTS: w.anchors[c.Ref()], Text: "明天到账？先别说"}))
	if m := decode[outbox.TelegramMessage](t, find(t, items, outbox.TelegramDelete)); m.Of != ref {
		t.Fatalf("%+v", m)
	}
	if r := decode[outbox.SlackReaction](t, find(t, items, outbox.SlackUnreact)); r.Name != "white_check_mark" || r.TS != ts {
		t.Fatalf("%+v", r)
	}
	if got := posted(t, items); len(got) != 1 || !strings.Contains(got[0], "已经从商户的聊天里删掉") {
		t.Fatalf("%v", got)
	}
	internal := w.turn(amy.event(inbox.LineEdited, inbox.SlackEvent{TS: "2.999", ThreadTS: w.anchors[c.Ref()], Text: "内部"}))
	if len(internal) != 0 {
		t.Fatalf("an internal line's edit: %v", ops(internal))
	}
}

// An edit sends nothing of a line that was internal, however long it is.
func TestAnEditOfALongInternalLineSendsNothing(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	long := strings.Repeat("这段话是内部的，先别发给商户。\n", 400)
	amy.writes(w.only(), long)
	items := w.turn(amy.event(inbox.LineEdited, inbox.SlackEvent{TS: "2.9", ThreadTS: w.anchors[w.only().Ref()], Text: "! " + long}))
	if len(items) != 1 || items[0].Op != outbox.TelegramEdit || len(items[0].Then.Sent) == 0 {
		t.Fatalf("%v", ops(items))
	}
	for _, it := range items[0].Then.Failed { // nothing to edit is there
		if it.Op != outbox.SlackPost || !strings.Contains(string(it.Body), "没有送到商户") {
			t.Errorf("%s %s", it.Op, it.Body)
		}
	}
}

// Words that an edit takes out of a line are taken back; its files stay.
func TestALineThatIsLeftWithItsFilesAlone(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	event := func(kind inbox.Kind, text string) []outbox.Item {
		return w.turn(amy.event(kind, inbox.SlackEvent{TS: "4.1", ThreadTS: w.anchors[w.only().Ref()], Text: text, Files: []inbox.Post{{ID: "F1", Name: "a.jpg"}}}))
	}
	ref := find(t, event(inbox.Line, "! 请看这张"), outbox.TelegramSend).Ref
	items := event(inbox.LineEdited, "!")
	if got := deleted(t, items); len(got) != 1 || got[0] != ref {
		t.Errorf("deleted: %q", got)
	}
	if got := posted(t, items); len(got) != 1 || !strings.Contains(got[0], "已经从商户的聊天里删掉") {
		t.Errorf("the thread reads %q", got)
	}
}

func TestEveryWayToAnswerHasItsReceipt(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	items := amy.submits("reply", 1001, map[string]string{"text": "周一到账"})
	note := find(t, items, outbox.SlackPost)
	then := find(t, items, outbox.TelegramSend).Then
	up := decode[outbox.SlackMessage](t, then.Sent[0])
	if up.Of != note.Ref || note.Ref == "" || !strings.HasPrefix(up.Text, "✅") || !strings.Contains(up.Text, "周一到账") {
		t.Fatalf("%+v", up)
	}
	if bad := decode[outbox.SlackMessage](t, then.Failed[0]); !strings.HasPrefix(bad.Text, "❌") {
		t.Fatalf("%+v", bad)
	}
	masked := w.turn(amy.event(inbox.Line, inbox.SlackEvent{TS: "2.77", ThreadTS: w.anchors[w.only().Ref()], Text: "! **** 1111", Masked: 1}))
	if m := decode[outbox.SlackMessage](t, find(t, masked, outbox.SlackWhisper)); !strings.Contains(m.Text, "遮住") {
		t.Fatalf("%+v", m)
	}
	amy.submits("resolve", 1001, map[string]string{"reason": "explained", "note": "好"})
	if r := decode[outbox.SlackReaction](t, find(t, amy.writes(w.only(), "! 还有"), outbox.SlackReact)); r.Name != "x" {
		t.Fatalf("%+v", r)
	}
}

func TestACaseIsAboutWhatWasTalkedAboutLast(t *testing.T) {
	w, li, _ := shop(t)
	li.expect(li.says("今天3500没到"), "6688")
	li.says("账单")
	li.says("转人工")
	if c := w.only(); c.Subject != "person:1" || c.Amount != 0 {
		t.Fatalf("the sale before the summary: %+v", c)
	}
	w, li, _ = shop(t)
	no := swipe(21, "M0001", "T21", noon.Add(-time.Hour), 128000, "7000")
	no.State, no.Reasons = trail.Declined, nil
	w.books.trails = append(w.books.trails, no)
	li.says("今天1280没到")
	li.says("转人工")
	if c := w.only(); c.Subject != "txn:21" || c.Amount != 0 {
		t.Fatalf("a declined sale has nothing at stake: %+v", c)
	}
}
