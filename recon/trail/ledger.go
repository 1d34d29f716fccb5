package trail

import (
	"cmp"
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// ledger is Facts laid out for looking up, for one moment. It also keeps what
// was built, because a refund, void or capture asks for its original.
type ledger struct {
	Facts
	cals  *calendar.Set
	cal   *calendar.Calendar // the merchant's own
	now   time.Time          // in the merchant's zone
	today calendar.Date

	txns      map[int64]record.Transaction   // by row, joined rows of other witnesses left out
	primaries map[int64]int64                // joined row -> the row it joined
	alike     map[swipeKey][]twin            // approved sales that look the same
	joined    map[int64][]record.Transaction // rows of other witnesses, by the row they joined
	original  map[int64]int64                // refund, void, reversal, capture -> what it refers to
	followers map[int64][]record.Transaction // the same, backwards
	lines     map[int64][]LinkedLine         // by transaction row
	rivals    map[int64][]LinkedLine         // lines that fit several transactions, by each of them
	inPayouts map[int64][]LinkedLine         // by payout row
	events    map[string][]record.Event      // by kind, oldest first
	payouts   map[int64]*settled
	built     map[int64]*Trail
	contracts map[contractKey]terms.Contract
}

// swipeKey is what two swipes of one card have in common.
type swipeKey struct {
	terminal, last4, currency string
	amount                    int64
}

// twin is one of several sales that look the same.
type twin struct {
	row int64
	at  time.Time
	rrn string
}

func keyOf(t record.Transaction) swipeKey {
	return swipeKey{t.TerminalID, t.Last4, t.Currency, t.Amount}
}

func newLedger(f Facts, cals *calendar.Set, now time.Time) *ledger {
	if f.Zone == nil {
		f.Zone = time.UTC
	}
	f.Now, f.Calendars = now, cals
	l := &ledger{
		Facts: f, cals: cals, now: now.In(f.Zone),
		txns: map[int64]record.Transaction{}, primaries: map[int64]int64{}, alike: map[swipeKey][]twin{}, joined: map[int64][]record.Transaction{},
		followers: map[int64][]record.Transaction{}, lines: map[int64][]LinkedLine{},
		rivals: map[int64][]LinkedLine{}, inPayouts: map[int64][]LinkedLine{}, events: map[string][]record.Event{}, payouts: map[int64]*settled{}, built: map[int64]*Trail{},
		contracts: map[contractKey]terms.Contract{},
	}
	l.today = calendar.DateOf(l.now)
	if cals != nil {
		l.cal, _ = cals.Get(f.Merchant.Calendar)
	}
	l.indexEvents()
	l.indexTransactions()
	l.indexLines()
	for _, p := range f.Payouts {
		if l.payouts[p.Row] == nil {
			l.payouts[p.Row] = l.settle(p)
		}
	}
	return l
}

func (l *ledger) indexTransactions() {
	seen := map[int64]bool{}
	var own []record.Transaction
	for _, t := range slices.Concat(l.Sales, l.Related) {
		if seen[t.Row] {
			continue
		}
		seen[t.Row] = true
		if t.Joined != 0 {
			l.joined[t.Joined] = append(l.joined[t.Joined], t)
			l.primaries[t.Row] = t.Joined
			continue
		}
		own = append(own, t)
		l.txns[t.Row] = t
		if t.Type == record.Sale && t.Status == record.Approved && t.Last4 != "" && t.TerminalID != "" {
			l.alike[keyOf(t)] = append(l.alike[keyOf(t)], twin{t.Row, l.when(t), t.RRN})
		}
	}
	for _, rows := range l.joined {
		slices.SortFunc(rows, byRow)
	}
	l.original = match.Originals(own)
	own = slices.DeleteFunc(own, func(t record.Transaction) bool { return l.original[t.Row] == 0 })
	slices.SortFunc(own, func(a, b record.Transaction) int {
		return cmp.Or(l.when(a).Compare(l.when(b)), cmp.Compare(a.Row, b.Row))
	})
	for _, t := range own {
		if o := l.primary(l.original[t.Row]); o != 0 && o != t.Row {
			l.original[t.Row] = o
			l.followers[o] = append(l.followers[o], t)
		}
	}
}

func byRow(a, b record.Transaction) int { return cmp.Compare(a.Row, b.Row) }

// primary gives the transaction that a row belongs to: itself, or the one it joined.
func (l *ledger) primary(row int64) int64 {
	if p, ok := l.primaries[row]; ok {
		return p
	}
	return row
}

// indexLines sorts the lines by id, so that of equal ones the lowest comes
// first, and gives each to the row whose money it is: a line that names a
// pre-authorisation is its capture's, and a REFUND line that names the sale is
// the refund row's, where there is one of that amount.
func (l *ledger) indexLines() {
	seen := map[int64]bool{}
	sorted := slices.Clone(l.Facts.Lines)
	slices.SortFunc(sorted, func(a, b LinkedLine) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Row, b.Row))
	})
	var unique []LinkedLine
	for _, line := range sorted {
		if seen[line.Row] {
			continue
		}
		seen[line.Row] = true
		line.Currency = cmp.Or(line.Currency, l.txns[l.primary(line.TransactionRow)].Currency, l.Merchant.Currency)
		unique = append(unique, line)
		if line.PayoutRow != 0 {
			l.inPayouts[line.PayoutRow] = append(l.inPayouts[line.PayoutRow], line)
		}
		for _, c := range line.Candidates {
			c = l.primary(c)
			l.rivals[c] = append(l.rivals[c], line)
		}
		if line.TransactionRow == 0 {
			continue
		}
		row := l.primary(line.TransactionRow)
		if capture, ok := l.captureOf(row); ok && line.Type == record.LineSale {
			row = capture.Row
		}
		if line.Type == record.LineRefund && l.txns[row].Type != record.Refund {
			for _, r := range l.followers[row] {
				if r.Type == record.Refund && r.Amount == -line.Gross && len(l.lines[r.Row]) == 0 {
					row = r.Row
					break
				}
			}
		}
		l.lines[row] = append(l.lines[row], line)
	}
	l.Facts.Lines = unique
}

