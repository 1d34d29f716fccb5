// Package trail answers the product's one question: where is the money. From
// what witnesses said (Facts) it builds, for every transaction, how far the
// money came, why it stops there, when the next hop is due and who acts next,
// and the arithmetic that ties to the minor unit. It is pure: no clock of its
// own, no store, no network. Nothing else in the product computes money.
package trail

import (
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
	"moneytrail/recon/schedule"
	"moneytrail/recon/terms"
)

// State says how far the money of a transaction row went.
type State string

// States of transactions.
const (
	Declined    State = "declined"
	Reversed    State = "reversed"
	Voided      State = "voided"
	Unknown     State = "unknown"
	Captured    State = "captured"
	Cleared     State = "cleared"
	Held        State = "held"
	PaidOut     State = "paid_out"
	Arrived     State = "arrived"
	Returned    State = "returned"
	Refunded    State = "refunded"
	ChargedBack State = "charged_back"
)

// Reason says why the money is where it is. The closed list is in reasons.go.
type Reason string

// Actor is who has to move next.
type Actor string

// Next actors.
const (
	Nobody   Actor = "nobody"   // the money arrived, or nothing is to come
	Clock    Actor = "clock"    // nothing to do but wait for the due date
	Merchant Actor = "merchant" // the merchant has to do something
	Operator Actor = "operator" // the payment company
	Bank     Actor = "bank"
	Risk     Actor = "risk" // the payment company's risk team
	Issuer   Actor = "issuer"
)

// HopName is one of the four hops of the trail.
type HopName string

// The four hops, in order.
const (
	HopSwiped  HopName = "swiped"
	HopCleared HopName = "cleared"
	HopPaidOut HopName = "paid_out"
	HopArrived HopName = "arrived"
)

// Evidence names the row that proves a hop: its provider id, file and line.
type Evidence struct {
	Kind record.Kind
	ID   string
	File string
	Line int
	// Extra is for staff: the columns of the row that its format does not know,
	// as a JSON object of their text; "" if there are none.
	Extra string
}

// Hop is one hop that a witness proved. At is zero where only a day is known;
// On is then the day.
type Hop struct {
	Name     HopName
	At       time.Time
	On       calendar.Date
	Evidence []Evidence
}

// Arithmetic is the money of one trail, in minor units of the trail's
// currency, signed as seen by the merchant: Net = Gross - Fee + Adjustments.
// It speaks of the row's own money: refunds and chargebacks of a sale stand
// beside it, not in Net. Gross is what was swiped, also where the line says
// otherwise; the rest is then in Unexplained. Priced is false before a
// settlement line told the fee ("before fees"). Arrived is the part that a
// bank entry proves; Unexplained is what no rule accounts for, positive where
// money is wanting. All are 0 where no money moves (declined, reversed,
// voided, unknown).
type Arithmetic struct {
	Gross, Fee, Adjustments, Net int64
	Refunded, ChargedBack        int64 // of this sale so far, positive
	Arrived, Unexplained         int64
	// Unsettled is Gross less what the settlement lines settled, where the two
	// differ: below 0 where more was settled than swiped. 0 before clearing.
	Unsettled int64
	Priced    bool
	FeeRate   string // charged rate in percent, "0.60", "" before pricing
	// FeeOver is what was charged beyond the fee by the terms (below 0: less),
	// where they do not agree; RateAgreed is then the rate by the terms, as FeeRate.
	FeeOver    int64
	RateAgreed string
}

// Freshness tells how current one source is.
type Freshness struct {
	Source string
	Kind   record.Kind
	// Covers is the last business date the source's rows speak of; Imported
	// the time its newest file came (business time).
	Covers   calendar.Date
	Imported time.Time
	// Usual is the usual hour of arrival, hh:mm in the merchant's zone, "" unknown.
	Usual string
	// Rule says when files of the source are expected, as set or learned.
	Rule schedule.Rule
}

// PayoutRef is the payout that a trail runs through.
type PayoutRef struct {
	Row           int64
	ID            string
	State         PayoutState
	SentOn        calendar.Date
	ArrivedOn     calendar.Date
	ReturnedOn    calendar.Date // when a bank entry shows it back; 0 where none does, or it is not returned
	Amount        int64
	Account       string // last four digits
	BankReference string
	StatementText string
	FailureCode   string
	FailureReason string // as the bank wrote it; staff and merchants see it
	// CheckBy is the first working day after sending: where the account has
	// bank entries and none fits by its end, the payout is missing.
	CheckBy calendar.Date
	// Word: that it arrived is a person's word (see LinkedEntry.Decision), not the bank's.
	Word bool
	// Implied: no payout row exists, only settlement lines that name it.
	Implied bool
	// Even: it is carried, and there is nothing to carry: what makes it up cancels
	// out; with Moved, balances from or to other payouts are part of that.
	Even, Moved bool
}

