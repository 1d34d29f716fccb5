package storage

import "context"

// metaText reads a note that the database keeps about itself.
func metaText(ctx context.Context, q queryer, key string) (string, bool, error) {
	return one(q.row(ctx, `SELECT value FROM meta WHERE key = ?`, key),
		func(s scanner) (v string, err error) { return v, s.Scan(&v) })
}

// setMeta keeps a note instead of the one before.
func setMeta(ctx context.Context, t *tx, key, value string) error {
	_, err := t.exec(ctx, `INSERT INTO meta (key, value) VALUES (?, ?)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}
