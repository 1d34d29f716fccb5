package main

import (
	"log/slog"
	"regexp"

	"moneytrail/handlers/mask"
)

// log writes structured lines to stderr: commands only speak of trouble, serve of more.
func (a *app) log(level slog.Level) *slog.Logger {
	return slog.New(slog.NewJSONHandler(a.err, &slog.HandlerOptions{Level: level, ReplaceAttr: scrub}))
}

var (
	// Errors of the store name the chat or the person that they are about.
	aboutWhom = regexp.MustCompile(`\b(tg:|user |chat |chat_id[=:] ?)-?\d+`)
	secrets   = regexp.MustCompile(`\b\d{6,12}:[A-Za-z0-9_-]{20,}|\bx(?:ox[a-z]|app)-[A-Za-z0-9-]+`)
)

// scrub takes out of a line of the log who it is about and what is secret,
// whatever part of the product wrote it.
func scrub(_ []string, a slog.Attr) slog.Attr {
	var text string
	switch v := a.Value.Any().(type) {
	case string:
		text = v
	case error:
		text = v.Error()
	default:
		return a
	}
	text = secrets.ReplaceAllString(text, "[token]")
	text = aboutWhom.ReplaceAllString(text, "${1}*")
	text, _ = mask.Text(text)
	return slog.String(a.Key, text)
}
