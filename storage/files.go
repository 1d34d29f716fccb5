package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

// File is an imported file.
type File struct {
	ID                                       int64
	Hash, Name, Source, Format               string
	Kind                                     record.Kind
	State                                    string // writing, published, refused, withdrawn
	Rows, New, Unchanged, Restated, Rejected int
	First, Last                              calendar.Date // business dates of its rows
	Imported                                 time.Time     // business time

	next, sequence, resolved int64
}

func (f File) result(status string) ImportResult {
	return ImportResult{Status: status, Rows: f.Rows, New: f.New, Unchanged: f.Unchanged, Restated: f.Restated,
		Rejected: f.Rejected, FileID: f.ID}
}

// duplicate is the result for bytes that are imported already: nothing changed.
func (f File) duplicate() ImportResult {
	return ImportResult{Status: IsDuplicate, Rows: f.Rows, Unchanged: f.Rows - f.Rejected, Rejected: f.Rejected, FileID: f.ID}
}

const fileColumns = "id, hash, name, source, format, kind, state, rows, new, unchanged, restated, rejected," +
	" first_day, last_day, imported_at, next_row, sequence, resolved"

func scanFile(s scanner) (File, error) {
	var f File
	var at int64
	err := s.Scan(&f.ID, &f.Hash, &f.Name, &f.Source, &f.Format, &f.Kind, &f.State, &f.Rows, &f.New, &f.Unchanged,
		&f.Restated, &f.Rejected, &f.First, &f.Last, &at, &f.next, &f.sequence, &f.resolved)
	f.Imported = fromMillis(at)
	return f, err
}

// Files lists the files that count: those being written first, then the
// published ones, oldest first.
func (db *DB) Files(ctx context.Context) ([]File, error) {
	rows, err := db.reads().query(ctx, "SELECT "+fileColumns+
		" FROM files WHERE state IN ('published', 'writing') ORDER BY sequence, id")
	all, err := collect(rows, err, scanFile)
	if err != nil {
		return nil, fmt.Errorf("list the files: %w", err)
	}
	return all, nil
}

func (db *DB) fileByID(ctx context.Context, id int64) (File, error) {
	f, found, err := one(db.reads().row(ctx, "SELECT "+fileColumns+" FROM files WHERE id = ?", id), scanFile)
	if err == nil && !found {
		err = errors.New("it is not there")
	}
	if err != nil {
		return f, fmt.Errorf("file %d: %w", id, err)
	}
	return f, nil
}

// beginFile finds the file of these bytes, finished or begun, or begins it.
func (db *DB) beginFile(ctx context.Context, name string, p importer.Proof) (f File, err error) {
	find := "SELECT " + fileColumns + " FROM files WHERE hash = ? AND state IN ('writing', 'published')"
	f, found, err := one(db.reads().row(ctx, find, p.Hash), scanFile)
	if err != nil || found {
		return f, err
	}
	err = db.change(ctx, func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO files (hash, name, source, format, kind, state, resolved, imported_at)
			VALUES (?, ?, ?, ?, ?, 'writing', (`+merchantsVersion+`), ?) ON CONFLICT DO NOTHING`,
			p.Hash, name, p.Source, p.Format, string(p.Kind), millis(db.clock.Now()))
		if err != nil {
			return err
		}
		f, err = scanFile(t.row(ctx, find, p.Hash))
		return err
	})
	if err != nil {
		return f, fmt.Errorf("begin %s: %w", name, err)
	}
	return f, nil
}

// abandon takes back what was written of a file that nobody has seen. A file
// that was published meanwhile stays.
func (db *DB) abandon(ctx context.Context, id int64) (f File, err error) {
	err = db.changeWithin(ctx, longWork, func(ctx context.Context, t *tx) error {
		if f, err = scanFile(t.row(ctx, "SELECT "+fileColumns+" FROM files WHERE id = ?", id)); err != nil {
			return err
		}
		if f.State != "writing" {
			return nil
		}
		for _, tb := range tables() {
			own := " WHERE file_id = ? AND row BETWEEN (SELECT MIN(first_row) FROM file_days WHERE file_id = ? AND kind = ?)" +
				" AND (SELECT MAX(last_row) FROM file_days WHERE file_id = ? AND kind = ?)"
			args := []any{id, id, string(tb.kind), id, string(tb.kind)}
			if tb.kind == record.Entries {
				if _, err := t.exec(ctx, "DELETE FROM entry_words WHERE entry IN (SELECT row FROM "+tb.name+own+")", args...); err != nil {
					return err
				}
			}
			if _, err := t.exec(ctx, "DELETE FROM "+tb.name+own, args...); err != nil {
				return err
			}
		}
		for _, q := range []string{
			"DELETE FROM versions WHERE file_id = ?", "DELETE FROM file_days WHERE file_id = ?",
			"DELETE FROM file_touches WHERE file_id = ?", "UPDATE files SET state = 'refused' WHERE id = ?",
		} {
			if _, err := t.exec(ctx, q, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return f, fmt.Errorf("take back file %d: %w", id, err)
	}
	return f, nil
}
