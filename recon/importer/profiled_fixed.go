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
	layout *profiledLayout
	above  int  // lines that stood above the first record
	begun  bool // it was met
	p      *profile.Profile
	spans  [][2]int
	decode *encoding.Decoder
	fields []string
}

// openFixed stands behind a file of fixed-width records.
func openFixed(p *profile.Profile, name string, text *textReader, o *Options) *opened {
	l := newProfiled(p)
	l.told("name", name, 0)
	columns, values := p.Spans()
	t := &fixedTable{in: newLines(text.raw), layout: l, p: p, spans: values, decode: decoderOf(text.encoding)}
	for _, slot := range slices.Sorted(maps.Keys(columns)) {
		l.val.Place(slot, len(t.spans))
		t.spans = append(t.spans, columns[slot])
	}
	open := &opened{known: true, format: p.Name, source: p.Name, kind: p.Kind(), rows: t, layout: l}
	l.nameless(open, len(t.spans), o)
	open.head.unknown = nil
	l.bind(open.head)
	return open
}

// firstRecord tells whether a fixed-width layout knows the first line that is
// neither set aside nor above the records.
func firstRecord(p *profile.Profile, text *textReader) bool {
	b, err := text.raw.Peek(lookAhead)
	if err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	b = bytes.TrimPrefix(b, utf8BOM)
	above := 0
	for len(b) > 0 {
		var line []byte
		line, b, _ = bytes.Cut(b, []byte("\n"))
		line = bytes.TrimSuffix(line, []byte("\r"))
		switch {
		case len(line) == p.Length() && p.IsFirst(string(line)):
			return true
		case len(line) == 0 || p.Asides() && p.Aside(decoded(line, decoderOf(text.encoding))):
		case isAbove(p, line, above):
			above++
		default:
			return false
		}
	}
	return false
}

// nearlyFixed says of a file that no format knows which of its first lines
// nearly is a record of a fixed-width layout; "" where none is.
func nearlyFixed(profiles []*profile.Profile, text *textReader) string {
	b, err := text.raw.Peek(lookAhead)
	if err != nil && !errors.Is(err, io.EOF) {
		return ""
	}
	at := 0
	for line := range bytes.Lines(bytes.TrimPrefix(b, utf8BOM)) {
		if at++; at > 50 {
			break
		}
		line = bytes.TrimRight(line, "\r\n")
		for _, p := range profiles {
			if !p.Fixed() || len(line) == 0 {
				continue
			}
			switch long, fits := len(line) == p.Length(), p.IsFirst(string(line)); {
			case fits && long:
				return fmt.Sprintf("; line %d is a record of %s, and the lines before it are none: its profile may set them aside, see text.above and text.skip", at, p.Name)
			case fits:
				return fmt.Sprintf("; line %d begins like a record of %s and has %d bytes, not %d", at, p.Name, len(line), p.Length())
			case long:
				return fmt.Sprintf("; line %d has the length of a record of %s and does not begin like one, see detect.row; a line that is none is named by text.skip", at, p.Name)
			}
		}
	}
	return ""
}

// isAbove tells whether a line may stand above the first record, behind n
// others: one that has the length or the look of a record may be a damaged one.
func isAbove(p *profile.Profile, line []byte, n int) bool {
	return n < p.Text.Above && len(line) != p.Length() && !p.IsFirst(string(line))
}

// decoded gives the text of a whole line for those that read it.
func decoded(line []byte, d *encoding.Decoder) string {
	if d == nil || !hasHigh(line) {
		return string(line)
	}
	text, err := d.Bytes(line)
	if err != nil {
		return string(line)
	}
	return string(text)
}

func (t *fixedTable) unended() bool { return t.in.torn }

func (t *fixedTable) next() ([]string, int, error) {
	var line []byte
	for {
		var err error
		if line, err = t.in.next(); err != nil {
			return nil, t.in.number, err
		}
		if len(line) > 0 && !t.aside(line) {
			break
		}
	}
	title := ""
	if !t.begun && t.p.Text.Above > 0 {
		title = ", or name how it begins in text.skip of the profile if it is a title"
	}
	t.begun = true
	at := t.in.number
	if n := t.p.Length(); len(line) != n {
		return nil, at, badRow{message: fmt.Sprintf("the record has %d bytes, it must have %d: the file was cut off or changed by an editor; get it again%s", len(line), n, title)}
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

// aside takes a line that is no record.
func (t *fixedTable) aside(line []byte) bool {
	if !t.p.Asides() && (t.begun || t.p.Text.Above == 0) {
		return false
	}
	if t.decode != nil {
		t.decode.Reset()
	}
	text := decoded(line, t.decode)
	if t.layout.aside([]byte(text), t.in.number) {
		return true
	}
	if t.begun || !isAbove(t.p, line, t.above) || t.p.EndsLikeRecord(line) {
		return false
	}
	t.above++
	if !t.layout.told("lines", text, t.in.number) {
		t.layout.passed = append(t.layout.passed, t.in.number)
	}
	t.layout.tally.Aside(text, t.in.number)
	return true
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
