package handlers_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/trail"
)

// twoSwipes is the shop with a further sale of 200.00, and a case about the 3,500.00.
func twoSwipes(t *testing.T) (*world, *user, *staff) {
	w, li, amy := shop(t)
	w.books.trails = append(w.books.trails, swipe(13, "M0001", "T03", noon.Add(-2*time.Hour), 20000, "2020"))
	li.says("今天3500没到")
	li.expect(li.presses("人工客服"), "C-1001")
	return w, li, amy
}

// threads gives what a message of the person brings into threads, by case.
func (u *user) threads(e inbox.TelegramEvent) map[string]string {
	u.w.t.Helper()
	sent := len(u.w.sent)
	u.sends(e)
	out := map[string]string{}
	for _, it := range u.w.sent[sent:] {
		if it.Op == outbox.SlackPost {
			m := decode[outbox.SlackMessage](u.w.t, it)
			out[m.Thread] += m.Text
		}
	}
	return out
}

// heard gives the id of the message that brings an agent's line to a chat.
func (w *world) heard(line []outbox.Item) (at int) {
	w.t.Helper()
	if _, err := fmt.Sscanf(w.anchors[find(w.t, line, outbox.TelegramSend).Ref], "17000.%d", &at); err != nil {
		w.t.Fatal(err)
	}
	return at
}

// What a merchant writes goes into the thread that it belongs to, and nowhere else.
func TestAMessageGoesWhereItBelongs(t *testing.T) {
	for _, c := range []struct {
		name   string
		before func(w *world, li *user, amy *staff)
		says   string
		to     string // case, "" none
	}{
		{"a detail just after", nil, "客人姓王，当时我也在店里", "case:1001:card"},
		{"the same money again", nil, "今天那笔3500到底什么时候到", "case:1001:card"},
		{"another payment", nil, "今天200的到了吗", ""},
		{"the sums of a day", nil, "昨天一共多少钱", ""},
		{"the fee of the same payment", nil, "手续费怎么算的", "case:1001:card"},
		{"thanks", nil, "谢谢", ""},
		{"after another payment was asked for", func(_ *world, li *user, _ *staff) { li.says("今天200的到了吗") }, "什么意思啊这个那个", ""},
		{"an answer to the agent", func(w *world, li *user, amy *staff) {
			li.says("今天200的到了吗")
			amy.writes(w.cases[1001], "! 小票还在吗？")
		}, "在的，我找找", "case:1001:card"},
		{"an answer on the next morning", func(w *world, _ *user, amy *staff) {
			amy.writes(w.cases[1001], "! 小票还在吗？")
			w.later(17 * time.Hour)
		}, "在的，我找找", "case:1001:card"},
		{"another payment while the agent waits", func(w *world, _ *user, amy *staff) { amy.writes(w.cases[1001], "! 小票还在吗？") }, "今天200的到了吗", ""},
		{"thanks to the agent", func(w *world, _ *user, amy *staff) { amy.writes(w.cases[1001], "! 在查了") }, "好的，谢谢", "case:1001:card"},
		{"on the next morning, the only case", func(w *world, _ *user, _ *staff) { w.later(17 * time.Hour) }, "那个事情帮我弄弄", "case:1001:card"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, li, amy := twoSwipes(t)
			if c.before != nil {
				c.before(w, li, amy)
			}
			got := li.threads(inbox.TelegramEvent{Text: c.says})
			if _, there := got[c.to]; c.to == "" && len(got) > 0 || c.to != "" && (!there || len(got) != 1) {
				t.Errorf("%q went to %v, want %q", c.says, got, c.to)
			}
			w.only()
		})
	}
}

// Another question that needs a person has a case of its own, whether the books know it or not.
func TestAnotherQuestionHasItsOwnCase(t *testing.T) {
	w, li, _ := twoSwipes(t)
	li.expect(li.says("今天200的到了吗"), "200.00")
	li.expect(li.presses("人工客服"), "C-1002")
	if c := w.cases[1002]; c.Subject != "txn:13" {
		t.Errorf("%s", c.Subject)
	}
	li.expect(li.says("转人工"), "C-1002") // what is talked about now

	w, li, _ = shop(t)
	li.expect(li.says("转人工"), "C-1001")
	li.expect(li.says("我的小票在这里"), "C-1001")
	li.says("手续费怎么算的")
	li.expect(li.presses("人工客服"), "C-1002")
	if c := w.cases[1002]; !strings.Contains(c.Words, "手续费") || strings.Contains(c.Words, "小票") {
		t.Errorf("%s: %q", c.Subject, c.Words)
	}
	li.expect(li.presses("人工客服"), "C-1002") // the same tap again joins
	w.later(5 * time.Hour)
	li.expect(li.says("转人工"), "C-1001") // a bare wish, hours later, is the case that waits already
	if len(w.cases) != 2 {
		t.Errorf("%d cases", len(w.cases))
	}
}

