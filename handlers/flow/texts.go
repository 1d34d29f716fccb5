package flow

import (
	"maps"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"
)

// text proves that a text that a step names is there in every language.
func (p *proof) text(step, key, id string) {
	own := false
	for _, of := range p.Texts {
		if _, ok := of[id]; ok {
			own = true
		}
	}
	if !own {
		if p.terms.Catalog == nil || !p.terms.Catalog(id) {
			p.wrong(step, key, "there is no text %q, neither in [texts] nor in the catalog", id)
		}
		return
	}
	for _, lang := range p.terms.Languages {
		if _, ok := p.textIn(lang, id); !ok {
			p.wrong(step, key, "the text %q is missing in %s", id, lang)
		}
	}
}

// textIn gives a text in a language, derived where the definition leaves it out.
func (p *proof) textIn(lang, id string) (string, bool) {
	if s, ok := p.Texts[lang][id]; ok {
		return s, strings.TrimSpace(s) != ""
	}
	d, ok := p.terms.Derive[lang]
	if !ok {
		return "", false
	}
	s, ok := p.Texts[d.From][id]
	return words(s, d.Convert), ok && strings.TrimSpace(s) != ""
}

// words converts a text outside of its {{actions}}.
func words(s string, convert func(string) string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "{{")
		b.WriteString(convert(before))
		if !found {
			return b.String()
		}
		action, after, _ := strings.Cut(rest, "}}")
		b.WriteString("{{" + action + "}}")
		s = after
	}
}

// named lists the texts that the definition names.
func (d *Definition) named() map[string]bool {
	out := map[string]bool{d.Title: true, d.Words: true}
	for _, s := range d.Steps {
		out[s.Text], out[s.Again], out[s.Rest] = true, true, true
		for _, c := range s.Choices {
			out[c.Text] = true
		}
	}
	return out
}

// allTexts proves the definition's own texts: every one is named, can be read
// as a template, and uses values that there are, the same in every language.
func (p *proof) allTexts() {
	known := append(p.filled(), p.terms.Given...)
	made := map[string]map[string]*template.Template{}
	ids, named, uses := map[string]bool{}, p.named(), map[string][]string{}
	for lang, of := range p.Texts {
		if !slices.Contains(p.terms.Languages, lang) {
			p.wrong("", "texts."+lang, "is not a language of the product: %s", strings.Join(p.terms.Languages, ", "))
		}
		for id := range of {
			ids[id] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		if !named[id] {
			p.wrong("", "texts."+id, "no step says it")
		}
		for _, lang := range p.terms.Languages {
			s, ok := p.textIn(lang, id)
			if !ok {
				continue // text says so where it is named
			}
			t, err := template.New(id).Option("missingkey=zero").Parse(s)
			if err != nil {
				p.wrong("", "texts."+lang+"."+id, "%s", strings.TrimPrefix(err.Error(), "template: "))
				continue
			}
			used := fields(t.Root)
			slices.Sort(used)
			used = slices.Compact(used)
			for _, v := range used {
				if !slices.Contains(known, v) {
					p.wrong("", "texts."+lang+"."+id, "there is no value %q; there are %s", v, strings.Join(known, ", "))
				}
			}
			if before, ok := uses[id]; ok && !slices.Equal(before, used) {
				p.wrong("", "texts."+lang+"."+id, "uses %v, and another language %v", used, before)
			}
			uses[id] = used
			if made[lang] == nil {
				made[lang] = map[string]*template.Template{}
			}
			made[lang][id] = t
		}
	}
	p.lib.texts[p.Name], p.lib.known[p.Name] = made, known
}

// fields lists the values that a template uses.
func fields(n parse.Node) []string {
	var out []string
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return nil
		}
		for _, c := range n.Nodes {
			out = append(out, fields(c)...)
		}
	case *parse.ActionNode:
		out = fields(n.Pipe)
	case *parse.PipeNode:
		if n == nil {
			return nil
		}
		for _, c := range n.Cmds {
			out = append(out, fields(c)...)
		}
	case *parse.CommandNode:
		for _, a := range n.Args {
			out = append(out, fields(a)...)
		}
	case *parse.FieldNode:
		out = append(out, strings.Join(n.Ident, "."))
	case *parse.IfNode:
		out = append(append(fields(n.Pipe), fields(n.List)...), fields(n.ElseList)...)
	case *parse.RangeNode:
		out = append(append(fields(n.Pipe), fields(n.List)...), fields(n.ElseList)...)
	case *parse.WithNode:
		out = append(append(fields(n.Pipe), fields(n.List)...), fields(n.ElseList)...)
	}
	return out
}
