// Package wording is regular expressions that first look at the letters of a text:
// where none of the words is in it that every match has, there is no match, and
// the expression need not run. Of the some hundred that a message is held
// against, nearly all end there.
package wording

import "regexp"

// Form is a regular expression with what every match of it has. It finds what
// the expression finds; methods that are not here are the expression's own.
type Form struct {
	*regexp.Regexp
	need  need
	parts []part
}

// MustCompile is that of regexp.
func MustCompile(expr string) *Form {
	f := &Form{Regexp: regexp.MustCompile(expr)}
	f.need, f.parts = needOf(expr)
	return f
}

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
	if f.need.nothing() {
		return false
	}
	var l letters
	l.of(s)
	return !f.need.in(&l)
}

func (f *Form) noneIn(b []byte) bool {
	if f.need.nothing() {
		return false
	}
	var l letters
	l.ofBytes(b)
	return !f.need.in(&l)
}

// MatchString is that of regexp, as all that follow are.
func (f *Form) MatchString(s string) bool {
	if f.parts == nil {
		return !f.none(s) && f.Regexp.MatchString(s)
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
	return f.Regexp.FindString(s)
}

// FindStringIndex gives the place of the first match.
func (f *Form) FindStringIndex(s string) []int {
	if f.parts != nil {
		return f.first(s)
	}
	if f.none(s) {
		return nil
	}
	return f.Regexp.FindStringIndex(s)
}

// FindStringSubmatch gives the first match and its groups.
func (f *Form) FindStringSubmatch(s string) []string {
	if f.none(s) {
		return nil
	}
	return f.Regexp.FindStringSubmatch(s)
}

// FindStringSubmatchIndex gives the places of the first match and its groups.
func (f *Form) FindStringSubmatchIndex(s string) []int {
	if f.none(s) {
		return nil
	}
	return f.Regexp.FindStringSubmatchIndex(s)
}

// FindAllStringIndex gives the places of the matches.
func (f *Form) FindAllStringIndex(s string, n int) [][]int {
	if f.none(s) {
		return nil
	}
	return f.Regexp.FindAllStringIndex(s, n)
}

// FindAllStringSubmatch gives the matches and their groups.
func (f *Form) FindAllStringSubmatch(s string, n int) [][]string {
	if f.none(s) {
		return nil
	}
	return f.Regexp.FindAllStringSubmatch(s, n)
}

// FindAllIndex gives the places of the matches.
func (f *Form) FindAllIndex(b []byte, n int) [][]int {
	if f.noneIn(b) {
		return nil
	}
	return f.Regexp.FindAllIndex(b, n)
}

// FindAllSubmatchIndex gives the places of the matches and their groups.
func (f *Form) FindAllSubmatchIndex(b []byte, n int) [][]int {
	if f.noneIn(b) {
		return nil
	}
	return f.Regexp.FindAllSubmatchIndex(b, n)
}

// ReplaceAllString puts others in the place of the matches.
func (f *Form) ReplaceAllString(s, by string) string {
	if f.none(s) {
		return s
	}
	return f.Regexp.ReplaceAllString(s, by)
}
