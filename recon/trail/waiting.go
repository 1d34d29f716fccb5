package trail

import (
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// dueOf is when the money of a swipe is due: the day its settlement line
// names, else by the terms. Once a same-day window has closed without payment,
// the fallback cycle's day is due, never "today".
func (l *ledger) dueOf(t record.Transaction, c terms.Contract, line *LinkedLine) terms.Due {
	at := l.when(t)
	due := c.DueAfter(at, t.Amount, l.SoldBefore[t.Row], l.cals)
	if line != nil && line.DueOn != 0 {
		return terms.Due{On: line.DueOn, Rule: "file", BusinessDay: due.BusinessDay, AfterCutOff: due.AfterCutOff}
	}
	if c.Cycle.Days == 0 && due.Rule == c.Cycle.String() && l.closed(due) {
		c.Cycle = c.Fallback
		if c.Cycle.Days == 0 {
			c.Cycle = terms.Cycle{Days: 1}
		}
		return c.Due(at, t.Amount, l.cals)
	}
	return due
}

// closed says whether the window that due ends in is over.
func (l *ledger) closed(due terms.Due) bool {
	return l.today > due.On || l.today == due.On && due.By != "" && l.now.Format("15:04") >= due.By
}

// waiting says whether the due day is not over.
func (l *ledger) waiting(due terms.Due) bool { return due.On == 0 || l.today <= due.On }

// wait is the one reason for which money is not yet due.
func (l *ledger) wait(t record.Transaction, due terms.Due) Reason {
	if due.Moved != "" {
		return Holiday
	}
	if open, _ := l.contract(t).BusinessDay(l.now); open <= due.BusinessDay {
		return BeforeCutOff
	}
	return InCycle
}

// ofSwipe says where the money of a swipe is that no settlement line tells of.
func (l *ledger) ofSwipe(t record.Transaction, due terms.Due) standing {
	s := standing{state: Captured, place: DueLater, due: due}
	if l.heldByEvent(&s, t) {
		return s
	}
	if l.waiting(due) {
		s.because(l.wait(t, due))
		return s
	}
	s.place = Overdue
	if rivals := l.rivals[t.Row]; len(rivals) > 0 {
		s.because(AmbiguousMatch)
		for _, r := range rivals {
			s.notes = append(s.notes, r.Explanation)
		}
		return s
	}
	if r, ok := l.terminalTrouble(t); ok {
		s.because(r)
		return s
	}
	settlers := l.settlers(t)
	switch late := lateFor(settlers, due.On); {
	case len(settlers) == 0:
		s.because(NotKnownYet)
	case late != nil:
		s.late = late
		s.because(NotKnownYet, FileLate)
	default:
		s.because(MissingInSettlement)
	}
	return s
}

// businessDay is the business day of a swipe by its terms.
func (l *ledger) businessDay(t record.Transaction, c terms.Contract) calendar.Date {
	day, _ := c.BusinessDay(l.when(t))
	return day
}
