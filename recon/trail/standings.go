package trail

import (
	"time"

	"moneytrail/recon/calendar"
)

// Standing is what a store keeps of a trail: how far the money of a
// transaction came, and when.
type Standing struct {
	Row   int64
	State State
	// Lands is the day the money arrived, else the day on which what comes next
	// is due; of a sale that was voided or reversed, the business day on which it
	// was. 0 where nothing is to come.
	Lands calendar.Date
	// LastMove is the day of the last thing that a witness told of the money.
	LastMove calendar.Date
}

// Standings gives what Build would tell of each of f.Sales, in the same order,
// without the reasons, evidence and arithmetic.
func Standings(f Facts, cals *calendar.Set, now time.Time) []Standing {
	l := prepare(f, cals, now, states)
	out := make([]Standing, l.nSales)
	for i := range out {
		t := &l.own[i]
		tr := l.trail(t)
		s := Standing{Row: t.Row, State: tr.State, Lands: tr.Due.On, LastMove: max(tr.Business, t.day, t.moved)}
		if t.arrived != 0 {
			s.Lands = t.arrived
		}
		if tr.State == Voided || tr.State == Reversed {
			if undo, undone := l.undone(t); undone {
				s.Lands = l.businessDay(undo)
			}
		}
		out[i] = s
	}
	return out
}
