package profile

import (
	"bytes"
	"strings"
)

// EndsLikeRecord tells whether a line that has not the length of a fixed-width
// record may be one all the same, without its beginning or behind something
// else: its end stands where that of a record does.
func (p *Profile) EndsLikeRecord(line []byte) bool {
	lost := p.Length() - len(line)
	if lost <= 0 {
		return p.IsFirst(string(line[-lost:]))
	}
	if p.IsFirst(string(bytes.Repeat([]byte{' '}, lost)) + string(line)) {
		return true
	}
	found := false
	columns, values := p.Spans()
	for slot := range p.summed {
		at, told := columns[slot]
		if s, is := p.spans[slot]; is && s.position >= 0 {
			at, told = values[s.position], true
		}
		if !told || at[1] <= lost {
			continue
		}
		text := strings.TrimSpace(string(line[max(at[0]-lost, 0) : at[1]-lost]))
		if text == "" {
			continue
		}
		f, own := p.Numbers[p.names[slot]]
		if !own {
			f = p.Numbers["default"]
		}
		if _, err := f.read(text, 0); err != nil {
			return false
		}
		found = true
	}
	return found
}
