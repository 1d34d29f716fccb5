package handlers

import (
	"context"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// Assurance is what a person was last told of a swipe, a payout or a day, and
// relies on: where it turns out not to hold, the person is told so. Amounts are
// minor units of Currency.
type Assurance struct {
	MerchantID string
	User, Chat int64
	Subject    string // "t:<row>", "p:<row>" as buttons name them, "d:<day>" a summary
	Ref        string // the provider's id of the swipe or payout
	Payout     int64  // store key of the payout that a swipe was in
	Claim      Claimed
	Currency   string
	// Amount is what was said to have arrived: of a swipe its part, of a day all of it.
	Amount int64
	// Gross is what was swiped, or a day's sales; Refunds are a day's.
	Gross, Refunds int64
	Day            calendar.Date // of the swipe or the summary
	On             calendar.Date // the day of arrival, or that on which it was due
	At             time.Time     // business time of telling
}

// Claimed is what an assurance says.
type Claimed string

// Claims.
const (
	SaidArrived Claimed = "arrived"
	SaidDue     Claimed = "due"
	// SaidNot: it was said to have arrived, and then that it had not.
	SaidNot Claimed = "not_arrived"
	SaidDay Claimed = "day"
)

// AssuranceBook is a Rolls that remembers what people were told. Without it
// nobody is told that something did not hold.
type AssuranceBook interface {
	// Assurances gives what people of a merchant were told of swipes and payouts.
	Assurances(ctx context.Context, merchant string) ([]Assurance, error)
	// DoubtfulDays gives the summaries told to people of a merchant whose days
	// files have spoken of since.
	DoubtfulDays(ctx context.Context, merchant string) ([]Assurance, error)
}

// assure remembers that a person was told something.
func (t *turn) assure(a Assurance) {
	if t.asking || a.User == 0 {
		return
	}
	a.At = t.now
	t.out.Assurances = append(t.out.Assurances, a)
}

// assureTrail remembers what a person was told of a swipe, where it says that
// the money arrived or when it is due.
func (t *turn) assureTrail(user, chat int64, tr trail.Trail) {
	a := Assurance{MerchantID: tr.MerchantID, User: user, Chat: chat, Subject: press.Row(press.Swipe, tr.Row), Ref: tr.TransactionID,
		Currency: tr.Currency, Gross: tr.Signed(), Day: tr.Business}
	if tr.Payout != nil {
		a.Payout, a.On = tr.Payout.Row, tr.Payout.ArrivedOn
	}
	switch {
	case tr.State == trail.Arrived:
		a.Claim, a.Amount = SaidArrived, tr.Arithmetic.Arrived
	case tr.Due.On >= t.today() && awaited(tr.State): // a day that has passed promises nothing
		a.Claim, a.On = SaidDue, tr.Due.On
	default:
		return
	}
	t.assure(a)
}

// awaited tells the states of money that comes by itself.
func awaited(s trail.State) bool {
	return s == trail.Captured || s == trail.Cleared || s == trail.PaidOut
}

// assurePayout remembers what a person was told of a payout that arrived.
func (t *turn) assurePayout(user, chat int64, p trail.PayoutView) {
	if !there(p.State) {
		return
	}
	t.assure(Assurance{MerchantID: p.MerchantID, User: user, Chat: chat, Subject: press.Row(press.Payout, p.Row), Ref: p.ID, Payout: p.Row,
		Claim: SaidArrived, Currency: p.Currency, Amount: p.Banked, Gross: p.Amount, Day: p.SentOn, On: p.ArrivedOn})
}

// there tells the states of a payout that the bank shows in the account.
func there(s trail.PayoutState) bool {
	return s == trail.PayoutArrived || s == trail.PayoutShort || s == trail.PayoutOver
}

// assureDay remembers the figures of a summary.
func (t *turn) assureDay(user, chat int64, role access.Role, d trail.Day) {
	if !access.For(role, d.MerchantID).Totals() {
		return
	}
	a := Assurance{MerchantID: d.MerchantID, User: user, Chat: chat, Subject: press.Data(press.Day, d.On.String()), Claim: SaidDay,
		Currency: d.Sold.Currency, Gross: d.Sold.Sales, Refunds: d.Sold.Refunds, Day: d.On}
	for _, p := range d.Arrived {
		if p.Currency == a.Currency {
			a.Amount += p.Banked
		}
	}
	t.assure(a)
}
