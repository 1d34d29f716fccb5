package understand

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"moneytrail/handlers/understand/vote"
)

const (
	sure   = 7  // weight from which a reading may be acted on
	ahead  = 2  // how far the next intent must be behind
	beyond = 14 // weight of words that can ask for nothing else, whatever the model holds
	worth  = 3  // weight from which an intent is worth offering
	hint   = 2  // weight of words that only back a firm model
)

// grateful are the pictures that thank, or say that it is well; between may stand around them.
const (
	grateful = "🙏👍👌🌹💐🤝❤💗💕😊🥰"
	between  = "🏻🏼🏽🏾🏿\ufe0f\u200d !！。.~～"
)

// short bounds the messages that small words alone explain: so many Han
// characters, or Latin words.
const short = 7

// decide sets intent, decision and choices: it acts where the rules are sure
// and the model agrees, or the model is firm on what the rules suspect, or
// strong on what the words hint at; else it asks.
func (r *Rules) decide(m *message, out *Reading) {
	weights := r.weigh(m, facts(out))
	ranked := rank(weights)
	if strings.TrimSpace(m.words) == "" && !out.facts() {
		out.Intent, out.Decision = OutOfScope, Act
		if strings.Trim(m.text, grateful+between) == "" && strings.Trim(m.text, between) != "" {
			out.Intent = Thanks
		}
		return
	}
	s := second{vote.Read(r.forModel(m.words))}
	if intent, ok := r.smallTalk(m, weights, out); ok && !s.strange() {
		out.Intent, out.Decision = intent, Act
		return
	}
	if len(ranked) == 0 || weights[ranked[0]] <= worth {
		if left, telling := m.left(); out.facts() && (telling == 0 || left <= fillers && !s.wantsOther()) {
			out.Intent, out.Decision = ProvideDetails, Act
			return
		}
		r.unruled(m, out, weights, s)
		return
	}
	out.Intent = ranked[0]
	r.ruled(m, out, ranked, weights, s.asking())
	r.keepFraud(m, out, weights)
}

// plainFraud tells whether a message says in plain words that there was fraud:
// whatever else it asks, a person sees it.
func (r *Rules) plainFraud(m *message) bool {
	return r.holds("fraud", m) && (!r.holds("no_fraud", m) || r.holds("whether", m))
}

// keepFraud sees to it that words by which a rule suspects fraud are never done
// with by an act on something else: a plain one brings a person, of another it is
// asked, that a person looks into it being among the choices.
func (r *Rules) keepFraud(m *message, out *Reading, weights map[Intent]int) {
	switch {
	case weights[Suspicious] < sure || brings(out.Intent) && out.Decision != Ask:
	case r.plainFraud(m):
		out.Intent, out.Decision, out.Choices = Suspicious, HandOver, nil
	case out.Decision == Act && out.Intent != OutOfScope:
		out.Decision, out.Choices = Ask, []Intent{out.Intent, Suspicious}
	case out.Decision == Ask && !slices.Contains(out.Choices, Suspicious):
		out.Choices = append(out.Choices[:min(len(out.Choices), 2)], Suspicious)
	}
}

// fillers is how many words may stand beside facts that are a bare answer.
const fillers = 3

// ruled decides where rules speak.
func (r *Rules) ruled(m *message, out *Reading, ranked []Intent, weights map[Intent]int, s second) {
	top := weights[out.Intent]
	clear := top >= sure && (len(ranked) == 1 || top-weights[ranked[1]] >= ahead || overrides(out.Intent, ranked[1]))
	likely, mille := s.top()
	joint := s.joint(weights)
	best := joint[0]
	switch {
	case top >= sure && brings(out.Intent) && (top > sure+2 || out.Intent != Suspicious || r.plainFraud(m) || !s.doubts(Suspicious, best)):
		for _, j := range joint { // of those as sure that bring a person, the one that the model holds
			if brings(j.intent) && weights[j.intent] == top {
				out.Intent = j.intent
				break
			}
		}
		out.Decision = HandOver
	case top >= sure && out.Intent == Help, top >= beyond:
		out.Decision = Act
	case clear && s.on(out.Intent) >= held && (out.Intent != OutOfScope || s.on(out.Intent) >= denied) && (best.intent == out.Intent || best.mille < contra || overrides(out.Intent, best.intent)),
		weights[out.Intent] == added && r.byOperator(out.Intent, m):
		out.Decision = Act
	case !clear && likely == out.Intent && mille >= firm:
		out.Decision = Act
	default:
		r.both(out, weights, joint, s.on(best.intent) < held || !clear && top >= sure && weights[ranked[min(1, len(ranked)-1)]] >= sure)
	}
}

// unruled decides where no rule speaks: what the model suspects is asked, unless
// it is strong and the words hint at the same, or certain.
func (r *Rules) unruled(m *message, out *Reading, weights map[Intent]int, s second) {
	likely, mille := s.top()
	out.Intent = likely
	switch {
	case s.strange() && !s.torn() && (len(out.Amounts) == 0 && out.Reference == "" && out.RRN == "" && out.Slip == "" || mille >= certain), likely == OutOfScope && !s.suspects() && !s.torn() && !out.facts():
		out.Decision = Act
	case likely == Thanks && mille >= strong && length(m.words) <= 2*short && r.says(Thanks, m):
		out.Decision = Act
	case isTalk(likely) && mille >= strong && length(m.words) <= short && !out.facts() && (mille >= certain && likely != ChangeLanguage || r.says(likely, m)): // nobody gets another language without a word of it
		out.Decision = Act
	case likely == ProvideDetails && out.facts() && mille >= firm:
		out.Decision = Act
	default:
		r.both(out, weights, s.joint(weights), false)
	}
}

