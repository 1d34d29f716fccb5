package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
)

// While an agent is talked with, what the product knows it answers alone; what
// answers the agent's line, what tells them more, and what nobody else knows is theirs.
func TestAnAgentGetsWhatIsForThem(t *testing.T) {
	told := map[string]string{"zh-hans": "您周一的那笔出款找到了，明天到", "en": "Your payout of Monday is found, it will be there tomorrow"}
	asked := map[string]string{"zh-hans": "请问是哪一笔没到？", "en": "Which payment do you mean?"}
	for _, x := range []struct {
		lang, line, says string
		agent            bool // reads it
		answer           string
	}{
		{"zh-hans", told["zh-hans"], "T+1是什么意思", false, "T+1"},
		{"zh-hans", told["zh-hans"], "200那笔什么时候到", false, "200.00"},
		{"zh-hans", told["zh-hans"], "手续费怎么算的", false, "合同费率"},
		{"zh-hans", told["zh-hans"], "能不能先给一半", true, "C-1001"},
		{"zh-hans", told["zh-hans"], "好的我等着", true, "C-1001"},
		{"zh-hans", asked["zh-hans"], "200那笔", true, "C-1001"},
		{"zh-hans", asked["zh-hans"], "就是今天200的没到", true, "C-1001"},
		{"en", told["en"], "whats T+1 mean", false, "next working day"},
		{"en", told["en"], "wheres my 200 from today", false, "200.00"},
		{"en", told["en"], "can u pay half of it first", true, "C-1001"},
		{"en", asked["en"], "the 200 one of today", true, "C-1001"},
	} {
		t.Run(x.says, func(t *testing.T) {
			w, li, amy := twoSwipes(t)
			w.reads()
			li.speaks(x.lang)
			w.later(time.Minute)
			amy.writes(w.cases[1001], "!"+x.line)
			w.later(time.Minute)
			sent := len(w.sent)
			thread := li.threads(inbox.TelegramEvent{Text: x.says})
			if got := strings.Contains(thread["case:1001:card"], x.says); got != x.agent || len(w.cases) != 1 {
				t.Errorf("the agent reads it: %v, %d cases, %v", got, len(w.cases), thread)
			}
			li.expect(li.gets(w.sent[sent:]), x.answer)
		})
	}
}

// Words that may be of what was talked about with the product since the agent wrote
// come with the sum of that, once; those of the agent's own money come alone.
func TestAnAgentReadsWhatWasTalkedAbout(t *testing.T) {
	w, li, amy := twoSwipes(t)
	w.reads()
	w.later(time.Minute)
	amy.writes(w.cases[1001], "!您周一的那笔出款找到了，明天到")
	w.later(time.Minute)
	li.says("今天200那笔什么时候到")
	w.later(time.Minute)
	for i, says := range []string{"客人已经拿走货了，我有签字的单子", "能不能先给一半"} {
		thread := li.threads(inbox.TelegramEvent{Text: says})["case:1001:card"]
		w.later(time.Minute)
		if !strings.Contains(thread, says) || strings.Contains(thread, "CNY 200.00") != (i == 0) {
			t.Errorf("%s: the thread reads %q", says, thread)
		}
	}
}
