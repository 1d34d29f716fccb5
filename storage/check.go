package storage

import (
	"context"
	"path/filepath"
)

// Check reads every page of a file while it is in use. A *DamagedError
// tells what is wrong, and which backup is the newest good one.
func (db *DB) Check(ctx context.Context) error {
	if db.Path() == "" { // a server looks after its pages itself
		return db.Ping(ctx)
	}
	var verdict string
	err := db.read.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict)
	if err == nil && verdict == "ok" {
		return nil
	}
	if err != nil {
		if code := code(err); code != sqliteCorrupt && code != sqliteNotADB {
			return err
		}
		verdict = err.Error()
	}
	return db.damaged(ctx, verdict)
}

// damaged tells of a damaged file, with the newest good backup.
func (db *DB) damaged(ctx context.Context, verdict string) *DamagedError {
	e := &DamagedError{Path: db.path, Detail: verdict}
	if newest, ok := NewestBackup(ctx, db.path, db.backups, filepath.Dir(db.path)); ok {
		e.Backup, e.Taken = newest.File, newest.TakenAt
	}
	return e
}
