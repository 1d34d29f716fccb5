package handlers

import (
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/follow"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// ofHeld answers what is asked of a payment that is held, and whether something that
// is guessed is the reason of what was shown. It is of the payment that is named or was
// shown last; words for papers are of the one that waits for them. done is false where
// nothing of that is asked, or it is not known of which payment.
func (t *turn) ofHeld(text string, r understand.Reading) (done bool, err error) {
	asks := follow.OfHeld(text)
	if asks == follow.None || r.Decision == understand.HandOver && (r.Intent == understand.Suspicious || r.Intent == understand.ChangeAccount) {
		return false, nil
	}
	s := session.Of(r)
	if asks == follow.Guess {
		return t.ofGuess(s, text)
	}
	tr, one, err := t.heldMeant(s, asks)
	if err != nil || !one {
		return false, err
	}
	reply, ok := t.book.AskedOfHeld(t.voice().a, tr, asks, follow.LostSlip(text))
	if !ok {
		return false, nil
	}
	about := about{row: tr.Row}
	t.flow.About = about.key()
	return true, t.follows(t.guided(reply, tr.Reasons, about), text)
}

// heldMeant gives the payment that is named, or was shown last; where papers are spoken
// of and that one waits for none, the only one that does.
func (t *turn) heldMeant(s session.Slots, asks follow.Aspect) (tr trail.Trail, one bool, err error) {
	if s.Any() && !onlyDays(s) {
		if tr, one, err = t.swipeNamed(s); err != nil || one {
			return tr, one, err
		}
		if card, ok := asCard(s); ok {
			return t.swipeNamed(card)
		}
		return tr, false, nil
	}
	if a, shown := subjectFrom(t.flow.About); shown && !a.payout {
		if tr, one, err = t.Books.Trail(t.ctx, t.scope, a.row); err != nil || one && (asks != follow.Enough || answer.WantsPapers(tr)) {
			return tr, one, err
		}
	}
	if asks != follow.Enough {
		return tr, false, nil
	}
	waiting, err := t.waitForPapers()
	if err != nil || len(waiting) != 1 {
		return tr, false, err
	}
	return waiting[0], true, nil
}

// waitForPapers gives the payments that wait for papers.
func (t *turn) waitForPapers() ([]trail.Trail, error) {
	o, err := t.open()
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(originals(o.Trails), func(tr trail.Trail) bool { return !answer.WantsPapers(tr) }), nil
}

// papersWanted answers which papers are wanted where nothing was shown: of what waits for them.
func (t *turn) papersWanted(q follow.Question) (reply answer.Reply, ok bool, err error) {
	waiting, err := t.waitForPapers()
	switch {
	case err != nil || len(waiting) == 0:
		return reply, false, err
	case len(waiting) == 1:
		a := about{row: waiting[0].Row}
		if reply, ok, err = t.followOne(a, q); ok {
			t.flow.About = a.key()
		}
		return reply, ok, err
	}
	if reply, ok = t.book.FollowList(t.voice().a, answer.Listed{Trails: waiting}, q); ok {
		t.flow.About = rowsKey(waiting, nil)
	}
	return reply, ok, nil
}

// ofGuess answers whether a guess is the reason with the reason on record.
func (t *turn) ofGuess(s session.Slots, text string) (bool, error) {
	a, shown := subjectFrom(t.flow.About)
	if s.Any() && !onlyDays(s) {
		tr, one, err := t.swipeNamed(s)
		if err != nil || !one {
			return false, err
		}
		a, shown = about{row: tr.Row}, true
	}
	q := follow.Question{Aspect: follow.Why}
	var reply answer.Reply
	var ok bool
	var err error
	if shown {
		reply, ok, err = t.followOne(a, q)
	} else {
		reply, ok, err = t.followList(q)
	}
	if err != nil || !ok {
		return false, err
	}
	if shown {
		t.flow.About = a.key()
	}
	return true, t.follows(t.book.Guessed(t.voice().a, reply), text)
}