// both decides by what rules and model together hold likeliest: it acts where
// that is far ahead and nothing is in doubt, else it offers the likeliest as buttons.
func (r *Rules) both(out *Reading, weights map[Intent]int, joint []share, doubt bool) {
	best := joint[0]
	out.Intent = best.intent
	enough := alone
	if weights[best.intent] >= hint {
		enough = agreed
	}
	switch {
	case doubt || best.mille < enough || isTalk(best.intent) || best.intent == ProvideDetails:
		out.Decision = Ask
		out.Choices = offer(joint)
	case brings(best.intent):
		out.Decision = HandOver
	default:
		out.Decision = Act
	}
}

// brings tells the intents that always bring a person.
func brings(i Intent) bool { return i == TalkToHuman || i == Suspicious || i == ChangeAccount }

// facts tells which of the concepts that are facts, not words, a reading holds.
func facts(out *Reading) map[string]bool {
	return map[string]bool{
		"day":         len(out.Dates) > 0,
		"amount":      len(out.Amounts) > 0,
		"two_amounts": len(out.Amounts) > 1,
		"reference":   out.Last4 != "" || out.RRN != "" || out.Slip != "" || out.Reference != "",
	}
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
	DuplicateCharge:    {Refund, ShortPayment, TransactionStatus, FeeQuestion, WhereIsMyMoney, Statement},
	Refund:             {ShortPayment, FeeQuestion, OutOfScope, WhereIsMyMoney, SettlementTiming, TransactionStatus, Statement},
	FundsHeld:          {ShortPayment, WhereIsMyMoney, SettlementTiming, TransactionStatus},
	ShortPayment:       {WhereIsMyMoney, TransactionStatus, Statement},
	WhereIsMyMoney:     {SettlementTiming, TransactionStatus, Statement},
	SettlementTiming:   {WhereIsMyMoney, Statement, TransactionStatus},
	FeeQuestion:        {WhereIsMyMoney, TransactionStatus, Statement},
	TerminalProblem:    {TransactionStatus},
	Statement:          {WhereIsMyMoney, TransactionStatus},
	OutOfScope:         {WhereIsMyMoney, TransactionStatus, Statement},
	TransactionStatus:  {WhereIsMyMoney, SettlementTiming},
	ChangeLanguage:     {OutOfScope},
	Help:               {OutOfScope},
}

// talk is a concept of short words and what it means.
type talk struct {
	name   string
	intent Intent
}

// small are the intents of short words, the likelier first.
var small = []talk{{"language", ChangeLanguage}, {"thanks", Thanks}, {"deny", CancelDeny}, {"greet", Greet}, {"help", Help}, {"affirm", Affirm}, {"how_paid", ProvideDetails}}

// isTalk tells the intents that steer the talk: acting on them harms nothing.
func isTalk(i Intent) bool {
	return i != ProvideDetails && slices.ContainsFunc(small, func(t talk) bool { return t.intent == i })
}

// calls are words that call for somebody where they are the whole message.
var calls = []string{"老板", "老板娘", "亲", "亲爱的", "师傅", "美女", "帅哥", "小姐姐", "请问", "您在吗", "有在吗", "anyone there", "anybody there", "is anyone there", "is anybody there",
	"are you there", "you there", "boss", "excuse me", "dear"}

// smallTalk reads messages that are little more than yes, no, hello, thanks, a
// wish for help or another language: the longest such phrase tells, and it is
// a good part of the message.
func (r *Rules) smallTalk(m *message, weights map[Intent]int, out *Reading) (Intent, bool) {
	if slices.Contains(calls, strings.TrimSpace(m.words)) {
		return Greet, true
	}
	left := length(m.words)
	if left == 0 || left > short {
		return "", false
	}
	for _, w := range weights {
		if w > worth {
			return "", false
		}
	}
	var best Intent
	longest, denied := 0, false
	for _, t := range small {
		n := r.longestOf(t.name, m.words, left)
		denied = denied || t.intent == CancelDeny && n > 1
		if t.intent == Affirm && denied {
			continue // 不是这笔 has 是这笔 in it
		}
		if t.intent == ProvideDetails && left-n > 2 {
			continue // 支付宝怎么注销 asks for something else
		}
		if n > longest && (n*5 >= left*2 || t.intent == Thanks) && (!out.facts() || t.intent == Thanks) {
			best, longest = t.intent, n
		}
	}
	return best, longest > 0
}

// says tells whether a message has any of the short words of an intent.
func (r *Rules) says(i Intent, m *message) bool {
	return slices.ContainsFunc(small, func(t talk) bool { return t.intent == i && r.holds(t.name, m) })
}

// longestOf gives the length of the longest phrase of a concept in the words. A
// single Han character counts only where it is the whole message.
func (r *Rules) longestOf(name, words string, left int) int {
	longest := 0
	for _, c := range r.concepts {
		if c.name != name {
			continue
		}
		for _, p := range c.patterns {
			n := 0
			for _, part := range p {
				n += length(" " + part[0] + " ")
			}
			if n <= longest || n == 1 && left > 1 && p[0][0][0] != ' ' || !p.in(words) {
				continue
			}
			longest = n
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
