package match

import (
	"slices"

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
	// SentBefore are the days on which it was sent before, where it came back
	// and its row was restated: each sending has its own entries.
	SentBefore []calendar.Date
	// Calendar is the merchant's calendar, "" = CN.
	Calendar string
}

// Expected gives the amount that a bank entry should show.
func (p *PayoutSide) Expected() int64 {
	if p.Implied {
		return p.LinesNet
	}
	return p.Amount
}

func keyOfPayout(p *PayoutSide) Key  { return Key{p.Source, p.ID} }
func keyOfEntry(e *record.Entry) Key { return Key{e.Source, e.ID} }

// EntryLink says that a bank entry is (part of) a payout or its return.
type EntryLink struct {
	Entry, Payout int64  // store keys; Payout 0: none could be taken
	Role          string // what the entry is to a payout, by its direction and owner
	Rule          string // ByReference, ByConfirmed, ByDetails or ByNone
	// Amount is how much of the entry is this payout's, positive, in minor units
	// of the entry's currency: all of it, unless the entry covers several.
	Amount      int64
	Explanation string // staff only
}

// Surer says whether a link tells more surely than another one of the same
// payout by what the payout was matched: the way out before the way back, then
// a reference before a person's word, and that before details.
func (k *EntryLink) Surer(than *EntryLink) bool {
	if out, was := k.Role == RolePayout, than.Role == RolePayout; out != was {
		return out
	}
	return slices.Index(surest[:], k.Rule) < slices.Index(surest[:], than.Rule)
}

// surest are the rules of links, the surest first.
var surest = [...]string{ByID, ByReference, ByConfirmed, ByDetails, ByNone}

// EntryResult is what became of the bank entries around some accounts.
type EntryResult struct {
	// Links has at least one link for each entry, in the order of entries; an
	// entry that covers several payouts has one for each, in order of their ids,
	// whose amounts add up to its own.
	Links []EntryLink
	// Suggestions would explain an entry without a payout or a payout without
	// an entry; in order of the entries' days and ids.
	Suggestions []Suggestion
	// Conflicts are the decisions that could not be followed.
	Conflicts []Conflict
}

// side is one witness of one movement: the merchant's or the operator's
// account, the way out or back.
type side uint8

const sides = 4

func sideOf(e *record.Entry) side {
	s := side(0)
	if e.Owner == record.Payer {
		s = 1
	}
	if (e.Direction == record.Credit) == (s == 1) {
		s += 2
	}
	return s
}

// back tells the way back from the way out.
func (s side) back() bool { return s >= 2 }

func (s side) role() string {
	if s.back() {
		return RoleReturn
	}
	return RolePayout
}

// merchantAccount gives the merchant's side of an entry.
func merchantAccount(e *record.Entry) record.Account {
	if e.Owner == record.Payer {
		return e.Counterparty
	}
	return e.Account
}

func sameAccount(a, b record.Account) bool { return a.Key != "" && a.Key == b.Key }

// sameCurrency says whether two currencies can be one: "" is not known.
func sameCurrency(a, b string) bool { return a == b || a == "" || b == "" }
