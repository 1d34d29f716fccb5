package checks

import (
	"strconv"

	"moneytrail/handlers/flow"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// MostLines is how many lines a list has at most: nobody goes through more.
const MostLines = 100

// Key names a swipe as a line of a list.
func Key(row int64) string { return "t:" + strconv.FormatInt(row, 10) }

// Records goes through swipes for what a merchant should look at.
func Records(found []trail.Trail) flow.Checked {
	f := facts{"count": flow.NumberOf(int64(len(found)))}
	if len(found) == 0 {
		return flow.Checked{Outcome: "none", Facts: f}
	}
	var odd []trail.Trail
	for _, t := range found {
		if Odd(t) {
			odd = append(odd, t)
		}
	}
	if len(odd) == 0 {
		return flow.Checked{Outcome: "clean", Facts: f}
	}
	f.list(odd)
	return flow.Checked{Outcome: "odd", Facts: f}
}

// Odd tells whether a merchant should look at a swipe: it did not go through,
// was taken back, may be there twice, waits in its terminal, or was not the merchant's own.
func Odd(t trail.Trail) bool {
	switch t.State {
	case trail.Declined, trail.Reversed, trail.Voided, trail.Unknown:
		return true
	}
	for _, r := range []trail.Reason{trail.Duplicate, trail.DeclinedButDebited, trail.NotCaptured, trail.OfflineNotUploaded, trail.BatchNotClosed,
		trail.OtherMerchant, trail.MistakenSwipe, trail.AmountMismatch} {
		if t.Has(r) {
			return true
		}
	}
	return false
}

// DaySwipes lists the swipes of a day.
func DaySwipes(found []trail.Trail) flow.Checked {
	f := facts{"count": flow.NumberOf(int64(len(found)))}
	if len(found) == 0 {
		return flow.Checked{Outcome: "none", Facts: f}
	}
	f.list(found)
	return flow.Checked{Outcome: "some", Facts: f}
}

// refundRules are the signs that a merchant's refunds may not be its own.
var refundRules = map[patterns.Rule]bool{patterns.RefundOutsideHours: true, patterns.RefundWithoutSale: true, patterns.RefundBurst: true, patterns.RefundShare: true}

// Refunds goes through refunds and voids in the currency of the merchant's
// settlement, newest last: of those that signs speak of, or with all true of
// every one, the merchant is asked.
func Refunds(rows []record.Transaction, signs []patterns.Finding, currency string, all bool) flow.Checked {
	strange := map[int64]bool{}
	for _, s := range signs {
		for _, r := range s.Rows {
			strange[r.Row] = strange[r.Row] || refundRules[s.Rule] && r.Kind == record.Transactions
		}
	}
	var keys []string
	var total, count int64
	for _, t := range rows {
		if t.Type != record.Refund && t.Type != record.Void || t.Status != record.Approved || t.Joined != 0 || t.Currency != currency {
			continue
		}
		total, count = total+t.Amount, count+1
		if (all || strange[t.Row]) && len(keys) < MostLines {
			keys = append(keys, Key(t.Row))
		}
	}
	f := facts{"count": flow.NumberOf(count), "total": flow.MoneyOf(total, currency)}
	switch {
	case count == 0:
		return flow.Checked{Outcome: "none", Facts: f}
	case len(keys) == 0:
		return flow.Checked{Outcome: "usual", Facts: f}
	}
	f.set("rows", flow.LinesOf(keys...))
	return flow.Checked{Outcome: "odd", Facts: f}
}

// Marked gathers the lines that got one of the marks, in any list of the flow.
func Marked(f flow.Frame, marks ...string) flow.Checked {
	var keys []string
	seen := map[string]bool{}
	for _, a := range f.Slots {
		for _, l := range a.Value.Lines {
			for _, m := range marks {
				if l.Mark == m && !seen[l.Key] {
					seen[l.Key] = true
					keys = append(keys, l.Key)
				}
			}
		}
	}
	return Listed(keys)
}

// Listed tells swipes, by their keys as lines of a list; none where there are none.
func Listed(keys []string) flow.Checked {
	if len(keys) == 0 {
		return flow.Checked{Outcome: "none", Facts: facts{"count": flow.NumberOf(0)}}
	}
	return flow.Checked{Outcome: "some", Facts: facts{"rows": flow.LinesOf(keys...), "count": flow.NumberOf(int64(len(keys)))}}
}
