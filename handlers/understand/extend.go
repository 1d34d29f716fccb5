package understand

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// added is the weight of an operator's phrase: as sure as the product's own.
const added = 9

// NewWith gives a reader of the built-in words and rules and an operator's synonyms.
func NewWith(s Synonyms) *Rules {
	table := slices.Clone(words)
	var shown []string
	for i := range table {
		more := s.words[table[i].name]
		if len(more) == 0 {
			continue
		}
		table[i].says = append(slices.Clone(table[i].says), strings.Join(more, ", "))
		known := kinds[table[i].name]
		for _, w := range more {
			with := known.en
			if strings.ContainsFunc(w, func(c rune) bool { return unicode.Is(unicode.Han, c) }) {
				with = known.zh
			}
			shown = append(shown, parseWord(w), parseWord(with))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.phrases)) {
		table = append(table, idea{name: "operator " + name, says: []string{strings.Join(s.phrases[name], ", ")}})
	}
	r := compile(table, ladder)
	r.shown = shown
	for _, name := range slices.Sorted(maps.Keys(s.phrases)) {
		i := slices.IndexFunc(r.concepts, func(c concept) bool { return c.name == "operator "+name })
		r.rules = append(r.rules, rule{intent: Intent(name), weight: added, has: []int{i}})
		r.operators = append(r.operators, i)
	}
	return r
}

// forModel gives the words of a message with the operator's words put into the product's own.
func (r *Rules) forModel(words string) string {
	for i := 0; i < len(r.shown); i += 2 {
		words = strings.ReplaceAll(words, r.shown[i], r.shown[i+1])
	}
	return words
}

// byOperator tells whether an operator's phrase says the intent: the model,
// which does not know it, is not asked then.
func (r *Rules) byOperator(intent Intent, m *message) bool {
	for _, i := range r.operators {
		c := r.concepts[i]
		if c.name == "operator "+string(intent) && c.in(m) {
			return true
		}
	}
	return false
}
