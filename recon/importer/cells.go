package importer

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	"moneytrail/recon/calendar"
	"moneytrail/recon/card"
	"moneytrail/recon/money"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// cells are the values of one row. The accessors check what they give and
// collect what is wrong; what they gave makes the digest that tells equal rows.
type cells struct {
	head     *header
	line     int
	fields   []string
	problems []Problem
	digest   []byte // grows only where rows are compared
	compared bool
	sealed   seals
	plain    bool      // the row has nothing odd in it: see odd
	sound    bool      // nor any character that needs a closer look
	keep     bool      // records are wanted, not only what is wrong with them
	index    int       // of the row
	found    *findings // of the pass before
	seen     *notice   // nil: nobody looks at whole columns
	cards    map[column]cardGroups
	o        *Options
	source   string // default witness
	// virtual holds the values of a row that a profile made; nil: fields are the row.
	virtual *[columnCount]string
	// follows: the profile's row names no currency, its amounts are in its
	// merchant's; minor: and printed in minor units.
	follows, minor bool
	prefix         string        // of every value, as the layout prints it
	stamped        calendar.Date // the day that the last stamp printed
	money          string        // the currency that the row was asked for last, "" if it is not known
}

// value gives the cleaned text of a native column, "" if the file has no such column.
func (c *cells) value(k column) string {
	if c.virtual != nil {
		return c.virtual[k]
	}
	i := c.head.at[k]
	if i == 0 {
		return ""
	}
	v := c.fields[i-1]
	if n := len(v); n > 0 && (v[0]-'!' > '~'-'!' || v[n-1]-'!' > '~'-'!') {
		return trim(v)
	}
	return v
}

// bad notes what is wrong with a native column of this row.
func (c *cells) bad(k column, format string, args ...any) {
	c.wrong(columnNames[k], format, args...)
}

// wrong notes what is wrong with a column of this row.
func (c *cells) wrong(name, format string, args ...any) {
	p := Problem{Line: c.line, Message: name + " " + fmt.Sprintf(format, args...)}
	if i, ok := c.head.index[name]; ok {
		p.Column = i + 1
		if printed := c.head.names[i]; printed != name {
			p.Message = fmt.Sprintf("%s (%s) %s", name, printed, fmt.Sprintf(format, args...))
		}
	}
	c.problems = append(c.problems, p)
}

// note makes a text part of what the row says.
func (c *cells) note(s string) {
	if c.compared {
		c.digest = append(append(c.digest, byte(len(s)), byte(len(s)>>8), byte(len(s)>>16)), s...)
	}
}

// noteInt makes a number part of what the row says.
func (c *cells) noteInt(n int64) {
	if c.compared {
		c.digest = binary.LittleEndian.AppendUint64(c.digest, uint64(n))
	}
}

// name is a value that names something: no control characters, no numbers that
// a spreadsheet destroyed.
func (c *cells) name(k column, need bool) string {
	v := c.value(k)
	if n := len(v); n == 0 && !need || n > 0 && n <= 200 && (c.plain || plainName(v)) {
		if n >= card.Shortest {
			v = c.cardless(k, v)
		}
		c.note(v)
		return v
	}
	switch {
	case v == "":
		c.bad(k, "is empty: every row needs it")
	case len(v) > 200:
		c.bad(k, "%s is longer than 200 bytes", quoteValue(v))
	case destroyed(v) && dispensable(k):
		c.lose(k)
		v = ""
	case destroyed(v):
		c.bad(k, "%s was changed by a spreadsheet, which keeps 15 digits of a number: export the file again with this column as text", quoteValue(v))
	case suspect(v) && printable(v) != v:
		c.bad(k, "%s has control characters in it", quoteValue(v))
	default:
		v = c.cardless(k, v)
	}
	c.note(v)
	return v
}

// plainName tells printable ASCII without the sign that numbers of a
// spreadsheet have: most names are, and need no closer look.
func plainName(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7f || c == '+' {
			return false
		}
	}
	return true
}

// text is free text; card numbers in it are masked.
func (c *cells) text(k column) string { return c.free(k, false) }

// memo is text that carries references: of its long numbers only those are
// hidden that are sure to be of accounts and cards.
func (c *cells) memo(k column) string { return c.free(k, true) }

func (c *cells) free(k column, references bool) string {
	v := c.value(k)
	if !c.plain {
		v = printable(v)
	}
	if longNumber(v) {
		if references {
			v = c.cardless(k, v)
		}
		v = hideCards(v, references)
	}
	if !c.plain && destroyed(v) {
		c.lose(k)
		v = ""
	}
	c.note(v)
	return v
}

// one is a value of a closed list.
func (c *cells) one(k column, need bool, list []string) string {
	v := c.value(k)
	c.note(v)
	if v == "" {
		if need {
			c.bad(k, "is empty: it must be one of %s", strings.Join(list, " "))
		}
		return ""
	}
	if i := slices.Index(list, v); i >= 0 {
		return list[i] // not the text of the row, which then lives as long as the record
	}
	c.bad(k, "%s is not one of %s", quoteValue(v), strings.Join(list, " "))
	return v
}

