// Package bai2 reads bank statements in the Cash Management Balance Reporting
// format of BAI, version 2: files of groups of accounts, each closed by a
// control total and a number of records, which must agree.
package bai2

import (
	"errors"
	"io"
	"strings"

	"moneytrail/recon/importer/statement"
)

// Is tells whether the beginning of a file is a file header:
// 01,sender,receiver,yymmdd,hhmm,...
func Is(head string) bool {
	head = strings.TrimLeft(strings.TrimPrefix(head, "\ufeff"), " \r\n")
	line, _, _ := strings.Cut(head, "\n")
	f := strings.Split(line, ",")
	return len(f) >= 8 && f[0] == "01" && len(f[3]) == 6 && digits(f[3]) && len(f[4]) <= 4 && digits("0"+f[4])
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// maxRecord bounds a record with its continuations, in bytes.
const maxRecord = 64 << 10

// physical is one record as it stands in the file; records that continue it
// (88) are further parts.
type physical struct {
	line    int
	code    string
	parts   []string
	size    int
	records int // itself and its continuations
}

// reader takes a file record by record.
type reader struct {
	lines   *statement.Lines
	report  *statement.Report
	record  *physical // the one that may still be continued
	file    *level
	group   *group
	account *account
	whole   bool // a trailer (99) was the last record
}

// Read yields the transactions (16) of a file and proves its control totals. A
// statement.Refusal means that nothing of the file may be used.
func Read(r io.Reader, encoding string, report *statement.Report) error {
	d := &reader{lines: statement.NewLines(r, encoding), report: report}
	for {
		line, err := d.lines.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		for _, piece := range split(line) {
			if err := d.piece(piece); err != nil {
				return err
			}
		}
	}
	if err := d.flush(); err != nil {
		return err
	}
	if !d.whole {
		return statement.Refuse(d.lines.Number, "the file has no trailer (99): it is cut off; get it again")
	}
	report.Finish()
	return nil
}

// split cuts a line into records: some senders put several on one, each ended
// by a slash and blanks.
func split(line string) []string {
	var out []string
	for {
		line = strings.TrimLeft(line, " \ufeff")
		at := next(line)
		if at < 0 {
			break
		}
		out, line = append(out, line[:at]), line[at:]
	}
	if line = strings.TrimRight(line, " "); line != "" {
		out = append(out, line)
	}
	return out
}

// next gives the end of the first record of a line, if another follows.
func next(line string) int {
	for i := 0; ; {
		slash := strings.Index(line[i:], "/ ")
		if slash < 0 {
			break
		}
		i += slash + 1
		if code(strings.TrimLeft(line[i:], " ")) != "" {
			return i
		}
	}
	// the trailer of an account, behind a text without its slash
	if at := strings.LastIndex(line, "  49,"); at > 0 {
		if f := strings.Split(strings.TrimRight(line[at+2:], " /"), ","); len(f) == 3 && digits(strings.TrimLeft(f[1], "+-")) && digits(f[2]) {
			return at
		}
	}
	return -1
}

// code gives the code of the record that s begins with, "" if it begins none.
func code(s string) string {
	if len(s) < 3 || s[2] != ',' {
		return ""
	}
	switch s[:2] {
	case "01", "02", "03", "16", "49", "88", "98", "99":
		return s[:2]
	}
	return ""
}

// piece takes one record or more of the text before.
func (d *reader) piece(s string) error {
	line := d.lines.Number
	c := code(s)
	switch {
	case c == "" && (d.record == nil || d.record.code != "16"):
		return statement.Refuse(line, "the line %s begins with none of the records 01, 02, 03, 16, 49, 88, 98, 99: the file is damaged; get it again", statement.Quote(s))
	case c == "": // a text that goes on in the next line
		return d.more(s)
	case c == "88":
		if d.record == nil || d.record.code != "03" && d.record.code != "16" {
			return statement.Refuse(line, "a continuation (88) follows no account (03) and no transaction (16)")
		}
		d.record.records++
		return d.more(s[3:])
	}
	if err := d.flush(); err != nil {
		return err
	}
	d.record = &physical{line: line, code: c, records: 1}
	return d.more(s[3:])
}

func (d *reader) more(s string) error {
	p := d.record
	if p.size += len(s) + 1; p.size > maxRecord {
		return statement.Refuse(p.line, "the record %s is longer than %d KiB: the file is damaged; get it again", p.code, maxRecord>>10)
	}
	p.parts = append(p.parts, strings.TrimSuffix(strings.TrimRight(s, " "), "/"))
	return nil
}

// flush reads the record that is complete now.
func (d *reader) flush() error {
	p := d.record
	if p == nil {
		return nil
	}
	d.record = nil
	if d.whole && p.code != "01" {
		return statement.Refuse(p.line, "a record %s follows the trailer (99): the file is damaged, or two files were put together", p.code)
	}
	d.whole = false
	switch p.code {
	case "01":
		return d.begin(p)
	case "02":
		return d.beginGroup(p)
	case "03":
		return d.beginAccount(p)
	case "16":
		return d.transaction(p)
	case "49":
		return d.endAccount(p)
	case "98":
		return d.endGroup(p)
	default:
		return d.end(p)
	}
}
