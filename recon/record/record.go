// Package record holds what witnesses said: one value per row of an imported
// file, in the domain's own words. Nothing here is computed; what the rows
// mean together is the business of match and trail.
package record

import (
	"time"

	"moneytrail/recon/calendar"
)

// Kind names what a row is.
type Kind string

// The kinds of rows, named after the native files.
const (
	Merchants    Kind = "merchants"
	TermsRows    Kind = "terms"
	Transactions Kind = "transactions"
	Lines        Kind = "settlements"
	Payouts      Kind = "payouts"
	Entries      Kind = "bank"
	Events       Kind = "events"
)

// Origin is the evidence behind a record: the file and line that told it.
type Origin struct {
	// Row is the store's own key of the record, 0 before it is stored.
	Row int64
	// Source is the witness: the `source` column, else the profile's name.
	Source string
	// FileID and File name the imported file; Line is its physical line, from 1.
	FileID int64
	File   string
	Line   int
	// Extra holds the columns that the format does not know, as a JSON object
	// of their raw text; "" if there are none.
	Extra string
}

// Stamp is a point in time as a row printed it. Floating: the row gave wall
// time without an offset; Time then holds that wall time in UTC until the
// merchant's zone is known, and the store resolves it.
type Stamp struct {
	time.Time
	Floating bool
}

// In resolves a floating stamp in the zone of its merchant.
func (s Stamp) In(zone *time.Location) time.Time {
	if !s.Floating || s.IsZero() {
		return s.Time
	}
	u := s.Time.UTC()
	return time.Date(u.Year(), u.Month(), u.Day(), u.Hour(), u.Minute(), u.Second(), u.Nanosecond(), zone)
}

// Account is a bank account as the product keeps it. Key only tells "the same
// account" (a keyed digest: the number itself is never stored); Last4 is what
// people see.
type Account struct {
	Key   string
	Last4 string
}

// Merchant is a merchant of the operator. Columns of `merchants`.
type Merchant struct {
	Origin
	ID       string
	Account  Account
	Name     string
	Language string // BCP 47, "" = zh
	Zone     string // IANA name, "" = the operator's
	Currency string // ISO 4217, "" = the operator's
	Calendar string // "" = CN
	Cycle    string // T+1, T+2, D+1, T+0; "" = T+1
	CutOff   string // hh:mm, 24:00 never moves a sale; "" = 24:00
	FeeBPS   *int64 // basis points; nil: no contract rate known
	// MinPayout is in minor units of Currency; 0: no minimum.
	MinPayout     int64
	Group, Store  string
	Opens, Closes string            // hh:mm
	Aliases       map[string]string // source -> the merchant's number there
}

// Terms is one row of `terms`: the contract for a scheme and card type, its
// amounts in the settlement currency of each merchant that it holds for; where
// Decimals is not 0 they are not in minor units of it yet.
type Terms struct {
	Origin
	MerchantID, Scheme       string // "*" = any
	CardType                 string // "" = any
	ValidFrom                calendar.Date
	Cycle, CutOff, Calendar  string // "" = not set here
	WindowFrom, WindowTo     string // hh:mm of a T+0 window
	SingleCap, DayCap        *int64 // minor units
	FallbackCycle            string
	FeeBPS                   *string // decimal text: rates may have fractions of a basis point
	FeeFixed, FeeMin, FeeCap *int64  // minor units
	PayoutFee                *int64
	Decimals                 Decimals
	RefundFee                string // kept, returned, ""
}

// TransactionType is the column `type` of transactions.
type TransactionType string

// Transaction types.
const (
	Sale     TransactionType = "SALE"
	Refund   TransactionType = "REFUND"
	Void     TransactionType = "VOID"
	Reversal TransactionType = "REVERSAL"
	PreAuth  TransactionType = "PREAUTH"
	Capture  TransactionType = "CAPTURE"
)

// TransactionStatus is the terminal's or gateway's word.
type TransactionStatus string

// Transaction statuses.
const (
	Approved TransactionStatus = "APPROVED"
	Declined TransactionStatus = "DECLINED"
	Unknown  TransactionStatus = "UNKNOWN"
)

