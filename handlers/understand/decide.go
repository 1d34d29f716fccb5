package understand

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	sure  = 7 // weight from which a reading may be acted on
	ahead = 2 // how far the next intent must be behind
	worth = 3 // weight from which an intent is worth offering
)

// short bounds the messages that small words alone explain: so many Han
// characters, or Latin words.
const short = 7

// decide sets intent, decision and choices.
func (r *Rules) decide(m *message, out *Reading) {
	weights := r.weigh(m.words)
	ranked := rank(weights)
	if intent, ok := r.smallTalk(m, weights, out); ok {
		out.Intent, out.Decision = intent, Act
		return
	}
	switch {
	case len(ranked) == 0 && out.facts() && length(m.words) <= 3*short:
		out.Intent, out.Decision = ProvideDetails, Act
		return
	case len(ranked) == 0:
		out.Intent, out.Decision = OutOfScope, Act
		return
	}
	out.Intent = ranked[0]
	top := weights[out.Intent]
	switch {
	case top >= sure && (out.Intent == TalkToHuman || out.Intent == Suspicious || out.Intent == ChangeAccount):
		out.Decision = HandOver
	case top >= sure && (len(ranked) == 1 || top-weights[ranked[1]] >= ahead || overrides(out.Intent, ranked[1])):
		out.Decision = Act
	default:
		out.Decision = Ask
		for _, i := range ranked[:min(3, len(ranked))] {
			if i != OutOfScope && weights[i] >= worth {
				out.Choices = append(out.Choices, i)
			}
		}
		if len(out.Choices) < 2 {
			out.Choices = append(out.Choices, fallback(out.Choices)...)
		}
	}
}

// fallback gives what else may be meant where only one intent has any weight.
func fallback(have []Intent) []Intent {
	var more []Intent
	for _, i := range []Intent{WhereIsMyMoney, TransactionStatus} {
		if !slices.Contains(have, i) && len(have)+len(more) < 2 {
			more = append(more, i)
		}
	}
	return more
}

// rank orders the intents by weight, then by precedence.
func rank(weights map[Intent]int) []Intent {
	var all []Intent
	for i := range weights {
		all = append(all, i)
	}
	slices.SortFunc(all, func(a, b Intent) int {
		if d := weights[b] - weights[a]; d != 0 {
			return d
		}
		return slices.Index(precedence, a) - slices.Index(precedence, b)
	})
	return all
}

// overrides tells that one intent contains the other, so that both having
// weight is no doubt: a refund that has not come is a refund.
func overrides(first, second Intent) bool {
	for _, pair := range contains[first] {
		if pair == second {
			return true
		}
	}
	return false
}

var contains = map[Intent][]Intent{
	DisputeChargeback:  {WhereIsMyMoney, TransactionStatus, Refund, FundsHeld, SettlementTiming, Statement, FeeQuestion},
	DeclinedButDebited: {WhereIsMyMoney, TransactionStatus, FeeQuestion, TerminalProblem},
	DuplicateCharge:    {TransactionStatus, FeeQuestion, WhereIsMyMoney, Statement},
	Refund:             {WhereIsMyMoney, SettlementTiming, TransactionStatus, Statement},
	FundsHeld:          {WhereIsMyMoney, SettlementTiming, TransactionStatus},
	ShortPayment:       {WhereIsMyMoney, TransactionStatus, Statement},
	WhereIsMyMoney:     {TransactionStatus, Statement},
	SettlementTiming:   {WhereIsMyMoney, Statement, TransactionStatus},
	FeeQuestion:        {WhereIsMyMoney, TransactionStatus, Statement},
	TerminalProblem:    {TransactionStatus},
	Statement:          {WhereIsMyMoney, TransactionStatus},
	OutOfScope:         {WhereIsMyMoney, TransactionStatus, Statement},
	TransactionStatus:  {WhereIsMyMoney},
	ChangeLanguage:     {OutOfScope},
	Help:               {OutOfScope},
}

// smallTalk reads messages that are little more than yes, no, hello, thanks,
// or a wish for help or another language.
func (r *Rules) smallTalk(m *message, weights map[Intent]int, out *Reading) (Intent, bool) {
	left := length(m.words)
	if left == 0 || left > short {
		return "", false
	}
	for _, i := range weights {
		if i >= sure {
			return "", false
		}
	}
	for _, t := range []struct {
		name   string
		intent Intent
	}{{"language", ChangeLanguage}, {"thanks", Thanks}, {"deny", CancelDeny}, {"help", Help}, {"affirm", Affirm}, {"greet", Greet}} {
		if n := r.longestOf(t.name, m.words); n > 0 && n*2 >= left && !out.facts() {
			return t.intent, true
		}
	}
	return "", false
}

// longestOf gives the length of the longest phrase of a concept in the words.
func (r *Rules) longestOf(name, words string) int {
	longest := 0
	for _, c := range r.concepts {
		if c.name != name {
			continue
		}
		for _, p := range c.patterns {
			if !p.in(words) {
				continue
			}
			n := 0
			for _, part := range p {
				n += length(" " + part[0] + " ")
			}
			longest = max(longest, n)
		}
	}
	return longest
}

// length counts Han characters and other words.
func length(words string) int {
	n := 0
	for _, w := range strings.Fields(words) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.Is(unicode.Han, r) {
			n += utf8.RuneCountInString(w)
		} else {
			n++
		}
	}
	return n
}