// currency of the row: its column, else what fallback gives.
func (c *cells) currency(k column, need bool, fallback func() string) (string, int) {
	v := c.value(k)
	if v == "" && fallback != nil {
		v = fallback()
	}
	c.note(v)
	c.money = ""
	if v == "" {
		if need {
			c.bad(k, "is empty: write the ISO 4217 code, such as CNY")
		} else {
			c.bad(k, "is not given, and neither the merchant nor the operator has one: add the column or set the currency")
		}
		return "", 2
	}
	digits, ok := money.Digits(v)
	if !ok {
		c.bad(k, "%s is not a currency of ISO 4217: write three capital letters, such as CNY", quoteValue(v))
		return v, 4
	}
	c.money = v
	return v, digits
}

// amount in minor units; sign is "positive" (above 0) or "" (any).
func (c *cells) amount(k column, digits int, sign string) int64 {
	v := c.value(k)
	if v == "" {
		c.bad(k, "is empty: write an amount like 3500.00")
		return 0
	}
	n, err := parseAmount(v, digits)
	switch {
	case err != nil:
		c.noAmount(k, v, digits, err)
	case !fits(n, digits):
		c.bad(k, "%s %s", quoteValue(v), errOverflow)
	case sign == "positive" && n <= 0:
		c.bad(k, "%s must be above 0", quoteValue(v))
	}
	c.noteInt(n)
	return n
}

// noAmount tells why a value is no amount of so many decimals.
func (c *cells) noAmount(k column, v string, digits int, err error) {
	var fine tooFine
	switch {
	case errors.As(err, &fine) && c.money != "":
		c.bad(k, "%s has %s, %s has %d", quoteValue(v), decimals(int(fine)), c.money, digits)
	case errors.As(err, &fine) && c.minor:
		c.bad(k, "%s has %s, but is in minor units", quoteValue(v), decimals(int(fine)))
	default:
		c.bad(k, "%s %s", quoteValue(v), err)
	}
}

// maybeAmount is an amount that may be empty; it is never negative.
func (c *cells) maybeAmount(k column, digits int) *int64 {
	if c.value(k) == "" {
		c.note("")
		return nil
	}
	n := c.amount(k, digits, "")
	if n < 0 {
		c.bad(k, "%s must not be below 0", quoteValue(c.value(k)))
	}
	return &n
}

// stamp is a point in time; date-only values pass where dateOnly allows them.
func (c *cells) stamp(k column, need, dateOnly bool) record.Stamp {
	v := c.value(k)
	c.stamped = 0
	if v == "" {
		c.note(v)
		if need {
			c.bad(k, "is empty: write a time like 2026-11-20 14:03:00")
		}
		return record.Stamp{}
	}
	s, day, err := parseStampDay(v, dateOnly)
	if err != nil {
		c.bad(k, "%s %s", quoteValue(v), err)
	}
	c.stamped = day
	c.noteInt(s.UnixNano())
	if s.Floating {
		c.note("floating")
	}
	return s
}

func (c *cells) date(k column, need bool) calendar.Date {
	v := c.value(k)
	c.note(v)
	if v == "" {
		if need {
			c.bad(k, "is empty: write a date like 2026-11-20")
		}
		return 0
	}
	d, err := parseDate(v)
	if err != nil {
		c.bad(k, "%s %s", quoteValue(v), err)
	}
	return d
}

// clock is hh:mm, 00:00 to 24:00.
func (c *cells) clock(k column) string {
	v := c.value(k)
	c.note(v)
	if v != "" {
		if _, err := terms.ParseClock(v); err != nil {
			c.bad(k, "%s is not a time of day: write hh:mm, 00:00 to 24:00", quoteValue(v))
		}
	}
	return v
}

func (c *cells) cycle(k column) string {
	v := c.value(k)
	c.note(v)
	if v != "" && !terms.ValidCycle(v) {
		c.bad(k, "%s is not a cycle: write T+1, T+2, D+1 or T+0", quoteValue(v))
	}
	return v
}

// last4 keeps the last four digits of a card and drops the rest.
func (c *cells) last4(k column) string {
	v := c.value(k)
	if v == "" {
		c.note("")
		return ""
	}
	n := len(v)
	if n == 4 && isDigit(v[0]) && isDigit(v[1]) && isDigit(v[2]) && isDigit(v[3]) {
		c.note(v)
		return v
	}
	if n > 4 {
		if _, ok := number(v[n-4:]); ok {
			c.note(v[n-4:])
			return strings.Clone(v[n-4:])
		}
	}
	c.bad(k, "%s is not the last four digits of a card: give four digits, leading zeros too, or leave it empty", quoteAccount(v))
	return ""
}

// origin of the row, with the columns that nobody knows as JSON.
func (c *cells) origin() record.Origin {
	o := record.Origin{Source: c.source, Line: c.line}
	if s := c.name(colSource, false); s != "" {
		o.Source = s
	}
	o.Extra = c.extra()
	c.note(o.Extra)
	return o
}
