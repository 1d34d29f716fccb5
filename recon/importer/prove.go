package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// layout turns the rows of one format into records.
type layout interface {
	// trailer takes a line that is not a data row (totals and their header).
	trailer(fields []string, line int) bool
	// row reads a data row; what is wrong with it goes to the cells.
	row(*cells) []produced
	// finish proves the file as a whole: totals, batch laws.
	finish(*Proof, *Options)
}

// produced is one record of a row with the id it has in its source.
type produced struct {
	kind   record.Kind
	id     string
	record any
}

// Prove reads a file and writes nothing. What is wrong with the file is in
// the proof; the error is for files that cannot be opened or read, and for ctx.
func Prove(ctx context.Context, in Input, o Options) (Proof, error) {
	p, s, err := look(ctx, in)
	if err != nil || p.Fatal {
		return p, err
	}
	w := walk{in: in, o: o, p: &p}
	sum, err := w.run(ctx)
	if err != nil {
		return p, err
	}
	if sum != "" && sum != p.Hash {
		return p, fmt.Errorf("%s changed while it was read: import it again when it is complete", in.Name)
	}
	if p.Known && !p.Fatal && !s.lineEnd && s.size > 0 && w.torn {
		p.Warnings = append(p.Warnings, Problem{Line: w.last,
			Message: "the last line has no line end: if the file was still being written, its last value may be cut off"})
	}
	return p, nil
}

// Read yields the rows of a proved file in their order; bad rows are left out
// when o.SkipBad is set. It fails when the file is not the one that was proved,
// which only the last byte tells: publish nothing before Read returned nil.
func Read(ctx context.Context, in Input, o Options, p Proof, yield func(Row) error) error {
	if p.Refused(o) {
		return fmt.Errorf("%s was refused and cannot be read", in.Name)
	}
	again := Proof{Encoding: p.Encoding}
	w := walk{in: in, o: o, p: &again, yield: yield}
	sum, err := w.run(ctx)
	switch {
	case err != nil:
		return err
	case sum != p.Hash || again.Rows != p.Rows || again.Rejected != p.Rejected:
		return fmt.Errorf("%s changed after it was checked: import it again when it is complete", in.Name)
	}
	return nil
}

// look scans the bytes and starts the proof.
func look(ctx context.Context, in Input) (Proof, scan, error) {
	s, err := scanBytes(ctx, in)
	p := Proof{Hash: s.hash, Encoding: s.encoding}
	var no refusal
	if errors.As(err, &no) {
		p.fatal(no.Problem)
		return p, s, nil
	}
	if err != nil {
		return p, s, err
	}
	if s.size == 0 {
		p.fatal(Problem{Message: "the file is empty"})
	}
	return p, s, nil
}

func (p *Proof) fatal(pr Problem) {
	p.Fatal = true
	p.fail(pr)
}

func (p *Proof) fail(pr Problem) {
	if len(p.Errors) < MaxErrors {
		p.Errors = append(p.Errors, pr)
	} else {
		p.MoreErrors++
	}
}

// walk is one pass over the rows of a file.
type walk struct {
	in    Input
	o     Options
	p     *Proof
	yield func(Row) error
	torn  bool // the last record had no line end
	last  int  // its line
}

