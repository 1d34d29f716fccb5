package handlers

import (
	"slices"
	"time"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// mostComing is how long a range of days to come may be that is answered day by day.
const mostComing = 31

// comingDays answers whether money arrives on a day to come, by the contract, the
// calendar and what is on record. done is false where no such day is named, or
// something that happened is: then that is answered, and when its money is due.
func (t *turn) comingDays(text string, r understand.Reading) (done bool, err error) {
	if session.Of(r).Any() || r.Decision == understand.HandOver || !asksOfComing(r) {
		return false, nil
	}
	var from, to calendar.Date
	for _, d := range r.Dates {
		switch {
		case !d.Ahead:
			return false, nil
		case from == 0:
			from, to = d.From, d.To
		case d.From <= to+1 && d.To >= from-1:
			from, to = min(from, d.From), max(to, d.To)
		}
	}
	from = max(from, t.today())
	if from == 0 || to < from || to-from > mostComing {
		return false, nil
	}
	t.session.Misses = 0
	v := answer.Coming{From: from, To: to}
	if a, shown := subjectFrom(t.flow.About); shown && !a.payout {
		tr, ok, err := t.Books.Trail(t.ctx, t.scope, a.row)
		if err != nil {
			return false, err
		}
		if ok && isOpen(tr.State) && tr.Due.On != 0 {
			v.Shown = &tr
		}
	}
	t.flow.Slots, t.flow.Asked = session.Slots{Intent: understand.SettlementTiming, Hour: -1}, text
	return true, t.byContract(understand.SettlementTiming, func(one *turn, a answer.Audience, list []answer.Terms) (answer.Reply, error) {
		return one.coming(a, list, v)
	})
}

// asksOfComing tells a question about money from what else may name a day to come.
func asksOfComing(r understand.Reading) bool {
	if r.Decision == understand.Act {
		return ofMoney(r.Intent)
	}
	return slices.ContainsFunc(r.Choices, ofMoney)
}

// coming gives the answer for one merchant.
func (t *turn) coming(a answer.Audience, list []answer.Terms, v answer.Coming) (answer.Reply, error) {
	var err error
	if v.Balance, err = t.balanceFor(understand.Gathered); err != nil {
		return answer.Reply{}, err
	}
	v.Calendar = t.workingDays(list[0])
	v.Terms = slices.Clone(list)
	for i := range v.Terms {
		v.Terms[i].Lands, v.Terms[i].After = t.landings(v.Terms[i], v.From, v.To)
	}
	if t.scope.Totals() {
		o, err := t.open()
		if err != nil {
			return answer.Reply{}, err
		}
		v.More = o.More
		for _, tr := range o.Trails {
			if on := tr.Due.On; on > v.To && tr.Shares == 0 && (v.Then == 0 || on < v.Then) {
				v.Then = on
			}
		}
		expected := func(from, to calendar.Date) (list []trail.Trail) {
			for _, tr := range o.Trails {
				if tr.Due.On >= from && tr.Due.On <= to && tr.Shares == 0 {
					list = append(list, tr)
				}
			}
			return list
		}
		if v.Due = expected(v.From, v.To); len(v.Due) > 0 {
			v.Then = 0
		} else if v.Then != 0 {
			v.Due = expected(v.Then, v.Then)
		}
	}
	return t.book.Coming(a, v), nil
}

// workingDays gives the calendar of a contract, weekends where it is not known.
func (t *turn) workingDays(c answer.Terms) *calendar.Calendar {
	if cal, ok := t.Calendars.Get(c.Contract.Calendar); ok {
		return cal
	}
	cal, _ := t.Calendars.Get(calendar.Weekends)
	return cal
}

// reachBack is how many days before its arrival a payment may lie, the longest holiday between.
const reachBack = 25

// landings gives the days from..to on which money arrives by a contract, and the first after them.
func (t *turn) landings(c answer.Terms, from, to calendar.Date) (lands []answer.Landing, after answer.Landing) {
	for day := from - reachBack; day <= to+reachBack; day++ {
		due := c.Contract.Due(day.In(t.now.Location()).Add(time.Duration(c.Contract.WindowFrom)*time.Minute), 0, t.Calendars)
		if due.On < from || after.On != 0 && due.On != after.On {
			continue
		}
		l := answer.Landing{On: due.On, From: due.BusinessDay, To: due.BusinessDay}
		switch n := len(lands); {
		case due.On > to && after.On == 0:
			after = l
		case due.On > to:
			after.To = due.BusinessDay
		case n > 0 && lands[n-1].On == due.On:
			lands[n-1].To = due.BusinessDay
		default:
			lands = append(lands, l)
		}
	}
	return lands, after
}
