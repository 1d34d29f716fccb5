package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
)

// checkLimit is the size up to which a database is checked page by page each
// time it is opened. Larger ones would make every command wait for seconds;
// what is damaged in them is found when it is read.
const checkLimit = 64 << 20

// readers is the number of connections that may read at once.
const readers = 8

// Pragmas of every connection. busy_timeout comes first, so that the others
// already wait for a lock instead of failing.
var (
	commonPragmas = []string{"busy_timeout(10000)", "foreign_keys(ON)", "temp_store(FILE)", "trusted_schema(OFF)"}
	writerPragmas = []string{"journal_mode(WAL)", "synchronous(FULL)", "secure_delete(ON)",
		"cache_size(-16384)", "journal_size_limit(67108864)"}
	readerPragmas = []string{"query_only(ON)", "cache_size(-8192)"}
)

// sqliteFile is the dialect of a database in a file.
type sqliteFile struct {
	path string
	fed  feed // of the connection that writes
}

func (s *sqliteFile) bind(q string) string { return q }

func (s *sqliteFile) beginLook() string { return "BEGIN" }

// beginWrite waits for the lock that other processes take turns at: an import
// there may hold it longer than SQLite's own patience.
func (s *sqliteFile) beginWrite(wait context.Context, c conn) error {
	for {
		_, err := c.exec(context.Background(), "BEGIN IMMEDIATE")
		if err == nil {
			return nil
		}
		if gone := wait.Err(); !busy(err) || gone != nil {
			return errors.Join(err, gone)
		}
	}
}

func (s *sqliteFile) numbers(ctx context.Context, c conn) (map[string]int64, error) {
	rows, err := c.query(ctx, `SELECT name, seq FROM sqlite_sequence`)
	return numbersOf(rows, err)
}

// setNumbers needs to tell only those that are not the number of the last row.
func (s *sqliteFile) setNumbers(ctx context.Context, t *tx, last map[string]int64) error {
	for table, n := range last {
		changed, err := t.changes(ctx, `UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = ?`, n, table)
		if err == nil && changed == 0 {
			_, err = t.exec(ctx, `INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)`, table, n)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *sqliteFile) bytes(context.Context, *DB) (database, journal int64) {
	for name, to := range map[string]*int64{s.path: &database, s.path + "-wal": &journal} {
		if info, err := os.Stat(name); err == nil {
			*to = info.Size()
		}
	}
	return database, journal
}

func (s *sqliteFile) tables(ctx context.Context, c conn) ([]string, error) {
	return texts(c.query(ctx, `SELECT name FROM sqlite_master WHERE type = 'table' AND (name NOT LIKE 'sqlite~_%' ESCAPE '~' OR name = 'sqlite_sequence') ORDER BY name`))
}

func (s *sqliteFile) key(ctx context.Context, c conn, table string) ([]string, error) {
	columns, err := texts(c.query(ctx, `SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk`, table))
	if len(columns) == 0 {
		columns = []string{"rowid"}
	}
	return columns, err
}

func (s *sqliteFile) schema() schema {
	return schema{goose.DialectSQLite3, "migrations/sqlite", "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'"}
}

func (db *DB) openSQLite(ctx context.Context, name string) error {
	path, err := filepath.Abs(name)
	if err != nil {
		return fmt.Errorf("database %s: %w", name, err)
	}
	file := &sqliteFile{path: path}
	db.path, db.dialect = path, file
	empty, err := prepareFile(path)
	if err != nil {
		return err
	}
	if empty { // one process makes a database of it, the others wait
		l, err := db.lock(ctx, lockWait)
		if err != nil {
			return fmt.Errorf("create the database %s: %w", path, err)
		}
		defer func() { _ = l.Close() }()
	}
	db.write, err = openPool(path, 1, append([]string{"_txlock=immediate"}, pragmas(commonPragmas, writerPragmas)...), &file.fed)
	if err != nil {
		return err
	}
	if !empty {
		if err := db.check(ctx); err != nil {
			return err
		}
	}
	if err := db.migrate(ctx, empty); err != nil {
		return err
	}
	db.read, err = openPool(path, readers, pragmas(commonPragmas, readerPragmas), nil)
	return err
}

func pragmas(lists ...[]string) []string {
	var args []string
	for _, list := range lists {
		for _, p := range list {
			args = append(args, "_pragma="+url.QueryEscape(p))
		}
	}
	return args
}

// openPool opens connections; f is the feed of the only one that writes.
func openPool(path string, conns int, args []string, f *feed) (*sql.DB, error) {
	dsn := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: strings.Join(args, "&")}
	var c driver.Connector
	var err error
	if f == nil {
		c, err = sqlite.NewConnector(dsn.String())
	} else {
		c, err = newFeeder(dsn.String(), f)
	}
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", path, err)
	}
	p := sql.OpenDB(keeper{c})
	p.SetMaxOpenConns(conns)
	p.SetMaxIdleConns(conns)
	return p, nil
}

