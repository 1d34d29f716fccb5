package texts

import (
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// readFile reads one catalog file: its language from the name, NAME.LANGUAGE.toml,
// and its texts. It takes tables apart itself, because go-i18n's own reader
// reserves words like "other" and "id" as names of texts.
func readFile(name string, raw []byte) (language.Tag, []*i18n.Message, error) {
	parts := strings.Split(name, ".")
	if len(parts) < 3 {
		return language.Und, nil, fmt.Errorf("texts: %s: the name tells no language; expected NAME.LANGUAGE.toml", name)
	}
	tag, err := language.Parse(parts[len(parts)-2])
	if err != nil {
		return language.Und, nil, fmt.Errorf("texts: %s: the name tells no language; expected NAME.LANGUAGE.toml: %w", name, err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(raw, &tree); err != nil {
		return tag, nil, fmt.Errorf("texts: %s: %w", name, err)
	}
	var out []*i18n.Message
	if err := flatten("", tree, &out); err != nil {
		return tag, nil, fmt.Errorf("texts: %s: %w", name, err)
	}
	return tag, out, nil
}

// flatten collects the texts below a table by their dotted names.
func flatten(prefix string, table map[string]any, out *[]*i18n.Message) error {
	if plural(table) {
		form := func(name string) string { s, _ := table[name].(string); return s }
		*out = append(*out, &i18n.Message{ID: prefix, Zero: form("zero"), One: form("one"), Two: form("two"),
			Few: form("few"), Many: form("many"), Other: form("other")})
		return nil
	}
	for key, v := range table {
		id := key
		if prefix != "" {
			id = prefix + "." + key
		}
		switch v := v.(type) {
		case string:
			*out = append(*out, &i18n.Message{ID: id, Other: v})
		case map[string]any:
			if err := flatten(id, v, out); err != nil {
				return err
			}
		default:
			return fmt.Errorf("%s is neither a text nor a table", id)
		}
	}
	return nil
}

// plural tells whether a table is one text in several plural forms: it has
// "other", and nothing but forms.
func plural(table map[string]any) bool {
	for key, v := range table {
		switch key {
		case "zero", "one", "two", "few", "many", "other":
		default:
			return false
		}
		if _, ok := v.(string); !ok {
			return false
		}
	}
	_, ok := table["other"]
	return ok
}
