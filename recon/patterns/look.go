package patterns

import (
	"maps"
	"slices"
	"time"

	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// look is one day beside the past before it.
type look struct {
	*ledger
	day     *daily
	usual   usual
	tickets map[string]ticket // by currency, as they are asked for
}

// of makes a finding of swipes.
func (s *look) of(rows []swipe) Finding {
	f := Finding{Strength: Weak, Count: len(rows)}
	sums := map[string]int64{}
	for _, r := range rows {
		f.Rows = append(f.Rows, rowOf(r))
		if r.Status == record.Approved {
			sums[r.Currency] = plus(sums[r.Currency], r.Amount)
		}
	}
	for _, currency := range slices.Sorted(maps.Keys(sums)) {
		f.Sums = append(f.Sums, Sum{currency, sums[currency]})
	}
	f.span()
	return f
}

// ofEvents makes a finding of events.
func (s *look) ofEvents(rows []happening) Finding {
	f := Finding{Strength: Weak, Count: len(rows)}
	for _, e := range rows {
		f.Rows = append(f.Rows, rowOfEvent(e))
	}
	f.span()
	return f
}

func (f *Finding) span() {
	if len(f.Rows) > 0 {
		f.From, f.To = f.Rows[0].At, f.Rows[len(f.Rows)-1].At
	}
}

func rowOf(s swipe) Row {
	return Row{Kind: record.Transactions, Row: s.Row, ID: s.ID, FileID: s.FileID, File: s.File, Line: s.Line, At: s.at, What: string(s.Type),
		Status: s.Status, Amount: s.Amount, Currency: s.Currency, Terminal: s.TerminalID, Card: s.Last4}
}

func rowOfEvent(e happening) Row {
	return Row{Kind: record.Events, Row: e.Row, ID: e.ID, FileID: e.FileID, File: e.File, Line: e.Line, At: e.at, What: e.Kind, Terminal: e.TerminalID}
}

// strongIf sets the strength.
func (f Finding) strongIf(is bool) Finding {
	if is {
		f.Strength = Strong
	}
	return f
}

// eachGroup makes a finding of every group that gives one, in the order of names.
func eachGroup[T any](groups map[string][]T, find func(list []T) (Finding, bool)) []Finding {
	var out []Finding
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		if f, ok := find(groups[name]); ok {
			out = append(out, f)
		}
	}
	return out
}

// byTerminal sorts swipes by their terminal; those without one are together.
func byTerminal(list []swipe) map[string][]swipe {
	return grouped(list, func(s swipe) string { return "terminal " + s.TerminalID })
}

// grace is how long before opening and after closing people still work.
const grace = 60

// enoughForHours is how many approved swipes the past needs to tell the hours of
// a merchant that declares none.
const enoughForHours = 150

// odd tells whether nothing of this merchant is usual at this time: outside its
// declared hours, where it has any, and in an hour (with the one before and
// after) in which something was approved on fewer than two days of the past.
func (s *look) odd(at time.Time) bool {
	open, declared := s.open(at)
	if open || !declared && (s.usual.count() < minHistory || s.usual.swipes < enoughForHours) {
		return false
	}
	for _, h := range []int{at.Hour() + 23, at.Hour(), at.Hour() + 1} {
		if s.usual.hours[h%24] >= 2 {
			return false
		}
	}
	return true
}

// open tells whether a time lies within the declared hours and their grace;
// declared is false where the merchant has none. Hours may go past midnight.
func (s *look) open(at time.Time) (open, declared bool) {
	opens, err := terms.ParseClock(s.Merchant.Opens)
	closes, err2 := terms.ParseClock(s.Merchant.Closes)
	if err != nil || err2 != nil || s.Merchant.Opens == "" || s.Merchant.Closes == "" {
		return false, false
	}
	if closes <= opens {
		closes += terms.Midnight
	}
	opens, closes = opens-grace, closes+grace
	minute := at.Hour()*60 + at.Minute()
	for _, m := range []int{minute - terms.Midnight, minute, minute + terms.Midnight} {
		if m >= opens && m <= closes {
			return true, true
		}
	}
	return false, true
}

// ticket is what the merchant's sales in a currency usually are, and how many there are.
type ticket struct {
	typical
	sales int
}

func (s *look) ticket(currency string) ticket {
	if t, known := s.tickets[currency]; known {
		return t
	}
	var amounts []int64
	for _, d := range s.usual.days {
		for _, x := range d.swipes {
			if x.sale() && x.Currency == currency {
				amounts = append(amounts, min(x.Amount, enough))
			}
		}
	}
	t := ticket{typicalOf(amounts), len(amounts)}
	s.tickets[currency] = t
	return t
}

// large tells whether the rows together are several times a usual sale.
func (s *look) large(rows []swipe, times int64) bool {
	for _, sum := range s.of(rows).Sums {
		if t := s.ticket(sum.Currency); t.sales > 0 && sum.Amount >= times*t.median {
			return true
		}
	}
	return false
}

// currencies of swipes, sorted.
func currencies(list []swipe) []string {
	seen := map[string]bool{}
	for _, s := range list {
		seen[s.Currency] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// amount adds swipes of one currency up.
func amount(list []swipe, currency string) int64 {
	var sum int64
	for _, s := range list {
		if s.Currency == currency {
			sum = plus(sum, s.Amount)
		}
	}
	return sum
}
