// Package follow reads the questions that only make sense about what was just
// shown: "why?", "what papers?", "then when?", "my account is not closed". Such a
// message is made of question words, of words that point at the matter, and of
// fillers alone; whatever else it says makes it a question of its own.
package follow

import (
	"strings"
	"unicode"

	"moneytrail/handlers/understand/script"
)

// Aspect is what of the matter a question asks for.
type Aspect string

// Aspects. None is every message that asks nothing of what was shown.
const (
	None    Aspect = ""
	Why     Aspect = "why"      // the reason, what a word of the answer means
	When    Aspect = "when"     // the day, or what it waits for
	SameDay Aspect = "same_day" // why not on the day itself
	Do      Aspect = "do"       // what the merchant does, which papers
	Who     Aspect = "who"      // who acts now
	Number  Aspect = "number"   // the references for the bank
	Doubt   Aspect = "doubt"    // the reason is not believed: "my account is fine"
)

// Matter is what the words of a question call the thing that it is about.
type Matter string

// Matters. Any is where the words do not say.
const (
	Any      Matter = ""
	Returned Matter = "returned" // the bank sent the money back
	Held     Matter = "held"
	Short    Matter = "short"    // less arrived, or was paid
	Declined Matter = "declined" // not taken
	Disputed Matter = "disputed"
	Waiting  Matter = "waiting" // put together for a later payout
)

// Question is a question about what was just shown.
type Question struct {
	Aspect Aspect
	// Of is the matter that the words name; an answer about another matter does not fit.
	Of Matter
	// Papers: papers are asked for by name.
	Papers bool
}

// Of reads a message; its Aspect is None where it is no such question.
func Of(text string) Question {
	said, strange := tokens(script.Longhand(script.Fold(text)))
	if strange || len(said) == 0 {
		return Question{}
	}
	q := Question{Papers: said[paper] > 0}
	for kind, m := range matters {
		if said[kind] == 0 {
			continue
		}
		if q.Of != Any { // two matters: which is meant is not known
			return Question{}
		}
		q.Of = m
	}
	what := said[what] > 0
	switch {
	case said[why] > 0 && said[sameDay] > 0:
		q.Aspect = SameDay
	case said[why] > 0 || what && said[meaning] > 0:
		q.Aspect = Why
	case said[how] > 0 && q.Of != Any:
		q.Aspect = Why
	case said[when] > 0 && said[sameDay] == 0:
		q.Aspect = When
	case said[do] > 0 || what && (said[paper] > 0 || said[act] > 0):
		q.Aspect = Do
	case said[who] > 0:
		q.Aspect = Who
	case said[number] > 0 && (what || said[give] > 0):
		q.Aspect = Number
	case said[own]+said[paper] > 0 && (said[not] > 0 && said[fault] > 0 || said[not] == 0 && said[fine] > 0):
		q.Aspect = Doubt
	default:
		return Question{}
	}
	return q
}

// longestHan and longestWords are how far a phrase of the tables reaches.
const (
	longestHan   = 7
	longestWords = 5
)

// tokens counts the kinds of the words of a text in script.Fold's form. strange
// tells that there is a word of no kind.
func tokens(folded string) (said map[kind]int, strange bool) {
	said = map[kind]int{}
	words := strings.Fields(folded)
	for i := 0; i < len(words); {
		if first := []rune(words[i]); unicode.Is(unicode.Han, first[0]) {
			if !inHan(first, said) {
				return said, true
			}
			i++
			continue
		}
		n := min(longestWords, len(words)-i)
		for ; n > 0; n-- {
			if k, ok := table[strings.Join(words[i:i+n], " ")]; ok {
				said[k]++
				break
			}
		}
		if n == 0 {
			return said, true
		}
		i += n
	}
	return said, false
}

// inHan takes a run of characters apart, the longest phrase first, and counts its kinds.
func inHan(run []rune, said map[kind]int) bool {
	for len(run) > 0 {
		n := min(longestHan, len(run))
		for ; n > 0; n-- {
			if k, ok := table[string(run[:n])]; ok {
				said[k]++
				break
			}
		}
		if n == 0 {
			return false
		}
		run = run[n:]
	}
	return true
}
