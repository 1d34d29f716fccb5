package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
)

// What answers a line of the support team goes to them, though the case is about
// several payments: a number or a remark chooses none of those. A question about
// one of them is answered as well.
func TestWhatAnswersTheSupportTeamGoesToThem(t *testing.T) {
	for lang, says := range map[string]struct{ number, remark, asks string }{
		"zh-hans": {"2", "两台，都在前台", "9900那笔到了吗"},
		"zh-hant": {"2", "兩台，都在前台", "9900那筆到賬了嗎"},
		"en":      {"2", "two, both at the front desk", "has the 9900 arrived"},
	} {
		t.Run(lang, func(t *testing.T) {
			for _, after := range []time.Duration{time.Minute, 26 * time.Hour} {
				for _, text := range []string{says.number, says.remark, says.asks} {
					w, li, amy := twoSwipes(t)
					li.speaks(lang)
					w.books.trails = append(w.books.trails,
						swipe(21, "M0001", "T21", noon.Add(-26*time.Hour), 880000, "7000"), swipe(22, "M0001", "T22", noon.Add(-25*time.Hour), 990000, "7001"))
					c := w.cases[1001]
					c.Transactions = []int64{21, 22}
					w.cases[1001] = c
					line := w.heard(amy.writes(c, "! 请问涉及几台机器？"))
					w.later(after)
					sent := len(w.sent)
					thread := li.threads(inbox.TelegramEvent{Text: text, ReplyTo: line})["case:1001:card"]
					if !strings.Contains(thread, text) {
						t.Errorf("%q after %s: the thread reads %q", text, after, thread)
					}
					shown := textsOf(li.gets(w.sent[sent:]))
					if card := strings.Contains(shown, "7000") || strings.Contains(shown, "7001"); card != (text == says.asks) {
						t.Errorf("%q after %s is answered by\n%s", text, after, shown)
					}
				}
			}
		})
	}
}
