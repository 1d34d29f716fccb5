package storage

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

// longWork limits transactions that grow with a file.
const longWork = 10 * time.Minute

// touch is something whose links a file may change.
type touch struct{ what, key string }

// What can be touched. A place is an account that bank entries speak of; a
// payee a merchant whose payouts have no account.
const (
	touchMerchant = "merchant"
	touchPlace    = "place"
	touchPayee    = "payee"
	touchState    = "state"
)

// writer puts the rows of one file into their tables, unseen, batch by batch.
type writer struct {
	db    *DB
	file  int64
	proof importer.Proof
	batch int
	next  int64 // rows before this one are committed

	rows    []writeRow
	records int
	reg     *registry
	touched map[touch]bool // committed already
	buf     []byte
}

type writeRow struct {
	index int64
	again bool
	told  []told
}

func (w *writer) add(ctx context.Context, r importer.Row) error {
	if int64(r.Index) < w.next {
		return nil // committed before a kill, or by another import of the same bytes
	}
	row := writeRow{index: int64(r.Index), again: r.Again}
	if !r.Again {
		for _, rec := range r.Records {
			t, err := tell(rec)
			if err != nil {
				return &refusal{importer.Problem{Line: r.Line, Message: err.Error()}}
			}
			t.line = r.Line
			if t.source == "" {
				t.source = w.proof.Source
			}
			row.told = append(row.told, t)
		}
	}
	w.rows = append(w.rows, row)
	if w.records += max(1, len(row.told)); w.records < w.batch {
		return nil
	}
	return w.flush(ctx)
}

// flush commits the rows in hand, and how far the file is with them.
func (w *writer) flush(ctx context.Context) error {
	if err := ctx.Err(); err != nil || len(w.rows) == 0 {
		return err
	}
	b := batch{writer: w, days: map[dayKey]*daySpan{}, touches: map[touch]bool{}}
	err := w.db.changeWithin(ctx, longWork, func(ctx context.Context, t *tx) error {
		return b.write(ctx, t)
	})
	if err != nil {
		return err
	}
	for key := range b.touches {
		w.touched[key] = true
	}
	w.next = max(w.next, w.rows[len(w.rows)-1].index+1)
	w.rows, w.records = w.rows[:0], 0
	return nil
}

type dayKey struct {
	source string
	kind   record.Kind
}

type daySpan struct {
	first, last       calendar.Date
	firstRow, lastRow int64
}

// batch is one transaction of a writer.
type batch struct {
	*writer
	t       *tx
	inserts map[*table]*sql.Stmt
	days    map[dayKey]*daySpan
	touches map[touch]bool
	fed     map[*table][]*fedRow
	memos   [][]any // words of new bank entries, and the keys of those
	// terms by merchant, and the contracts made of them
	terms     map[string][]record.Terms
	contracts map[string]*contracts
	fresh     int // rows that are new as a whole
	same      int // rows that say nothing new
}

func (b *batch) write(ctx context.Context, t *tx) (err error) {
	b.t, b.inserts, b.fed, b.contracts = t, map[*table]*sql.Stmt{}, map[*table][]*fedRow{}, map[string]*contracts{}
	f, err := scanFile(t.row(ctx, "SELECT "+fileColumns+" FROM files WHERE id = ?", b.file))
	if err != nil {
		return err
	}
	switch f.State {
	case "published":
		return errPublished
	case "writing":
	default:
		return fmt.Errorf("%s was taken back while it was being imported: import it again", f.Name)
	}
	if b.reg, err = b.db.registryAt(ctx, t, b.reg); err != nil {
		return err
	}
	outcomes := make([]outcome, len(b.rows))
	for i, r := range b.rows {
		if r.index < f.next {
			continue
		}
		if i%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := b.row(patient(ctx), i, r, outcomes); err != nil {
			return err
		}
	}
	if err := b.addAll(patient(ctx), outcomes); err != nil {
		return err
	}
	for i, r := range b.rows {
		if r.index < f.next {
			continue
		}
		if err := b.count(patient(ctx), outcomes[i]); err != nil {
			return err
		}
	}
	if err := b.noteSpans(patient(ctx)); err != nil {
		return err
	}
	_, err = t.exec(ctx, `UPDATE files SET next_row = ?, new = new + ?, unchanged = unchanged + ? WHERE id = ?`,
		max(f.next, b.rows[len(b.rows)-1].index+1), b.fresh, b.same, b.file)
	return err
}

