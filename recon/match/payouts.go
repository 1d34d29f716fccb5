package match

import (
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// PayoutSide is a payout as its payer sees it.
type PayoutSide struct {
	record.Payout
	// LinesNet is the sum of the nets of the lines that name the payout: the
	// amount to look for where the payout is implied.
	LinesNet int64
	// On is the day the money left, in the merchant's zone: that of SentAt, or of
	// implied payouts the day its lines settled. 0: not known; then only
	// references match.
	On calendar.Date
	// Calendar is the merchant's calendar, "" = CN.
	Calendar string
}

// Expected gives the amount that a bank entry should show.
func (p PayoutSide) Expected() int64 {
	if p.Implied {
		return p.LinesNet
	}
	return p.Amount
}

// EntryLink says that a bank entry is (part of) a payout or its return.
type EntryLink struct {
	Entry, Payout int64  // store keys; Payout 0: none could be taken
	Role          string // what the entry is to a payout, by its direction and owner
	Rule          string // ByReference, ByDetails or ByNone
	Explanation   string // staff only
}
