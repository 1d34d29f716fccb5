package press

import "strconv"

// Action is what a button of a card in the support channel does; its value is
// the case's or the member's number. A form comes back with the same action.
type Action string

// Actions of cards and forms.
const (
	Claim   Action = "claim"   // value: case; one winner
	Take    Action = "take"    // value: case; a claimed case goes to who presses
	Release Action = "release" // value: case; a claimed case goes back into the queue
	Reply   Action = "reply"   // value: case; opens a form whose text goes to the merchant
	Resolve Action = "resolve" // value: case; opens a form with reason and note
	Reopen  Action = "reopen"  // value: case
	Approve Action = "approve" // value: Join; lets a new member in, or an old one into a new role
	Refuse  Action = "refuse"  // value: Join
	Accept  Action = "accept"  // value: Suggested; links the rows of a suggestion
	Decline Action = "decline" // value: Suggested; the suggestion is not made again
	Undo    Action = "undo"    // value: Suggested; takes its decision back
)

// Fields of the forms.
const (
	FieldText   = "text"   // Reply: what the merchant reads
	FieldReason = "reason" // Resolve: one of cases.Reasons
	FieldNote   = "note"   // Resolve: what the merchant reads
)

// Value puts a number into a card button's value.
func Value(id int64) string { return strconv.FormatInt(id, 10) }

// Number reads what Value wrote; 0 where it is none.
func Number(value string) int64 {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
