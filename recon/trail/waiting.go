package trail

import (
	"slices"

	"moneytrail/recon/record"
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
	settlers := l.settlersOf(t)
	late := lateFor(settlers, due.On)
	if r, ok := l.terminalTrouble(t); ok && (late == nil || l.heardSince(t)) {
		s.because(r)
		return s
	}
	switch {
	case len(settlers) == 0:
		s.because(NotKnownYet)
	case late != nil:
		s.unknown(late, due.On, l.now)
	default:
		s.because(MissingInSettlement)
	}
	return s
}

// heardSince says whether any source tells of terminals after the business day of
// a swipe: else one that seems to have closed no batch may only not have been heard.
func (l *ledger) heardSince(t *swipe) bool {
	day := l.businessDay(t)
	return slices.ContainsFunc(l.sources(record.Events), func(f Freshness) bool { return f.Covers > day })
}
