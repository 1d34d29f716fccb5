package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"moneytrail/handlers/session"
)

// Session gives what is remembered of a user in a chat; a fresh one (Version 0) when nothing is.
func (db *DB) Session(ctx context.Context, chat, user int64) (session.Session, error) {
	s, found, err := one(db.looks().row(ctx, `SELECT language, chosen, merchant_id, flow, last_message, misses, updated_at, version
		FROM sessions WHERE chat = ? AND user_id = ?`, chat, user),
		func(r scanner) (s session.Session, err error) {
			var flow string
			var updated int64
			err = r.Scan(&s.Language, &s.Chosen, &s.MerchantID, &flow, &s.LastMessage, &s.Misses, &updated, &s.Version)
			if flow != "" {
				s.Flow = json.RawMessage(flow)
			}
			s.UpdatedAt = fromMillis(updated)
			return s, err
		})
	if err != nil {
		return session.Session{}, fmt.Errorf("session of user %d in chat %d: %w", user, chat, err)
	}
	if !found {
		s = session.Session{}
	}
	s.Chat, s.User = chat, user
	return s, nil
}

// putSession inserts a session (Version 0) or changes one that was read with s.Version.
func putSession(ctx context.Context, t *tx, s session.Session) error {
	args := []any{s.Language, s.Chosen, s.MerchantID, string(s.Flow), s.LastMessage, s.Misses, millis(s.UpdatedAt), s.Chat, s.User}
	var n int
	var err error
	if s.Version == 0 {
		n, err = t.changes(ctx, `INSERT INTO sessions
			(language, chosen, merchant_id, flow, last_message, misses, updated_at, chat, user_id, version)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING`, args...)
	} else {
		n, err = t.changes(ctx, `UPDATE sessions SET language = ?, chosen = ?, merchant_id = ?, flow = ?, last_message = ?,
			misses = ?, updated_at = ?, version = version + 1
			WHERE chat = ? AND user_id = ? AND version = ?`, append(args, s.Version)...)
	}
	if err != nil {
		return fmt.Errorf("session: %w", err)
	}
	if n == 0 {
		return conflict("session of user %d in chat %d", s.User, s.Chat)
	}
	return nil
}
