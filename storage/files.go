package storage

import (
	"context"
	"errors"
	"fmt"
	"strings"
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
	// Warnings counts what its proof warned of, Untied the totals of its own
	// that its rows do not give; Remarks tells them.
	Warnings, Untied int

	next, sequence int64
}

// Remarked counts what its proof said beside its rows: warnings, totals that do
// not tie, rows left out. 0: there is nothing to look at.
func (f File) Remarked() int { return f.Warnings + f.Untied + f.Rejected }

// Digest is what people are shown of Hash, and enough for Withdraw: its beginning,
// and of a file without rows, which are all alike, @ and its day.
func (f File) Digest() string {
	sum, day, dated := strings.Cut(f.Hash, "@")
	sum = sum[:min(12, len(sum))]
	if dated {
		sum += "@" + day
	}
	return sum
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
	" first_day, last_day, imported_at, next_row, sequence, warnings, untied"

func scanFile(s scanner) (File, error) {
	var f File
	var at int64
	err := s.Scan(&f.ID, &f.Hash, &f.Name, &f.Source, &f.Format, &f.Kind, &f.State, &f.Rows, &f.New, &f.Unchanged,
		&f.Restated, &f.Rejected, &f.First, &f.Last, &at, &f.next, &f.sequence, &f.Warnings, &f.Untied)
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

// Imported finds the published file with these bytes, by their SHA-256 in hex.
func (db *DB) Imported(ctx context.Context, hash string) (f File, found bool, err error) {
	f, found, err = one(db.reads().row(ctx, "SELECT "+fileColumns+" FROM files WHERE hash = ? AND state = 'published'", hash), scanFile)
	if err != nil {
		return f, false, fmt.Errorf("file %s: %w", hash, err)
	}
	return f, found, nil
}

// beginFile finds the file of these bytes, finished or begun, or begins it.
func (db *DB) beginFile(ctx context.Context, name string, p importer.Proof) (f File, err error) {
	find := "SELECT " + fileColumns + " FROM files WHERE hash = ? AND state IN ('writing', 'published')"
	f, found, err := one(db.reads().row(ctx, find, p.Hash), scanFile)
	if err != nil || found {
		return f, err
	}
	err = db.change(ctx, func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO files (hash, name, source, format, kind, state, imported_at)
			VALUES (?, ?, ?, ?, ?, 'writing', ?) ON CONFLICT DO NOTHING`,
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

// unseenFiles gives the states of the files whose rows are not seen.
func unseenFiles(ctx context.Context, q queryer) (map[int64]string, error) {
	all := map[int64]string{}
	rows, err := q.query(ctx, "SELECT id, state FROM files WHERE state <> 'published'")
	_, err = collect(rows, err, func(s scanner) (struct{}, error) {
		var id int64
		var state string
		err := s.Scan(&id, &state)
		all[id] = state
		return struct{}{}, err
	})
	if err != nil {
		return nil, fmt.Errorf("list the unpublished files: %w", err)
	}
	return all, nil
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
		u := &unsaying{db: db, t: t, file: id}
		if err := u.all(ctx); err != nil {
			return err
		}
		if _, err := t.next(ctx, "published"); err != nil { // what was remembered may rest on its rows
			return err
		}
		_, err := t.exec(ctx, "UPDATE files SET state = 'refused' WHERE id = ?", id)
		return err
	})
	if err != nil {
		return f, fmt.Errorf("take back file %d: %w", id, err)
	}
	return f, nil
}
