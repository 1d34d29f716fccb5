package importer

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Encodings that files may have.
const (
	utf8Text    = "utf-8"
	gb18030Text = "gb18030"
	big5Text    = "big5"
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
	case big5Text:
		return traditionalchinese.Big5.NewDecoder()
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

// openText opens the file in an encoding that is known.
func openText(in Input, encoding string, progress func(int64)) (*textReader, error) {
	f, err := in.Open()
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", in.Name, err)
	}
	c := &countingReader{r: f, sum: sha256.New(), progress: progress}
	return &textReader{encoding: encoding, raw: bufio.NewReaderSize(c, lookAhead), file: f, bytes: c}, nil
}

// openHead opens the file and gives its first bytes, which are not taken.
func openHead(in Input) (*textReader, []byte, error) {
	f, err := openText(in, utf8Text, nil)
	if err != nil {
		return nil, nil, err
	}
	b, err := f.raw.Peek(lookAhead)
	if err != nil && !errors.Is(err, io.EOF) {
		f.Close()
		return nil, nil, fmt.Errorf("read %s: %w", in.Name, err)
	}
	return f, b, nil
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
	markup := bytes.HasPrefix(bytes.TrimLeft(b, " \t\r\n"), []byte("<")) // lines mean nothing in it: all may be one
	if i := bytes.LastIndexByte(b, '\n'); !whole && !markup && i >= 0 {
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
	case t.encoding == gb18030Text || t.encoding == big5Text:
		return transform.NewReader(t.raw, chineseText{d})
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
