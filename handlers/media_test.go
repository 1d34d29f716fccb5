package handlers_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/attachment"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/slip"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// photo is a message with a photograph on which something was seen.
func photo(m inbox.Media) inbox.TelegramEvent {
	m.Kind, m.FileID = "photo", "f"
	return inbox.TelegramEvent{Media: &m}
}

// read is what was read on a slip of the shop's 3,500 of today.
func readSlip(change func(*slip.Fields)) *slip.Fields {
	at := noon.Add(-3 * time.Hour)
	f := slip.Fields{Merchant: "M0001", Terminal: "T01", Amount: "3500.00", Currency: "CNY", Last4: "6688", Date: calendar.DateOf(at), Time: at.Format("15:04:05")}
	change(&f)
	return &f
}

func TestACodeOnAPictureIsTheAnswer(t *testing.T) {
	w, li, _ := shop(t)
	ref := w.books.trails[0].RRN
	li.expect(li.sends(photo(inbox.Media{Codes: []string{ref}})), "3,500.00")
	li.expect(li.sends(photo(inbox.Media{Codes: []string{"https://pay.example/q?x=1&order=" + ref + "&v=2"}})), "3,500.00")
	// A code that names nothing of the merchant's is no answer: the list is.
	got := li.sends(photo(inbox.Media{Codes: []string{"99999999999999"}}))
	li.expect(got, "照片收到了")
	if len(got[0].Buttons) < 2 || !strings.HasPrefix(got[0].Buttons[0][0].Data, "t:") {
		t.Errorf("no swipes to tap: %+v", got[0].Buttons)
	}
}

func TestASlipIsShownToBeConfirmed(t *testing.T) {
	w, li, _ := shop(t)
	got := li.sends(photo(inbox.Media{Slip: readSlip(func(*slip.Fields) {})}))
	li.expect(got, "小票上读到", "3,500.00", "6688", "是这笔吗")
	if got[0].Buttons[0][0].Data != "t:11" || got[0].Buttons[1][0].Data != "x" {
		t.Fatalf("buttons: %+v", got[0].Buttons)
	}
	li.expect(li.pressesRaw("t:11"), "3,500.00")
	li.expect(li.pressesRaw("x"), "不是那笔")
	// What is not there is said with what was read.
	li.expect(li.sends(photo(inbox.Media{Slip: readSlip(func(f *slip.Fields) { f.Amount, f.Last4 = "777.00", "" })})), "777.00")
	if len(w.cases) != 0 {
		t.Errorf("cases: %v", w.cases)
	}
}

// A slip of another merchant number is said to be so, and a person comes; of
// whom the number is, nobody hears. A number that may be misread accuses nobody.
func TestASlipOfAnotherMerchant(t *testing.T) {
	own := "898310058120001"
	for _, x := range []struct {
		name, number string
		foreign      bool
	}{
		{"another number of the same make", "898310055410777", true},
		{"one digit misread", "898310058120007", false},
		{"the merchant's own", own, false},
		{"a number of a make that nobody told of", "A-77", false},
	} {
		t.Run(x.name, func(t *testing.T) {
			w, li, _ := shop(t)
			w.books.merchants[0].Aliases = map[string]string{"acq": own}
			w.books.merchants[1].Aliases = map[string]string{"acq": "898310055410777"}
			got := li.sends(photo(inbox.Media{Slip: readSlip(func(f *slip.Fields) { f.Merchant, f.Amount, f.Last4 = x.number, "888.00", "" })}))
			said := strings.Contains(got[0].Text, "小票上的商户号不是您的")
			if said != x.foreign || (len(w.cases) == 1) != x.foreign {
				t.Fatalf("%s\n%d cases", got[0].Text, len(w.cases))
			}
			if strings.Contains(got[0].Text, "Blue Door") || strings.Contains(got[0].Text, x.number) && x.foreign {
				t.Errorf("it tells of the other: %s", got[0].Text)
			}
			if x.foreign && !w.only().Urgent {
				t.Error("the case is not urgent")
			}
		})
	}
}

