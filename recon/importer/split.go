package importer

import (
	"bytes"
	"errors"
	"io"
	"math/bits"
)

// Limits of a record. A file that passes them is refused at once.
const (
	maxRecord  = 1 << 20 // bytes
	maxColumns = 1000
)

// splitter cuts text into records of fields in bounded memory: RFC 4180 with
// a delimiter of one byte, LF or CRLF, blank lines left out. Unlike
// encoding/csv it stops at a record that never ends.
type splitter struct {
	in    *lines
	comma byte
	// quotes: fields may be quoted. Without, a quote is a character like others.
	quotes bool
	// passing: nothing keeps the text of a record longer than the next ones are
	// read, so that many records may share their memory.
	passing bool
	// aside takes lines that are no records (comments, rulers); nil: every line is a record.
	aside  func(line []byte, number int) bool
	start  int // line on which the current record began
	buf    []byte
	ends   []int
	fields []string
	// plainText: the record has nothing odd in it (see odd); soundText: nor any
	// character that needs a closer look.
	plainText, soundText bool
}

func newSplitter(r io.Reader, comma byte, quotes bool) *splitter {
	return &splitter{in: newLines(r), comma: comma, quotes: quotes}
}

// next gives the fields of the next record, valid until the next call, and
// the physical line it begins on. io.EOF after the last. A refusal means that
// nothing behind this line can be trusted; a badRow only spoils this record.
func (s *splitter) next() ([]string, int, error) {
	var line []byte
	for {
		var err error
		line, err = s.in.next()
		if err != nil {
			return nil, s.in.number, err
		}
		if len(line) > 0 && (s.aside == nil || !s.aside(line, s.in.number)) {
			break
		}
	}
	s.start = s.in.number
	if !s.quotes || bytes.IndexByte(line, '"') < 0 {
		return s.plain(line)
	}
	s.plainText, s.soundText = odd(line)
	if fields := s.whole(line); fields != nil {
		return fields, s.start, nil
	}
	s.plainText, s.soundText = false, false
	return s.quoted(line)
}

// unended tells that the last record ended without a line end.
func (s *splitter) unended() bool { return s.in.torn }

// text gives the current line as a string.
func (s *splitter) text(line []byte) string {
	if s.passing {
		return s.in.shared()
	}
	return string(line)
}

// plain cuts a line without quotes, eight bytes at a time.
func (s *splitter) plain(line []byte) ([]string, int, error) {
	text := s.text(line)
	commas := uint64(s.comma) * everyByte
	var odd, high uint64
	fields := s.fields[:0]
	from := 0
	for i := 0; i < len(line); i += 8 {
		x, mine := wordAt(line, i)
		odd |= mine & oddBytes(x)
		high |= x
		for hit := mine &^ fullBytes(x^commas); hit != 0; hit &= hit - 1 {
			at := i + bits.TrailingZeros64(hit)>>3
			if len(fields) >= maxColumns-1 {
				return nil, s.start, refuse(s.start, "more than %d columns: the file is damaged or not a table", maxColumns)
			}
			fields = append(fields, text[from:at])
			from = at + 1
		}
	}
	s.soundText = high&highBits == 0 || !oddText(line)
	s.plainText = s.soundText && odd == 0
	s.fields = append(fields, text[from:])
	return s.fields, s.start, nil
}

// whole cuts a line all of whose quotes stand at both ends of a value, nil if
// they do not: quoted tells what is wrong, or where the record goes on.
func (s *splitter) whole(line []byte) []string {
	text := s.text(line)
	fields := s.fields[:0]
	for from := 0; len(fields) < maxColumns; {
		end := -1
		if from < len(line) && line[from] == '"' {
			from++
			if end = bytes.IndexByte(line[from:], '"'); end < 0 {
				return nil
			}
			end += from
			fields = append(fields, text[from:end])
			end++
		} else {
			end = len(line)
			if i := bytes.IndexByte(line[from:], s.comma); i >= 0 {
				end = from + i
			}
			if bytes.IndexByte(line[from:end], '"') >= 0 {
				return nil
			}
			fields = append(fields, text[from:end])
		}
		if end == len(line) {
			s.fields = fields
			return fields
		}
		if line[end] != s.comma {
			return nil
		}
		from = end + 1
	}
	return nil
}

// quoted reads a record with quotes in it, over several lines if need be.
func (s *splitter) quoted(line []byte) ([]string, int, error) {
	s.buf, s.ends = s.buf[:0], s.ends[:0]
	total := len(line)
	for {
		if len(line) > 0 && line[0] == '"' {
			line = line[1:]
			for closed := false; !closed; {
				i := bytes.IndexByte(line, '"')
				switch {
				case i >= 0 && i+1 < len(line) && line[i+1] == '"':
					s.buf = append(s.buf, line[:i+1]...)
					line = line[i+2:]
				case i >= 0:
					s.buf = append(s.buf, line[:i]...)
					line = line[i+1:]
					if len(line) > 0 && line[0] != s.comma {
						return nil, s.start, badRow{column: len(s.ends) + 1, message: "text follows a closing quote: double the quotes inside a quoted field"}
					}
					closed = true
				default:
					s.buf = append(append(s.buf, line...), '\n')
					if s.in.torn {
						return nil, s.start, refuse(s.start, "a quote opened in column %d never closes: the file is cut off or damaged; get it again", len(s.ends)+1)
					}
					next, err := s.in.next()
					if errors.Is(err, io.EOF) {
						return nil, s.start, refuse(s.start, "a quote opened in column %d never closes: the file is cut off or damaged; get it again", len(s.ends)+1)
					}
					if err != nil {
						return nil, s.start, err
					}
					if total += len(next) + 1; total > maxRecord {
						return nil, s.start, refuse(s.start, "a record is longer than 1 MiB: a quote opened in column %d never closes", len(s.ends)+1)
					}
					line = next
				}
			}
		} else {
			i := bytes.IndexByte(line, s.comma)
			if i < 0 {
				i = len(line)
			}
			if bytes.IndexByte(line[:i], '"') >= 0 {
				return nil, s.start, badRow{column: len(s.ends) + 1, message: "a quote stands inside a field that is not quoted: quote the whole field and double the quotes in it"}
			}
			s.buf = append(s.buf, line[:i]...)
			line = line[i:]
		}
		s.ends = append(s.ends, len(s.buf))
		if len(s.ends) > maxColumns {
			return nil, s.start, refuse(s.start, "more than %d columns: the file is damaged or not a table", maxColumns)
		}
		if len(line) == 0 {
			break
		}
		line = line[1:]
	}
	text := string(s.buf)
	s.fields = s.fields[:0]
	from := 0
	for _, end := range s.ends {
		s.fields = append(s.fields, text[from:end])
		from = end
	}
	return s.fields, s.start, nil
}

// badRow is an error of one record that leaves the next ones readable.
type badRow struct {
	column  int
	message string
}

func (b badRow) Error() string { return b.message }
