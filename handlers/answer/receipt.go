package answer

import (
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// NoSlip answers who got no slip: whether the payments went through, by what the
// records say, and how a slip is had. Of none it says that the records do not tell,
// which is no failure; named: the question named one.
func (b *Book) NoSlip(a Audience, list []trail.Trail, named bool, asked Asked) Reply {
	p := b.page(a)
	switch {
	case len(list) == 0 && named:
		p.say("receipt.none", values{"Asked": p.asked(asked)})
	case len(list) == 0:
		p.say("receipt.none_today", nil)
	case len(list) == 1 && named:
		t := list[0]
		p.say(outcomes[wentThrough(t)].whole, nil)
		p.line(p.entry(t, p.short(t)))
	default:
		p.say("receipt.newest", nil)
		for _, t := range list {
			p.line(p.entry(t, p.Say(outcomes[wentThrough(t)].word, nil)))
		}
		p.say("receipt.which", nil)
	}
	p.shop()
	p.gap()
	p.say("receipt.slip", nil)
	if len(list) == 1 && list[0].RRN != "" && wentThrough(list[0]) == done {
		p.say("receipt.rrn", values{"RRN": list[0].RRN})
	}
	p.gap()
	p.say("receipt.terminal", nil)
	p.gap()
	p.asOf(oldest(list))
	p.taps(list)
	return p.done()
}

// outcome is whether a payment happened.
type outcome int

const (
	done outcome = iota
	failed
	undone
	reserved // a pre-authorisation: no money is taken in until it is completed
	unknown
)

// outcomes are the texts of an outcome, as a sentence and as a word in a list.
var outcomes = map[outcome]struct{ whole, word string }{done: {"receipt.done", "receipt.word_done"}, failed: {"receipt.failed", "receipt.word_failed"},
	undone: {"receipt.undone", "receipt.word_undone"}, reserved: {"receipt.reserved", "receipt.word_reserved"}, unknown: {"receipt.unknown", "receipt.word_unknown"}}

// wentThrough tells whether a payment happened, by the records.
func wentThrough(t trail.Trail) outcome {
	switch t.State {
	case trail.Declined:
		return failed
	case trail.Reversed, trail.Voided:
		return undone
	case trail.Unknown:
		if t.Type == record.PreAuth && t.Has(trail.NotCaptured) {
			return reserved
		}
		return unknown
	}
	return done
}
