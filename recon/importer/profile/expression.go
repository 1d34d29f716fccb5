package profile

import (
	"fmt"
	"strings"
)

// Template is text with columns in it: "{a}" is the text of column a, "{a,b}"
// the first of both that is not empty, "{a,'x'}" x where a is empty.
type Template struct {
	parts []part
}

type part struct {
	literal string
	slots   []int
	names   []string
}

// fixed gives the text that a template without columns always makes.
func (t Template) fixed() (string, bool) {
	var b strings.Builder
	for _, p := range t.parts {
		if len(p.names) > 0 {
			return "", false
		}
		b.WriteString(p.literal)
	}
	return b.String(), true
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
		var p part
		for n := range strings.SplitSeq(s[open+1:open+end], ",") {
			n = strings.TrimSpace(n)
			switch {
			case p.literal != "":
				return t, fmt.Errorf("%q: nothing can follow the '%s' in braces", s, p.literal)
			case len(n) > 2 && n[0] == '\'' && n[len(n)-1] == '\'':
				p.literal = n[1 : len(n)-1]
			case n == "":
				return t, fmt.Errorf("%q: a column has no name", s)
			default:
				p.names = append(p.names, n)
			}
		}
		t.parts = append(t.parts, p)
		s = s[open+end+1:]
	}
	return t, nil
}

// Slots lists the columns of the template by slot, in order.
func (t Template) Slots() []int {
	var out []int
	for _, p := range t.parts {
		out = append(out, p.slots...)
	}
	return out
}

// Sum is columns and named amounts, added and subtracted.
type Sum struct {
	terms []term
}

// term is one column of a sum, or a named amount.
type term struct {
	name  string
	slot  int // of a column; -1: an amount
	group int // of amounts with this name
	minus bool
	abs   bool
}

// parseSum reads "a + b - abs(c)"; a leading minus and the number 0 are allowed.
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
			t := term{name: w, minus: minus}
			if inner, ok := strings.CutPrefix(w, "abs("); ok {
				if t.name, ok = strings.CutSuffix(inner, ")"); !ok {
					return sum, fmt.Errorf("%q: abs( never closes", s)
				}
				t.abs = true
			}
			sum.terms = append(sum.terms, t)
			wantName = false
		}
	}
	if wantName {
		return sum, fmt.Errorf("%q is not a sum like a + b - c", s)
	}
	return sum, nil
}
