package trail

import (
	"cmp"
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// PayoutStateOf says what became of a payout. bankSeen tells whether its
// account has bank entries of owner payee; cal is the calendar of the first
// working day after sending (nil: Monday to Friday); now is in the merchant's
// zone, which gives the days their borders.
//
// An implied payout (no row of its own) of which nothing else is known is
// expected. A credit of the payee proves arrival whatever the payer's row says,
// unless it went back: returns count against credits, and a payout that was
// returned and credited again has arrived. Without entries of the payee, the
// payer's own account is the witness for sent and returned.
func PayoutStateOf(p LinkedPayout, bankSeen bool, cal *calendar.Calendar, now time.Time) PayoutState {
	sent := sentOn(&p, now.Location())
	return payoutState(&p, bankOf(&p, sent), bankSeen, checkBy(sent, cal), calendar.DateOf(now))
}

// payoutState is PayoutStateOf on a day, where the bank has been asked; check
// is the last day on which its silence means nothing, 0 for none.
func payoutState(p *LinkedPayout, b banked, bankSeen bool, check, today calendar.Date) PayoutState {
	amount := p.amount()
	switch {
	case b.returned && b.net() <= 0, p.Status == record.PayoutReturned && !(b.returned && b.net() > 0):
		return PayoutReturned
	case b.net() > 0:
		switch net := b.net(); {
		case net < amount:
			return PayoutShort
		case net > amount:
			return PayoutOver
		}
		return PayoutArrived
	case b.sentBack:
		return PayoutReturned
	case amount <= 0:
		return PayoutCarried
	case p.Status == record.PayoutFailed:
		return PayoutReturned
	}
	if bankSeen && check != 0 && today > check && (p.Status != record.PayoutPending || b.left) {
		return PayoutMissing
	}
	switch {
	case p.Status == record.PayoutConfirmed:
		return PayoutConfirmed
	case p.Status == record.PayoutSent, b.left:
		return PayoutSent
	}
	return PayoutExpected
}

// amount is what should arrive: the payout's own figure, or its lines' sum.
func (p *LinkedPayout) amount() int64 {
	if p.Implied {
		return p.LinesNet
	}
	return p.Amount
}

// sentOn is the day a payout left, or should have left.
func sentOn(p *LinkedPayout, zone *time.Location) calendar.Date {
	if day := dayOf(p.SentAt, zone); day != 0 {
		return day
	}
	return p.ExpectedOn
}

// checkBy is the first working day after sending; 0 where no day is known.
func checkBy(sent calendar.Date, cal *calendar.Calendar) calendar.Date {
	if sent == 0 {
		return 0
	}
	return workingDayAfter(cal, sent)
}

// banked is what bank entries say of a payout.
type banked struct {
	credits, debits   int64 // of the payee, in the payout's currency
	returned          bool  // the payee's bank shows money going back
	left, sentBack    bool  // the payer's account shows it leaving, and coming back for good
	arrivedOn, backOn calendar.Date
	first             *LinkedEntry // the payee's first credit
}

func (b *banked) net() int64 { return b.credits - b.debits }

// bankOf asks the bank entries of a payout that was sent on a day.
func bankOf(p *LinkedPayout, sent calendar.Date) banked {
	var b banked
	var out, back int64
	entries := make([]*LinkedEntry, len(p.Entries))
	for i := range p.Entries {
		entries[i] = &p.Entries[i]
	}
	slices.SortFunc(entries, func(a, c *LinkedEntry) int {
		return cmp.Or(cmp.Compare(a.BookedOn, c.BookedOn), cmp.Compare(a.Row, c.Row))
	})
	for _, e := range entries {
		if e.Currency != "" && p.Currency != "" && e.Currency != p.Currency {
			continue
		}
		payer := e.Owner == record.Payer
		switch {
		case payer && e.Role == "payout":
			b.left, out = true, out+e.amount()
		case payer:
			back += e.amount()
			b.backOn = e.BookedOn
		case e.Role == "payout":
			b.credits += e.amount()
			b.arrivedOn = e.BookedOn
			if b.first == nil {
				b.first = e
			}
		default:
			b.debits += e.amount()
			b.returned, b.backOn = true, e.BookedOn
		}
	}
	// Sent again after the return: the row was restated, or the account debited once more.
	again := sent > b.backOn && (p.Status == record.PayoutSent || p.Status == record.PayoutConfirmed)
	b.sentBack = back > 0 && back >= out && !again
	if b.returned && b.net() <= 0 && again {
		b.returned = false
	}
	return b
}

// amount is the part of an entry that is its payout's.
func (e *LinkedEntry) amount() int64 {
	if e.Share != 0 {
		return e.Share
	}
	return e.Amount
}
