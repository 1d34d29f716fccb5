package handlers_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// After a bank's delay many merchants ask the same: from the fifth case on one
// message tells of all of them, and one line in its thread answers them all.
func TestOneLineAnswersAllWhoAskTheSame(t *testing.T) {
	w := newWorld(t)
	w.reads()
	w.books.merchants = nil
	var people []*user
	for i := range 7 {
		id := fmt.Sprintf("S%d", i)
		w.books.merchants = append(w.books.merchants, record.Merchant{Origin: record.Origin{Row: int64(50 + i)}, ID: id, Name: "店" + id, Language: "zh", Cycle: "T+1"})
		tr := swipe(int64(70+i), id, "T"+id, noon.AddDate(0, 0, -2), int64(10000+i*100), "6688")
		tr.State, tr.Reasons = trail.Cleared, []trail.Reason{trail.PayoutPending}
		if i == 6 { // another cause is another matter
			tr.Reasons = []trail.Reason{trail.RiskHold}
		}
		w.books.trails = append(w.books.trails, tr)
		u := w.user(int64(100+i), "老板"+id, []string{"zh-hans", "en"}[i%2])
		w.binds(u, id, access.Owner)
		people = append(people, u)
	}
	together := func(items []outbox.Item) (texts []string) {
		for _, it := range items {
			if m, ok := slackText(t, it); ok && strings.Contains(m, "one cause") {
				texts = append(texts, string(it.Op)+" "+m)
			}
		}
		return texts
	}
	for i, u := range people {
		sent := len(w.sent)
		u.says(fmt.Sprint(100 + i))
		u.presses(map[bool]string{true: "人工客服", false: "Talk to a person"}[i%2 == 0])
		got := together(w.sent[sent:])
		if want := map[int]int{4: 1, 5: 1}[i]; len(got) != want {
			t.Fatalf("case %d: %q", i, got)
		}
		if i == 5 && (!strings.HasPrefix(got[0], string(outbox.SlackUpdate)) || !strings.Contains(got[0], "C-1001 C-1002 C-1003 C-1004 C-1005 C-1006")) {
			t.Errorf("the sixth: %q", got[0])
		}
	}
	w.later(time.Minute)
	amy, thread := w.agent("amy"), w.anchors["alike:2026-11-20:payout_pending"]
	says := func(text string) []outbox.Item {
		return w.turn(amy.event(inbox.Line, inbox.SlackEvent{TS: fmt.Sprint("9.", w.id()), ThreadTS: thread, Text: text}))
	}
	if items := says("between us"); len(items) != 0 {
		t.Fatalf("an internal line: %v", ops(items))
	}
	items := says("! 银行今天延迟，明天到账")
	for i, u := range people {
		got := u.gets(items)
		if want := map[bool]int{true: 1, false: 0}[i < 6]; len(got) != want {
			t.Fatalf("%s got %d messages", u.name, len(got))
		}
		if i < 6 && !strings.Contains(got[0].Text, "明天到账") {
			t.Errorf("%s reads %q", u.name, got[0].Text)
		}
	}
	for id := int64(1001); id <= 1006; id++ {
		if words, _ := w.LastWords(t.Context(), id); !words.Waits {
			t.Errorf("case %d has no answer in its history", id)
		}
	}
	line := fmt.Sprint("9.", w.id())
	w.turn(amy.event(inbox.Line, inbox.SlackEvent{TS: line, ThreadTS: thread, Text: "! 后天到账"}))
	for _, kind := range []inbox.Kind{inbox.LineEdited, inbox.LineDeleted} {
		items := w.turn(amy.event(kind, inbox.SlackEvent{TS: line, ThreadTS: thread, Text: "! 明天到账"}))
		if len(items) != 1 || items[0].Op != outbox.SlackWhisper {
			t.Errorf("%s: the agent is not told that it went out: %v", kind, ops(items))
		}
	}
	if items := says("!"); len(items) != 1 || items[0].Op != outbox.SlackWhisper {
		t.Errorf("no words: %v", ops(items))
	}
	// The message follows its cases: one is resolved, opened again, has another cause,
	// and the last ends.
	told := func(items []outbox.Item) string { return strings.Join(together(items), "\n") }
	done := map[string]string{"reason": "explained", "note": "明天到"}
	if got := told(amy.submits("resolve", 1001, done)); !strings.Contains(got, "5 open cases") || strings.Contains(got, "C-1001") || !strings.HasPrefix(got, string(outbox.SlackUpdate)) {
		t.Errorf("one resolved: %q", got)
	}
	if got := told(amy.presses("reopen", 1001)); !strings.Contains(got, "6 open cases") || !strings.Contains(got, "C-1001") {
		t.Errorf("opened again: %q", got)
	}
	if got := told(amy.presses("claim", 1002)); got != "" {
		t.Errorf("a claim changes nothing of it: %q", got)
	}
	w.books.trails[2].Reasons = []trail.Reason{trail.RiskHold}
	if got := told(w.turn(inbox.Event{Network: inbox.System, Kind: inbox.TrailsChanged, Lane: "sys:S2", System: &inbox.SystemEvent{MerchantID: "S2", Transactions: []int64{72}}})); !strings.Contains(got, "5 open cases") || strings.Contains(got, "C-1003") {
		t.Errorf("another cause: %q", got)
	}
	got := ""
	for _, id := range []int64{1001, 1002, 1004, 1005, 1006} {
		got = told(amy.submits("resolve", id, done))
	}
	if !strings.Contains(got, "have ended") {
		t.Errorf("the last one: %q", got)
	}
	if items := says("! 今天到账"); len(items) != 1 || items[0].Op != outbox.SlackWhisper {
		t.Errorf("a line to nobody: %v", ops(items))
	}
}

// slackText is the text of an item to the support channel.
func slackText(t *testing.T, it outbox.Item) (string, bool) {
	if it.Op != outbox.SlackPost && it.Op != outbox.SlackUpdate {
		return "", false
	}
	return decode[outbox.SlackMessage](t, it).Text, true
}
