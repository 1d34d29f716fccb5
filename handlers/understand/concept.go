package understand

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"moneytrail/handlers/understand/script"
)

// gap is how many bytes may stand between the parts of a pattern: eight Han
// characters, or some five words.
const gap = 26

// concept is an idea that a message may hold, and the ways to say it.
type concept struct {
	name     string
	patterns []pattern
	begin    [][]uint32 // of each pattern, the pairs that it may begin with
}

// in tells whether a message says the concept.
func (c concept) in(m *message) bool {
	for i, p := range c.patterns {
		if m.pairs.have(c.begin[i]) && p.in(m.words) {
			return true
		}
	}
	return false
}

// pattern is a phrase of parts in order, each said in one of several ways.
type pattern []part

// part is the ways to say one part of a pattern, ready to be searched for:
// Latin words with the spaces around them.
type part []string

// parsePattern reads a phrase of the word tables. "…" between parts allows a few
// words there, (a|b) are ways to say a part, "word*" is any word that begins so,
// and {name} takes in the words of a class.
func parsePattern(s string, classes map[string][]string) pattern {
	var p pattern
	for _, piece := range strings.Split(s, "…") {
		var ways part
		switch {
		case strings.HasPrefix(piece, "{"):
			for _, w := range classes[strings.Trim(piece, "{}")] {
				ways = append(ways, parseWord(w))
			}
		default:
			for _, way := range spelt(piece) {
				ways = append(ways, parseWord(way))
			}
		}
		p = append(p, ways)
	}
	return p
}

// spelt gives every way to say a piece: each of one group with each of the next.
func spelt(piece string) (ways []string) {
	before, rest, grouped := strings.Cut(piece, "(")
	choice, after, closed := strings.Cut(rest, ")")
	if !grouped || !closed {
		return []string{piece}
	}
	for _, end := range spelt(after) {
		for _, way := range strings.Split(choice, "|") {
			ways = append(ways, before+way+end)
		}
	}
	return ways
}

// parseWord puts spaces around a Latin word, none at Han characters.
func parseWord(s string) string {
	open := strings.HasSuffix(s, "*")
	w := script.Words(strings.ToLower(s))
	if r, _ := utf8.DecodeRuneInString(w[1:]); unicode.Is(unicode.Han, r) {
		w = w[1:]
	}
	if r, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(w, " ")); open || unicode.Is(unicode.Han, r) {
		w = strings.TrimSuffix(w, " ")
	}
	return w
}

// in tells whether the phrase occurs in the words of a message.
func (p pattern) in(words string) bool {
	return p.from(words, 0, len(words))
}

// from looks for the first part starting in words[at:within], the others a gap further each.
func (p pattern) from(words string, at, within int) bool {
	for _, way := range p[0] {
		for i := at; i <= within; {
			found := strings.Index(words[i:], way)
			if found < 0 || i+found > within {
				break
			}
			end := i + found + len(way)
			if len(p) == 1 {
				return true
			}
			if strings.HasSuffix(way, " ") {
				end-- // the space is also the next word's
			}
			if p[1:].from(words, end, min(end+gap, len(words))) {
				return true
			}
			i += found + 1
		}
	}
	return false
}

// rule gives an intent weight where concepts meet.
type rule struct {
	intent    Intent
	weight    int
	has, lack []int
}

// compile readies the word tables. A rule that names an unknown concept is a
// mistake in the tables, which a test finds.
func compile(table []idea, ladder []step) *Rules {
	r := &Rules{}
	index := make(map[string]int)
	for _, i := range table {
		c := concept{name: i.name}
		for _, line := range i.says {
			for _, phrase := range strings.Split(line, ", ") {
				p := parsePattern(phrase, classes)
				c.patterns, c.begin = append(c.patterns, p), append(c.begin, p.firstPairs())
			}
		}
		index[i.name] = len(r.concepts)
		r.concepts = append(r.concepts, c)
	}
	for _, s := range ladder {
		one := rule{intent: s.intent, weight: s.weight}
		for _, name := range strings.Fields(s.when) {
			bare, lack := strings.CutPrefix(name, "!")
			i, ok := index[bare]
			if !ok {
				panic("understand: no concept " + bare)
			}
			if lack {
				one.lack = append(one.lack, i)
			} else {
				one.has = append(one.has, i)
			}
		}
		r.rules = append(r.rules, one)
	}
	return r
}

// weigh gives the weight of every intent that any rule speaks for, from the
// words of a message and the facts that were read in it.
func (r *Rules) weigh(m *message, facts map[string]bool) map[Intent]int {
	held := make([]bool, len(r.concepts))
	for i, c := range r.concepts {
		held[i] = facts[c.name] || c.in(m)
	}
	weights := make(map[Intent]int)
rules:
	for _, one := range r.rules {
		for _, i := range one.has {
			if !held[i] {
				continue rules
			}
		}
		for _, i := range one.lack {
			if held[i] {
				continue rules
			}
		}
		weights[one.intent] = max(weights[one.intent], one.weight)
	}
	return weights
}
