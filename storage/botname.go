package storage

import (
	"context"
	"fmt"
)

const botNameKey = "bot_name"

// BotName gives the bot's Telegram user name as serve last heard it, "" before
// it ever did. Links can so be made while Telegram is out of reach.
func (db *DB) BotName(ctx context.Context) (string, error) {
	name, _, err := one(db.reads().row(ctx, `SELECT value FROM meta WHERE key = ?`, botNameKey),
		func(s scanner) (v string, err error) { return v, s.Scan(&v) })
	if err != nil {
		return "", fmt.Errorf("the bot's name: %w", err)
	}
	return name, nil
}

// SetBotName keeps the bot's Telegram user name.
func (db *DB) SetBotName(ctx context.Context, name string) error {
	return db.change(ctx, func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, botNameKey, name)
		if err != nil {
			return fmt.Errorf("keep the bot's name: %w", err)
		}
		return nil
	})
}
