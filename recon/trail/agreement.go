package trail

import (
	"slices"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// agreement is a contract, and how it counts days.
type agreement struct {
	terms.Contract
	days *dueDays
	open calendar.Date // the business day that is open now
}

// dueDays keeps the due days of contracts that count them alike. Where days
// are counted, nothing of a swipe matters but its day and the cut-off.
type dueDays struct {
	due     map[dayPart]terms.Due
	last    dayPart
	lastDue terms.Due
}

// dayPart is a business day, and which side of the cut-off gave it.
type dayPart struct {
	business calendar.Date
	late     bool
}

// dueKey is what makes two contracts count alike.
type dueKey struct {
	cycle    terms.Cycle
	calendar string
}

// agreementKey is what decides which terms a swipe falls under. era counts the
// valid_from days up to that of the swipe.
type agreementKey struct {
	scheme, cardType string
	era              int
}

// eras lists the days on which terms of the merchant begin to hold.
func eras(rows []record.Terms) []calendar.Date {
	var days []calendar.Date
	for i := range rows {
		if rows[i].ValidFrom != 0 {
			days = append(days, rows[i].ValidFrom)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// under gives the terms that a swipe falls under.
func (l *ledger) under(t *swipe) *agreement {
	if t.agreed != nil {
		return t.agreed
	}
	var k agreementKey
	if len(l.Terms) > 0 { // else the merchant's own terms hold for all
		k.scheme, k.cardType = t.Scheme, t.CardType
	}
	if len(l.eras) > 0 {
		n, found := slices.BinarySearch(l.eras, t.day)
		if found {
			n++
		}
		k.era = n
	}
	if l.lastAgreed == nil || k != l.lastKey {
		a := l.agreed[k]
		if a == nil {
			a = l.agree(k, t.day)
			l.agreed[k] = a
		}
		l.lastKey, l.lastAgreed = k, a
	}
	t.agreed = l.lastAgreed
	t.business, t.late = t.agreed.BusinessDay(t.at)
	return t.agreed
}

func (l *ledger) agree(k agreementKey, day calendar.Date) *agreement {
	a := &agreement{Contract: terms.For(l.Merchant, l.Terms, k.scheme, k.cardType, max(day, 0))}
	a.open, _ = a.BusinessDay(l.now)
	counts := dueKey{a.Cycle, a.Calendar}
	if a.days = l.dueDays[counts]; a.days == nil {
		a.days = &dueDays{due: map[dayPart]terms.Due{}}
		l.dueDays[counts] = a.days
	}
	return a
}

// businessDay is the business day of a swipe by its terms.
func (l *ledger) businessDay(t *swipe) calendar.Date {
	l.under(t)
	return t.business
}

// dueAfter is when the terms have the money of a swipe due.
func (l *ledger) dueAfter(t *swipe) terms.Due {
	a := l.under(t)
	if a.Cycle.Days == 0 { // by the minute and the amount
		return a.DueAfter(t.at, t.Amount, l.SoldBefore[t.Row], l.cals)
	}
	k, s := dayPart{t.business, t.late}, a.days
	if k == s.last && s.lastDue.Rule != "" {
		return s.lastDue
	}
	due, known := s.due[k]
	if !known {
		due = a.DueAfter(t.at, t.Amount, l.SoldBefore[t.Row], l.cals)
		s.due[k] = due
	}
	s.last, s.lastDue = k, due
	return due
}
