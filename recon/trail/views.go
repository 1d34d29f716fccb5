package trail

import (
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// Equation is the one arithmetic, by swipes of a period, in one currency:
//
//	Sales - Refunds - Chargebacks - Fees + Adjustments =
//	Arrived + OnTheWay + Due + Overdue + Held + Reserved + Returned + Unexplained
//
// All in minor units. BeforeFees counts the sales that are not yet priced and
// stand gross on both sides.
type Equation struct {
	Currency                                                               string
	Sales, Refunds, Chargebacks, Fees, Adjustments                         int64
	Arrived, OnTheWay, Due, Overdue, Held, Reserved, Returned, Unexplained int64
	SalesCount, RefundCount, BeforeFees                                    int
}

// Left is the merchant's side of the equation, Right where it is.
func (e Equation) Left() int64 { return e.Sales - e.Refunds - e.Chargebacks - e.Fees + e.Adjustments }

// Right is the sum of everywhere the money can be.
func (e Equation) Right() int64 {
	return e.Arrived + e.OnTheWay + e.Due + e.Overdue + e.Held + e.Reserved + e.Returned + e.Unexplained
}

// PayoutLine is one line of a payout as a person reads it.
type PayoutLine struct {
	LineID, Type, TransactionID, RRN, Last4 string
	TransactionRow                          int64
	SwipedOn                                calendar.Date
	Currency                                string
	Gross, Fee, Net                         int64
	Evidence                                Evidence
}

// Troubled tells whether something is wrong with the payout itself: its amount at
// the bank, its way there, or its own sum. Without its lines in the facts it may
// say so of one that has lines of another currency, and not of one whose day only
// they tell.
func (v PayoutView) Troubled() bool {
	switch v.State {
	case PayoutShort, PayoutOver, PayoutMissing, PayoutReturned:
		return true
	}
	return v.Unexplained != 0 && v.State != PayoutCarried
}

// PayoutView is the equation by payout, in minor units of Currency:
//
//	LinesNet + CarriedIn - CarriedOut - Fee + Unexplained = Amount
//
// and Amount against the bank. Unexplained is 0 unless the payer's own amount
// differs from what makes it up; it is then a break. A payout of 0 or less
// pays nothing: Amount is 0, and the balance is CarriedOut. Lines in another
// currency are named and in no sum.
type PayoutView struct {
	PayoutRef
	MerchantID                 string
	Currency                   string
	Lines                      []PayoutLine
	Gross, LineFees, LinesNet  int64
	CarriedIn, CarriedOut, Fee int64
	// CarriedRows is what of CarriedIn rows tell that carry a balance between payouts
	// and do not say whether it is from an earlier one or for a later one.
	CarriedRows        int64
	Banked             int64 // what bank entries prove, returns subtracted
	Difference         int64 // Banked - Amount where a bank entry exists, else 0
	MatchedBy, EntryID string
	// Booked are the bank entries it is in, in order of their days.
	Booked      []Booking
	Evidence    []Evidence
	Reasons     []Reason
	Next        Actor
	AsOf        Freshness
	Unexplained int64
	// Itemised is false where no line names the payout, or one in another
	// currency does: only its amount is known.
	Itemised bool
	// BankSeen: the account has bank entries, so arrival can be proved or found missing.
	BankSeen bool
	// Late is the bank's file that should tell of it and is not here; nil if none.
	Late *Freshness
}

// Booking is a bank entry as far as it is a payout's, in minor units of the entry's currency.
type Booking struct {
	Row   int64
	ID    string
	On    calendar.Date
	Owner record.Owner
	// Amount is what the statement shows, Share what of it is the payout's; both
	// below 0 where money goes back.
	Amount, Share int64
}

// Day is the settlement summary of one business day of one merchant.
type Day struct {
	MerchantID, MerchantName string
	On                       calendar.Date
	// Sold is the equation by swipes of the day; Upcoming what of it is due when.
	Sold     Equation
	Upcoming []DueAmount
	// Exceptions are trails of the day, and open ones of earlier days, that need a word.
	Exceptions []Trail
	// Arrived are the payouts whose bank entry is booked on the day (or, where
	// no bank file exists, that were sent on the day: Proved is then false).
	Arrived []PayoutView
	Proved  bool
	// Troubled are payouts that are short, over, missing or returned, or differ
	// from their lines, and touch the day: each said once, where Exceptions has
	// every swipe in them.
	Troubled []PayoutView
	Open     RollForward
	Late     []Freshness
	AsOf     Freshness
}

// DueAmount is what is due on a day.
type DueAmount struct {
	On     calendar.Date
	Amount int64
	Count  int
}

// RollForward ties two moments: Before + New - Arrived - Closed = After.
// Unexplained is what of Closed no rule accounts for; below 0 where what was so
// before is accounted for now.
type RollForward struct {
	Currency                                         string
	Before, New, Arrived, Closed, Unexplained, After int64
}
