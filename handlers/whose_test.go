package handlers_test

import (
	"testing"
	"time"

	"moneytrail/handlers/inbox"
)

// twoAgents is who has two cases, C-1001 about ¥3,500.00 and C-1002 of another matter,
// and what Amy and Ben wrote in them.
func twoAgents(t *testing.T, lang, amys, bens string) (*world, *user) {
	t.Helper()
	w, li, amy := twoSwipes(t)
	amy.name = "Amy"
	li.says("今天200没到")
	li.presses("人工客服")
	ben := w.agent("Ben")
	if len(w.cases) != 2 {
		t.Fatalf("%d cases", len(w.cases))
	}
	w.later(time.Minute)
	ben.writes(w.cases[1002], "!"+bens)
	w.later(time.Minute)
	amy.writes(w.cases[1001], "!"+amys)
	w.later(time.Minute)
	li.speaks(lang)
	return w, li
}

const (
	amysPapers = "3500那笔请把小票和送货单拍照发来，一般1个工作日看完"
	bensKind   = "请问新账户是公户还是私户？"
)

// Where two agents wait for words, what answers a question goes to who asked it.
func TestAnAnswerGoesToWhoAskedForIt(t *testing.T) {
	english := [2]string{"Please send a photo of the slip for the 3500", "Is the new account a personal or a corporate one?"}
	for _, c := range []struct {
		lang       string
		amys, bens string
		says, to   string
	}{
		{"zh-hans", amysPapers, bensKind, "私户，建行的", "case:1002:card"},
		{"zh-hans", amysPapers, bensKind, "好的我找一下小票", "case:1001:card"},
		{"zh-hans", amysPapers, bensKind, "小票丢了怎么办", "case:1001:card"},
		{"zh-hans", amysPapers, bensKind, "招行的", "case:1002:card"},
		{"zh-hant", amysPapers, bensKind, "對公的，工行", "case:1002:card"},
		{"en", english[0], english[1], "a personal one, at CCB", "case:1002:card"},
		{"en", english[0], english[1], "i will look for the receipt tonight", "case:1001:card"},
		{"zh-hans", "请问店里有几台机器？", "麻烦发一下您的联系电话", "就一台", "case:1001:card"},
		{"zh-hans", "请问店里有几台机器？", "麻烦发一下您的联系电话", "电话还是老的那个", "case:1002:card"},
	} {
		t.Run(c.says, func(t *testing.T) {
			_, li := twoAgents(t, c.lang, c.amys, c.bens)
			got := li.threads(inbox.TelegramEvent{Text: c.says})
			if got[c.to] == "" || len(got) != 1 {
				t.Errorf("it went to %v, not to %s", got, c.to)
			}
		})
	}
}

// Words that answer either are brought to neither before it is said whose they are.
func TestWhoseAnswerItIsIsAskedWhereNothingTells(t *testing.T) {
	for _, says := range []string{"好的可以", "是的", "2", "我问问我老婆"} {
		t.Run(says, func(t *testing.T) {
			w, li := twoAgents(t, "zh-hans", amysPapers, bensKind)
			before := len(w.sent)
			if got := li.threads(inbox.TelegramEvent{Text: says}); len(got) != 0 {
				t.Fatalf("%q went to %v", says, got)
			}
			li.expect(li.gets(w.sent[before:]), "哪一位")
			before = len(w.sent)
			li.presses("Ben")
			if got := postedTo(t, w, before); len(got) != 1 || got[0] != "case:1002:card" {
				t.Errorf("after the tap %q went to %v", says, got)
			}
		})
	}
}

// A later answer finds its question though another agent still waits.
func TestWordsOnWhatWasAskedGoThereThoughAnotherWaits(t *testing.T) {
	_, li := twoAgents(t, "zh-hans", amysPapers, bensKind)
	li.says("好的我找一下小票")
	if got := li.threads(inbox.TelegramEvent{Text: "小票找不到了"}); got["case:1001:card"] == "" || len(got) != 1 {
		t.Errorf("it went to %v", got)
	}
}

// What an agent asked for goes to the case in which they did, whatever is said beside it.
func TestPapersGoToTheCaseInWhichTheyWereAskedFor(t *testing.T) {
	for caption, bens := range map[string]string{
		"":          bensKind,
		"3500那笔的小票": bensKind,
		"Amy要的小票":   bensKind,
		"小票":        bensKind,
		"送货单":       bensKind,
		"小票和送货单都在这": "麻烦把营业执照发一下",
		"3500的":     "麻烦把营业执照发一下",
	} {
		t.Run(caption, func(t *testing.T) {
			w, li := twoAgents(t, "zh-hans", amysPapers, bens)
			li.says("好的我找一下小票")
			w.later(3 * time.Hour)
			li.expect(li.sends(slipPhoto(caption)), "C-1001")
			if id := w.caseOfFile(); id != 1001 || len(w.cases) != 2 {
				t.Errorf("the file is in %d, of %d cases", id, len(w.cases))
			}
		})
	}
}

// Papers of something else do not go there: another sum, or what another agent wants.
func TestPapersOfSomethingElseDoNotGoThere(t *testing.T) {
	w, li := twoAgents(t, "zh-hans", amysPapers, bensKind)
	li.sends(slipPhoto("200那笔的小票"))
	if id := w.caseOfFile(); id == 1001 {
		t.Error("a slip of another sum went to Amy")
	}
	w, li = twoAgents(t, "zh-hans", amysPapers, "麻烦把营业执照发一下")
	li.sends(slipPhoto("营业执照"))
	if id := w.caseOfFile(); id != 1002 {
		t.Errorf("the licence is in %d", id)
	}
	w, li = twoAgents(t, "zh-hans", amysPapers, "麻烦把营业执照发一下")
	li.expect(li.sends(slipPhoto("")), "哪张问题单")
	if id := w.caseOfFile(); id != 0 {
		t.Errorf("a photo that may be either is in %d", id)
	}
}

// postedTo lists the threads that got words since some item was sent.
func postedTo(t *testing.T, w *world, since int) (all []string) {
	t.Helper()
	for _, it := range w.sent[since:] {
		if it.Op == "slack.post" {
			all = append(all, decode[struct{ Thread string }](t, it).Thread)
		}
	}
	return all
}
