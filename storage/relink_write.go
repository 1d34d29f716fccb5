package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// change is an update of one table that many rows of a transaction of links
// share: it is written at the end, for all rows together, in their order.
type change struct {
	table   string
	columns string // separated by blanks
}

// What links change.
var (
	changeTransaction = change{"transactions", "time business_day joined"}
	changeState       = change{"transactions", "state lands_on"}
	changeLine        = change{"lines", "time transaction_row matched_by state explanation candidates payout_row"}
)

// later notes new values for the columns of a row.
func (l *linker) later(c change, row int64, values ...any) {
	l.changes[c] = append(l.changes[c], append([]any{row}, values...))
}

// write writes what was noted.
func (l *linker) write(ctx context.Context) error {
	for _, c := range []change{changeTransaction, changeState, changeLine} {
		rows := l.changes[c]
		slices.SortFunc(rows, func(a, b []any) int { return cmp.Compare(a[0].(int64), b[0].(int64)) })
		var set []string
		for i, column := range strings.Fields(c.columns) {
			set = append(set, fmt.Sprintf("%s = c%d", column, i+1))
		}
		if _, err := l.t.feed(ctx, "UPDATE "+c.table+" SET "+strings.Join(set, ", ")+" FROM "+fed+
			" WHERE "+c.table+".row = c0", rows); err != nil {
			return fmt.Errorf("write %s: %w", c.table, err)
		}
		delete(l.changes, c)
	}
	return nil
}
