package storage

import (
	"context"
	"fmt"
	"strings"
)

// fedColumns is how many columns a fed row has at most.
const fedColumns = 32

// fed is what statements call the table of the rows that are fed to them.
const fed = "temp.fed"

// fedStatement is a statement that reads fed rows, ready to be run.
type fedStatement struct {
	query string
	args  []any
	end   func() // once it was run
}

// feed runs a statement that reads n rows from fed, where they have the
// columns c0, c1, ... as cell gives them: int64, string, []byte or nil. It
// gives the number of rows that changed. Only the transaction that holds the
// writer's connection may use it.
func (t *tx) feed(ctx context.Context, q string, n int, cell func(row, column int) any) (int, error) {
	if n == 0 {
		return 0, nil
	}
	s, err := t.dialect.feed(ctx, t, q, n, cell)
	if err != nil {
		return 0, err
	}
	defer s.end()
	return t.changes(ctx, s.query, s.args...)
}

// feedQuery is feed for a statement that gives rows, which scan reads.
func (t *tx) feedQuery(ctx context.Context, q string, n int, cell func(row, column int) any, scan func(scanner) error) error {
	if n == 0 {
		return nil
	}
	s, err := t.dialect.feed(ctx, t, q, n, cell)
	if err != nil {
		return err
	}
	defer s.end()
	rows, err := t.query(ctx, s.query, s.args...)
	_, err = collect(rows, err, func(s scanner) (struct{}, error) { return struct{}{}, scan(s) })
	return err
}

// fedNames lists the first n columns of a fed row.
func fedNames(n int) string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("c%d", i)
	}
	return strings.Join(names, ", ")
}
