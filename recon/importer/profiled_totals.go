package importer

import (
	"fmt"
	"slices"
	"strings"

	"moneytrail/recon/importer/profile"
)

// trailer takes records that are no data rows: further headers, and totals.
func (l *profiledLayout) trailer(fields []string, line int) bool {
	if l.p.Totals.Header != "" && l.tally.Begun(clean(strings.TrimPrefix(clean(fields[0]), l.p.Text.Prefix))) {
		l.tally.Lines(l.plain(fields), line)
		return true
	}
	if len(l.p.Text.Sections) > 0 && l.p.IsSection(cleanAll(fields)) {
		l.section(fields, line)
		return true
	}
	if len(l.p.Totals.Rows) == 0 {
		return false
	}
	l.val.Set(fields, clean)
	return l.tally.Record(line)
}

// section ties the layout to a header inside the file. A name that cannot be
// decoded refuses the file, as it does in the header above.
func (l *profiledLayout) section(fields []string, line int) {
	names, lost := newHeader(fields, func(string) string { return "" })
	for _, p := range lost {
		p.Line = line
		l.lost = append(l.lost, p)
	}
	*l.head = *names
	l.head.unknown = nil
	l.bind(l.head)
}

// plain are the values of a line without the layout's prefix.
func (l *profiledLayout) plain(fields []string) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = clean(strings.TrimPrefix(clean(f), l.p.Text.Prefix))
	}
	return out
}

func cleanAll(fields []string) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = clean(f)
	}
	return out
}

// aside takes a line that is no record: what it tells of the file is kept, and
// the totals in it. It tells whether the line was one.
func (l *profiledLayout) aside(text []byte, line int) bool {
	s := string(text)
	if !l.p.Aside(s) {
		return false
	}
	l.told("lines", s, line)
	l.tally.Aside(s, line)
	return true
}

// told keeps what the file's name or a line above the rows says of all of them,
// and tells whether it says anything.
func (l *profiledLayout) told(in, text string, line int) bool {
	captured := l.p.Captured(in, text)
	for slot, v := range captured {
		if strings.Contains(v, "\ufffd") {
			from := "here"
			if line == 0 {
				from = "the file's name"
			}
			l.lost = append(l.lost, Problem{Line: line, Message: fmt.Sprintf(
				"%s, which the layout takes from %s, has characters that cannot be decoded (U+FFFD): save the file as UTF-8 or GB18030 again", l.val.Name(slot), from)})
			continue
		}
		l.val.Capture(slot, strings.Clone(clean(v)))
	}
	return len(captured) > 0
}

// finish proves the totals and balances.
func (l *profiledLayout) finish(p *Proof, _ *Options) {
	p.restated = l.restated
	p.Warnings = append(p.Warnings, l.warnings...)
	if l.more > 0 {
		p.Warnings = append(p.Warnings, Problem{Message: fmt.Sprintf("and %d more warnings of this kind", l.more)})
	}
	if l.val.Rounded > 0 {
		p.Warnings = append(p.Warnings, Problem{Message: fmt.Sprintf(
			"%d amounts have more decimals than their currency and were rounded, by %s in all", l.val.Rounded, formatAmount(l.val.RoundedBy, 6))})
	}
	for _, problem := range l.lost {
		p.fatal(problem)
	}
	results := l.tally.Results()
	l.tellPassed(p, results)
	for _, r := range results {
		if r.Name != "" {
			p.Totals = append(p.Totals, Total{Name: r.Name, Declared: r.Declared, Computed: r.Computed, OK: r.OK})
		}
		problem := Problem{Line: r.Line, Column: r.Column, Message: r.Wrong, OfTotal: r.Name != "" && !r.OK}
		switch {
		case r.Wrong == "":
		case r.Fatal:
			p.fatal(problem)
		default:
			problem.Column = 0
			p.Warnings = append(p.Warnings, problem)
		}
	}
}

// tellPassed warns of lines above the records that only their length told from
// records, where no total shows that none of them was one.
func (l *profiledLayout) tellPassed(p *Proof, results []profile.Result) {
	if slices.ContainsFunc(results, func(r profile.Result) bool { return r.Name != "" && r.OK }) {
		return
	}
	for _, line := range l.passed {
		p.Warnings = append(p.Warnings, Problem{Line: line, Message: "this line is no record and was let pass as a title; look at it, and name how it begins in text.skip of the profile if every file has it"})
	}
}
