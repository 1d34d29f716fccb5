package handlers

import (
	"moneytrail/handlers/answer"
	"moneytrail/handlers/follow"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
)

// followed answers a question that only makes sense about the swipe or payout
// that was shown last: why, when, what to do. done is false where nothing was
// shown, or where the message names something of its own.
func (t *turn) followed(text string, r understand.Reading) (done bool, err error) {
	reply, ok, err := t.followUp(text, r)
	if err != nil || !ok {
		return false, err
	}
	return true, t.follows(reply, text)
}

// follows tells the answer of followUp.
func (t *turn) follows(reply answer.Reply, text string) error {
	t.session.Misses, t.flow.Asked = 0, t.andAsked(text)
	t.replyTo(reply, t.asked())
	return nil
}

// followUp gives the answer to such a question, without telling it.
func (t *turn) followUp(text string, r understand.Reading) (reply answer.Reply, ok bool, err error) {
	q := follow.Of(text)
	a, shown := subjectFrom(t.flow.About)
	if q.Aspect == follow.None || !t.bare(r, q) {
		return reply, false, nil
	}
	defer func() { // what a word means needs nothing that was shown
		if err == nil && !ok && q.Word != "" {
			reply, ok = t.book.Word(t.voice().a, q.Word)
		}
	}()
	if q.Aspect != follow.Word && !shown {
		if reply, ok, err = t.followList(q); err != nil || ok || !q.Papers {
			return reply, ok, err
		}
		return t.papersWanted(q)
	}
	if q.Aspect == follow.Word {
		return reply, false, nil
	}
	return t.followOne(a, q)
}

// followNone answers it where nothing was found: with what would help to find it.
func (t *turn) followNone(q follow.Question) (reply answer.Reply, ok bool, err error) {
	switch q.Aspect {
	case follow.Do, follow.Next, follow.Who:
	default:
		return reply, false, nil
	}
	reply, err = t.lookFurther()
	return reply, err == nil, err
}

// lookFurther tells what would help to find what was not.
func (t *turn) lookFurther() (answer.Reply, error) {
	late, err := t.lateFiles()
	if err != nil {
		return answer.Reply{}, err
	}
	return t.book.LookFurther(t.voice().a, t.voice().asked(t.flow.Slots), late), nil
}

// followOne answers it of one swipe or payout.
func (t *turn) followOne(a about, q follow.Question) (reply answer.Reply, ok bool, err error) {
	if a.payout {
		v, there, err := t.payoutIn(a.row)
		if err != nil || !there {
			return reply, false, err
		}
		known, err := t.besidePayout(v)
		if err != nil {
			return reply, false, err
		}
		reply, ok = t.book.FollowPayout(t.voice().a, v, known, q)
		return t.guided(reply, v.Reasons, a), ok, nil
	}
	tr, there, err := t.Books.Trail(t.ctx, t.scope, a.row)
	if err != nil || !there {
		return reply, false, err
	}
	known, err := t.knownBeside(tr)
	if err != nil {
		return reply, false, err
	}
	reply, ok = t.book.FollowTrail(t.voice().a, tr, known, q)
	return t.guided(reply, tr.Reasons, a), ok, nil
}

// bare tells whether a message names no money: today alone, where it is only
// asked why money does not come on the day itself, or whether all is well then, is none.
func (t *turn) bare(r understand.Reading, q follow.Question) bool {
	s := session.Of(r)
	return !s.Any() || (q.Aspect == follow.SameDay || q.Aspect == follow.When) && onlyDays(s) && len(s.Dates) == 1 && s.Dates[0].From == t.today() && s.Dates[0].To == t.today()
}
