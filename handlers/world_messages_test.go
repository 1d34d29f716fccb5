package handlers_test

import (
	"context"
	"slices"
	"time"

	"moneytrail/handlers/outbox"
)

// reached gives an item its message id, and keeps what a message to a chat is about.
func (w *world) reached(it outbox.Item) int {
	switch it.Op {
	case outbox.TelegramSend, outbox.TelegramEdit, outbox.TelegramFile:
	default:
		return w.id()
	}
	m := decode[outbox.TelegramMessage](w.t, it)
	told := outbox.Told{Message: m.MessageID, At: w.now}
	if told.Message == 0 {
		told.Message = w.id()
	}
	if it.About != nil {
		told.About = *it.About
	}
	w.reach[m.Chat] = append(w.reach[m.Chat], told)
	return told.Message
}

// AboutMessage tells what a message to a chat is about.
func (w *world) AboutMessage(_ context.Context, chat int64, message int) (outbox.Told, bool, error) {
	for _, m := range slices.Backward(w.reach[chat]) {
		if m.Message == message {
			return m, len(m.Subjects) > 0, nil
		}
	}
	return outbox.Told{}, false, nil
}

// Unasked gives what a chat was told unasked since a time, newest first.
func (w *world) Unasked(_ context.Context, chat int64, since time.Time) (out []outbox.Told, _ error) {
	answered := 0
	for _, m := range w.reach[chat] {
		if !m.Unasked && len(m.Subjects) > 0 {
			answered = max(answered, m.Message)
		}
	}
	for _, m := range slices.Backward(w.reach[chat]) {
		if m.Unasked && m.At.After(since) && m.Message > answered {
			out = append(out, m)
		}
	}
	return out, nil
}