// The slip of another of one's own shops is looked up there.
func TestASlipOfAnotherOwnShop(t *testing.T) {
	w, li, _ := shop(t)
	w.books.merchants = append(w.books.merchants, record.Merchant{ID: "M0003", Name: "老李二店", Language: "zh"})
	w.binds(li, "M0003", access.Owner)
	w.books.trails = append(w.books.trails, swipe(33, "M0003", "T09", noon.Add(-3*time.Hour), 66600, "1111"))
	li.expect(li.sends(photo(inbox.Media{Slip: readSlip(func(f *slip.Fields) { f.Merchant, f.Amount, f.Last4 = "M0003", "666.00", "1111" })})), "666.00", "是这笔吗")
}

// Files that came before a case was opened go into it; each once, below one
// line that carries their state.
func TestFilesGoWithTheCase(t *testing.T) {
	w, li, _ := shop(t)
	album := photo(inbox.Media{Name: "slip.jpg"})
	album.Others = []inbox.Media{{Kind: "photo", FileID: "g", Message: 901}, {Kind: "photo", FileID: "h", Message: 902, State: attachment.Wanted}}
	li.expect(li.sends(album), "3 个文件")
	sent := len(w.sent)
	li.says("转人工")
	c := w.only()
	if got := uploads(t, w.sent[sent:]); !slices.Equal(got, []string{"slip.jpg", "photo-901.jpg"}) {
		t.Fatalf("brought: %v", got)
	}
	if n := marksOf(t, w.sent[sent:], "hourglass_flowing_sand"); n != 1 {
		t.Errorf("%d files wait", n)
	}
	for _, f := range w.files {
		if f.Case != c.ID || f.Shown != (f.State == attachment.Kept) {
			t.Errorf("%+v", f)
		}
	}
	sent = len(w.sent)
	li.says("转人工") // nothing is brought twice
	if got := uploads(t, w.sent[sent:]); len(got) != 0 {
		t.Errorf("brought again: %v", got)
	}
	// The one that waited comes.
	late := w.waiting(t)
	late.State = attachment.Kept
	w.files[late.ID] = late
	items := w.turn(li.event(inbox.FileHere, inbox.TelegramEvent{MessageID: 902, Media: &inbox.Media{Kind: "photo", Attachment: late.ID, State: attachment.Kept, Message: 902}}))
	if got := uploads(t, items); !slices.Equal(got, []string{"photo-902.jpg"}) {
		t.Errorf("late: %v", got)
	}
	items = w.turn(li.event(inbox.FileHere, inbox.TelegramEvent{MessageID: 902, Media: &inbox.Media{Kind: "photo", Attachment: late.ID, State: attachment.Kept, Message: 902}}))
	if got := uploads(t, items); len(got) != 0 {
		t.Errorf("a second time: %v", got)
	}
}

// What is not kept is said, with why, and a picture with a full card number is taken out of the chat.
func TestFilesThatAreNotKept(t *testing.T) {
	for reason, words := range map[string]string{attachment.TooBig: "20 MB", attachment.TooMany: "太多", attachment.HasCard: "完整卡号", "file_gone": "再发一次"} {
		t.Run(reason, func(t *testing.T) {
			w, li, _ := shop(t)
			li.says("转人工")
			sent := len(w.sent)
			li.expect(li.sends(photo(inbox.Media{State: attachment.Refused, Reason: reason})), words)
			if got := uploads(t, w.sent[sent:]); len(got) != 0 {
				t.Errorf("brought: %v", got)
			}
			if marksOf(t, w.sent[sent:], "x") != 1 {
				t.Error("the thread shows no cross")
			}
			deleted := slices.ContainsFunc(w.sent[sent:], func(it outbox.Item) bool { return it.Op == outbox.TelegramDelete })
			if deleted != (reason == attachment.HasCard) {
				t.Errorf("deleted from the chat: %v", deleted)
			}
		})
	}
}

