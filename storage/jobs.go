package storage

import (
	"context"
	"fmt"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
)

// ClaimJob claims a piece of work that is done once for each key, and queues
// its event in the same transaction (nil: none). False: somebody had it before.
func (db *DB) ClaimJob(ctx context.Context, name, key string, ev *inbox.Event) (claimed bool, err error) {
	err = db.change(ctx, func(ctx context.Context, t *tx) error {
		n, err := t.changes(ctx, `INSERT INTO jobs (name, key, claimed_at) VALUES (?, ?, ?) ON CONFLICT (name, key) DO NOTHING`,
			name, key, t.db.now())
		if err != nil || n == 0 {
			return err
		}
		claimed = true
		if ev == nil {
			return nil
		}
		_, err = addEvents(ctx, t, []inbox.Event{*ev})
		return err
	})
	if err != nil {
		return false, fmt.Errorf("claim job %s %s: %w", name, key, err)
	}
	return claimed, nil
}

// JobDone notes that a claimed job is done, with a word on how.
func (db *DB) JobDone(ctx context.Context, name, key, detail string) error {
	return db.change(ctx, func(ctx context.Context, t *tx) error {
		n, err := t.changes(ctx, `UPDATE jobs SET done_at = ?, detail = ? WHERE name = ? AND key = ?`, t.db.now(), detail, name, key)
		if err == nil && n == 0 {
			err = fmt.Errorf("nobody claimed it")
		}
		if err != nil {
			return fmt.Errorf("job %s %s done: %w", name, key, err)
		}
		return nil
	})
}

// Job is a claimed piece of work.
type Job struct {
	Name, Key         string
	ClaimedAt, DoneAt time.Time // machine clock
	Detail            string
}

// LastJob gives the job of a name whose key is prefix and a date, the newest
// date. A longer key that only begins with prefix (of a merchant "M1:2", where
// prefix is "M1:") is another's.
func (db *DB) LastJob(ctx context.Context, name, prefix string) (Job, bool, error) {
	return one(db.reads().row(ctx, `SELECT name, key, claimed_at, done_at, detail FROM jobs
		WHERE name = ? AND key >= ? AND key < ? AND LENGTH(key) = LENGTH(?) + LENGTH('YYYY-MM-DD') ORDER BY key DESC LIMIT 1`,
		name, prefix, prefix+"\U0010FFFF", prefix), scanJob)
}

// FindJob gives one claimed job.
func (db *DB) FindJob(ctx context.Context, name, key string) (Job, bool, error) {
	return one(db.reads().row(ctx, `SELECT name, key, claimed_at, done_at, detail FROM jobs WHERE name = ? AND key = ?`, name, key), scanJob)
}

// Claimed tells whether a job was claimed.
func (db *DB) Claimed(ctx context.Context, name, key string) (bool, error) {
	_, found, err := db.FindJob(ctx, name, key)
	return found, err
}

// claim notes in a turn's own transaction what is done once for each key.
func claim(ctx context.Context, t *tx, c handlers.Claim) error {
	n, err := t.changes(ctx, `INSERT INTO jobs (name, key, claimed_at, done_at) VALUES (?, ?, ?, ?) ON CONFLICT (name, key) DO NOTHING`,
		c.Name, c.Key, t.db.now(), t.db.now())
	if err != nil {
		return fmt.Errorf("claim %s %s: %w", c.Name, c.Key, err)
	}
	if n == 0 {
		return conflict("%s %s is done", c.Name, c.Key)
	}
	return nil
}

func scanJob(s scanner) (j Job, err error) {
	var claimed, done int64
	err = s.Scan(&j.Name, &j.Key, &claimed, &done, &j.Detail)
	j.ClaimedAt, j.DoneAt = fromMillis(claimed), fromMillis(done)
	return j, err
}
