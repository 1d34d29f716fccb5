package importer

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"moneytrail/recon/importer/profile"
	"moneytrail/recon/record"
)

// opened is a file whose layout was told by its first line.
type opened struct {
	known    bool
	format   string
	source   string
	kind     record.Kind
	first    string // the first line, for the message when nothing knows it
	head     *header
	split    *splitter
	layout   layout
	prefix   string
	problems []Problem // of the header
}

// recognise reads the first line, finds the layout, and stands behind the header.
func recognise(text io.Reader, o *Options) (*opened, error) {
	buffered := bufio.NewReaderSize(text, 64<<10)
	line := firstLine(buffered)
	if fields, _, err := newSplitter(strings.NewReader(line), ',', true).next(); err == nil {
		if k, ok, missing := matchNative(fields); ok {
			return openNative(k, missing, newSplitter(buffered, ',', true), o)
		}
	}
	profiles := o.Profiles
	if profiles == nil {
		var err error
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
			return openProfiled(p, newSplitter(buffered, p.Comma(), p.Text.Quotes), o)
		}
	}
	if _, _, err := newSplitter(buffered, ',', true).next(); err != nil {
		var bad badRow
		if !errors.As(err, &bad) {
			return nil, err
		}
	}
	return &opened{first: line}, nil
}

// firstLine looks at the first line that is not blank without taking it.
func firstLine(r *bufio.Reader) string {
	b, _ := r.Peek(64 << 10)
	text := strings.TrimLeft(strings.TrimPrefix(string(b), string(utf8BOM)), "\r\n")
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimSuffix(line, "\r")
}

func openNative(k nativeKind, missing string, split *splitter, o *Options) (*opened, error) {
	open := &opened{known: true, format: "native/" + string(k.kind), source: "native", kind: k.kind, split: split,
		layout: &nativeLayout{nativeKind: k, events: map[string][][32]byte{}}}
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
	open := &opened{known: true, format: p.Name, source: p.Name, kind: record.Lines, split: split}
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
	fields, line, err := open.split.next()
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
