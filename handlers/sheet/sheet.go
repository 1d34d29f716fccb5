// Package sheet writes tables that people open in a spreadsheet.
package sheet

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark tells spreadsheets that the text is UTF-8.
const mark = "\ufeff"

// File gives a table as CSV: with the byte order mark, CRLF, and cells that no
// spreadsheet takes for a formula or for a number that it is not.
func File(header []string, rows [][]string) []byte {
	var out bytes.Buffer
	out.WriteString(mark)
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	for _, row := range append([][]string{header}, rows...) {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = digits(Cell(c))
		}
		_ = w.Write(cells) // a buffer takes everything
	}
	w.Flush()
	return out.Bytes()
}

// longest is how many digits a spreadsheet shows as they are.
const longest = 11

// digits marks a number that is a name (an order, a reference, a slip) by a tab
// behind it, as payment apps do in their bills: a spreadsheet would round it or
// drop the zeros before it.
func digits(s string) string {
	if len(s) <= longest && !(len(s) > 1 && s[0] == '0') {
		return s
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return s
		}
	}
	return s + "\t"
}

// Cell keeps a spreadsheet from taking a text for a formula: one that begins
// like a formula or with a control character gets an apostrophe before it,
// unless it is a decimal number.
func Cell(s string) string {
	if s == "" || s[0] >= '0' && s[0] <= '9' || s[0] >= 'A' && s[0] <= 'Z' || s[0] >= 'a' && s[0] <= 'z' || isDecimal(s) {
		return s
	}
	switch r, _ := utf8.DecodeRuneInString(s); {
	case strings.ContainsRune("=+-@＝＋－＠", r), unicode.IsControl(r):
		return "'" + s
	}
	return s
}

func isDecimal(s string) bool {
	digits, point := 0, false
	for i, r := range strings.TrimLeft(s, "+-") {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '.' && !point && i > 0:
			point = true
		default:
			return false
		}
	}
	return digits > 0 && len(s)-len(strings.TrimLeft(s, "+-")) <= 1
}
