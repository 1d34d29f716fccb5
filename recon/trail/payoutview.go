package trail

import (
	"cmp"
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// BuildPayout gives the payout with that row as a person reads it; f.Lines
// must have all of its lines, f.Sales or f.Related their transactions as far
// as they should be named. false: f.Payouts has no such row.
func BuildPayout(f Facts, row int64, cals *calendar.Set, now time.Time) (PayoutView, bool) {
	l := newLedger(f, cals, now)
	p := l.payout(row)
	if p == nil {
		return PayoutView{}, false
	}
	return l.view(p), true
}

// BuildPayouts gives all of f.Payouts as BuildPayout does, in their order.
func BuildPayouts(f Facts, cals *calendar.Set, now time.Time) []PayoutView {
	l := newLedger(f, cals, now)
	views := make([]PayoutView, len(f.Payouts))
	for i, p := range f.Payouts {
		views[i] = l.view(l.payout(p.Row))
	}
	return views
}

func (l *ledger) view(p *settled) PayoutView {
	v := PayoutView{
		PayoutRef: p.ref, MerchantID: cmp.Or(p.MerchantID, l.Merchant.ID), Currency: p.Currency,
		LinesNet: p.LinesNet, CarriedIn: p.CarriedIn, Fee: p.Fee, Itemised: len(p.LineRows) > 0 && p.foreign == "",
		MatchedBy: cmp.Or(p.MatchedBy, "none"), BankSeen: p.bankSeen, Late: p.late, Unexplained: p.gap,
	}
	lines := l.inPayouts.of(p.position)
	v.Lines = slices.Grow(v.Lines, len(lines))
	for _, line := range lines {
		v.Currency = cmp.Or(v.Currency, line.Currency)
		if !PaidIn(line.Line) {
			continue
		}
		if line.Currency != v.Currency { // named, and in no sum
			v.Lines = append(v.Lines, l.payoutLine(line))
			continue
		}
		if line.Status == record.LineCarried && line.Type == record.LineAdjustment { // a balance that moves between payouts
			v.LinesNet -= line.Net
			if p.amount() == 0 {
				v.CarriedOut -= line.Net
			} else {
				v.CarriedIn, v.CarriedRows = v.CarriedIn+line.Net, v.CarriedRows+line.Net
			}
			continue
		}
		v.Lines = append(v.Lines, l.payoutLine(line))
		v.Gross += line.Gross
		v.LineFees += line.Fee
	}
	byDay(v.Lines)
	if p.state == PayoutCarried { // nothing is paid: the balance moves on
		v.Amount = 0
		v.CarriedOut = v.LinesNet + v.CarriedIn - v.Fee + v.Unexplained
	}
	if p.bank.first != nil {
		v.Banked = p.bank.net()
		v.EntryID = p.bank.first.ID
		v.Difference = v.Banked - v.Amount
	}
	if !p.Implied {
		v.Evidence = append(v.Evidence, ofPayout(&p.Payout))
	}
	for i := range p.Entries {
		v.Evidence = append(v.Evidence, ofEntry(&p.Entries[i]))
	}
	v.Booked = bookings(p.Entries)
	v.Reasons, v.Next = l.payoutReasons(p)
	v.AsOf = l.payoutAsOf(p)
	return v
}

// payoutReasons says why the payout is where it is, in the words of its lines' trails.
func (l *ledger) payoutReasons(p *settled) ([]Reason, Actor) {
	s := standing{due: terms.Due{On: p.ExpectedOn}}
	l.inPayout(&s, p)
	if _, wrong := l.wrongPayoutFee(p); wrong {
		s.because(RateMismatch)
	}
	if s.next != "" && (s.reasons == 0 || s.reasons.main() == s.nextOf) {
		return l.list(s.reasons), s.next
	}
	return l.list(s.reasons), s.reasons.next()
}

func (l *ledger) payoutAsOf(p *settled) Freshness {
	var used oldest
	used.see(l.payoutSource(p))
	source := ""
	for i, line := range l.inPayouts.of(p.position) {
		if i == 0 || line.Source != source {
			source = line.Source
			used.see(l.freshness(record.Lines, source))
		}
	}
	used.see(p.late)
	return used.value()
}

// payoutLine names a line by its swipe, where that is known.
func (l *ledger) payoutLine(line *LinkedLine) PayoutLine {
	v := PayoutLine{
		LineID: line.ID, Type: string(line.Type), TransactionID: line.TransactionID, RRN: line.RRN,
		Currency: line.Currency, Gross: line.Gross, Fee: line.Fee, Net: line.Net, Evidence: ofLine(line),
	}
	if t := l.txn(line.TransactionRow); t != nil {
		v.TransactionRow, v.TransactionID, v.Last4 = t.Row, t.ID, t.Last4
		v.RRN = cmp.Or(t.RRN, v.RRN)
		v.SwipedOn = t.day
	} else {
		v.SwipedOn = dayOf(line.Time, l.Zone)
	}
	return v
}

// byDay orders lines, which come by their ids, by the day of their swipe.
func byDay(lines []PayoutLine) {
	bySwipe := func(a, b PayoutLine) int { return cmp.Compare(a.SwipedOn, b.SwipedOn) }
	if !slices.IsSortedFunc(lines, bySwipe) {
		slices.SortStableFunc(lines, bySwipe)
	}
}

// bookings lists the entries of a payout.
func bookings(entries []LinkedEntry) []Booking {
	var all []Booking
	for i := range entries {
		e := &entries[i]
		if e.Decision != "" { // a person's word, on no statement
			continue
		}
		b := Booking{Row: e.Row, ID: e.ID, On: e.BookedOn, Owner: cmp.Or(e.Owner, record.Payee), Amount: e.Amount, Share: signedShare(e)}
		if back(&e.Entry) {
			b.Amount = -b.Amount
		}
		all = append(all, b)
	}
	slices.SortFunc(all, func(a, b Booking) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Row, b.Row)) })
	return all
}
