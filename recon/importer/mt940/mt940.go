// Package mt940 reads bank statements of SWIFT: MT940 (customer statement) and
// MT942 (interim report), with or without the envelope of the network, one
// entry at a time. Layout: SWIFT User Handbook, category 9; what banks do
// otherwise is said where it is read.
package mt940

import (
	"errors"
	"io"
	"strings"

	"moneytrail/recon/importer/statement"
)

// Is tells whether the beginning of a file is one of the two messages: a
// reference (:20:) before which stands nothing but an envelope.
func Is(head string) bool {
	for n, line := range strings.SplitN(head, "\n", 12) {
		line = strings.TrimRight(trim(line), "\r")
		if strings.HasPrefix(line, ":20:") || strings.HasPrefix(line, "{1:") && strings.Contains(head, ":20:") {
			return true
		}
		// envelopes of some banks: sender, message type, receiver, each a short line
		if n > 8 || len(line) > 40 || strings.ContainsAny(line, ",;\t\"") {
			return false
		}
	}
	return false
}

// trim takes off what frames a transmission: byte order mark, blanks, start and end of text.
func trim(line string) string { return strings.Trim(line, " \ufeff\x01\x02\x03") }

// maxField bounds the text of one field, in bytes.
const maxField = 64 << 10

// reader takes a file field by field.
type reader struct {
	lines   *statement.Lines
	report  *statement.Report
	tag     string // of the open field, "" outside of one
	text    []string
	size    int
	first   int // line on which the field began
	framed  bool
	kind    string // 940 or 942, where an envelope says so
	message *message
	closed  map[string]*statement.Ledger // by account: the message before
	last    *message
	known   bool
}

// Read yields the entries of all messages and proves their balances and sums. A
// statement.Refusal means that nothing of the file may be used.
func Read(r io.Reader, encoding string, report *statement.Report) error {
	d := &reader{lines: statement.NewLines(r, encoding), report: report, closed: map[string]*statement.Ledger{}}
	for {
		line, err := d.lines.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = d.line(line)
		}
		if err != nil {
			return err
		}
	}
	if err := d.end(false); err != nil {
		return err
	}
	if !d.known {
		return statement.Refuse(1, "the file holds no message: no line begins with :20:")
	}
	if m := d.last; m != nil && m.open {
		report.Warn(m.ledger.Line, "%s is not the last page: it closes with an intermediate balance (:62M:), and the rest is not in this file", m.name())
	}
	report.Finish()
	return nil
}

// line takes one physical line: a new field, more of the open one, or a part of the envelope.
func (d *reader) line(line string) error {
	bare := trim(line)
	switch {
	case len(bare) > 2 && bare[0] == '{' && bare[1] >= '1' && bare[1] <= '5' && bare[2] == ':':
		return d.envelope(bare)
	case bare == "-}" || strings.HasPrefix(bare, "-}{"), bare == "-" && !d.framed:
		return d.end(true)
	}
	if tag, rest, ok := field(bare, line); ok {
		if err := d.flush(); err != nil {
			return err
		}
		if tag == "20" {
			if err := d.end(false); err != nil {
				return err
			}
			d.known = true
			d.message = newMessage(d.lines.Number, d.kind)
		}
		if d.message != nil {
			d.tag, d.first = tag, d.lines.Number
			d.text, d.size = append(d.text[:0], rest), len(rest)
		}
		return nil
	}
	if d.tag == "" {
		return nil // between messages
	}
	if d.size += len(line); d.size > maxField {
		return statement.Refuse(d.first, "field :%s: is longer than %d KiB: the file is damaged or not a bank statement", d.tag, maxField>>10)
	}
	d.text = append(d.text, strings.Trim(line, "\x01\x02\x03"))
	return nil
}

// field splits ":61:..." into tag and text.
func field(bare, line string) (tag, rest string, ok bool) {
	if len(bare) < 4 || bare[0] != ':' {
		return "", "", false
	}
	tag, _, ok = strings.Cut(bare[1:], ":")
	if !ok || len(tag) < 2 || len(tag) > 3 || !digits(tag[:2]) && tag != "NS" || len(tag) == 3 && (tag[2] < 'A' || tag[2] > 'Z') {
		return "", "", false
	}
	at := strings.Index(line, ":"+tag+":") + len(tag) + 2
	return tag, line[at:], true
}

// envelope reads the blocks that the network puts around a message.
func (d *reader) envelope(line string) error {
	if err := d.end(false); err != nil {
		return err
	}
	d.framed = strings.Contains(line, "{4:")
	for _, kind := range []string{"940", "942"} {
		if strings.Contains(line, "{2:I"+kind) || strings.Contains(line, "{2:O"+kind) {
			d.kind = kind
		}
	}
	return nil
}

// flush hands the open field to its message.
func (d *reader) flush() error {
	tag := d.tag
	d.tag = ""
	if tag == "" {
		return nil
	}
	return d.message.field(tag, d.text, d.first, d.report)
}

// end closes the open message; marked: the file says that it ends here.
func (d *reader) end(marked bool) error {
	if err := d.flush(); err != nil {
		return err
	}
	m := d.message
	d.message = nil
	if m == nil {
		return nil
	}
	if marked {
		d.framed = false
	}
	torn := d.lines.Torn && !marked
	if err := m.finish(marked, torn, d.closed[m.account], d.report); err != nil {
		return err
	}
	if len(d.closed) > 10_000 {
		clear(d.closed)
	}
	d.closed[m.account], d.last, d.kind = &m.ledger, m, ""
	return nil
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
