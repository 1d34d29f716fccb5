package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"moneytrail/recon/importer/profile"
	"moneytrail/recon/record"
)

// profiledLayout reads rows as a profile tells: each becomes native rows,
// which then pass the same checks as rows of native files.
type profiledLayout struct {
	p      *profile.Profile
	native nativeLayout
	head   *header // of the file, or of the section that is being read
	rules  map[*profile.Rule]*boundRule
	val    *profile.Row
	tally  *profile.Tally

	counted uint32 // records so far whose ids repeat
	// payouts by id: sent with their time, come back, and both in this file
	sent     map[string]string // nil where no rule restates
	back     map[string]bool
	restated map[string]string
	second   bool // restated is what the pass before found
	warnings []Problem
	more     int
	lost     []Problem // of values that the file tells of all rows
	passed   []int     // lines that nothing names, let pass as titles

	c *cells // the row being read
}

// boundRule is a rule with its outputs tied to the columns of one file.
type boundRule struct {
	*profile.Rule
	outputs []boundOutput
}

type boundOutput struct {
	profile.Output
	kind    nativeKind
	head    *header              // native columns at the positions they come from
	columns []column             // of the fields
	values  *[columnCount]string // of the row being made
}

func newProfiled(p *profile.Profile) *profiledLayout {
	l := &profiledLayout{p: p, val: p.NewRow(),
		native: nativeLayout{}}
	l.tally = p.NewTally(l.val)
	if slices.ContainsFunc(p.Rules, func(r profile.Rule) bool { return r.Restates }) {
		l.sent, l.back, l.restated = map[string]string{}, map[string]bool{}, map[string]string{}
	}
	l.val.Wrong = func(slot int, message string) { l.wrong(slot, message) }
	return l
}

// bind ties the layout to a header, again at every section, and tells the
// columns that it lacks.
func (l *profiledLayout) bind(head *header) []Problem {
	l.head = head
	missing := l.val.Bind(head.names)
	l.bindOutputs()
	if len(missing) == 0 {
		if printed, want := l.val.Nearly(head.names); printed != "" {
			return []Problem{{Message: fmt.Sprintf("the column %s is not known, and nearly the column %s: the header is damaged, or the layout has changed; get the file again, or name the column in a profile of your own",
				quoteValue(printed), quoteValue(want))}}
		}
	}
	if len(missing) == 0 || len(l.p.Text.Sections) > 0 {
		return nil
	}
	var printed []string
	for _, name := range missing {
		printed = append(printed, strings.Join(l.p.Columns[name], " or "))
	}
	return []Problem{{Message: fmt.Sprintf("the header looks like %s, but has no column %s: export the report with it, or list %s under optional in a profile of your own",
		l.p.Name, strings.Join(printed, ", "), strings.Join(missing, ", "))}}
}

func (l *profiledLayout) bindOutputs() {
	kinds := map[string]nativeKind{}
	for _, k := range nativeKinds() {
		kinds[string(k.kind)] = k
	}
	var keep []int
	for _, name := range l.p.Keep {
		if at := l.val.At(l.p.Slot(name)); at >= 0 {
			keep = append(keep, at)
		}
	}
	for _, at := range l.val.Strange(l.head.names) {
		if !personal(l.head.names[at]) {
			keep = append(keep, at)
		}
	}
	slices.Sort(keep)
	l.rules = map[*profile.Rule]*boundRule{}
	for i := range l.p.Rules {
		rule := &boundRule{Rule: &l.p.Rules[i]}
		for n, o := range rule.Outputs() {
			h := &header{names: l.head.names, index: map[string]int{}}
			if n == 0 {
				h.unknown = keep
			}
			for _, slot := range l.p.CurrencySlots() {
				l.place(h, "currency", slot)
			}
			var columns []column
			for _, f := range o.Fields {
				l.place(h, f.Column, l.p.Origin(f))
				columns = append(columns, columnOf(f.Column))
			}
			rule.outputs = append(rule.outputs, boundOutput{Output: o, kind: kinds[o.Kind], head: h, columns: columns, values: new([columnCount]string)})
		}
		l.rules[rule.Rule] = rule
	}
}

