package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/cases"
	"moneytrail/recon/trail"
)

// asked is who asked for a person, and Amy who has the case and wrote to them.
func asked(t *testing.T, question string) (*world, *user, *staff) {
	w, li := talk(t)
	amy := w.agent("Amy")
	li.expect(li.says("转人工"), "C-1001")
	amy.presses("claim", 1001)
	w.later(time.Minute)
	amy.writes(w.cases[1001], "!"+question)
	w.later(time.Minute)
	return w, li, amy
}

// A number goes to the agent who is talked with, also when something was said
// since they asked; what asks the product is answered by the product.
func TestANumberGoesToTheAgentWhoIsTalkedWith(t *testing.T) {
	w, li, _ := asked(t, "第几台终端？")
	li.says("稍等")
	for _, number := range []string{"2", "1", "12", "第二个"} {
		w.later(time.Minute)
		li.expect(li.says(number), "已转给客服 Amy")
		if last := w.entries[len(w.entries)-1]; last.CaseID != 1001 || last.Text != number {
			t.Fatalf("%s: the thread has %+v", number, last)
		}
	}
	li.expect(li.says("昨天的到了吗"), "查到 2 笔")
	li.expect(li.says("2"), "查到了")
	if c := w.only(); c.Status == cases.Resolved {
		t.Fatal("a number closed the case")
	}
}

// No number wants a person, and none says how a case stands.
func TestNoNumberEndsOrOpensACase(t *testing.T) {
	w, li := talk(t)
	li.expect(li.says("转人工"), "C-1001")
	for _, number := range []string{"1", "2", "3", "最后一个", "第一个"} {
		li.says("转人工")
		li.says(number)
		if c := w.only(); !c.IsOpen() {
			t.Fatalf("%s closed the case", number)
		}
	}
}

// What the support team did since is on the screen, and not the product's older buttons.
func TestANumberIsNoButtonOfAnOlderScreen(t *testing.T) {
	w, li := talk(t)
	amy := w.agent("Amy")
	li.says("转人工")
	li.expect(li.says("昨天的到了吗"), "查到 2 笔")
	w.later(time.Minute)
	amy.submits("resolve", 1001, map[string]string{"reason": "explained", "note": "好了"})
	w.later(time.Minute)
	li.expect(li.says("1"), "“1”我不确定是什么意思")
	if c := w.only(); c.IsOpen() {
		t.Fatal("a number opened it again")
	}
}

// The button that offers to look for an amount looks for that one or for none,
// and a stray number changes nothing of what is talked about.
func TestTheButtonOfAnAmountLooksForThatAmount(t *testing.T) {
	w, li := talk(t)
	w.books.trails = append(w.books.trails, swipe(31, "M0001", "T31", noon.Add(-time.Hour), 900, "7003"), swipe(32, "M0001", "T32", noon.Add(-time.Hour), 700, "7004"))
	li.expect(li.says("今天3500没到"), "3,500.00")
	li.says("11") // two digits are read as any words are
	li.says("今天3500没到")
	got := li.says("9")
	li.expect(got, "“9”我不确定是什么意思")
	nine := li.last
	li.says("7")
	li.last = nine
	li.expect(li.presses("查 ¥9.00"), "过时")
	li.says("9")
	nine = li.last
	li.expect(li.says("今天3500没到"), "3,500.00")
	li.last = nine
	li.expect(li.presses("查 ¥9.00"), "查到了：¥9.00")

	w, li = talk(t)
	li.says("今天3500没到")
	li.says("7")
	li.says("转人工")
	if c := w.only(); c.Subject != "txn:11" || strings.Contains(c.Words, "7") {
		t.Fatalf("the case is about %s: %q", c.Subject, c.Words)
	}
}

// Two digits are an amount where no list is as long; numbers that were no
// answer are all told to the person who gets the case.
func TestNumbersThatAnswerNothing(t *testing.T) {
	for _, amount := range []string{"35", "88", "12"} {
		w, li := talk(t)
		w.reads()
		w.books.trails = []trail.Trail{swipe(31, "M0001", "T31", noon.Add(-time.Hour), 35000, "7003")}
		li.expect(li.says("今天351没到"), "¥350", "是不是它")
		if got := li.says(amount)[0].Text; strings.Contains(got, "没看懂") || !strings.Contains(got, amount) {
			t.Errorf("%s is answered with\n%s", amount, got)
		}
		if len(w.cases) != 0 {
			t.Errorf("%s opened a case", amount)
		}
	}
	w, li := talk(t)
	li.says("跟客户核对")
	li.expect(li.says("昨天"), "第 1 笔，共 2 笔")
	li.says("9")
	li.says("8")
	if c := w.only(); c.Words != "9\n8" {
		t.Fatalf("the case says %q", c.Words)
	}
}

// At the question for a day a small number is a button that has a day, or else
// the day of the month.
func TestANumberAtTheQuestionForADayIsADay(t *testing.T) {
	for number, want := range map[string]string{"1": "11-20", "2": "11-19", "3": "11-18", "4": "2026-11-04", "5": "2026-11-05", "6": "2026-11-06"} {
		w, li := talk(t)
		got := li.says("777没到")
		li.expect(got, "是哪一天刷的")
		li.expect(li.says(number), want, "¥777.00")
		if len(w.cases) != 0 {
			t.Errorf("%s opened a case", number)
		}
	}
}

// Who types that they are not sure gives the answer that says so.
func TestNotSureIsAnAnswerWhereItIsOffered(t *testing.T) {
	for _, c := range []struct{ says, slips, tell string }{
		{"不确定", "小票", "还记得什么"}, {"不知道", "小票", "还记得什么"}, {"I am not sure", "slip", "remember"}, {"not sure", "slip", "remember"},
	} {
		english := strings.Contains(c.says, "sure")
		begun := func(data func(*world), playbook string) *user {
			w, li := talk(t)
			data(w)
			if english {
				li.says("/lang")
				li.presses("English")
			}
			li.begins(w, playbook)
			return li
		}
		li := begun(twins, "duplicate")
		li.expect(li.says(c.says), c.slips)

		li = begun(swiped11(trail.Declined, trail.MistakenSwipe), "review_records")
		if english {
			li.says("today")
			li.says("skip")
		} else {
			li.says("今天")
			li.says("跳过")
		}
		li.expect(li.says(c.says), c.tell)
	}
}
