package answer

import (
	"testing"

	"moneytrail/handlers/steer"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// What has not come is summed up of each currency by itself: of a payout that came short what is
// missing, and nothing of what no file proves the amount of.
func TestTotalsOfLists(t *testing.T) {
	tomorrow := swipe()
	tomorrow.Row, tomorrow.Due = 71, terms.Due{On: day(23), Rule: "T+1", BusinessDay: day(20), Weekend: true}
	dollars := tomorrow
	dollars.Row, dollars.Currency, dollars.Amount = 70, "USD", 1200
	held, unclear := typical(trail.RiskHold), typical(trail.DeclinedButDebited)
	held.Row, unclear.Row = 72, 73
	arrived := landed()
	arrived.Row = 74
	returned := payoutIn(trail.PayoutReturned, trail.Merchant, trail.PayoutWasReturned)
	returned.FailureCode = "AC04"
	short := payoutIn(trail.PayoutShort, trail.Operator, trail.PayoutIsShort)
	short.Row, short.Banked, short.Difference = 82, 402280, -500
	o := Open{Trails: []trail.Trail{tomorrow, dollars, held, unclear}, Payouts: []trail.PayoutView{returned, short}}
	l := Listed{Trails: o.Trails, Payouts: o.Payouts}
	scenes := []scene{
		{"all that is owed", func(b *Book, a Audience) Reply { return b.Owed(a, o) }},
		{"only what goes as usual", func(b *Book, a Audience) Reply { return b.Owed(a, Open{Trails: []trail.Trail{tomorrow}}) }},
		{"nothing is owed", func(b *Book, a Audience) Reply { return b.Owed(a, Open{}) }},
		{"what a list makes up to", func(b *Book, a Audience) Reply {
			return b.SumOf(a, Listed{Trails: []trail.Trail{arrived, tomorrow, dollars, unclear}, Payouts: o.Payouts})
		}},
		{"all of one day", func(b *Book, a Audience) Reply { return b.ComingOn(a, b.ComingDays(a, l)[0]) }},
	}
	for _, m := range []steer.Most{steer.Biggest, steer.Smallest, steer.Earliest, steer.Latest} {
		scenes = append(scenes, scene{string(m), func(b *Book, a Audience) Reply { r, _ := b.Most(a, l, m); return r }})
	}
	golden(t, "totals", scenes)
}