// prepareFile creates the file where there is none, readable by its owner
// alone, and makes its name durable: SQLite syncs what is in a file, not the
// folder that a new file is in. empty: there is nothing in it yet.
func prepareFile(path string) (empty bool, err error) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return false, fmt.Errorf("database %s is a folder: name a file", path)
	case err == nil:
		return info.Size() == 0, nil
	case !errors.Is(err, fs.ErrNotExist):
		return false, fmt.Errorf("database: %w", err)
	}
	if wal, err := os.Stat(path + "-wal"); err == nil && wal.Size() > 0 {
		return false, fmt.Errorf("database %s is missing, but its journal %s-wal is there: "+
			"put the database back beside it, or restore a backup; a new one would discard the journal", path, path)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) { // another process was faster
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("create the database: %w", err)
	}
	if err := errors.Join(f.Sync(), f.Close(), syncFolder(filepath.Dir(path))); err != nil {
		return false, fmt.Errorf("create the database: %w", err)
	}
	return true, nil
}

// check refuses a file that is not a sound database.
func (db *DB) check(ctx context.Context) error {
	info, err := os.Stat(db.path)
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	if info.Size() > checkLimit {
		db.log.InfoContext(ctx, "database not checked at opening", "why", "larger than the limit", "bytes", info.Size(), "limit", int64(checkLimit))
		return nil
	}
	var verdict string
	err = db.write.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict)
	if err == nil && verdict == "ok" {
		return nil
	}
	if err != nil {
		if code := code(err); code != sqliteCorrupt && code != sqliteNotADB {
			return fmt.Errorf("open database %s: %w", db.path, err)
		}
		verdict = err.Error()
	}
	return db.damaged(ctx, verdict)
}

// SQLite's primary result codes, in the low byte of the extended ones.
const (
	sqliteError   = 1
	sqliteBusy    = 5
	sqliteCorrupt = 11
	sqliteFull    = 13
	sqliteNotADB  = 26
)

// code gives the primary result code of an error, 0 if it is not SQLite's.
func code(err error) int { return extended(err) & 0xff }

func extended(err error) int {
	if fault, ok := errors.AsType[*sqlite.Error](err); ok {
		return fault.Code()
	}
	return 0
}

// busy tells whether somebody else holds the lock that was asked for.
func busy(err error) bool { return code(err) == sqliteBusy }

func (s *sqliteFile) full(err error) bool { return code(err) == sqliteFull }

func (s *sqliteFile) unique(err error) bool {
	const primaryKey, uniqueIndex = 1555, 2067
	return extended(err) == primaryKey || extended(err) == uniqueIndex
}

// DamagedError tells that a file is not a sound database. It was not touched.
type DamagedError struct {
	Path, Detail string
	// Backup is the newest good backup that was found, "" none.
	Backup string
	Taken  time.Time // when it was made
}

func (e *DamagedError) Error() string {
	mend := "keep a copy of it and restore the newest backup"
	if e.Backup != "" {
		mend = fmt.Sprintf("the newest good backup is of %s: moneytrail restore %s", e.Taken.Format(time.RFC3339), e.Backup)
	}
	return fmt.Sprintf("database %s is damaged or not a database (%s): it was left as it is; %s", e.Path, e.Detail, mend)
}
