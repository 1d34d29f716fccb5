package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"moneytrail/recon/match"
	"moneytrail/recon/record"
)

// wish is what rows at hand share something with, and is to be taken too.
type wish struct {
	linker *merchantLinker
	deep   bool
	rows   keySet[int64] // transactions
	lines  keySet[int64]

	origins   map[uint64]bool // what refers to these
	ids, refs keySet[uint64]  // hashes of ids and of other names by which rows of before are called
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
			w.refs.add(hashOf(refCalled, rrnOf(rrn)))
			w.ids.add(hashOf(refID, name(t.OriginalID)))
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
	if t.TerminalID != "" {
		w.mates = append(w.mates, mates{mate{t.TerminalID, t.Amount}, t.Time.Add(-match.DetailsWithin), t.Time.Add(match.DetailsWithin)})
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
		w.ids.add(hashOf(refID, name(l.TransactionID)))
		w.refs.add(hashOf(refCalled, rrnOf(l.RRN)), hashOf(refCalled, name(l.OrderID)))
	}
	if l.TerminalID == "" || l.Gross == 0 {
		return nil
	}
	of := mates{mate: mate{l.TerminalID, max(l.Gross, -l.Gross)}, from: l.Time.Add(-match.DetailsWithin), to: l.Time.Add(match.DetailsWithin)}
	if l.Time.IsZero() {
		if l.SettledOn == 0 {
			return nil
		}
		day := l.SettledOn.In(time.UTC)
		of.from, of.to = day.AddDate(0, 0, -clearing), day.AddDate(0, 0, 2)
	}
	w.mates = append(w.mates, of)
	return nil
}

// clearing is how many days before the day of a line without a time a swipe
// may be that is suggested for it, and a day's slack for zones.
const clearing = 7

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
		rows := w.linker.part.names[h]
		if len(rows) > mostBearers {
			return errWhole
		}
		w.rows.add(rows...)
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
		if err := rowsAt(ctx, m.q, transactionNoun(), rows, m.visible(&txns)); err != nil {
			return err
		}
	}
	if rows := slices.DeleteFunc(w.lines.list, have(m.part.lines)); len(rows) > 0 {
		if err := rowsAt(ctx, m.q, lineNoun(), rows, m.visible(&lines)); err != nil {
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
		index  string
		hashes []uint64
	}{{n.ids, w.ids.list}, {n.refs, w.refs.list}} {
		if len(of.hashes) == 0 {
			continue
		}
		segments, err := w.linker.segmentsOf(ctx, of.index)
		if err != nil {
			return err
		}
		for _, h := range of.hashes {
			rows, err := bearers(ctx, w.linker.q, of.index, segments, []uint64{h}, mostBearers+1)
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
