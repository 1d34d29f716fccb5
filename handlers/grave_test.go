package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/handlers/outbox"
)

// Who swears at us is told where the money is and has a person; nobody is told to
// stop a terminal. A fraud by somebody else stays one.
func TestSwearingIsAComplaint(t *testing.T) {
	for text, words := range map[string][]string{
		"骗子！！还我钱": {"对不起", "3,500.00", "C-1001"}, "你们是不是骗子公司": {"对不起", "3,500.00", "C-1001"}, "scammers give me my money": {"sorry", "3,500.00", "C-1001"}, "骗子！今天3500还我钱": {"对不起", "6688", "C-1001"},
	} {
		w, li, _ := shop(t)
		w.reads()
		got := li.says(text)
		li.expect(got, words...)
		if strings.Contains(got[0].Text, "停用") || strings.Contains(got[0].Text, "stop using") || w.only().Urgent {
			t.Errorf("%s:\n%s", text, got[0].Text)
		}
	}
	w, li, _ := shop(t)
	w.reads()
	li.expect(li.says("有骗子打电话让我转账"), "C-1001")
	if c := w.only(); c.Subject != "security" || !c.Urgent {
		t.Errorf("a caller's fraud: %+v", c)
	}
}

// What is grave is with a person as urgent at once, with the words that belong to
// it, and never with a promise about money.
func TestGraveMessagesAreUrgent(t *testing.T) {
	for text, words := range map[string]string{
		"我要投诉": "您的投诉收到了", "我要找警察": "都是您的权利", "I will sue you": "We are sorry. The police, a lawyer", "I am calling the regulator": "The police, a lawyer", "我不想活了": "12356", "i want to die": "crisis line", "客人在店里拿刀": "110", "a man with a gun robbed us": "get away",
	} {
		w, li, _ := shop(t)
		w.reads()
		li.expect(li.says(text), words, "C-1001")
		if c := w.only(); !c.Urgent || c.Words != text {
			t.Errorf("%s: %+v", text, c)
		}
	}
}

// In a case that is open it is said in its thread and in the channel, once for
// each time that it grows graver.
func TestAnOpenCaseBecomesUrgent(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	li.says("转人工")
	inChannel := func(text string) (out []string) {
		before := len(w.sent)
		li.expect(li.says(text), "C-1001")
		for _, it := range w.sent[before:] {
			if m := decode[outbox.SlackMessage](t, it); it.Op == outbox.SlackPost && m.Thread == "" {
				out = append(out, m.Text)
			}
		}
		return out
	}
	if got := inChannel("我要投诉"); len(got) != 1 || !strings.Contains(got[0], "C-1001") || !strings.Contains(got[0], "我要投诉") {
		t.Errorf("the channel reads %q", got)
	}
	if got := inChannel("我要去法院告你们"); len(got) != 0 {
		t.Errorf("once more: %q", got)
	}
	if got := inChannel("再不到账我就跳楼"); len(got) != 1 {
		t.Errorf("somebody in danger: %q", got)
	}
	if !w.only().Urgent {
		t.Error("the case is not urgent")
	}
}
