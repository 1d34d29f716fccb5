package handlers_test

import (
	"strings"
	"testing"
	"time"
)

// What is asked about the support team's work is answered by how the open case
// stands, goes into its thread, and opens no other.
func TestAQuestionAboutTheCaseJoinsTheCase(t *testing.T) {
	for _, x := range []struct {
		lang          string
		person, other string
		asks          []string
		stands, names string
		none          string
	}{
		{"zh", "人工", "手续费怎么算", []string{"还有人吗", "我的工单怎么样了", "没人理我吗", "有人在处理吗", "怎么没人回我", "什么时候回复我"}, "问题单 C-1001：等同事来看", "amy 正在办", "您没有在办的问题单"},
		{"en", "talk to a person", "what is the fee", []string{"anyone there?", "any update on my case?", "is there anyone", "hello? anybody??", "is anyone looking into it?", "why is nobody answering", "when will someone get back to me"}, "Case C-1001: waiting for a colleague", "amy works on it", "You have no open cases"},
	} {
		t.Run(x.lang, func(t *testing.T) {
			w, _, amy := shop(t)
			w.reads()
			u := w.user(5, "Kim", x.lang)
			w.binds(u, "M0001", "finance")
			u.expect(u.says(x.asks[1]), x.none)
			u.expect(u.says("3500"), "3,500.00")
			u.expect(u.says(x.person), "C-1001")
			u.says(x.other) // something else is talked about since
			for _, ask := range x.asks {
				sent := len(w.sent)
				u.expect(u.says(ask), x.stands, "3,500.00", "2026-11-20", "C-1001")
				if c := w.only(); c.ID != 1001 {
					t.Fatalf("%q opened %s", ask, c.Number())
				}
				if got := posted(t, w.sent[sent:]); len(got) != 1 || !strings.Contains(got[0], ask) {
					t.Errorf("%q did not reach the thread: %q", ask, got)
				}
			}
			amy.presses("claim", 1001)
			u.expect(u.says(x.asks[0]), x.names)
			u.expect(u.says("/cases"), "C-1001", "3,500.00", x.names)
		})
	}
}

// Of several cases all are listed; who asks whether anybody is there is heard in
// the one that was talked about, else in the newest.
func TestAQuestionAboutSeveralCases(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	w.books.trails = append(w.books.trails, swipe(13, "M0001", "T01", noon.Add(-4*time.Hour), 52000, "7777"))
	li.says("3500")
	li.says("转人工")
	li.says("520那笔呢")
	li.says("转人工")
	if len(w.cases) != 2 {
		t.Fatalf("%d cases", len(w.cases))
	}
	li.expect(li.says("我的工单怎么样了"), "C-1001 ¥3,500.00：等同事来看", "C-1002 ¥520.00：等同事来看")
	sent := len(w.sent)
	li.expect(li.says("还有人吗"), "问题单 C-1002：等同事来看", "¥520.00")
	if got := posted(t, w.sent[sent:]); len(got) != 1 || len(w.cases) != 2 {
		t.Errorf("%d cases, %q", len(w.cases), got)
	}
}

// A case whose person is named by an amount is about that swipe.
func TestAPersonAskedForWithAnAmountGetsTheSwipe(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	li.expect(li.says("3500那笔没到，转人工"), "C-1001")
	if c := w.only(); c.Subject != "txn:11" || c.Amount != 350000 {
		t.Errorf("%s, %d", c.Subject, c.Amount)
	}
}

// "Never mind" ends what is looked for, and says that the case goes on.
func TestNeverMindSaysThatTheCaseStaysOpen(t *testing.T) {
	for _, x := range []struct{ lang, person, cancel, done, stays, ends string }{
		{"zh", "转人工", "取消", "好的，不查了", "问题单 C-1001 还开着", "已经解决"},
		{"en", "talk to a person", "cancel", "All right.", "Case C-1001 stays open", "It is settled"},
	} {
		w, _, _ := shop(t)
		w.reads()
		u := w.user(5, "Kim", x.lang)
		w.binds(u, "M0001", "owner")
		got := u.says(x.cancel)
		if u.expect(got, x.done); strings.Contains(got[0].Text, "C-") {
			t.Errorf("without a case:\n%s", got[0].Text)
		}
		u.says("3500")
		u.says(x.person)
		u.expect(u.says(x.cancel), x.done, x.stays)
		if !w.only().IsOpen() {
			t.Error("it was closed")
		}
		u.expect(u.presses(x.ends), "C-1001")
		if w.only().IsOpen() {
			t.Error("the tap does not end it")
		}
	}
}
