// Package understand reads what a merchant wrote: the intent, and the dates,
// amounts and references in it. It never guesses about money: where it is not
// sure it says so, and the dialogue asks.
package understand

import (
	"time"

	"moneytrail/recon/calendar"
)

// Intent is what a message wants.
type Intent string

// Intents, as the contract names them.
const (
	WhereIsMyMoney     Intent = "where_is_my_money"
	TransactionStatus  Intent = "transaction_status"
	SettlementTiming   Intent = "settlement_timing"
	ShortPayment       Intent = "short_payment"
	FeeQuestion        Intent = "fee_question"
	DuplicateCharge    Intent = "duplicate_charge"
	DeclinedButDebited Intent = "declined_but_debited"
	Refund             Intent = "refund"
	DisputeChargeback  Intent = "dispute_chargeback"
	Suspicious         Intent = "suspicious_transaction"
	FundsHeld          Intent = "funds_held"
	TerminalProblem    Intent = "terminal_problem"
	ChangeAccount      Intent = "change_settlement_account"
	Statement          Intent = "statement_request"
	TalkToHuman        Intent = "talk_to_human"
	ProvideDetails     Intent = "provide_details"
	OutOfScope         Intent = "out_of_scope"
	Greet              Intent = "greet"
	Thanks             Intent = "thanks"
	Help               Intent = "help"
	Affirm             Intent = "affirm"
	CancelDeny         Intent = "cancel_deny"
	ChangeLanguage     Intent = "change_language"
)

// Trouble tells the intents of somebody who was wronged or fears it: theirs is
// heard before any wish of the product itself.
func (i Intent) Trouble() bool {
	switch i {
	case FundsHeld, Suspicious, DisputeChargeback, DuplicateCharge, DeclinedButDebited, ShortPayment:
		return true
	}
	return false
}

// Decision is what the product does with a reading.
type Decision string

// Decisions: act on the intent, offer Choices as buttons, or bring a person.
const (
	Act      Decision = "act"
	Ask      Decision = "ask"
	HandOver Decision = "hand_over"
)

// About says which day a date means.
type About string

// What a date is of: the swipe, the arrival of the money, or unknown (both are tried).
const (
	OfSwipe   About = "swiped"
	OfArrival About = "arrived"
	OfUnknown About = "unknown"
)

// DateRange is an inclusive range of days; a single day has From == To.
type DateRange struct {
	From, To calendar.Date
	Of       About
	// Ahead: a day to come, by its words; it finds no sale.
	Ahead bool `json:",omitempty"`
}

// Op of an amount.
type Op string

// Amount operators.
const (
	Eq      Op = "eq"
	Lte     Op = "lte"
	Gte     Op = "gte"
	Between Op = "between"
)

// Amount is an amount as written: exact decimal texts, currency "" where none was named.
type Amount struct {
	Op              Op
	Value, Min, Max string
	Currency        string
	// Low and High are what a rough amount may be ("about 500", 五百多), empty for
	// an exact one; Under: High itself is not meant.
	Low, High string `json:",omitempty"`
	Under     bool   `json:",omitempty"`
}

// Rough tells an amount that was not named exactly.
func (a Amount) Rough() bool { return a.Low != "" }

// Reading is what a message says.
type Reading struct {
	Text     string
	Lang     string // zh or en
	Intent   Intent
	Decision Decision
	Choices  []Intent
	Dates    []DateRange
	Amounts  []Amount
	Last4    string
	RRN      string
	Terminal string
	Slip     string
	// Reference is any other id-like word (transaction id, order id, payout id).
	Reference string
	// Hour is a time of day that was named; it ranks, it does not filter. -1: none.
	Hour int
	// Part is the middle of the part of a day that a sale is said to be of ("昨晚那笔"),
	// an hour where Hour is none; it ranks too. -1: none.
	Part int
	// PayFirst: somebody is to pay before money is released, or who poses as one of ours
	// wants a code, a card or the way into a telephone, which is how frauds go.
	PayFirst bool
	// Grave is what a person has to see in it, whatever it asks.
	Grave Grave
	// AsksBot: whether a machine or a person answers is asked.
	AsksBot bool
	// OtherMerchant: a slip names a merchant that is not theirs.
	OtherMerchant bool
	// NotSeen: a screen says that the money was paid, the bank that it did not come.
	NotSeen bool
	// Future: what is still to come is asked, so a weekday is not the last one.
	Future bool
	// Traditional: there are characters that only traditional writing has.
	Traditional bool
	// Simplified: there are characters that only simplified writing has.
	Simplified bool
}

// Read reads one message. now is business time in the merchant's zone; dates
// are of the past unless the text says otherwise.
type Reader interface {
	Read(text string, now time.Time) Reading
}
