package profile

import (
	"slices"
	"strings"
	"unicode"

	"moneytrail/recon/record"
)

// fold gives the form of a printed column name that synonyms are compared in:
// full-width marks as half-width, runs of blanks as one, no capitals.
func fold(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || c == ' ' || c == '\t' || c >= 'A' && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 0xff01 && r <= 0xff5e:
			r -= 0xfee0
		case r == 0x3000 || r == 0xa0:
			r = ' '
		}
		return unicode.ToLower(r)
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// Comma is the delimiter.
func (p *Profile) Comma() byte {
	if p.Text.Delimiter == "" {
		return ','
	}
	return p.Text.Delimiter[0]
}

// IsHeader tells whether values, cleaned, are the header of this layout.
func (p *Profile) IsHeader(values []string) bool {
	if len(p.header) == 0 || len(values) < len(p.header) {
		return false
	}
	have := p.named(values)
	for _, c := range p.without {
		if have[c] {
			return false
		}
	}
	return all(have, p.header)
}

// IsSection tells whether values, cleaned, are a further header of the layout.
func (p *Profile) IsSection(values []string) bool {
	if len(p.sections) == 0 {
		return false
	}
	have := p.named(values)
	for _, s := range p.sections {
		if all(have, s) {
			return true
		}
	}
	return false
}

// named gives the set of printed names, as they are compared.
func (p *Profile) named(values []string) map[string]bool {
	have := make(map[string]bool, len(values))
	for _, v := range values {
		have[fold(strings.TrimPrefix(v, p.Text.Prefix))] = true
	}
	return have
}

// all tells whether one of each list of names is there.
func all(have map[string]bool, names [][]string) bool {
	for _, either := range names {
		if !slices.ContainsFunc(either, func(n string) bool { return have[n] }) {
			return false
		}
	}
	return true
}

// folded prepares names, "a|b" being either, for comparison.
func folded(names []string) [][]string {
	var out [][]string
	for _, n := range names {
		var either []string
		for one := range strings.SplitSeq(n, "|") {
			either = append(either, fold(one))
		}
		out = append(out, either)
	}
	return out
}

// HasMarks tells whether the text down to the header has all of detect.text.
func (p *Profile) HasMarks(above string) bool {
	for _, mark := range p.Detect.Text {
		if !strings.Contains(above, mark) {
			return false
		}
	}
	return true
}

// IsFirst tells whether a record is the first of a layout without a header.
func (p *Profile) IsFirst(line string) bool {
	return p.Detect.row != nil && p.Detect.row.MatchString(line)
}

// Aside tells whether a line is no record: a comment, a ruler, the end mark.
func (p *Profile) Aside(line string) bool {
	if p.Text.Comment != "" && strings.HasPrefix(line, p.Text.Comment) || p.Text.End != "" && strings.HasPrefix(line, p.Text.End) {
		return true
	}
	for _, re := range p.Text.skip {
		if re.MatchString(line) {
			return true
		}
	}
	return false
}

// Asides tells whether the layout has lines that are no records at all.
func (p *Profile) Asides() bool {
	return p.Text.Comment != "" || p.Text.End != "" || len(p.Text.skip) > 0
}

// Captured gives what a text tells of the whole file, by slot. in is "name" or "lines".
func (p *Profile) Captured(in, text string) map[int]string {
	var out map[int]string
	for i := range p.Captures {
		c := &p.Captures[i]
		if c.In != in {
			continue
		}
		if m := c.find.FindStringSubmatch(text); m != nil && m[1] != "" {
			if out == nil {
				out = map[int]string{}
			}
			out[p.slots[c.Name]] = m[1]
		}
	}
	return out
}

// Spans are the byte ranges of columns in a fixed-width record, by slot, and
// those of the values that widths cut.
func (p *Profile) Spans() (columns map[int][2]int, values [][2]int) {
	columns = map[int][2]int{}
	at := 0
	for _, w := range p.Text.Widths {
		values = append(values, [2]int{at, at + w})
		at += w + p.Text.Gap
	}
	for slot, s := range p.spans {
		if s.position < 0 {
			columns[slot] = [2]int{s.from, s.to}
		}
	}
	return columns, values
}

// Slot of a column, captured or derived value, or -1.
func (p *Profile) Slot(name string) int {
	if s, ok := p.slots[name]; ok {
		return s
	}
	return -1
}

// CurrencySlots are the columns that the currency comes from.
func (p *Profile) CurrencySlots() []int { return p.currency.Slots() }

// Origin is the slot of the first column behind a field, -1 if it has none.
func (p *Profile) Origin(f Field) int {
	if f.Text != nil {
		for _, slot := range f.Text.Slots() {
			return p.source(slot)
		}
		return -1
	}
	return p.sumOrigin(f.Amount)
}

// source is the column that a derived value is made of.
func (p *Profile) source(slot int) int {
	d := p.derived[slot]
	switch {
	case d == nil:
		return slot
	case d.is == nil:
		return p.source(d.column)
	}
	for _, s := range d.is.Slots() {
		return p.source(s)
	}
	return slot
}

func (p *Profile) sumOrigin(s *Sum) int {
	for _, t := range s.terms {
		if t.slot >= 0 {
			return p.source(t.slot)
		}
		for _, a := range p.groups[t.group] {
			if slot := p.sumOrigin(&a.sum); slot >= 0 {
				return slot
			}
		}
	}
	return -1
}

// RuleColumns names the columns that rules look at, for messages.
func (p *Profile) RuleColumns() []int {
	seen := map[int]bool{}
	var out []int
	for i := range p.Rules {
		for _, c := range p.Rules[i].when {
			if !seen[c.slot] {
				seen[c.slot] = true
				out = append(out, c.slot)
			}
		}
	}
	return out
}

// Outputs are the native rows that the rule makes.
func (r *Rule) Outputs() []Output { return r.outputs }

// Broken tells whether a row breaks the law, and both sides as decimals.
func (c *Check) Broken(r *Row) (left, right string, broken bool) {
	if !r.Fits(c.when) || !r.same(c.same) {
		return "", "", false
	}
	a, ok := r.sum(&c.left)
	b, also := r.sum(&c.right)
	if !ok || !also {
		return "", "", false // a number cannot be read, which was told
	}
	if off, ok := a.add(b.negative()); ok && off.within(c.Tolerance, r.Digits) {
		return "", "", false
	}
	return a.String(false), b.String(false), true
}

// YearOf gives the day that tells the year of a row's times, "" if none is needed.
func (t *Time) YearOf(r *Row) string {
	if t.year == nil {
		return ""
	}
	return r.Fill(t.year)
}

// Lacks lists the names that tell the layout and are not among values.
func (p *Profile) Lacks(values []string) []string {
	have := p.named(values)
	var out []string
	for i, c := range p.Detect.Columns {
		if !all(have, p.header[i:i+1]) {
			out = append(out, c)
		}
	}
	return out
}

// Kind of the records that most rules make, as the native files call it.
func (p *Profile) Kind() record.Kind {
	count, best := map[string]int{}, ""
	for i := range p.Rules {
		for _, o := range p.Rules[i].outputs {
			if count[o.Kind]++; count[o.Kind] > count[best] {
				best = o.Kind
			}
		}
	}
	return record.Kind(best)
}
