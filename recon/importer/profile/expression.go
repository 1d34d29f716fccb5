package profile

import (
	"fmt"
	"strings"
)

// Template is text with columns in it: "{a}" is the text of column a, "{a,b}"
// the first of both that is not empty.
type Template struct {
	parts []part
}

type part struct {
	literal string
	columns []string
}

func parseTemplate(s string) (Template, error) {
	var t Template
	for s != "" {
		open := strings.IndexByte(s, '{')
		if open < 0 {
			t.parts = append(t.parts, part{literal: s})
			break
		}
		if open > 0 {
			t.parts = append(t.parts, part{literal: s[:open]})
		}
		end := strings.IndexByte(s[open:], '}')
		if end < 0 {
			return t, fmt.Errorf("%q: a { never closes", s)
		}
		var names []string
		for n := range strings.SplitSeq(s[open+1:open+end], ",") {
			n = strings.TrimSpace(n)
			if n == "" {
				return t, fmt.Errorf("%q: a column has no name", s)
			}
			names = append(names, n)
		}
		t.parts = append(t.parts, part{columns: names})
		s = s[open+end+1:]
	}
	return t, nil
}

// Columns lists the columns of the template, in order.
func (t Template) Columns() []string {
	var out []string
	for _, p := range t.parts {
		out = append(out, p.columns...)
	}
	return out
}

// Fill gives the text for a row.
func (t Template) Fill(get func(column string) string) string {
	if len(t.parts) == 1 {
		return t.parts[0].fill(get)
	}
	var b strings.Builder
	for _, p := range t.parts {
		b.WriteString(p.fill(get))
	}
	return b.String()
}

func (p part) fill(get func(string) string) string {
	if p.columns == nil {
		return p.literal
	}
	for _, c := range p.columns {
		if v := get(c); v != "" {
			return v
		}
	}
	return ""
}

// Sum is columns and named amounts, added and subtracted.
type Sum struct {
	Terms []Term
}

// Term is one column of a sum, or one named amount.
type Term struct {
	Column string
	Minus  bool
}

// parseSum reads "a + b - c"; a leading minus and the number 0 are allowed.
func parseSum(s string) (Sum, error) {
	var sum Sum
	words := strings.Fields(strings.NewReplacer("+", " + ", "-", " - ").Replace(s))
	if len(words) == 1 && words[0] == "0" {
		return sum, nil
	}
	minus, wantName := false, true
	for i, w := range words {
		switch {
		case w == "+" || w == "-":
			if wantName && i > 0 {
				return sum, fmt.Errorf("%q: two signs follow each other", s)
			}
			minus, wantName = w == "-", true
		case !wantName:
			return sum, fmt.Errorf("%q: a sign is missing before %s", s, w)
		default:
			sum.Terms = append(sum.Terms, Term{Column: w, Minus: minus})
			wantName = false
		}
	}
	if wantName {
		return sum, fmt.Errorf("%q is not a sum like a + b - c", s)
	}
	return sum, nil
}
