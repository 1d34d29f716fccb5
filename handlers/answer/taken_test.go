package answer

import (
	"testing"

	"moneytrail/recon/trail"
)

// What took a sum off is told by its row: a line of the payout, the fee of a payment, a
// term of the sum, or what the bank credited less.
func TestTaken(t *testing.T) {
	of := func(change func(*trail.PayoutView)) trail.PayoutView {
		v := payoutIn(trail.PayoutArrived, trail.Nobody)
		v.Fee, v.LineFees, v.Difference, v.CarriedIn, v.CarriedOut, v.Lines = 0, 0, 0, 0, 0, nil
		change(&v)
		return v
	}
	one := func(v trail.PayoutView) func(*Book, Audience) Reply {
		return func(b *Book, a Audience) Reply { return b.Taken(a, []trail.PayoutView{v}, 8800, "CNY") }
	}
	line := of(func(v *trail.PayoutView) {
		v.Lines = []trail.PayoutLine{{LineID: "L9", Type: "CHARGEBACK", Gross: -8800, Net: -8800, RRN: "632411000321", Last4: "6688", SwipedOn: day(11), Currency: "CNY"}}
	})
	fee := of(func(v *trail.PayoutView) {
		v.Lines = []trail.PayoutLine{{LineID: "L1", Type: "SALE", Gross: 1466700, Fee: 8800, Net: 1457900, Last4: "6688", SwipedOn: day(19), RRN: "632411000999", Currency: "CNY"}}
	})
	short := of(func(v *trail.PayoutView) { v.State, v.Difference = trail.PayoutShort, -8800 })
	golden(t, "taken", []scene{
		{"a dispute", one(line)}, {"the fee of one payment", one(fee)}, {"less at the bank", one(short)},
		{"the payout's own fee", one(of(func(v *trail.PayoutView) { v.Fee = 8800 }))},
		{"all fees", one(of(func(v *trail.PayoutView) { v.LineFees = 8800 }))},
		{"carried", one(of(func(v *trail.PayoutView) { v.CarriedIn = -8800 }))},
		{"in two payouts", func(b *Book, a Audience) Reply { return b.Taken(a, []trail.PayoutView{line, short}, 8800, "CNY") }},
	})
}
