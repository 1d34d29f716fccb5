package importer

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
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
	r     *bufio.Reader
	comma byte
	// quotes: fields may be quoted. Without, a quote is a character like others.
	quotes bool
	// aside takes lines that are no records (comments, rulers); nil: every line is a record.
	aside  func(line []byte, number int) bool
	line   int // physical lines read
	start  int // line on which the current record began
	long   []byte
	buf    []byte
	ends   []int
	fields []string
	// torn: the last record ended without a line end.
	torn bool
}

func newSplitter(r io.Reader, comma byte, quotes bool) *splitter {
	s := &splitter{r: bufio.NewReaderSize(r, 128<<10), comma: comma, quotes: quotes}
	if b, _ := s.r.Peek(3); bytes.Equal(b, utf8BOM) {
		_, _ = s.r.Discard(3)
	}
	return s
}

// next gives the fields of the next record, valid until the next call, and
// the physical line it begins on. io.EOF after the last. A refusal means that
// nothing behind this line can be trusted; a badRow only spoils this record.
func (s *splitter) next() ([]string, int, error) {
	var line []byte
	for {
		var err error
		line, err = s.physical()
		if err != nil {
			return nil, s.line, err
		}
		if len(line) > 0 && (s.aside == nil || !s.aside(line, s.line)) {
			break
		}
	}
	s.start = s.line
	if !s.quotes || bytes.IndexByte(line, '"') < 0 {
		return s.plain(line)
	}
	return s.quoted(line)
}

// unended tells that the last record ended without a line end.
func (s *splitter) unended() bool { return s.torn }

// physical gives one line without its end.
func (s *splitter) physical() ([]byte, error) {
	b, err := s.r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		s.long = s.long[:0]
		for errors.Is(err, bufio.ErrBufferFull) {
			s.long = append(s.long, b...)
			if len(s.long) > maxRecord {
				return nil, refuse(s.line+1, "the line is longer than 1 MiB: the file is damaged or not a table")
			}
			b, err = s.r.ReadSlice('\n')
		}
		s.long = append(s.long, b...)
		b = s.long
	}
	if err != nil && !(errors.Is(err, io.EOF) && len(b) > 0) {
		return nil, err
	}
	s.line++
	if len(b) > maxRecord {
		return nil, refuse(s.line, "the line is longer than 1 MiB: the file is damaged or not a table")
	}
	s.torn = true
	if n := len(b); b[n-1] == '\n' {
		s.torn = false
		b = b[:n-1]
	}
	if n := len(b); n > 0 && b[n-1] == '\r' {
		b = b[:n-1]
	}
	return b, nil
}

func (s *splitter) plain(line []byte) ([]string, int, error) {
	text := string(line)
	s.fields = s.fields[:0]
	for {
		i := strings.IndexByte(text, s.comma)
		if i < 0 {
			break
		}
		s.fields = append(s.fields, text[:i])
		if len(s.fields) >= maxColumns {
			return nil, s.start, refuse(s.start, "more than %d columns: the file is damaged or not a table", maxColumns)
		}
		text = text[i+1:]
	}
	s.fields = append(s.fields, text)
	return s.fields, s.start, nil
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
					if s.torn {
						return nil, s.start, refuse(s.start, "a quote opened in column %d never closes: the file is cut off or damaged; get it again", len(s.ends)+1)
					}
					next, err := s.physical()
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
