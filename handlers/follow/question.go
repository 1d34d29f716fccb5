// Package follow reads the questions that only make sense about what was just
// shown: "why?", "what papers?", "then when?", "my account is not closed". Such a
// message is made of question words, of words that point at the matter, and of
// fillers alone; whatever else it says makes it a question of its own.
package follow

import (
	"strings"
	"unicode"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
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
	Next    Aspect = "next"     // what comes then
	Again   Aspect = "again"    // when money that came back is sent again
	Lost    Aspect = "lost"     // whether the money is gone
	WhereTo Aspect = "where_to" // where papers are sent
	Blame   Aspect = "blame"    // whose fault it is
	Swipe   Aspect = "swipe"    // whether the customer pays once more
	Tell    Aspect = "tell"     // what the customer is told
	Cash    Aspect = "cash"     // whether the customer gets money back another way than onto the card
	Refund  Aspect = "refund"   // whether the customer gets it back at all
	Goods   Aspect = "goods"    // whether the customer gets the goods
	Word    Aspect = "word"     // what a word means
	Ignored Aspect = "ignored"  // what happens where nothing is done, or sent
	Fee     Aspect = "fee"      // whether the fee is taken of money that is held, too
	Unwant  Aspect = "unwant"   // the money is not wanted any more
	Enough  Aspect = "enough"   // a paper is lost, or whether what there is will do
	Guess   Aspect = "guess"    // whether what is guessed is the reason
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
	// Word is the word whose meaning is asked for; it needs nothing that was shown.
	Word Term
}

// Of reads a message; its Aspect is None where it is no such question.
func Of(text string) Question {
	word := termIn(text)
	q := shown(text)
	q.Word = word
	if word != "" && (q.Aspect == None || q.Aspect == Why && q.Of == Any) {
		q.Aspect = Word
	}
	return q
}

// shown reads a question by its words' kinds.
func shown(text string) Question {
	said, strange := tokens(script.Longhand(script.Fold(text)))
	if strange || len(said) == 0 {
		return Question{}
	}
	q := Question{Papers: said[paper] > 0}
	if q.Aspect = ofCustomer(said); q.Aspect != None {
		return q
	}
	if said[customer] > 0 {
		return Question{} // of customers, not of the merchant's own money
	}
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
	case said[ignore] > 0 && (what || said[how]+said[next]+said[do] > 0):
		q.Aspect = Ignored
	case said[paper] > 0 && said[act] > 0 && !what && said[why]+said[when]+said[not]+said[where]+said[who] == 0 && maySend.MatchString(strings.ToLower(script.Plain(text))):
		q.Aspect = WhereTo
	case said[solve] > 0 && said[why]+said[do]+said[who]+said[how] == 0:
		q.Aspect = When
	case said[resend] > 0, said[when] > 0 && said[anew] > 0:
		q.Aspect = Again
	case said[lost] > 0 && said[why] == 0:
		q.Aspect = Lost
	case said[blame] > 0, said[who] > 0 && said[fault] > 0:
		q.Aspect = Blame
	case said[act] > 0 && (said[where] > 0 || said[who] > 0), said[where] > 0 && said[paper] > 0:
		q.Aspect = WhereTo

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
	case said[number] > 0 && (what || said[give] > 0 || q.Of == Any && only(said, number)):
		q.Aspect = Number
	case said[own]+said[paper] > 0 && (said[not] > 0 && said[fault] > 0 || said[not] == 0 && said[fine] > 0):
		q.Aspect = Doubt
	case said[next] > 0:
		q.Aspect = Next
	default:
		return Question{}
	}
	return q
}

// maySend is in a question whether something may be sent, not in word that it was.
var maySend = wording.MustCompile(`吗|么|可以|行不行|可不可以|能不能|得唔得|\b(?:can|could|may|should|shall|ok|okay|do|must)\b`)

// only tells whether a message says nothing but one kind of words, and fillers.
func only(said map[kind]int, one kind) bool {
	for k := range said {
		if k != one && k != filler {
			return false
		}
	}
	return true
}

// ofCustomer tells questions about the customer who stands there: whether to
// pay once more, what to say.
func ofCustomer(said map[kind]int) Aspect {
	switch {
	case said[swipe] > 0, said[anew] > 0 && said[when] == 0 && (said[charge] > 0 || said[customer] > 0):
		return Swipe
	case said[customer] == 0 || said[how] > 0 && said[returned]+said[giveBack] > 0: // how refunds are made is another question
		return None
	case said[saying]+said[do]+said[stands]+said[waiting]+said[how]+said[tellTo]+said[giveBack] > 0:
		return Tell
	}
	return None
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
