package handlers_test

import (
	"strings"
	"testing"
)

// Who is sorry for how they spoke reads a kind word, and the agent nothing.
func TestAnExcuseGetsAKindWordAndNoCase(t *testing.T) {
	for says, want := range map[string]string{"对不起刚才太急了": "没关系", "抱歉，刚才说话重了": "没关系", "對不起剛才語氣不好": "沒關係", "sorry for being rude": "No harm", "my apologies for shouting earlier": "No harm"} {
		w, li, amy := twoSwipes(t)
		amy.writes(w.cases[1001], "!明天到账")
		before := len(w.sent)
		if li.expect(li.says(says), want); len(postedTo(t, w, before)) > 0 {
			t.Errorf("%s went to the thread", says)
		}
	}
}

// Anger that names no money gets an excuse and a person, in every language alike: the
// agent of an open case, else a button, the second time somebody; never a form again.
func TestAngerGetsAnExcuseAndAPerson(t *testing.T) {
	for _, x := range []struct{ lang, first, second, sorry string }{
		{"zh-hans", "太离谱了，都第三次问了", "气死我了", "对不起"},
		{"zh-hant", "太離譜了，都第三次問了", "氣死我了", "對不起"},
		{"en", "this is ridiculous. third time asking", "you people are useless", "sorry"},
	} {
		w, li, _ := shop(t)
		w.reads()
		li.speaks(x.lang)
		li.expect(li.says(x.first), x.sorry)
		if len(w.cases) != 0 {
			t.Errorf("%s: a case at once", x.first)
		}
		li.expect(li.says(x.second), x.sorry, "C-1001")
		for range 2 {
			before := len(w.sent)
			got := li.says(x.second)
			if li.expect(got, x.sorry, "C-1001"); len(postedTo(t, w, before)) != 1 || len(w.cases) != 1 || strings.Count(got[0].Text, "\n") > 3 {
				t.Errorf("%s: %d cases\n%s", x.second, len(w.cases), got[0].Text)
			}
		}
	}
}

// A word that something is odd, and somebody who is to come to a machine, are asked
// about first; who closes the shop reads where the money goes.
func TestWhatBringsNobodyAtOnce(t *testing.T) {
	for says, want := range map[string]string{"strange": "可疑", "怪怪的": "可疑", "要找人来装机": "终端", "店下个月关了，钱怎么办": "收款账户", "im closing the shop next month, what happens to my money": "bank account"} {
		w, li, _ := shop(t)
		w.reads()
		got := li.says(says)
		shown := got[0].Text
		for _, row := range got[0].Buttons {
			for _, b := range row {
				shown += "\n" + b.Text
			}
		}
		if len(w.cases) != 0 || !strings.Contains(shown, want) {
			t.Errorf("%s: %d cases\n%s", says, len(w.cases), shown)
		}
	}
}

// A case of which it is wished that it be cancelled ends once that is tapped.
func TestACaseIsCancelledOnceThatIsConfirmed(t *testing.T) {
	for _, says := range []string{"我想取消那个问题单", "能帮我撤销刚才的工单吗", "i want to cancel that case please", "can you close my ticket"} {
		w, li, _ := shop(t)
		w.reads()
		li.says("转人工")
		li.expect(li.says(says), "C-1001")
		if !w.only().IsOpen() {
			t.Errorf("%s ended it untapped", says)
		}
		li.pressesRaw("co:1001")
		if w.only().IsOpen() {
			t.Errorf("%s: the tap does not end it", says)
		}
	}
}
