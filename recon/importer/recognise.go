package importer

import (
	"errors"
	"fmt"
	"io"
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

// Recognise looks at the beginning of a file and tells what it holds, so that
// merchants and terms can be read before the rest; "" if no format knows it or
// the file cannot be read as text. Only Prove says whether the file is good.
func Recognise(in Input, o Options) (record.Kind, error) {
	if g, err := grammarOf(in); err != nil {
		return "", err
	} else if g != nil {
		return record.Entries, nil
	}
	f, err := openText(in, utf8Text, nil)
	if err != nil {
		return "", err
	}
	defer f.Close()
	b, err := f.raw.Peek(lookAhead)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read %s: %w", in.Name, err)
	}
	if f.encoding = encodingOf(b); f.encoding == utf8Text {
		var look utf8Lines
		if look.look(b, true) != nil {
			return "", nil
		}
		if len(b) < lookAhead {
			look.endLine()
		}
		if look.invalid > 0 {
			f.encoding = gb18030Text
		}
	}
	open, err := recognise(in.Name, f, &o)
	var no refusal
	if errors.Is(err, io.EOF) || errors.As(err, &no) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return open.kind, nil
}

// recognise looks at the beginning, finds the layout, and stands behind the header.
func recognise(name string, text *textReader, o *Options) (*opened, error) {
	begin, err := text.begin()
	if err != nil {
		return nil, err
	}
	line := firstLine(begin)
	if fields, _, err := newSplitter(strings.NewReader(line), ',', true).next(); err == nil {
		if k, ok, missing := matchNative(fields); ok {
			return openNative(k, missing, newSplitter(text.text(), ',', true), o)
		}
	}
	profiles := o.Profiles
	if profiles == nil {
		if profiles, err = profile.Shipped(); err != nil {
			return nil, err
		}
	}
	for _, p := range profiles {
		fields, _, err := newSplitter(strings.NewReader(line), p.Comma(), p.Text.Quotes).next()
		if err != nil {
			continue
		}
		for i := range fields {
			fields[i] = clean(fields[i])
		}
		if p.Matches(fields) {
			return openProfiled(p, newSplitter(text.text(), p.Comma(), p.Text.Quotes), o)
		}
	}
	if _, _, err := newSplitter(text.text(), ',', true).next(); err != nil {
		var bad badRow
		if !errors.As(err, &bad) {
			return nil, err
		}
	}
	return &opened{unknown: fmt.Sprintf("no format knows this file: its first line is %s; native files are told by their column names, see the README", quoteValue(line))}, nil
}

// firstLine is the first line that is not blank.
func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	return strings.TrimSuffix(line, "\r")
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

func openProfiled(p *profile.Profile, split *splitter, o *Options) (*opened, error) {
	open := &opened{known: true, format: p.Name, source: p.Name, kind: record.Lines, rows: split}
	err := open.header(o, func(string) string { return "" })
	if err != nil {
		return nil, err
	}
	open.head.unknown = nil
	for name, printed := range p.Columns {
		for _, want := range printed {
			if at := slices.Index(open.head.names, want); at >= 0 {
				open.head.index[name] = at
				break
			}
		}
	}
	open.prefix = p.Text.Prefix
	open.layout = newProfiled(p, open.head)
	return open, nil
}

// header takes the header line.
func (open *opened) header(o *Options, canonical func(string) string) error {
	if o.Source != "" {
		open.source = o.Source
	}
	fields, line, err := open.rows.next()
	if err != nil {
		return err
	}
	open.head, open.problems = newHeader(fields, canonical)
	for i := range open.problems {
		open.problems[i].Line = line
	}
	return nil
}

// shape tells a row that does not fit its header, or whose text was lost.
func shape(line int, fields []string, head *header) []Problem {
	if n := len(head.names); len(fields) != n {
		what := "was cut off, or a value lost its quotes"
		if len(fields) > n {
			what = "has a comma in a value that is not quoted"
		}
		return []Problem{{Line: line, Message: fmt.Sprintf("the row has %d values, the header has %d columns: the row %s", len(fields), n, what)}}
	}
	for i, f := range fields {
		if strings.Contains(f, "\ufffd") {
			return []Problem{{Line: line, Column: i + 1, Message: fmt.Sprintf(
				"%s has characters that cannot be decoded (U+FFFD): save the file as UTF-8 or GB18030 again", head.names[i])}}
		}
	}
	return nil
}
