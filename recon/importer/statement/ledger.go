package statement

import (
	"fmt"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// Balance of an account as printed. Amount is signed: below 0 the holder owes.
type Balance struct {
	Line     int
	Amount   int64 // minor units
	Currency string
	On       calendar.Date
}

func (b Balance) String() string { return Format(b.Amount, b.Currency) }

// Ledger proves the law of a statement: the opening balance and all booked
// entries give the closing balance.
type Ledger struct {
	// Name of the statement, for totals and warnings.
	Name             string
	Line             int
	Opening, Closing *Balance
	// Sums of booked entries, as C and D in minor units, and their numbers.
	Credits, Debits         int64
	CreditCount, DebitCount int
	currency                string
	mixed, over             bool
}

// Add takes a booked entry.
func (l *Ledger) Add(e *Entry) {
	if l.currency == "" {
		l.currency = e.Currency
	}
	l.mixed = l.mixed || l.currency != e.Currency
	sum, count := &l.Debits, &l.DebitCount
	if e.Direction == record.Credit {
		sum, count = &l.Credits, &l.CreditCount
	}
	*count++
	if *sum += e.Amount; *sum < 0 || *sum > largest*1000 {
		l.over, *sum = true, 0
	}
}

// Net is credits less debits.
func (l *Ledger) Net() int64 { return l.Credits - l.Debits }

// Tell says whether opening and entries give closing, as a total and, where
// they do not, a warning with both numbers; it tells whether they do. Without
// both balances nothing is said.
func (l *Ledger) Tell(r *Report) (ties bool) {
	o, c := l.Opening, l.Closing
	switch {
	case o == nil || c == nil:
		return true
	case o.Currency != c.Currency:
		r.Add(Total{Name: l.Name + ", closing balance", Declared: c.String(), Computed: o.String() + " at the opening", OK: false})
		r.WarnOfTotal(c.Line, "%s does not balance: it opens with %s and closes with %s, and currencies are never added; the entries are imported as they are", l.Name, o, c)
		return false
	case l.mixed || l.currency != "" && l.currency != o.Currency:
		r.Warn(c.Line, "%s has entries in other currencies than its balances (%s): its balance cannot be proved", l.Name, o.Currency)
		return false
	case l.over:
		r.Warn(c.Line, "%s has amounts too large to be added: its balance cannot be proved", l.Name)
		return false
	}
	got := o.Amount + l.Net()
	ties = got == c.Amount
	r.Add(Total{Name: l.Name + ", closing balance", Declared: c.String(), Computed: Format(got, c.Currency), OK: ties})
	if !ties {
		r.WarnOfTotal(c.Line, "%s does not balance: it opens with %s, its %d booked entries give %s, it says that it closes with %s; the entries are imported as they are",
			l.Name, o, l.CreditCount+l.DebitCount, Format(got, c.Currency), c)
	}
	return ties
}

// Follow says whether a statement opens where the one before closed.
func (l *Ledger) Follow(before *Ledger, r *Report) {
	if before == nil || before.Closing == nil || l.Opening == nil || *before.Closing == *l.Opening {
		return
	}
	b, o := before.Closing, l.Opening
	if b.Amount != o.Amount || b.Currency != o.Currency {
		r.Warn(o.Line, "%s opens with %s, but the one before closed with %s: a statement between them is missing, or one was changed", l.Name, o, b)
	}
}

// Named gives a statement its name in messages.
func Named(what, number, account string) string {
	if number != "" {
		what += " " + number
	}
	return fmt.Sprintf("%s of account %s", what, Last4(account))
}
