package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/outbox"
)

// openOf opens two cases of the shop: about the 3,500 of today, then about the 1,200.
func openOf(t *testing.T) (*world, *user) {
	w, li, _ := shop(t)
	w.reads()
	w.books.trails = append(w.books.trails, swipe(13, "M0001", "T03", noon.Add(-2*time.Hour), 120000, "7777"))
	li.says("今天的3500到了吗")
	li.presses("人工客服")
	li.says("今天的1200到了吗")
	li.presses("人工客服")
	if len(w.cases) != 2 || w.cases[1001].Amount != 350000 {
		t.Fatalf("cases: %+v", w.cases)
	}
	return w, li
}

// isOpen tells which cases are open.
func (w *world) isOpen(id int64) bool { return w.cases[id].IsOpen() }

// Words end a case: the one that they name, or that they can only mean. Support
// reads them in its thread, the audit trail has who it was, and a tap takes it back.
func TestWordsEndACase(t *testing.T) {
	for _, x := range []struct {
		says      string
		one, two  bool // open afterwards
		want, not string
	}{
		{"取消C-1002", true, false, "C-1002", "C-1001"}, {"1001那个不用了", false, true, "C-1001", "C-1002"}, {"close case 1001", false, true, "C-1001", "C-1002"},
		{"都取消吧", false, false, "C-1002", "没有"}, {"close them all", false, false, "C-1001", "sorry"}, {"3500的已经到账了，谢谢", false, true, "C-1001", "C-1002"},
	} {
		w, li := openOf(t)
		sent := len(w.sent)
		got := li.says(x.says)
		if li.expect(got, x.want); w.isOpen(1001) != x.one || w.isOpen(1002) != x.two || strings.Contains(got[0].Text, x.not) {
			t.Errorf("%s: %v %v\n%s", x.says, w.isOpen(1001), w.isOpen(1002), got[0].Text)
		}
		told := strings.Join(posted(t, w.sent[sent:]), "\n")
		if !strings.Contains(told, x.says) || !strings.Contains(told, "says that it is settled") {
			t.Errorf("%s: the thread reads %s", x.says, told)
		}
		if a := w.audit[len(w.audit)-1]; a.Action != "resolve" || a.Actor != "tg:1" {
			t.Errorf("%s: audit %+v", x.says, a)
		}
		if li.pressesRaw("cn:" + strings.TrimPrefix(x.want, "C-")); !w.isOpen(1001) && x.want == "C-1001" || !w.isOpen(1002) && x.want == "C-1002" {
			t.Errorf("%s: a tap does not open it again", x.says)
		}
	}
}

// Where several may be meant it is asked which; a question, a doubt and a bare
// "never mind" end nothing, nor does money that came end what it is not about.
func TestItIsAskedWhichCaseIsOver(t *testing.T) {
	w, li := openOf(t)
	got := li.says("不用查了已经到账了")
	li.expect(got, "哪张")
	if !w.isOpen(1001) || !w.isOpen(1002) || len(got[0].Buttons) < 3 {
		t.Fatalf("%+v", got[0])
	}
	sent := len(w.sent)
	li.presses("C-1001")
	if w.isOpen(1001) || !w.isOpen(1002) || !strings.Contains(strings.Join(posted(t, w.sent[sent:]), " "), "已经到账了") {
		t.Error("the tap does not end it with the words")
	}
	for _, text := range []string{"取消", "C-1002能取消吗", "1002还没解决", "钱到了吗", "3500的到账了"} {
		if li.says(text); !w.isOpen(1002) {
			t.Fatalf("%s ended it", text)
		}
	}
	if li.says("the money came, thanks"); w.isOpen(1002) {
		t.Error("the only one left is still open")
	}
}

// What is about fraud or the account only the owner ends, by words too.
func TestWordsEndNoCaseOfTheOwners(t *testing.T) {
	w := newWorld(t)
	w.reads()
	wang := w.user(78, "小王", "zh-hans")
	w.binds(wang, "M0001", access.Cashier)
	wang.says("有骗子打电话让我转账")
	if c := w.only(); c.Subject != cases.Security {
		t.Fatalf("%+v", c)
	}
	wang.expect(wang.says("取消C-1001"), "只有店主")
	wang.says("都取消吧")
	if !w.only().IsOpen() {
		t.Error("a cashier ended it")
	}
}

