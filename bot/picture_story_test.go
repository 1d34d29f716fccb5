package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
)

// coded is a picture with a QR code that says the reference of the noodle shop's swipe.
func coded(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "pictures", "code.png"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// filesIn lists the files in a card's thread.
func filesIn(h *house, card sandbox.Post) (names []string) {
	for _, p := range h.world.Posts("") {
		if p.Thread == card.TS {
			names = append(names, p.Files...)
		}
	}
	return names
}

// A code on a picture is the answer; with a case the picture is in its thread,
// once, though Slack's answer was lost, and the line that tells of it carries
// how it stands.
func TestAPictureIsReadAndBroughtOnce(t *testing.T) {
	t.Parallel()
	h, li, amy, card := theCase(t)
	h.world.Faults.Add(sandbox.Fault{Network: sandbox.Slack, Method: regexp.MustCompile(`completeUploadExternal`), Break: sandbox.DropAfter})
	li.Photo(coded(t), "")
	li.Sees("3,500.00", 0)
	line := amy.SeesReply(card, "📎 李老板", 0)
	h.marks(line, "white_check_mark")
	if got := filesIn(h, card); len(got) != 1 || !strings.HasSuffix(got[0], ".jpg") {
		t.Errorf("in the thread: %v", got)
	}
	if h.world.Faults.Fired() != 1 {
		t.Error("nothing was broken")
	}

	// An album is one message with one answer, all its pictures in the thread.
	before := len(li.Messages())
	li.Album("", []byte("\xff\xd8\xff\xe0 one"), []byte("\xff\xd8\xff\xe0 two"), []byte("\xff\xd8\xff\xe0 three"))
	li.Sees("3 个文件都收到了", 0)
	h.until(15*time.Second, func() string {
		if got := filesIn(h, card); len(got) != 4 {
			return "in the thread: " + strings.Join(got, " ")
		}
		return ""
	})
	if got := len(li.Messages()) - before; got != 4 {
		t.Errorf("%d messages for an album of three and its answer", got)
	}
	noObjections(t, h)
}

// Telegram does not give the file for a while: the merchant is answered, and
// the file comes into the thread by itself once it does.
func TestAPictureThatComesLate(t *testing.T) {
	t.Parallel()
	h, li, amy, card := theCase(t)
	h.world.Faults.Add(sandbox.Fault{Network: sandbox.Telegram, Method: regexp.MustCompile(`^getFile$`), Break: sandbox.Status, Status: 500, Times: 6})
	li.Photo([]byte("\xff\xd8\xff\xe0 a slip"), "")
	li.Sees("照片收到，已经放进问题单", 40*time.Second)
	line := amy.SeesReply(card, "📎 李老板", 0)
	h.until(60*time.Second, func() string {
		if got := filesIn(h, card); len(got) != 1 {
			return "in the thread: " + strings.Join(got, " ")
		}
		return ""
	})
	h.marks(line, "white_check_mark")
	noObjections(t, h)
}
