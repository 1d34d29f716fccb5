// Package terms is the contract between operator and merchant: which terms
// apply to a sale, which business day it belongs to, when its money is due,
// and what fee it should have cost.
package terms

import "moneytrail/recon/calendar"

// Due is when the next hop is expected, and the rule that gives it.
type Due struct {
	On calendar.Date
	// By is the hour where the terms give one (T+0 windows), hh:mm; "" else.
	By string
	// Rule is the cycle that gave the date: T+1, D+1, T+0, or "file" where the settlement file names it.
	Rule string
	// Moved names the holiday that moved the date past weekends, "" if none.
	Moved string
	// Weekend: the date was moved by a weekend.
	Weekend bool
	// Estimated: beyond the last year of the official calendar.
	Estimated bool
	// BusinessDay is the business day of the sale that counting began from.
	BusinessDay calendar.Date
	// AfterCutOff: the swipe came after the cut-off, so its business day is the next.
	AfterCutOff bool
}
