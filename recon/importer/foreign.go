package importer

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// foreign says of a file that people give in place of one of rows what it is
// and what to do, by its first bytes; "" for all others.
func foreign(head []byte) string {
	begins := func(marks ...string) bool {
		return slices.ContainsFunc(marks, func(m string) bool { return bytes.HasPrefix(head, []byte(m)) })
	}
	switch {
	case begins("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"): // before 2007; encrypted ones are wrapped in it too
		return "the file is an old workbook (.xls) or an encrypted one: save it as .xlsx or CSV without a password"
	case begins("%PDF-"):
		return "the file is a PDF, which has no rows: ask its sender for it as CSV, as .xlsx or as a statement"
	case begins("\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "GIF8"):
		return "the file is a picture, which has no rows: ask its sender for it as CSV, as .xlsx or as a statement"
	case wide(head):
		return "the file is text in UTF-32, which is not read here: save it as UTF-8 (a spreadsheet program calls that CSV UTF-8)"
	}
	return ""
}

// wide tells text in UTF-32 by its byte order mark, or by what every character
// has: one byte of four that is zero, and beside it one that is at most 0x10.
func wide(head []byte) bool {
	if bytes.HasPrefix(head, []byte{0xff, 0xfe, 0, 0}) || bytes.HasPrefix(head, []byte{0, 0, 0xfe, 0xff}) {
		return true
	}
	little, big, letters := true, true, 0
	head = head[:min(len(head), 512)/4*4]
	for c := range slices.Chunk(head, 4) {
		little = little && c[3] == 0 && c[2] <= utf8.MaxRune>>16
		big = big && c[0] == 0 && c[1] <= utf8.MaxRune>>16
		if c[0]|c[1]|c[2]|c[3] != 0 {
			letters++
		}
	}
	return len(head) >= 16 && letters == len(head)/4 && little != big
}

// foreignText is foreign for what only the text shows.
func foreignText(begin string) string {
	text := strings.TrimLeft(strings.TrimPrefix(begin, "\ufeff"), " \t\r\n")
	switch {
	case strings.HasPrefix(text, "<"):
		return foreignMarkup(strings.ToLower(text))
	case jsonBegins(text):
		return "the file is JSON, the answer of a program (perhaps an error) and no file of rows: ask its sender for it as CSV, as .xlsx or as a statement"
	}
	return ""
}

// jsonBegins tells an object, or a list of them, by its beginning: a SWIFT
// message begins with a brace too.
func jsonBegins(text string) bool {
	inner, list := strings.CutPrefix(text, "[")
	inner, object := strings.CutPrefix(strings.TrimLeft(inner, " \t\r\n"), "{")
	inner = strings.TrimLeft(inner, " \t\r\n")
	return object && (strings.HasPrefix(inner, `"`) || list)
}

// pageTags are those that a web page, or a part of one, begins with.
var pageTags = []string{"!doctype html", "html", "head", "body", "title", "meta", "link", "base", "script", "style", "table", "form", "div", "center", "p", "h1", "h2", "font", "span"}

// foreignMarkup tells web pages and the workbooks of 2003 from XML that is read
// here; text is in small letters.
func foreignMarkup(text string) string {
	if strings.Contains(text, "urn:schemas-microsoft-com:office:spreadsheet") && strings.HasPrefix(text, "<?xml") {
		return "the file is a workbook of the old XML kind (Excel 2003), whatever its name says: open it and save it as .xlsx or CSV"
	}
	for { // what may stand before the first tag
		rest, ok := "", false
		switch {
		case strings.HasPrefix(text, "<?"):
			_, rest, ok = strings.Cut(text, "?>")
		case strings.HasPrefix(text, "<!--"):
			_, rest, ok = strings.Cut(text, "-->")
		}
		if !ok {
			break
		}
		text = strings.TrimLeft(rest, " \t\r\n")
	}
	tag, _ := strings.CutPrefix(text, "<")
	if i := strings.IndexAny(tag, " \t\r\n>/"); i >= 0 && !strings.HasPrefix(tag, "!") {
		tag = tag[:i]
	} else {
		tag = strings.Join(strings.Fields(tag[:min(len(tag), 40)]), " ")
		tag = tag[:min(len(tag), len("!doctype html"))]
	}
	switch {
	case !slices.Contains(pageTags, tag):
		return ""
	case strings.Contains(text, `type="password"`) || strings.Contains(text, "type='password'") || strings.Contains(text, "type=password"):
		return "the file is a web page on which one logs in, saved in place of the file: log in, and download the file again"
	case strings.Contains(text, "<tr") || strings.Contains(text, "office:excel"):
		return "the file is a web page with a table, whatever its name says: open it in a spreadsheet program and save it as .xlsx or CSV"
	}
	return "the file is a web page, such as one that asks to log in or tells of an error: download the file again, and look at it before it is sent here"
}
