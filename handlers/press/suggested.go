package press

import "strings"

// Suggested is what a card about a suggestion asks, in the thread of a case:
// whether it is right, or where Decision is not 0, whether that decision holds.
type Suggested struct {
	Case       int64
	Suggestion string
	Decision   int64
}

// Value writes what ParseSuggested reads: "<case>:<suggestion>:<decision>".
func (s Suggested) Value() string {
	return Value(s.Case) + ":" + s.Suggestion + ":" + Value(s.Decision)
}

// ParseSuggested reads a card button's value.
func ParseSuggested(value string) Suggested {
	id, rest, _ := strings.Cut(value, ":")
	suggestion, decision, _ := strings.Cut(rest, ":")
	return Suggested{Case: Number(id), Suggestion: suggestion, Decision: Number(decision)}
}
