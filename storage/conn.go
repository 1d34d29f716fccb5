package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"reflect"
)

// conn speaks to one connection without what database/sql does around every
// statement, which takes longer than most statements here. Whoever has it has
// the connection alone. calm: its statements are not interrupted when their
// context ends, which would cost a goroutine for each; who reads much looks at
// the context between them.
type conn struct {
	of link
	dialect
	calm bool
}

// link is a connection as its driver gives it.
type link interface {
	driver.QueryerContext
	driver.ExecerContext
}

// alone runs fn with a connection of a pool.
func alone(ctx context.Context, pool *sql.DB, fn func(link) error) error {
	c, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.Raw(func(dc any) error {
		k, ok := dc.(link)
		if !ok {
			return fmt.Errorf("storage: a connection of type %T", dc)
		}
		return fn(k)
	}), c.Close())
}

func (c conn) context(ctx context.Context) context.Context {
	if c.calm {
		return context.Background()
	}
	return ctx
}

func (c conn) query(ctx context.Context, q string, args ...any) (rowsOf, error) {
	values, err := namedValues(args)
	if err != nil {
		return nil, err
	}
	rows, err := c.of.QueryContext(c.context(ctx), c.bind(q), values)
	if err != nil {
		return nil, err
	}
	return &rawRows{of: rows, values: make([]driver.Value, len(rows.Columns()))}, nil
}

func (c conn) row(ctx context.Context, q string, args ...any) scanner {
	rows, err := c.query(ctx, q, args...)
	return rawRow{rows, err}
}

func (c conn) exec(ctx context.Context, q string, args ...any) (sql.Result, error) {
	values, err := namedValues(args)
	if err != nil {
		return nil, err
	}
	return c.of.ExecContext(c.context(ctx), c.bind(q), values)
}

// namedValues turns arguments into what drivers take.
func namedValues(args []any) ([]driver.NamedValue, error) {
	if len(args) == 0 {
		return nil, nil
	}
	values := make([]driver.NamedValue, len(args))
	for i, a := range args {
		switch v := a.(type) {
		case string:
			a = storable(v)
		case nil, int64, []byte, []int64, []string, [][]byte:
		case int:
			a = int64(v)
		case bool:
			a = truth(v)
		default:
			plain, err := driver.DefaultParameterConverter.ConvertValue(a)
			if err != nil {
				return nil, fmt.Errorf("storage: argument %d: %w", i+1, err)
			}
			a = plain
		}
		values[i] = driver.NamedValue{Ordinal: i + 1, Value: a}
	}
	return values, nil
}

// rowsOf is what a query gives.
type rowsOf interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
	Close() error
}

// rawRows are rows as the driver hands them over.
type rawRows struct {
	of     driver.Rows
	values []driver.Value
	err    error
	closed bool
}

func (r *rawRows) Next() bool {
	if r.closed || r.err != nil {
		return false
	}
	err := r.of.Next(r.values)
	if err == nil {
		return true
	}
	if !errors.Is(err, io.EOF) {
		r.err = err
	}
	if err := r.Close(); r.err == nil {
		r.err = err
	}
	return false
}

func (r *rawRows) Err() error { return r.err }

func (r *rawRows) Close() error {
	if r.closed {
		return nil
	}
	r.closed = true
	return r.of.Close()
}

func (r *rawRows) Scan(dest ...any) error {
	if len(dest) != len(r.values) {
		return fmt.Errorf("storage: %d columns into %d places", len(r.values), len(dest))
	}
	for i, d := range dest {
		if err := assign(d, r.values[i]); err != nil {
			return fmt.Errorf("storage: column %d: %w", i+1, err)
		}
	}
	return nil
}

// rawRow is the first row of a query.
type rawRow struct {
	rows rowsOf
	err  error
}

func (r rawRow) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	defer func() { _ = r.rows.Close() }()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return sql.ErrNoRows
	}
	if err := r.rows.Scan(dest...); err != nil {
		return err
	}
	return r.rows.Close()
}

// assign puts a value of the driver where a pointer points.
func assign(dest any, v driver.Value) error {
	switch d := dest.(type) {
	case *int64:
		if n, ok := v.(int64); ok {
			*d = n
			return nil
		}
	case *string:
		if s, ok := v.(string); ok {
			*d = s
			return nil
		}
	case *[]byte:
		switch b := v.(type) {
		case []byte:
			*d = b
			return nil
		case nil:
			*d = nil
			return nil
		}
	case *int:
		if n, ok := v.(int64); ok {
			*d = int(n)
			return nil
		}
	case *bool:
		switch n := v.(type) {
		case int64:
			*d = n != 0
			return nil
		case bool:
			*d = n
			return nil
		}
	case sql.Scanner:
		return d.Scan(v)
	}
	to := reflect.ValueOf(dest).Elem()
	switch n := v.(type) {
	case int64:
		switch {
		case to.CanInt() && !to.OverflowInt(n):
			to.SetInt(n)
			return nil
		case to.Kind() == reflect.Bool:
			to.SetBool(n != 0)
			return nil
		case to.Kind() == reflect.String:
			to.SetString(fmt.Sprint(n))
			return nil
		}
	case bool:
		if to.CanInt() {
			to.SetInt(truth(n))
			return nil
		}
	case string:
		if to.Kind() == reflect.String {
			to.SetString(n)
			return nil
		}
	case []byte:
		if to.Kind() == reflect.String {
			to.SetString(string(n))
			return nil
		}
	}
	return fmt.Errorf("a value of type %T into %T", v, dest)
}
