// Package texts holds every sentence a person reads, in catalogs that a
// reviewer can edit without Go: files NAME.LANGUAGE.toml beside this one, in
// the format of go-i18n. A further language is further files; zh-Hant is made
// from zh-Hans by go generate, its terms stand in traditional/terms.toml.
package texts

import (
	"embed"
	"fmt"
	"io/fs"
	"sort"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"
)

//go:generate go run ./traditional

//go:embed *.toml
var files embed.FS

// unnamed is the language of a merchant or a person who names none.
const unnamed = "zh-Hans"

// parser refuses a text whose placeholder got no value, instead of printing "<no value>".
var parser = &template.TextParser{Option: "missingkey=error"}

// Catalog is all texts in all languages. It is safe for use by many goroutines.
type Catalog struct {
	tags    []language.Tag // English first: what an unknown language gets
	matcher language.Matcher
	all     map[language.Tag]messages
	ids     map[string]bool
	texts   map[string]Texts // by language
}

// New reads the embedded catalogs. It fails, naming language and text, where a
// text is missing in one language, is not a valid template, or has other
// placeholders than in another language.
func New() (*Catalog, error) { return Load(files) }

// Load reads catalogs from the files *.toml at the root of fsys.
func Load(fsys fs.FS) (*Catalog, error) {
	names, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, err
	}
	bundle := i18n.NewBundle(language.English)
	all := map[language.Tag]messages{}
	for _, name := range names {
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("texts: %w", err)
		}
		tag, list, err := readFile(name, raw)
		if err != nil {
			return nil, err
		}
		if all[tag] == nil {
			all[tag] = messages{}
		}
		for _, m := range list {
			if _, twice := all[tag][m.ID]; twice {
				return nil, fmt.Errorf("texts: %s: the text %q is there twice in %s", name, m.ID, tag)
			}
			all[tag][m.ID] = m
		}
		if err := bundle.AddMessages(tag, list...); err != nil {
			return nil, fmt.Errorf("texts: %s: %w", name, err)
		}
	}
	if err := parity(all); err != nil {
		return nil, err
	}
	return assemble(bundle, all), nil
}

func assemble(bundle *i18n.Bundle, all map[language.Tag]messages) *Catalog {
	c := &Catalog{all: all, ids: map[string]bool{}, texts: map[string]Texts{}}
	for tag, m := range all {
		if tag != language.English {
			c.tags = append(c.tags, tag)
		}
		for id := range m {
			c.ids[id] = true
		}
	}
	sort.Slice(c.tags, func(i, j int) bool { return c.tags[i].String() < c.tags[j].String() })
	c.tags = append([]language.Tag{language.English}, c.tags...)
	c.matcher = language.NewMatcher(c.tags)
	for _, t := range c.tags { // once: finding a language costs more than saying most texts
		tag := t.String()
		c.texts[tag] = Texts{lang: tag, chinese: strings.HasPrefix(tag, "zh"), catalog: c, localizer: i18n.NewLocalizer(bundle, tag)}
	}
	return c
}

// Languages lists the languages there are, as BCP 47.
func (c *Catalog) Languages() []string {
	var out []string
	for _, t := range c.tags {
		out = append(out, t.String())
	}
	return out
}

// Has tells whether there is a text of this name.
func (c *Catalog) Has(id string) bool { return c.ids[id] }

// IDs lists the names of all texts, sorted.
func (c *Catalog) IDs() []string {
	var out []string
	for id := range c.ids {
		out = append(out, id)
	}
	sort.Strings(out)
	return out
}

// plural tells whether a text has several plural forms.
func (c *Catalog) plural(lang, id string) bool {
	m := c.all[language.Make(lang)][id]
	return m != nil && m.Zero+m.One+m.Two+m.Few+m.Many != ""
}

// Match gives the language of the catalog that fits a BCP 47 tag best: Hong Kong,
// Macau and Taiwan read traditional characters; who names no language gets
// simplified Chinese, an unknown or unreadable tag English.
func (c *Catalog) Match(lang string) string {
	if lang == "" {
		lang = unnamed
	}
	if _, own := c.texts[lang]; own {
		return lang
	}
	want, err := language.Parse(strings.ReplaceAll(lang, "_", "-"))
	if err != nil {
		return language.English.String()
	}
	if _, i, sure := c.matcher.Match(want); sure != language.No {
		return c.tags[i].String()
	}
	return language.English.String()
}

// For gives the texts in the language that fits lang best.
func (c *Catalog) For(lang string) Texts { return c.texts[c.Match(lang)] }
