package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"moneytrail/handlers/session"
)

// Session gives what is remembered of a user in a chat; a fresh one (Version 0) when nothing is.
func (db *DB) Session(ctx context.Context, chat, user int64) (session.Session, error) {
	s, found, err := one(db.reads().row(ctx, `SELECT language, chosen, merchant_id, flow, last_message, misses, updated_at, version
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

// putSession writes a session that was read with s.Version.
func putSession(ctx context.Context, t *tx, s session.Session) error {
	n, err := t.changes(ctx, `INSERT INTO sessions
		(language, chosen, merchant_id, flow, last_message, misses, updated_at, version, chat, user_id)
		VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT (chat, user_id) DO UPDATE SET
			language = excluded.language, chosen = excluded.chosen, merchant_id = excluded.merchant_id,
			flow = excluded.flow, last_message = excluded.last_message, misses = excluded.misses,
			updated_at = excluded.updated_at, version = sessions.version + 1
		WHERE sessions.version = ?`,
		s.Language, s.Chosen, s.MerchantID, string(s.Flow), s.LastMessage, s.Misses, millis(s.UpdatedAt), s.Chat, s.User, s.Version)
	if err != nil {
		return fmt.Errorf("session: %w", err)
	}
	if n == 0 {
		return conflict("session of user %d in chat %d", s.User, s.Chat)
	}
	return nil
}
