package handlers_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/outbox"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// several puts a second swipe of the merchant beside the first: that one came to
// an unknown end, this one is on its way.
func several(w *world) {
	w.about(trail.Unknown, trail.DeclinedButDebited).Next = trail.Operator
	on := swipe(21, "M0001", "T01", noon.Add(-2*time.Hour), 86000, "2222")
	on.State, on.Reasons, on.Due = trail.Captured, []trail.Reason{trail.InCycle}, terms.Due{On: w.books.today + 3, Rule: "T+1", BusinessDay: w.books.today}
	w.books.trails = append(w.books.trails, on)
}

// What is asked after a list or a summary is answered of all that it showed, in no
// menu and no case.
func TestAQuestionAfterAListIsAboutAllOfIt(t *testing.T) {
	for _, list := range [][]string{{"我的钱呢", "今天刷的到哪了"}, {"where is my money", "where are today's payments"}} {
		for _, ask := range list {
			says := map[string][]string{"会不会丢": {"成没成还没定", "没有丢"}, "然后呢": {"由我们来办的", "2026-11-23"}, "那什么时候到": {"2026-11-23", "定不下来"},
				"谁的问题": {"责任", "由我们来办的"}, "我该跟客人怎么说": {"一笔一笔看", "其余 1 笔"}}
			if ask[0] < 0x80 {
				says = map[string][]string{"is it lost?": {"not known", "Not lost"}, "what then": {"For us to act on", "2026-11-23"}, "then when": {"2026-11-23", "cannot be told"},
					"whose fault is it": {"fault", "For us to act on"}, "what do I tell the customer": {"one by one", "The other 1"}}
			}
			for text, want := range says {
				w, li, _ := shop(t)
				w.reads()
				several(w)
				li.says(ask)
				got := li.says(text)[0].Text
				for _, part := range want {
					if !strings.Contains(got, part) {
						t.Errorf("%q after %q: no %q in\n%s", text, ask, part, got)
					}
				}
				if len(w.cases) > 0 {
					t.Errorf("%q after %q opened a case", text, ask)
				}
			}
		}
	}
}

// Where each has its own answer it is asked which, with the rows to tap; what
// names one kind of trouble is answered of the one that is in it.
func TestWhichOfAListIsMeant(t *testing.T) {
	for ask, texts := range map[string][]string{"我的钱呢": {"为什么", "参考号是多少"}, "where is my money": {"why?", "what's the reference number"}} {
		for _, text := range texts {
			w, li, _ := shop(t)
			w.reads()
			several(w)
			li.says(ask)
			got := li.says(text)[0]
			if n := len(got.Buttons); n != 3 {
				t.Errorf("%q: %d buttons under\n%s", text, n, got.Text)
			}
		}
	}
	w, li, _ := shop(t)
	w.reads()
	several(w)
	held := swipe(22, "M0001", "T01", noon.Add(-time.Hour), 60000, "3333")
	held.State, held.Reasons, held.HoldReason, held.Next = trail.Held, []trail.Reason{trail.RiskHold}, "DOCUMENTS", trail.Merchant
	w.books.trails = append(w.books.trails, held)
	li.says("我的钱呢")
	if got := li.says("为什么扣着")[0].Text; !strings.Contains(got, "600.00") || strings.Contains(got, "860.00") {
		t.Errorf("the held one is meant:\n%s", got)
	}
	if got := li.says("要什么资料")[0].Text; !strings.Contains(got, "600.00") {
		t.Errorf("it is talked about now:\n%s", got)
	}
}

// A row that is tapped is what is talked about then, and the list no more.
func TestATappedRowEndsTheList(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	several(w)
	rows := li.says("我的钱呢")[0].Buttons
	at := slices.IndexFunc(rows, func(row []outbox.Button) bool { return strings.Contains(row[0].Text, "860.00") })
	if at < 0 {
		t.Fatal("the swipe is not listed")
	}
	li.pressesRaw(rows[at][0].Data)
	if got := li.says("会不会丢")[0].Text; !strings.Contains(got, "860.00") || strings.Contains(got, "3,500") {
		t.Errorf("of the tapped one alone:\n%s", got)
	}
}
