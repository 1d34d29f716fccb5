package storage

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers/outbox"
)

// mostUnasked is how many of the newest messages to a chat are looked through
// for those that nobody asked for.
const mostUnasked = 12

func aboutText(a *outbox.About) (string, error) {
	if a == nil || len(a.Subjects) == 0 {
		return "", nil
	}
	return toJSON(a)
}

// keepSubjects notes what a message that was sent to a chat is about; an edit
// takes the place of what the message was about before.
func keepSubjects(ctx context.Context, t *tx, about *outbox.About, at outbox.Anchor) error {
	if about == nil || at.Network != "telegram" {
		return nil
	}
	chat, err := strconv.ParseInt(at.Channel, 10, 64)
	if err != nil {
		return fmt.Errorf("chat %q: %w", at.Channel, err)
	}
	message, err := strconv.Atoi(at.ID)
	if err != nil || message == 0 {
		return nil // a kind of message that has no id
	}
	_, err = t.exec(ctx, `INSERT INTO message_subjects (chat, message, merchant_id, subjects, unasked, told_at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (chat, message) DO UPDATE SET merchant_id = excluded.merchant_id, subjects = excluded.subjects, told_at = excluded.told_at`,
		chat, message, about.Merchant, strings.Join(about.Subjects[:min(len(about.Subjects), outbox.MostSubjects)], " "), about.Unasked, t.db.now())
	if err != nil {
		return fmt.Errorf("subjects of message %d: %w", message, err)
	}
	return nil
}

const toldColumns = `message, merchant_id, subjects, unasked, told_at`

func scanTold(s scanner) (m outbox.Told, err error) {
	var subjects string
	var at int64
	err = s.Scan(&m.Message, &m.Merchant, &subjects, &m.Unasked, &at)
	m.Subjects, m.At = strings.Fields(subjects), fromMillis(at)
	return m, err
}

// AboutMessage tells what a message to a Telegram chat is about.
func (db *DB) AboutMessage(ctx context.Context, chat int64, message int) (outbox.Told, bool, error) {
	m, ok, err := one(db.reads().row(ctx, `SELECT `+toldColumns+` FROM message_subjects WHERE chat = ? AND message = ?`, chat, message), scanTold)
	if err != nil {
		return m, false, fmt.Errorf("subjects of message %d: %w", message, err)
	}
	return m, ok, nil
}

// Unasked gives the newest messages that a chat got since a time and that
// nobody's message brought, newest first: none above an answer, which stands last
// though it may have been told after it.
func (db *DB) Unasked(ctx context.Context, chat int64, since time.Time) ([]outbox.Told, error) {
	rows, err := db.reads().query(ctx, `SELECT `+toldColumns+` FROM (SELECT `+toldColumns+` FROM message_subjects WHERE chat = ? ORDER BY message DESC LIMIT ?) m
		WHERE told_at > ? AND unasked <> 0 AND message > COALESCE((SELECT MAX(message) FROM message_subjects WHERE chat = ? AND unasked = 0), 0)
		ORDER BY message DESC`, chat, mostUnasked, millis(since), chat)
	all, err := collect(rows, err, scanTold)
	if err != nil {
		return nil, fmt.Errorf("what chat %d was told: %w", chat, err)
	}
	return all, nil
}
