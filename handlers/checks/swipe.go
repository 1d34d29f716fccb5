package checks

import (
	"moneytrail/handlers/flow"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// Papers tells whether papers are wanted for the swipe, and until when.
func Papers(s Subject) flow.Checked {
	t := s.Trail
	if t == nil || !(t.State == trail.Held || t.State == trail.ChargedBack || t.Has(trail.RiskHold) || t.Has(trail.Retrieval) || t.Has(trail.Chargeback)) {
		return flow.Checked{Outcome: "none", Facts: of(s)}
	}
	f := facts(of(s))
	delete(f, "due") // that of the payout is another
	f.day("due", t.NeededBy)
	outcome := "due"
	switch {
	case t.NeededBy == 0:
		outcome = "open"
	case t.NeededBy < s.Today:
		outcome = "late"
	case t.NeededBy == s.Today:
		outcome = "today"
	}
	return flow.Checked{Outcome: outcome, Facts: f}
}

// TerminalState tells whether the swipe has left its terminal: where a file that
// would tell is not here, nobody knows.
func TerminalState(s Subject) flow.Checked {
	outcome := "done"
	switch t := s.Trail; {
	case t == nil:
		outcome = "gone"
	case t.Has(trail.OfflineNotUploaded), t.Has(trail.BatchNotClosed):
		outcome = "open"
	case t.State == trail.Unknown, t.Has(trail.NotKnownYet), t.Has(trail.FileLate):
		outcome = "unclear"
	}
	return flow.Checked{Outcome: outcome, Facts: of(s)}
}

// Amounts tells whether terminal and clearing say the same of a swipe. cleared
// is the gross of its line, in minor units of the currency that stands there.
func Amounts(s Subject, cleared int64, currency string) flow.Checked {
	if s.Trail == nil || !s.Trail.Has(trail.AmountMismatch) && !s.Trail.Has(trail.CurrencyMismatch) {
		return flow.Checked{Outcome: "agree", Facts: of(s)}
	}
	f := facts(of(s))
	f.set("cleared", flow.MoneyOf(cleared, currency))
	return flow.Checked{Outcome: "differ", Facts: f}
}

// together is how near two swipes of one card and amount are to be one charge too many.
const together = 1

// Twins looks for the other swipe of the same card, amount and day among the
// merchant's swipes of these days: two that count, or one that was given back.
func Twins(s Subject, day []trail.Trail) flow.Checked {
	t := s.Trail
	if t == nil {
		return flow.Checked{Outcome: "one", Facts: of(s)}
	}
	f, outcome := facts(of(s)), "one"
	for _, o := range day {
		if o.Row == t.Row || o.Type != record.Sale || o.Amount != t.Amount || o.Currency != t.Currency || o.Last4 != t.Last4 || o.Last4 == "" ||
			apart(calendar.DateOf(o.Time), calendar.DateOf(t.Time)) > together {
			continue
		}
		if gone(o) || gone(*t) {
			if outcome == "one" {
				outcome = "refunded"
			}
			continue
		}
		if o.State == trail.Declined || t.State == trail.Declined {
			continue
		}
		first, second := *t, o
		if o.Time.Before(t.Time) {
			first, second = o, *t
		}
		f.set("first", flow.Value{Kind: flow.OfMoment, At: first.Time})
		f.set("second", flow.Value{Kind: flow.OfMoment, At: second.Time})
		outcome = "two"
	}
	return flow.Checked{Outcome: outcome, Facts: f}
}

// gone tells whether the money of a swipe went back to the customer.
func gone(t trail.Trail) bool {
	switch t.State {
	case trail.Refunded, trail.Voided, trail.Reversed:
		return true
	}
	return false
}

func apart(a, b calendar.Date) calendar.Date { return max(a-b, b-a) }
