package answer

import (
	"testing"

	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// Why so little came: what arrived, whether it was short, what is still to come and when.
func TestWhySoLittleCame(t *testing.T) {
	tomorrow := swipe()
	tomorrow.Row, tomorrow.Due = 71, terms.Due{On: day(23), Rule: "T+1", BusinessDay: day(20), Weekend: true}
	came := payoutIn(trail.PayoutArrived, trail.Nobody)
	came.BankSeen, came.Banked, came.ArrivedOn = true, came.Amount, day(19)
	short := payoutIn(trail.PayoutShort, trail.Operator, trail.PayoutIsShort)
	short.Row, short.BankSeen, short.Banked, short.Difference, short.ArrivedOn = 82, true, 402280, -500, day(19)
	returned := payoutIn(trail.PayoutReturned, trail.Merchant, trail.PayoutWasReturned)
	returned.FailureCode = "AC04"
	week := Span{From: day(16), To: day(22)}
	golden(t, "worry", []scene{
		{"all of the week came in full", func(b *Book, a Audience) Reply {
			return b.Little(a, week, []trail.PayoutView{came}, Open{Trails: []trail.Trail{tomorrow}})
		}},
		{"one was short, one came back", func(b *Book, a Audience) Reply {
			return b.Little(a, Span{}, []trail.PayoutView{came, short, returned}, Open{Trails: []trail.Trail{tomorrow, typical(trail.RiskHold)}, Payouts: []trail.PayoutView{returned, short}})
		}},
		{"nothing is to come", func(b *Book, a Audience) Reply { return b.Little(a, week, []trail.PayoutView{came}, Open{}) }},
		{"nothing came yet", func(b *Book, a Audience) Reply {
			return b.Little(a, week, nil, Open{Trails: []trail.Trail{tomorrow}})
		}},
	})
}
