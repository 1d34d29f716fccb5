package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/longbridgeapp/opencc"
)

//go:embed terms.toml
var table []byte

const (
	from = ".zh-Hans.toml"
	to   = ".zh-Hant.toml"
	head = "# Made from %s by go generate ./handlers/texts. Do not edit: change the source, or a term in traditional/terms.toml.\n"
)

// converter turns simplified Chinese into the traditional Chinese that a shop
// owner in Hong Kong or Taiwan reads.
type converter struct {
	// aside sets the terms aside as signs that OpenCC leaves alone, back puts
	// their traditional words there.
	aside, back *strings.Replacer
	characters  *opencc.OpenCC
}

// newConverter reads the table of terms. A term that is there twice is refused by TOML itself.
func newConverter() (*converter, error) {
	var sections map[string]map[string]string
	if err := toml.Unmarshal(table, &sections); err != nil {
		return nil, fmt.Errorf("terms.toml: %w", err)
	}
	terms := map[string]string{}
	for name, section := range sections {
		for simple, word := range section {
			if _, twice := terms[simple]; twice {
				return nil, fmt.Errorf("terms.toml: %s: the term %q is there twice", name, simple)
			}
			terms[simple] = word
		}
	}
	characters, err := opencc.New("s2tw")
	if err != nil {
		return nil, fmt.Errorf("opencc: %w", err)
	}
	aside, back := signs(terms)
	return &converter{aside: aside, back: back, characters: characters}, nil
}

// signs gives each term a character of the private area; the longest term wins.
func signs(terms map[string]string) (aside, back *strings.Replacer) {
	list := make([]string, 0, len(terms))
	for simple := range terms {
		list = append(list, simple)
	}
	sort.Slice(list, func(i, j int) bool {
		if len(list[i]) != len(list[j]) {
			return len(list[i]) > len(list[j])
		}
		return list[i] < list[j]
	})
	var out, in []string
	for i, simple := range list {
		sign := string(rune(0xE000 + i))
		out, in = append(out, simple, sign), append(in, sign, terms[simple])
	}
	return strings.NewReplacer(out...), strings.NewReplacer(in...)
}

// text converts one text. Placeholders and names of texts are ASCII and stay as they are.
func (c *converter) text(simple string) (string, error) {
	s, err := c.characters.Convert(c.aside.Replace(simple))
	if err != nil {
		return "", fmt.Errorf("opencc: %w", err)
	}
	return c.back.Replace(s), nil
}

// catalogs gives the traditional catalog of every simplified one in dir, by file name.
func (c *converter) catalogs(dir string) (map[string]string, error) {
	return c.files(filepath.Join(dir, "*"+from), func(base, raw string) (string, string, error) {
		return strings.TrimSuffix(base, from) + to, raw, nil
	})
}

// files makes a traditional file of every simplified one that pattern names. part
// gives the name of the file to make and what of the simplified one goes into it.
func (c *converter) files(pattern string, part func(base, raw string) (name, simple string, err error)) (map[string]string, error) {
	names, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	made := map[string]string{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		base := filepath.Base(name)
		to, simple, err := part(base, string(raw))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		text, err := c.text(simple)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		made[to] = fmt.Sprintf(head, base) + text
	}
	return made, nil
}