// run gives the hash of the bytes it read, "" if it stopped before the end.
func (w *walk) run(ctx context.Context) (string, error) {
	text, err := openText(w.in, w.p.Encoding, w.o.Progress)
	if err != nil {
		return "", err
	}
	defer text.Close()
	err = w.rows(ctx, text)
	var no refusal
	if errors.As(err, &no) {
		if w.yield != nil {
			return "", fmt.Errorf("%s changed after it was checked: %w", w.in.Name, err)
		}
		w.p.fatal(no.Problem)
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if !w.p.Known {
		return "", nil
	}
	return text.hash(), nil
}

func (w *walk) rows(ctx context.Context, text *textReader) error {
	open, err := recognise(w.in.Name, text, &w.o)
	if errors.Is(err, io.EOF) {
		return refuse(0, "the file has no lines")
	}
	if err != nil {
		return err
	}
	w.p.Known, w.p.Format, w.p.Source, w.p.Kind = open.known, open.format, open.source, open.kind
	if !open.known {
		return refuse(0, "%s", open.unknown)
	}
	for _, problem := range open.problems {
		w.p.fatal(problem)
	}
	if len(open.problems) > 0 {
		return nil
	}
	c := &cells{head: open.head, o: &w.o, source: open.source, prefix: open.prefix}
	met := newRepeats()
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		fields, line, err := open.rows.next()
		if errors.Is(err, io.EOF) {
			break
		}
		c.line, c.problems, c.digest = line, nil, c.digest[:0]
		var bad badRow
		switch {
		case errors.As(err, &bad):
			c.problems = append(c.problems, Problem{Line: line, Column: bad.column, Message: bad.message})
		case err != nil:
			return err
		case open.layout.trailer(fields, line):
			continue
		}
		w.torn, w.last = open.rows.unended(), line
		if err := w.row(c, open, met, fields); err != nil {
			return err
		}
	}
	open.layout.finish(w.p, &w.o)
	return nil
}

// row checks one data row, counts it and yields it.
func (w *walk) row(c *cells, open *opened, met *repeats, fields []string) error {
	index := w.p.Rows
	w.p.Rows++
	var made []produced
	again := false
	if len(c.problems) == 0 {
		c.problems = shape(c.line, fields, open.head)
	}
	if len(c.problems) == 0 {
		c.fields = fields
		made = open.layout.row(c)
	}
	if len(c.problems) == 0 {
		again = w.repeated(c, met, made)
	}
	if len(c.problems) > 0 {
		w.p.Rejected++
		if len(w.p.Bad) < MaxErrors {
			w.p.Bad = append(w.p.Bad, c.line)
		}
		for i, problem := range c.problems {
			if !slices.Contains(c.problems[:i], problem) {
				w.p.fail(problem)
			}
		}
		return nil
	}
	row := Row{Index: index, Line: c.line, Again: again, Records: make([]any, 0, len(made))}
	for _, m := range made {
		w.p.spans(m.record)
		if w.yield != nil {
			row.Records = append(row.Records, m.record)
		}
	}
	if w.yield == nil {
		return nil
	}
	return w.yield(row)
}

// repeated tells whether the row is an equal repetition of an earlier one; a
// different row with the same id is a problem of this row.
func (w *walk) repeated(c *cells, met *repeats, made []produced) bool {
	again := len(made) > 0
	for _, m := range made {
		first, equal := met.meet(m.kind, sourceOf(m.record), m.id, c.line, c.digest)
		if first == 0 {
			again = false
		} else if !equal {
			c.problems = append(c.problems, Problem{Line: c.line, Message: fmt.Sprintf(
				"%s is the same id as in line %d, but the row says something else: one file must say one thing of one id", quoteValue(m.id), first)})
			return false
		}
	}
	return again
}

// spans widens the business dates that the file speaks of.
func (p *Proof) spans(rec any) {
	var d calendar.Date
	switch r := rec.(type) {
	case record.Transaction:
		d = calendar.DateOf(r.Time.Time)
	case record.Line:
		d = r.SettledOn
	case record.Payout:
		if !r.SentAt.IsZero() {
			d = calendar.DateOf(r.SentAt.Time)
		}
	case record.Entry:
		d = r.BookedOn
	case record.Event:
		d = calendar.DateOf(r.Time.Time)
	}
	if d == 0 {
		return
	}
	if p.First == 0 || d < p.First {
		p.First = d
	}
	if d > p.Last {
		p.Last = d
	}
}

func sourceOf(rec any) string {
	switch r := rec.(type) {
	case record.Merchant:
		return r.Source
	case record.Terms:
		return r.Source
	case record.Transaction:
		return r.Source
	case record.Line:
		return r.Source
	case record.Payout:
		return r.Source
	case record.Entry:
		return r.Source
	case record.Event:
		return r.Source
	}
	return ""
}
