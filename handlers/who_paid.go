package handlers

import (
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// whoPaid answers which customer made a payment: records name nobody, and have
// the card's last digits. It is of the one that is named, also where a payout is
// named beside it, else of the one shown last. done is false where none is known:
// then whoever asks may not know the payment at all.
func (t *turn) whoPaid(text string, r understand.Reading) (done bool, err error) {
	if !steer.AsksWhoPaid(text) {
		return false, nil
	}
	s := session.Of(r)
	tr, one, err := t.swipeNamed(s)
	if err == nil && !one && !s.Any() {
		if a, shown := subjectFrom(t.flow.About); shown && !a.payout {
			tr, one, err = t.Books.Trail(t.ctx, t.scope, a.row)
		}
	}
	if err != nil || !one {
		return false, err
	}
	s.Intent, s.Amounts = understand.TransactionStatus, nil
	t.flow.Slots, t.flow.Asked, t.session.Misses = s, text, 0
	return true, t.together(func() error {
		t.reply(t.voice().line(t.voice().say("follow.who_paid", map[string]any{"Last4": tr.Last4})))
		return t.showTrail(tr, t.asked())
	})
}

// swipeNamed gives the one payment that facts name, by any one of their amounts.
func (t *turn) swipeNamed(s session.Slots) (tr trail.Trail, one bool, err error) {
	each := []session.Slots{s}
	if len(s.Amounts) > 1 {
		each = nil
		for _, a := range s.Amounts {
			of := s
			of.Amounts = []understand.Amount{a}
			each = append(each, of)
		}
	}
	for _, of := range each {
		f, found, err := t.theOne(of)
		if err != nil {
			return tr, false, err
		}
		if !found || len(f.trails) != 1 {
			continue
		}
		if one && f.trails[0].Row != tr.Row {
			return tr, false, nil
		}
		tr, one = f.trails[0], true
	}
	return tr, one, nil
}
