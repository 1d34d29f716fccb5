package importer

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"golang.org/x/text/encoding"

	"moneytrail/recon/importer/profile"
)

// fixedTable cuts records by bytes, as their sender does, and decodes the
// values: a character may be two bytes wide.
type fixedTable struct {
	in     *lines
	aside  func(line []byte, number int) bool // as of a splitter
	p      *profile.Profile
	spans  [][2]int
	decode *encoding.Decoder
	fields []string
}

// openFixed stands behind a file of fixed-width records.
func openFixed(p *profile.Profile, name string, text *textReader, o *Options) *opened {
	l := newProfiled(p)
	l.told("name", name)
	columns, values := p.Spans()
	t := &fixedTable{in: newLines(text.raw), p: p, spans: values, decode: decoderOf(text.encoding)}
	for _, slot := range slices.Sorted(maps.Keys(columns)) {
		l.val.Place(slot, len(t.spans))
		t.spans = append(t.spans, columns[slot])
	}
	if p.Asides() {
		t.aside = l.aside
	}
	open := &opened{known: true, format: p.Name, source: p.Name, kind: p.Kind(), rows: t, layout: l}
	l.nameless(open, len(t.spans), o)
	open.head.unknown = nil
	l.bind(open.head)
	return open
}

// firstRecord tells whether the first line is a record of a fixed-width layout.
func firstRecord(p *profile.Profile, text *textReader) bool {
	b, err := text.raw.Peek(lookAhead)
	if err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	b = bytes.TrimLeft(bytes.TrimPrefix(b, utf8BOM), "\r\n")
	line, _, _ := bytes.Cut(b, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	return len(line) == p.Length() && p.IsFirst(string(line))
}

func (t *fixedTable) unended() bool { return t.in.torn }

func (t *fixedTable) next() ([]string, int, error) {
	var line []byte
	for {
		var err error
		if line, err = t.in.next(); err != nil {
			return nil, t.in.number, err
		}
		if len(line) > 0 && (t.aside == nil || !t.aside(line, t.in.number)) {
			break
		}
	}
	at := t.in.number
	if n := t.p.Length(); len(line) != n {
		return nil, at, badRow{message: fmt.Sprintf("the record has %d bytes, it must have %d: the file was cut off or changed by an editor; get it again", len(line), n)}
	}
	if i := t.shifted(line); i > 0 {
		return nil, at, badRow{message: fmt.Sprintf("byte %d should stand between two values and is %q: the record is shifted or damaged", i, line[i-1:i])}
	}
	t.fields = t.fields[:0]
	for _, s := range t.spans {
		v := line[s[0]:s[1]]
		if t.decode != nil && hasHigh(v) {
			t.decode.Reset()
			text, err := t.decode.Bytes(v)
			if err != nil {
				return nil, at, badRow{message: "the record cannot be decoded: " + err.Error()}
			}
			v = text
		}
		t.fields = append(t.fields, string(v))
	}
	return t.fields, at, nil
}

// shifted gives the place, from 1, of a letter or digit between two values; 0 if there is none.
func (t *fixedTable) shifted(line []byte) int {
	at := 0
	for i, w := range t.p.Text.Widths {
		if i > 0 {
			for range t.p.Text.Gap {
				if isWord(line[at]) || line[at] >= 0x80 {
					return at + 1
				}
				at++
			}
		}
		at += w
	}
	return 0
}
