package storage

import (
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// quietAfter: what moved longer ago than this many days makes no notice.
const quietAfter = 3

// moved is what moved in a merchant's books.
type moved struct{ transactions, payouts []int64 }

func (m moved) empty() bool { return len(m.transactions)+len(m.payouts) == 0 }

// tellsMore tells whether a state is worth a word when a row is first seen in it.
func tellsMore(s trail.State) bool {
	switch s {
	case trail.Captured, trail.Declined, trail.Reversed, trail.Voided, trail.Unknown:
		return false
	}
	return true
}

// payoutDay gives the day the bank last spoke of a payout, else the day it was sent or should have been.
func payoutDay(p trail.LinkedPayout, zone *time.Location) calendar.Date {
	var day calendar.Date
	for _, e := range p.Entries {
		day = max(day, e.BookedOn)
	}
	if day == 0 && !p.SentAt.IsZero() {
		day = dateOf(p.SentAt.Time.In(zone))
	}
	if day == 0 {
		day = p.ExpectedOn
	}
	return day
}

// calendarName gives the calendar that a merchant who names none has.
func calendarName(name string) string {
	if name == "" {
		return "CN"
	}
	return name
}
