package importer

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"
)

// scan is what the raw bytes of a file tell.
type scan struct {
	seen
	encoding string
	size     int64
	// lineEnd: the last byte ends a line.
	lineEnd bool
}

// scanner looks at the bytes of a file and tells its encoding: UTF-16 by its
// byte order mark or its many NUL bytes; a byte order mark or valid UTF-8 is
// UTF-8; everything else Big5 where its characters can hardly be others, else
// GB18030. NUL bytes and files that change their
// encoding halfway are refused.
type scanner struct {
	scan
	known bool // the encoding is known, nothing has to be found out
	ends  utf8Lines
	wrong error
}

// take looks at the next bytes.
func (s *scanner) take(b []byte) {
	if len(b) == 0 {
		return
	}
	if s.size == 0 && !s.known {
		s.encoding = encodingOf(b)
	}
	if s.wrong == nil && !s.known && s.encoding == utf8Text {
		s.wrong = s.ends.look(b, s.size == 0)
	}
	s.size += int64(len(b))
	n := len(b)
	s.lineEnd = b[n-1] == '\n' || s.encoding == utf16Little && n > 1 && b[n-1] == 0 && b[n-2] == '\n'
}

// foreign tells that the bytes so far are not text in UTF-8 or UTF-16.
func (s *scanner) foreign() bool { return s.wrong != nil || s.ends.invalid > 0 }

// end tells the encoding when all bytes were taken.
func (s *scanner) end() {
	s.ends.endLine()
	u := &s.ends
	if s.wrong != nil || u.invalid == 0 {
		return
	}
	s.encoding = u.chineseEncoding()
	switch {
	case !u.bom && u.chinese == 0 && u.western >= fewWestern && u.western > 2*u.pairs:
		s.wrong = refuse(u.invalid, "this line is neither UTF-8 nor Chinese (GB18030, Big5): by its signs it is Western European text (Windows-1252, Latin-1): save the file as UTF-8 again")
	case u.bom:
		s.wrong = refuse(u.invalid, "the file says that it is UTF-8 (byte order mark), but this line is not valid UTF-8: save the file as UTF-8 or GB18030 again")
	case u.chinese > 0:
		s.wrong = refuse(u.invalid, "two encodings in one file: line %d is UTF-8, line %d is not: save the file in one encoding", u.chinese, u.invalid)
	}
}

// fewWestern is how many accented letters make Western text: single ones may be
// a rare character of GB18030 whose second byte is a letter.
const fewWestern = 3

// utf8Lines looks at bytes in pieces and remembers the first line that is not
// UTF-8 and the first that can hardly be anything else.
type utf8Lines struct {
	line             int // lines ended so far
	rest             []byte
	bom              bool
	invalid, chinese int
	// of lines that are not UTF-8: bytes that would begin a character of GB18030,
	// with a second byte that is no ASCII, and with one that is a letter
	pairs, western int
	// of those bytes with a second one: what Big5 does not have, and what it has
	// and simplified Chinese hardly ever
	notBig5, likeBig5 int
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
		if hasHigh(whole) && (u.chinese == 0 || u.invalid == 0 && !utf8.Valid(whole)) {
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
		u.pair(line)
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

// pair counts what tells GB18030 from text whose letters have one byte each:
// there a letter with an accent stands among others.
func (u *utf8Lines) pair(line []byte) {
	for i := 0; i+1 < len(line) && u.pairs+u.western < 10_000; i++ {
		if line[i] < utf8.RuneSelf {
			continue
		}
		lead := line[i]
		i++
		c := line[i]
		switch {
		case c >= utf8.RuneSelf:
			u.pairs++
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			u.western++
		}
		low := c >= 0x40 && c <= 0x7e
		switch {
		case lead < 0xa1 || lead > 0xf9 || !low && (c < 0xa1 || c == 0xff):
			u.notBig5++
		case low || lead >= 0xaa && lead <= 0xaf: // rare characters of GBK; those that nobody was given
			u.likeBig5++
		}
	}
}

// chineseEncoding tells Big5, which banks of Taiwan and Hong Kong write, from
// GB18030. The bytes of one are nearly always good for the other: two of five
// characters of Big5 have a second byte that simplified Chinese hardly ever has.
func (u *utf8Lines) chineseEncoding() string {
	if u.likeBig5 >= 2 && u.likeBig5*4 >= u.pairs+u.western && u.notBig5*50 <= u.likeBig5 {
		return big5Text
	}
	return gb18030Text
}

func hasHigh(b []byte) bool {
	for ; len(b) >= 8; b = b[8:] {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return true
		}
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}
