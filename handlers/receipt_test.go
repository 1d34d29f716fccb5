package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/attachment"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

func slipPhoto(caption string) inbox.TelegramEvent {
	e := photo(inbox.Media{State: attachment.Kept})
	e.Text = caption
	return e
}

// caseOfFile tells in which case the file is that came last.
func (w *world) caseOfFile() (id int64) {
	newest := int64(0)
	for _, f := range w.files {
		if f.ID > newest {
			newest, id = f.ID, f.Case
		}
	}
	return id
}

// Who talks with an agent reads to whom their words go, and the product keeps
// out of it; a question for the product is answered.
func TestTheProductDoesNotTalkOverAnAgent(t *testing.T) {
	w, li := talk(t)
	amy := w.agent("Amy")
	li.says("今天3500没到")
	li.presses("人工客服")
	amy.presses("claim", 1001)
	amy.writes(w.cases[1001], "!您那边小票还在吗？")
	for _, text := range []string{"在的", "8800", "好的谢谢", "是下午刷的那一笔"} {
		w.later(time.Minute)
		got := li.says(text)
		li.expect(got, "已转给客服 Amy，问题单 C-1001")
		if strings.Count(got[0].Text, "\n") > 0 {
			t.Errorf("%s: more is said:\n%s", text, got[0].Text)
		}
		if last := w.entries[len(w.entries)-1]; last.CaseID != 1001 || last.Text != text {
			t.Errorf("the thread has %+v", last)
		}
	}
	li.expect(li.says("昨天一共刷了多少钱"), "2026-11-19") // asked of the product
	if last := w.entries[len(w.entries)-1]; strings.Contains(last.Text, "一共") {
		t.Error("a question for the product went to the agent")
	}
	li.expect(li.says("8800"), "¥8,800.00") // now that is talked about
}

// A bare amount for the agent can be looked for by a tap.
func TestAnAmountForTheAgentCanBeLookedFor(t *testing.T) {
	w, li := talk(t)
	amy := w.agent("Amy")
	li.says("转人工")
	amy.presses("claim", 1001)
	amy.writes(w.cases[1001], "!多少钱的那笔？")
	li.expect(li.says("8800"), "已转给客服 Amy")
	li.expect(li.presses("查 ¥8,800.00"), "查到了：¥8,800.00")
}

// Of a photograph it is always said where it went, and a tap moves it.
func TestAPhotographSaysWhereItWentAndCanBeMoved(t *testing.T) {
	w, li := talk(t)
	li.says("今天3500没到")
	li.presses("人工客服")
	li.expect(li.sends(slipPhoto("")), "照片收到，已经放进问题单 C-1001")
	if w.caseOfFile() != 1001 {
		t.Fatalf("it is in %d", w.caseOfFile())
	}
	li.expect(li.presses("这是另一件事"), "C-1002")
	if w.caseOfFile() != 1002 {
		t.Fatalf("it stayed in %d", w.caseOfFile())
	}
	li.expect(li.sends(slipPhoto("C-1001")), "照片收到，已经放进问题单 C-1001")
	if w.caseOfFile() != 1001 {
		t.Fatalf("a photograph with the number of a case is in %d", w.caseOfFile())
	}
}

// A photograph whose caption is about other money does not go into the case
// that is open, but into the one of that money, once there is one.
func TestACaptionedPhotographGoesWhereItsWordsGo(t *testing.T) {
	w, li := talk(t)
	li.says("今天3500没到")
	li.presses("人工客服")
	li.expect(li.sends(slipPhoto("昨天8800那笔怎么还没到")), "¥8,800.00")
	if w.caseOfFile() != 0 {
		t.Fatalf("it is in %d", w.caseOfFile())
	}
	li.expect(li.presses("人工客服"), "C-1002", "您之前发来的 1 个文件，也放进了问题单 C-1002")
	if w.caseOfFile() != 1002 {
		t.Fatalf("it is in %d", w.caseOfFile())
	}
	li.expect(li.sends(slipPhoto("今天3500那笔的小票")), "照片收到，已经放进问题单 C-1001")
}

// Of a picture that is not kept it is said so, beside the answer to its words.
func TestARefusedPictureWithWordsIsSaidToBeRefused(t *testing.T) {
	_, li := talk(t)
	e := photo(inbox.Media{State: attachment.Refused, Reason: attachment.TooBig})
	e.Text = "今天3500没到"
	li.expect(li.sends(e), "太大了", "¥3,500.00")
}

// A photograph that went to one case while its words opened another is told of
// with the case that has it.
func TestAPhotographIsToldOfWithTheCaseThatHasIt(t *testing.T) {
	w, li := talk(t)
	li.says("今天3500没到")
	li.presses("人工客服")
	li.says("昨天8800那笔怎么还没到")
	li.says("给我找人工")
	if len(w.cases) != 2 {
		t.Fatalf("%d cases", len(w.cases))
	}
	got := li.sends(slipPhoto("C-1001 盗刷"))
	of := w.cases[w.caseOfFile()]
	if !strings.Contains(got[0].Text, "已经放进问题单 "+of.Number()) {
		t.Fatalf("it is in %s, and this is said:\n%s", of.Number(), got[0].Text)
	}
}

