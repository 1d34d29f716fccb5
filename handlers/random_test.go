package handlers_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// canaries are words that only one merchant's answers have.
var canaries = map[string][]string{"M0001": {"K555", "老李面馆"}, "M0002": {"K777", "Blue Door Cafe"}}

var sayings = []string{"你好", "hello", "今天3500没到", "昨天8800没到", "9900没到", "我的钱呢哪去了", "where is my money", "什么时候到账", "手续费", "账单", "19号到账怎么少了",
	"转人工", "I want a human", "换卡", "有人盗刷", "两可", "呃呃呃", "谢谢", "还是没到", "still not", "", "/start", "/cases", "/shops", "/lang", "/lang en", "/person", "/summary",
	"/nonsense", "参考号 632411420001", "参考号 X02", "卡号 6688", "0", "今天", "!!!", "999999999999999999999"}

var verbs = []string{"t:11", "t:12", "t:13", "p:5", "p:6", "e:t:11", "e:p:5", "e:t:12", "a:t:11", "a:p:5", "n:t:11", "n:p:5", "n:t:12", "h", "h:t:11", "h:p:5", "h:t:12", "more:0", "more:1", "more:9999999999",
	"m:where_is_my_money", "m:fee_question", "m:help", "m:", "m:talk_to_human", "m:change_settlement_account", "s:M0001", "s:M0002", "s:", "l:en", "l:zh-Hans", "l:xx", "c", "c:1001", "c:1002",
	"co:1001", "co:1002", "cn:1001", "cn:1002", "d:2026-11-19", "d:nonsense", "mute:summary:on", "mute:x:on", "", ":::", "zzz", "t:-1", "t:x"}

// drawEvent draws something that can come in.
func drawEvent(t *rapid.T, w *world, users []*user, agents []*staff) inbox.Event {
	u := rapid.SampledFrom(users).Draw(t, "user")
	a := rapid.SampledFrom(agents).Draw(t, "agent")
	id := fmt.Sprint(rapid.Int64Range(1000, 1004).Draw(t, "case"))
	thread := w.anchors["case:"+id+":card"]
	switch rapid.IntRange(0, 13).Draw(t, "kind") {
	case 0, 1, 2, 3:
		e := inbox.TelegramEvent{MessageID: w.id(), Text: rapid.SampledFrom(sayings).Draw(t, "text"), Masked: rapid.IntRange(0, 1).Draw(t, "masked")}
		if rapid.IntRange(0, 9).Draw(t, "file") == 0 {
			e.Media = &inbox.Media{Kind: rapid.SampledFrom([]string{"photo", "voice", "document", "new"}).Draw(t, "media"), FileID: "f"}
		}
		return u.event(inbox.Message, e)
	case 4, 5, 6:
		return u.event(inbox.Press, inbox.TelegramEvent{CallbackID: "cb", MessageID: w.id(), Data: rapid.SampledFrom(verbs).Draw(t, "data")})
	case 7:
		return u.event(inbox.Edited, inbox.TelegramEvent{MessageID: w.sessions[[2]int64{u.id, u.id}].LastMessage, Text: rapid.SampledFrom(sayings).Draw(t, "text")})
	case 8:
		ev := u.event(inbox.Message, inbox.TelegramEvent{MessageID: w.id(), Text: "@moneybot " + rapid.SampledFrom(sayings).Draw(t, "text")})
		ev.Telegram.Chat, ev.Telegram.ChatType = -100, rapid.SampledFrom([]string{"group", "supergroup", "channel"}).Draw(t, "chat")
		return ev
	case 9:
		return u.event(inbox.Membership, inbox.TelegramEvent{Status: rapid.SampledFrom([]string{"kicked", "member"}).Draw(t, "status")})
	case 10:
		return a.event(inbox.Press, inbox.SlackEvent{Action: rapid.SampledFrom([]string{"claim", "reply", "resolve", "reopen", "approve", "refuse", "x"}).Draw(t, "action"), Value: id, TS: thread,
			Outsider: rapid.IntRange(0, 9).Draw(t, "outsider") == 0})
	case 11:
		return a.event(inbox.Submit, inbox.SlackEvent{Action: rapid.SampledFrom([]string{"reply", "resolve"}).Draw(t, "action"), Value: id,
			Fields: map[string]string{"text": "您好", "reason": rapid.SampledFrom([]string{"explained", "x"}).Draw(t, "reason"), "note": "好"}})
	case 12:
		return a.event(rapid.SampledFrom([]inbox.Kind{inbox.Line, inbox.LineEdited, inbox.LineDeleted}).Draw(t, "line"),
			inbox.SlackEvent{TS: fmt.Sprint("9.", w.id()), ThreadTS: thread, Text: rapid.SampledFrom([]string{"! 您好", "internal", "!!! x", "!"}).Draw(t, "words")})
	}
	state := rapid.SampledFrom([]trail.State{trail.Captured, trail.Held, trail.Returned, trail.Arrived}).Draw(t, "state")
	w.books.trails[0].State = state
	return inbox.Event{Network: inbox.System, Kind: rapid.SampledFrom([]inbox.Kind{inbox.TrailsChanged, inbox.SummaryDue, inbox.SignsDue, inbox.SetAside, inbox.Undelivered}).Draw(t, "system"),
		System: &inbox.SystemEvent{MerchantID: rapid.SampledFrom([]string{"M0001", "M0002", "M0404"}).Draw(t, "merchant"), Day: "2026-11-19", Transactions: []int64{11, 12, 404}, Payouts: []int64{5, 404}}}
}