// An edit of an old message is told as old and new, however long ago it was,
// and every version stays in the case's history.
func TestAnEditOfAnOldMessage(t *testing.T) {
	w, li, _ := shop(t)
	li.says("转人工")
	li.says("我的小票在这里")
	old := li.msg
	for range 12 {
		li.says("好的")
	}
	sent := len(w.sent)
	w.turn(li.event(inbox.Edited, inbox.TelegramEvent{MessageID: old, Text: "我的小票不在这里"}))
	if got := posted(t, w.sent[sent:]); len(got) != 1 || !strings.Contains(got[0], "我的小票在这里\n→ 我的小票不在这里") {
		t.Fatalf("told: %v", got)
	}
	versions := 0
	for _, e := range w.entries {
		if strings.Contains(e.Text, "小票") {
			versions++
		}
	}
	if versions != 2 {
		t.Errorf("%d versions are kept", versions)
	}
}

// Another picture under the same words does not bring the words again.
func TestAnotherPictureUnderTheSameWords(t *testing.T) {
	w, li, _ := shop(t)
	li.says("转人工")
	e := photo(inbox.Media{})
	e.Text = "客人姓王，当时我也在店里"
	li.sends(e)
	e.MessageID = li.msg
	items := w.turn(li.event(inbox.Edited, e))
	for _, got := range posted(t, items) {
		if strings.Contains(got, "客人姓王") {
			t.Errorf("told again: %q", got)
		}
	}
}

// A command is found in any place of a text, and of a caption.
func TestCommandsInAnyPlace(t *testing.T) {
	_, li, _ := shop(t)
	for _, text := range []string{"/cases", "/cases@moneybot", "老板 /cases 谢谢", "请问 /CASES@moneybot"} {
		li.expect(li.says(text), "没有在办的问题单")
	}
	e := photo(inbox.Media{})
	e.Text = "看看 /cases"
	li.expect(li.sends(e), "没有在办的问题单")
}

// Of a flood one message is answered; what follows is kept with the case.
func TestAFloodIsKeptWithTheCase(t *testing.T) {
	w, li, _ := shop(t)
	li.says("转人工")
	entries, sent := len(w.entries), len(w.sent)
	li.expect(li.sends(inbox.TelegramEvent{Text: "一", Flood: inbox.FloodWarn}), "发得太快")
	for range 20 {
		if got := li.sends(inbox.TelegramEvent{Text: "二", Flood: inbox.FloodQuiet}); len(got) != 0 {
			t.Fatalf("answered: %v", got)
		}
	}
	if n := len(w.entries) - entries; n != 21 {
		t.Errorf("%d of 21 messages are in the history", n)
	}
	if got := posted(t, w.sent[sent:]); len(got) != 1 {
		t.Errorf("the thread reads %v", got)
	}
	sent = len(w.sent)
	li.sends(inbox.TelegramEvent{Text: "谢谢", Held: 20})
	if got := posted(t, w.sent[sent:]); len(got) == 0 || !strings.Contains(got[0], "20") {
		t.Errorf("the thread reads %v", got)
	}
}

// uploads lists the names of the files on their way to Slack.
func uploads(t *testing.T, items []outbox.Item) (names []string) {
	t.Helper()
	for _, it := range items {
		if it.Op == outbox.SlackUpload {
			names = append(names, decode[outbox.SlackFile](t, it).Name)
		}
	}
	return names
}

// marksOf counts the marks of a kind that are put now.
func marksOf(t *testing.T, items []outbox.Item, name string) (n int) {
	t.Helper()
	for _, it := range items {
		if it.Op == outbox.SlackReact && decode[outbox.SlackReaction](t, it).Name == name {
			n++
		}
	}
	return n
}

// waiting is the one file that has not come yet.
func (w *world) waiting(t *testing.T) attachment.File {
	t.Helper()
	for _, f := range w.files {
		if f.State == attachment.Wanted {
			return f
		}
	}
	t.Fatal("no file waits")
	return attachment.File{}
}
