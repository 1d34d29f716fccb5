package mt940

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/importer/statement"
	"moneytrail/recon/record"
)

// entry is a :61: with the :86: behind it.
type entry struct {
	*statement.Entry
	customer string   // reference of the account's holder
	details  []string // further lines of :61:
	text     []string // lines of :86:
	size     int      // bytes of them
}

// read takes a :61: apart: value date, entry date, mark, funds code, amount,
// type, references. What does not fit is told with its column.
func (m *message) read(text []string, line int, r *statement.Report) *entry {
	e := &entry{Entry: &statement.Entry{Line: line, Account: m.account, Currency: m.currency, Scope: statementOf(m.number)}}
	s := strings.TrimRight(text[0], " ")
	if len(text) > 1 {
		// some banks break the line before the amount
		if len(s) < len("yymmddmmddRCX") && !strings.Contains(s, ",") {
			s += strings.TrimSpace(text[1])
			text = text[1:]
		}
		e.details = slices.Clone(text[1:])
	}
	whole := s
	bad := func(format string, args ...any) *entry {
		e.Wrong(line, "the entry :61: %s %s", statement.Quote(whole), fmt.Sprintf(format, args...))
		e.Problems[len(e.Problems)-1].Column = len(":61:") + len(whole) - len(s) + 1
		return e
	}
	if len(s) < 6 || !digits(s[:6]) {
		return bad("does not begin with a value date (yymmdd)")
	}
	value, odd, ok := date(s[:6])
	if !ok {
		return bad("has a value date that does not exist")
	}
	if odd {
		r.Warn(line, "the value date %s does not exist (banks count 30 days in every month); the last day of the month is taken", s[:6])
	}
	e.ValueOn, e.BookedOn = value.String(), value
	s = strings.TrimLeft(s[6:], " ")
	if len(s) >= 4 && digits(s[:4]) {
		on, odd, ok := entryDate(s[:4], value)
		if !ok {
			return bad("has an entry date that does not exist")
		}
		if odd {
			r.Warn(line, "the entry date %s does not exist (banks count 30 days in every month); the last day of the month is taken", s[:4])
		}
		e.BookedOn = on
		s = strings.TrimLeft(s[4:], " ")
	}
	if s = e.mark(s); e.Direction == "" {
		return bad("has no mark C, D, RC or RD behind its dates")
	}
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == ',') {
		n++
	}
	amount, err := statement.Amount(s[:n], m.currency, ',')
	switch {
	case m.currency == "":
		return bad("comes before any balance: its currency is not known")
	case err != nil:
		return bad("has an amount %s that %s", statement.Quote(s[:n]), err)
	}
	e.Amount = amount
	s = s[n:]
	if len(s) < 4 || s[0] < 'A' || s[0] > 'Z' || strings.Trim(s[1:4], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return bad("has no type of transaction (like NTRF) behind its amount")
	}
	e.Code = s[:4]
	customer, bank, _ := strings.Cut(s[4:], "//")
	e.customer, e.BankRef = strings.TrimSpace(customer), statement.Ref(strings.TrimSpace(bank))
	return e
}

// mark reads C, D, RC, RD, EC or ED and the funds code.
func (e *entry) mark(s string) string {
	rest, announced := s, false
	if strings.HasPrefix(rest, "R") {
		e.Reversal, rest = true, rest[1:]
	} else if strings.HasPrefix(rest, "E") {
		announced, rest = true, rest[1:]
	}
	if rest == "" || rest[0] != 'C' && rest[0] != 'D' {
		return s
	}
	credit := (rest[0] == 'C') != e.Reversal // RC takes a credit back
	e.Direction = record.Debit
	if credit {
		e.Direction = record.Credit
	}
	if announced {
		e.Unbooked = "E" + rest[:1]
	}
	rest = rest[1:]
	if rest != "" && rest[0] >= 'A' && rest[0] <= 'Z' {
		rest = rest[1:] // funds code: third letter of the currency
	}
	return strings.TrimLeft(rest, " ")
}

// statementOf is the number of a statement without its page: equal entries on
// two pages are two.
func statementOf(number string) string {
	number, _, _ = strings.Cut(number, "/")
	return number
}

// yield hands the open entry to the report.
func (m *message) yield(r *statement.Report) error {
	e := m.entry
	m.entry = nil
	if e == nil {
		return nil
	}
	var memo statement.Memo
	d := read86(e.text)
	refs := append(d.references, e.customer)
	for _, ref := range refs {
		if ref = pointer(ref); ref != "" {
			e.References = append(e.References, ref)
			memo.Add(ref)
		}
	}
	for _, line := range e.details {
		memo.Add(line)
	}
	memo.Add(d.text)
	memo.Add(e.BankRef)
	e.Reason, e.Counterparty, e.Name = d.reason, d.account, d.name
	if len(e.Code) == 4 && e.Code[1:] == "RTI" && e.Reason == "" { // returned item
		memo.Add("RETURN")
	}
	memo.Came(e.Reason, e.Reversal)
	e.Memo = memo.String()
	if memo.Cut {
		r.Warn(e.Line, "the entry has more text than is kept (%d KiB)", statement.MaxMemo>>10)
	}
	if len(e.Problems) == 0 && e.Unbooked == "" {
		m.ledger.Add(e.Entry)
	}
	return r.Entry(e.Entry)
}

// pointer drops references that only say where the reference stands.
func pointer(ref string) string {
	switch ref {
	case "EREF", "PREF", "IREF", "MARF", "KREF", "CREF", "N":
		return ""
	}
	return statement.Ref(ref)
}

// date reads yymmdd; odd: a day that only a calendar of 30-day months has
// stands for the last of its month. Years from 80 on are of the last century.
func date(s string) (d calendar.Date, odd, ok bool) {
	y, mo, day := two(s), two(s[2:]), two(s[4:])
	y += 2000
	if y >= 2080 {
		y -= 100
	}
	return day30(y, mo, day)
}

func day30(y, mo, day int) (d calendar.Date, odd, ok bool) {
	if mo < 1 || mo > 12 || day < 1 || day > 31 || y < 1990 {
		return 0, false, false
	}
	last := time.Date(y, time.Month(mo)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	if day > last {
		if day > 30 {
			return 0, false, false
		}
		return calendar.NewDate(y, time.Month(mo), last), true, true
	}
	return calendar.NewDate(y, time.Month(mo), day), false, true
}

// entryDate reads mmdd in the year that brings it nearest to the value date.
func entryDate(s string, value calendar.Date) (best calendar.Date, odd, ok bool) {
	for y := value.Year() - 1; y <= value.Year()+1; y++ {
		d, o, fits := day30(y, two(s), two(s[2:]))
		if fits && (!ok || distance(d, value) < distance(best, value)) {
			best, odd, ok = d, o, true
		}
	}
	return best, odd, ok
}

func distance(a, b calendar.Date) calendar.Date {
	if a > b {
		return a - b
	}
	return b - a
}

func two(s string) int {
	if !digits(s[:2]) {
		return -1
	}
	return int(s[0]-'0')*10 + int(s[1]-'0')
}