func (l *profiledLayout) place(h *header, column string, slot int) {
	if slot < 0 {
		return
	}
	if at := l.val.At(slot); at >= 0 && at < len(h.names) {
		h.index[column] = at
		h.at[columnOf(column)] = uint16(at + 1)
	}
}

// wrong notes what is wrong with a column of the file.
func (l *profiledLayout) wrong(slot int, message string) {
	p := Problem{Line: l.c.line, Message: l.val.Name(slot) + " " + quoteValue(l.val.Text(slot)) + " " + message}
	if at := l.val.At(slot); at >= 0 {
		p.Column = at + 1
		if at < len(l.head.names) && l.head.names[at] != l.val.Name(slot) && l.head.names[at] != "" {
			p.Message = fmt.Sprintf("%s (%s) %s %s", l.val.Name(slot), l.head.names[at], quoteValue(l.val.Text(slot)), message)
		}
	}
	l.c.problems = append(l.c.problems, p)
}

func (l *profiledLayout) row(c *cells) []produced {
	l.c = c
	l.val.Set(c.fields, clean)
	named := strings.ToUpper(l.val.Currency())
	code := cmp.Or(named, c.o.Currency)
	digits, ok := l.digits(code)
	if !ok {
		return nil
	}
	rule := l.val.Rule()
	if named == "" && rule != nil {
		if digits, ok = l.unnamed(l.rules[rule], &code); !ok {
			return nil
		}
	}
	l.tally.Add(code, c.line)
	if rule == nil {
		l.noRule()
		return nil
	}
	l.laws()
	if rule.Warn != "" {
		l.warn(Problem{Line: c.line, Message: rule.Warn})
	}
	return l.make(l.rules[rule], code, named != "", digits)
}

// noRule tells that no rule is about the row, and what the rules look at.
func (l *profiledLayout) noRule() {
	var seen []string
	for _, slot := range l.p.RuleColumns() {
		seen = append(seen, l.val.Name(slot)+" "+quoteValue(l.val.Text(slot)))
	}
	slices.Sort(seen)
	l.c.problems = append(l.c.problems, Problem{Line: l.c.line, Message: "no rule of " + l.p.Name + " is about this row: " + strings.Join(seen, ", ")})
}

// make gives the native rows of a rule for this row. Where the row names no
// currency they follow their merchant, who may be told of later, and amounts in
// minor units stay such as they are.
func (l *profiledLayout) make(rule *boundRule, code string, named bool, digits int) []produced {
	c := l.c
	if len(c.problems) > 0 {
		return nil
	}
	out := make([]produced, 0, len(rule.outputs))
	for i := range rule.outputs {
		o := &rule.outputs[i]
		if o.Unless0 != nil && l.val.Sum(o.Unless0, digits) == 0 {
			continue
		}
		v := *c
		v.head, v.virtual = o.head, o.values
		printed := digits
		if o.values[colCurrency] = code; !named && follows(o.kind.kind) {
			o.values[colCurrency] = ""
			if v.follows, v.minor = true, rule.Minor(); v.minor {
				printed = 0
			}
		}
		for i := range o.Fields {
			f := &o.Fields[i]
			if f.Amount != nil {
				o.values[o.columns[i]] = formatAmount(l.val.Sum(f.Amount, digits), printed)
				continue
			}
			o.values[o.columns[i]] = l.text(f)
		}
		var counted uint32
		if rule.Ordinal {
			counted = l.number(o)
		}
		if len(c.problems) > 0 {
			return nil
		}
		if o.kind.kind == record.Payouts && l.sent != nil && l.superseded(rule, o.values) {
			continue
		}
		made := l.native.read(&v, &o.kind)
		made.counted = counted
		if rule.Restates && !l.second {
			made.id += "\x1f" + o.values[colStatus]
		}
		out = append(out, made)
		c.digest, c.problems = v.digest, v.problems
	}
	return out
}

