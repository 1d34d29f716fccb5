package wording

import (
	"regexp"
	"regexp/syntax"
	"sync"
)

// need is what every match has: all of some needs, any of others, or a word, as
// the places of its letters. Its zero value is nothing.
type need struct {
	word     []uint16
	all, any []need
}

func (n *need) nothing() bool { return n.word == nil && n.all == nil && n.any == nil }

// in tells whether a text may have what is needed.
func (n *need) in(l *letters) bool {
	for _, at := range n.word {
		if !l.has(at) {
			return false
		}
	}
	for i := range n.all {
		if !n.all[i].in(l) {
			return false
		}
	}
	for i := range n.any {
		if n.any[i].in(l) {
			return true
		}
	}
	return n.any == nil
}

// What is followed of an expression at most: the words that a part of it can be,
// and the characters of a class.
const (
	mostWords = 64
	mostClass = 16
)

// reading is what is known of a part of an expression: the words that it is, one
// of them, where those are few (words is not nil), else what it needs.
type reading struct {
	words [][]rune
	need  need
}

// fewParts is up to how many a form is not taken apart.
const fewParts = 3

// needOf reads an expression of Go's syntax, and takes one that is any of many apart.
func needOf(expr string) (need, []part) {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return need{}, nil
	}
	whole := read(tree).whole()
	if tree.Op != syntax.OpAlternate || len(tree.Sub) <= fewParts {
		return whole, nil
	}
	parts := make([]part, len(tree.Sub))
	for i, sub := range tree.Sub {
		expr := sub.String()
		parts[i] = part{need: read(sub).whole(), expr: sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })}
	}
	return whole, parts
}

// whole gives the need of a part.
func (r reading) whole() need {
	if r.words == nil {
		return r.need
	}
	return oneOf(r.words)
}

// oneOf needs one of these words.
func oneOf(words [][]rune) need {
	var n need
	for _, w := range words {
		if len(w) == 0 {
			return need{}
		}
		n.any = append(n.any, need{word: placesOf(w)})
	}
	if len(n.any) == 1 {
		return n.any[0]
	}
	return n
}

// placesOf gives the places of a word, pairs first: they tell more.
func placesOf(word []rune) []uint16 {
	var at []uint16
	for i := 1; i < len(word); i++ {
		at = append(at, beside(word[i-1], word[i]))
	}
	if len(at) == 0 {
		at = append(at, alone(word[0]))
	}
	return at
}

var empty = reading{words: [][]rune{{}}}

func read(re *syntax.Regexp) reading {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText,
		syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return empty
	case syntax.OpLiteral:
		word := make([]rune, len(re.Rune))
		for i, r := range re.Rune {
			word[i] = fold(r)
		}
		return reading{words: [][]rune{word}}
	case syntax.OpCharClass:
		return class(re.Rune)
	case syntax.OpCapture:
		return read(re.Sub[0])
	case syntax.OpQuest:
		return maybe(read(re.Sub[0]))
	case syntax.OpPlus:
		return reading{need: read(re.Sub[0]).whole()}
	case syntax.OpRepeat:
		switch {
		case re.Min > 0:
			return reading{need: read(re.Sub[0]).whole()}
		case re.Max == 1:
			return maybe(read(re.Sub[0]))
		}
	case syntax.OpConcat:
		return concat(re.Sub)
	case syntax.OpAlternate:
		return alternate(re.Sub)
	}
	return reading{}
}

// class reads a class of characters: ranges, from and to.
func class(ranges []rune) reading {
	var words [][]rune
	have := map[rune]bool{}
	for i := 0; i+1 < len(ranges); i += 2 {
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if one := fold(r); !have[one] {
				have[one] = true
				words = append(words, []rune{one})
			}
			if len(words) > mostClass {
				return reading{}
			}
		}
	}
	return reading{words: words}
}

// maybe is a part that may be left out.
func maybe(r reading) reading {
	if r.words == nil {
		return reading{}
	}
	return reading{words: append([][]rune{{}}, r.words...)}
}

// concat reads parts that follow each other.
func concat(parts []*syntax.Regexp) reading {
	var all []need
	whole, now := true, empty.words // the words that end here
	end := func() {
		if n := oneOf(now); !n.nothing() {
			all = append(all, n)
		}
		whole, now = false, empty.words
	}
	for _, p := range parts {
		r := read(p)
		switch {
		case r.words == nil:
			end()
			if !r.need.nothing() {
				all = append(all, r.need)
			}
			continue
		case len(now)*len(r.words) > mostWords:
			end()
		}
		now = joined(now, r.words)
	}
	if whole {
		return reading{words: now}
	}
	end()
	return reading{need: need{all: all}}
}

func joined(first, second [][]rune) [][]rune {
	all := make([][]rune, 0, len(first)*len(second))
	for _, a := range first {
		for _, b := range second {
			all = append(all, append(append(make([]rune, 0, len(a)+len(b)), a...), b...))
		}
	}
	return all
}

// alternate reads parts of which one is there.
func alternate(parts []*syntax.Regexp) reading {
	var words [][]rune
	var any []need
	few := true
	for _, p := range parts {
		r := read(p)
		if few = few && r.words != nil; few {
			words = append(words, r.words...)
		}
		any = append(any, r.whole())
	}
	if few && len(words) <= mostWords {
		return reading{words: words}
	}
	for i := range any {
		if any[i].nothing() {
			return reading{}
		}
	}
	return reading{need: need{any: any}}
}
