package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// writeTimeout ends a write transaction that hangs; ordinary ones take milliseconds.
const writeTimeout = 60 * time.Second

// rebind turns a statement written with ? into the dialect's own form.
// SQLite's is the identity.
type rebind func(query string) string

// queryer reads. Statements are written with ? for every dialect.
type queryer interface {
	query(ctx context.Context, q string, args ...any) (*sql.Rows, error)
	row(ctx context.Context, q string, args ...any) *sql.Row
}

// tx is a write transaction. It reads too, and sees its own writes.
type tx struct {
	sql  *sql.Tx
	db   *DB
	woke bool
}

func (t *tx) exec(ctx context.Context, q string, args ...any) (sql.Result, error) {
	return t.sql.ExecContext(ctx, t.db.rebind(q), args...)
}

// changes runs a statement and gives the number of rows it changed.
func (t *tx) changes(ctx context.Context, q string, args ...any) (int, error) {
	res, err := t.exec(ctx, q, args...)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return int(n), err
}

func (t *tx) query(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	return t.sql.QueryContext(ctx, t.db.rebind(q), args...)
}

func (t *tx) row(ctx context.Context, q string, args ...any) *sql.Row {
	return t.sql.QueryRowContext(ctx, t.db.rebind(q), args...)
}

// prepare prepares a statement that lives as long as the transaction.
func (t *tx) prepare(ctx context.Context, q string) (*sql.Stmt, error) {
	return t.sql.PrepareContext(ctx, t.db.rebind(q))
}

// wakes asks for a signal to the workers once the transaction is committed.
func (t *tx) wakes() { t.woke = true }

// pool reads without a transaction: each statement sees the newest commit.
type pool struct{ db *DB }

func (p pool) query(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	return p.db.read.QueryContext(ctx, p.db.rebind(q), args...)
}

func (p pool) row(ctx context.Context, q string, args ...any) *sql.Row {
	return p.db.read.QueryRowContext(ctx, p.db.rebind(q), args...)
}

// reads gives a queryer for single statements.
func (db *DB) reads() queryer { return pool{db} }

// snapshot reads several statements' worth of one state of the database.
func (db *DB) snapshot(ctx context.Context, fn func(q queryer) error) error {
	t, err := db.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("begin reading: %w", err)
	}
	defer func() { _ = t.Rollback() }()
	return fn(&tx{sql: t, db: db})
}

// change runs fn in one write transaction: all of it or nothing. The
// transaction does not end when ctx does (a connection must not be interrupted
// in the middle of a write), only a call that still waits for its turn is given
// up; fn must use the context it is given.
func (db *DB) change(ctx context.Context, fn func(ctx context.Context, t *tx) error) error {
	return db.changeWithin(ctx, writeTimeout, fn)
}

// changeWithin is change with a time limit of its own, for long work.
func (db *DB) changeWithin(ctx context.Context, limit time.Duration, fn func(ctx context.Context, t *tx) error) (err error) {
	s, end, err := db.begin(ctx, limit)
	if err != nil {
		return fmt.Errorf("begin writing: %w", err)
	}
	defer func() { // also when fn panics: the connection must come back
		if rb := s.Rollback(); rb != nil && !errors.Is(rb, sql.ErrTxDone) {
			err = errors.Join(err, fmt.Errorf("roll back: %w", rb))
		}
		err = errors.Join(err, end())
	}()
	work, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	t := &tx{sql: s, db: db}
	if err := fn(work, t); err != nil {
		return err
	}
	if err := s.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	if t.woke {
		db.wake()
	}
	return nil
}

// begin waits for the writer's connection and for the lock that other
// processes take turns at: an import there may hold it longer than SQLite's
// own patience. end gives the connection back.
func (db *DB) begin(ctx context.Context, limit time.Duration) (s *sql.Tx, end func() error, err error) {
	wait, cancel := context.WithTimeout(ctx, max(limit, writeTimeout))
	defer cancel()
	c, err := db.write.Conn(wait)
	if err != nil {
		return nil, nil, err
	}
	for {
		if s, err = c.BeginTx(context.WithoutCancel(ctx), nil); err == nil {
			return s, c.Close, nil
		}
		if gone := wait.Err(); !busy(err) || gone != nil {
			return nil, nil, errors.Join(err, gone, c.Close())
		}
	}
}

// collect scans every row with scan and closes rows.
func collect[T any](rows *sql.Rows, err error, scan func(scanner) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// one scans a single row; found is false where there is none.
func one[T any](r *sql.Row, scan func(scanner) (T, error)) (v T, found bool, err error) {
	v, err = scan(r)
	if errors.Is(err, sql.ErrNoRows) {
		var none T
		return none, false, nil
	}
	return v, err == nil, err
}

// scanner is a row or rows.
type scanner interface{ Scan(dest ...any) error }
