package importer

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Encodings that files may have.
const (
	utf8Text    = "utf-8"
	gb18030Text = "gb18030"
	utf16Little = "utf-16le"
	utf16Big    = "utf-16be"
)

var utf8BOM = []byte("\xef\xbb\xbf")

// refusal is a reason why a file as a whole cannot be read.
type refusal struct{ Problem }

func (r refusal) Error() string { return r.Message }

func refuse(line int, format string, args ...any) error {
	return refusal{Problem{Line: line, Message: fmt.Sprintf(format, args...)}}
}

// scan is what one look at the raw bytes tells.
type scan struct {
	hash     string
	encoding string
	size     int64
	// lineEnd: the last byte ends a line.
	lineEnd bool
}

// scanBytes hashes the file and tells its encoding: UTF-16 by its byte order
// mark or its many NUL bytes; a byte order mark or valid UTF-8 is UTF-8;
// everything else GB18030. NUL bytes and files that change their encoding
// halfway are refused.
func scanBytes(ctx context.Context, in Input) (scan, error) {
	s := scan{encoding: utf8Text}
	f, err := in.Open()
	if err != nil {
		return s, fmt.Errorf("open %s: %w", in.Name, err)
	}
	defer f.Close()
	sum := sha256.New()
	var wrong error
	var ends utf8Lines
	buf := make([]byte, 256<<10)
	for {
		if err := ctx.Err(); err != nil {
			return s, err
		}
		n, err := io.ReadFull(f, buf)
		b := buf[:n]
		sum.Write(b)
		if s.size == 0 {
			s.encoding = encodingOf(b)
		}
		if wrong == nil && n > 0 && s.encoding == utf8Text {
			wrong = ends.look(b, s.size == 0)
		}
		s.size += int64(n)
		if n > 0 {
			s.lineEnd = b[n-1] == '\n' || s.encoding == utf16Little && n > 1 && b[n-1] == 0 && b[n-2] == '\n'
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return s, fmt.Errorf("read %s: %w", in.Name, err)
		}
	}
	s.hash = hex.EncodeToString(sum.Sum(nil))
	if wrong != nil {
		return s, wrong
	}
	ends.endLine()
	if ends.invalid > 0 {
		s.encoding = gb18030Text
		switch {
		case ends.bom:
			return s, refuse(ends.invalid, "the file says that it is UTF-8 (byte order mark), but this line is not valid UTF-8: save the file as UTF-8 or GB18030 again")
		case ends.chinese > 0:
			return s, refuse(ends.invalid, "two encodings in one file: line %d is UTF-8, line %d is not: save the file in one encoding", ends.chinese, ends.invalid)
		}
	}
	return s, nil
}

// utf8Lines looks at bytes in pieces and remembers the first line that is not
// UTF-8 and the first that can hardly be anything else.
type utf8Lines struct {
	line             int // lines ended so far
	rest             []byte
	bom              bool
	invalid, chinese int
}

func (u *utf8Lines) look(b []byte, first bool) error {
	if first {
		switch {
		case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte{0x1f, 0x8b}):
			return refuse(0, "the file is an archive or a spreadsheet (zip or gzip): give the CSV itself")
		case bytes.HasPrefix(b, utf8BOM):
			u.bom = true
		}
	}
	if i := bytes.IndexByte(b, 0); i >= 0 {
		line := u.line + 1 + bytes.Count(b[:i], []byte("\n"))
		return refuse(line, "the line has a NUL byte: the file is damaged or not text; get it again")
	}
	for len(b) > 0 {
		i := bytes.LastIndexByte(b, '\n')
		if i < 0 {
			if len(u.rest) < maxRecord { // longer lines are refused by the splitter
				u.rest = append(u.rest, b...)
			}
			return nil
		}
		whole := b[:i+1]
		if len(u.rest) > 0 {
			j := bytes.IndexByte(whole, '\n')
			u.rest = append(u.rest, whole[:j+1]...)
			u.judge(u.rest)
			u.rest = u.rest[:0]
			whole = whole[j+1:]
		}
		// line by line only where it can still tell something
		if u.invalid == 0 && !utf8.Valid(whole) || u.chinese == 0 && hasHigh(whole) {
			u.lines(whole)
		} else {
			u.line += bytes.Count(whole, []byte("\n"))
		}
		b = b[i+1:]
	}
	return nil
}

func (u *utf8Lines) lines(b []byte) {
	for len(b) > 0 {
		i := bytes.IndexByte(b, '\n')
		if i < 0 {
			i = len(b) - 1
		}
		u.judge(b[:i+1])
		b = b[i+1:]
	}
}

