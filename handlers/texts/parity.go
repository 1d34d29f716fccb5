package texts

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"text/template/parse"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// messages are the texts of one language by name.
type messages map[string]*i18n.Message

// parity holds every language against English: the same texts, with the same placeholders.
func parity(all map[language.Tag]messages) error {
	english := all[language.English]
	if len(english) == 0 {
		return fmt.Errorf("texts: there is no English catalog (NAME.en.toml)")
	}
	var wrong []string
	want := map[string][]string{}
	for id, m := range english {
		holders, err := placeholders(m)
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("%s: %s: %v", language.English, id, err))
			continue
		}
		want[id] = holders
	}
	for tag, there := range all {
		for id, m := range there {
			if m.Other == "" {
				wrong = append(wrong, fmt.Sprintf("%s: %s is empty", tag, id))
			}
			if tag == language.English {
				continue
			}
			holders, err := placeholders(m)
			if err != nil {
				wrong = append(wrong, fmt.Sprintf("%s: %s: %v", tag, id, err))
				continue
			}
			if english[id] == nil {
				wrong = append(wrong, fmt.Sprintf("%s: %s is not there in en", tag, id))
				continue
			}
			if twin, ok := want[id]; ok && !slices.Equal(twin, holders) {
				wrong = append(wrong, fmt.Sprintf("%s: %s has the placeholders %v, in en %v", tag, id, holders, twin))
			}
		}
		for id := range english {
			if there[id] == nil {
				wrong = append(wrong, fmt.Sprintf("%s: %s is missing", tag, id))
			}
		}
	}
	if wrong == nil {
		return nil
	}
	sort.Strings(wrong)
	return fmt.Errorf("texts: the catalogs differ:\n%s", strings.Join(wrong, "\n"))
}

// placeholders lists the fields a text takes, over all its plural forms, sorted.
func placeholders(m *i18n.Message) ([]string, error) {
	seen := map[string]bool{}
	for _, src := range []string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other} {
		if src == "" {
			continue
		}
		trees, err := parse.Parse(m.ID, src, "{{", "}}", builtins)
		if err != nil {
			return nil, err
		}
		for _, tree := range trees {
			if tree.Root != nil {
				fields(tree.Root, seen)
			}
		}
	}
	var out []string
	for name := range seen {
		out = append(out, name)
	}
	sort.Strings(out)
	return out, nil
}

// builtins are the functions of text/template that a catalog may use.
var builtins = map[string]any{"and": true, "or": true, "not": true, "eq": true, "ne": true, "gt": true, "lt": true, "print": true}

// fields collects the names of the fields below a node.
func fields(n parse.Node, seen map[string]bool) {
	switch n := n.(type) {
	case *parse.ListNode:
		for _, c := range n.Nodes {
			fields(c, seen)
		}
	case *parse.ActionNode:
		fields(n.Pipe, seen)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			fields(c, seen)
		}
	case *parse.CommandNode:
		for _, c := range n.Args {
			fields(c, seen)
		}
	case *parse.FieldNode:
		seen[n.Ident[0]] = true
	case *parse.IfNode:
		branch(&n.BranchNode, seen)
	case *parse.RangeNode:
		branch(&n.BranchNode, seen)
	case *parse.WithNode:
		branch(&n.BranchNode, seen)
	}
}

func branch(n *parse.BranchNode, seen map[string]bool) {
	fields(n.Pipe, seen)
	fields(n.List, seen)
	if n.ElseList != nil {
		fields(n.ElseList, seen)
	}
}