// An answer to one of our messages goes to its case, however many are open.
func TestAReplyFindsItsCase(t *testing.T) {
	w, li, amy := twoSwipes(t)
	line := amy.writes(w.cases[1001], "! 小票还在吗？")
	li.says("今天200的到了吗")
	li.expect(li.presses("人工客服"), "C-1002")
	amy.writes(w.cases[1002], "! 这笔是谁刷的？")
	at := w.heard(line)
	if got := li.threads(inbox.TelegramEvent{Text: "在的", ReplyTo: at}); len(got) != 1 || !strings.Contains(got["case:1001:card"], "在的") {
		t.Errorf("the reply went to %v", got)
	}
	if got := li.threads(inbox.TelegramEvent{Text: "我老婆"}); len(got) != 1 || !strings.Contains(got["case:1002:card"], "我老婆") {
		t.Errorf("the answer went to %v", got)
	}
	if got := li.threads(inbox.TelegramEvent{Media: &inbox.Media{Kind: "photo", FileID: "f1"}, ReplyTo: at}); got["case:1001:card"] == "" || len(got) != 1 {
		t.Errorf("the photograph went to %v", got)
	}
}

// Where it is not clear what a message is about, the merchant says so with a tap.
func TestTheMerchantSaysWhatItIsAbout(t *testing.T) {
	w, li, _ := twoSwipes(t)
	li.says("今天200的到了吗")
	li.presses("人工客服")
	w.later(5 * time.Hour)
	if got := li.threads(inbox.TelegramEvent{Text: "那个事情帮我弄弄"}); len(got) != 0 {
		t.Fatalf("it went to %v", got)
	}
	li.gets(w.lastOut.Send)
	sent := len(w.sent)
	li.expect(li.presses("是 C-1001 的事"), "C-1001")
	if got := posted(t, w.sent[sent:]); len(got) != 1 || !strings.Contains(got[0], "那个事情帮我弄弄") {
		t.Errorf("the thread reads %q", got)
	}
	li.expect(li.presses("这是另一件事"), "C-1003")
	if c := w.cases[1003]; c.Words != "那个事情帮我弄弄" {
		t.Errorf("%q", c.Words)
	}
}

// What is said to the support team while a playbook asks goes to them, and the
// playbook's question stays: by a quote alone to them, else to both.
func TestAnOpenQuestionDoesNotTakeWhatTheSupportTeamIsTold(t *testing.T) {
	begun := func(t *testing.T) (w *world, li *user, at int) {
		w, li, amy := twoSwipes(t)
		w.about(trail.Unknown, trail.DeclinedButDebited)
		w.books.trails = append(w.books.trails, w.books.trails[0])
		w.books.trails[0].Row = 31 // the playbook's own, of which no case is
		at = w.heard(amy.writes(w.cases[1001], "! 小票还在吗？"))
		li.begins(w, "declined_but_debited")
		return w, li, at
	}
	for _, text := range []string{"是的", "在的，我找找"} {
		w, li, at := begun(t)
		if got := li.threads(inbox.TelegramEvent{Text: text, ReplyTo: at}); len(got) != 1 || !strings.Contains(got["case:1001:card"], text) {
			t.Errorf("%s went to %v", text, got)
		}
		li.expect(li.gets(w.lastOut.Send), "C-1001", "客户还在店里等着吗")
	}
	w, li, at := begun(t)
	li.presses("还在")
	li.expect(li.presses("有"), "请拍一下客户的扣款短信")
	if got := li.threads(inbox.TelegramEvent{Media: &inbox.Media{Kind: "photo", FileID: "F1", MIME: "image/jpeg", Attachment: 7}, ReplyTo: at}); len(got) != 1 || got["case:1001:card"] == "" {
		t.Errorf("the photograph went to %v", got)
	}
	li.expect(li.gets(w.lastOut.Send), "C-1001")
	li.expect(li.says("刚才问什么"), "请拍一下客户的扣款短信")

	w, li, _ = begun(t)
	if got := li.threads(inbox.TelegramEvent{Text: "是的"}); len(got) != 1 || !strings.Contains(got["case:1001:card"], "是的") {
		t.Errorf("without a quote it went to %v", got)
	}
	li.expect(li.gets(w.lastOut.Send), "扣款短信")
}

