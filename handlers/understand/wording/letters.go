package wording

import (
	"unicode"
	"unicode/utf8"
)

// letters is which characters a text has, and which stand beside each other,
// as places of a set that two of them may share.
type letters [places / 64]uint64

const places = 4096

func (l *letters) add(at uint16)      { l[at/64] |= 1 << (at % 64) }
func (l *letters) has(at uint16) bool { return l[at/64]&(1<<(at%64)) != 0 }

// alone and beside give the places of a character, and of one behind another.
func alone(r rune) uint16 { return uint16(uint32(r) * 0x9E3779B1 >> 20) }

func beside(was, r rune) uint16 { return uint16((uint32(was)*0x85EBCA6B ^ uint32(r)*0xC2B2AE35) >> 20) }

func (l *letters) of(s string) {
	was := rune(-1)
	for _, r := range s {
		was = l.next(was, r)
	}
}

func (l *letters) ofBytes(b []byte) {
	was := rune(-1)
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		was, b = l.next(was, r), b[n:]
	}
}

func (l *letters) next(was, r rune) rune {
	r = fold(r)
	l.add(alone(r))
	if was >= 0 {
		l.add(beside(was, r))
	}
	return r
}

// fold gives one character for all that a form that ignores case takes for it.
func fold(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z':
		return r - 'a' + 'A'
	case r < 0x80, r >= 0x2E80 && r < 0xA640, r >= 0xAC00 && r < 0xFB00: // none of these has another case
		return r
	}
	least := r
	for o := unicode.SimpleFold(r); o != r; o = unicode.SimpleFold(o) {
		least = min(least, o)
	}
	return least
}
