package handlers_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// shop is the world in which 李老板 owns M0001 and swiped 3,500.00 at noon.
func shop(t testing.TB) (*world, *user, *staff) {
	w := newWorld(t)
	w.books.trails = append(w.books.trails, swipe(11, "M0001", "T01", noon.Add(-3*time.Hour), 350000, "6688"),
		swipe(12, "M0002", "X02", noon.Add(-3*time.Hour), 990000, "1111"))
	li := w.user(1, "李老板", "zh-hans")
	w.binds(li, "M0001", access.Owner)
	return w, li, w.agent("amy")
}

// posted lists the texts of thread notes.
func posted(t testing.TB, items []outbox.Item) (out []string) {
	for _, it := range items {
		if it.Op == outbox.SlackPost {
			out = append(out, decode[outbox.SlackMessage](t, it).Text)
		}
	}
	return out
}

func TestAPersonIsOneTapAwayAndTheCaseHoldsEverything(t *testing.T) {
	w, li, _ := shop(t)
	li.expect(li.says("今天中午刷的3500怎么还没到"), "3,500.00")
	li.expect(li.presses("人工客服"), "C-1001")
	c := w.only()
	if c.Subject != "txn:11" || c.Amount != 350000 || len(c.Facts) == 0 || len(c.Tried) == 0 || !strings.Contains(c.Words, "3500") || c.Transactions[0] != 11 {
		t.Fatalf("the case lacks something: %+v", c)
	}
	it := find(t, w.sent, outbox.SlackPost)
	if it.Ref != "case:1001:card" || it.Lane != "case:1001" || it.Kind != outbox.Once {
		t.Fatalf("card item: %+v", it)
	}
	if len(w.audit) != 1 || w.audit[0].Action != "case opened" {
		t.Fatalf("audit: %+v", w.audit)
	}
	li.expect(li.presses("人工客服"), "C-1001") // pressing again joins, it does not open another
	w.only()
}

func TestWordsBringAPersonAtOnce(t *testing.T) {
	w, li, _ := shop(t)
	li.expect(li.says("转人工"), "C-1001")
	if c := w.only(); c.Subject != "person:1" || c.Words != "转人工" {
		t.Fatalf("%+v", c)
	}
}

func TestASecondAskerJoinsTheCase(t *testing.T) {
	w, li, amy := shop(t)
	wang := w.user(2, "Wang", "en")
	w.binds(wang, "M0001", access.Finance)
	li.says("今天3500没到")
	li.presses("人工客服")
	wang.says("where is today 3500")
	items := wang.presses("Talk to a person")
	wang.expect(items, "C-1001")
	if c := w.only(); len(c.Watchers) != 2 {
		t.Fatalf("watchers: %+v", c.Watchers)
	}
	sent := amy.writes(w.only(), "! 您好")
	li.expect(li.gets(sent), "您好")
	wang.expect(wang.gets(sent), "您好", "Support")
}

func TestTheThreadIsInternalUnlessALineBeginsWithOneMark(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	if items := amy.writes(w.only(), "just between us"); len(items) != 0 {
		t.Fatalf("an internal line sent %v", ops(items))
	}
	if items := amy.writes(w.only(), "!!! this one is trouble"); len(items) != 0 {
		t.Fatalf("an exclamation sent %v", ops(items))
	}
	items := amy.writes(w.only(), "！ 您好，我来帮您查")
	li.expect(li.gets(items), "您好，我来帮您查", "amy", "C-1001")
	then := items[0].Then
	react := decode[outbox.SlackReaction](t, then.Sent[0])
	if react.Name != "white_check_mark" || react.Channel != "C01" || !strings.HasPrefix(react.TS, "2.") {
		t.Fatalf("receipt: %+v", react)
	}
	if decode[outbox.SlackReaction](t, then.Delayed[0]).Name != "hourglass_flowing_sand" || decode[outbox.SlackReaction](t, then.Failed[0]).Name != "x" {
		t.Fatalf("then: %+v", then)
	}
	if items[0].Lane != "tg:1" || !strings.HasPrefix(items[0].Ref, "case:1001:relay:C01:2.") {
		t.Fatalf("item: %+v", items[0])
	}
	kinds := []string{}
	for _, e := range w.entries {
		kinds = append(kinds, e.What)
	}
	if got := strings.Join(kinds, " "); got != "opened said said relayed" {
		t.Fatalf("history: %s", got)
	}
	if items := amy.writes(w.only(), "!"); len(items) != 1 || items[0].Op != outbox.SlackWhisper {
		t.Fatalf("an empty line: %v", ops(items))
	}
}

func TestWhoIsNoAgentCanDoNothing(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	c := w.only()
	line := amy.event(inbox.Line, inbox.SlackEvent{TS: "3.1", ThreadTS: w.anchors[c.Ref()], Text: "! hi", Outsider: true})
	claim := amy.event(inbox.Press, inbox.SlackEvent{Action: "claim", Value: "1001", Outsider: true})
	for _, ev := range []inbox.Event{line, claim} {
		if items := w.turn(ev); len(items) != 1 || items[0].Op != outbox.SlackWhisper {
			t.Fatalf("%s: %v", ev.Kind, ops(items))
		}
	}
	if w.only().Status != cases.Open {
		t.Fatal("claimed")
	}
}

