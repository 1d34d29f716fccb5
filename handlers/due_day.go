package handlers

import (
	"slices"
	"strings"

	"moneytrail/handlers/follow"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// dueThen answers what was due on a past day and did not come: with what arrived on
// it and what should have. False where something else is named or asked for, and for
// roles that see no sums.
func (t *turn) dueThen(text string, r understand.Reading) (bool, error) {
	s := session.Of(r)
	if len(s.Dates) != 1 || !onlyDays(s) || !steer.WasDue(text) {
		return false, nil
	}
	d := s.Dates[0]
	if d.Of == understand.OfSwipe || r.Intent != "" && !isTalk(r.Intent) && !slices.Contains(dueIntents, r.Intent) {
		return false, nil
	}
	d.Of = understand.OfArrival
	s.Dates, s.Intent = []understand.DateRange{d}, understand.WhereIsMyMoney
	done, err := t.arrivedIn(d)
	if done {
		t.session.Misses, t.flow.Slots, t.flow.Asked = 0, s, text
	}
	return done, err
}

// dueIntents are what a question about money that was due may be read as.
var dueIntents = []understand.Intent{understand.WhereIsMyMoney, understand.SettlementTiming, understand.Statement, understand.ShortPayment, understand.FundsHeld, understand.ProvideDetails, understand.OutOfScope}

// shownToday answers whether money comes today, asked of what was just shown: by its due day.
func (t *turn) shownToday(text string, r understand.Reading) (bool, error) {
	if r.Decision == understand.HandOver || !steer.AsksToday(text) || !t.bare(r, follow.Question{Aspect: follow.SameDay}) {
		return false, nil
	}
	q := follow.Question{Aspect: follow.When}
	a, shown := subjectFrom(t.flow.About)
	if !shown {
		return false, nil
	}
	reply, ok, err := t.followOne(a, q)
	if err != nil || !ok {
		return false, err
	}
	return true, t.follows(reply, text)
}

// askedWhen tells whether the last question was when money arrives.
func (t *turn) askedWhen() bool {
	lines := strings.Split(t.flow.Asked, "\n")
	last := lines[len(lines)-1]
	if aspect := follow.Of(last).Aspect; aspect == follow.When || aspect == follow.SameDay || steer.AsksToday(last) || steer.OrThatDay(last) {
		return true
	}
	return t.flow.Slots.Intent == understand.SettlementTiming && !t.flow.Slots.Any()
}

// orThatDay makes the days of "and Sunday?" days to come, where it goes on a
// question of when money arrives.
func (t *turn) orThatDay(text string, r *understand.Reading) {
	if !steer.OrThatDay(text) || !onlyDays(session.Of(*r)) || !t.askedWhen() {
		return
	}
	r.Dates = slices.Clone(r.Dates)
	for i := range r.Dates {
		d := &r.Dates[i]
		for d.To < t.today() {
			d.From, d.To = d.From+7, d.To+7
		}
		d.Ahead = true
	}
	if len(r.Dates) > 0 {
		r.Intent, r.Decision, r.Future = understand.SettlementTiming, understand.Act, true
	}
}
