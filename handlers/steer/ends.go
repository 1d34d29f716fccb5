package steer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// End is what a message says of the end of what the support team works on.
type End int

// Ends. A bare "never mind" is none of them: it ends a question, not a case.
const (
	NoEnd     End = iota
	EndNamed      // somebody says of something that it is over: "取消C-1002", "860不用查了"; which, the message has to name
	EndThis       // it is settled, or not to be looked at any more, whatever it was
	EndArrive     // the money came
	EndAll        // all of it is over: "都取消吧"
)

// longestEnd is the most characters of a message that says no more than that it is over.
const longestEnd = 60

// EndsCase reads whether a message says that what the support team works on is
// over. Every clause of it has to say so, or to be a courtesy: one that says
// anything besides, a question or a doubt makes it something else. Whether there
// is anything, and which it is, is for who asks to know.
func EndsCase(text string) End {
	s := plain(text)
	if utf8.RuneCountInString(s) > longestEnd || strings.ContainsAny(text, "?？") || Of(text) == Cancel {
		return NoEnd
	}
	end, looked, it := NoEnd, false, false
	for _, c := range clauses(text) {
		switch {
		case allOver.MatchString(c):
			end = EndAll
		case closeIt.MatchString(c):
			end = max(end, EndThis)
		case courtesy.MatchString(c):
		case looks.MatchString(c):
			looked = true
		case itArrived.MatchString(c):
			it = true
		default:
			e := endOf(c)
			if e == NoEnd {
				return named(s)
			}
			end = max(end, e)
		}
	}
	if it && end == NoEnd {
		if !looked {
			return NoEnd
		}
		return EndArrive
	}
	return end
}

// EndsNumbered tells whether a clause of a message says that something with a
// number is over, whatever the others say.
func EndsNumbered(text string) bool {
	return slices.ContainsFunc(clauses(text), func(c string) bool {
		return EndsCase(c) == EndNamed && strings.ContainsAny(c, "0123456789")
	})
}

// WishesCaseOver tells who wishes that a case be cancelled, and not which.
func WishesCaseOver(text string) bool {
	return caseOver.MatchString(plain(text)) && !doubt.MatchString(wishLead.ReplaceAllString(plain(text), " ")) && utf8.RuneCountInString(text) <= longestEnd
}

// Closes tells a message that only ends what is going on, whatever that is: "结束吧".
func Closes(text string) bool {
	all := clauses(text)
	closes := false
	for _, c := range all {
		closes = closes || closeIt.MatchString(c)
		if !closeIt.MatchString(c) && !courtesy.MatchString(c) {
			return false
		}
	}
	return closes
}

// endOf reads one clause.
func endOf(clause string) End {
	switch {
	case arrived.MatchString(clause):
		return EndArrive
	case thisOver.MatchString(clause):
		return EndThis
	case numberOver.MatchString(clause) && withNumber.MatchString(clause) && endWord.MatchString(clause):
		return EndNamed
	case sumOver.MatchString(clause) && figure.MatchString(clause):
		return EndNamed
	}
	return NoEnd
}

// named reads a message that says more, but names a case by its number with its
// letter: what it says of it may be put in any words that are no doubt.
func named(s string) End {
	if caseNumber.MatchString(s) && endWord.MatchString(s) && !doubt.MatchString(endLead.ReplaceAllString(s, "")) {
		return EndNamed
	}
	return NoEnd
}

// EndsLooking tells whether it is said that nobody needs to look any more.
func EndsLooking(text string) bool { return endLook.MatchString(plain(text)) }

// HasFigure tells whether a sum, or what looks like one, is in a message.
func HasFigure(text string) bool { return figure.MatchString(plain(text)) }

// clauseEnds part the clauses of a message; a comma or point inside a figure does not.
var clauseEnds = wording.MustCompile(`[，。！!；;、~…\n]+|[,.]+(?:\s|$)`)

// clauses gives the clauses of a message in their plain form.
func clauses(text string) (out []string) {
	s := figureComma.ReplaceAllString(script.Plain(text), "$1$2")
	s = cents.ReplaceAllString(s, "$1")
	for _, c := range clauseEnds.Split(s, -1) {
		if c = plain(c); c != "" {
			out = append(out, c)
		}
	}
	return out
}

var (
	figureComma = wording.MustCompile(`(\d)[,，](\d{3})`)
	cents       = wording.MustCompile(`(\d)\.\d{1,2}\b`)
)
