package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// given lists the files that a turn brings to chats, as "lane name".
func givenIn(t *testing.T, items []outbox.Item) (out []string) {
	t.Helper()
	for _, it := range items {
		if it.Op == outbox.TelegramGiven {
			out = append(out, it.Lane+" "+decode[outbox.TelegramMessage](t, it).Given.Name)
		}
	}
	return out
}

// deleted lists the names under which what a turn deletes in chats was sent.
func deleted(t *testing.T, items []outbox.Item) (out []string) {
	t.Helper()
	for _, it := range items {
		if it.Op == outbox.TelegramDelete {
			out = append(out, decode[outbox.TelegramMessage](t, it).Of)
		}
	}
	return out
}

// A file that an agent posts goes to the merchant as words do: with a mark
// before the line, and back with the line, the mark or the file.
func TestAnAgentsFilesGoWhereTheLineGoes(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	event := func(kind inbox.Kind, text string, files ...string) []outbox.Item {
		e := inbox.SlackEvent{TS: "4.1", ThreadTS: w.anchors[w.only().Ref()], Text: text}
		for _, f := range files {
			e.Files = append(e.Files, inbox.Post{ID: "F" + f, Name: f})
		}
		return w.turn(amy.event(kind, e))
	}
	if items := event(inbox.Line, "for us alone", "notes.pdf"); len(items) != 0 {
		t.Fatalf("an internal line sent %v", ops(items))
	}
	items := event(inbox.Line, "! 请看这两张", "a.jpg", "b.pdf")
	li.expect(li.gets(items), "请看这两张")
	if got := strings.Join(givenIn(t, items), ", "); got != "tg:1:files a.jpg, tg:1:files b.pdf" {
		t.Fatalf("brought: %s", got)
	}
	for i, want := range []int{0, 0, 2} { // the words, the first file, the last file
		if got := len(items[i].Then.Sent); got != want {
			t.Errorf("%s %d is followed by %d marks, want %d", items[i].Op, i, got, want)
		}
	}
	gone := items[1].Then.FailedWith(outbox.GivenGone)
	if note := string(gone[len(gone)-1].Body); !strings.Contains(note, "a.jpg") || !strings.Contains(note, "在 Slack 里已经删除") {
		t.Errorf("the thread is told %s", note)
	}
	if note := items[1].Then.FailedWith("blocked"); !strings.Contains(string(note[len(note)-1].Body), "屏蔽了机器人") {
		t.Errorf("the thread is told %s", note[len(note)-1].Body)
	}
	if note := items[1].Then.FailedWith(outbox.FileUnsure); !strings.Contains(string(note[len(note)-1].Body), "可能已经收到") {
		t.Errorf("the thread is told %s", note[len(note)-1].Body)
	}
	if items := event(inbox.Line, "!", "only.png"); strings.Join(givenIn(t, items), "") != "tg:1:files only.png" || len(li.gets(items)) != 0 {
		t.Fatalf("a file alone: %v", ops(items))
	}
	if got := deleted(t, event(inbox.FilesGone, "! 请看这两张", "a.jpg")); len(got) != 1 || !strings.HasSuffix(got[0], ":Fa.jpg") {
		t.Errorf("a file that was deleted in Slack: %v", got)
	}
	if got := deleted(t, event(inbox.FilesGone, "for us alone", "notes.pdf")); len(got) != 0 {
		t.Errorf("a file that never went out: %v", got)
	}
	if got := deleted(t, event(inbox.LineEdited, "请看这两张", "b.pdf")); len(got) != 2 {
		t.Errorf("a line that is internal now: %v", got)
	}
	if got := deleted(t, event(inbox.LineDeleted, "! 请看这两张", "b.pdf")); len(got) != 2 {
		t.Errorf("a line that was deleted: %v", got)
	}
	amy.presses("claim", 1001)
	amy.submits("resolve", 1001, map[string]string{"reason": "explained", "note": "好"})
	if items := event(inbox.Line, "! 还有", "late.jpg"); len(givenIn(t, items)) != 0 {
		t.Error("a file went out of a case that is over")
	}
}
