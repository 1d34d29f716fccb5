package profile

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// span is where a value stands without a header: a position from 0, or bytes.
type span struct {
	position int // -1: bytes
	from, to int // half open, from 0
}

// compile checks the profile and ties its expressions to slots.
func (p *Profile) compile() error {
	for _, step := range []func() error{p.compileDetect, p.compileText, p.compileColumns, p.compileTime, p.compileAmounts, p.compileRules, p.compileTotals} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func wrong(key, format string, args ...any) error {
	return fault{key, fmt.Errorf(format, args...)}
}

func (p *Profile) compileDetect() error {
	switch {
	case p.Name == "":
		return wrong("name", "is empty: give the profile a name of its own")
	case strings.ContainsAny(p.Name, " /="):
		return wrong("name", "%q must not have spaces, slashes or = in it: merchants' aliases use it", p.Name)
	case p.Name == "native":
		return wrong("name", "native is the product's own format")
	case len(p.Detect.Columns) == 0 && p.Detect.Row == "":
		return wrong("detect", "has neither columns nor row: nothing would tell this layout")
	case len(p.Detect.Columns) > 0 && p.Detect.Row != "":
		return wrong("detect", "has columns and row: a layout has a header line or it has none")
	}
	p.header, p.without, p.sections = folded(p.Detect.Columns), nil, nil
	for _, name := range p.Detect.Without {
		p.without = append(p.without, fold(name))
	}
	for _, names := range p.Text.Sections {
		p.sections = append(p.sections, folded(names))
	}
	if p.Detect.Row != "" {
		var err error
		if p.Detect.row, err = regexp.Compile(p.Detect.Row); err != nil {
			return fault{"detect.row", err}
		}
	}
	return nil
}

func (p *Profile) compileText() error {
	t := &p.Text
	switch {
	case len(t.Delimiter) > 1 || t.Delimiter != "" && (t.Delimiter[0] >= 0x80 || strings.Contains("\"\r\n", t.Delimiter)):
		return wrong("text.delimiter", "%q must be one ASCII character other than a quote; tab is \"\\t\"", t.Delimiter)
	case t.Above < 0 || t.Above > 40:
		return wrong("text.above", "%d lines: at most 40 are looked at", t.Above)
	case t.Gap < 0 || t.Gap > 0 && len(t.Widths) == 0:
		return wrong("text.gap", "needs text.widths")
	case len(t.Widths) > 0 && t.Width > 0:
		return wrong("text.width", "is the sum of text.widths: give one of both")
	case p.Fixed() && (t.Quotes || t.Delimiter != ""):
		return wrong("text", "fixed-width records have neither delimiter nor quotes")
	case p.Fixed() && p.Detect.Row == "":
		return wrong("detect.row", "is needed: fixed-width records have no header line")
	}
	for i, w := range t.Widths {
		if w <= 0 || w > 10_000 {
			return wrong("text.widths", "value %d has %d bytes", i+1, w)
		}
	}
	t.skip = nil
	for _, s := range t.Skip {
		re, err := regexp.Compile(s)
		if err != nil {
			return fault{"text.skip", err}
		}
		t.skip = append(t.skip, re)
	}
	return nil
}

// Fixed tells whether records are cut by bytes.
func (p *Profile) Fixed() bool { return len(p.Text.Widths) > 0 || p.Text.Width > 0 }

// Length of a fixed-width record in bytes.
func (p *Profile) Length() int {
	n := p.Text.Width
	for i, w := range p.Text.Widths {
		if n += w; i > 0 {
			n += p.Text.Gap
		}
	}
	return n
}

// compileColumns gives every column, captured and derived value its slot.
func (p *Profile) compileColumns() error {
	p.names, p.slots, p.spans, p.derived, p.summed = nil, map[string]int{}, map[int]span{}, map[int]*Derive{}, map[int]bool{}
	for _, name := range slices.Sorted(maps.Keys(p.Columns)) {
		printed := p.Columns[name]
		if len(printed) == 0 {
			return wrong("columns."+name, "has no printed name")
		}
		at, ok, err := p.span(printed[0])
		if err != nil {
			return fault{"columns." + name, err}
		}
		if p.Detect.Row != "" && !ok {
			return wrong("columns."+name, "%q: without a header line a column is a position (\"#3\") or bytes (\"67-78\")", printed[0])
		}
		p.slots[name] = len(p.names)
		if ok {
			p.spans[len(p.names)] = at
		}
		p.names = append(p.names, name)
	}
	// what rows tell may be a derived value, and what is derived may use what the file tells
	captures := func(rows bool) error {
		for i := range p.Captures {
			if c := &p.Captures[i]; (c.In == "rows") == rows {
				if err := p.compileCapture(c, fmt.Sprintf("file[%d]", i+1)); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := captures(false); err != nil {
		return err
	}
	for i := range p.Derive {
		if err := p.compileDerive(&p.Derive[i], fmt.Sprintf("derive[%d]", i+1)); err != nil {
			return err
		}
	}
	if err := captures(true); err != nil {
		return err
	}
	for _, list := range []struct {
		key   string
		names []string
	}{{"optional", p.Optional}, {"keep", p.Keep}, {"apart", p.Apart}, {"empty", slices.Sorted(maps.Keys(p.Empty))}} {
		for _, n := range list.names {
			if _, ok := p.Columns[n]; !ok {
				return wrong(list.key, "no column is called %s", n)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.Numbers)) {
		if err := p.compileNumber(name, p.Numbers[name]); err != nil {
			return err
		}
	}
	var err error
	p.currency, err = p.template("currency", p.Currency)
	return err
}

func (p *Profile) compileCapture(c *Capture, key string) error {
	switch {
	case c.In == "rows":
		slot, ok := p.slots[c.Column]
		if !ok {
			return wrong(key+".column", "no column is called %s", c.Column)
		}
		c.column = slot
		return p.newSlot(key, c.Name)
	case c.In != "lines" && c.In != "name":
		return wrong(key+".in", "%q must be lines, name or rows", c.In)
	}
	var err error
	if c.find, err = regexp.Compile(c.Find); err != nil {
		return fault{key + ".find", err}
	}
	if c.find.NumSubexp() < 1 {
		return wrong(key+".find", "the pattern has no group ( ) that says what to take")
	}
	return p.newSlot(key, c.Name)
}

func (p *Profile) newSlot(key, name string) error {
	if name == "" {
		return wrong(key+".name", "is empty")
	}
	if _, taken := p.slots[name]; taken {
		return wrong(key+".name", "%s is the name of another column", name)
	}
	p.slots[name] = len(p.names)
	p.names = append(p.names, name)
	return nil
}

// span reads "#3" and "67-78".
func (p *Profile) span(s string) (span, bool, error) {
	if rest, ok := strings.CutPrefix(s, "#"); ok {
		if n, err := strconv.Atoi(rest); err == nil {
			switch {
			case n < 1 || n > 1000:
				return span{}, false, fmt.Errorf("%q: values are counted from 1 to 1000", s)
			case len(p.Text.Widths) > 0 && n > len(p.Text.Widths):
				return span{}, false, fmt.Errorf("%q: text.widths has %d values", s, len(p.Text.Widths))
			}
			return span{position: n - 1}, true, nil
		}
	}
	a, b, ok := strings.Cut(s, "-")
	from, err1 := strconv.Atoi(a)
	to, err2 := strconv.Atoi(b)
	if !ok || err1 != nil || err2 != nil || p.Text.Width == 0 {
		return span{}, false, nil
	}
	if from < 1 || to < from || to > p.Text.Width {
		return span{}, false, fmt.Errorf("%q: bytes are counted from 1 to text.width, %d", s, p.Text.Width)
	}
	return span{position: -1, from: from - 1, to: to}, true, nil
}

func (p *Profile) compileDerive(d *Derive, key string) error {
	d.find, d.is = nil, nil
	switch {
	case d.Is != "" && (d.Column != "" || d.Find != "" || d.Map != nil):
		return wrong(key, "is stands alone, without column, find and map")
	case d.Is != "":
		t, err := p.template(key+".is", d.Is)
		if err != nil {
			return err
		}
		d.is = &t
	case (d.Find == "") == (d.Map == nil):
		return wrong(key, "give find or map, or is")
	default:
		slot, ok := p.slots[d.Column]
		if !ok {
			return wrong(key+".column", "no column is called %s", d.Column)
		}
		d.column = slot
		if d.Find != "" {
			find, err := regexp.Compile(d.Find)
			if err != nil {
				return fault{key + ".find", err}
			}
			if find.NumSubexp() < 1 {
				return wrong(key+".find", "the pattern has no group ( ) that says what to take")
			}
			d.find = find
		}
	}
	if err := p.newSlot(key, d.Name); err != nil {
		return err
	}
	d.slot = p.slots[d.Name]
	p.derived[d.slot] = d
	return nil
}

func (p *Profile) compileNumber(name string, n Number) error {
	key := "numbers." + name
	if _, ok := p.slots[name]; !ok && name != "default" {
		return wrong(key, "no column is called %s", name)
	}
	switch {
	case n.Unit != "" && n.Unit != "major" && n.Unit != "minor":
		return wrong(key+".unit", "%q must be major or minor", n.Unit)
	case len(n.Point) > 1 || n.Point != "" && n.Point != "." && n.Point != ",":
		return wrong(key+".point", "%q must be . or ,", n.Point)
	case len(n.Group) > 1 || n.Group != "" && !strings.Contains(",.' ", n.Group):
		return wrong(key+".group", "%q must be one of , . ' or a space", n.Group)
	case n.Group != "" && n.Group[0] == n.point():
		return wrong(key+".group", "is the decimal separator as well")
	}
	for mark, sign := range n.Signs {
		if mark == "" || strings.ContainsAny(mark, "0123456789.,") || sign != "+" && sign != "-" {
			return wrong(key+".signs", "%q = %q: a mark before or after the digits means \"+\" or \"-\"", mark, sign)
		}
	}
	return nil
}

func (p *Profile) compileTime() error {
	t := &p.Time
	var err error
	switch {
	case (t.Zone == "") == (t.Column == ""):
		return wrong("time", "give zone or column, and not both")
	case t.Zone != "":
		if t.location, err = time.LoadLocation(t.Zone); err != nil || t.Zone == "Local" {
			return fault{"time.zone", errors.Join(err, fmt.Errorf("%q is not a zone of the IANA list, such as Asia/Shanghai", t.Zone))}
		}
	default:
		if _, ok := p.slots[t.Column]; !ok {
			return wrong("time.column", "no column is called %s", t.Column)
		}
	}
	t.offsets = map[string]*time.Location{}
	for abbreviation, offset := range t.Zones {
		at, err := time.Parse("-07:00", offset)
		if err != nil {
			return wrong("time.zones."+abbreviation, "%q is not an offset like +08:00", offset)
		}
		_, seconds := at.Zone()
		t.offsets[abbreviation] = time.FixedZone("", seconds)
	}
	t.layouts = nil
	for _, s := range t.Formats {
		l, err := parseLayout(s)
		if err != nil {
			return fault{"time.formats", err}
		}
		if l.yearless && t.Year == "" {
			return wrong("time.formats", "%q has no year: time.year must say where it comes from", s)
		}
		t.layouts = append(t.layouts, l)
	}
	t.year = nil
	if t.Year != "" {
		y, err := p.template("time.year", t.Year)
		if err != nil {
			return err
		}
		t.year = &y
	}
	return nil
}