// A tap moves the very message that it stands under, however late, and once.
func TestATapIsAboutTheMessageItStandsUnder(t *testing.T) {
	offered := func() (w *world, li *user, message int) {
		w, li, _ = twoSwipes(t)
		li.says("今天200的到了吗")
		li.presses("人工客服")
		w.later(5 * time.Hour)
		li.expect(li.says("那个事情帮我弄弄"))
		return w, li, li.msg
	}
	told := func(w *world) (out []string) {
		for _, e := range w.entries {
			if e.What == "said" {
				out = append(out, fmt.Sprintf("%d %s %s", e.CaseID, e.Key, e.Text))
			}
		}
		return out
	}
	w, li, message := offered()
	under := li.last
	li.says("手续费怎么算的") // a question in between
	w.later(3 * time.Hour)
	li.last = under
	li.expect(li.presses("是 C-1001 的事"), "已转给客服", "C-1001")
	added := li.last
	if got := told(w); len(got) != 1 || got[0] != fmt.Sprintf("1001 tg:1:%d 那个事情帮我弄弄", message) {
		t.Fatalf("told: %q", got)
	}
	li.last = under
	li.expect(li.presses("是 C-1001 的事"), "过时")
	if got := told(w); len(got) != 1 {
		t.Fatalf("two taps told %q", got)
	}
	w.later(3 * time.Hour)
	li.last = added
	li.expect(li.presses("这是另一件事"), "C-1003")
	if c := w.cases[1003]; c.Words != "那个事情帮我弄弄" {
		t.Errorf("%q", c.Words)
	}
	li.last = added
	li.expect(li.presses("这是另一件事"), "过时")

	w, li, message = offered()
	under = li.last
	li.says("手续费怎么算的")
	li.says("还有那个东西呢")
	li.last = under
	li.expect(li.presses("是 C-1001 的事"), "已转给客服") // another unclear one since takes nothing from it
	if got := told(w); len(got) != 1 || got[0] != fmt.Sprintf("1001 tg:1:%d 那个事情帮我弄弄", message) || len(w.cases) != 2 {
		t.Errorf("told: %q", got)
	}
}

// What is told again while nobody of the support team wrote, or long after they
// asked, still reaches them: words that find no payment may be all that they get.
func TestMoneyToldToWhoAskedReachesThem(t *testing.T) {
	w, li := talk(t)
	li.expect(li.says("转人工"), "C-1001")
	w.later(time.Minute)
	if got := li.threads(inbox.TelegramEvent{Text: "昨天的没到账"}); !strings.Contains(got["case:1001:card"], "昨天的没到账") {
		t.Errorf("it went to %v", got)
	}
	if f := w.sessions[[2]int64{1, 1}].Open(); f.Case != 1001 {
		t.Errorf("case %d is talked about", f.Case)
	}

	w, li = talk(t)
	amy := w.agent("Amy")
	li.says("转人工")
	amy.presses("claim", 1001)
	amy.writes(w.cases[1001], "!是哪一笔？")
	w.later(3 * time.Hour)
	if got := li.threads(inbox.TelegramEvent{Text: "昨天777那笔没到账"}); !strings.Contains(got["case:1001:card"], "昨天777那笔没到账") {
		t.Errorf("it went to %v", got)
	}
}

// An edited message goes into the thread as old and new, and not once more.
func TestAnEditedMessageIsInTheThreadOnce(t *testing.T) {
	for _, text := range []string{"在的，我再找找", "C-1001 在的", "2"} {
		w, li := talk(t)
		amy := w.agent("Amy")
		li.says("转人工")
		amy.presses("claim", 1001)
		amy.writes(w.cases[1001], "!小票还在吗？")
		w.later(time.Minute)
		li.says("在的，我找找")
		amy.writes(w.cases[1001], "!好")
		w.later(time.Minute)
		sent := len(w.sent)
		w.turn(li.event(inbox.Edited, inbox.TelegramEvent{MessageID: li.msg, Text: text}))
		if got := posted(t, w.sent[sent:]); len(got) != 1 || !strings.Contains(got[0], "在的，我找找\n→ "+text) {
			t.Errorf("%s: the thread reads %q", text, got)
		}
	}
}
