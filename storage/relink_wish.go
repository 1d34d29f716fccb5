package storage

import (
	"context"
	"fmt"
	"slices"

	"moneytrail/recon/match"
	"moneytrail/recon/record"
)

// nameMeant is a name as an index knows it.
type nameMeant struct {
	hash uint64
	form string
}

func meant(what byte, name string) nameMeant {
	form := formOf(name)
	return nameMeant{hashOfForm(what, form), form}
}

// wish is what rows at hand share something with, and is to be taken too.
type wish struct {
	linker *merchantLinker
	deep   bool
	rows   keySet[int64] // transactions
	lines  keySet[int64]

	origins   map[uint64]bool   // what refers to these
	ids, refs keySet[nameMeant] // ids and other names by which rows of before are called
	mates     []mates
}

func (w *wish) ofTxn(t *txnRow) error {
	p := w.linker.part
	w.lines.add(t.lines...)
	w.refers(t.RRN, t.ID)
	fresh := t.Row >= p.transactions
	if rrn := originalRRN(&t.Transaction); rrn != "" || t.OriginalID != "" {
		if fresh {
			if err := w.named(hashOf(refCalled, rrnOf(rrn)), hashOf(refID, name(t.OriginalID))); err != nil {
				return err
			}
		} else {
			w.refs.add(meant(refCalled, rrnOf(rrn)))
			w.ids.add(meant(refID, name(t.OriginalID)))
		}
	}
	if !w.deep {
		return nil
	}
	if fresh {
		if err := w.named(hashOf(refCalled, rrnOf(t.RRN)), hashOf(refCalled, name(t.OrderID))); err != nil {
			return err
		}
	}
	if of, there := matesOfTxn(&t.Transaction); there {
		w.mates = append(w.mates, of)
	}
	w.lines.add(p.loose.near(&t.Transaction)...)
	return nil
}

func (w *wish) ofLine(l *lineRow) error {
	p := w.linker.part
	w.rows.add(l.TransactionRow)
	if !w.deep {
		return nil
	}
	w.rows.add(l.Candidates...)
	fresh, loose := p.fresh[l.Row] || l.Row >= p.news.lines, p.loose.has(l.Row)
	if !fresh && !loose && !match.NamesNothing(&l.Line) {
		return nil
	}
	w.refers(l.RRN, l.TransactionID)
	if fresh && l.Row >= p.news.lines {
		if err := w.named(hashOf(refID, name(l.TransactionID)), hashOf(refCalled, rrnOf(l.RRN)), hashOf(refCalled, name(l.OrderID))); err != nil {
			return err
		}
	} else {
		w.ids.add(meant(refID, name(l.TransactionID)))
		w.refs.add(meant(refCalled, rrnOf(l.RRN)), meant(refCalled, name(l.OrderID)))
	}
	if of, there := matesOfLine(&l.Line); there {
		w.mates = append(w.mates, of)
	}
	return nil
}

// name leaves placeholders out.
func name(reference string) string {
	if match.Blank(reference) {
		return ""
	}
	return reference
}

// rrnOf is name for RRNs, which are the same with zeros before them.
func rrnOf(rrn string) string { return name(record.PlainRRN(rrn)) }

// refers wishes for what refers to a name.
func (w *wish) refers(rrn, id string) {
	if w.origins == nil {
		w.origins = map[uint64]bool{}
	}
	for _, h := range []uint64{hashOf(refOriginalRRN, rrnOf(rrn)), hashOf(refOriginalID, name(id))} {
		if h != 0 {
			w.origins[h] = true
		}
	}
}

// named wishes for the rows that bear names of new rows.
func (w *wish) named(hashes ...uint64) error {
	for _, h := range hashes {
		if w.linker.part.names.with(h, func(row int64) { w.rows.add(row) }) {
			return errWhole
		}
	}
	return nil
}

// grant takes what was wished for.
func (w *wish) grant(ctx context.Context) error {
	m := w.linker
	if err := w.called(ctx); err != nil {
		return err
	}
	if err := w.referring(ctx); err != nil {
		return err
	}
	var txns, lines []fact
	have := func(at map[int64]int) func(int64) bool {
		return func(row int64) bool { _, have := at[row]; return have }
	}
	if rows := slices.DeleteFunc(w.rows.list, have(m.part.txns)); len(rows) > 0 {
		if err := m.rowsNear(ctx, transactionNoun(), rows, m.visible(&txns)); err != nil {
			return err
		}
	}
	if rows := slices.DeleteFunc(w.lines.list, have(m.part.lines)); len(rows) > 0 {
		if err := m.rowsNear(ctx, lineNoun(), rows, m.visible(&lines)); err != nil {
			return err
		}
	}
	if err := m.take(ctx, txns, lines); err != nil {
		return err
	}
	for _, of := range together(w.mates) {
		if err := w.meet(ctx, of); err != nil {
			return err
		}
	}
	return nil
}

// mostOrigins is how many rows that refer to others are read at once.
const mostOrigins = 256

// referring finds the rows that refer to what is at hand. Of a merchant with
// few such rows all are read once.
func (w *wish) referring(ctx context.Context) error {
	m := w.linker
	p := m.part
	if len(w.origins) == 0 {
		return nil
	}
	if p.origins == nil {
		p.origins = map[uint64][]int64{}
		n := 0
		for _, of := range m.parties {
			rows, err := m.q.query(ctx, "SELECT hash, row FROM transaction_origins WHERE party = ? LIMIT ?", of.id, mostOrigins)
			_, err = collect(rows, err, func(s scanner) (struct{}, error) {
				var hash, row int64
				err := s.Scan(&hash, &row)
				p.origins[uint64(hash)] = append(p.origins[uint64(hash)], row)
				n++
				return struct{}{}, err
			})
			if err != nil {
				return fmt.Errorf("read what transactions refer to: %w", err)
			}
		}
		p.manyOrigins = n >= mostOrigins
	}
	if !p.manyOrigins {
		for h := range w.origins {
			w.rows.add(p.origins[h]...)
		}
		return nil
	}
	for _, of := range m.parties {
		found, err := m.originsOf(ctx, of.id, w.origins)
		if err != nil {
			return err
		}
		w.rows.add(found...)
	}
	return nil
}

// called finds the rows that are called as rows of before name them.
func (w *wish) called(ctx context.Context) error {
	n := transactionNoun()
	for _, of := range []struct {
		index string
		names []nameMeant
	}{{n.ids, w.ids.list}, {n.refs, w.refs.list}} {
		if len(of.names) == 0 {
			continue
		}
		all, err := w.linker.segmentsNear(ctx, of.index)
		if err != nil {
			return err
		}
		for _, name := range of.names {
			var segments []segment
			for _, g := range all {
				if g.has(name.form) {
					segments = append(segments, g)
				}
			}
			rows, err := bearers(ctx, w.linker.q, of.index, segments, []uint64{name.hash}, mostBearers+1)
			if err != nil {
				return err
			}
			if len(rows) > mostBearers {
				return errWhole
			}
			w.rows.add(rows...)
		}
	}
	return nil
}
