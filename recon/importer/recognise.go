package importer

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"moneytrail/recon/record"
)

// opened is a file whose layout was told by its first line.
type opened struct {
	known    bool
	format   string
	source   string
	kind     record.Kind
	first    string // the first line, for the message when nothing knows it
	head     *header
	split    *splitter
	layout   layout
	problems []Problem // of the header
}

// recognise reads the header and finds the layout.
func recognise(text io.Reader, o *Options) (*opened, error) {
	buffered := bufio.NewReaderSize(text, 64<<10)
	split := newSplitter(buffered, ',', true)
	fields, line, err := split.next()
	var bad badRow
	if errors.As(err, &bad) {
		return &opened{first: bad.message}, nil
	}
	if err != nil {
		return nil, err
	}
	if k, ok, problem := matchNative(fields); ok {
		open := &opened{known: true, format: "native/" + string(k.kind), source: "native", kind: k.kind, split: split,
			layout: &nativeLayout{nativeKind: k, events: map[string][][32]byte{}}}
		if o.Source != "" {
			open.source = o.Source
		}
		open.head, open.problems = newHeader(fields, func(s string) string {
			if s = nativeName(s); k.knows(s) {
				return s
			}
			return ""
		})
		for i := range open.problems {
			open.problems[i].Line = line
		}
		if problem != "" {
			open.problems = append(open.problems, Problem{Line: line, Message: problem})
		}
		return open, nil
	}
	return &opened{first: strings.Join(fields, ",")}, nil
}

// shape tells a row that does not fit its header, or whose text was lost.
func shape(line int, fields []string, head *header) []Problem {
	if n := len(head.names); len(fields) != n {
		what := "was cut off, or a value lost its quotes"
		if len(fields) > n {
			what = "has a comma in a value that is not quoted"
		}
		return []Problem{{Line: line, Message: fmt.Sprintf("the row has %d values, the header has %d columns: the row %s", len(fields), n, what)}}
	}
	for i, f := range fields {
		if strings.Contains(f, "\ufffd") {
			return []Problem{{Line: line, Column: i + 1, Message: fmt.Sprintf(
				"%s has characters that cannot be decoded (U+FFFD): save the file as UTF-8 or GB18030 again", head.names[i])}}
		}
	}
	return nil
}
