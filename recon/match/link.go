// Package match says which rows speak of the same money: rows of different
// witnesses that are one transaction, settlement lines and their transactions,
// payouts and their bank entries, refunds and their sales. It is pure and
// deterministic: the same rows in any order give the same links. Each function
// takes the rows of one merchant (or of one account and those it touches) at a
// time, from ten to a million, in time n log n.
package match

// What made a link; stored with it and exported as matched_by.
const (
	ByID        = "id"        // the provider's id of the transaction
	ByReference = "reference" // RRN, order id, batch and slip; payout id or bank reference in a memo
	ByConfirmed = "confirmed" // a person said so
	ByDetails   = "details"   // terminal, amount and time; account, amount and days; a complete cover
	ByNone      = "none"
)

// States of settlement lines.
const (
	Matched   = "matched"
	Mismatch  = "mismatch"  // linked, but gross or currency differs
	Duplicate = "duplicate" // a line of lower id stands for the same money
	Orphan    = "orphan"    // no transaction, or several that fit equally
	Account   = "account"   // FEE, RESERVE and ADJUSTMENT lines
)

// Roles of bank entries.
const (
	RolePayout = "payout" // the payout left (payer) or arrived (payee)
	RoleReturn = "return" // the bank gave it back
)

// LineLink is what one settlement line speaks of.
type LineLink struct {
	Line, Transaction int64 // store keys; Transaction 0: none
	MatchedBy, State  string
	// Explanation is for staff: what was compared with what, and the rival
	// candidates by their provider ids.
	Explanation string
	// Candidates are the store keys of the transactions that fit where none
	// could be taken, in order of their provider ids, at most 32.
	Candidates []int64
}
