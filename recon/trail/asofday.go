package trail

import (
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// asOfDay gives the same facts as they stood at the end of a day: rows that
// bear a later date are left out. What bears no date (a hold that was since
// lifted on the line itself) stands as it is now.
func (l *ledger) asOfDay(day calendar.Date) *ledger {
	f := l.Facts
	later := func(t record.Transaction) bool { return l.businessDayOf(&t) > day }
	f.Sales = slices.DeleteFunc(slices.Clone(f.Sales), later)
	f.Related = slices.DeleteFunc(slices.Clone(f.Related), later)
	f.Events = slices.DeleteFunc(slices.Clone(f.Events), func(e record.Event) bool {
		return e.Kind != eventKYC && dayOf(e.Time, l.Zone) > day
	})
	f.Unpaid = nil
	gone := map[int64]bool{}
	f.Payouts = nil
	for _, p := range l.Facts.Payouts {
		sent := dayOf(p.SentAt, l.Zone)
		p = payoutOn(p, day)
		if sent > day && len(p.Entries) == 0 { // else the bank told of it sooner than the payer
			gone[p.Row] = true
			continue
		}
		f.Payouts = append(f.Payouts, p)
	}
	f.Lines = nil
	for _, line := range l.Facts.Lines {
		if line.SettledOn > day {
			continue
		}
		if gone[line.PayoutRow] {
			line.PayoutRow, line.PayoutID = 0, ""
		}
		f.Lines = append(f.Lines, line)
	}
	end := (day + 1).In(l.Zone).Add(-time.Nanosecond)
	if l.now.Before(end) {
		end = l.now
	}
	return newLedger(f, l.cals, end)
}

// payoutOn takes back what bank entries told after the day.
func payoutOn(p LinkedPayout, day calendar.Date) LinkedPayout {
	all := p.Entries
	p.Entries = nil
	for _, e := range all {
		if e.BookedOn <= day {
			p.Entries = append(p.Entries, e)
		} else if e.Role == "return" && p.Status == record.PayoutReturned {
			p.Status = record.PayoutSent
		}
	}
	return p
}

// businessDayOf is the business day of a row, also of one that joined another's.
func (l *ledger) businessDayOf(t *record.Transaction) calendar.Date {
	own := l.txn(t.Row)
	if own != nil && own.Row == t.Row {
		return l.businessDay(own)
	}
	at := wall(t.Time, l.Zone)
	return l.businessDay(&swipe{Transaction: t, at: at, day: calendar.DateOf(at)})
}

// equation sums everything the ledger holds.
func (l *ledger) equation(currency string) Equation {
	return l.sum(pointers(l.all()), currency, 0)
}

func pointers(trails []Trail) []*Trail {
	out := make([]*Trail, len(trails))
	for i := range trails {
		out[i] = &trails[i]
	}
	return out
}
