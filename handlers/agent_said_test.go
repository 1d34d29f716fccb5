package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// What an agent told the merchant of a payment stands beside what the records say.
func TestWhatAnAgentSaidStandsBesideTheRecords(t *testing.T) {
	w, li := talk(t)
	amy := w.agent("amy")
	li.says("昨天的8800")
	li.presses("人工客服")
	amy.writes(w.only(), "! 8800 明天18:00前到账，请放心")
	w.later(3 * time.Hour)
	for _, text := range []string{"昨天的8800到了没", "昨天的8800什么时候到"} {
		li.expect(li.says(text), "现在：", "amy", "C-1001", "8800 明天18:00前到账", "记录里现在查到的")
	}
	li.says("昨天的9900到了没")
	if got := li.last.Text; strings.Contains(got, "18:00前到账") {
		t.Errorf("of another payment:\n%s", got)
	}
}

// What an agent only asks says nothing of the money, and does not stand beside the records.
func TestWhatAnAgentAsksIsNoWordOnTheMoney(t *testing.T) {
	w, li := talk(t)
	li.says("昨天的8800")
	li.presses("人工客服")
	w.agent("amy").writes(w.only(), "! 请问8800是哪一台机器刷的？")
	w.later(3 * time.Hour)
	if got := textsOf(li.says("昨天的8800到了没")); strings.Contains(got, "哪一台机器") || !strings.Contains(got, "8,800.00") {
		t.Errorf("beside the records:\n%s", got)
	}
}

// Of a case about nothing in particular, the amount tells what was meant; of a payout too.
func TestAnAgentWhoNamesTheAmountSpeaksOfIt(t *testing.T) {
	w, li := talk(t)
	amy := w.agent("amy")
	w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 61, ID: "P61", Account: "6001", State: trail.PayoutReturned, SentOn: calendar.DateOf(noon) - 1, Amount: 874700},
		MerchantID: "M0001", Currency: "CNY", Reasons: []trail.Reason{trail.PayoutWasReturned}})
	li.says("转人工")
	amy.writes(w.only(), "! 8747 已经安排重新付")
	w.later(3 * time.Hour)
	li.expect(li.says("退票"), "8,747.00", "已经安排重新付", "amy")
	li.says("昨天的8800")
	if got := li.last.Text; strings.Contains(got, "重新付") {
		t.Errorf("of another sum:\n%s", got)
	}
}

// What an edit took back or made the desk's own is not quoted to the merchant, whoever can be
// reached; nor is an edit that never went out.
func TestWordsOfTheDeskAreNotQuoted(t *testing.T) {
	w, li := talk(t)
	amy := w.agent("amy")
	li.says("昨天的8800")
	li.presses("人工客服")
	edits := func(ts, text string) []outbox.Item {
		return w.turn(amy.event(inbox.LineEdited, inbox.SlackEvent{TS: ts, ThreadTS: w.anchors[w.only().Ref()], Text: text}))
	}
	line := func(text string) (ref, ts string) {
		ref = find(t, amy.writes(w.only(), text), outbox.TelegramSend).Ref
		return ref, strings.Split(ref, ":")[4]
	}
	quoted := func() string {
		w.later(3 * time.Hour)
		li.says("昨天的8800到了没")
		return li.last.Text
	}
	line("! 8800 明天18:00前到账")
	ref, second := line("! 8800 在路上了")
	delete(w.anchors, ref) // it is still on its way when it is edited
	items := edits(second, "8800 疑似欺诈，问风控")
	if got := deleted(t, items); len(got) != 1 {
		t.Errorf("of a line on its way is deleted: %v", got)
	}
	if last := w.entries[len(w.entries)-1]; last.What != "withdrawn" {
		t.Errorf("the history ends with %s %q", last.What, last.Text)
	}
	if got := quoted(); strings.Contains(got, "欺诈") || !strings.Contains(got, "18:00前到账") {
		t.Errorf("after a line became the desk's own:\n%s", got)
	}
	_, third := line("! 8800 周五到账")
	amy.presses("claim", 1001)
	amy.submits("resolve", 1001, map[string]string{"reason": "explained", "note": "好"})
	edits(third, "! 8800 下周才到")
	amy.presses("reopen", 1001)
	if got := quoted(); strings.Contains(got, "下周才到") || !strings.Contains(got, "周五到账") {
		t.Errorf("after an edit that never went out:\n%s", got)
	}
}

// An edit that Telegram refused stands in no chat: the merchant is told what they can read.
func TestARefusedEditIsNotQuoted(t *testing.T) {
	w, li := talk(t)
	amy := w.agent("amy")
	li.says("昨天的8800")
	li.presses("人工客服")
	ref := find(t, amy.writes(w.only(), "! 8800 明天到账"), outbox.TelegramSend).Ref
	edits := func(text string) string {
		items := w.turn(amy.event(inbox.LineEdited, inbox.SlackEvent{TS: strings.Split(ref, ":")[4], ThreadTS: w.anchors[w.only().Ref()], Text: text}))
		return find(t, items, outbox.TelegramEdit).Ref
	}
	quotes := func(want, not string) {
		t.Helper()
		w.later(3 * time.Hour)
		if got := li.says("昨天的8800到了没")[0].Text; !strings.Contains(got, want) || strings.Contains(got, not) {
			t.Errorf("want %s, not %s:\n%s", want, not, got)
		}
	}
	edits("! 8800 周一到账")
	quotes("周一到账", "明天到账")
	delete(w.anchors, edits("! 8800 周二到账")) // refused
	quotes("周一到账", "周二到账")
}

// A line that never reached a chat was told to nobody, whoever wrote it and wherever.
func TestALineThatNeverArrivedIsNotQuoted(t *testing.T) {
	for lang, ask := range map[string]string{"zh-Hans": "8800到了没", "zh-Hant": "8800到帳了嗎", "en": "has 8800 arrived"} {
		w, li := talk(t)
		amy := w.agent("amy")
		li.says("昨天的8800")
		li.presses("人工客服")
		quotes := func(want, not string) {
			t.Helper()
			w.later(3 * time.Hour)
			if got := li.says(ask)[0].Text; !strings.Contains(got, want) || not != "" && strings.Contains(got, not) {
				t.Errorf("%s: want %s, not %s:\n%s", lang, want, not, got)
			}
		}
		amy.writes(w.only(), "! 8800 明天到账")
		quotes("明天到账", "")
		lost := find(t, amy.writes(w.only(), "! 8800 周五到账"), outbox.TelegramSend).Ref
		delete(w.anchors, lost) // the chat is blocked
		quotes("明天到账", "周五到账")
		amy.submits("reply", 1001, map[string]string{"text": "8800 周一到账"})
		quotes("周一到账", "明天到账")
		for ref := range w.anchors {
			if strings.Contains(ref, ":relay:") && !strings.Contains(ref, ":relay:C01:") { // the form's
				delete(w.anchors, ref)
			}
		}
		quotes("明天到账", "周一到账")
	}
}
