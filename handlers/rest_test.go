package handlers_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"moneytrail/recon/trail"
)

// The rest of a list is its next page, as if its button had been tapped; where it has none,
// that is said, and of a summary what is behind it.
func TestTheRestOfAListIsItsNextPage(t *testing.T) {
	for _, x := range []struct{ ask, rest, all string }{{"昨天的500", "其他的呢", "就这些了，一共 9 笔"}, {"昨天的500", "還有嗎", "就這些了，一共 9 筆"}, {"where is yesterday's 500", "and the rest?", "That is all of them: 9"}} {
		w, li := talk(t)
		for i := range 9 {
			w.books.trails = append(w.books.trails, swipe(int64(40+i), "M0001", fmt.Sprint("T4", i), noon.Add(-26*time.Hour-time.Duration(i)*time.Minute), 50000, fmt.Sprint(4000+i)))
		}
		first := textsOf(li.says(x.ask)) + buttonsOf(li)
		second := textsOf(li.says(x.rest)) + buttonsOf(li)
		for i := range 9 {
			if card := fmt.Sprint(4000 + i); strings.Contains(first, card) == strings.Contains(second, card) {
				t.Errorf("%q then %q: card %s stands on both pages or none\n%s\n%s", x.ask, x.rest, card, first, second)
			}
		}
		li.expect(li.says(x.rest), x.all)
	}
}

// After one payment the rest is what else is open, without that one; where nothing is, that is said.
func TestTheRestBesideOnePayment(t *testing.T) {
	for _, x := range []struct{ ask, rest, none string }{{"昨天的8800", "其他的呢", "除了这一笔"}, {"where is yesterday's 8800", "what about the others?", "Besides this one"}} {
		w, li := talk(t)
		li.expect(li.says(x.ask), "8,800.00")
		li.expect(li.says(x.rest), "13,750.00") // 3,500 + 9,900 + 350
		for i := range w.books.trails {
			if w.books.trails[i].Amount != 880000 {
				w.books.trails[i].State = trail.Arrived
			}
		}
		li.says(x.ask)
		li.expect(li.says(x.rest), x.none)
		if len(w.cases) != 0 {
			t.Fatal("a case was opened")
		}
	}
}

// The rest of a list of some days is that of those days only: nothing is said of all the others.
func TestTheRestOfSomeDaysIsNoAllClear(t *testing.T) {
	for _, x := range []struct{ ask, rest, only string }{
		{"昨天的到了吗", "还有别的吗", "这里只看了这几天的"}, {"昨天的到了吗", "就这些吗", "这里只看了这几天的"},
		{"昨天的到了嗎", "還有別的嗎", "這裡只看了這幾天的"}, {"did yesterday's arrive?", "is that all?", "about these days only"},
		{"昨天的账", "就这些吗", "这里只看了这几天的"},
	} {
		w, li := talk(t)
		for i := range 9 {
			tr := swipe(int64(40+i), "M0001", fmt.Sprint("T4", i), noon.Add(-26*time.Hour-time.Duration(i)*time.Minute), 50000, fmt.Sprint(4000+i))
			if i == 0 {
				tr.State = trail.Held
			} else {
				tr.State = trail.Arrived
			}
			w.books.trails = append(w.books.trails, tr)
		}
		li.says(x.ask)
		li.expect(li.says(x.rest), "2026-11-19", x.only)
	}
}

// After the rest of one payment, what is still left is not that payment again.
func TestTheRestTwice(t *testing.T) {
	for _, x := range [][3]string{{"昨天的8800", "还有吗", "另外的钱呢"}, {"where is yesterday's 8800", "what about the others?", "and the rest?"}} {
		_, li := talk(t)
		li.expect(li.says(x[0]), "8,800.00")
		li.expect(li.says(x[1]), "13,750.00")
		if got := textsOf(li.says(x[2])); strings.Contains(got, "8,800.00") {
			t.Errorf("%q: the payment that was told stands among the others\n%s", x, got)
		}
	}
}

// Where the rules were told since, the list from before does not stand above: all that is open is told.
func TestTheRestAfterTheRules(t *testing.T) {
	for _, x := range []struct{ ask, rules, rest, above string }{
		{"今天的钱呢", "一般几天到账", "别的呢", "上面"}, {"我的钱呢", "T+1是什么意思", "其他的呢", "上面"}, {"where is my money", "when do you pay out", "and the rest?", "above"},
	} {
		_, li := talk(t)
		li.says(x.ask)
		li.says(x.rules)
		if got := textsOf(li.says(x.rest)); strings.Contains(got, x.above) || !strings.Contains(got, "8,800.00") && !strings.Contains(got, "22,550.00") {
			t.Errorf("%v:\n%s", x, got)
		}
	}
}

// buttonsOf are the words of the buttons of the last message.
func buttonsOf(u *user) string {
	var b strings.Builder
	for _, row := range u.last.Buttons {
		for _, x := range row {
			b.WriteString("\n" + x.Text)
		}
	}
	return b.String()
}
