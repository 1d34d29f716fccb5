package importer

import (
	"fmt"
	"slices"
	"strings"

	"moneytrail/recon/importer/profile"
)

// profiledTotals are the totals at the end of a file, computed over the
// numbers as printed.
type profiledTotals struct {
	names  []string // of the totals line, in its order; nil before it came
	values []string
	line   int  // of the values
	late   bool // lines followed the totals
	sums   []int64
	broken bool // a printed number could not be read; its row says so
}

func newProfiledTotals(p *profile.Profile) *profiledTotals {
	return &profiledTotals{sums: make([]int64, len(p.Totals.Sums))}
}

// trailer takes the two lines of totals.
func (l *profiledLayout) trailer(fields []string, line int) bool {
	t := l.totals
	if t == nil {
		return false
	}
	first := strings.TrimPrefix(clean(fields[0]), l.p.Text.Prefix)
	switch {
	case t.names == nil && first != l.p.Totals.Header:
		return false
	case t.names == nil:
		t.names = l.plain(fields)
	case t.values == nil:
		t.values, t.line = l.plain(fields), line
	default:
		t.late = true
	}
	return true
}

func (l *profiledLayout) plain(fields []string) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = strings.Clone(clean(strings.TrimPrefix(clean(f), l.p.Text.Prefix)))
	}
	return out
}

// count adds a row to the totals and balances of the file.
func (l *profiledLayout) count(code string, digits int) {
	for i := range l.p.Totals.Sums {
		s := &l.p.Totals.Sums[i]
		if s.Count {
			continue
		}
		n := l.sum(s.Expr(), printedDigits)
		if total := l.totals.sums[i] + n; fits(total / 1000) {
			l.totals.sums[i] = total
		} else {
			l.totals.broken = true
		}
	}
	for i := range l.p.Balances {
		b := &l.p.Balances[i]
		name, sum := b.Group(l.get)
		group := l.balances[name+" "+code]
		if group == nil {
			group = &balance{name: name, currency: code, digits: digits, first: l.c.line}
			l.balances[name+" "+code] = group
		}
		if n := l.sum(sum, digits); b.Payout.Fits(l.get) {
			group.paid -= n
		} else {
			group.rest += n
		}
	}
}

// finish proves the totals and balances.
func (l *profiledLayout) finish(p *Proof, _ *Options) {
	p.Warnings = append(p.Warnings, l.warnings...)
	if l.more > 0 {
		p.Warnings = append(p.Warnings, Problem{Message: fmt.Sprintf("and %d more warnings of this kind", l.more)})
	}
	if l.totals != nil {
		l.finishTotals(p)
	}
	keys := make([]string, 0, len(l.balances))
	for k := range l.balances {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		b := l.balances[k]
		t := Total{Name: b.name, Declared: formatAmount(b.paid, b.digits) + " " + b.currency,
			Computed: formatAmount(b.rest, b.digits) + " " + b.currency, OK: b.paid == b.rest}
		p.Totals = append(p.Totals, t)
		if !t.OK {
			p.Warnings = append(p.Warnings, Problem{Line: b.first, Message: fmt.Sprintf(
				"%s does not tie: its payout is %s, its other rows add up to %s: the file is an excerpt, or something is missing", b.name, t.Declared, t.Computed)})
		}
	}
}

func (l *profiledLayout) finishTotals(p *Proof) {
	t := l.totals
	switch {
	case t.names == nil || t.values == nil:
		p.fatal(Problem{Message: fmt.Sprintf("the totals (%s) are missing at the end: the file is cut off; get it again", l.p.Totals.Header)})
		return
	case t.late:
		p.fatal(Problem{Line: t.line, Message: "lines follow the totals: the file is damaged, or two files were put together"})
		return
	case len(t.names) != len(t.values):
		p.fatal(Problem{Line: t.line, Message: fmt.Sprintf("the totals have %d names and %d values: the file is cut off; get it again", len(t.names), len(t.values))})
		return
	}
	proved := 0
	for i := range l.p.Totals.Sums {
		s := &l.p.Totals.Sums[i]
		at := slices.IndexFunc(t.names, func(name string) bool { return slices.Contains(s.Names, name) })
		if at < 0 {
			continue
		}
		proved++
		total := Total{Name: t.names[at], Declared: t.values[at]}
		digits, computed := printedDigits, t.sums[i]
		if s.Count {
			digits, computed = 0, int64(l.rows)
		}
		total.Computed = strings.TrimSuffix(trimZeros(formatAmount(computed, digits)), ".")
		declared, err := parseLongAmount(total.Declared, digits)
		total.OK = err == nil && declared == computed && !t.broken
		p.Totals = append(p.Totals, total)
		switch {
		case err != nil:
			p.fatal(Problem{Line: t.line, Column: at + 1, Message: fmt.Sprintf("total %s: %s %s", total.Name, quoteValue(total.Declared), err)})
		case !total.OK:
			p.fatal(Problem{Line: t.line, Column: at + 1, Message: fmt.Sprintf("total %s: the file says %s, its rows give %s: the file is not complete or was changed; get it again",
				total.Name, total.Declared, total.Computed)})
		}
	}
	if proved == 0 {
		p.fatal(Problem{Line: t.line, Message: "none of the totals at the end is known: the file cannot be proved"})
	}
}

// trimZeros keeps at least two decimals of a number.
func trimZeros(s string) string {
	point := strings.IndexByte(s, '.')
	if point < 0 {
		return s
	}
	for len(s) > point+3 && s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	return s
}
