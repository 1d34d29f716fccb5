package storage

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// dialect is all that the databases differ in. Statements are one set for all
// of them: written with ?, without what only one database has.
type dialect interface {
	// bind turns a statement written with ? into the database's own form.
	bind(q string) string
	// beginLook is the statement that begins a transaction which sees one state
	// of the database however long it lasts.
	beginLook() string
	// beginWrite begins a transaction that writes, once it is its turn: at most
	// one is open at a time, over all processes.
	beginWrite(wait context.Context, c conn) error
	// feed makes n rows known to a statement that reads them from fed, gives the
	// statement to run, with its arguments, and what ends it.
	feed(ctx context.Context, t *tx, q string, n int, cell func(row, column int) any) (fedStatement, error)
	// unique tells whether an error is a broken uniqueness rule.
	unique(err error) bool
	// full tells whether an error is that the disk has no room.
	full(err error) bool
	// numbers tells the last row number of each table that gives them out itself;
	// setNumbers has them go on after others, or after the rows that are there.
	numbers(ctx context.Context, c conn) (map[string]int64, error)
	setNumbers(ctx context.Context, t *tx, last map[string]int64) error
	// bytes gives the size of the database and of its journal on disk, 0 unknown.
	bytes(ctx context.Context, db *DB) (database, journal int64)
	// tables names the tables, and key the columns of one's primary key.
	tables(ctx context.Context, c conn) ([]string, error)
	key(ctx context.Context, c conn, table string) ([]string, error)
	// schema names the migrations, and tells whether there are tables of them yet.
	schema() schema
}

func numbersOf(rows rowsOf, err error) (map[string]int64, error) {
	all := map[string]int64{}
	_, err = collect(rows, err, func(s scanner) (none struct{}, err error) {
		var table string
		var last int64
		err = s.Scan(&table, &last)
		all[table] = last
		return none, err
	})
	return all, err
}

// schema is where the steps to a database's tables are.
type schema struct {
	goose goose.Dialect
	dir   string
	known string // a statement that tells how many of goose's tables there are
}

// files are the steps themselves, of a program's own where a test brings none.
func (s schema) files(db *DB) (fs.FS, error) {
	if db.steps != nil {
		return db.steps, nil
	}
	return fs.Sub(migrations, s.dir)
}

// provider gives what carries the steps out on a database.
func (s schema) provider(db *DB) (*goose.Provider, error) {
	steps, err := s.files(db)
	if err != nil {
		return nil, err
	}
	all, err := wholeSteps(steps)
	if err != nil {
		return nil, err
	}
	g, err := goose.NewProvider(s.goose, db.write, nil,
		goose.WithGoMigrations(all...), goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, fmt.Errorf("schema: %w", err)
	}
	return g, nil
}
