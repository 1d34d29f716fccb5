package importer

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"moneytrail/recon/importer/profile"
	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

// printedDigits is how many decimals printed amounts may have before they are
// brought to their currency's own.
const printedDigits = 6

// profiledLayout reads rows as a profile tells: each becomes native rows,
// which then pass the same checks as rows of native files.
type profiledLayout struct {
	p       *profile.Profile
	native  nativeLayout
	rules   []boundRule
	derived map[string]*profile.Derive
	empty   map[string][]string

	rows     int
	ordinals map[string]int
	totals   *profiledTotals
	balances map[string]*balance
	warnings []Problem
	more     int

	c     *cells // the row being read
	texts map[string]string
}

// boundRule is a rule with its outputs tied to the columns of one file.
type boundRule struct {
	*profile.Rule
	outputs []boundOutput
}

type boundOutput struct {
	profile.Output
	kind nativeKind
	head *header // native columns at the positions they come from
}

type balance struct {
	name          string
	paid, rest    int64
	currency      string
	digits, first int
}

func newProfiled(p *profile.Profile, head *header) *profiledLayout {
	l := &profiledLayout{p: p, ordinals: map[string]int{}, balances: map[string]*balance{}, derived: map[string]*profile.Derive{},
		empty: p.Empty, texts: map[string]string{}}
	for i := range p.Derive {
		l.derived[p.Derive[i].Name] = &p.Derive[i]
	}
	if p.Totals.Header != "" {
		l.totals = newProfiledTotals(p)
	}
	kinds := map[string]nativeKind{}
	for _, k := range nativeKinds() {
		kinds[string(k.kind)] = k
	}
	for i := range p.Rules {
		rule := boundRule{Rule: &p.Rules[i]}
		for n, o := range rule.Outputs() {
			h := &header{names: head.names, index: map[string]int{}}
			if n == 0 {
				for _, keep := range p.Keep {
					if at, ok := head.index[keep]; ok {
						h.unknown = append(h.unknown, at)
					}
				}
				slices.Sort(h.unknown)
			}
			for _, f := range o.Fields {
				if at, ok := l.origin(head, f); ok {
					h.index[f.Column] = at
				}
			}
			if at, ok := l.firstOf(head, p.CurrencyColumns()); ok {
				if _, own := h.index["currency"]; !own {
					h.index["currency"] = at
				}
			}
			rule.outputs = append(rule.outputs, boundOutput{Output: o, kind: kinds[o.Kind], head: h})
		}
		l.rules = append(l.rules, rule)
	}
	return l
}

// origin is the position of the file's column that a native one comes from.
func (l *profiledLayout) origin(head *header, f profile.Field) (int, bool) {
	if f.Text != nil {
		return l.firstOf(head, f.Text.Columns())
	}
	var names []string
	for _, t := range f.Amount.Terms {
		names = append(names, t.Column)
	}
	return l.firstOf(head, names)
}

func (l *profiledLayout) firstOf(head *header, columns []string) (int, bool) {
	for _, c := range columns {
		if at, ok := head.index[c]; ok {
			return at, true
		}
		if d := l.derived[c]; d != nil {
			if at, ok := head.index[d.Column]; ok {
				return at, true
			}
		}
		for i := range l.p.Amounts {
			if l.p.Amounts[i].Name != c {
				continue
			}
			sum, _ := l.p.Amounts[i].Sum(func(string) string { return "" })
			for _, t := range sum.Terms {
				if at, ok := l.firstOf(head, []string{t.Column}); ok {
					return at, true
				}
			}
		}
	}
	return 0, false
}

// get gives the text of a column of the current row.
func (l *profiledLayout) get(column string) string {
	if d := l.derived[column]; d != nil {
		return d.Text(l.get)
	}
	v := strings.TrimPrefix(l.c.raw(column), l.p.Text.Prefix)
	if slices.Contains(l.empty[column], v) {
		return ""
	}
	return clean(v)
}

// sum evaluates an expression in 10^-digits of a unit, exactly.
func (l *profiledLayout) sum(s profile.Sum, digits int) int64 {
	var total int64
	for _, t := range s.Terms {
		n := l.term(t.Column, digits)
		if !fits(n) {
			l.c.wrong(t.Column, "%s is too large", quoteValue(l.get(t.Column)))
			return 0
		}
		if t.Minus {
			n = -n
		}
		total += n
	}
	return total
}