// What else came, what else is cancelled and what is asked end no case; an amount
// is no number of a case, and an urgent case does not go with all the others.
func TestOtherWordsEndNoCase(t *testing.T) {
	w, li := openOf(t)
	for _, text := range []string{"现在到了几笔", "刚收到了退件", "1001到账了", "昨天收到的钱到了哪里", "今天的单全部取消了", "两张卡都取消", "cancel all payments", "cancel sale 1002 and give money back", "everything arrived twice", "withdraw all"} {
		if li.says(text); !w.isOpen(1001) || !w.isOpen(1002) {
			t.Fatalf("%s ended one", text)
		}
	}
	li.says("我要投诉你们")
	li.expect(li.says("都取消吧"), "哪张")
	if !w.isOpen(1001) || !w.isOpen(1002) || !w.isOpen(1003) {
		t.Error("all went, the urgent one too")
	}
}

// A case is ended by the amount of its money, in any order of the words, and no other with it.
func TestAnAmountNamesTheCaseThatIsOver(t *testing.T) {
	for _, text := range []string{"1200不用查了", "那笔1200的到了不用查了", "不用查1200那笔了", "1200到账了，別查了", "forget about the 1,200", "no need to check the 1200 any more", "the 1200 is sorted, thanks"} {
		w, li := openOf(t)
		if li.says(text); !w.isOpen(1001) || w.isOpen(1002) {
			t.Errorf("%s: open are 1001 %t, 1002 %t\n%s", text, w.isOpen(1001), w.isOpen(1002), li.last.Text)
		}
	}
	for _, text := range []string{"860不用查了", "1200不用退了", "取消1200那笔", "1200不用查了吗"} {
		w, li := openOf(t)
		if li.says(text); !w.isOpen(1001) || !w.isOpen(1002) {
			t.Errorf("%s ended one", text)
		}
	}
}

// Words that only end what is going on end the one case that is open, the question
// that is open before that, and where nothing is going on, nothing.
func TestWhatIsGoingOnIsEnded(t *testing.T) {
	for _, text := range []string{"结束吧", "關掉吧，謝謝", "close it", "you can close it now"} {
		w, li, _ := shop(t)
		w.reads()
		li.says(text)
		if len(w.cases) > 0 || strings.Contains(li.last.Text, "C-1001") {
			t.Errorf("%s: with nothing open:\n%s", text, li.last.Text)
		}
		li.says("今天的3500到了吗")
		li.presses("人工客服")
		if li.says(text); w.isOpen(1001) {
			t.Errorf("%s: is still open:\n%s", text, li.last.Text)
		}
	}
}

// Who says that all is over is asked once where an agent works on it already.
func TestACaseThatAnAgentHasIsNotEndedInPassing(t *testing.T) {
	for _, text := range []string{"都取消吧", "cancel them all"} {
		w, li, amy := shop(t)
		w.reads()
		li.says("今天的3500到了吗")
		li.presses("人工客服")
		amy.presses("claim", 1001)
		if li.says(text); !w.isOpen(1001) {
			t.Fatalf("%s ended a case that amy works on", text)
		}
		li.expect([]outbox.TelegramMessage{li.last}, "C-1001", "amy")
		if li.pressesRaw("co:1001"); w.isOpen(1001) {
			t.Error("the tap does not end it")
		}
	}
}

// Words that name no case ask once where an agent works on it; the number names it.
func TestVagueWordsAskWhereAnAgentWorks(t *testing.T) {
	for text, ends := range map[string]bool{"可以关了": false, "结束吧": false, "關了吧": false, "请关闭": false, "close it": false, "you can close it now": false, "关掉C-1001": true, "close case 1001": true, "3500到账了": true} {
		w, li, amy := shop(t)
		w.reads()
		li.says("今天的3500到了吗")
		li.presses("人工客服")
		amy.presses("claim", 1001)
		if li.says(text); w.isOpen(1001) == ends {
			t.Errorf("%s: ended %t", text, !ends)
		} else if !ends {
			li.expect([]outbox.TelegramMessage{li.last}, "C-1001", "amy")
			if li.pressesRaw("co:1001"); w.isOpen(1001) {
				t.Errorf("%s: the tap does not end it", text)
			}
		}
	}
}

// A numeral that is no amount is of no case.
func TestANumeralThatIsNoAmountEndsNothing(t *testing.T) {
	for _, text := range []string{"万到了", "百货款到了", "百貨款到了"} {
		w, li, _ := shop(t)
		w.reads()
		li.says("今天的3500到了吗")
		li.presses("人工客服")
		if li.says(text); !w.isOpen(1001) {
			t.Errorf("%s ended it", text)
		}
	}
}