// outcome is what became of the records of one row.
type outcome struct {
	inserted int
	pending  []sighting // of records that were there already
}

// row writes the records of one row, or puts them among those to be added together.
func (b *batch) row(ctx context.Context, i int, r writeRow, outcomes []outcome) error {
	for _, rec := range r.told {
		if rec.table.bulk() {
			if err := b.add(ctx, i, rec); err != nil {
				return err
			}
			continue
		}
		s, isNew, err := b.record(ctx, rec)
		if err != nil {
			return err
		}
		if isNew {
			outcomes[i].inserted++
		}
		if s != nil {
			outcomes[i].pending = append(outcomes[i].pending, *s)
		}
	}
	return nil
}

// count counts a row.
func (b *batch) count(ctx context.Context, o outcome) error {
	switch {
	case len(o.pending) > 0: // what the row is shows when the file is published
	case o.inserted > 0:
		b.fresh++
	default:
		b.same++
	}
	for _, s := range o.pending {
		if _, err := b.t.exec(ctx, `INSERT INTO versions (kind, row, file_id, line_no, hash, body, fresh)
			VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			string(s.table.kind), s.row, b.file, s.line, s.hash, s.body, o.inserted > 0); err != nil {
			return err
		}
	}
	return nil
}

// record adds one record, or gives the sighting of a row that is there already.
func (b *batch) record(ctx context.Context, r told) (s *sighting, isNew bool, err error) {
	tb := r.table
	var hash int64
	hash, b.buf = hashOf(r.values, b.buf)
	b.touch(tb, r)
	if tb.kind == record.Payouts {
		s, err = b.existing(ctx, tb, r, hash, true)
	}
	if err != nil || s != nil {
		b.span(r, 0)
		return s, false, err
	}
	stmt := b.inserts[tb]
	if stmt == nil {
		if stmt, err = b.t.prepare(ctx, tb.insert()); err != nil {
			return nil, false, err
		}
		b.inserts[tb] = stmt
	}
	args := append([]any{r.id, r.source, b.file, r.line, hash}, r.values...)
	res, err := stmt.ExecContext(ctx, append(args, tb.derive(r.values, r.source, b.reg)...)...)
	if err != nil {
		return nil, false, fmt.Errorf("line %d: %w", r.line, err)
	}
	if n, err := res.RowsAffected(); err != nil {
		return nil, false, err
	} else if n == 0 {
		b.span(r, 0)
		s, err = b.existing(ctx, tb, r, hash, false)
		return s, false, err
	}
	key, err := res.LastInsertId()
	if err != nil {
		return nil, false, err
	}
	b.span(r, key)
	return nil, true, nil
}

// existing looks for the row that has the record's id. onlyImplied: payouts
// that so far only lines name become the payout that a file tells of.
func (b *batch) existing(ctx context.Context, tb *table, r told, hash int64, onlyImplied bool) (*sighting, error) {
	where, args := " AND source = ?", []any{r.id, r.source}
	if !tb.bySource {
		where, args = "", args[:1]
	}
	if tb.kind == record.Payouts {
		implied := ""
		if onlyImplied {
			if implied = b.reg.resolve(r.source, r.values[0].(string)); implied == "" {
				return nil, nil
			}
		}
		where += " AND implied_for = ?"
		args = append(args, implied)
	}
	s := sighting{table: tb, line: r.line, hash: hash}
	var file, was int64
	var state string
	err := b.t.row(ctx, "SELECT row, file_id, hash, COALESCE((SELECT state FROM files WHERE id = file_id), '') FROM "+
		tb.name+" WHERE id = ?"+where, args...).Scan(&s.row, &file, &was, &state)
	if err == sql.ErrNoRows && onlyImplied {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", tb.kind, r.id, err)
	}
	if file == b.file {
		if was == hash {
			return nil, nil
		}
		return nil, &refusal{importer.Problem{Line: r.line,
			Message: fmt.Sprintf("%s %s is in this file twice with different content: keep the row that is right", tb.kind, r.id)}}
	}
	if was != hash || state != "published" {
		s.body, err = encodeBody(r.values)
	}
	return &s, err
}

// sighting is a row seen again by a file.
type sighting struct {
	table     *table
	row, hash int64
	line      int
	body      string
}
