package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Restored tells what Restore did.
type Restored struct {
	Manifest
	// Aside is where the database that was there before is now, "" where there was none.
	Aside string
	Hold
}

// Restore puts the database of a backup in the place that url names: in that of
// a file, or into an empty database of a server. Everything is verified before
// that place is touched: the bytes, the pages, the rows of every table and the
// audit trail. A file that was there is moved aside under another name, not
// overwritten; a database of a server that has something in it is refused. In
// the restored database nothing is sent until Release: what waited when the
// backup was made may have been sent since. A backup of a newer version is
// refused, and so is a database that is served.
func Restore(ctx context.Context, url, file string, o Options) (Restored, error) {
	if isPostgres(url) {
		return restoreToServer(ctx, url, file, o)
	}
	return restoreToFile(ctx, url, file, o)
}

func restoreToFile(ctx context.Context, url, file string, o Options) (r Restored, err error) {
	path, err := filepath.Abs(strings.TrimPrefix(url, "sqlite:"))
	if err != nil {
		return r, fmt.Errorf("database %s: %w", url, err)
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return r, fmt.Errorf("database %s is a folder: name a file", path)
	}
	target := &DB{path: path}
	l, err := target.lock(ctx, serveWait)
	if errors.Is(err, errLocked) {
		return r, fmt.Errorf("%w (%s): stop it first", ErrServed, path)
	}
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	fresh, err := tempFile(filepath.Dir(path))
	if err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	defer func() { err = errors.Join(err, remove(fresh)) }()
	if r, err = unpackHeld(ctx, file, fresh, o); err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	if err := notInUse(ctx, path); err != nil {
		return r, err
	}
	if r.Aside, err = swap(fresh, path, target.aside()); err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	return r, nil
}

// unpackHeld makes a database of a backup in an empty file, verified, with
// everything held that would be sent.
func unpackHeld(ctx context.Context, file, fresh string, o Options) (r Restored, err error) {
	if r.Manifest, err = unpackInto(ctx, file, fresh); err != nil {
		return r, err
	}
	if err := verifyRestored(ctx, file, fresh, r.Manifest); err != nil {
		return r, err
	}
	r.Hold, err = holdRestored(ctx, fresh, r.Manifest, o)
	return r, err
}

func unpackInto(ctx context.Context, file, fresh string) (m Manifest, err error) {
	newest, err := newestSchema()
	if err != nil {
		return m, err
	}
	f, err := os.OpenFile(fresh, os.O_WRONLY, 0o600)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	m, err = unpackBackup(ctx, file, func(m Manifest) (io.Writer, error) {
		if m.Schema > newest {
			return nil, fmt.Errorf("%s was made by a newer version of moneytrail (%s, schema %d; this version knows %d): use that version",
				file, m.Version, m.Schema, newest)
		}
		return f, nil
	})
	if err != nil {
		return m, err
	}
	return m, f.Sync()
}

// newestSchema gives the newest migration that this program knows.
func newestSchema() (int64, error) {
	names, err := fs.Glob(migrations, "migrations/sqlite/*.sql")
	if err != nil || len(names) == 0 {
		return 0, errors.Join(errors.New("no migrations"), err)
	}
	slices.Sort(names)
	var n int64
	_, err = fmt.Sscanf(filepath.Base(names[len(names)-1]), "%d_", &n)
	return n, err
}

// verifyRestored proves that the pages are sound, that every table holds what
// the manifest says and that the audit trail is whole.
func verifyRestored(ctx context.Context, file, fresh string, m Manifest) (err error) {
	bad := func(format string, args ...any) error {
		return &BadBackupError{file, fmt.Sprintf(format, args...)}
	}
	p, err := openPool(fresh, 1, pragmas(commonPragmas, readerPragmas), nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	var verdict string
	if err := p.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil || verdict != "ok" {
		return errors.Join(bad("its database is damaged: %s", verdict), err)
	}
	tables, err := tablesOf(ctx, p)
	if err != nil {
		return err
	}
	if !slices.Equal(tables, m.Tables) {
		for i := range min(len(tables), len(m.Tables)) {
			if tables[i] != m.Tables[i] {
				return bad("its table %s does not hold what the manifest says", tables[i].Name)
			}
		}
		return bad("it has %d tables, the manifest tells of %d", len(tables), len(m.Tables))
	}
	return alone(ctx, p, func(k link) error {
		c, err := verifyAudit(ctx, conn{of: k, dialect: &sqliteFile{}, calm: true})
		if err == nil && (c.Rows != m.AuditRows || c.Hash != m.AuditHash) {
			err = bad("its audit trail does not end where the manifest says")
		}
		return err
	})
}

// holdRestored brings the schema up to date and holds what would be sent.
func holdRestored(ctx context.Context, fresh string, m Manifest, o Options) (h Hold, err error) {
	db, err := Open(ctx, fresh, o)
	if err != nil {
		return h, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.hold(ctx, m)
}

// notInUse refuses a database that another process has open.
func notInUse(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err != nil {
		return nil
	}
	p, err := openPool(path, 1, pragmas([]string{"busy_timeout(2000)", "locking_mode(EXCLUSIVE)"}), nil)
	if err != nil {
		return err
	}
	var n int
	err = p.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_master").Scan(&n)
	ended := p.Close()
	if busy(err) {
		return fmt.Errorf("restore: another process has %s open: let it end first", path)
	}
	_ = ended // what is damaged cannot be read, and is moved aside as it is
	return nil
}

// aside names the place that the database of before is moved to.
func (db *DB) aside() string {
	return db.path + ".before-" + time.Now().UTC().Format("20060102T150405Z")
}

// swap moves what is at path aside, and fresh there. Killed in between, the next
// start finds either database whole, or none and says so.
func swap(fresh, path, aside string) (string, error) {
	moved := ""
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if _, err := os.Lstat(aside + suffix); err == nil {
			return "", fmt.Errorf("%s exists already", aside+suffix)
		}
		err := os.Rename(path+suffix, aside+suffix)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		moved = aside
	}
	if err := os.Rename(fresh, path); err != nil {
		return "", err
	}
	return moved, syncFolder(filepath.Dir(path))
}
