package flow

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

var (
	flowName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)
	stepName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)
	// choiceName is short, as buttons carry it.
	choiceName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,23}$`)
)

// proof is a definition being proved.
type proof struct {
	*Definition
	lib   *Library
	terms Terms
	found []error
}

func (p *proof) wrong(step, key, format string, args ...any) {
	p.found = append(p.found, Problem{File: p.file, Flow: p.Name, Step: step, Key: key, What: fmt.Sprintf(format, args...)})
}

// prove finds what is wrong with a definition: steps that nothing leads to or
// that lead nowhere, branches for what cannot happen, texts that are missing in
// a language.
func (l *Library) prove(d *Definition, terms Terms) []error {
	p := &proof{Definition: d, lib: l, terms: terms}
	if !flowName.MatchString(d.Name) {
		p.wrong("", "name", "%q is no name: small letters, digits and _, at most 32", d.Name)
	}
	if d.Version < 1 {
		p.wrong("", "version", "the first version is 1")
	}
	if d.Title == "" {
		p.wrong("", "title", "is missing: it names the flow to a person")
	} else {
		p.text("", "title", d.Title)
	}
	if d.Words != "" {
		p.text("", "words", d.Words)
	}
	if d.Steps[d.Start] == nil {
		p.wrong("", "start", "there is no step %q", d.Start)
	}
	unknown := slices.DeleteFunc(slices.Clone(d.For), func(what string) bool { return slices.Contains(terms.Topics, what) })
	if terms.Topics != nil && len(unknown) > 0 {
		p.wrong("", "for", "nothing is called %q; there are %s", strings.Join(unknown, ", "), strings.Join(terms.Topics, ", "))
	}
	for _, name := range slices.Sorted(maps.Keys(d.Steps)) {
		p.step(d.Steps[name])
	}
	p.ways()
	p.allTexts()
	return p.found
}

// step proves one step by itself.
func (p *proof) step(s *Step) {
	if !stepName.MatchString(s.Name) {
		p.wrong(s.Name, "", "the name is not of small letters, digits and _, at most 32")
	}
	if !slices.Contains(kinds, s.Kind) {
		p.wrong(s.Name, "kind", "%q is none of %v", s.Kind, kinds)
		return
	}
	p.allowed(s)
	if (s.Kind == Say || s.Kind.Asks() || s.Kind == Wait) && s.Text == "" {
		p.wrong(s.Name, "text", "is missing")
	}
	for key, id := range map[string]string{"text": s.Text, "again": s.Again, "rest": s.Rest} {
		if id != "" {
			p.text(s.Name, key, id)
		}
	}
	for key, name := range map[string]string{"next": s.Next, "skip": s.Skip} {
		if name != "" && p.Steps[name] == nil {
			p.wrong(s.Name, key, "there is no step %q", name)
		}
	}
	p.choices(s)
	p.branches(s)
	p.slots(s)
}

// allowed refuses keys that mean nothing on a step of its kind.
func (p *proof) allowed(s *Step) {
	for _, k := range []struct {
		key  string
		set  bool
		good bool
	}{
		{"check", s.Check != "", s.Kind == Check}, {"with", len(s.With) > 0, s.Kind == Check},
		{"again", s.Again != "", s.Kind.Asks()}, {"slot", s.Slot != "", s.Kind.Asks()},
		{"skip", s.Skip != "", s.Kind.Asks()}, {"always", s.Always, s.Kind.Asks() && s.Kind != List},
		{"choices", len(s.Choices) > 0, s.Kind == Choose || s.Kind == List || s.Kind == YesNo}, {"rest", s.Rest != "", s.Kind == List},
		{"from", s.From != "", s.Kind == List || s.Kind == Wait || s.Kind == End && s.End == Watching},
		{"days", s.Days != 0, s.Kind == Wait}, {"end", s.End != "", s.Kind == End},
		{"urgent", s.Urgent, s.Kind == End && s.End == Case}, {"then", s.Then != "", s.Kind == End},
		{"go", len(s.Go) > 0, s.Kind != Say && s.Kind != Wait && s.Kind != End}, {"next", s.Next != "", s.Kind != End},
		{"text", s.Text != "", s.Kind != Check},
	} {
		if k.set && !k.good {
			p.wrong(s.Name, k.key, "means nothing on a step of kind %s", s.Kind)
		}
	}
	if s.Kind == End && s.End != Solved && s.End != Watching && s.End != Case {
		p.wrong(s.Name, "end", "%q is none of solved, watching, case", s.End)
	}
	if s.Then != "" && p.lib.flows[s.Then] == nil {
		p.wrong(s.Name, "then", "there is no flow %q", s.Then)
	}
	if s.Days < 0 || s.Kind == Wait && s.From == "" && s.Days == 0 {
		p.wrong(s.Name, "days", "a wait needs a number of days, or a slot with the day in from")
	}
}

func (p *proof) choices(s *Step) {
	if (s.Kind == Choose || s.Kind == List) && len(s.Choices) < 2 {
		p.wrong(s.Name, "choices", "there must be at least two")
	}
	if s.Kind == YesNo && len(s.Choices) > 0 && (!s.has(Yes) || !s.has(No) || len(s.Choices) > 3 || len(s.Choices) == 3 && !s.has(Unsure)) {
		p.wrong(s.Name, "choices", "a yes_no has yes and no, and may have unsure")
	}
	seen := map[string]bool{}
	for _, c := range s.Choices {
		if !choiceName.MatchString(c.Name) || slices.Contains(reserved, c.Name) {
			p.wrong(s.Name, "choices", "%q is no name for a choice: small letters, digits and _, at most 24, and none of %s", c.Name, strings.Join(reserved, ", "))
		}
		if seen[c.Name] {
			p.wrong(s.Name, "choices", "%q is there twice", c.Name)
		}
		seen[c.Name] = true
		if c.Text == "" {
			p.wrong(s.Name, "choices", "%q has no text", c.Name)
			continue
		}
		p.text(s.Name, "choices."+c.Name, c.Text)
	}
}

// outcomes are what a step may end with; the empty one stands for an answer as such.
func (p *proof) outcomes(s *Step) []string {
	switch s.Kind {
	case Check:
		return p.terms.Tools[s.Check].Outcomes
	case YesNo:
		if s.has(Unsure) {
			return []string{Yes, No, Unsure}
		}
		return []string{Yes, No}
	case Choose, List:
		var out []string
		for _, c := range s.Choices {
			out = append(out, c.Name)
		}
		if s.Kind == List {
			out = append(out, None)
		}
		return out
	case End:
		return nil
	}
	return []string{""}
}

// branches proves that every outcome leads somewhere, and nothing else is branched on.
func (p *proof) branches(s *Step) {
	if s.Kind == Check {
		if _, known := p.terms.Tools[s.Check]; !known {
			p.wrong(s.Name, "check", "there is no check %q; there are %s", s.Check, strings.Join(slices.Sorted(maps.Keys(p.terms.Tools)), ", "))
			return
		}
	}
	all := p.outcomes(s)
	for _, o := range all {
		if s.to(o) == "" {
			if o == "" {
				p.wrong(s.Name, "next", "is missing: the step leads nowhere")
			} else {
				p.wrong(s.Name, "go."+o, "is missing, and there is no next: %s leads nowhere", o)
			}
		}
	}
	for _, o := range slices.Sorted(maps.Keys(s.Go)) {
		if !slices.Contains(all, o) {
			p.wrong(s.Name, "go."+o, "cannot happen; there are %s", strings.Join(all, ", "))
		}
		if p.Steps[s.Go[o]] == nil {
			p.wrong(s.Name, "go."+o, "there is no step %q", s.Go[o])
		}
	}
}

// slots proves that what a step takes is filled by some step, with the right kind.
func (p *proof) slots(s *Step) {
	if s.From != "" && !slices.Contains(p.filled(), s.From) {
		p.wrong(s.Name, "from", "no step and no check fills %q", s.From)
	}
	if s.Kind == List && s.From == "" {
		p.wrong(s.Name, "from", "is missing: which slot holds the lines")
	}
	for _, o := range p.Steps {
		if s.Kind.Asks() && o.Kind == Check && slices.Contains(p.terms.Tools[o.Check].Fills, s.Slot) {
			p.wrong(s.Name, "slot", "%q is filled by the check of step %s: give the answer another slot", s.Slot, o.Name)
		}
		if o != s && o.Slot == s.Slot && s.Kind.Asks() && o.Kind.Asks() && kindOf(o.Kind) != kindOf(s.Kind) && o.Name > s.Name {
			p.wrong(s.Name, "slot", "%q is filled by step %s with something else", s.Slot, o.Name)
		}
	}
}

// filled lists the slots that steps and their checks fill.
func (p *proof) filled() []string {
	out := slices.Concat(p.Hears, p.Takes)
	for _, s := range p.Steps {
		if s.Kind.Asks() {
			out = append(out, s.Slot)
		}
		if s.Kind == Check {
			out = append(out, p.terms.Tools[s.Check].Fills...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// ways proves that every step is reached from the start and reaches an end.
func (p *proof) ways() {
	reached := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		s := p.Steps[name]
		if s == nil || reached[name] {
			return
		}
		reached[name] = true
		for _, next := range s.exits() {
			visit(next)
		}
	}
	visit(p.Start)
	for _, name := range slices.Sorted(maps.Keys(p.Steps)) {
		if s := p.Steps[name]; (s.Kind == YesNo || s.Kind == Choose) && !s.Always && p.returns(name) {
			p.wrong(name, "always", "is missing: the flow can come back here, and would take the answer of the time before")
		}
	}
	ends := map[string]bool{}
	for range p.Steps {
		for name, s := range p.Steps {
			if s.Kind == End || slices.ContainsFunc(s.exits(), func(n string) bool { return ends[n] }) {
				ends[name] = true
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.Steps)) {
		if !reached[name] {
			p.wrong(name, "", "nothing leads here")
		}
		if !ends[name] {
			p.wrong(name, "", "no way from here comes to an end")
		}
	}
}

// returns tells whether a step can come after itself.
func (p *proof) returns(name string) bool {
	seen := map[string]bool{}
	var visit func(from string) bool
	visit = func(from string) bool {
		s := p.Steps[from]
		if s == nil || seen[from] {
			return false
		}
		seen[from] = true
		return slices.ContainsFunc(s.exits(), func(next string) bool { return next == name || visit(next) })
	}
	return visit(name)
}