// superseded tells whether another row of the file says what became of the
// payout of this one, which the first pass finds out; that row takes over when
// it was sent.
func (l *profiledLayout) superseded(rule *boundRule, values *[columnCount]string) bool {
	id := values[colPayoutID]
	at, both := l.restated[id]
	switch {
	case l.second && rule.Restates && both && values[colSentAt] == "":
		values[colSentAt] = at
	case l.second:
		return both && !rule.Restates
	case rule.Restates:
		if at, ok := l.sent[id]; ok {
			l.restated[strings.Clone(id)] = at
		}
		l.back[strings.Clone(id)] = true
	default:
		if l.back[id] {
			l.restated[strings.Clone(id)] = strings.Clone(values[colSentAt])
		}
		l.sent[strings.Clone(id)] = strings.Clone(values[colSentAt])
	}
	return false
}

// text fills a template; times get the offset of the layout's zone, dates
// lose their hour.
func (l *profiledLayout) text(f *profile.Field) string {
	v := strings.TrimSpace(l.val.Fill(f.Text))
	if v == "" {
		return ""
	}
	switch f.Column {
	case "settled_on", "due_on", "booked_on":
		if l.p.Time.Formatted() {
			if m, err := l.p.Time.Parse(v, l.p.Time.YearOf(l.val)); err == nil {
				return m.Format(time.DateOnly)
			}
		}
		if _, err := parseStamp(v, true); err == nil { // of what is none, the native row says what is wrong
			v = v[:10]
		}
	case "time", "sent_at", "confirmed_at", "booked_at":
		return l.stamp(f, v)
	}
	return v
}

func (l *profiledLayout) stamp(f *profile.Field, v string) string {
	at, floating := time.Time{}, true
	switch {
	case l.p.Time.Formatted():
		m, err := l.p.Time.Parse(v, l.p.Time.YearOf(l.val))
		if err != nil {
			if slot := l.p.Origin(*f); slot >= 0 {
				l.wrong(slot, err.Error())
			}
			return v
		}
		at, floating = m.Time, !m.Offset
		if m.DateOnly { // a day is not an hour: it stays a day, of the merchant's zone
			return at.Format(time.DateOnly)
		}
	default:
		s, err := parseStamp(v, true)
		if err != nil || !s.Floating {
			return v // the native row says what is wrong
		}
		at = s.Time
	}
	if floating {
		zone, err := l.zone()
		if err != nil {
			return v
		}
		at = record.Stamp{Time: at, Floating: true}.In(zone)
	}
	return at.Format(time.RFC3339Nano)
}

func (l *profiledLayout) zone() (*time.Location, error) {
	slot := l.p.Slot(l.p.Time.Column)
	name := ""
	if slot >= 0 {
		name = l.val.Text(slot)
	}
	zone, err := l.p.Time.Offset(name)
	if err != nil {
		l.wrong(slot, "is no time zone that this layout knows: add it to [time.zones] of the profile")
	}
	return zone, err
}

// number gives repeated ids of rows without one of their own an ordinal, which
// the first pass finds out, and tells the how manieth of such records this is.
func (l *profiledLayout) number(o *boundOutput) uint32 {
	var column column
	switch o.kind.kind {
	case record.Lines:
		column = colLineID
	case record.Entries:
		column = colEntryID
	case record.Transactions:
		column = colTransactionID
	default:
		return 0
	}
	id := strings.Join(strings.Fields(o.values[column]), " ")
	if o.kind.kind == record.Entries { // rows of two accounts may look the same
		account := sealed(l.c.o.Book, o.values[colAccount])
		id = account.Key[:min(len(account.Key), 12)] + "*" + account.Last4 + " " + id
	}
	l.counted++
	if n := l.c.found.ordinal(l.counted); n > 1 || ordinalEnd(id) {
		id += " #" + strconv.Itoa(n)
	}
	o.values[column] = id
	return l.counted
}

// ordinalEnd tells an id that ends like one with an ordinal.
func ordinalEnd(id string) bool {
	i := strings.LastIndex(id, " #")
	return i >= 0 && len(id) > i+2 && strings.Trim(id[i+2:], "0123456789") == ""
}

// laws checks the row laws of the layout.
func (l *profiledLayout) laws() {
	for i := range l.p.Checks {
		law := &l.p.Checks[i]
		a, b, broken := law.Broken(l.val)
		if !broken {
			continue
		}
		p := Problem{Line: l.c.line, Message: fmt.Sprintf("%s does not hold: %s and %s", law.Name, a, b)}
		if law.Refuse {
			l.c.problems = append(l.c.problems, p)
		} else {
			l.warn(p)
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
