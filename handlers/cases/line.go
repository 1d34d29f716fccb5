package cases

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Relayed reads a line of a case's thread. A line is internal unless it begins
// with exactly one ! or ！: then what follows the mark goes to the merchant.
// Several marks in a row are an exclamation of the agent, not an order to send.
// Invisible characters between two marks do not make them two lines.
func Relayed(line string) (text string, relay bool) {
	rest, ok := afterMark(line)
	if !ok {
		return "", false
	}
	visible := strings.TrimLeftFunc(rest, func(r rune) bool { return unicode.In(r, unicode.Cf, unicode.Variation_Selector) })
	if _, again := afterMark(visible); again {
		return "", false
	}
	return strings.TrimSpace(rest), true
}

func afterMark(s string) (string, bool) {
	r, n := utf8.DecodeRuneInString(s)
	if r != '!' && r != '！' {
		return "", false
	}
	return s[n:], true
}

// RelayRef names an agent's line in a merchant's chat, so that it is known whether the
// merchant sees it; key is that of the line in the case's history.
func RelayRef(id int64, key string, chat int64) string {
	return fmt.Sprintf("case:%d:relay:%s:%d", id, strings.TrimPrefix(key, "slack:"), chat)
}

// EditRef names an edit of a relayed line in a merchant's chat, so that it is known
// whether the merchant sees it; key is that of the edit in the case's history.
func EditRef(id int64, key string, chat int64) string {
	return fmt.Sprintf("case:%d:edited:%s:%d", id, key, chat)
}
