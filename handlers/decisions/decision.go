// Package decisions holds what people decided where data cannot: that a
// suggestion is right or wrong, that a break needs nothing any more, that a
// payout arrived although no bank entry shows it. A decision names rows by
// their witness and the witness's own ids, so that it outlives files that are
// taken back and imported again. Notes are for staff only.
package decisions

import (
	"strconv"
	"strings"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/money"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// Kind is what was decided.
type Kind string

// Kinds of decisions.
const (
	Accept   Kind = "accept"    // a suggestion is right: its rows are linked
	Decline  Kind = "decline"   // a suggestion is wrong: it is not made again
	WriteOff Kind = "write_off" // a break needs nothing any more
	Received Kind = "received"  // a payout arrived on a day, by a person's word
)

// Row names one row: its kind, its witness, the witness's id.
type Row struct {
	What       record.Kind
	Source, ID string
}

// Decision is one decision as it is kept.
type Decision struct {
	ID         int64 // 0 before it is kept
	Kind       Kind
	MerchantID string       // "" where the rows are nobody's
	Break      trail.Reason // WriteOff: the kind of break
	Subject    Row          // WriteOff and Received
	Suggestion string       // Accept and Decline
	Pairs      []match.Pair // what the suggestion links
	Rivals     []string     // Accept: suggestions of that time about the same rows, which it rules out
	On         calendar.Date
	// Amount is what was at stake, in minor units of Currency.
	Amount   int64
	Currency string
	Note     string
	By       string // who decided
	At       time.Time
	Undone   Undoing
}

// Undoing tells who took a decision back; the zero value: nobody did.
type Undoing struct {
	By, Note string
	At       time.Time
}

// Wish is what a person asks for, before it is known whether it can be.
type Wish struct {
	Kind       Kind
	Suggestion string        // Accept, Decline
	Break      trail.Reason  // WriteOff
	ID         string        // WriteOff: of the row; Received: of the payout
	Source     string        // "": the only one that has the id
	MerchantID string        // "": whoever has it
	On         calendar.Date // Received
	Note, By   string
}

// RefusedError says in plain words why a wish cannot be followed.
type RefusedError struct {
	Text  string
	Cause Cause
	// Was is the decision that stands in the way, nil for none.
	Was *Decision
}

func (e RefusedError) Error() string { return e.Text }

// Cause is why a wish cannot be followed, as far as programs have to know.
type Cause int

// Causes.
const (
	Other    Cause = iota
	Decided        // somebody has decided, or taken back, the same (Was)
	Rivalled       // somebody has decided about the same rows (Was)
	Gone           // the suggestion is not made any more
	Changed        // the books changed meanwhile: to be tried again
)

// Name is how people call the decision: D7.
func (d *Decision) Name() string { return "D" + strconv.FormatInt(d.ID, 10) }

// IDOf reads the name of a decision.
func IDOf(name string) (int64, bool) {
	id, err := strconv.ParseInt(strings.TrimLeft(name, "Dd"), 10, 64)
	return id, err == nil && id > 0
}

// IsUndone tells whether the decision was taken back.
func (d *Decision) IsUndone() bool { return !d.Undone.At.IsZero() }

// Same tells whether two decisions say the same.
func (d *Decision) Same(o *Decision) bool {
	return d.Kind == o.Kind && d.Break == o.Break && d.Subject == o.Subject && d.Suggestion == o.Suggestion &&
		d.On == o.On && d.Amount == o.Amount && d.Currency == o.Currency
}

// Rows lists the rows that the decision names.
func (d *Decision) Rows() []Row {
	var rows []Row
	add := func(what record.Kind, k match.Key) {
		if k != (match.Key{}) {
			rows = append(rows, Row{what, k.Source, k.ID})
		}
	}
	for _, p := range d.Pairs {
		add(record.Entries, p.Entry)
		add(record.Payouts, p.Payout)
		add(record.Lines, p.Line)
		add(record.Transactions, p.Transaction)
	}
	if d.Subject != (Row{}) {
		rows = append(rows, d.Subject)
	}
	return rows
}

// Words gives what matching is told. A row that was written off because
// nothing fits it is found again by an id or reference alone.
func (d *Decision) Words() match.Decisions {
	words := d.words()
	for i := range words {
		words[i].Seq, words[i].Merchant = d.ID, d.MerchantID
	}
	return words
}

func (d *Decision) words() match.Decisions {
	key := match.Key{Source: d.Subject.Source, ID: d.Subject.ID}
	switch d.Kind {
	case Accept:
		return (&match.Suggestion{Pairs: d.Pairs}).Accept(d.Name())
	case Decline:
		return match.Decisions{(&match.Suggestion{ID: d.Suggestion}).Decline(d.Name())}
	case WriteOff:
		off := match.Decision{ID: d.Name(), Kind: match.WriteOff}
		switch d.Break {
		case trail.OrphanBankEntry:
			off.Entry = key
		case trail.OrphanSettlement:
			off.Line = key
		case trail.AmbiguousMatch:
			if d.Subject.What != record.Lines {
				return nil
			}
			off.Line = key
		case trail.PayoutIsMissing:
			off.Payout = key
		default:
			return nil
		}
		return match.Decisions{off}
	}
	return nil
}

// Text says what was decided, for staff.
func (d *Decision) Text() string {
	switch sum := money.Format(d.Amount, d.Currency) + " " + d.Currency; d.Kind {
	case Accept:
		return "accepted " + d.Suggestion
	case Decline:
		return "declined " + d.Suggestion
	case WriteOff:
		return "wrote off " + string(d.Break) + " " + d.Subject.ID + " over " + sum
	default:
		return "payout " + d.Subject.ID + " over " + sum + " received on " + d.On.String()
	}
}
