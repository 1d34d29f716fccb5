package storage

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// fedColumn finds the columns of fed rows that a statement names.
var fedColumn = regexp.MustCompile(`\bc(\d+)\b`)

// feed hands the rows over as one array for each column, which the statement
// reads side by side: one message to the server, however many rows.
func (p *postgres) feed(_ context.Context, _ *tx, q string, n int, cell func(row, column int) any) (fedStatement, error) {
	columns := 0
	for _, m := range fedColumn.FindAllStringSubmatch(q, -1) {
		at, err := strconv.Atoi(m[1])
		if err != nil {
			return fedStatement{}, err
		}
		columns = max(columns, at+1)
	}
	types, args := make([]string, columns), make([]any, columns)
	for c := range columns {
		array, err := newArray(n, c, cell)
		if err != nil {
			return fedStatement{}, fmt.Errorf("feed: column %d: %w", c, err)
		}
		types[c], args[c] = "$"+strconv.Itoa(c+1)+"::"+array.kind+"[]", array.values
	}
	table := "unnest(" + strings.Join(types, ", ") + ") AS fed(" + fedNames(columns) + ")"
	return fedStatement{query: strings.ReplaceAll(q, fed, table), args: args, end: func() {}}, nil
}

// array is one column of fed rows.
type array struct {
	kind   string
	values any
}

func newArray(n, column int, cell func(row, column int) any) (array, error) {
	cells := make([]any, n)
	kind := "bytea" // nothing but NULL: only bodies may be
	for i := range cells {
		cells[i] = cell(i, column)
		switch v := cells[i].(type) {
		case int64:
			kind = "bigint"
		case string:
			kind = "text"
			cells[i] = storable(v)
		}
	}
	switch kind {
	case "bigint":
		values, err := valuesOf[int64](cells)
		return array{kind, values}, err
	case "text":
		values, err := valuesOf[string](cells)
		return array{kind, values}, err
	}
	for i, c := range cells {
		if c == nil {
			cells[i] = []byte(nil)
		}
	}
	values, err := valuesOf[[]byte](cells)
	return array{kind, values}, err
}

func valuesOf[T any](cells []any) ([]T, error) {
	values := make([]T, len(cells))
	for i, c := range cells {
		v, ok := c.(T)
		if !ok {
			return nil, fmt.Errorf("a value of type %T among %T", c, v)
		}
		values[i] = v
	}
	return values, nil
}