func TestOneAgentClaimsTheOtherIsToldWho(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	if got := ops(amy.presses("claim", 1001)); len(got) != 1 || got[0] != outbox.SlackUpdate {
		t.Fatalf("claim: %v", got)
	}
	items := w.agent("bob").presses("claim", 1001)
	whisper := decode[outbox.SlackMessage](t, find(t, items, outbox.SlackWhisper))
	if !strings.Contains(whisper.Text, "amy") || whisper.User != "UBOB" || len(items) != 1 {
		t.Fatalf("%+v", whisper)
	}
	if c := w.only(); c.ClaimedBy != "UAMY" || c.Status != cases.Claimed {
		t.Fatalf("%+v", c)
	}
}

func TestResolvingTellsTheMerchantAndStillNotReopens(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	form := decode[outbox.SlackForm](t, find(t, amy.presses("resolve", 1001), outbox.SlackOpen))
	if form.Callback != "resolve" || form.Meta != "1001" || len(form.Inputs) != 2 || len([]rune(form.Title)) > 24 {
		t.Fatalf("form: %+v", form)
	}
	explained := ""
	for _, o := range form.Inputs[0].Options {
		if o.Value == "explained" {
			explained = o.Text
		}
	}
	if explained != "已说明 Explained" {
		t.Fatalf("reasons: %+v", form.Inputs[0].Options)
	}
	if items := amy.submits("resolve", 1001, map[string]string{"reason": "explained"}); ops(items)[0] != outbox.SlackWhisper {
		t.Fatalf("without a note: %v", ops(items))
	}
	items := amy.submits("resolve", 1001, map[string]string{"reason": "explained", "note": "周一到账"})
	li.expect(li.gets(items), "C-1001", "周一到账")
	if got := ops(items); got[0] != outbox.TelegramSend || got[1] != outbox.SlackUpdate {
		t.Fatalf("the merchant hears first: %v", got)
	}
	if items := amy.writes(w.only(), "! 还有"); len(items) != 2 || items[1].Op != outbox.SlackPost {
		t.Fatalf("a line to a closed case: %v", ops(items))
	}
	li.says("谢谢")
	if w.only().IsOpen() {
		t.Fatal("thanks reopened the case")
	}
	li.expect(li.says("还是没到"), "C-1001")
	if c := w.only(); c.Status != cases.Open || c.ClaimedBy != "" {
		t.Fatalf("%+v", c)
	}
}

func TestAnOldCaseIsNotReopened(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	amy.submits("resolve", 1001, map[string]string{"reason": "explained", "note": "x"})
	w.later(8 * 24 * time.Hour)
	li.says("还是没到")
	if w.only().IsOpen() {
		t.Fatal("reopened after more than a week")
	}
}

func TestWhatTheMerchantWritesMeanwhileGoesIntoTheThread(t *testing.T) {
	w, li, _ := shop(t)
	li.says("转人工")
	sent := len(w.sent)
	li.expect(li.says("我的小票在这里"), "C-1001")
	if got := posted(t, w.sent[sent:]); len(got) != 1 || !strings.Contains(got[0], "我的小票在这里") || !strings.Contains(got[0], "李老板") {
		t.Fatalf("thread: %v", got)
	}
	sent = len(w.sent)
	li.expect(li.says("今天3500没到"), "3,500.00") // the product goes on answering
	if got := posted(t, w.sent[sent:]); len(got) != 1 {
		t.Fatalf("thread: %v", got)
	}
	sent = len(w.sent)
	li.expect(li.sends(inbox.TelegramEvent{Media: &inbox.Media{Kind: "photo", FileID: "f1"}}), "C-1001")
	file := decode[outbox.SlackFile](t, find(t, w.sent[sent:], outbox.SlackUpload))
	if w.files[file.Attachment].FileID != "f1" || w.files[file.Attachment].Case != 1001 || file.Thread != "case:1001:card" || !strings.HasSuffix(file.Name, ".jpg") {
		t.Fatalf("%+v", file)
	}
	w.only()
}

