// Package checks is what the machine looks at before a merchant is asked: each
// check of a playbook, as a pure function from what the books tell to an
// outcome and the facts that texts name. The package playbooks lists the
// outcomes and facts of each.
package checks

import (
	"cmp"
	"strings"

	"moneytrail/handlers/flow"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// Subject is what a playbook is about: a swipe, or a payout; both nil where
// there is nothing any more that the person may see.
type Subject struct {
	Trail  *trail.Trail
	Payout *trail.PayoutView
	// Today is the merchant's local day.
	Today calendar.Date
}

// Late is the file that is late and without which no more is known of it, nil
// where all that is needed is here.
func (s Subject) Late() *trail.Freshness {
	switch {
	case s.Trail != nil:
		return s.Trail.Late
	case s.Payout != nil:
		return s.Payout.Late
	}
	return nil
}

// State tells how far the money has come.
func State(s Subject) flow.Checked {
	switch {
	case s.Trail != nil:
		return flow.Checked{Outcome: swipeState(*s.Trail, s.Today), Facts: of(s)}
	case s.Payout != nil:
		return flow.Checked{Outcome: payoutState(*s.Payout), Facts: of(s)}
	}
	return flow.Checked{Outcome: "gone"}
}

func swipeState(t trail.Trail, today calendar.Date) string {
	switch t.State {
	case trail.Declined:
		return "declined"
	case trail.Reversed, trail.Voided:
		return "cancelled"
	case trail.Held:
		return "held"
	case trail.Arrived:
		return "arrived"
	case trail.Returned:
		return "returned"
	case trail.Refunded:
		return "refunded"
	case trail.ChargedBack:
		return "disputed"
	case trail.Unknown:
		if t.Has(trail.NotCaptured) { // authorised, and no money asked for yet
			return "uncaptured"
		}
		return "unclear"
	case trail.PaidOut:
		if t.Payout != nil && t.Payout.State == trail.PayoutMissing {
			return "late"
		}
		return "sent"
	}
	switch { // captured or cleared
	case t.Has(trail.NotCaptured):
		return "uncaptured"
	case t.Has(trail.NotKnownYet), t.Has(trail.FileLate):
		return "unclear"
	case t.Due.On != 0 && t.Due.On < today && !t.Has(trail.ManualWithdrawal):
		return "late"
	}
	return "waiting"
}

func payoutState(p trail.PayoutView) string {
	switch p.State {
	case trail.PayoutArrived, trail.PayoutShort, trail.PayoutOver:
		return "arrived"
	case trail.PayoutReturned:
		return "returned"
	case trail.PayoutMissing:
		return "late"
	case trail.PayoutSent, trail.PayoutConfirmed:
		return "sent"
	}
	return "waiting"
}

// of gives the facts that texts name: only those that are known.
func of(s Subject) map[string]flow.Value {
	f := facts{}
	if t := s.Trail; t != nil {
		f.set("sum", flow.MoneyOf(t.Amount, t.Currency))
		f.set("net", flow.MoneyOf(net(*t), t.Currency))
		f.set("swiped", flow.Value{Kind: flow.OfMoment, At: t.Time})
		f.text("terminal", t.TerminalID)
		f.text("reference", cmp.Or(t.RRN, t.OrderID))
		f.text("tail", t.Last4)
		f.day("due", t.Due.On)
		if t.Payout != nil {
			f.set("part", flow.MoneyOf(net(*t), t.Currency))
			f.payout(*t.Payout, t.Currency)
		}
	}
	if p := s.Payout; p != nil {
		f.set("sum", flow.MoneyOf(p.Amount, p.Currency))
		f.set("net", flow.MoneyOf(p.Amount, p.Currency))
		f.payout(p.PayoutRef, p.Currency)
	}
	return f
}

// net is what the merchant gets of a swipe; before it is priced, what was swiped.
func net(t trail.Trail) int64 {
	if t.Arithmetic.Priced {
		return t.Arithmetic.Net
	}
	return t.Amount
}

type facts map[string]flow.Value

func (f facts) set(name string, v flow.Value) { f[name] = v }

func (f facts) text(name, text string) {
	if text != "" {
		f[name] = flow.TextOf(text)
	}
}

func (f facts) day(name string, d calendar.Date) {
	if d != 0 {
		f[name] = flow.DaysOf(understand.DateRange{From: d, To: d})
	}
}

func (f facts) payout(p trail.PayoutRef, currency string) {
	f.set("payout", flow.MoneyOf(p.Amount, currency))
	f.day("arrived", p.ArrivedOn)
	f.text("account", p.Account)
	f.text("bank_reference", cmp.Or(p.BankReference, p.ID))
	if f["due"].Days == nil {
		f.day("due", p.CheckBy)
	}
	if code := strings.ToUpper(p.FailureCode); code != "" {
		f.set("failure", flow.Value{Kind: flow.OfWord, Text: "failure." + code})
	}
}
