package trail

import (
	"cmp"
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// EntryView is a bank entry traced back: the payouts it pays, and what made
// them. In minor units of Currency, where all of it is itemised,
//
//	Sales - Refunds - Chargebacks - Fees + Adjustments - Reserved
//	  + CarriedIn - CarriedOut - PayoutFees + Unexplained - Elsewhere + Others + Stray = Amount
//
// Amount is below 0 where the entry takes money back.
type EntryView struct {
	Row       int64
	ID        string
	BookedOn  calendar.Date
	Account   string // last four digits
	Owner     record.Owner
	Memo      string
	Currency  string
	Amount    int64
	Direction record.Direction
	// Payouts are those that the entry pays or gives back, in order of their ids.
	Payouts []EntryPart
	// What all lines of these payouts come to, by kind.
	Sales, Refunds, Chargebacks, Fees, Adjustments, Reserved int64
	CarriedIn, CarriedOut, PayoutFees                        int64
	// Unexplained is what payouts differ from what makes them up, and the bank from them.
	Unexplained int64
	// Elsewhere is what other entries show of these payouts, what went back subtracted.
	Elsewhere int64
	// Others is what of the entry is payouts that the reader does not see: those
	// of other merchants with the same account.
	Others int64
	// Stray is what of the entry no payout accounts for.
	Stray int64
	// Itemised is false where of a payout only its amount is known.
	Itemised bool
	Evidence Evidence
	AsOf     Freshness
}

// EntryPart is what of an entry is one payout's.
type EntryPart struct {
	Payout PayoutView
	Rule   string // id, reference, details, confirmed
	Role   string // payout, return
	Amount int64  // of this entry, below 0 where it takes money back
	// Elsewhere is what other entries of the same owner show of the payout.
	Elsewhere int64
}

// BuildEntry traces the bank entry with that row back; f.Payouts must have the
// payouts it pays, with all of their entries and lines, or f.Orphans the entry.
// false: neither has it.
func BuildEntry(f Facts, row int64, cals *calendar.Set, now time.Time) (EntryView, bool) {
	l := newLedger(f, cals, now)
	var v EntryView
	found := false
	for i := range l.settled {
		p := &l.settled[i]
		if j := slices.IndexFunc(p.Entries, func(e LinkedEntry) bool { return e.Row == row }); j >= 0 {
			if !found {
				v, found = l.entry(&p.Entries[j]), true
			}
			l.pays(&v, p, &p.Entries[j])
		}
	}
	if j := slices.IndexFunc(l.Orphans, func(e record.Entry) bool { return e.Row == row }); !found && j >= 0 {
		v, found = l.entry(&LinkedEntry{Entry: l.Orphans[j]}), true
		v.Itemised = false
	}
	slices.SortFunc(v.Payouts, func(a, b EntryPart) int {
		return cmp.Or(cmp.Compare(a.Payout.ID, b.Payout.ID), cmp.Compare(a.Payout.Row, b.Payout.Row))
	})
	return v, found
}

// With adds the payouts of another merchant that the same entry pays, as that
// merchant's facts show them.
func (v EntryView) With(o EntryView) EntryView {
	v.Payouts = slices.Concat(v.Payouts, o.Payouts)
	slices.SortFunc(v.Payouts, func(a, b EntryPart) int {
		return cmp.Or(cmp.Compare(a.Payout.ID, b.Payout.ID), cmp.Compare(a.Payout.Row, b.Payout.Row))
	})
	v.Sales, v.Refunds, v.Chargebacks = v.Sales+o.Sales, v.Refunds+o.Refunds, v.Chargebacks+o.Chargebacks
	v.Fees, v.Adjustments, v.Reserved = v.Fees+o.Fees, v.Adjustments+o.Adjustments, v.Reserved+o.Reserved
	v.CarriedIn, v.CarriedOut, v.PayoutFees = v.CarriedIn+o.CarriedIn, v.CarriedOut+o.CarriedOut, v.PayoutFees+o.PayoutFees
	v.Unexplained, v.Elsewhere = v.Unexplained+o.Unexplained, v.Elsewhere+o.Elsewhere
	v.Stray += o.Stray - v.Amount
	v.Itemised = v.Itemised && o.Itemised
	if older(&o.AsOf, &v.AsOf) && o.AsOf.Source != "" {
		v.AsOf = o.AsOf
	}
	return v
}

// entry is the view of an entry that nothing accounts for yet.
func (l *ledger) entry(e *LinkedEntry) EntryView {
	v := EntryView{
		Row: e.Row, ID: e.ID, BookedOn: e.BookedOn, Account: e.Account.Last4, Owner: cmp.Or(e.Owner, record.Payee), Memo: e.Memo,
		Currency: e.Currency, Amount: e.Amount, Direction: e.Direction, Evidence: ofEntry(e), Itemised: true,
	}
	if back(&e.Entry) {
		v.Amount = -v.Amount
	}
	v.Stray = v.Amount
	if f := l.freshness(record.Entries, e.Source); f != nil {
		v.AsOf = *f
	}
	return v
}

// back says whether an entry takes a merchant's money back: a debit of the
// payee, a credit of the payer.
func back(e *record.Entry) bool {
	return (e.Direction == record.Debit) == (e.Owner != record.Payer)
}

// pays adds a payout that the entry pays, or gives back.
func (l *ledger) pays(v *EntryView, p *settled, e *LinkedEntry) {
	part := EntryPart{Payout: l.view(p), Rule: e.Rule, Role: e.Role, Amount: signedShare(e)}
	for i := range p.Entries {
		o := &p.Entries[i]
		if o.Row != e.Row && cmp.Or(o.Owner, record.Payee) == v.Owner && o.Currency == e.Currency {
			part.Elsewhere += signedShare(o)
		}
	}
	v.Payouts = append(v.Payouts, part)
	v.Stray -= part.Amount
	v.Elsewhere += part.Elsewhere
	v.Itemised = v.Itemised && part.Payout.Itemised && part.Payout.Currency == v.Currency
	v.CarriedIn += part.Payout.CarriedIn
	v.CarriedOut += part.Payout.CarriedOut
	v.PayoutFees += part.Payout.Fee
	v.Unexplained += part.Payout.Unexplained + (part.Amount + part.Elsewhere - part.Payout.Amount)
	for _, line := range l.inPayouts.of(p.position) {
		if !PaidIn(line.Line) || line.Currency != v.Currency || line.Status == record.LineCarried {
			continue
		}
		c := counted(line)
		v.Sales += c.Sale
		v.Refunds += c.Refund
		v.Chargebacks += c.Chargeback
		v.Fees += c.Fee
		v.Adjustments += c.Adjustment
		v.Reserved += c.Reserved
	}
	if older(&part.Payout.AsOf, &v.AsOf) && part.Payout.AsOf.Source != "" {
		v.AsOf = part.Payout.AsOf
	}
}

// signedShare is what an entry shows of its payout, below 0 where it takes money back.
func signedShare(e *LinkedEntry) int64 {
	if back(&e.Entry) {
		return -e.amount()
	}
	return e.amount()
}
