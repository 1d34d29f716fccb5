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
	li.expect(li.says("哼哼哼这也太离谱"), "C-1001", "已说明")
	li.expect(li.presses("接着问"), "C-1001")
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

// What is asked soon after an agent ended a case is about what they wrote: that is
// shown, no other case is opened, and a tap brings the question to them.
func TestWhatIsAskedAfterTheEndIsAboutItsNote(t *testing.T) {
	zh, en := "88元是银行收的汇款手续费，周一补到您账户", "The 88 is a fee of the bank, we pay it back on Monday"
	for _, x := range []struct{ lang, note, says, tap string }{
		{"zh-hans", zh, "是哪个银行收的？", "接着问"}, {"zh-hans", zh, "周一补多少", "接着问"}, {"zh-hans", zh, "那手续费谁收的", "接着问"},
		{"zh-hant", zh, "是哪家銀行收的", "接著問"}, {"en", en, "which bank took it", "Ask about"}, {"en", en, "how much on monday", "Ask about"},
	} {
		w, li, amy := shop(t)
		w.reads()
		li.speaks(x.lang)
		li.says("转人工")
		amy.submits("resolve", 1001, map[string]string{"reason": "explained", "note": x.note})
		w.later(time.Minute)
		li.expect(li.says(x.says), "C-1001", x.note)
		if len(w.cases) != 1 || w.cases[1001].IsOpen() {
			t.Errorf("%s: %d cases, open %v", x.says, len(w.cases), w.cases[1001].IsOpen())
		}
		li.expect(li.presses(x.tap), "C-1001")
		if last := w.entries[len(w.entries)-1]; !w.cases[1001].IsOpen() || last.Text != x.says {
			t.Errorf("%s: after the tap %+v", x.says, last)
		}
	}
}

// Thanks, other money, and what follows on something shown since are none of it.
func TestOtherThingsAfterTheEndAreNotAboutIt(t *testing.T) {
	for _, says := range []string{"谢谢", "今天200的到了吗", "手续费怎么算的"} {
		w, li, amy := twoSwipes(t)
		amy.submits("resolve", 1001, map[string]string{"reason": "explained", "note": "周一到账，银行收的"})
		w.later(time.Minute)
		if got := textsOf(li.says(says)); strings.Contains(got, "办完时写的是") {
			t.Errorf("%s is answered by\n%s", says, got)
		}
	}
}