func (u *utf8Lines) endLine() {
	if len(u.rest) > 0 {
		u.judge(u.rest)
		u.rest = nil
	}
}

// judge looks at one line. Three Chinese characters in a line that is valid
// UTF-8 as a whole do not happen by chance in GB18030.
func (u *utf8Lines) judge(line []byte) {
	u.line++
	if !utf8.Valid(line) {
		if u.invalid == 0 {
			u.invalid = u.line
		}
		return
	}
	if u.chinese > 0 || !hasHigh(line) {
		return
	}
	n := 0
	for _, r := range string(line) {
		if r >= 0x4e00 && r < 0xa000 || r >= 0xff00 && r < 0xff60 {
			n++
		}
	}
	if n >= 3 {
		u.chinese = u.line
	}
}

func hasHigh(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// encodingOf tells UTF-16 from text of single bytes by the first bytes of a
// file. Without a byte order mark every other byte must be NUL for most of
// them, as it is where digits and separators make up the lines.
func encodingOf(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return utf16Little
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return utf16Big
	}
	b = b[:min(len(b), 512)]
	var even, odd int
	for i, c := range b {
		switch {
		case c != 0:
		case i%2 == 0:
			even++
		default:
			odd++
		}
	}
	switch {
	case odd*3 >= len(b) && even*8 < odd:
		return utf16Little
	case even*3 >= len(b) && odd*8 < even:
		return utf16Big
	}
	return utf8Text
}

// decoderOf gives what turns the encoding into UTF-8, nil for UTF-8 itself.
// What cannot be decoded becomes U+FFFD, which rows and headers refuse.
func decoderOf(name string) *encoding.Decoder {
	switch name {
	case gb18030Text:
		return simplifiedchinese.GB18030.NewDecoder()
	case utf16Little:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	case utf16Big:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder()
	}
	return nil
}

// lookAhead is how much of a file its layout is told by, in bytes.
const lookAhead = 64 << 10

// textReader is an open file: its bytes, hashed on the way, and its text.
type textReader struct {
	encoding string
	raw      *bufio.Reader // the bytes as they are in the file
	file     io.Closer
	bytes    *countingReader
}

type countingReader struct {
	r        io.Reader
	sum      hash.Hash
	n, told  int64
	progress func(int64)
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.sum.Write(p[:n])
	c.n += int64(n)
	if c.progress != nil && (c.n-c.told >= 1<<20 || err != nil) {
		c.told = c.n
		c.progress(c.n)
	}
	return n, err
}

// openText opens the file in an encoding that scanBytes told.
func openText(in Input, encoding string, progress func(int64)) (*textReader, error) {
	f, err := in.Open()
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", in.Name, err)
	}
	c := &countingReader{r: f, sum: sha256.New(), progress: progress}
	return &textReader{encoding: encoding, raw: bufio.NewReaderSize(c, lookAhead), file: f, bytes: c}, nil
}

// begin gives the text of the first lines, without taking them.
func (t *textReader) begin() (string, error) {
	b, err := t.raw.Peek(lookAhead)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	whole := errors.Is(err, io.EOF)
	if d := decoderOf(t.encoding); d != nil {
		text, _, _ := transform.Bytes(d, b) // a character that is cut at the end is of no use here
		b = text
	}
	b = bytes.TrimPrefix(b, utf8BOM)
	if i := bytes.LastIndexByte(b, '\n'); !whole && i >= 0 {
		b = b[:i+1]
	}
	return string(b), nil
}

// text gives the whole text in UTF-8; it can be read once.
func (t *textReader) text() io.Reader {
	d := decoderOf(t.encoding)
	switch {
	case d == nil:
		return t.raw
	case t.encoding == gb18030Text:
		return transform.NewReader(t.raw, d)
	}
	return &noNUL{r: transform.NewReader(t.raw, d)}
}

func (t *textReader) Close() error { return t.file.Close() }

// hash of all bytes read so far, in hex.
func (t *textReader) hash() string { return hex.EncodeToString(t.bytes.sum.Sum(nil)) }

// noNUL refuses the NUL characters that a UTF-16 file may hide.
type noNUL struct {
	r    io.Reader
	line int
	err  error
}

func (n *noNUL) Read(p []byte) (int, error) {
	if n.err != nil {
		return 0, n.err
	}
	k, err := n.r.Read(p)
	n.err = err
	if i := bytes.IndexByte(p[:k], 0); i >= 0 {
		k = i
		n.err = refuse(n.line+1+bytes.Count(p[:i], []byte("\n")), "the line has a NUL character: the file is damaged or not text; get it again")
	}
	n.line += bytes.Count(p[:k], []byte("\n"))
	return k, n.err
}
