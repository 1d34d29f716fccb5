package storage

import (
	"cmp"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// copyLimit bounds how long everything is copied; copyBatch is how many rows go
// into the other database at once, fewer where they have copyBytes of bodies:
// files that people sent are large.
const (
	copyLimit = 12 * time.Hour
	copyBatch = 500
	copyBytes = 16 << 20
)

// ErrNotEmpty tells that a database has something in it already.
var ErrNotEmpty = errors.New("is not empty: name one that has nothing in it yet")

// CopyTo copies everything into an empty database, of any kind, as one state of
// this one: all of it in one transaction there, which is kept only if every
// table there has the rows, and the hash of them, that it has here. It gives
// what was copied, by table.
func (db *DB) CopyTo(ctx context.Context, to *DB) (tables []Table, err error) {
	err = db.snapshot(ctx, func(q queryer) error {
		from, ok := q.(conn)
		if !ok {
			return fmt.Errorf("storage: a reader of type %T", q)
		}
		return to.changeWithin(ctx, copyLimit, func(work context.Context, t *tx) error {
			if err := to.empty(work, t.conn); err != nil {
				return err
			}
			if _, server := to.dialect.(*postgres); server { // it waits while this one's rows are hashed
				if _, err := t.exec(work, "SET LOCAL idle_in_transaction_session_timeout = 0"); err != nil {
					return err
				}
			}
			tables, err = copyTables(ctx, work, from, t)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("copy %s to %s: %w", db.path, to.path, err)
	}
	to.books.salt = db.books.salt
	return tables, nil
}

// own tells whether the rows of a table are of one database: not copied.
func own(table string) bool {
	return table == "goose_db_version" || table == "sqlite_sequence" || table == "processes"
}

// empty fails where a table has rows that a new database has not.
func (db *DB) empty(ctx context.Context, c conn) error {
	names, err := c.tables(ctx, c)
	if err != nil {
		return err
	}
	for _, name := range names {
		if own(name) || name == "meta" || name == "counters" {
			continue
		}
		var n int
		if err := c.row(ctx, "SELECT COUNT(*) FROM (SELECT 1 FROM "+name+" LIMIT 1) r").Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return fmt.Errorf("%s %w", db.path, ErrNotEmpty)
		}
	}
	return nil
}

func copyTables(ctx, work context.Context, from conn, t *tx) ([]Table, error) {
	names, err := from.tables(ctx, from)
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, own)
	slices.SortStableFunc(names, func(a, b string) int { // what others refer to comes first
		return cmp.Compare(truth(b == "cases"), truth(a == "cases"))
	})
	var all []Table
	for _, name := range names {
		if err := copyTable(ctx, work, from, t, name); err != nil {
			return nil, fmt.Errorf("table %s: %w", name, err)
		}
		was, err := hashTable(ctx, from, name)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", name, err)
		}
		is, err := hashTable(work, t.conn, name)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", name, err)
		}
		if was != is {
			return nil, fmt.Errorf("table %s has %d rows and not what the %d rows of the other are; nothing was copied", name, is.Rows, was.Rows)
		}
		all = append(all, was)
	}
	last, err := from.numbers(ctx, from)
	if err != nil {
		return nil, err
	}
	return all, t.setNumbers(work, t, last)
}

// copyTable puts the rows of a table in the place of those that a new one has.
func copyTable(ctx, work context.Context, from conn, t *tx, name string) error {
	if _, err := t.exec(work, "DELETE FROM "+name); err != nil {
		return err
	}
	rows, err := from.of.QueryContext(context.WithoutCancel(ctx), "SELECT * FROM "+name, nil)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	columns := rows.Columns()
	insert := "INSERT INTO " + name + " (" + strings.Join(columns, ", ") + ") SELECT " + fedNames(len(columns)) + " FROM " + fed
	var batch [][]driver.Value
	bytes := 0 // of bodies in the batch
	flush := func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		_, err := t.feed(work, insert, len(batch), func(row, column int) any {
			if column >= len(columns) {
				return nil
			}
			return batch[row][column]
		})
		clear(batch)
		batch, bytes = batch[:0], 0
		return err
	}
	for {
		values := make([]driver.Value, len(columns))
		switch err := rows.Next(values); {
		case errors.Is(err, io.EOF):
			return flush()
		case err != nil:
			return err
		}
		for _, v := range values {
			if body, ok := v.([]byte); ok {
				bytes += len(body)
			}
		}
		if batch = append(batch, values); len(batch) == copyBatch || bytes >= copyBytes {
			if err := flush(); err != nil {
				return err
			}
		}
	}
}
