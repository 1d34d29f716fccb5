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
	// NotToday: the cycle is T+0, but not for this swipe; "" where it is, or is another.
	NotToday NotToday
	// Cap is the one that the swipe is above, in minor units of the merchant's currency, where NotToday is for a cap.
	Cap int64
	// From and To are the window, hh:mm, where NotToday is for it.
	From, To string
}

// NotToday is why the money of a swipe falls back from T+0 to another cycle.
type NotToday string

// What keeps a swipe from T+0.
const (
	OutsideWindow  NotToday = "window"
	AboveSingleCap NotToday = "single_cap"
	AboveDayCap    NotToday = "day_cap" // with what the merchant sold before it that day
	NotPaidInTime  NotToday = "unpaid"  // the window closed, and nothing was paid
)