// Whatever comes in, in whatever order: no panic, every private message gets
// one answer, every answer offers a person, and nobody reads of a merchant
// they do not act for.
func TestRandomDialogues(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		w.books.trails = []trail.Trail{swipe(11, "M0001", "T01", noon.Add(-3*time.Hour), 350000, "6688"), swipe(12, "M0002", "X02", noon.Add(-3*time.Hour), 990000, "1111")}
		w.books.trails[0].TerminalID, w.books.trails[1].TerminalID = "K555", "K777"
		w.books.payouts = []trail.PayoutView{{PayoutRef: trail.PayoutRef{Row: 5, ID: "P5", State: trail.PayoutSent, SentOn: w.books.today - 1, Amount: 350000}, MerchantID: "M0001", Currency: "CNY", Gross: 350000, LinesNet: 350000}}
		users := []*user{w.user(1, "李老板", "zh-hans"), w.user(2, "Anna", "en"), w.user(3, "小王", "zh"), w.user(4, "Both", "fr"), w.user(5, "Stranger", "")}
		w.binds(users[0], "M0001", access.Owner)
		w.binds(users[1], "M0002", access.Owner)
		w.binds(users[2], "M0001", access.Cashier)
		w.binds(users[3], "M0001", access.Finance)
		w.binds(users[3], "M0002", access.Finance)
		agents := []*staff{w.agent("amy"), w.agent("bob")}
		for range rapid.IntRange(1, 25).Draw(rt, "events") {
			ev := drawEvent(rt, w, users, agents)
			items := w.turn(ev)
			checkAnswers(rt, w, ev, items)
			w.later(time.Duration(rapid.IntRange(0, 200).Draw(rt, "minutes")) * time.Minute)
			w.books.today = calendar.DateOf(w.now)
		}
	})
}

func checkAnswers(t *rapid.T, w *world, ev inbox.Event, items []outbox.Item) {
	own := 0
	for _, it := range items {
		if it.Op != outbox.TelegramSend && it.Op != outbox.TelegramEdit {
			continue
		}
		var m outbox.TelegramMessage
		if err := json.Unmarshal(it.Body, &m); err != nil {
			t.Fatal(err)
		}
		if m.Text == "" || it.Lane != fmt.Sprint("tg:", m.Chat) {
			t.Fatalf("item: %+v", it)
		}
		if ev.Telegram != nil && m.Chat == ev.Telegram.Chat {
			own++
		}
		acts := map[string]bool{}
		for _, p := range w.members {
			if p.User == m.Chat && p.Standing == people.Active {
				acts[p.MerchantID] = true
			}
		}
		if len(acts) == 0 && (ev.Telegram == nil || m.Chat != ev.Telegram.Chat) {
			t.Fatalf("%d is no member and was written to:\n%s", m.Chat, m.Text)
		}
		for merchant, words := range canaries {
			for _, word := range words {
				if !acts[merchant] && strings.Contains(string(it.Body), word) {
					t.Fatalf("%d reads of %s:\n%s", m.Chat, merchant, m.Text)
				}
			}
		}
		if strings.Contains(m.Text, "staff only") {
			t.Fatalf("a staff note went out:\n%s", m.Text)
		}
		if m.Chat > 0 && !slices.ContainsFunc(m.Buttons, func(row []outbox.Button) bool {
			return slices.ContainsFunc(row, func(b outbox.Button) bool { return b.Data == "h" || strings.HasPrefix(b.Data, "h:") })
		}) {
			t.Fatalf("no person is offered:\n%s", m.Text)
		}
		for _, row := range m.Buttons {
			for _, b := range row {
				if len(b.Data) > 64 || b.Text == "" {
					t.Fatalf("button: %+v", b)
				}
			}
		}
	}
	if ev.Telegram != nil && ev.Telegram.ChatType == "private" && (ev.Kind == inbox.Message || ev.Kind == inbox.Press) && own != 1 {
		t.Fatalf("%s %q was answered %d times", ev.Kind, ev.Telegram.Text+ev.Telegram.Data, own)
	}
}
