package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// bulk tells whether rows of a table are added many at once. Payouts are not:
// each may be one that lines have named before.
func (t *table) bulk() bool {
	return t.kind == record.Transactions || t.kind == record.Lines || t.kind == record.Entries
}

// fedRow is a record that waits to be added with others: the row of the batch
// it is of, what is stored, and its key.
type fedRow struct {
	told
	of    int
	hash  int64
	cells []any // key, id, source, file, line, hash, content, derived
}

// add puts a record among those that are added together.
func (b *batch) add(ctx context.Context, of int, r told) error {
	tb := r.table
	f := &fedRow{told: r, of: of}
	f.hash, b.buf = hashOf(r.values, b.buf)
	b.touch(tb, r)
	derived := tb.derive(r.values, r.source, b.reg)
	f.cells = append(make([]any, 0, 7+len(r.values)+len(derived)), nil, r.id, r.source, b.file, int64(r.line), f.hash)
	f.cells = append(append(f.cells, r.values...), derived...)
	if tb.kind == record.Transactions {
		day, err := b.businessDay(ctx, tb, r, derived)
		if err != nil {
			return err
		}
		f.cells = append(f.cells, day)
	}
	b.fed[tb] = append(b.fed[tb], f)
	return nil
}

// businessDay gives the business day of a transaction by the terms as they
// are, 0 while its merchant is not known. Linking looks at it again.
func (b *batch) businessDay(ctx context.Context, tb *table, r told, derived []any) (int64, error) {
	id := derived[0].(string)
	if id == "" {
		return 0, nil
	}
	if b.terms == nil {
		rows, err := readRows(ctx, b.t, "terms", termsColumns, scanTerms, "1 = 1 ORDER BY id")
		if err != nil {
			return 0, err
		}
		b.terms = map[string][]record.Terms{}
		for _, row := range rows {
			b.terms[row.MerchantID] = append(b.terms[row.MerchantID], row)
		}
	}
	c := b.contracts[id]
	if c == nil {
		c = &contracts{merchant: b.reg.merchant(id), rows: slices.Concat(b.terms[id], b.terms["*"]),
			known: map[contractKey]terms.Contract{}}
		b.contracts[id] = c
	}
	var t txnRow
	t.Time.Time = fromMillis(derived[1].(int64))
	t.Scheme, t.CardType = r.values[tb.at("scheme")].(string), r.values[tb.at("card_type")].(string)
	return c.businessDay(t, b.reg, id), nil
}

// addAll adds what waits, table by table. Rows of one merchant get keys, and
// so places in the file, beside each other: they are asked for together.
func (b *batch) addAll(ctx context.Context, outcomes []outcome) error {
	for _, tb := range tables() {
		rows := b.fed[tb]
		if len(rows) == 0 {
			continue
		}
		if tb.ref {
			slices.SortStableFunc(rows, func(x, y *fedRow) int {
				return cmp.Or(strings.Compare(x.source, y.source), strings.Compare(x.values[0].(string), y.values[0].(string)))
			})
		}
		var last int64
		if err := b.t.row(ctx, "SELECT COALESCE(MAX(row), 0) FROM "+tb.name).Scan(&last); err != nil {
			return err
		}
		cells := make([][]any, len(rows))
		for i := range rows {
			rows[i].cells[0] = last + 1 + int64(i)
			cells[i] = rows[i].cells
		}
		added, err := b.t.feed(ctx, tb.insertFed(), cells)
		if err != nil {
			return fmt.Errorf("add to %s: %w", tb.name, err)
		}
		there := map[int64]bool{}
		if added < len(rows) {
			if there, err = b.added(ctx, tb, last+1, last+int64(len(rows))); err != nil {
				return err
			}
		}
		for i := range rows {
			if err := b.noteAdded(ctx, tb, rows[i], added == len(rows) || there[last+1+int64(i)], outcomes); err != nil {
				return err
			}
		}
		b.fed[tb] = rows[:0]
	}
	return b.indexAll(ctx)
}

// added gives the keys of a range that rows have.
func (b *batch) added(ctx context.Context, tb *table, first, last int64) (map[int64]bool, error) {
	there := map[int64]bool{}
	rows, err := b.t.query(ctx, "SELECT row FROM "+tb.name+" WHERE row BETWEEN ? AND ?", first, last)
	_, err = collect(rows, err, func(s scanner) (struct{}, error) {
		var key int64
		err := s.Scan(&key)
		there[key] = true
		return struct{}{}, err
	})
	return there, err
}

// noteAdded keeps what became of a fed row: it is new, or its id was there before.
func (b *batch) noteAdded(ctx context.Context, tb *table, f *fedRow, isNew bool, outcomes []outcome) error {
	o := &outcomes[f.of]
	if isNew {
		key := f.cells[0].(int64)
		b.span(f.told, key)
		o.inserted++
		if tb.kind == record.Entries {
			for _, w := range memoWords(f.values[tb.at("memo")].(string)) {
				b.memos = append(b.memos, []any{w, key})
			}
		}
		return nil
	}
	b.span(f.told, 0)
	s, err := b.existing(ctx, tb, f.told, f.hash, false)
	if s != nil {
		o.pending = append(o.pending, *s)
	}
	return err
}

// indexAll keeps the words of the memos that came.
func (b *batch) indexAll(ctx context.Context) error {
	_, err := b.t.feed(ctx, "INSERT INTO entry_words (word, entry) SELECT "+fedNames(2)+" FROM "+fed+
		" WHERE true ON CONFLICT DO NOTHING", b.memos)
	b.memos = nil
	return err
}

// insertFed is insert for the rows that are fed, with the key in front.
func (t *table) insertFed() string {
	cols := append([]string{"row", "id", "source", "file_id", "line_no", "hash"}, t.columns...)
	cols = append(cols, t.derivedColumns()...)
	if t.kind == record.Transactions {
		cols = append(cols, "business_day")
	}
	return "INSERT INTO " + t.name + " (" + strings.Join(cols, ", ") + ") SELECT " + fedNames(len(cols)) + " FROM " + fed +
		" WHERE true ON CONFLICT DO NOTHING"
}
