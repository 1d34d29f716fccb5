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
	record any // may be nil where cells do not keep records
	// source and day of the record; the record tells where they are not given
	source string
	day    calendar.Date
	// unnamed: the id was made of what the row says
	unnamed bool
	// counted: records with this id are told apart by their order in the file;
	// this is the n-th of all such records, from 1, 0 if it is none
	counted uint32
}

// Prove reads a file and writes nothing. What is wrong with the file is in
// the proof; the error is for files that cannot be opened or read, and for ctx.
func Prove(ctx context.Context, in Input, o Options) (Proof, error) {
	p, err := prove(ctx, in, o)
	p.profiles, p.owner, p.payers = o.Profiles, o.Owner, o.PayerSources
	return p, err
}

func prove(ctx context.Context, in Input, o Options) (Proof, error) {
	if f, err := formatOf(in); err != nil {
		return Proof{}, err
	} else if f != nil {
		return f.prove(ctx, in, o)
	}
	p, s, err := proveTable(ctx, in, o, "")
	if err == nil && in.seen != nil && s.hash == "" { // other bytes than Digest saw
		in.seen = nil
		p, s, err = proveTable(ctx, in, o, "")
	}
	if err == nil && s.encoding != p.Encoding { // it was read as UTF-8 until that failed
		hash := s.hash
		if p, s, err = proveTable(ctx, in, o, s.encoding); err == nil && s.hash != hash {
			err = changed("changed while it was read")
		}
	}
	return p, err
}

// proveTable reads a file in an encoding, "" to find it out. Where the scan
// tells another one than the proof, the proof is of no use.
func proveTable(ctx context.Context, in Input, o Options, encoding string) (Proof, scan, error) {
	var p Proof
	w := walk{in: in, o: o, p: &p, met: newRepeats(in.Size)}
	defer w.met.close()
	s, err := w.run(ctx, encoding)
	var no refusal
	switch {
	case errors.As(err, &no):
		p = Proof{Encoding: s.encoding}
		p.fatal(no.Problem)
		err = nil
	case err == nil && s.size == 0:
		p = Proof{Encoding: s.encoding}
		p.fatal(Problem{Message: "the file is empty: its sender has written nothing into it; get it again"})
	case p.Known && !p.Fatal && !s.lineEnd && w.torn:
		p.Warnings = append(p.Warnings, Problem{Line: w.last,
			Message: "the last line has no line end: if the file was still being written, its last value may be cut off"})
	}
	p.Hash, p.mark = s.hash, s.mark
	return p, s, err
}

// Read yields the rows of a proved file in their order; bad rows are left out
// when o.SkipBad is set. It fails when the file is not the one that was proved,
// which only the last byte tells: publish nothing before Read returned nil.
func Read(ctx context.Context, in Input, o Options, p Proof, yield func(Row) error) error {
	if p.Refused(o) {
		return fmt.Errorf("%s was refused and cannot be read", in.Name)
	}
	if o.Profiles == nil {
		o.Profiles = p.profiles
	}
	o.Owner, o.PayerSources = p.owner, p.payers
	if p.sheet != "" {
		return workbook{}.again(ctx, in, o, p, yield)
	}
	if g := grammarNamed(p.Format); g != nil {
		return g.again(ctx, in, o, p, yield)
	}
	in.seen = &seen{p.Hash, p.mark}
	var again Proof
	w := walk{in: in, o: o, p: &again, yield: yield, found: p.found, restated: p.restated, cards: p.cards}
	s, err := w.run(ctx, p.Encoding)
	switch {
	case err != nil:
		return err
	case s.hash != p.Hash || again.Rows != p.Rows || again.Rejected != p.Rejected:
		return changed("changed after it was checked")
	}
	return nil
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

	met      *repeats          // of a first pass: all ids
	found    *findings         // what a first pass found about them
	names    *names            // rows whose id and line are wanted
	restated map[string]string // of the pass before
	cards    map[column]cardGroups
	slots    []any // left for the records of the next rows
}

