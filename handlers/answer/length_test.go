package answer

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"moneytrail/handlers/understand"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// longTrail draws a swipe with as much to say as one can have, in names as long
// as files and banks print them.
func longTrail(rt *rapid.T) trail.Trail {
	x := paid()
	x.Row = rapid.Int64Range(1, 1<<40).Draw(rt, "row")
	x.Amount = rapid.Int64Range(1, 1e13).Draw(rt, "amount")
	x.State = rapid.SampledFrom([]trail.State{trail.Captured, trail.Cleared, trail.Held, trail.PaidOut, trail.Arrived, trail.Returned, trail.Unknown, trail.Declined}).Draw(rt, "state")
	x.Reasons = rapid.SliceOfNDistinct(rapid.SampledFrom(reasons), 0, 6, rapid.ID).Draw(rt, "reasons")
	x.MerchantName, x.TerminalID, x.RRN = strings.Repeat("店", 60), strings.Repeat("K", 30), strings.Repeat("7", 30)
	ref := *x.Payout
	ref.ID, ref.BankReference, ref.StatementText = strings.Repeat("P", 64), strings.Repeat("B", 64), strings.Repeat("摘要", 70)
	ref.FailureCode, ref.FailureReason = rapid.SampledFrom([]string{"", "AC04", "X99"}).Draw(rt, "code"), strings.Repeat("原因", 60)
	ref.Row, ref.State = rapid.Int64Range(1, 9).Draw(rt, "payout"), rapid.SampledFrom([]trail.PayoutState{trail.PayoutSent, trail.PayoutArrived, trail.PayoutReturned, trail.PayoutMissing, trail.PayoutShort}).Draw(rt, "payout state")
	x.Payout = &ref
	for i := range x.Hops {
		for n := range rapid.IntRange(1, 30).Draw(rt, "rows") {
			x.Hops[i].Evidence = append(x.Hops[i].Evidence, trail.Evidence{Kind: record.Lines, ID: strings.Repeat("9", 40), File: strings.Repeat("文件", 60) + ".csv", Line: n})
		}
	}
	x.Arithmetic = trail.Arithmetic{Priced: true, Gross: x.Amount, Fee: 5, Adjustments: -3, Net: x.Amount - 8, Refunded: 7, ChargedBack: 6, Arrived: 4, Unexplained: 3, FeeOver: 2, FeeRate: "0.60", RateAgreed: "0.55"}
	if rapid.Bool().Draw(rt, "late") {
		x.Late = late()
	}
	return x
}

// Whatever there is to say, an answer is one message, and nothing is cut off its end.
func TestNoAnswerIsLongerThanAMessage(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(rt *rapid.T) {
		a := owner(rapid.SampledFrom(languages).Draw(rt, "language"))
		a.Several, a.Merchant = true, strings.Repeat("店", 60)
		some := longTrail(rt)
		n := rapid.SampledFrom([]int{1, 7, 60}).Draw(rt, "swipes")
		var list []trail.Trail
		for i := range n {
			x := some
			x.Row, x.Amount = int64(i+1), some.Amount+int64(i)
			ref := *x.Payout
			ref.Row = int64(i%30 + 1)
			x.Payout = &ref
			if i%3 == 0 {
				x.Reasons = []trail.Reason{reasons[i%len(reasons)]}
			}
			list = append(list, x)
		}
		v := payout()
		v.PayoutRef, v.Reasons = *some.Payout, some.Reasons
		for i := range 50 * n {
			v.Lines = append(v.Lines, trail.PayoutLine{LineID: fmt.Sprint(i), Type: "SALE", Last4: "6688", SwipedOn: day(19), TransactionRow: int64(i + 1), Gross: 1e12, Fee: 1e9, Net: 999e9,
				Evidence: trail.Evidence{Kind: record.Lines, ID: strings.Repeat("8", 40), File: strings.Repeat("文件", 60) + ".csv", Line: i}})
		}
		d := trail.Day{MerchantID: "M0001", MerchantName: strings.Repeat("店", 60), On: day(21), Proved: true, Exceptions: list, Sold: trail.Equation{Currency: "CNY", SalesCount: n, Sales: 1e13}}
		for i := range n {
			one := v
			one.Row = int64(i + 100)
			d.Arrived, d.Troubled = append(d.Arrived, one), append(d.Troubled, one)
			d.Upcoming = append(d.Upcoming, trail.DueAmount{On: day(22), Amount: 1e12, Count: n})
			d.Late = append(d.Late, *late())
		}
		d.Late = d.Late[:min(len(d.Late), 5)]
		open := Open{Trails: list, Payouts: d.Troubled, More: true, Arrived: n}
		all := map[string]Reply{
			"swipe": b.Trail(a, some), "proof": b.Proof(a, some), "payout": b.Payout(a, v), "payout proof": b.PayoutProof(a, v), "lines": b.PayoutPage(a, v, 1), "proof lines": b.ProofPage(a, v, 1),
			"not seen": b.NotSeenAdvice(a, v), "day": b.Day(a, d), "summary": b.Summary(a, d, true), "troubles": b.DayTroubles(a, d, 1), "held": b.Held(a, list),
			"list": b.Trails(a, List{Trails: list[:min(n, 6)], More: true}), "arrived": b.ArrivedIn(a, Arrivals{From: day(9), To: day(21), Payouts: d.Arrived, Due: list, Late: d.Late}), "short": b.PayoutsShort(a, d.Arrived[:min(n, 12)]),
			"nothing": b.NothingFound(a, Asked{Reference: strings.Repeat("R", 60)}, list[:min(n, 6)], true, d.Late), "further": b.LookFurther(a, Asked{Reference: strings.Repeat("R", 60)}, d.Late), "signs": b.Signs(a, nil, 7),
		}
		for _, intent := range []understand.Intent{understand.WhereIsMyMoney, understand.FundsHeld, understand.Refund, understand.ShortPayment, understand.DisputeChargeback} {
			all[string(intent)] = b.General(a, intent, open)
		}
		for name, r := range all {
			if Units(r.Text) > budget || strings.HasSuffix(r.Text, "…") {
				rt.Fatalf("%s in %s: %d units\n%s", name, a.Lang, Units(r.Text), r.Text)
			}
			if len(r.Buttons) > 100 {
				rt.Fatalf("%s: %d rows of buttons", name, len(r.Buttons))
			}
		}
	})
}
