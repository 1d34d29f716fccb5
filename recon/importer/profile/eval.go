package profile

import (
	"cmp"
	"fmt"
	"math"
	"strings"
)

// Row evaluates a profile over the rows of one file. Its columns are tied to
// the file's header once.
type Row struct {
	p *Profile
	// Wrong is told what is wrong with a column of the row.
	Wrong func(slot int, message string)
	// Digits are the decimals of the row's currency, whose code is In.
	Digits int
	In     string
	// Rounded counts the amounts that were rounded, RoundedBy adds up by how much in 10^-6.
	Rounded   int
	RoundedBy int64

	empties  []condition // values that mean nothing
	at       []int       // position of a slot in the values, -1: not there
	text     []string
	numbers  []*Number // by slot
	state    []byte    // derived values and numbers of this row
	numerals []numeral
	found    []numeral // amounts of this row
	known    []bool
}

const (
	textKnown   = 1
	numberKnown = 2
)

// Text gives the value of a column, "" if the file lacks it.
func (r *Row) Text(slot int) string {
	d := r.p.derived[slot]
	if d == nil || r.state[slot]&textKnown != 0 {
		return r.text[slot]
	}
	r.state[slot] |= textKnown
	r.text[slot] = ""
	switch {
	case d.is != nil:
		r.text[slot] = r.Fill(d.is)
	case d.find != nil:
		if m := d.find.FindStringSubmatch(r.Text(d.column)); m != nil {
			r.text[slot] = m[1]
		}
	default:
		v := r.Text(d.column)
		to, ok := d.Map[v]
		if !ok {
			to = d.Map["*"]
		}
		r.text[slot] = to
	}
	return r.text[slot]
}

// Fill gives the text of a template for the row.
func (r *Row) Fill(t *Template) string {
	if len(t.parts) == 1 {
		return r.part(&t.parts[0])
	}
	var b strings.Builder
	for i := range t.parts {
		b.WriteString(r.part(&t.parts[i]))
	}
	return b.String()
}

func (r *Row) part(p *part) string {
	for _, slot := range p.slots {
		if v := r.Text(slot); v != "" {
			return v
		}
	}
	return p.literal
}

// Currency of the row, "" if it names none.
func (r *Row) Currency() string { return r.Fill(&r.p.currency) }

// Sum evaluates an expression in 10^-digits of a unit, exactly; what is not
// whole there is wrong.
func (r *Row) Sum(s *Sum, digits int) int64 {
	n, ok := r.sum(s)
	if !ok {
		return 0
	}
	v, ok := n.at(digits)
	switch {
	case !ok && n.scale > digits:
		r.fraction(s, digits)
		return 0
	case !ok || !fits(v, digits):
		r.blame(s, "is too large")
		return 0
	}
	return v
}

// fits tells whether sums of a hundred thousand such amounts stay inside int64,
// with two decimals at most: those of a currency that is not known yet have more
// for now.
func fits(n int64, digits int) bool {
	n /= powers[max(digits-2, 0)]
	return n > math.MinInt64/100_000 && n < math.MaxInt64/100_000
}

// fraction blames the first column of a sum that is not whole in minor units.
func (r *Row) fraction(s *Sum, digits int) {
	what := "decimals"
	if digits == 1 {
		what = "decimal"
	}
	whose := cmp.Or(r.In, "its currency") + " has"
	if digits != r.Digits { // it is not known yet
		whose = "a currency has at most"
	}
	message := fmt.Sprintf("is not a whole number of minor units: %s %d %s, and nothing is rounded but an [[amount]] of the profile with round = true", whose, digits, what)
	for _, t := range s.terms {
		if t.slot >= 0 {
			if n, ok := r.number(t.slot); ok && n.scale > digits {
				r.Wrong(t.slot, message)
				return
			}
		}
	}
	r.blame(s, message)
}

// blame puts a message on the first column of a sum.
func (r *Row) blame(s *Sum, message string) {
	for _, t := range s.terms {
		if t.slot >= 0 {
			r.Wrong(t.slot, message)
			return
		}
		for _, a := range r.p.groups[t.group] {
			if r.applies(a) {
				r.blame(&a.sum, message)
				return
			}
		}
	}
}

// sum adds up exactly; false if a number cannot be read, which was told.
func (r *Row) sum(s *Sum) (numeral, bool) {
	var total numeral
	for i := range s.terms {
		n, ok := r.term(&s.terms[i])
		if !ok {
			return total, false
		}
		if total, ok = total.add(n); !ok {
			r.blame(s, "is too large")
			return total, false
		}
	}
	return total, true
}

func (r *Row) term(t *term) (numeral, bool) {
	var n numeral
	ok := true
	if t.slot >= 0 {
		n, ok = r.number(t.slot)
	} else {
		n, ok = r.amount(t.group)
	}
	if t.minus != (t.abs && n.coef < 0) {
		n.coef = -n.coef
	}
	return n, ok
}

// number reads the number in a column once; an empty one is 0.
func (r *Row) number(slot int) (numeral, bool) {
	v := r.Text(slot)
	if v == "" {
		return numeral{}, true
	}
	if r.state[slot]&numberKnown != 0 {
		return r.numerals[slot], true
	}
	n, err := r.numbers[slot].read(v, r.Digits)
	if err != nil {
		r.Wrong(slot, err.Error())
		return n, false
	}
	r.state[slot] |= numberKnown
	r.numerals[slot] = n
	return n, true
}

func (r *Row) amount(group int) (numeral, bool) {
	if r.known[group] {
		return r.found[group], true
	}
	for _, a := range r.p.groups[group] {
		if !r.applies(a) {
			continue
		}
		n, ok := r.sum(&a.sum)
		if !ok {
			return n, false
		}
		if a.Round && n.scale > r.Digits {
			n = r.round(n)
		}
		r.found[group], r.known[group] = n, true
		return n, true
	}
	return numeral{}, true
}

func (r *Row) round(n numeral) numeral {
	whole, _ := n.round(r.Digits)
	rounded := numeral{whole, r.Digits}
	if off, ok := rounded.add(n.negative()); ok && off.coef != 0 {
		by, _ := off.at(maxScale)
		r.Rounded++
		r.RoundedBy += by
	}
	return rounded
}

func (r *Row) applies(a *Amount) bool { return r.same(a.same) && r.Fits(a.when) }

// same tells whether columns hold one text that is not empty.
func (r *Row) same(slots []int) bool {
	for _, s := range slots {
		if v := r.Text(s); v == "" || v != r.Text(slots[0]) {
			return false
		}
	}
	return true
}

// Fits tells whether all conditions are true of the row.
func (r *Row) Fits(w conditions) bool {
	for i := range w {
		c := &w[i]
		v := r.Text(c.slot)
		switch {
		case c.match != nil:
			if !c.match.MatchString(v) {
				return false
			}
		case !contains(c.values, v) && !(c.any && v != ""):
			return false
		}
	}
	return true
}

// Rule gives the first rule that fits the row, nil if none does.
func (r *Row) Rule() *Rule {
	for i := range r.p.Rules {
		if rule := &r.p.Rules[i]; r.Fits(rule.when) && r.signs(rule) {
			return rule
		}
	}
	return nil
}

func (r *Row) signs(rule *Rule) bool {
	for i := range rule.signs {
		s := &rule.signs[i]
		n, _ := r.sum(&s.sum)
		if n.coef < 0 && !s.negative || n.coef == 0 && !s.zero || n.coef > 0 && !s.positive {
			return false
		}
	}
	return true
}

func contains(list []string, v string) bool {
	for _, s := range list {
		if s == v {
			return true
		}
	}
	return false
}
