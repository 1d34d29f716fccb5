package storage

import "encoding/binary"

// skimmer reads some of the fields of a body, in their order, and passes over
// the others: what it gives are parts of the body.
type skimmer struct {
	leafReader
	mask  uint32
	field uint
}

func skim(body []byte) skimmer {
	if len(body) < bodyHead {
		return skimmer{leafReader: leafReader{bad: true}}
	}
	return skimmer{leafReader: leafReader{body: body[bodyHead:]}, mask: binary.LittleEndian.Uint32(body)}
}

func (s *skimmer) next() bool {
	there := s.mask>>s.field&1 != 0
	s.field++
	return there && !s.bad
}

func (s *skimmer) text() []byte {
	if !s.next() {
		return nil
	}
	return s.bytes()
}

func (s *skimmer) bytes() []byte {
	n := s.uvarint()
	if n > uint64(len(s.body)) {
		s.bad, s.body = true, nil
		return nil
	}
	text := s.body[:n:n]
	s.body = s.body[n:]
	return text
}

// number passes over a time too.
func (s *skimmer) number() int64 {
	if !s.next() {
		return 0
	}
	return s.varint()
}

// words passes over so many words.
func (s *skimmer) words(n int) {
	for range n {
		if s.next() && s.byte() == 0 {
			s.bytes()
		}
	}
}
