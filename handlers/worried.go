package handlers

import (
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/follow"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// worried answers who sees too little money, or none, in words of their own: why so
// little came with what arrived and what is on its way, whether somebody kept it with a
// kind word and where it is, which has not come and when it does with what is open. done
// is false where nothing of that is asked, or money is named.
func (t *turn) worried(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	if steer.WantsToday(text) && s.Any() && !onlyDays(s) {
		return t.todayOf(s, text)
	}
	is := steer.WorryOf(text)
	if is == steer.NoWorry || s.Any() && !onlyDays(s) {
		return false, nil
	}
	a, shown := subjectFrom(t.flow.About)
	switch {
	case is == steer.Eaten && (len(s.Dates) > 0 || r.Intent.Trouble() && r.Intent != understand.FundsHeld && r.Intent != understand.ShortPayment):
		return false, nil
	case is == steer.Eaten:
		t.session.Misses = 0
		return true, t.together(func() error { return t.kept(a, shown, text) })
	case is == steer.Little && t.scope.Totals() && !(shown && a.payout && len(s.Dates) == 0):
		return t.little(s, text)
	case is == steer.AnyToday && t.chain == nil && len(s.Dates) < 2:
		t.session.Misses = 0
		t.flow.Slots, t.flow.Asked = session.Slots{Intent: understand.Statement, Hour: -1}, text
		return t.arrivedIn(understand.DateRange{From: t.today(), To: t.today(), Of: understand.OfArrival})
	case is == steer.AnyStuck && len(s.Dates) == 0:
		return true, t.openOf(understand.FundsHeld, text)
	case is == steer.WhenHere && shown:
		reply, ok, err := t.followOne(a, follow.Question{Aspect: follow.When})
		if err != nil || !ok {
			return false, err
		}
		return true, t.follows(reply, text)
	case (is == steer.WhichOut || is == steer.WhenHere) && len(s.Dates) == 0:
		return true, t.openOf(understand.WhereIsMyMoney, text)
	}
	return false, nil
}

// todayOf answers whether the money that is named can come today: with when it does, or that no day is known.
func (t *turn) todayOf(s session.Slots, text string) (bool, error) {
	s.Dates = nil // today is that of the wish
	f, one, err := t.theOne(s)
	if err != nil || !one {
		return false, err
	}
	var a about
	if len(f.payouts) == 1 {
		a = about{payout: true, row: f.payouts[0].Row}
	} else {
		a = about{row: f.trails[0].Row}
	}
	reply, ok, err := t.followOne(a, follow.Question{Aspect: follow.When})
	if err != nil || !ok {
		return false, err
	}
	s.Intent = understand.SettlementTiming
	t.flow.Slots, t.flow.About = s, a.key()
	return true, t.follows(reply, text)
}

// openOf tells what is open, as an answer to an intent that names nothing.
func (t *turn) openOf(i understand.Intent, text string) error {
	t.session.Misses = 0
	t.flow.Slots, t.flow.Asked = session.Slots{Intent: i, Hour: -1}, text
	return t.general(i)
}

// kept answers whether somebody kept the money: with where that is which was shown last, or all that is open.
func (t *turn) kept(a about, shown bool, text string) error {
	t.reply(t.voice().line(t.voice().say("worry.kept", nil)))
	if shown {
		reply, ok, err := t.followOne(a, follow.Question{Aspect: follow.Lost})
		if err != nil {
			return err
		}
		if ok {
			return t.follows(reply, text)
		}
	}
	return t.openOf(understand.WhereIsMyMoney, text)
}

// little answers why so little came in some days, or lately: whether what was paid out
// then arrived in full, and what is still on its way.
func (t *turn) little(s session.Slots, text string) (bool, error) {
	o, err := t.open()
	if err != nil {
		return false, err
	}
	var list []trail.PayoutView
	if len(s.Dates) == 1 {
		v, err := t.arrivals(s.Dates[0])
		if err != nil {
			return false, err
		}
		list = v.Payouts
	} else if list, err = t.newestPayouts(); err != nil {
		return false, err
	}
	if len(s.Dates) == 0 && (len(list) == 1 || slices.ContainsFunc(list, func(p trail.PayoutView) bool { return p.State == trail.PayoutShort })) {
		return false, nil // of that one
	}
	if len(list) == 0 && len(o.Trails)+len(o.Payouts) == 0 || len(list) == openDeep {
		return false, nil
	}
	t.session.Misses, t.flow.Asked = 0, text
	s.Intent = understand.ShortPayment
	t.flow.Slots, t.flow.About = s, rowsKey(nil, list)
	if t.flow.About == "" {
		t.flow.About = listOpen
	}
	days := answer.Span{}
	if len(s.Dates) == 1 {
		days = answer.Span{From: s.Dates[0].From, To: s.Dates[0].To}
	}
	t.replyTo(t.book.Little(t.voice().a, days, list, o), t.asked())
	return true, nil
}
