// Package phrases holds what merchants say, as templates written for this
// product, and makes the sentences from them that the model learns from.
package phrases

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed *.txt
var files embed.FS

// Phrase is a sentence and the intent that it says.
type Phrase struct {
	Intent, Text string
}

// Templates are the templates by intent, in the order of the files.
type Templates struct {
	intents []string
	lines   map[string][]template
}

// template is one line: a sequence of texts and choices.
type template []node

// node is a text, or the ways to go on.
type node struct {
	text string
	ways []template
}

// Load reads the templates that come with the package. An error names file and line.
func Load() (*Templates, error) {
	slots, err := readSlots()
	if err != nil {
		return nil, err
	}
	t := &Templates{lines: map[string][]template{}}
	names, err := fs.Glob(files, "*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if name == "slots.txt" {
			continue
		}
		if err := t.read(name, slots); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (t *Templates) read(name string, slots map[string]template) error {
	intent := ""
	return eachLine(name, func(line string) error {
		if strings.HasPrefix(line, "[") {
			intent = strings.Trim(line, "[]")
			if t.lines[intent] == nil {
				t.intents = append(t.intents, intent)
			}
			return nil
		}
		if intent == "" {
			return fmt.Errorf("a phrase stands before any [intent]")
		}
		one, err := parse(line, slots)
		t.lines[intent] = append(t.lines[intent], one)
		return err
	})
}

func readSlots() (map[string]template, error) {
	slots := map[string]template{}
	err := eachLine("slots.txt", func(line string) error {
		name, words, ok := strings.Cut(line, " = ")
		if !ok {
			return fmt.Errorf("%q is not name = (one|another)", line)
		}
		one, err := parse(words, slots)
		slots[name] = one
		return err
	})
	return slots, err
}

// eachLine calls do with every line that is neither empty nor a remark.
func eachLine(name string, do func(string) error) error {
	text, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	for i, line := range strings.Split(string(text), "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		if err := do(line); err != nil {
			return fmt.Errorf("%s, line %d: %w", name, i+1, err)
		}
	}
	return nil
}

// parse reads a template: (a|b) are ways, {name} takes in a slot.
func parse(line string, slots map[string]template) (template, error) {
	p := parser{rest: line, slots: slots}
	one, err := p.sequence(false)
	if err == nil && p.rest != "" {
		err = fmt.Errorf("%q closes nothing", p.rest)
	}
	return one, err
}

type parser struct {
	rest  string
	slots map[string]template
}

// sequence reads up to the end, or up to the | or ) that ends one of the ways.
func (p *parser) sequence(inside bool) (template, error) {
	var out template
	for p.rest != "" {
		at := strings.IndexAny(p.rest, "(){}|")
		if at < 0 {
			at = len(p.rest)
		}
		if at > 0 {
			out = append(out, node{text: p.rest[:at]})
			p.rest = p.rest[at:]
			continue
		}
		switch p.rest[0] {
		case '|', ')':
			if !inside {
				return nil, fmt.Errorf("%q stands outside of parentheses", p.rest[:1])
			}
			return out, nil
		case '{':
			name, after, ok := strings.Cut(p.rest[1:], "}")
			slot, known := p.slots[name]
			if !ok || !known {
				return nil, fmt.Errorf("no slot {%s}", name)
			}
			out = append(out, node{ways: []template{slot}})
			p.rest = after
		case '(':
			one, err := p.ways()
			if err != nil {
				return nil, err
			}
			out = append(out, one)
		default:
			return nil, fmt.Errorf("%q opens nothing", p.rest[:1])
		}
	}
	if inside {
		return nil, fmt.Errorf("a parenthesis is not closed")
	}
	return out, nil
}

func (p *parser) ways() (node, error) {
	var n node
	for p.rest != "" && p.rest[0] != ')' {
		p.rest = p.rest[1:]
		one, err := p.sequence(true)
		if err != nil {
			return n, err
		}
		n.ways = append(n.ways, one)
	}
	p.rest = strings.TrimPrefix(p.rest, ")")
	return n, nil
}