// captureOf gives the approved capture of a pre-authorisation.
func (l *ledger) captureOf(row int64) (record.Transaction, bool) {
	if l.txns[row].Type != record.PreAuth {
		return record.Transaction{}, false
	}
	for _, t := range l.followers[row] {
		if t.Type == record.Capture && t.Status == record.Approved {
			return t, true
		}
	}
	return record.Transaction{}, false
}

// undone gives the approved void or reversal of a row that was not itself
// reversed, if there is one.
func (l *ledger) undone(row int64) (record.Transaction, bool) {
	for _, t := range l.followers[row] {
		if (t.Type == record.Void || t.Type == record.Reversal) && t.Status == record.Approved {
			if _, again := l.undone(t.Row); !again {
				return t, true
			}
		}
	}
	return record.Transaction{}, false
}

// when is the moment of a swipe in the merchant's zone.
func (l *ledger) when(t record.Transaction) time.Time { return l.at(t.Time) }

// at is a stamp on the wall of the merchant's zone; zero stays zero.
func (l *ledger) at(s record.Stamp) time.Time { return wall(s, l.Zone) }

func wall(s record.Stamp, zone *time.Location) time.Time {
	if s.IsZero() {
		return time.Time{}
	}
	return s.In(zone).In(zone) // the second: a stamp with an offset keeps its own
}

func dayOf(s record.Stamp, zone *time.Location) calendar.Date {
	if s.IsZero() {
		return 0
	}
	return calendar.DateOf(wall(s, zone))
}

// contractKey is what decides which terms a swipe falls under.
type contractKey struct {
	scheme, cardType string
	on               calendar.Date
}

// contract is the terms that a swipe falls under.
func (l *ledger) contract(t record.Transaction) terms.Contract {
	k := contractKey{t.Scheme, t.CardType, calendar.DateOf(l.when(t))}
	c, known := l.contracts[k]
	if !known {
		c = terms.For(l.Merchant, l.Terms, k.scheme, k.cardType, k.on)
		l.contracts[k] = c
	}
	return c
}

// nextWorkingDay is the first working day after d, by the merchant's calendar.
func (l *ledger) nextWorkingDay(d calendar.Date) calendar.Date { return workingDayAfter(l.cal, d) }

// workingDayAfter counts from Monday to Friday where there is no calendar.
func workingDayAfter(cal *calendar.Calendar, d calendar.Date) calendar.Date {
	if cal != nil {
		return cal.Add(d, 1).On
	}
	for d++; d.Weekday() == time.Saturday || d.Weekday() == time.Sunday; d++ {
	}
	return d
}
