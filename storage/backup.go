package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Manifest tells what is in a backup. It is the first file of the archive.
type Manifest struct {
	// Format is "moneytrail backup 1".
	Format string `json:"format"`
	// Version is that of the program that made it.
	Version string `json:"version"`
	// Schema is the newest migration that the database has.
	Schema  int64     `json:"schema"`
	TakenAt time.Time `json:"taken_at"` // machine clock
	// Bytes and SHA256 (hex) are those of the database in the archive.
	Bytes  int64   `json:"bytes"`
	SHA256 string  `json:"sha256"`
	Tables []Table `json:"tables"`
	// AuditRows and AuditHash are the end of the audit trail.
	AuditRows int64  `json:"audit_rows"`
	AuditHash string `json:"audit_hash"`
}

// Table is what a table holds: the number of its rows, and the SHA-256 (hex) of
// all of them in the order of their keys.
type Table struct {
	Name   string `json:"name"`
	Rows   int64  `json:"rows"`
	SHA256 string `json:"sha256"`
}

const backupFormat = "moneytrail backup 1"

// Backup writes one state of the whole database into a new file: a gzip
// compressed tar of the manifest and the database. Whoever reads and writes the
// database meanwhile goes on. The file appears under its name once it is whole
// and on the disk; a file of that name that exists is refused. It needs room
// beside it for a copy of the database.
func (db *DB) Backup(ctx context.Context, file, version string) (m Manifest, err error) {
	if _, err := os.Lstat(file); err == nil {
		return m, fmt.Errorf("backup: %s exists already; name a new file", file)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("backup: %w", err)
	}
	copied, err := tempFile(filepath.Dir(file))
	if err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	defer func() { err = errors.Join(err, remove(copied)) }()
	m = Manifest{Format: backupFormat, Version: version, TakenAt: db.clock.Machine().UTC().Truncate(time.Second)}
	if err := db.copyInto(ctx, copied); err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	if err := m.describe(ctx, copied); err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	packed, err := tempFile(filepath.Dir(file))
	if err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	defer func() { err = errors.Join(err, remove(packed)) }()
	if err := packBackup(ctx, m, copied, packed); err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	if err := publish(packed, file); err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	return m, nil
}

// copyInto writes one state of the database into an empty file, from a
// connection of its own: writers of this process go on.
func (db *DB) copyInto(ctx context.Context, file string) error {
	if db.Path() == "" {
		to, err := Open(ctx, file, Options{})
		if err != nil {
			return err
		}
		_, err = db.CopyTo(ctx, to)
		return errors.Join(err, to.Close(), remove(file+".lock"))
	}
	p, err := openPool(db.path, 1, pragmas(commonPragmas), nil)
	if err != nil {
		return err
	}
	_, err = p.ExecContext(ctx, "VACUUM INTO ?", file)
	return errors.Join(err, p.Close())
}

// describe fills in what the manifest says of a database that nobody writes.
func (m *Manifest) describe(ctx context.Context, file string) (err error) {
	if m.Bytes, m.SHA256, err = hashFile(file); err != nil {
		return err
	}
	p, err := openPool(file, 1, pragmas(commonPragmas, readerPragmas), nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	if m.Schema, err = schemaOf(ctx, p); err != nil {
		return err
	}
	if m.Tables, err = tablesOf(ctx, p); err != nil {
		return err
	}
	return alone(ctx, p, func(k link) error {
		head, err := auditHead(ctx, conn{of: k, dialect: &sqliteFile{}})
		m.AuditRows, m.AuditHash = head.Rows, head.Hash
		return err
	})
}

// schemaOf gives the newest migration that a database has.
func schemaOf(ctx context.Context, p *sql.DB) (n int64, err error) {
	err = p.QueryRowContext(ctx, "SELECT MAX(version_id) FROM goose_db_version WHERE is_applied").Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("schema: %w", err)
	}
	return n, nil
}

// tempFile makes an empty file that only its owner reads, and gives its full
// path: SQLite opens it anew, by a URL.
func tempFile(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	f, err := os.CreateTemp(dir, ".moneytrail-*.tmp") // 0600
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// remove takes away a file that may be gone already, and what SQLite left beside it.
func remove(name string) error {
	var errs []error
	for _, suffix := range []string{"", "-journal", "-wal", "-shm", ".lock"} {
		if err := os.Remove(name + suffix); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// publish gives a finished file its name, unless that is taken.
func publish(from, to string) error {
	err := os.Link(from, to)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s exists already; name a new file", to)
	case err != nil: // a disk without links
		if err := os.Rename(from, to); err != nil {
			return err
		}
	}
	return syncFolder(filepath.Dir(to))
}
