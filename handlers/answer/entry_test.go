package answer

import (
	"testing"

	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// weekend is one credit for the payouts of three days.
func weekend() trail.EntryView {
	part := func(row int64, d int, n int64) trail.EntryPart {
		v := payout()
		v.Row, v.Amount, v.Banked, v.SentOn, v.ArrivedOn = row, n, n, day(d), day(16)
		return trail.EntryPart{Payout: v, Role: "payout", Rule: "details", Amount: n}
	}
	return trail.EntryView{Row: 9, ID: "B1", BookedOn: day(16), Account: "1234", Owner: record.Payee, Currency: "CNY", Amount: 336900,
		Payouts: []trail.EntryPart{part(1, 13, 99400), part(2, 14, 198800), part(3, 15, 38700)},
		Sales:   350000, Refunds: 10000, Fees: 3100, Itemised: true, AsOf: cleared(16)}
}

// What an amount on the statement is: all of it, in part, not at all.
func TestEntries(t *testing.T) {
	stray := weekend()
	stray.Payouts, stray.Itemised, stray.Stray = nil, false, stray.Amount
	shared := weekend()
	shared.Payouts, shared.Itemised, shared.Others = shared.Payouts[:1], true, 237500
	shared.Sales, shared.Refunds, shared.Fees = 100000, 0, 600
	bare := weekend()
	bare.Itemised, bare.Stray, bare.Amount = false, 100, 337000
	whole := weekend()
	whole.Payouts, whole.Sales, whole.Chargebacks, whole.Adjustments, whole.Reserved = whole.Payouts[:2], 400000, 5000, 300, 2000
	whole.CarriedIn, whole.CarriedOut, whole.PayoutFees, whole.Elsewhere, whole.Unexplained = -1000, 500, 200, 30000, -11600
	within, pieces := payout(), payout()
	within.Booked = []trail.Booking{{Row: 9, ID: "B1", On: day(21), Owner: record.Payee, Amount: 18234560, Share: within.Banked}}
	pieces.Booked = []trail.Booking{{Row: 9, ID: "B1", On: day(21), Owner: record.Payee, Amount: 400000, Share: 400000},
		{Row: 10, ID: "B2", On: day(22), Owner: record.Payee, Amount: 2780, Share: 2780},
		{Row: 11, ID: "O1", On: day(20), Owner: record.Payer, Amount: 402780, Share: 402780}}
	one := func(name string, make func(*Book, Audience) Reply) scene { return scene{name, make} }
	golden(t, "entries", []scene{
		one("three payouts in one amount", func(b *Book, a Audience) Reply { return b.Entry(a, weekend()) }),
		one("every term", func(b *Book, a Audience) Reply { return b.Entry(a, whole) }),
		one("with payouts of other merchants", func(b *Book, a Audience) Reply { return b.Entry(a, shared) }),
		one("only amounts are known", func(b *Book, a Audience) Reply { return b.Entry(a, bare) }),
		one("nobody can say", func(b *Book, a Audience) Reply { return b.Entry(a, stray) }),
		one("it may be one of two", func(b *Book, a Audience) Reply {
			two := []trail.PayoutView{weekend().Payouts[0].Payout, weekend().Payouts[1].Payout}
			for i := range two {
				two[i].Amount, two[i].State, two[i].ArrivedOn = stray.Amount, trail.PayoutSent, 0
			}
			return b.EntryMaybe(a, stray, two)
		}),
		one("several of one amount", func(b *Book, a Audience) Reply {
			return b.Entries(a, []trail.EntryView{weekend(), stray})
		}),
		one("none of this amount", func(b *Book, a Audience) Reply {
			amount := int64(18234560)
			return b.NoEntry(a, Asked{AmountMin: &amount, AmountMax: &amount, Currency: "CNY"}, []trail.EntryView{weekend(), stray})
		}),
		one("a payout within one amount", func(b *Book, a Audience) Reply { return b.Payout(a, within) }),
		one("a payout in two amounts", func(b *Book, a Audience) Reply { return b.Payout(a, pieces) }),
		one("what to look for: one amount for several", func(b *Book, a Audience) Reply { return b.NotSeenAdvice(a, within) }),
		one("what to look for: two amounts", func(b *Book, a Audience) Reply { return b.NotSeenAdvice(a, pieces) }),
	})
	cashier := owner("en")
	cashier.Role = "cashier"
	if r := book(t).Entry(cashier, weekend()); len(r.Buttons) != 1 {
		t.Errorf("a cashier reads %q", r.Text)
	}
}
