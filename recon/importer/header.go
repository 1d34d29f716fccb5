package importer

import (
	"fmt"
	"strings"
)

// header maps the names of a file's columns to their positions.
type header struct {
	names []string // as printed, trimmed
	index map[string]int
	// at holds the positions of native columns, from 1; 0: the file lacks it.
	at [columnCount]uint16
	// unknown are the positions of columns that the layout does not know.
	unknown []int
	kept    []keptColumn // the same with their names in JSON, once a row was read
	json    []byte       // of the row being read
	// ragged: rows may have fewer or more values.
	ragged bool
}

// newHeader reads a header line; canonical gives the layout's own name of a
// printed one, "" if it is not known.
func newHeader(fields []string, canonical func(string) string) (*header, []Problem) {
	h := &header{index: map[string]int{}}
	var problems []Problem
	for i, f := range fields {
		printed := strings.Clone(clean(f))
		h.names = append(h.names, printed)
		if strings.Contains(printed, "\ufffd") {
			problems = append(problems, Problem{Line: 1, Column: i + 1,
				Message: "the name of this column has characters that cannot be decoded (U+FFFD): save the file as UTF-8 or GB18030 again"})
		}
		name := canonical(printed)
		if name == "" {
			if printed != "" && !personal(printed) {
				h.unknown = append(h.unknown, i)
			}
			continue
		}
		if first, twice := h.index[name]; twice {
			problems = append(problems, Problem{Line: 1, Column: i + 1,
				Message: fmt.Sprintf("column %s comes twice, as column %d and column %d: remove one", name, first+1, i+1)})
			continue
		}
		h.index[name] = i
		h.at[columnOf(name)] = uint16(i + 1)
	}
	h.at[noColumn] = 0
	return h, problems
}

// clean removes the space that exports leave around values: blanks, tabs, no-break and ideographic spaces.
func clean(s string) string {
	if n := len(s); n > 0 && (s[0]-'!' > '~'-'!' || s[n-1]-'!' > '~'-'!') {
		return trim(s)
	}
	return s
}

// trim is clean without a first look.
func trim(s string) string {
	for len(s) > 0 {
		n := 0
		switch s[0] {
		case ' ', '\t':
			n = 1
		case 0xc2, 0xe3, 0xef: // the first bytes of the others
			n = spaceAt(s, strings.HasPrefix)
		}
		if n == 0 {
			break
		}
		s = s[n:]
	}
	for len(s) > 0 {
		n := 0
		switch s[len(s)-1] {
		case ' ', '\t':
			n = 1
		case 0xa0, 0x80, 0xbf:
			n = spaceAt(s, strings.HasSuffix)
		}
		if n == 0 {
			break
		}
		s = s[:len(s)-n]
	}
	return s
}

// spaceAt gives the length of the space of more than one byte that s has at an end.
func spaceAt(s string, has func(s, space string) bool) int {
	for _, space := range [...]string{"\u00a0", "\u3000", "\ufeff"} {
		if has(s, space) {
			return len(space)
		}
	}
	return 0
}