// Several lines in one breath reach the agent who is talked with, though the last
// one takes something back: who reads along reads all of it.
func TestAllLinesOfABreathReachTheAgent(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	c := w.only()
	amy.presses("claim", 1001)
	amy.writes(c, "! 大概多少钱，哪一天？")
	li.says("金额大概280吧\n客人姓王\n取消")
	last := w.entries[len(w.entries)-1]
	if last.CaseID != c.ID || !strings.Contains(last.Text, "280") || !strings.Contains(last.Text, "取消") {
		t.Fatalf("the thread has %+v", last)
	}
}

// A later picture of an album that is not kept does not go without a word.
func TestARefusedPictureOfAnAlbumIsSaidToBeRefused(t *testing.T) {
	_, li := talk(t)
	send := func(m inbox.Media) []outbox.TelegramMessage {
		e := photo(m)
		e.Album = "A1"
		return li.sends(e)
	}
	li.expect(send(inbox.Media{State: attachment.Kept, Attachment: 1}), "照片收到了")
	if got := send(inbox.Media{State: attachment.Kept, Attachment: 2}); len(got) != 0 {
		t.Fatalf("a further picture is answered: %+v", got)
	}
	li.expect(send(inbox.Media{State: attachment.Refused, Reason: attachment.TooBig}), "太大了")
}

// Who is asked whether the slip is at hand, and sends it, has answered: it belongs
// to what is asked about, not to another case that is open.
func TestAPhotographAnswersTheQuestionThatLeadsToIt(t *testing.T) {
	w, li := talk(t)
	tr := w.about(trail.Cleared, trail.Retrieval)
	tr.NeededBy = calendar.DateOf(noon) + 3
	li.says("转人工")
	other := w.only()
	li.expect(li.begins(w, "retrieval"), "小票现在在手边吗")
	got := li.sends(photo(inbox.Media{Name: "slip.jpg"}))
	if len(got) != 1 || strings.Contains(got[0].Text, "认不出") {
		t.Fatalf("%d messages: %+v", len(got), got)
	}
	li.expect(got, "送货单")
	li.expect(li.sends(photo(inbox.Media{Name: "goods.jpg"})), "C-1002")
	for _, f := range w.files {
		if f.Case == other.ID {
			t.Errorf("%s went to %s", f.Name, other.Number())
		}
	}
}

// Of several open cases a photograph without words is asked about where nothing
// tells, and waits; a tap, or words to a case, bring it and all that came with it.
func TestAPhotographIsAskedToWhichCaseItBelongs(t *testing.T) {
	for _, x := range []struct{ lang, person, which, first, moved, elsewhere, words, other string }{
		{"zh-Hans", "人工客服", "照片收到了。是哪张问题单的？", "C-1001 ¥3,500.00", "2 个文件都收到了，已经放进问题单 C-1001", "昨天的账单", "C-1002 补充一下", "是 C-1002 的事"},
		{"en", "Talk to a person", "Which case is it for?", "C-1001 CNY 3,500.00", "All 2 files received and added to case C-1001", "statement of yesterday", "C-1002 one more thing", "It is about C-1002"},
	} {
		t.Run(x.lang, func(t *testing.T) {
			w, _ := talk(t)
			u := w.user(5, "Kim", x.lang)
			w.binds(u, "M0001", "owner")
			for _, amount := range []string{"3500", "8800"} {
				u.says(amount)
				u.presses(x.person)
			}
			u.says(x.elsewhere) // something else is talked about since
			u.expect(u.sends(slipPhoto("")), x.which)
			if w.caseOfFile() != 0 {
				t.Fatalf("it is in %d", w.caseOfFile())
			}
			u.sends(slipPhoto(""))
			u.expect(u.presses(x.first), x.moved)
			for _, f := range w.files {
				if f.Case != 1001 {
					t.Errorf("%+v", f)
				}
			}
			u.says(x.elsewhere)
			u.sends(slipPhoto(""))
			u.says(x.words)
			if w.caseOfFile() != 1002 {
				t.Fatalf("words brought it to %d", w.caseOfFile())
			}
			u.says("C-1001")
			sent := len(w.sent)
			u.sends(slipPhoto(""))
			if w.caseOfFile() != 1001 {
				t.Fatalf("the case talked about did not take it: %d", w.caseOfFile())
			}
			u.presses(x.other)
			if w.caseOfFile() != 1002 || !strings.Contains(strings.Join(posted(t, w.sent[sent:]), "\n"), "C-1002") {
				t.Fatalf("it stayed in %d", w.caseOfFile())
			}
		})
	}
}