func (l *profiledLayout) term(name string, digits int) int64 {
	for i := range l.p.Amounts {
		if a := &l.p.Amounts[i]; a.Name == name {
			if s, ok := a.Sum(l.get); ok {
				return l.sum(s, digits)
			}
		}
	}
	v := l.get(name)
	if v == "" {
		return 0
	}
	n, err := parseLongAmount(v, digits)
	if err != nil {
		l.c.wrong(name, "%s %s", quoteValue(v), err)
	}
	return n
}

func (l *profiledLayout) row(c *cells) []produced {
	l.c = c
	l.rows++
	code := l.p.CurrencyOf(l.get)
	if code == "" {
		code = c.o.Currency
	}
	digits, ok := money.Digits(code)
	if !ok {
		column := l.p.CurrencyColumns()[0]
		c.wrong(column, "%s is not a currency of ISO 4217", quoteValue(code))
		return nil
	}
	l.count(code, digits)
	zero := func(s profile.Sum) bool { return l.sum(s, digits) == 0 }
	for i := range l.rules {
		rule := &l.rules[i]
		if !rule.Fits(l.get, zero) {
			continue
		}
		l.laws(digits)
		if rule.Warn != "" {
			l.warn(Problem{Line: c.line, Message: rule.Warn})
		}
		return l.make(rule, code, digits)
	}
	var seen []string
	for name := range l.ruleColumns() {
		seen = append(seen, fmt.Sprintf("%s %s", name, quoteValue(l.get(name))))
	}
	slices.Sort(seen)
	c.problems = append(c.problems, Problem{Line: c.line, Message: "no rule of " + l.p.Name + " is about this row: " + strings.Join(seen, ", ")})
	return nil
}

// ruleColumns are the columns that rules look at.
func (l *profiledLayout) ruleColumns() map[string]bool {
	out := map[string]bool{}
	for i := range l.p.Rules {
		for name := range maps.Keys(l.p.Rules[i].When) {
			out[name] = true
		}
	}
	return out
}

// make gives the native rows of a rule for this row.
func (l *profiledLayout) make(rule *boundRule, code string, digits int) []produced {
	c := l.c
	var out []produced
	for i := range rule.outputs {
		o := &rule.outputs[i]
		if o.Unless0 != nil && l.sum(*o.Unless0, digits) == 0 {
			continue
		}
		values := map[string]string{"currency": code}
		for _, f := range o.Fields {
			if f.Amount != nil {
				values[f.Column] = formatAmount(l.sum(*f.Amount, digits), digits)
				continue
			}
			values[f.Column] = l.text(f)
		}
		if rule.Ordinal {
			l.number(o.kind, values)
		}
		if len(c.problems) > 0 {
			return nil
		}
		v := *c
		v.head, v.virtual = o.head, values
		out = append(out, l.native.read(&v, &o.kind))
		c.digest, c.problems = v.digest, v.problems
	}
	return out
}

// text fills a template; times get the offset of the layout's zone, dates
// lose their hour.
func (l *profiledLayout) text(f profile.Field) string {
	v := f.Text.Fill(l.get)
	switch f.Column {
	case "settled_on", "due_on", "booked_on":
		if len(v) > 10 {
			v = v[:10]
		}
	case "time", "sent_at", "confirmed_at", "booked_at":
		s, err := parseStamp(v, true)
		if err != nil || !s.Floating {
			return v // the native row says what is wrong
		}
		zone, err := l.p.Time.Offset(l.get(l.p.Time.Column))
		if err != nil {
			l.c.wrong(l.p.Time.Column, "%s", err)
			return v
		}
		return s.In(zone).Format(time.RFC3339Nano)
	}
	return v
}

// number gives repeated ids of rows without one of their own an ordinal.
func (l *profiledLayout) number(k nativeKind, values map[string]string) {
	if k.kind != record.Lines {
		return
	}
	id := strings.Join(strings.Fields(values["line_id"]), " ")
	l.ordinals[id]++
	if n := l.ordinals[id]; n > 1 {
		id += " #" + strconv.Itoa(n)
	}
	values["line_id"] = id
}

// laws checks the row laws of the layout; they warn.
func (l *profiledLayout) laws(digits int) {
	for i := range l.p.Checks {
		left, right, applies := l.p.Checks[i].Sides(l.get)
		if !applies {
			continue
		}
		if a, b := l.sum(left, digits), l.sum(right, digits); a != b {
			l.warn(Problem{Line: l.c.line, Message: fmt.Sprintf("%s does not hold: %s and %s",
				l.p.Checks[i].Name, formatAmount(a, digits), formatAmount(b, digits))})
		}
	}
}

func (l *profiledLayout) warn(p Problem) {
	if len(l.warnings) < MaxErrors {
		l.warnings = append(l.warnings, p)
	} else {
		l.more++
	}
}
