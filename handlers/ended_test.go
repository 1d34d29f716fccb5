package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/trail"
)

// A complaint after the end of a case reaches that case: plain words open it
// again, unclear ones are asked about and come along.
func TestAComplaintAfterTheEndIsNotLost(t *testing.T) {
	ended := func() (*world, *user) {
		w, li := talk(t)
		amy := w.agent("Amy")
		li.says("今天3500没到")
		li.presses("人工客服")
		amy.submits("resolve", 1001, map[string]string{"reason": "explained", "note": "已说明"})
		w.later(time.Hour)
		return w, li
	}
	for _, text := range []string{"你们根本没有解决", "还是不对啊", "it's still wrong"} {
		w, li := ended()
		li.says(text)
		if c := w.only(); c.Status != cases.Open {
			t.Errorf("%s left the case %s", text, c.Status)
		}
	}
	w, li := ended()
	li.expect(li.says("哼哼哼这也太离谱"), "问题单 C-1001 已经办完")
	li.expect(li.presses("还没解决"), "C-1001")
	if last := w.entries[len(w.entries)-1]; last.What != "reopened" || last.Text != "哼哼哼这也太离谱" {
		t.Fatalf("the thread has %+v", last)
	}
}

// Of two open questions the one that ends is named, and the other comes back.
func TestCancelSaysWhichQuestionEnds(t *testing.T) {
	w, li := talk(t)
	li.expect(li.says("777没到"), "是哪一天刷的")
	w.about(trail.Unknown, trail.DeclinedButDebited)
	li.begins(w, "declined_but_debited")
	li.expect(li.says("取消"), "先停下", "是哪一天刷的")
}

// A line that stays internal because of a space before its mark is said to.
func TestALineWithASpaceBeforeItsMarkIsSaidToStayInternal(t *testing.T) {
	w, li := talk(t)
	amy := w.agent("Amy")
	li.says("转人工")
	items := amy.writes(w.cases[1001], " ! 您好")
	if said := decode[outbox.SlackMessage](t, find(t, items, outbox.SlackWhisper)); !strings.Contains(said.Text, "没有发给商户") {
		t.Errorf("Amy reads %q", said.Text)
	}
	if items := amy.writes(w.cases[1001], "内部说一句"); len(items) != 0 {
		t.Errorf("an internal line is answered: %v", ops(items))
	}
}

// A machine without a signal is no case that was not solved.
func TestAnotherTroubleDoesNotOpenACaseAgain(t *testing.T) {
	for text, again := range map[string]bool{"机器又没信号了": false, "根本没人会用这台机器": false, "钱又没来": true, "你们根本没处理": true, "又没到账": true} {
		w, li, amy := shop(t)
		li.says("今天3500没到")
		li.presses("人工客服")
		amy.submits("resolve", 1001, map[string]string{"reason": "explained", "note": "好了"})
		li.says(text)
		if got := w.cases[1001].IsOpen(); got != again {
			t.Errorf("%s: opened again: %v", text, got)
		}
	}
}
