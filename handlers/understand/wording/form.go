// Package wording is regular expressions that first look at the letters of a text:
// where none of the words is in it that every match has, there is no match, and
// the expression need not run. Of the some hundred that a message is held
// against, nearly all end there.
package wording

import (
	"regexp"
	"regexp/syntax"
	"sync"
)

// Form is a regular expression with what every match of it has. It finds what
// the expression finds. It is made ready when it is first used: most commands of
// the program use none of some hundred.
type Form struct {
	text  string
	made  sync.Once
	expr  *regexp.Regexp
	need  need
	parts []part
}

// MustCompile is that of regexp.
func MustCompile(expr string) *Form {
	if _, err := syntax.Parse(expr, syntax.Perl); err != nil {
		panic("wording: " + err.Error())
	}
	return &Form{text: expr}
}

func (f *Form) ready() *Form {
	f.made.Do(func() {
		f.expr = regexp.MustCompile(f.text)
		f.need, f.parts = needOf(f.text)
	})
	return f
}

// String gives the expression.
func (f *Form) String() string { return f.text }

// part is one of the forms that a form of many is any of: short, so that it runs
// faster, and mostly not at all.
type part struct {
	need need
	expr func() *regexp.Regexp
}

// first gives the first match of the parts of a form, as the whole would find it:
// of several that begin at one place that of the first part.
func (f *Form) first(s string) (at []int) {
	var l letters
	l.of(s)
	for i := range f.parts {
		p := &f.parts[i]
		if !p.need.in(&l) {
			continue
		}
		if found := p.expr().FindStringIndex(s); found != nil && (at == nil || found[0] < at[0]) {
			at = found
		}
	}
	return at
}

// none tells that a text has no match.
func (f *Form) none(s string) bool {
	if f.ready().need.nothing() {
		return false
	}
	var l letters
	l.of(s)
	return !f.need.in(&l)
}

func (f *Form) noneIn(b []byte) bool {
	if f.ready().need.nothing() {
		return false
	}
	var l letters
	l.ofBytes(b)
	return !f.need.in(&l)
}

// MatchString is that of regexp, as all that follow are.
func (f *Form) MatchString(s string) bool {
	if f.ready().parts == nil {
		return !f.none(s) && f.expr.MatchString(s)
	}
	var l letters
	l.of(s)
	for i := range f.parts {
		if p := &f.parts[i]; p.need.in(&l) && p.expr().MatchString(s) {
			return true
		}
	}
	return false
}

// FindString gives the first match.
func (f *Form) FindString(s string) string {
	if f.none(s) {
		return ""
	}
	return f.expr.FindString(s)
}

// FindStringIndex gives the place of the first match.
func (f *Form) FindStringIndex(s string) []int {
	if f.ready().parts != nil {
		return f.first(s)
	}
	if f.none(s) {
		return nil
	}
	return f.expr.FindStringIndex(s)
}

// FindStringSubmatch gives the first match and its groups.
func (f *Form) FindStringSubmatch(s string) []string {
	if f.none(s) {
		return nil
	}
	return f.expr.FindStringSubmatch(s)
}

// FindStringSubmatchIndex gives the places of the first match and its groups.
func (f *Form) FindStringSubmatchIndex(s string) []int {
	if f.none(s) {
		return nil
	}
	return f.expr.FindStringSubmatchIndex(s)
}

// FindAllStringIndex gives the places of the matches.
func (f *Form) FindAllStringIndex(s string, n int) [][]int {
	if f.none(s) {
		return nil
	}
	return f.expr.FindAllStringIndex(s, n)
}

// FindAllStringSubmatch gives the matches and their groups.
func (f *Form) FindAllStringSubmatch(s string, n int) [][]string {
	if f.none(s) {
		return nil
	}
	return f.expr.FindAllStringSubmatch(s, n)
}

// FindAllIndex gives the places of the matches.
func (f *Form) FindAllIndex(b []byte, n int) [][]int {
	if f.noneIn(b) {
		return nil
	}
	return f.expr.FindAllIndex(b, n)
}

// FindAllSubmatchIndex gives the places of the matches and their groups.
func (f *Form) FindAllSubmatchIndex(b []byte, n int) [][]int {
	if f.noneIn(b) {
		return nil
	}
	return f.expr.FindAllSubmatchIndex(b, n)
}

// ReplaceAllString puts others in the place of the matches.
func (f *Form) ReplaceAllString(s, by string) string {
	if f.none(s) {
		return s
	}
	return f.expr.ReplaceAllString(s, by)
}

// Match is that of regexp.
func (f *Form) Match(b []byte) bool { return !f.noneIn(b) && f.expr.Match(b) }

// FindAllString gives the matches.
func (f *Form) FindAllString(s string, n int) []string {
	if f.none(s) {
		return nil
	}
	return f.expr.FindAllString(s, n)
}

// FindAllStringSubmatchIndex gives the places of the matches and their groups.
func (f *Form) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if f.none(s) {
		return nil
	}
	return f.expr.FindAllStringSubmatchIndex(s, n)
}

// Split gives what lies between the matches.
func (f *Form) Split(s string, n int) []string { return f.ready().expr.Split(s, n) }
