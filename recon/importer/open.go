package importer

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"moneytrail/recon/importer/profile"
	"moneytrail/recon/record"
)

// table is a file that is read record by record.
type table interface {
	// next gives the values of the next record, valid until the next call, and
	// the physical line it begins on; io.EOF after the last.
	next() ([]string, int, error)
	// unended tells that the last record ended without a line end.
	unended() bool
}

// opened is a file whose layout was told by its beginning.
type opened struct {
	known    bool
	format   string
	source   string
	kind     record.Kind
	unknown  string // why nothing knows it
	head     *header
	rows     table
	layout   layout
	prefix   string
	problems []Problem // of the header
}

func openNative(k nativeKind, missing string, split *splitter, o *Options) (*opened, error) {
	open := &opened{known: true, format: "native/" + string(k.kind), source: "native", kind: k.kind, rows: split,
		layout: &nativeLayout{nativeKind: k}}
	err := open.header(o, func(s string) string {
		if s = nativeName(s); k.knows(s) {
			return s
		}
		return ""
	})
	if missing != "" {
		open.problems = append(open.problems, Problem{Line: split.start, Message: missing})
	}
	return open, err
}

func openProfiled(p *profile.Profile, name string, text *textReader, o *Options) (*opened, error) {
	l := newProfiled(p)
	l.told("name", name, 0)
	comma, quotes := o.cut(p)
	split := newSplitter(text.text(), comma, quotes)
	if p.Asides() {
		split.aside = l.aside
	}
	open := &opened{known: true, format: p.Name, source: p.Name, kind: p.Kind(), rows: split, prefix: p.Text.Prefix, layout: l}
	var above []aboveHeader
	for {
		fields, line, err := split.next()
		var bad badRow
		if errors.As(err, &bad) {
			continue // a line above the header
		}
		if err != nil {
			return nil, err
		}
		values := cleanAll(fields)
		switch {
		case p.IsHeader(values):
			open.begin(o, fields, line, func(string) string { return "" })
			if split.unended() {
				return nil, refuse(line, "the file ends in its header line: it was cut off; get it again")
			}
		case p.Detect.Row != "":
			l.nameless(open, len(fields), o)
			open.rows = &pushedBack{table: split, fields: slices.Clone(fields), line: line}
		default:
			text := strings.Join(values, string(p.Comma()))
			l.told("lines", text, line)
			l.tally.Aside(text, line)
			l.tally.Above(l.plain(fields), line)
			above = append(above, aboveHeader{slices.Clone(fields), line})
			continue
		}
		break
	}
	if p.Text.Rest {
		open.rows = &restTable{open.rows, len(open.head.names), string(p.Comma())}
	}
	open.head.unknown, open.head.ragged = nil, p.Text.Ragged || len(p.Text.Sections) > 0
	for _, problem := range l.bind(open.head) {
		problem.Line = split.start
		open.problems = append(open.problems, problem)
	}
	for _, a := range above {
		if l.wouldRead(a, open, o) {
			open.problems = append(open.problems, Problem{Line: a.line, Message: "a row stands above the header: the file is damaged, or lines were moved; get it again"})
		}
	}
	return open, nil
}

// aboveHeader is a record before the header: a title, an account, never a row.
type aboveHeader struct {
	fields []string
	line   int
}

// wouldRead tells whether a record above the header would be good as a row.
func (l *profiledLayout) wouldRead(a aboveHeader, open *opened, o *Options) bool {
	if len(a.fields) != len(open.head.names) {
		return false
	}
	alone := newProfiled(l.p)
	alone.bind(open.head)
	c := &cells{head: open.head, o: o, source: open.source, line: a.line, fields: a.fields}
	alone.val.Learn(l.val)
	return len(alone.row(c)) > 0 && len(c.problems) == 0
}

// nameless gives a layout without a header line its own names of the columns,
// positions where it has none.
func (l *profiledLayout) nameless(open *opened, columns int, o *Options) {
	names := make([]string, columns)
	for i := range names {
		names[i] = fmt.Sprintf("#%d", i+1)
	}
	for name := range l.p.Columns {
		if at := l.val.At(l.p.Slot(name)); at >= 0 && at < columns {
			names[at] = name
		}
	}
	open.begin(o, names, 0, func(string) string { return "" })
}

// pushedBack is a table whose first record was looked at.
type pushedBack struct {
	table
	fields []string
	line   int
}

// restTable leaves delimiters in the last column, unless a number stands there:
// then a value before it was cut in two.
type restTable struct {
	table
	columns int
	comma   string
}

func (t *restTable) next() ([]string, int, error) {
	fields, line, err := t.table.next()
	if n := t.columns; err == nil && len(fields) > n {
		if _, err := parseAmount(clean(fields[n-1]), 6); err == nil {
			return fields, line, nil // the shape of the row tells
		}
		fields[n-1] = strings.Join(fields[n-1:], t.comma)
		fields = fields[:n]
	}
	return fields, line, err
}

func (t *pushedBack) next() ([]string, int, error) {
	if f := t.fields; f != nil {
		t.fields = nil
		return f, t.line, nil
	}
	return t.table.next()
}

// header takes the header line.
func (open *opened) header(o *Options, canonical func(string) string) error {
	fields, line, err := open.rows.next()
	if err != nil {
		return err
	}
	open.begin(o, fields, line, canonical)
	return nil
}

// begin makes the header of the names in a line.
func (open *opened) begin(o *Options, names []string, line int, canonical func(string) string) {
	if o.Source != "" {
		open.source = o.Source
	}
	open.head, open.problems = newHeader(names, canonical)
	for i := range open.problems {
		open.problems[i].Line = line
	}
}

// shape tells a row that does not fit its header, or whose text was lost.
func shape(line int, fields []string, head *header) []Problem {
	if n := len(head.names); len(fields) != n && !head.ragged {
		what := "was cut off, or a value lost its quotes"
		if len(fields) > n {
			what = "has a comma in a value that is not quoted"
		}
		return []Problem{{Line: line, Message: fmt.Sprintf("the row has %d values, the header has %d columns: the row %s", len(fields), n, what)}}
	}
	for i, f := range fields {
		if strings.Contains(f, "\ufffd") {
			return []Problem{{Line: line, Column: i + 1, Message: fmt.Sprintf(
				"%s has characters that cannot be decoded (U+FFFD): save the file as UTF-8 or GB18030 again", head.name(i))}}
		}
	}
	return nil
}

// name of the column at a position; rows of ragged tables may have more.
func (h *header) name(i int) string {
	if i < len(h.names) {
		return h.names[i]
	}
	return fmt.Sprintf("value %d", i+1)
}
