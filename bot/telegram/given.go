package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // the sizes of photographs
	_ "image/png"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"moneytrail/handlers/outbox"
)

// Bounds of what Telegram takes as a photograph: bytes, width and height
// together, and how much longer than wide. Beyond them a picture goes as a document.
const (
	photoBytes = 10 << 20
	photoSides = 10000
	photoRatio = 20
)

// fetchGiven brings a file that somebody of the support team posted, if it is
// of a kind that merchants are sent. Errors are *outbox.Error.
func (c *Client) fetchGiven(ctx context.Context, g *outbox.Given) (*outbox.File, error) {
	if g == nil || c.given == nil {
		return nil, unreadable(errors.New("a given file that nobody can give"))
	}
	data, err := c.given.Give(ctx, g.ID)
	if err != nil {
		return nil, err
	}
	f := &outbox.File{Name: g.Name, MIME: http.DetectContentType(data), Content: data}
	if !passes(f) {
		return nil, &outbox.Error{Fate: outbox.Permanent, Code: outbox.GivenType, Err: fmt.Errorf("a file that begins like %s is not sent", f.MIME)}
	}
	return f, nil
}

// oldOffice begins the files of old Office programs.
const oldOffice = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// passes tells whether a file is a picture or a document that merchants are
// sent: by what it begins with, and by its name where that says too little.
// Programs, pages and archives are not.
func passes(f *outbox.File) bool {
	ext := strings.ToLower(path.Ext(f.Name))
	switch kind, _, _ := strings.Cut(f.MIME, ";"); kind {
	case "image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "application/pdf":
		return true
	case "text/plain":
		return slices.Contains([]string{".txt", ".csv", ".tsv"}, ext)
	case "application/zip":
		return slices.Contains([]string{".docx", ".xlsx", ".pptx"}, ext)
	case "application/octet-stream":
		return slices.Contains([]string{".doc", ".xls", ".ppt"}, ext) && bytes.HasPrefix(f.Content, []byte(oldOffice))
	}
	return false
}

// sendGiven sends it as a photograph where Telegram takes it as one, else as a document.
func (c *Client) sendGiven(ctx context.Context, m outbox.TelegramMessage) (int, error) {
	up := &models.InputFileUpload{Filename: m.File.Name, Data: bytes.NewReader(m.File.Content)}
	if isPhoto(m.File) {
		return sentID(c.large.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: m.Chat, Photo: up, Caption: m.Text, ReplyMarkup: keyboard(m.Buttons)}))
	}
	return sentID(c.large.SendDocument(ctx, &bot.SendDocumentParams{ChatID: m.Chat, Document: up, Caption: m.Text, ReplyMarkup: keyboard(m.Buttons)}))
}

func isPhoto(f *outbox.File) bool {
	if f.MIME != "image/jpeg" && f.MIME != "image/png" || len(f.Content) > photoBytes {
		return false
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(f.Content))
	w, h := size.Width, size.Height
	return err == nil && w > 0 && h > 0 && w+h <= photoSides && max(w, h) <= photoRatio*min(w, h)
}
