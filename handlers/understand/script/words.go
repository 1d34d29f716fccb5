// Package script makes the writing of messages alike: simplified characters,
// and whole words between single spaces.
package script

import (
	"strings"
	"unicode"
)

// Words gives text as words between single spaces, one before and one after:
// Han characters stay together, apart from Latin words and digits.
func Words(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 16)
	b.WriteByte(' ')
	const (
		space = iota
		han
		latin
	)
	last := space
	for _, r := range text {
		kind := space
		switch {
		case r == '\'':
			continue
		case unicode.Is(unicode.Han, r):
			kind = han
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			kind = latin
		}
		if kind != last && last != space {
			b.WriteByte(' ')
		}
		if kind != space {
			b.WriteRune(r)
		}
		last = kind
	}
	if last != space {
		b.WriteByte(' ')
	}
	return b.String()
}

// Plain gives text in small letters, in simplified characters and the reader's words.
func Plain(text string) string {
	return strings.Map(func(r rune) rune {
		r, _ = Simplify(r)
		return unicode.ToLower(r)
	}, Mandarin(text))
}

// Fold gives text as the Words of its Plain form, by its sound.
func Fold(text string) string { return Words(Heard(Plain(text))) }