// A photograph that waits to be put to a case of one shop does not go with words
// about a case of another one.
func TestAWaitingPhotographStaysWithItsShop(t *testing.T) {
	w, li := talk(t)
	w.binds(li, "M0002", "owner")
	li.says("M0002")
	li.says("转人工")
	li.says("M0001")
	for _, amount := range []string{"3500", "8800"} {
		li.says(amount)
		li.presses("人工客服")
	}
	li.says("昨天的账单")
	li.expect(li.sends(slipPhoto("")), "是哪张问题单的？")
	li.says("C-1001 补充一下")
	if w.caseOfFile() != 0 {
		t.Fatalf("it went to %d, of another shop", w.caseOfFile())
	}
	li.says("C-1003 补充一下")
	if w.caseOfFile() != 1003 {
		t.Fatalf("it is in %d", w.caseOfFile())
	}
}

// Papers of a person are refused and taken out of the chat, papers of the shop go
// to their case or wait for one; neither is a question that nobody understands.
func TestPapersHaveOneRule(t *testing.T) {
	for _, x := range []struct{ lang, id, licence, refused, kept, rule, inCase, person string }{
		{"zh-Hans", "这是我的身份证正面", "营业执照", "身份证、护照和银行卡的照片不要发在聊天里：这张我没有保存", "照片收到了，先替您留着", "身份证、护照和银行卡的照片不要发", "已经放进问题单 C-1001", "人工客服"},
		{"en", "This is my ID card", "business licence", "I did not keep this one", "I have your photo and keep it", "Never send photos of identity cards", "added to case C-1001", "Talk to a person"},
	} {
		t.Run(x.lang, func(t *testing.T) {
			w, _ := talk(t)
			u := w.user(5, "Kim", x.lang)
			w.binds(u, "M0001", "owner")
			id := func() inbox.TelegramEvent {
				e := photo(inbox.Media{State: attachment.Refused, Reason: attachment.HasIdentity})
				e.Text = x.id
				return e
			}
			sent := len(w.sent)
			u.expect(u.sends(id()), x.refused)
			if find(t, w.sent[sent:], outbox.TelegramDelete).Op == "" {
				t.Error("it stays in the chat")
			}
			u.expect(u.sends(slipPhoto(x.licence)), x.kept, x.rule)
			if len(w.cases) != 0 {
				t.Fatalf("%d cases", len(w.cases))
			}
			u.expect(u.presses(x.person), "C-1001")
			if w.caseOfFile() != 1001 {
				t.Fatalf("it is in %d", w.caseOfFile())
			}
			got := u.sends(slipPhoto(x.licence)) // Support asked for it: no word of what else must not be sent
			if u.expect(got, x.inCase); strings.Contains(got[0].Text, x.rule) {
				t.Errorf("rebuked: %s", got[0].Text)
			}
			sent = len(w.sent)
			u.expect(u.sends(id()), x.refused)
			if got := posted(t, w.sent[sent:]); len(got) != 2 || strings.Contains(strings.Join(got, ""), x.id) || !strings.Contains(got[1], "safely") {
				t.Errorf("the thread reads %q", got)
			}
			sent = len(w.sent)
			named := id()
			named.Text = x.licence // and a card lies on it
			u.expect(u.sends(named), x.refused)
			if find(t, w.sent[sent:], outbox.TelegramDelete).Op == "" {
				t.Error("what is called a licence stays in the chat")
			}
		})
	}
}

// A photograph with words that say nothing is answered as a photograph, and once.
func TestAPhotographWithIdleWordsIsAnsweredAsOne(t *testing.T) {
	w, li := talk(t)
	li.expect(li.sends(slipPhoto("你看看这个")), "可我认不出是哪一笔")
	li.says("今天3500没到")
	li.presses("人工客服")
	got := li.sends(slipPhoto("你看看这个"))
	li.expect(got, "C-1001", "照片也放进去了")
	if n := strings.Count(got[0].Text, "C-1001"); n != 1 || w.caseOfFile() != 1001 {
		t.Errorf("said %d times:\n%s", n, got[0].Text)
	}
}

// A photograph without words from somebody with one open case, who spoke of
// something else since, is offered to that case, beside the latest swipes.
func TestAPhotographIsOfferedToTheOneOpenCase(t *testing.T) {
	for lang, words := range map[string][2]string{"zh-Hans": {"转人工", "是问题单 C-1001 的吗"}, "en": {"talk to a person", "Is it for case C-1001"}} {
		w, _ := talk(t)
		w.reads()
		u := w.user(5, "Kim", lang)
		w.binds(u, "M0001", "owner")
		u.says(words[0])
		u.says("3500") // something else since
		got := u.sends(slipPhoto(""))
		u.expect(got, words[1])
		if b := got[0].Buttons; len(b) < 3 || !strings.HasPrefix(b[0][0].Data, "ca:1001") || !strings.HasPrefix(b[1][0].Data, "t:") {
			t.Fatalf("%+v", b)
		}
		if u.presses("C-1001"); w.caseOfFile() != 1001 {
			t.Errorf("it is in %d", w.caseOfFile())
		}
	}
}
