package storage

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// Unreachable notes that a chat cannot be written to (gone: the person blocked
// the bot or deleted the account), or can again. What waits for a chat that is
// gone fails with the code "blocked".
func (db *DB) Unreachable(ctx context.Context, chat int64, gone bool) error {
	err := db.change(ctx, func(ctx context.Context, t *tx) error {
		var since int64
		if gone {
			since = t.db.now()
		}
		if _, err := t.exec(ctx, `INSERT INTO chats (chat, unreachable) VALUES (?, ?)
			ON CONFLICT (chat) DO UPDATE SET unreachable = excluded.unreachable`, chat, since); err != nil {
			return err
		}
		if _, err := t.exec(ctx, `UPDATE members SET unreachable = ?, version = version + 1
			WHERE chat = ? AND unreachable <> ?`, gone, chat, gone); err != nil {
			return err
		}
		if !gone {
			return nil
		}
		return dropQueued(ctx, t, chat, "blocked")
	})
	if err != nil {
		return fmt.Errorf("chat %d unreachable %t: %w", chat, gone, err)
	}
	return nil
}

// dropQueued fails what waits in the lanes of a chat; what is being sent meets its own fate.
func dropQueued(ctx context.Context, t *tx, chat int64, code string) error {
	lane := laneOfChat(chat)
	// The IN is what the index of open items is made for; ";" comes after ":".
	rows, err := t.query(ctx, `SELECT id FROM outbox WHERE (lane = ? OR lane > ? AND lane < ?) AND state IN ('queued', 'sending') AND state = 'queued' ORDER BY id`,
		lane, lane+":", lane+";")
	ids, err := collect(rows, err, scanID)
	if err != nil {
		return err
	}
	for _, id := range ids {
		w, found, err := unfinished(ctx, t, id)
		if err != nil {
			return err
		}
		if found {
			if err := giveUp(ctx, t, w, "failed", code); err != nil {
				return err
			}
		}
	}
	return nil
}

func scanID(s scanner) (id int64, err error) { return id, s.Scan(&id) }

// MoveChat gives everything of a chat to the id that Telegram gave it anew: a
// group that became a supergroup. In one transaction: sessions, members,
// watchers, what waits in the inbox and in the outbox. What is queued for the
// old id later goes to the new one too. An item that was just being sent is
// queued again: its refusal is how the move became known.
func (db *DB) MoveChat(ctx context.Context, from, to int64) error {
	if from == to || from == 0 || to == 0 {
		return nil
	}
	err := db.change(ctx, func(ctx context.Context, t *tx) error {
		for _, step := range []struct {
			q    string
			args []any
		}{
			{`INSERT INTO chats (chat, moved_to) VALUES (?, ?) ON CONFLICT (chat) DO UPDATE SET moved_to = excluded.moved_to`, []any{from, to}},
			{`UPDATE chats SET moved_to = ? WHERE moved_to = ?`, []any{to, from}},
			{`UPDATE chats SET moved_to = 0 WHERE chat = ?`, []any{to}},
			// where the new chat has a session of its own already, that one is the newer
			{`DELETE FROM sessions WHERE chat = ? AND user_id IN (SELECT user_id FROM sessions WHERE chat = ?)`, []any{from, to}},
			{`UPDATE sessions SET chat = ?, version = version + 1 WHERE chat = ?`, []any{to, from}},
			{`UPDATE members SET chat = ?, version = version + 1 WHERE chat = ?`, []any{to, from}},
			{`UPDATE cases SET version = version + 1 WHERE id IN (SELECT case_id FROM case_watchers WHERE chat = ?)`, []any{from}},
			{`UPDATE case_watchers SET chat = ? WHERE chat = ?`, []any{to, from}},
		} {
			if _, err := t.exec(ctx, step.q, step.args...); err != nil {
				return err
			}
		}
		t.wakesAll()
		return errors.Join(moveEvents(ctx, t, from, to), moveItems(ctx, t, from, to))
	})
	if err != nil {
		return fmt.Errorf("move chat %d to %d: %w", from, to, err)
	}
	return nil
}

