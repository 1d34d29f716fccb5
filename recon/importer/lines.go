package importer

import (
	"bytes"
	"errors"
	"io"
)

// lines cuts text into physical lines, in memory bounded by the longest line
// that is taken, 1 MiB. A byte order mark at the beginning is left out.
type lines struct {
	r   io.Reader
	err error // of r, told when the text before it is used up
	buf []byte
	at  int // where the next line begins in buf
	end int // of the text in buf
	// from and to are the current line; whole is the text from base on, as those
	// share it who need a string.
	from, to, base int
	whole          string
	number         int // of lines read
	// torn: the current line has no line end.
	torn bool
}

// Sizes of the buffer: for a header, and for rows.
const (
	headBuffer = 4 << 10
	rowsBuffer = 128 << 10
)

func newLines(r io.Reader) *lines { return &lines{r: r} }

// next gives a line without its end, valid until the next call.
func (l *lines) next() ([]byte, error) {
	if l.buf == nil {
		l.begin()
	}
	for seen := 0; ; {
		if i := bytes.IndexByte(l.buf[l.at+seen:l.end], '\n'); i >= 0 {
			return l.take(l.at + seen + i + 1)
		}
		seen = l.end - l.at
		switch {
		case seen > maxRecord:
			return nil, l.tooLong()
		case l.err == nil:
			l.fill()
		case !errors.Is(l.err, io.EOF) || seen == 0:
			return nil, l.err
		default:
			return l.take(l.end)
		}
	}
}

func (l *lines) tooLong() error {
	return refuse(l.number+1, "the line is longer than 1 MiB: the file is damaged or not a table")
}

// take makes the text up to end the current line.
func (l *lines) take(end int) ([]byte, error) {
	if end-l.at > maxRecord {
		return nil, l.tooLong()
	}
	l.from, l.to, l.at = l.at, end, end
	l.number++
	l.torn = l.buf[end-1] != '\n'
	if !l.torn {
		l.to--
	}
	if l.to > l.from && l.buf[l.to-1] == '\r' {
		l.to--
	}
	return l.buf[l.from:l.to], nil
}

// shared gives the current line as part of a string that has the lines beside it.
func (l *lines) shared() string {
	if l.whole == "" {
		l.whole, l.base = string(l.buf[l.from:l.end]), l.from
	}
	return l.whole[l.from-l.base : l.to-l.base]
}

// begin reads the first bytes.
func (l *lines) begin() {
	l.buf = make([]byte, headBuffer)
	for l.err == nil && l.end < len(utf8BOM) {
		l.fill()
	}
	if bytes.HasPrefix(l.buf[:l.end], utf8BOM) {
		l.at = len(utf8BOM)
	}
}

// fill reads on behind the line that is not complete yet.
func (l *lines) fill() {
	rest := l.buf[l.at:l.end]
	if n := len(l.buf); len(rest) > n/2 || n < rowsBuffer && l.number > 0 {
		l.buf = make([]byte, max(2*n, rowsBuffer))
	}
	l.end = copy(l.buf, rest)
	l.at, l.whole = 0, ""
	for range 100 {
		n, err := l.r.Read(l.buf[l.end:])
		l.end += n
		if l.err = err; n > 0 || err != nil {
			return
		}
	}
	l.err = io.ErrNoProgress
}
