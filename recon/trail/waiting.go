package trail

import (
	"moneytrail/recon/terms"
)

// closed says whether the window that due ends in is over.
func (l *ledger) closed(due terms.Due) bool {
	return l.today > due.On || l.today == due.On && due.By != "" && l.now.Format("15:04") >= due.By
}

// waiting says whether the due day is not over.
func (l *ledger) waiting(due terms.Due) bool { return due.On == 0 || l.today <= due.On }

// wait is the one reason for which money is not yet due.
func (l *ledger) wait(t *swipe, due terms.Due) Reason {
	if due.Moved != "" {
		return Holiday
	}
	if l.under(t).open <= due.BusinessDay {
		return BeforeCutOff
	}
	return InCycle
}

// ofSwipe says where the money of a swipe is that no settlement line tells of.
func (l *ledger) ofSwipe(t *swipe, due terms.Due) standing {
	s := standing{state: Captured, place: DueLater, due: due}
	if l.heldByEvent(&s, t) {
		return s
	}
	if l.waiting(due) {
		s.because(l.wait(t, due))
		return s
	}
	s.place = Overdue
	if rivals := l.rivals.of(t.position); len(rivals) > 0 {
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
	settlers := l.settlersOf(t)
	switch late := lateFor(settlers, due.On); {
	case len(settlers) == 0:
		s.because(NotKnownYet)
	case late != nil:
		s.unknown(late, due.On, l.now)
	default:
		s.because(MissingInSettlement)
	}
	return s
}