// run reads the file once and gives what its bytes told. The error is a
// refusal where they told that they are no text.
func (w *walk) run(ctx context.Context, encoding string) (scan, error) {
	text, bytes, err := openAhead(ctx, w.in, encoding, w.o.Progress)
	if err != nil {
		return scan{}, err
	}
	defer text.Close()
	w.p.Encoding = text.encoding
	err = w.rows(ctx, text)
	var no refusal
	switch {
	case errors.As(err, &no) && w.yield != nil:
		return scan{}, changed("changed after it was checked (" + err.Error() + ")")
	case errors.As(err, &no):
		w.p.fatal(no.Problem)
	case err != nil && !errors.Is(err, errForeign):
		return scan{}, err
	}
	return bytes.finish()
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
	if l, ok := open.layout.(*profiledLayout); ok && w.yield != nil {
		l.restated, l.second = w.restated, true
	}
	for _, problem := range open.problems {
		w.p.fatal(problem)
	}
	if len(open.problems) > 0 {
		return nil
	}
	c := &cells{head: open.head, o: &w.o, source: open.source, prefix: open.prefix,
		compared: w.met != nil, keep: w.yield != nil, found: w.found, cards: w.cards}
	if w.met != nil {
		_, native := open.layout.(*nativeLayout)
		c.seen = &notice{extra: map[string]*lostValues{}, profiled: !native}
	}
	split, table := open.rows.(*splitter)
	if _, native := open.layout.(*nativeLayout); table && native {
		split.passing = true
	}
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		fields, line, err := open.rows.next()
		if errors.Is(err, io.EOF) {
			break
		}
		c.line, c.problems, c.digest = line, nil, c.digest[:0]
		if err != nil {
			var bad badRow
			if !errors.As(err, &bad) {
				return err
			}
			c.problems = append(c.problems, Problem{Line: line, Column: bad.column, Message: bad.message})
		} else if open.layout.trailer(fields, line) {
			continue
		}
		w.torn, w.last = open.rows.unended(), line
		c.plain, c.sound = table && split.plainText, table && split.soundText
		if err := w.row(c, open, fields); err != nil {
			return err
		}
	}
	if w.met != nil {
		if err := w.settle(ctx); err != nil {
			return err
		}
	}
	if c.seen != nil {
		c.seen.tell(w.p)
	}
	if w.p.Rows == 0 && w.met != nil {
		w.p.Warnings = append(w.p.Warnings, Problem{Message: "the file has its header and no rows: right for a day without any; else get it again"})
	}
	open.layout.finish(w.p, &w.o)
	return nil
}

// row checks one data row, counts it and yields it.
func (w *walk) row(c *cells, open *opened, fields []string) error {
	c.index = w.p.Rows
	w.p.Rows++
	var made []produced
	if len(c.problems) == 0 && (!c.sound || len(fields) != len(open.head.names)) {
		c.problems = shape(c.line, fields, open.head)
	}
	n, native := open.layout.(*nativeLayout)
	again := native && n.headAgain(fields, open.head)
	if len(c.problems) == 0 && !again {
		c.fields = fields
		made = open.layout.row(c)
	}
	switch {
	case again:
		c.problems = []Problem{{Line: c.line, Message: "the line is the header again: two files were put together; give them one by one, or remove the line"}}
	case len(c.problems) > 0 && native && n.sum(fields):
		c.problems = []Problem{{Line: c.line, Message: "the line is a sum of the rows, not a row: native files have none, remove it"}}
	}
	if len(c.problems) > 0 {
		w.reject(c)
		return nil
	}
	for i := range made {
		made[i].complete()
	}
	switch {
	case w.met != nil:
		for i := range made {
			if err := w.met.meet(c.index, &made[i], c.digest); err != nil {
				return err
			}
		}
	case w.names != nil:
		w.names.note(c, made)
	}
	if w.found != nil && w.found.differs.has(c.index) {
		w.p.Rejected++
		return nil
	}
	for i := range made {
		w.p.span(made[i].day)
	}
	if w.yield == nil {
		return nil
	}
	row := Row{Index: c.index, Line: c.line, Again: w.found != nil && w.found.again.has(c.index) && !counted(made), Records: w.room(len(made))}
	for i := range made {
		row.Records[i] = made[i].record
	}
	return w.yield(row)
}

// room gives a list for the records of a row; those of a few rows lie together.
func (w *walk) room(n int) []any {
	if len(w.slots) < n {
		w.slots = make([]any, max(n, 32))
	}
	room := w.slots[:n:n]
	w.slots = w.slots[n:]
	return room
}

// counted tells whether a record of a row is new by its order.
func counted(made []produced) bool {
	return slices.ContainsFunc(made, func(m produced) bool { return m.counted > 0 })
}

// reject counts a row with problems.
func (w *walk) reject(c *cells) {
	w.p.Rejected++
	if len(w.p.Bad) < MaxErrors {
		w.p.Bad = append(w.p.Bad, c.line)
	}
	for i, problem := range c.problems {
		if !slices.Contains(c.problems[:i], problem) {
			w.p.fail(problem)
		}
	}
}

// span widens the business dates that the file speaks of.
func (p *Proof) span(d calendar.Date) {
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

// spans widens them by a record.
func (p *Proof) spans(rec any) { p.span(dayOf(rec)) }

// complete takes from the record what its layout did not tell.
func (m *produced) complete() {
	if m.record == nil || m.source != "" {
		return
	}
	m.source = sourceOf(m.record)
	if m.day == 0 {
		m.day = dayOf(m.record)
	}
}

// dayOf gives the business date that a record speaks of, 0 if none.
func dayOf(rec any) calendar.Date {
	switch r := rec.(type) {
	case *record.Transaction:
		return calendar.DateOf(r.Time.Time)
	case *record.Line:
		return r.SettledOn
	case *record.Payout:
		if !r.SentAt.IsZero() {
			return calendar.DateOf(r.SentAt.Time)
		}
	case *record.Entry:
		return r.BookedOn
	case *record.Event:
		return calendar.DateOf(r.Time.Time)
	}
	return 0
}

func sourceOf(rec any) string {
	switch r := rec.(type) {
	case *record.Merchant:
		return r.Source
	case *record.Terms:
		return r.Source
	case *record.Transaction:
		return r.Source
	case *record.Line:
		return r.Source
	case *record.Payout:
		return r.Source
	case *record.Entry:
		return r.Source
	case *record.Event:
		return r.Source
	}
	return ""
}
