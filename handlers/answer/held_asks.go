package answer

import (
	"moneytrail/handlers/follow"
	"moneytrail/recon/trail"
)

// WantsPapers tells whether a swipe waits for papers.
func WantsPapers(t trail.Trail) bool {
	return len(t.Reasons) > 0 && wantsPapers[t.Reasons[0]] && (t.State == trail.Held || t.Next == trail.Merchant)
}

// AskedOfHeld answers what is asked of a payment that is held, or waits for papers: whether
// what there is will do, whether its fee is taken, and what comes of it where it is not
// wanted. The answer to that goes first; what the support team decides is not told
// before. ok is false where the payment is in no such state.
func (b *Book) AskedOfHeld(a Audience, t trail.Trail, aspect follow.Aspect, slipLost bool) (r Reply, ok bool) {
	p := b.page(a)
	switch {
	case aspect == follow.Enough && WantsPapers(t):
		p.say("held.enough", nil)
		if slipLost {
			p.say("held.reprint", nil)
		}
	case aspect == follow.Fee && t.State == trail.Held:
		id := "held.fee"
		if !t.Arithmetic.Priced {
			id = "held.fee_unknown"
		}
		p.say(id, nil)
		p.sum(t)
	case aspect == follow.Unwant && t.State == trail.Held:
		p.say("held.unwanted", nil)
	default:
		return r, false
	}
	p.gap()
	p.say("follow.swipe", values{"Amount": p.Money(t.Amount, t.Currency), "What": p.join(p.Say("trail.what", values{"Time": p.Time(t.Time), "Did": p.did(t)}), p.Card(t.Last4))})
	p.shop()
	p.say("trail.now", values{"State": p.state(t)})
	p.whys(t)
	p.gap()
	p.steps(t)
	if aspect == follow.Enough {
		p.say("follow.where_to", nil)
	}
	p.gap()
	p.asOf(t.AsOf)
	return p.closing(t), true
}

// Guessed puts before the reasons of what was shown that they are what is on record.
func (b *Book) Guessed(a Audience, r Reply) Reply {
	r.Text = b.page(a).Say("held.guess", nil) + "\n\n" + r.Text
	return r
}
