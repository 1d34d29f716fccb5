package main

import (
	"context"
	"testing"
	"unicode/utf16"

	"moneytrail/handlers/outbox"
)

type posts map[string]string

func (p posts) Give(_ context.Context, id string) ([]byte, error) { return []byte(p[id]), nil }

// utf16le writes a text as spreadsheets save it for themselves.
func utf16le(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// No text in which a whole card number stands goes out to a merchant.
func TestATextWithACardNumberIsNotGiven(t *testing.T) {
	for name, tc := range map[string]struct {
		text    string
		refused bool
	}{
		"a table":             {"day,card,amount\n2026-11-20,4111111111111111,35.00\n", true},
		"written in groups":   {"卡号 4111 1111 1111 1111", true},
		"UTF-16":              {utf16le("卡号\t4111111111111111\n"), true},
		"masked, and a phone": {"card ****1111, phone 13812345678\n", false},
		"references":          {"rrn,amount\n632500012345,35.00\n", false},
	} {
		data, err := postedFiles{from: posts{"F1": tc.text}}.Give(t.Context(), "F1")
		if refused := err != nil && outbox.FateOf(err).Code == outbox.GivenCard; refused != tc.refused || !refused && string(data) != tc.text {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
}
