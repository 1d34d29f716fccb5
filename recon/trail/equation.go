package trail

import (
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// SumSwipes adds trails up to the equation in one currency. Every part of
// every trail falls into exactly one place, so that it ties for any subset of
// trails; rows that share another's state (voids, captured pre-authorisations)
// count nothing themselves, and a trail given twice counts once. What is charged
// for a payout as such, and balances carried from one to another, belong to no
// swipe: they stand in the payout's view. The account's
// own lines in f.Lines (fees, reserve, adjustments) and its orphans count as
// well, placed by f.Now and f.Calendars: leave them out of f where a subset of
// the swipes alone is wanted.
func SumSwipes(f Facts, trails []Trail, currency string) Equation {
	e := Equation{Currency: currency}
	seen := make(map[int64]bool, len(trails))
	for i := range trails {
		if t := &trails[i]; !seen[t.Row] {
			seen[t.Row] = true
			e.addTrail(t)
		}
	}
	e.addParts(newLedger(Facts{
		Merchant: f.Merchant, Zone: f.Zone, Lines: f.Lines, Payouts: f.Payouts, Events: f.Events,
		Sources: f.Sources, BankSeen: f.BankSeen, Unpaid: f.Unpaid,
	}, f.Calendars, f.Now).account(0))
	return e
}

// sum is SumSwipes over some of the ledger's trails and its account's own
// lines: those of a day, or all (0).
func (l *ledger) sum(trails []*Trail, currency string, day calendar.Date) Equation {
	e := Equation{Currency: currency}
	for _, t := range trails {
		e.addTrail(t)
	}
	e.addParts(l.account(day))
	return e
}

// account places the lines that belong to no transaction: those of a day, or all (0).
func (l *ledger) account(day calendar.Date) []Part {
	var parts []Part
	for _, line := range l.lines {
		if line.TransactionRow == 0 && (day == 0 || OwnDay(&line.Line, l.Zone) == day) {
			parts = append(parts, l.partOfOwn(line))
		}
	}
	return parts
}

// OwnNear is within how many days of its settlement the time that a line tells is believed.
const OwnNear = 45

// OwnDay gives the day that a line without a transaction belongs to, by the calendar:
// that of its time, else, and where the two are further apart than OwnNear, of
// its settlement.
func OwnDay(line *record.Line, zone *time.Location) calendar.Date {
	day := dayOf(line.Time, zone)
	if apart := day - line.SettledOn; day == 0 || line.SettledOn != 0 && max(apart, -apart) > OwnNear {
		return line.SettledOn
	}
	return day
}

// partOfOwn places one of the account's own lines.
func (l *ledger) partOfOwn(line *LinkedLine) Part {
	left := Part{} // an orphan: money, and nothing that accounts for it
	switch line.Type {
	case record.LineFee, record.LineReserve, record.LineAdjustment:
		left = counted(line)
	}
	return l.part(line, l.netted(line), left)
}

func (e *Equation) addTrail(t *Trail) {
	var here, priced bool
	for i := range t.Parts {
		p := &t.Parts[i]
		if p.Currency == e.Currency {
			here = true
			priced = priced || p.LineRow != 0
		}
	}
	if !here {
		return
	}
	e.addParts(t.Parts)
	switch {
	case t.Arithmetic.Gross == 0 && t.Currency == e.Currency: // only stray lines of a row that moves no money
	case t.Type == record.Refund:
		e.RefundCount++
	default:
		e.SalesCount++
		if !priced {
			e.BeforeFees++
		}
	}
}

// addParts adds the parts that are in the equation's currency.
func (e *Equation) addParts(parts []Part) {
	for i := range parts {
		p := &parts[i]
		if p.Currency != e.Currency {
			continue
		}
		e.Sales += p.Sale
		e.Refunds += p.Refund
		e.Chargebacks += p.Chargeback
		e.Fees += p.Fee
		e.Adjustments += p.Adjustment
		e.Reserved += p.Reserved
		e.Unexplained += p.Unexplained
		switch p.Place {
		case AtBank:
			e.Arrived += p.Placed
		case OnTheWay:
			e.OnTheWay += p.Placed
		case Overdue:
			e.Overdue += p.Placed
		case OnHold:
			e.Held += p.Placed
		case InReserve:
			e.Reserved += p.Placed
		case SentBack:
			e.Returned += p.Placed
		case Nowhere:
			e.Unexplained += p.Placed
		default:
			e.Due += p.Placed
		}
	}
}

// Roll ties two moments of the same rows: what was open before, plus new
// sales less refunds, minus what arrived, minus what was closed without
// arriving (fees, chargebacks, adjustments, and what nothing accounts for), is
// open after. A sale voided in between takes itself out of new. What is
// unexplained is a break of its own, open or settled as such: here it closes on
// the day on which it comes up, and opens again on the day that explains it.
// Where no bank tells of arrival (proved is false), what was paid out counts as
// arrived: nothing more can be seen.
func Roll(before, after Equation, proved bool) RollForward {
	arrived := func(e Equation) int64 {
		if proved {
			return e.Arrived
		}
		return e.Arrived + e.OnTheWay
	}
	open := func(e Equation) int64 { return e.Right() - arrived(e) - e.Unexplained }
	closed := func(e Equation) int64 { return e.Fees + e.Chargebacks - e.Adjustments + e.Unexplained }
	return RollForward{
		Currency:    after.Currency,
		Before:      open(before),
		New:         (after.Sales - after.Refunds) - (before.Sales - before.Refunds),
		Arrived:     arrived(after) - arrived(before),
		Closed:      closed(after) - closed(before),
		Unexplained: after.Unexplained - before.Unexplained,
		After:       open(after),
	}
}
