package understand

import (
	"time"

	"moneytrail/recon/calendar"
)

// Rules reads messages by rules alone: the same text and time always give the
// same reading. It is safe for use by many at once.
type Rules struct {
	concepts []concept
	rules    []rule
	// operators are the concepts that an operator's phrases are; shown are pairs:
	// an operator's word and the product's own.
	operators []int
	shown     []string
}

// New gives a reader of the built-in words and rules.
func New() *Rules {
	return NewWith(Synonyms{})
}

// Read reads one message. now is business time in the merchant's zone.
func (r *Rules) Read(text string, now time.Time) Reading {
	m := normalise(text)
	out := Reading{Text: text, Lang: "en", Hour: -1, Traditional: m.traditional, Simplified: m.simple}
	if m.zh {
		out.Lang = "zh"
	}
	refs := readRefs(m)
	out.Last4, out.RRN, out.Terminal, out.Slip, out.Reference = refs.last4, refs.rrn, refs.terminal, refs.slip, refs.other
	for _, d := range readDays(m, clock{now: now, today: calendar.DateOf(now)}) {
		out.Dates = append(out.Dates, DateRange{From: d.from, To: d.to, Of: d.of, Ahead: d.ahead})
	}
	out.Hour, out.Part = readHour(m), readPart(m)
	out.Amounts = readAmounts(m)
	r.decide(m, &out)
	out.PayFirst = out.Intent == Suspicious && r.holds("pay_first", m)
	if impostor(text) {
		out.Intent, out.Decision, out.Choices, out.PayFirst = Suspicious, HandOver, nil, true
	}
	asks := out.Decision == Act && out.Intent != OutOfScope && !isTalk(out.Intent)
	if out.Grave = graveOf(text, asks); out.Grave == Insult && out.Intent == Suspicious && !out.PayFirst {
		out.Intent, out.Decision, out.Choices = TalkToHuman, HandOver, nil
	}
	out.AsksBot = out.Intent == Help && r.holds("bot_question", m)
	out.OtherMerchant = out.Intent == Suspicious && r.holds("other_merchant", m)
	out.NotSeen = out.Intent == WhereIsMyMoney && r.holds("says_paid", m) && r.holds("bank_no", m)
	out.Future = r.holds("future", m)
	return out
}

// holds tells whether a message says a concept.
func (r *Rules) holds(name string, m *message) bool {
	for _, c := range r.concepts {
		if c.name == name {
			return c.in(m)
		}
	}
	return false
}

// facts tells whether a reading holds anything that can find a transaction.
func (r Reading) facts() bool {
	return len(r.Dates) > 0 || len(r.Amounts) > 0 || r.Last4 != "" || r.RRN != "" || r.Terminal != "" ||
		r.Slip != "" || r.Reference != "" || r.Hour >= 0
}
