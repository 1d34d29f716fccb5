package statement

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Encodings of statements that are plain text.
const (
	UTF8    = "utf-8"
	GB18030 = "gb18030"
	Latin1  = "windows-1252"
)

// MaxLine bounds a line, in bytes.
const MaxLine = 64 << 10

// Lines reads plain text line by line in bounded memory, decoded.
type Lines struct {
	r        *bufio.Reader
	encoding string
	// Number of the line that Next gave, from 1.
	Number int
	// Torn: the line that Next gave had no line end.
	Torn bool
}

// NewLines reads text of an encoding that Sniff told.
func NewLines(r io.Reader, encoding string) *Lines {
	l := &Lines{r: bufio.NewReaderSize(r, MaxLine), encoding: encoding}
	if b, _ := l.r.Peek(3); bytes.Equal(b, bom) {
		_, _ = l.r.Discard(3)
	}
	return l
}

var bom = []byte("\xef\xbb\xbf")

// Next gives the next line without its end; io.EOF after the last.
func (l *Lines) Next() (string, error) {
	b, err := l.r.ReadSlice('\n')
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		return "", Refuse(l.Number+1, "the line is longer than %d KiB: the file is damaged or not a bank statement", MaxLine>>10)
	case err != nil && (!errors.Is(err, io.EOF) || len(b) == 0):
		return "", err
	}
	l.Number++
	l.Torn = err != nil
	b = bytes.TrimRight(b, "\r\n")
	if bytes.IndexByte(b, 0) >= 0 {
		return "", Refuse(l.Number, "the line has a NUL byte: the file is damaged or not text; get it again")
	}
	return l.decode(b)
}

func (l *Lines) decode(b []byte) (string, error) {
	ascii := true
	for _, c := range b {
		if c >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return string(b), nil
	}
	var err error
	switch l.encoding {
	case GB18030:
		b, err = simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	case Latin1:
		b, err = charmap.Windows1252.NewDecoder().Bytes(b)
	}
	if err != nil || !utf8.Valid(b) || bytes.Contains(b, []byte("\ufffd")) {
		return "", Refuse(l.Number, "the line has characters that cannot be decoded as %s: save the file as UTF-8 or GB18030 again", l.encoding)
	}
	return string(b), nil
}

// Sniffer tells the encoding of plain text from its bytes: what is valid UTF-8
// is UTF-8; else bytes above 127 that stand in pairs are Chinese, and those that
// stand alone between letters are of Western Europe.
type Sniffer struct {
	rest           []byte
	invalid        bool
	run            int
	pairs, singles int
}

// Write looks at the next bytes; it never fails.
func (s *Sniffer) Write(b []byte) (int, error) {
	n := len(b)
	for _, c := range b {
		if c >= 0x81 {
			s.run++
		} else if s.run > 0 {
			s.end()
		}
	}
	if s.invalid {
		return n, nil
	}
	if len(s.rest) > 0 {
		b = append(s.rest, b...)
	}
	cut := len(b)
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if utf8.RuneStart(b[len(b)-i]) {
			if !utf8.FullRune(b[len(b)-i:]) {
				cut = len(b) - i
			}
			break
		}
	}
	s.invalid = !utf8.Valid(b[:cut])
	s.rest = append([]byte(nil), b[cut:]...)
	return n, nil
}

func (s *Sniffer) end() {
	s.pairs += s.run / 2
	s.singles += s.run % 2
	s.run = 0
}

// Encoding of all bytes written.
func (s *Sniffer) Encoding() string {
	if s.run > 0 {
		s.end()
	}
	switch {
	case !s.invalid && len(s.rest) == 0:
		return UTF8
	case s.singles > s.pairs:
		return Latin1
	}
	return GB18030
}
