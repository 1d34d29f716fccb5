// Package markup reads XML of strangers tag by tag: no document type, no
// entities but the five of XML, nothing from outside the file, bounded depth
// and bounded tokens, encodings as declared. What passes the limits is refused
// with its line.
package markup

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"moneytrail/recon/importer/statement"
)

// Limits of a document. What passes them is refused.
const (
	maxDepth = 64
	maxToken = 256 << 10 // bytes of one tag or text
)

// errToken says that one tag or text never ends.
var errToken = errors.New("token too long")

// rationed stops a token that never ends: the decoder keeps a whole one in memory.
type rationed struct {
	r    io.Reader
	left int
	err  error // of r, but for its end
}

func (r *rationed) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, errToken
	}
	n, err := r.r.Read(p[:min(len(p), r.left)])
	r.left -= n
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return n, err
}

// Scanner reads one document.
type Scanner struct {
	// Open are the local names of the elements that are open.
	Open    []string
	dec     *xml.Decoder
	ration  *rationed
	begun   bool // the root was seen
	refused error
}

// New reads the document that r gives.
func New(r io.Reader) *Scanner {
	s := &Scanner{ration: &rationed{left: maxToken}}
	s.ration.r = wide(r)
	s.dec = xml.NewDecoder(s.ration)
	s.dec.Strict = true
	s.dec.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		enc, ok := charset(label)
		if !ok {
			s.refused = statement.Refuse(1, "the encoding %s is not one that is read here: save the file as UTF-8", statement.Quote(label))
			return nil, s.refused
		}
		if enc == nil {
			return in, nil
		}
		return transform.NewReader(in, enc.NewDecoder()), nil
	}
	return s
}

// wide turns UTF-16, which its byte order mark tells, into UTF-8.
func wide(r io.Reader) io.Reader {
	return transform.NewReader(r, unicode.BOMOverride(transform.Nop))
}

// charset gives a declared encoding; nil for those that need no decoding any more.
func charset(label string) (encoding.Encoding, bool) {
	switch strings.ToLower(label) {
	case "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be":
		return nil, true
	case "iso-8859-1", "latin1", "latin-1":
		return charmap.ISO8859_1, true
	case "iso-8859-2":
		return charmap.ISO8859_2, true
	case "iso-8859-15", "latin-9":
		return charmap.ISO8859_15, true
	case "windows-1250", "cp1250":
		return charmap.Windows1250, true
	case "windows-1252", "cp1252":
		return charmap.Windows1252, true
	case "gb18030", "gbk", "gb2312":
		return simplifiedchinese.GB18030, true
	case "big5":
		return traditionalchinese.Big5, true
	}
	return nil, false
}

// Line of the token that was read last.
func (s *Scanner) Line() int {
	line, _ := s.dec.InputPos()
	return line
}

// Next gives the next start tag, end tag or text, valid until the next call;
// io.EOF behind a whole document. What is wrong with it is a statement.Refusal.
func (s *Scanner) Next() (xml.Token, error) {
	for {
		s.ration.left = maxToken
		t, err := s.dec.RawToken()
		if err != nil {
			return nil, s.explain(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if s.begun && len(s.Open) == 0 {
				return nil, statement.Refuse(s.Line(), "a second document follows the first: the file is damaged, or two files were put together")
			}
			if s.begun = true; len(s.Open) >= maxDepth {
				return nil, statement.Refuse(s.Line(), "elements stand %d deep in each other: this is no document of payments or tables", maxDepth)
			}
			s.Open = append(s.Open, t.Name.Local)
			return t, nil
		case xml.EndElement:
			n := len(s.Open)
			if n == 0 || s.Open[n-1] != t.Name.Local {
				return nil, statement.Refuse(s.Line(), "</%s> closes an element that is not open: the file is damaged; get it again", shown(t.Name.Local))
			}
			s.Open = s.Open[:n-1]
			return t, nil
		case xml.CharData:
			if bytes.Contains(t, []byte("\ufffd")) || !utf8.Valid(t) {
				return nil, statement.Refuse(s.Line(), "the text has characters that cannot be decoded (U+FFFD): get the file again")
			}
			if len(s.Open) == 0 && len(bytes.TrimSpace(bytes.TrimPrefix(t, []byte("\ufeff")))) > 0 {
				return nil, statement.Refuse(s.Line(), "text stands outside the document: the file is damaged; get it again")
			}
			return t, nil
		case xml.Directive:
			return nil, statement.Refuse(s.Line(), "the file has a document type declaration (<!...>): such documents have none here, and it is not read")
		case xml.ProcInst:
			if t.Target != "xml" && !strings.HasPrefix(t.Target, "xml-") {
				return nil, statement.Refuse(s.Line(), "the file has a processing instruction <?%s>: such documents have none here, and it is not read", shown(t.Target))
			}
		}
	}
}

// explain turns what the decoder says into words.
func (s *Scanner) explain(err error) error {
	var syntax *xml.SyntaxError
	cut := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF")
	switch {
	case s.refused != nil:
		return s.refused
	case s.ration.err != nil:
		return s.ration.err
	case errors.Is(err, errToken):
		return statement.Refuse(s.Line(), "a tag or text is longer than %d KiB: the file is damaged or not a document of payments or tables", maxToken>>10)
	case cut && (len(s.Open) > 0 || !errors.Is(err, io.EOF)):
		where := "it has no element"
		if n := len(s.Open); n > 0 {
			where = fmt.Sprintf("<%s> is still open", shown(s.Open[n-1]))
		}
		return statement.Refuse(s.Line(), "the file ends in the middle, %s: it is cut off; get it again", where)
	case cut && !s.begun:
		return statement.Refuse(s.Line(), "the file holds no XML document")
	case errors.Is(err, io.EOF):
		return io.EOF
	case errors.As(err, &syntax):
		if strings.Contains(syntax.Msg, "entity") {
			return statement.Refuse(syntax.Line, "the text has an entity that XML does not know (%s): custom entities are not read", shown(syntax.Msg))
		}
		return statement.Refuse(syntax.Line, "this is not well-formed XML (%s): the file is damaged; get it again", shown(syntax.Msg))
	}
	return statement.Refuse(s.Line(), "this is not well-formed XML (%s): the file is damaged; get it again", shown(err.Error()))
}

// shown shortens what a damaged file may have made long.
func shown(s string) string {
	if r := []rune(strings.ToValidUTF8(s, "?")); len(r) > 60 {
		return string(r[:60]) + "..."
	}
	return strings.ToValidUTF8(s, "?")
}
