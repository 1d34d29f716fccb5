package profile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Tally counts and adds up the rows of one file, collects the totals that the
// file prints, and holds one against the other.
type Tally struct {
	p    *Profile
	row  *Row
	rows int

	sums     []numeral // by total
	counts   []int
	declared []printedTotal
	currency string
	digits   int
	mixed    string // a second currency
	broken   bool   // an overflow, or a number that could not be read: its row says so

	names, values []string // of the totals lines
	line          int      // of the values
	top           bool     // they stand above the header
	late          int      // a line that followed the totals
	ended         bool     // the end mark came
	after         int      // line of a record behind the end mark

	balances map[string]*group
	running  map[string]*chain
}

type printedTotal struct {
	text   string
	line   int
	column int // from 1, 0: the line
	seen   bool
}

// Result is one total as the file prints it and as its rows give it.
type Result struct {
	Name, Declared, Computed string
	OK                       bool
	Line, Column             int
	// Wrong says what does not tie; Fatal that the file cannot be taken so.
	Wrong string
	Fatal bool
}

// NewTally counts for the rows that row evaluates.
func (p *Profile) NewTally(row *Row) *Tally {
	return &Tally{p: p, row: row, sums: make([]numeral, len(p.Totals.Sums)), counts: make([]int, len(p.Totals.Sums)),
		declared: make([]printedTotal, len(p.Totals.Sums)), balances: map[string]*group{}, running: map[string]*chain{}}
}

// Add counts the data row that Row holds.
func (t *Tally) Add(currency string, line int) {
	if t.rows++; t.ended && t.after == 0 {
		t.after = line
	}
	switch {
	case t.currency == "":
		t.currency, t.digits = strings.Clone(currency), t.row.Digits
	case t.currency != currency && t.mixed == "":
		t.mixed = strings.Clone(currency)
	}
	for i := range t.p.Totals.Sums {
		s := &t.p.Totals.Sums[i]
		if !t.row.Fits(s.when) {
			continue
		}
		t.counts[i]++
		if s.Count {
			continue
		}
		n, ok := t.row.sum(&s.sum)
		if t.sums[i], ok = addOK(t.sums[i], n, ok); !ok {
			t.broken = true
		}
	}
	t.group(currency, line)
	t.chain(currency, line)
}

func addOK(a, b numeral, ok bool) (numeral, bool) {
	if !ok {
		return a, false
	}
	return a.add(b)
}

// Begun tells whether a record with this first value is of the totals lines: at
// the end of a file all that follow are.
func (t *Tally) Begun(first string) bool {
	return t.names != nil && !t.top || first == t.p.Totals.Header
}

// Above takes a record above the header of the file if it is one of the two
// totals lines, which some files begin with.
func (t *Tally) Above(values []string, line int) bool {
	switch {
	case t.p.Totals.Header == "" || t.names == nil && values[0] != t.p.Totals.Header:
		return false
	case t.values != nil && values[0] != t.p.Totals.Header && !t.numbered(values):
		return false // a further title
	}
	t.top = true
	t.Lines(values, line)
	return true
}

// numbered tells whether a record has a number where a total stands.
func (t *Tally) numbered(values []string) bool {
	f := t.p.Numbers["default"]
	for i, name := range t.names {
		if i >= len(values) || values[i] == "" || !slices.ContainsFunc(t.p.Totals.Sums, func(s Total) bool { return slices.Contains(s.Names, name) }) {
			continue
		}
		if _, err := f.read(values[i], t.digits); err == nil {
			return true
		}
	}
	return false
}

// Lines takes a record of the two totals lines: the names, then the numbers.
// values are cleaned and without the layout's prefix.
func (t *Tally) Lines(values []string, line int) {
	switch {
	case t.names == nil:
		t.names = cloneAll(values)
	case t.values == nil:
		t.values, t.line = cloneAll(values), line
	case t.late == 0:
		t.late = line
	}
}

func cloneAll(values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = strings.Clone(v)
	}
	return out
}

// Record takes the record that Row holds if it is one of totals; false if it is data as well or not one.
func (t *Tally) Record(line int) bool {
	if len(t.p.Totals.rows) == 0 || !t.row.Fits(t.p.Totals.rows) {
		return false
	}
	for i := range t.p.Totals.Sums {
		s := &t.p.Totals.Sums[i]
		if s.Column == "" {
			continue
		}
		if v := t.row.Text(s.slot); v != "" {
			t.declare(i, v, line, t.row.At(s.slot)+1)
		}
	}
	return !t.p.Totals.Data
}

// Aside takes a line that is no record.
func (t *Tally) Aside(text string, line int) {
	if t.p.Text.End != "" && strings.Contains(text, t.p.Text.End) {
		t.ended = true
	}
	for i := range t.p.Totals.Sums {
		if s := &t.p.Totals.Sums[i]; s.find != nil {
			if m := s.find.FindStringSubmatch(text); m != nil {
				t.declare(i, m[1], line, 0)
			}
		}
	}
}

func (t *Tally) declare(i int, text string, line, column int) {
	if t.declared[i].seen && t.declared[i].text != text {
		text += " and " + t.declared[i].text // two totals that differ: neither can be read as a number
	}
	t.declared[i] = printedTotal{text: strings.Clone(text), line: line, column: column, seen: true}
}

