package importer

import (
	"strings"
	"unicode"
)

// printable gives text in which nothing acts on a screen: control characters
// (line ends among them) are blanks, and what turns the direction of writing
// or has no width is left out. Texts of files are shown in terminals and chats.
func printable(s string) string {
	if !suspect(s) {
		return s
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r):
			return ' '
		case unseen(r):
			return -1
		}
		return r
	}, s))
}

// suspect tells whether text may have such characters, by their first bytes.
func suspect(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c == 0x7f || c == 0xc2 || c == 0xe2 || c == 0xef {
			return true
		}
	}
	return false
}

// unseen are the marks that turn or join writing without being seen: bidi
// marks, embeddings, overrides and isolates, zero width blanks. Those between
// letters of some scripts and inside emoji (U+200C, U+200D) are not among them.
func unseen(r rune) bool {
	return r == 0x200b || r == 0x200e || r == 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x2069 || r == 0xfeff
}
