package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"regexp"
	"strings"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
)

// picture draws a small PNG.
func drawing(t *testing.T, w, h int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, w, h))
	img.Set(1, 1, color.White)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What somebody of support posts in the thread for the merchant comes to the
// merchant's chat, and what may not come is told to the thread with the reason.
func TestFilesFromTheThreadToTheMerchant(t *testing.T) {
	t.Parallel()
	h, li, amy, card := theCase(t)

	amy.Posts(card, "for us", sandbox.Posted{Name: "notes.pdf", Data: []byte("%PDF-1.4 notes")})
	li.SeesNothing(500 * time.Millisecond)
	h.world.Faults.Add(sandbox.Fault{Network: sandbox.Slack, Method: regexp.MustCompile(`files-pri`), Break: sandbox.Status, Status: 503})
	line := amy.Posts(card, "! 请看签购单和对账表", sandbox.Posted{Name: "slip.png", Data: drawing(t, 60, 40)}, sandbox.Posted{Name: "对账 6222020000001234.pdf", Data: []byte("%PDF-1.4 figures")})
	li.Sees("请看签购单和对账表", 0)
	photo := li.Sees("amy发来的文件", 20*time.Second)
	if photo.File == "" || photo.Name != "" {
		t.Errorf("the picture came as %+v", photo)
	}
	pdf := li.Sees("amy发来的文件", 20*time.Second)
	if pdf.File == "" || !strings.HasSuffix(pdf.Name, ".pdf") || strings.Contains(pdf.Name, "6222020000001234") {
		t.Errorf("the document came as %+v", pdf)
	}
	amy.SeesReaction(line, "white_check_mark", 0)
	if err := amy.DeletesFile(line, "slip.png"); err != nil {
		t.Fatal(err)
	}
	li.SeesGone(photo.ID, 0)
	amy.SeesReply(card, "从商户的聊天里删掉了", 0)

	wide := amy.Posts(card, "!", sandbox.Posted{Name: "wide.png", Data: drawing(t, 900, 10)})
	if m := li.Sees("发来的文件", 0); m.Name != "wide.png" {
		t.Errorf("a picture that is no photograph for Telegram came as %+v", m)
	}
	amy.SeesReaction(wide, "white_check_mark", 0)
	for why, f := range map[string]sandbox.Posted{
		"只带图片":       {Name: "tool.exe", Data: []byte("MZ\x90\x00\x03")},
		"不在 Slack 里": {Name: "shared.pdf", Data: []byte("%PDF-1.4"), External: true},
		"超过 20 MB":   {Name: "film.pdf", Data: append([]byte("%PDF-1.4"), make([]byte, 21<<20)...)},
	} {
		bad := amy.Posts(card, "! "+f.Name, f)
		amy.SeesReply(card, "(?s)"+f.Name+".*"+why, 0)
		amy.SeesReaction(bad, "x", 0)
	}
	if err := amy.Deletes(wide); err != nil {
		t.Fatal(err)
	}
	if o := h.world.Journal.Objections(); len(o) > 0 {
		t.Errorf("the networks object:\n%s", strings.Join(o, "\n"))
	}
}
