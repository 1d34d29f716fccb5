package flow

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template"
)

// Tool is a check that Go code can run: the outcomes it may have, and the slots
// that it fills.
type Tool struct {
	Outcomes []string
	Fills    []string
}

// Terms are what definitions may speak of.
type Terms struct {
	// Languages every text must exist in, BCP 47.
	Languages []string
	// Derive gives the texts of a language that a definition leaves out, by
	// converting those of another (zh-Hant from zh-Hans); nil derives none.
	Derive map[string]Derived
	// Catalog tells whether the product's catalog has a text of this name; nil: it has none.
	Catalog func(id string) bool
	// Tools are the checks, by name.
	Tools map[string]Tool
	// Given are the values that every text may use, whatever the flow knows.
	Given []string
	// Topics are what flows may be for; nil does not look.
	Topics []string
}

// Derived is how the texts of a language come from another's.
type Derived struct {
	From    string
	Convert func(string) string
}

// Library is a set of definitions that were proved. It never changes, so it
// may be used by many at once; reloading makes a new one.
type Library struct {
	flows map[string]*Definition
	tools map[string]Tool
	known map[string][]string
	texts map[string]map[string]map[string]*template.Template // flow, language, name
}

// New proves definitions and makes a library of them. The error lists every
// Problem found.
func New(terms Terms, definitions ...*Definition) (*Library, error) {
	l := &Library{flows: map[string]*Definition{}, tools: terms.Tools, known: map[string][]string{}, texts: map[string]map[string]map[string]*template.Template{}}
	var found []error
	for _, d := range definitions {
		d.complete()
		if l.flows[d.Name] != nil {
			found = append(found, Problem{Flow: d.Name, Key: "name", What: "there are two flows of this name"})
			continue
		}
		l.flows[d.Name] = d
	}
	for _, d := range l.All() {
		found = append(found, l.prove(d, terms)...)
	}
	if len(found) > 0 {
		return nil, joined(found)
	}
	return l, nil
}

// All lists the definitions, by name.
func (l *Library) All() []*Definition {
	var out []*Definition
	for _, name := range slices.Sorted(maps.Keys(l.flows)) {
		out = append(out, l.flows[name])
	}
	return out
}

// Get gives a definition by its name.
func (l *Library) Get(name string) (*Definition, bool) {
	d, ok := l.flows[name]
	return d, ok
}

// For lists the flows that something leads to for somebody of a role, by name.
func (l *Library) For(what, role string) []*Definition {
	return slices.DeleteFunc(l.All(), func(d *Definition) bool { return !d.Leads(what, role) })
}

// Own tells whether a flow has a text of its own by this name; others are the catalog's.
func (l *Library) Own(flow, id string) bool {
	for _, of := range l.texts[flow] {
		if of[id] != nil {
			return true
		}
	}
	return false
}

// Known lists the slots that a flow's texts may name.
func (l *Library) Known(flow string) []string { return l.known[flow] }

// Say gives a flow's own text with the values filled in, already said in the
// language. A value that is not known yet is empty: {{if .name}} tells.
func (l *Library) Say(flow, lang, id string, values map[string]string) (string, error) {
	t := l.texts[flow][lang][id]
	if t == nil {
		return "", fmt.Errorf("flow %s: there is no text %q in %s", flow, id, lang)
	}
	var b strings.Builder
	if err := t.Execute(&b, values); err != nil {
		return "", fmt.Errorf("flow %s: text %q in %s: %w", flow, id, lang, err)
	}
	return strings.TrimSpace(b.String()), nil
}

// complete fills in what a definition leaves to the usual.
func (d *Definition) complete() {
	for name, s := range d.Steps {
		s.Name = name
		if s.Slot == "" && s.Kind.Asks() {
			s.Slot = name
		}
	}
}

// ordered lists the steps as they follow from the start, those that nothing
// leads to last.
func (d *Definition) ordered() []*Step {
	var out []*Step
	seen := map[string]bool{}
	queue := append([]string{d.Start}, slices.Sorted(maps.Keys(d.Steps))...)
	for i := 0; i < len(queue); i++ {
		name := queue[i]
		s := d.Steps[name]
		if s == nil || seen[name] {
			continue
		}
		seen[name] = true
		out = append(out, s)
		queue = slices.Insert(queue, i+1, s.exits()...)
	}
	return out
}
