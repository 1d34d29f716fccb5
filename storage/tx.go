package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// writeTimeout ends a write transaction that hangs; ordinary ones take milliseconds.
const writeTimeout = 60 * time.Second

// ErrFull tells that a write was undone because there is no room for it.
var ErrFull = errors.New("the disk of the database is full")

// queryer reads. Statements are written with ? for every dialect.
type queryer interface {
	query(ctx context.Context, q string, args ...any) (rowsOf, error)
	row(ctx context.Context, q string, args ...any) scanner
}

// execer writes.
type execer interface {
	exec(ctx context.Context, q string, args ...any) (sql.Result, error)
}

// tx is a write transaction. It reads too, and sees its own writes.
type tx struct {
	conn
	db   *DB
	woke map[Queue]bool // queues that have work now; "" stands for all
	// later is when there is work again that waits until then, 0 never.
	later time.Duration
	hands *hands // of the turn whose items are queued, nil none
	// took tells of a transaction whose COMMIT failed, and that could not be rolled
	// back, whether it was committed all the same; nil: nobody has to know.
	took func(ctx context.Context, t *tx) bool
	// committed is called once it is, whatever else fails behind that; may be nil.
	committed func()
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

// patient gives a context for very many short statements: the driver starts a
// goroutine for every statement whose context can end. Who uses it looks
// between them whether ctx has ended.
func patient(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

// wakes asks for a signal to those who wait at a queue, once the transaction is committed.
func (t *tx) wakes(q Queue) {
	if t.woke == nil {
		t.woke = map[Queue]bool{}
	}
	t.woke[q] = true
}

// wakesAll asks for one to everybody.
func (t *tx) wakesAll() { t.wakes("") }

// wakesIn asks for one to who waits for events, a while after that. Should the
// process end before, the work is found at the next start.
func (t *tx) wakesIn(d time.Duration) { t.later = max(t.later, d) }

// unhurried gives the context of a few statements that find their rows by keys.
// In a file they take microseconds, less than what watches whether a context
// ends: they are left to end by themselves. A server may keep them waiting.
func (db *DB) unhurried(ctx context.Context) context.Context {
	if _, file := db.dialect.(*sqliteFile); file {
		return patient(ctx)
	}
	return ctx
}

// pool reads without a transaction: each statement sees the newest commit.
type pool struct {
	db    *DB
	brief bool // its statements are unhurried
}

func (p pool) context(ctx context.Context) (context.Context, error) {
	if !p.brief {
		return ctx, nil
	}
	return p.db.unhurried(ctx), ctx.Err()
}

func (p pool) query(ctx context.Context, q string, args ...any) (rowsOf, error) {
	ctx, err := p.context(ctx)
	if err != nil {
		return nil, err
	}
	return p.db.read.QueryContext(ctx, p.db.bind(q), plain(args)...)
}

func (p pool) row(ctx context.Context, q string, args ...any) scanner {
	ctx, err := p.context(ctx)
	if err != nil {
		return rawRow{err: err}
	}
	return p.db.read.QueryRowContext(ctx, p.db.bind(q), plain(args)...)
}

// plain gives arguments as tables keep them: yes and no are numbers.
func plain(args []any) []any {
	for i, a := range args {
		switch v := a.(type) {
		case bool:
			args[i] = truth(v)
		case string:
			args[i] = storable(v)
		}
	}
	return args
}

// storable gives a text as every database can keep it: valid UTF-8, no NUL.
func storable(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// reads gives a queryer for single statements.
func (db *DB) reads() queryer { return pool{db: db} }

// looks gives one for statements that find few rows by their keys.
func (db *DB) looks() queryer { return pool{db: db, brief: true} }

// snapshot reads several statements' worth of one state of the database. Its
// statements do not end with ctx: who reads much looks at it between them.
func (db *DB) snapshot(ctx context.Context, fn func(q queryer) error) error {
	err := alone(ctx, db.read, func(k link) error {
		c := conn{of: k, dialect: db.dialect, calm: true}
		if _, err := c.exec(ctx, c.beginLook()); err != nil {
			return fmt.Errorf("begin reading: %w", err)
		}
		err := fn(c)
		_, end := c.exec(ctx, "ROLLBACK")
		return errors.Join(err, end)
	})
	return err
}

// change runs fn in one write transaction: all of it or nothing. The
// transaction does not end when ctx does (a connection must not be interrupted
// in the middle of a write), only a call that still waits for its turn is given
// up; fn must use the context it is given.
func (db *DB) change(ctx context.Context, fn func(ctx context.Context, t *tx) error) error {
	return db.changeWithin(ctx, writeTimeout, fn)
}

// changeBriefly is change for a few rows that are found by their keys.
func (db *DB) changeBriefly(ctx context.Context, fn func(ctx context.Context, t *tx) error) error {
	return db.change(ctx, func(ctx context.Context, t *tx) error { return fn(db.unhurried(ctx), t) })
}

// changeWithin is change with a time limit of its own, for long work.
func (db *DB) changeWithin(ctx context.Context, limit time.Duration, fn func(ctx context.Context, t *tx) error) error {
	wait, cancel := context.WithTimeout(ctx, max(limit, writeTimeout))
	defer cancel()
	var woke map[Queue]bool
	var later time.Duration
	var with []*ride
	var committed func()
	err := alone(wait, db.write, func(k link) error {
		t := &tx{conn: conn{of: k, dialect: db.dialect}, db: db}
		if err := t.beginWrite(wait, t.conn); err != nil {
			return fmt.Errorf("begin writing: %w", err)
		}
		work, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
		defer cancel()
		err := fn(work, t) // when it panics, the pool drops the connection, and the transaction with it
		if err == nil {
			with, err = db.rides.take(work, t)
		}
		if err == nil {
			if _, err = t.exec(context.Background(), "COMMIT"); err == nil {
				woke, later, committed = t.woke, t.later, t.committed
				return nil
			}
			err = fmt.Errorf("commit: %w", err)
			ended, back := t.rollBack()
			if err = errors.Join(err, back); ended && t.took != nil && t.took(db.unhurried(work), t) {
				woke, later, committed = t.woke, t.later, t.committed
			}
			return err
		}
		_, back := t.rollBack()
		return errors.Join(err, back)
	})
	if committed != nil {
		defer committed()
	}
	if err != nil && db.dialect.full(err) {
		err = fmt.Errorf("%w: free some space there (%w)", ErrFull, err)
	}
	answered(with, err)
	if woke[""] {
		db.calls.wake()
	} else if len(woke) > 0 {
		db.calls.wake(slices.Collect(maps.Keys(woke))...)
	}
	if later > 0 {
		time.AfterFunc(later+time.Millisecond, func() { db.calls.wake(Events) })
	}
	return err
}

// rollBack ends the transaction; ended: SQLite had ended it already.
func (t *tx) rollBack() (ended bool, err error) {
	if _, err = t.exec(context.Background(), "ROLLBACK"); err == nil {
		return false, nil
	}
	if code(err) == sqliteError {
		return true, nil
	}
	return false, fmt.Errorf("roll back: %w", err)
}

// collect scans every row with scan and closes rows.
func collect[T any](rows rowsOf, err error, scan func(scanner) (T, error)) ([]T, error) {
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

// texts gives the one column of rows.
func texts(rows rowsOf, err error) ([]string, error) {
	return collect(rows, err, func(s scanner) (text string, err error) { return text, s.Scan(&text) })
}

// one scans a single row; found is false where there is none.
func one[T any](r scanner, scan func(scanner) (T, error)) (v T, found bool, err error) {
	v, err = scan(r)
	if errors.Is(err, sql.ErrNoRows) {
		var none T
		return none, false, nil
	}
	return v, err == nil, err
}

// scanner is a row or rows.
type scanner interface{ Scan(dest ...any) error }