// Trail is the answer for one transaction.
type Trail struct {
	Row           int64 // the store's key of the transaction
	TransactionID string
	MerchantID    string
	MerchantName  string
	// Source is who clears it: the source of its settlement line, before
	// clearing that of its own row.
	Source        string
	TerminalID    string
	Type          record.TransactionType
	RRN, OrderID  string
	Last4, Scheme string
	CardType      string // DEBIT, CREDIT, ..., "" where no row says
	SlipNo        string
	Amount        int64
	Currency      string
	Time          time.Time // in the merchant's zone
	State         State
	Reasons       []Reason // the first is the main one
	Why           []Cause  // of each of Reasons: evidence, who moves, by when
	Next          Actor
	Due           terms.Due // zero where nothing is due
	Hops          []Hop
	Payout        *PayoutRef
	HoldReason    string        // public reason, from the closed list
	NeededBy      calendar.Date // retrieval, documents: the merchant's own deadline
	Arithmetic    Arithmetic
	LineID        string
	MatchedBy     string
	EntryID       string
	// Explanation is for staff: what was compared with what.
	Explanation string
	// BankSeen: bank entries exist for the account, so arrival can be proved or found missing.
	BankSeen bool
	// Late names the file that should be here and is not; nil if none.
	Late *Freshness
	// AsOf is the oldest source the answer rests on.
	AsOf Freshness
	// Business is the business day of the swipe by its terms.
	Business calendar.Date
	// Shares is the Row of the transaction whose money this row is about, where
	// that is another one: a REVERSAL or VOID row shares its original's state, a
	// PREAUTH its capture's. Arithmetic and Parts are then empty. 0: its own.
	Shares int64
	// Parts is where the money is, row by row: what SumSwipes adds up.
	Parts []Part
}

// Signed is the amount as the merchant sees it: below 0 for a refund.
func (t Trail) Signed() int64 {
	if t.Type == record.Refund {
		return -t.Amount
	}
	return t.Amount
}

// Has says whether r is among the reasons.
func (t Trail) Has(r Reason) bool {
	for _, x := range t.Reasons {
		if x == r {
			return true
		}
	}
	return false
}

// PayoutState of the export.
type PayoutState string

// Payout states.
const (
	PayoutExpected  PayoutState = "expected"
	PayoutSent      PayoutState = "sent"
	PayoutConfirmed PayoutState = "confirmed"
	PayoutArrived   PayoutState = "arrived"
	PayoutShort     PayoutState = "short"
	PayoutOver      PayoutState = "over"
	PayoutReturned  PayoutState = "returned"
	PayoutMissing   PayoutState = "missing"
	PayoutCarried   PayoutState = "carried"
)

// Facts are the rows that trails of one merchant are built from. The store
// loads them; everything that could change the answer is in here.
type Facts struct {
	Merchant record.Merchant
	Zone     *time.Location
	Terms    []record.Terms // rows of this merchant and of "*"
	// Sales are the transactions asked for (any type); Related are the other
	// transactions that refer to them or that they refer to (refunds, voids,
	// reversals, captures, and rows of other witnesses joined to them).
	Sales, Related []record.Transaction
	// Lines are the settlement lines linked to Sales and Related, and for
	// equations the account's own lines.
	Lines []LinkedLine
	// Payouts are those that Lines name, whole.
	Payouts []LinkedPayout
	Events  []record.Event
	// Sources: freshness of every source that has rows of this merchant, by kind.
	Sources []Freshness
	// BankSeen lists the account keys that have any bank entry of owner payee.
	BankSeen map[string]bool
	// SoldBefore is, by row of a sale, what the merchant sold before it on its
	// business day, in minor units; only needed where terms have a day cap.
	SoldBefore map[int64]int64
	// Unpaid is the merchant's balance by the lines: the net of all lines in
	// Merchant.Currency that are in no payout and not held. nil: not loaded; then
	// neither min_payout nor negative_balance is ever said of a line.
	Unpaid *int64
	// Orphans are bank entries of the merchant's account that no payout claimed; for breaks.
	Orphans []record.Entry
	// Decided is what people decided of breaks; Suggestions what matching found
	// that would close some; for breaks.
	Decided     map[BreakKey]Decision
	Suggestions []match.Suggestion
	// Disputes are decisions that links by id or reference contradict; for breaks.
	Disputes []Dispute
	// Now and Calendars are what SumSwipes and BreaksOf place account lines by;
	// Build and the views set them from their own arguments.
	Now       time.Time
	Calendars *calendar.Set
}

// LinkedLine is a settlement line with its stored links.
type LinkedLine struct {
	record.Line
	TransactionRow int64  // 0: none
	MatchedBy      string // id, reference, details, confirmed, none
	State          string // matched, mismatch, duplicate, orphan, account
	PayoutRow      int64  // 0: none
	Explanation    string
	// Candidates are the rows of transactions that fit the line equally well,
	// so that none was chosen.
	Candidates []int64
}

// LinkedPayout is a payout with the sum of its lines and its bank entries.
type LinkedPayout struct {
	record.Payout
	// LinesNet is the sum of the nets of the lines that are in the payout (see
	// PaidIn) in its own currency, and LineRows is each of them: a difference is
	// spread over all.
	LinesNet  int64
	LineRows  []LineNet
	Entries   []LinkedEntry
	MatchedBy string
	// ExpectedOn is the day an implied payout should have been sent: the latest
	// settled_on of its lines. 0: taken from those of Facts.Lines that name it.
	ExpectedOn calendar.Date
}

// LineNet is the key and net amount of one line of a payout.
type LineNet struct {
	Row int64
	Net int64
}

// LinkedEntry is a bank entry claimed by a payout.
type LinkedEntry struct {
	record.Entry
	Role string // payout, return
	Rule string // id, reference, details, confirmed
	// Decision names the decision by which a person said that the money came,
	// where no bank entry tells it: this is then no row of a file.
	Decision string
	// Share is the part of Amount that is this payout's where the entry covers
	// several; 0: all of it.
	Share int64
}