// Results tells what ties and what does not.
func (t *Tally) Results() []Result {
	var out []Result
	if t.p.Text.End != "" && !t.ended {
		out = append(out, Result{Fatal: !t.p.Text.EndOptional, Wrong: fmt.Sprintf(
			"the end of the file (%s) is missing: it may be cut off, which nothing else in it would tell; get it again if you can", t.p.Text.End)})
	}
	if t.after > 0 {
		out = append(out, Result{Fatal: true, Line: t.after, Wrong: "rows follow the end of the file: it is damaged, or two files were put together"})
	}
	out = append(out, t.totals()...)
	out = append(out, t.groups()...)
	return append(out, t.chains()...)
}

func (t *Tally) totals() []Result {
	if t.p.Totals.Header != "" {
		switch {
		case t.names == nil || t.values == nil:
			where := " at the end"
			if n := t.p.Text.Above; n > 0 {
				where = fmt.Sprintf(", at the end and in the %d lines above the header that text.above allows", n)
			}
			return []Result{{Fatal: true, Wrong: fmt.Sprintf("the totals (%s) are missing%s: the file is cut off; get it again", t.p.Totals.Header, where)}}
		case t.late > 0:
			return []Result{{Fatal: true, Line: t.late, Wrong: "lines follow the totals: the file is damaged, or two files were put together"}}
		case len(t.names) != len(t.values):
			return []Result{{Fatal: true, Line: t.line, Wrong: fmt.Sprintf("the totals have %d names and %d values: the file is cut off; get it again", len(t.names), len(t.values))}}
		}
	}
	var out []Result
	proved, named := 0, false
	for i := range t.p.Totals.Sums {
		s := &t.p.Totals.Sums[i]
		named = named || len(s.Names) > 0
		r, ok := t.total(s, i)
		if ok {
			proved++
		}
		if ok || r.Fatal {
			out = append(out, r)
		}
	}
	if named && proved == 0 && len(out) == 0 {
		out = append(out, Result{Fatal: true, Line: t.line, Wrong: fmt.Sprintf("none of the totals that follow %s is known: the file cannot be proved", t.p.Totals.Header)})
	}
	return out
}

// total holds one printed total against the rows; false if the file does not print it.
func (t *Tally) total(s *Total, i int) (Result, bool) {
	d, name := t.declared[i], s.Column
	switch {
	case len(s.Names) > 0:
		at := slices.IndexFunc(t.names, func(n string) bool { return slices.Contains(s.Names, n) })
		if at < 0 {
			return Result{}, false
		}
		name, d = t.names[at], printedTotal{text: t.values[at], line: t.line, column: at + 1, seen: true}
	case s.find != nil:
		name = s.find.String()
	}
	if s.Name != "" {
		name = s.Name
	}
	if !d.seen {
		if s.Optional || s.find != nil && t.p.Text.EndOptional && !t.ended {
			return Result{}, false
		}
		return Result{Fatal: true, Wrong: fmt.Sprintf("the total %s is missing: the file is cut off; get it again", name)}, false
	}
	r := Result{Name: name, Declared: d.text, Line: d.line, Column: d.column}
	computed := t.sums[i]
	if s.Count {
		computed = numeral{coef: int64(t.counts[i])}
	}
	r.Computed = computed.String(s.Count)
	f := t.p.Numbers["default"]
	if s.Column != "" && !s.Count && t.row.numbers[s.slot] != nil {
		f = *t.row.numbers[s.slot]
	}
	if s.Count {
		f.Unit = "" // there are no minor units of rows
	}
	declared, err := f.read(d.text, t.digits)
	says := r.Declared
	if f.Unit == "minor" && err == nil {
		says += ", that is " + declared.String(false)
	}
	off, whole := declared.add(computed.negative())
	r.OK = err == nil && whole && off.within(s.Tolerance, t.digits) && !t.broken
	switch {
	case err != nil:
		r.Fatal, r.Wrong = true, fmt.Sprintf("total %s: %s %s", r.Name, strconv.Quote(r.Declared), err)
	case t.mixed != "" && !s.Count:
		r.Fatal, r.OK, r.Wrong = true, false, fmt.Sprintf("total %s adds up %s and %s: it proves nothing; split the file by currency", r.Name, t.currency, t.mixed)
	case t.broken:
		r.Fatal = true
		r.Wrong = fmt.Sprintf("total %s cannot be proved while rows are wrong: the file says %s, what can be read of its rows gives %s", r.Name, r.Declared, r.Computed)
	case !r.OK:
		r.Fatal = true
		r.Wrong = fmt.Sprintf("total %s: the file says %s, its rows give %s: the file is not complete or was changed; get it again", r.Name, says, r.Computed)
		if !s.Count && whole {
			r.Wrong += t.byRounding(off, computed)
		}
	}
	return r, true
}

// byRounding tells the author of a profile what to do where a total may be off
// because amounts are rounded alone.
func (t *Tally) byRounding(off, computed numeral) string {
	half := int64(t.rows+1) / 2 // each row is off by half a minor unit at most
	if (computed.scale > t.digits || t.row.Rounded > 0) && off.within(half, t.digits) {
		return "; amounts of the rows have more decimals than their currency, and rounding them may make the difference: in the profile name what is added up as an [[amount]] with round = true, or give this total a tolerance"
	}
	return ""
}

// String prints a number with at least two decimals, counts with none.
func (n numeral) String(count bool) string {
	if count {
		return n.in(0)
	}
	return n.in(2)
}

// format prints 10^-digits of a unit as a decimal.
func format(n int64, digits int) string {
	sign := ""
	u := uint64(n)
	if n < 0 {
		sign, u = "-", -u
	}
	s := strconv.FormatUint(u, 10)
	if digits == 0 {
		return sign + s
	}
	if len(s) <= digits {
		s = strings.Repeat("0", digits+1-len(s)) + s
	}
	return sign + s[:len(s)-digits] + "." + s[len(s)-digits:]
}