func TestMoneyThatLandsClosesTheCaseAndTheMerchantHearsFirst(t *testing.T) {
	w, li, _ := shop(t)
	li.says("今天3500没到")
	li.presses("人工客服")
	tr := &w.books.trails[0]
	tr.State, tr.Reasons, tr.Next = trail.Arrived, nil, trail.Nobody
	tr.Arithmetic = trail.Arithmetic{Gross: 350000, Fee: 2100, Net: 347900, Arrived: 347900, Priced: true, FeeRate: "0.60"}
	tr.Hops = append(tr.Hops, trail.Hop{Name: trail.HopArrived, On: calendar.NewDate(2026, 11, 23), Evidence: []trail.Evidence{{Kind: record.Entries, ID: "E9", File: "bank.csv", Line: 4}}})
	items := w.turn(inbox.Event{Network: inbox.System, Kind: inbox.TrailsChanged, Lane: "sys:M0001", System: &inbox.SystemEvent{MerchantID: "M0001", Transactions: []int64{11}}})
	li.expect(li.gets(items), "C-1001", "3,500.00")
	if got := ops(items); got[0] != outbox.TelegramSend || got[1] != outbox.SlackUpdate || got[2] != outbox.SlackPost {
		t.Fatalf("order: %v", got)
	}
	if c := w.only(); c.IsOpen() || c.Resolution.Reason != cases.Landed || !strings.Contains(c.Resolution.Proof, "bank.csv:4") {
		t.Fatalf("%+v", c.Resolution)
	}
	tr.State = trail.Returned
	items = w.turn(inbox.Event{Network: inbox.System, Kind: inbox.TrailsChanged, Lane: "sys:M0001", System: &inbox.SystemEvent{MerchantID: "M0001", Transactions: []int64{11}}})
	li.expect(li.gets(items), "C-1001")
	if !w.only().IsOpen() {
		t.Fatal("the money went back and the case stayed closed")
	}
}

func TestAnAccountIsNeverChangedByChat(t *testing.T) {
	w, li, _ := shop(t)
	li.expect(li.says("我要换卡"), "不能在聊天里改", "C-1001")
	if c := w.only(); !c.Urgent || c.Subject != "account" {
		t.Fatalf("%+v", c)
	}
	li.expect(li.says("换卡 6222"), "不能在聊天里改", "C-1001")
	w.only()
}

func TestSuspicionBringsAnUrgentCaseAtOnce(t *testing.T) {
	w, li, _ := shop(t)
	li.expect(li.says("有人盗刷"), "C-1001", "报警")
	if c := w.only(); !c.Urgent || c.Subject != "security" {
		t.Fatalf("%+v", c)
	}
}

func TestTwoMissesBringAPerson(t *testing.T) {
	w, li, _ := shop(t)
	li.says("呃呃呃")
	li.expect(li.says("啊啊啊"), "C-1001")
	w.only()
}

func TestAnEditedLineFollowsAndADeletedOneIsTakenBack(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	c := w.only()
	items := w.turn(amy.event(inbox.LineEdited, inbox.SlackEvent{TS: "2.5", ThreadTS: w.anchors[c.Ref()], Text: "! 更正：周一"}))
	m := decode[outbox.TelegramMessage](t, find(t, items, outbox.TelegramEdit))
	if m.Of != "case:1001:relay:C01:2.5:1" || !strings.Contains(m.Text, "更正：周一") {
		t.Fatalf("%+v", m)
	}
	items = w.turn(amy.event(inbox.LineDeleted, inbox.SlackEvent{TS: "2.5", ThreadTS: w.anchors[c.Ref()]}))
	if m := decode[outbox.TelegramMessage](t, find(t, items, outbox.TelegramDelete)); m.Of != "case:1001:relay:C01:2.5:1" {
		t.Fatalf("%+v", m)
	}
}

func TestTwoAgentsClaimInTheSameInstant(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	press := func(a *staff) inbox.Event {
		ev := a.event(inbox.Press, inbox.SlackEvent{Action: "claim", Value: "1001"})
		ev.At = w.now
		return ev
	}
	first, err := w.desk.Turn(context.Background(), press(amy))
	if err != nil {
		t.Fatal(err)
	}
	bob := w.agent("bob")
	second, err := w.desk.Turn(context.Background(), press(bob)) // both have read the unclaimed case
	if err != nil {
		t.Fatal(err)
	}
	if err := w.commit(first); err != nil {
		t.Fatal(err)
	}
	if err := w.commit(second); !errors.Is(err, handlers.ErrConflict) {
		t.Fatalf("both have it: %v", err)
	}
	if items := w.turn(press(bob)); len(items) != 1 || items[0].Op != outbox.SlackWhisper {
		t.Fatalf("run again: %v", ops(items))
	}
	if c := w.only(); c.ClaimedByName != "amy" {
		t.Fatalf("claimed by %s", c.ClaimedByName)
	}
}

func TestTheSameEventGivesTheSameOutcome(t *testing.T) {
	w, li, _ := shop(t)
	li.says("今天3500没到")
	ev := li.event(inbox.Message, inbox.TelegramEvent{MessageID: 9, Text: "今天777没到"})
	ev.At = w.now
	a, err := w.desk.Turn(context.Background(), ev)
	if err != nil {
		t.Fatal(err)
	}
	b, err := w.desk.Turn(context.Background(), ev)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Fatal(diff)
	}
}

func TestACashierOpensNoCaseAboutWhatTheyMayNotSee(t *testing.T) {
	w, _, _ := shop(t)
	w.books.trails = append(w.books.trails, swipe(21, "M0001", "T21", noon.Add(-48*time.Hour), 770000, "7000"))
	wang := w.user(7, "小王", "zh-hans")
	w.binds(wang, "M0001", access.Cashier)
	wang.pressesRaw("h:t:21")
	if c := w.only(); c.Subject != "person:7" || c.Amount != 0 {
		t.Fatalf("%+v", c)
	}
}