// Transaction is what the terminal or gateway said of one swipe.
type Transaction struct {
	Origin
	ID, MerchantID, TerminalID                string
	Time                                      Stamp
	Type                                      TransactionType
	Amount                                    int64 // minor units, positive
	Currency                                  string
	Last4, Scheme, AuthCode, RRN, OriginalRRN string
	Status                                    TransactionStatus
	CardType, BatchNo, SlipNo, OrderID        string
	Operator, Place                           string
	// OriginalID names the sale a refund or void belongs to, where the format gives its id.
	OriginalID string
	// Decimals is as of a Line.
	Decimals Decimals
	// Joined is the Row of the transaction that another witness told first; 0: this row is the transaction.
	Joined int64
}

// LineType is the column `type` of settlements.
type LineType string

// Settlement line types. FEE, RESERVE and ADJUSTMENT lines belong to the account, not to a sale.
const (
	LineSale       LineType = "SALE"
	LineRefund     LineType = "REFUND"
	LineChargeback LineType = "CHARGEBACK"
	LineFee        LineType = "FEE"
	LineReserve    LineType = "RESERVE"
	LineAdjustment LineType = "ADJUSTMENT"
)

// LineStatus is the column `status` of settlements.
type LineStatus string

// Settlement line statuses.
const (
	LinePaid    LineStatus = "PAID"
	LineHeld    LineStatus = "HELD"
	LineCarried LineStatus = "CARRIED"
)

// Line is one settlement line. Net = Gross - Fee on every row; all signed
// minor units of Currency; Fee above 0 costs the merchant. Where Decimals is
// not 0 the row named no currency: the merchant's tells what amounts mean.
type Line struct {
	Origin
	ID                          string
	SettledOn                   calendar.Date
	MerchantID, TerminalID      string
	Time                        Stamp
	Type                        LineType
	Gross, Fee, Net             int64
	Currency                    string
	Decimals                    Decimals
	RRN, OrderID, TransactionID string
	BatchNo, SlipNo             string
	PayoutID                    string
	Status                      LineStatus
	DueOn                       calendar.Date // 0: by the terms
	HoldReason                  string        // public reason of a HELD line
	Note                        string        // staff only
}

// PayoutStatus is the payer's word.
type PayoutStatus string

// Payout statuses. CONFIRMED: the bank accepted it, which is not arrival.
const (
	PayoutPending   PayoutStatus = "PENDING"
	PayoutSent      PayoutStatus = "SENT"
	PayoutConfirmed PayoutStatus = "CONFIRMED"
	PayoutFailed    PayoutStatus = "FAILED"
	PayoutReturned  PayoutStatus = "RETURNED"
)

// Payout is a batch of settlement lines paid at once. A payout that only its
// lines name has Implied set: SentAt is then zero and Status empty.
type Payout struct {
	Origin
	ID, MerchantID             string
	SentAt                     Stamp
	Amount                     int64
	Currency                   string
	Account                    Account
	Status                     PayoutStatus
	Fee, CarriedIn             int64
	ConfirmedAt                Stamp
	BankReference              string
	StatementText              string
	FailureCode, FailureReason string
	Implied                    bool
	// Decimals is as of a Line.
	Decimals Decimals
}

// Direction of a bank entry.
type Direction string

// Directions: C credit, D debit, of the account that the entry is booked on.
const (
	Credit Direction = "C"
	Debit  Direction = "D"
)

// Owner says whose account a bank entry is booked on.
type Owner string

// Owners: payee (the merchant's account: C arrives, D returns) or payer (the
// operator's paying account: D is a payout that left, C a return).
const (
	Payee Owner = "payee"
	Payer Owner = "payer"
)

// Entry is one bank statement entry. Amount is positive, in minor units.
type Entry struct {
	Origin
	ID           string
	BookedOn     calendar.Date
	BookedAt     Stamp
	Account      Account
	Amount       int64
	Direction    Direction
	Currency     string
	Memo         string
	Owner        Owner
	Counterparty Account // payer entries: the merchant's account
}

// Event is something that happened to a merchant or terminal: HOLD RELEASE
// RETRIEVAL CHARGEBACK_WON ACCOUNT_CHANGED KYC_EXPIRES REFUND_PENDING
// REFUND_FAILED MANUAL_WITHDRAWAL SIGN_IN OFFLINE UPLOAD BATCH_CLOSE
// LOGIN_FAILED FIRMWARE TAMPER MOVED. Decimals is as of a Line.
type Event struct {
	Origin
	ID, MerchantID string
	Time           Stamp
	Kind           string
	TerminalID     string
	Reference      string // transaction id, RRN or payout id it speaks of
	Amount         *int64
	Currency       string
	Decimals       Decimals
	DueOn          calendar.Date
	PublicReason   string // closed list, merchants see it
	Note           string // staff only
}
