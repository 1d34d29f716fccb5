package bai2

import (
	"fmt"
	"strconv"
	"strings"

	"moneytrail/recon/calendar"
	"moneytrail/recon/importer/statement"
)

// level is what a trailer proves: a sum, a number of parts, a number of records.
type level struct {
	sum            int64
	parts, records int
	over           bool
}

// add takes a signed amount into the control total.
func (l *level) add(n int64) {
	if l.sum += n; l.sum > 1<<60 || l.sum < -1<<60 {
		l.over, l.sum = true, 0
	}
}

// take adds a part that is proved.
func (l *level) take(part level) {
	l.add(part.sum)
	l.over = l.over || part.over
	l.parts++
	l.records += part.records
}

// group is the accounts of one bank on one day.
type group struct {
	level
	on       calendar.Date
	currency string
}

// fields splits a record without text.
func (p *physical) fields(n int) ([]string, error) {
	f := strings.Split(strings.Join(p.parts, ","), ",")
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	if len(f) < n {
		return nil, statement.Refuse(p.line, "the record %s has %d values, it needs %d: the file is damaged; get it again", p.code, len(f), n)
	}
	return f, nil
}

func (d *reader) begin(p *physical) error {
	if d.file != nil {
		return statement.Refuse(p.line, "a file header (01) comes before the trailer (99) of the file before: the file is cut off")
	}
	f, err := p.fields(8)
	if err != nil {
		return err
	}
	if version := f[7]; version != "2" {
		d.report.Warn(p.line, "the file is of version %s of the format, version 2 is read here", statement.Quote(version))
	}
	d.file = &level{records: 1}
	return nil
}

func (d *reader) beginGroup(p *physical) error {
	if d.file == nil || d.group != nil {
		return statement.Refuse(p.line, "a group header (02) stands where none may: the trailer (98) of the group before is missing")
	}
	f, err := p.fields(4)
	if err != nil {
		return err
	}
	f = append(f, "", "", "") // hour, currency and modifier may be missing
	switch f[2] {
	case "", "1", "3":
	case "4":
		return statement.Refuse(p.line, "the group is a test (status 4): it is not imported")
	default:
		return statement.Refuse(p.line, "the group has status %s, which is no update: take the earlier file back with import --withdraw instead", statement.Quote(f[2]))
	}
	g := &group{level: level{records: 1}, currency: f[5]}
	if g.currency == "" {
		g.currency = "USD"
	}
	var ok bool
	if g.on, ok = date(f[3]); !ok {
		return statement.Refuse(p.line, "the group has the date %s: it must read yymmdd", statement.Quote(f[3]))
	}
	d.group = g
	return nil
}

// date reads yymmdd.
func date(s string) (calendar.Date, bool) {
	if len(s) != 6 || !digits(s) {
		return 0, false
	}
	century := "20"
	if s[0] >= '8' {
		century = "19"
	}
	on, err := calendar.ParseDate(century + s[:2] + "-" + s[2:4] + "-" + s[4:])
	return on, err == nil && on.Year() >= 1990
}

// signed reads an amount with or without a sign, in minor units.
func signed(s string) (int64, error) {
	n, err := statement.Minor(strings.TrimLeft(s, "+-"))
	if len(s)-len(strings.TrimLeft(s, "+-")) > 1 {
		return 0, fmt.Errorf("has two signs")
	}
	if strings.HasPrefix(s, "-") {
		n = -n
	}
	return n, err
}

// control is one value of a trailer.
type control struct {
	what               string
	declared, computed int64
	shown              func(int64) string
}

// number reads a count, -1 if it is none.
func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 32)
	if err != nil {
		return -1
	}
	return n
}

// prove compares a trailer with what was read. The trailer counts as a record.
func (d *reader) prove(p *physical, name, parts string, l *level, currency string, f []string) error {
	if l.over {
		return statement.Refuse(p.line, "%s has amounts too large to be added", name)
	}
	sum, err := signed(f[0])
	if err != nil {
		return statement.Refuse(p.line, "%s has the control total %s, which %s", name, statement.Quote(f[0]), err)
	}
	whole := func(n int64) string { return strconv.FormatInt(n, 10) }
	money := whole // totals of groups and files add up all currencies, as they are printed
	if currency != "" {
		money = func(n int64) string { return statement.Format(n, currency) }
	}
	check := []control{{"control total", sum, l.sum, money}}
	if parts != "" {
		check = append(check, control{"number of " + parts, number(f[1]), int64(l.parts), whole})
	}
	check = append(check, control{"number of records", number(f[len(f)-1]), int64(l.records), whole})
	for _, c := range check {
		t := statement.Total{Name: name + ", " + c.what, Declared: c.shown(c.declared), Computed: c.shown(c.computed), OK: c.declared == c.computed}
		d.report.Add(t)
		if !t.OK {
			return t.Refuse(p.line, "records")
		}
	}
	return nil
}

func (d *reader) endGroup(p *physical) error {
	if d.group == nil || d.account != nil {
		return statement.Refuse(p.line, "a group trailer (98) stands where none may: the trailer (49) of an account is missing")
	}
	f, err := p.fields(3)
	if err != nil {
		return err
	}
	d.group.records++
	if err := d.prove(p, "group of "+d.group.on.String(), "accounts", &d.group.level, "", f[:3]); err != nil {
		return err
	}
	d.file.take(d.group.level)
	d.group = nil
	return nil
}

func (d *reader) end(p *physical) error {
	if d.file == nil || d.group != nil {
		return statement.Refuse(p.line, "a file trailer (99) stands where none may: the trailer (98) of a group is missing")
	}
	f, err := p.fields(3)
	if err != nil {
		return err
	}
	d.file.records++
	if err := d.prove(p, "file", "groups", d.file, "", f[:3]); err != nil {
		return err
	}
	d.file, d.whole = nil, true
	return nil
}
