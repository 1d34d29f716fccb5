package trail

import (
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// Place is where a part of the money is: one of the terms on the right-hand
// side of the equation.
type Place string

// Places.
const (
	AtBank    Place = "arrived"    // a bank entry proves it
	OnTheWay  Place = "on_the_way" // paid out, and in time or beyond what can be seen
	DueLater  Place = "due"        // not yet due
	Overdue   Place = "overdue"    // the due date has passed, the next witness is silent
	OnHold    Place = "held"
	InReserve Place = "reserved"
	SentBack  Place = "returned"    // the bank returned it
	Nowhere   Place = "unexplained" // no money moves, yet something is counted
)

// Part is the money of one settlement line, or of a swipe that has none yet,
// in minor units of Currency. The left side of the equation is
// Sale - Refund - Chargeback - Fee + Adjustment; it equals
// Placed + Reserved + Unexplained.
type Part struct {
	// LineRow and LineID name the settlement line; 0 and "": before clearing.
	LineRow  int64
	LineID   string
	Type     record.LineType // "" before clearing
	Currency string
	// SettledOn is the clearing day; Due the day the part is due, where it is.
	SettledOn, Due calendar.Date

	Sale, Refund, Chargeback, Fee, Adjustment int64

	Place Place
	// Placed is the money at Place, Reserved what moved into the reserve, and
	// Unexplained what of the left side is at neither.
	Placed, Reserved, Unexplained int64
}

// Left is what the part counts on the merchant's side of the equation.
func (p Part) Left() int64 { return p.Sale - p.Refund - p.Chargeback - p.Fee + p.Adjustment }
