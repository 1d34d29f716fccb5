// Package statement holds what bank statements say, whatever grammar they are
// written in: entries, balances, totals. The grammars camt, mt940 and bai2
// read a file into it entry by entry; the importer makes records of that.
package statement

import (
	"fmt"
	"strconv"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// MaxWarnings is how many warnings of a file are told one by one.
const MaxWarnings = 100

// Problem is something wrong or remarkable. Line and Column count from 1; 0
// where it is the whole line or file.
type Problem struct {
	Line, Column int
	Message      string
	// OfTotal: it says what one of the totals that do not tie says too.
	OfTotal bool
}

// Refusal is a reason why a file as a whole cannot be read.
type Refusal struct{ Problem }

func (r Refusal) Error() string { return r.Message }

// Refuse makes a Refusal.
func Refuse(line int, format string, args ...any) error {
	return Refusal{Problem{Line: line, Message: fmt.Sprintf(format, args...)}}
}

// Total is one of the file's own sums, counts or balances, as printed and as computed.
type Total struct {
	Name, Declared, Computed string
	OK                       bool
}

// Refuse makes a Refusal of a total that does not tie; what names what was
// added up, such as "entries".
func (t Total) Refuse(line int, what string) error {
	return Refusal{Problem{Line: line, OfTotal: true, Message: fmt.Sprintf(
		"%s: the file says %s, its %s give %s: the file is not complete or was changed; get it again", t.Name, t.Declared, what, t.Computed)}}
}

// Entry is one movement on an account, as the bank printed it.
type Entry struct {
	Line int
	// Scope names the statement that the entry stands in: equal entries of one
	// scope are two movements, of two scopes the same one told twice.
	Scope string
	// Account is the number as printed, without blanks. It must be sealed.
	Account  string
	BookedOn calendar.Date
	BookedAt record.Stamp // zero if the bank gives no hour
	ValueOn  string       // value date as printed, "" if none
	// Amount is positive, in minor units of Currency.
	Amount    int64
	Currency  string
	Direction record.Direction
	// Reversal: the entry takes an earlier one back. Direction is its own.
	Reversal bool
	// Unbooked is the bank's word for an entry that is not booked yet (PDNG,
	// INFO, FUTR), "" for a booked one: an announcement is no arrival.
	Unbooked string
	// Unclear says of what kind an entry is whose direction cannot be told.
	Unclear string
	// BankRef is the bank's own reference of the entry, "" if it has none.
	BankRef string
	// References are those of the payment, in the order of the file.
	References []string
	Code       string // type of the movement, in the bank's code
	Reason     string // why a payment came back (AC01, ...), "" if it did not
	// Counterparty is the other account, to be sealed; Name its holder.
	Counterparty, Name string
	// Memo is all text of the entry: references first, then what payer and bank wrote.
	Memo string
	// Parts is the number of payments in the entry, where the bank tells them apart.
	Parts int
	// Problems spoil this entry only.
	Problems []Problem
}

// Wrong notes what spoils the entry.
func (e *Entry) Wrong(line int, format string, args ...any) {
	if len(e.Problems) < MaxWarnings {
		e.Problems = append(e.Problems, Problem{Line: line, Message: fmt.Sprintf(format, args...)})
	}
}

// Report takes what a grammar reads, in the order of the file.
type Report struct {
	// Entry takes every entry; its error ends the reading. The entry may be kept.
	Entry    func(*Entry) error
	Totals   []Total
	Warnings []Problem
	more     int // warnings beyond MaxWarnings
	tied     int // totals that tie, beyond maxTotals
}

// maxTotals is how many totals of a file are shown; those that fail are warnings too.
const maxTotals = 200

// Warn notes what a person should look at.
func (r *Report) Warn(line int, format string, args ...any) {
	if len(r.Warnings) < MaxWarnings {
		r.Warnings = append(r.Warnings, Problem{Line: line, Message: fmt.Sprintf(format, args...)})
	} else {
		r.more++
	}
}

// WarnOfTotal notes that a total does not tie.
func (r *Report) WarnOfTotal(line int, format string, args ...any) {
	before := len(r.Warnings)
	if r.Warn(line, format, args...); len(r.Warnings) > before {
		r.Warnings[before].OfTotal = true
	}
}

// Add notes a total.
func (r *Report) Add(t Total) {
	if len(r.Totals) < maxTotals {
		r.Totals = append(r.Totals, t)
	} else if t.OK {
		r.tied++
	}
}

// Finish says how many warnings and totals were too many to list.
func (r *Report) Finish() {
	if r.more > 0 {
		r.Warnings = append(r.Warnings, Problem{Message: fmt.Sprintf("and %d more warnings", r.more)})
	}
	if r.tied > 0 {
		r.Warnings = append(r.Warnings, Problem{Message: fmt.Sprintf("and %d more totals, which tie, are not listed", r.tied)})
	}
	r.more, r.tied = 0, 0
}

// Quote prints a value for a message, shortened.
func Quote(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "..."
	}
	return strconv.Quote(s)
}

// Last4 names an account in a message.
func Last4(account string) string {
	if n := len(account); n > 4 {
		account = account[n-4:]
	}
	return "*" + account
}