// movedTo gives the new id of a chat, 0 if it has none.
func movedTo(ctx context.Context, t *tx, chat int64) (int64, error) {
	to, _, err := one(t.row(ctx, `SELECT moved_to FROM chats WHERE chat = ?`, chat), scanID)
	return to, err
}

func moveEvents(ctx context.Context, t *tx, from, to int64) error {
	rows, err := t.query(ctx, `SELECT id, key, lane, attempts, body FROM inbox WHERE state = 'new' AND lane = ?`, laneOfChat(from))
	events, err := collect(rows, err, scanEvent)
	if err != nil {
		return err
	}
	for _, ev := range events {
		// The event of the move itself stays: it is the one being worked on.
		if ev.Kind == inbox.Migrated || ev.Telegram == nil {
			continue
		}
		ev.Telegram.Chat = to
		body, err := json.Marshal(ev)
		if err != nil {
			return err
		}
		if _, err := t.exec(ctx, `UPDATE inbox SET lane = ?, body = ? WHERE id = ?`, laneOfChat(to), string(body), ev.ID); err != nil {
			return err
		}
	}
	return nil
}

// moveItems moves what is unsent, also what is only to follow from other items.
func moveItems(ctx context.Context, t *tx, from, to int64) error {
	number := "%" + strconv.FormatInt(from, 10) + "%"
	rows, err := t.query(ctx, `SELECT `+itemColumns+` FROM outbox
		WHERE state IN ('queued', 'sending', 'held') AND (lane = ? OR body LIKE ? OR follow LIKE ?)`, laneOfChat(from), number, number)
	items, err := collect(rows, err, scanItem)
	if err != nil {
		return err
	}
	for _, it := range items {
		old := it
		moved, err := moveItem(&it, from, to)
		if err != nil {
			return fmt.Errorf("item %d: %w", it.ID, err)
		}
		if !moved {
			continue
		}
		follow, err := followText(it.Then)
		if err != nil {
			return err
		}
		if _, err := t.exec(ctx, `UPDATE outbox SET lane = ?, body = ?, follow = ? WHERE id = ?`,
			it.Lane, string(it.Body), follow, it.ID); err != nil {
			return err
		}
		if it.Lane == old.Lane && bytes.Equal(it.Body, old.Body) {
			continue
		}
		if _, err := t.exec(ctx, `UPDATE outbox SET state = 'queued', process = 0, changed_at = ? WHERE id = ? AND state = 'sending'`,
			t.db.now(), it.ID); err != nil {
			return err
		}
	}
	return nil
}

// moveItem readdresses an item and what follows from it.
func moveItem(it *outbox.Item, from, to int64) (moved bool, err error) {
	if chat, beside, ok := chatOfLane(it.Lane); ok && chat == from {
		it.Lane, moved = laneOfChat(to)+beside, true
	}
	switch it.Op {
	case outbox.TelegramSend, outbox.TelegramEdit, outbox.TelegramButtons, outbox.TelegramDelete, outbox.TelegramFile, outbox.TelegramGiven:
		var m outbox.TelegramMessage
		if err := json.Unmarshal(it.Body, &m); err != nil {
			return false, fmt.Errorf("decode %s: %w", it.Op, err)
		}
		if m.Chat == from {
			m.Chat, moved = to, true
			if it.Body, err = json.Marshal(m); err != nil {
				return false, err
			}
		}
	}
	if it.Then == nil {
		return moved, nil
	}
	lists := append(slices.Collect(maps.Values(it.Then.Because)), it.Then.Sent, it.Then.Delayed, it.Then.Failed)
	for _, list := range lists {
		for i := range list {
			m, err := moveItem(&list[i], from, to)
			if err != nil {
				return false, err
			}
			moved = moved || m
		}
	}
	return moved, nil
}
