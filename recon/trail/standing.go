package trail

import (
	"cmp"
	"fmt"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// standing is where the money of one line, or of a swipe without one, is.
type standing struct {
	state      State
	place      Place
	reasons    reasonSet
	next       Actor  // "": by the reasons
	nextOf     Reason // the main reason for which next holds; without reasons it always does
	due        terms.Due
	payout     *settled
	holdReason string
	neededBy   calendar.Date
	late       *Freshness
	notes      []string // for staff; none where only states are wanted
}

func (s *standing) because(r ...Reason) { s.reasons |= because(r...) }

// netted says where the money of a line is that nets into the next payout: the
// account's own, and what a chargeback takes. It is never overdue by itself.
func (l *ledger) netted(line *LinkedLine) standing {
	on := line.DueOn
	if on == 0 && line.SettledOn != 0 {
		on = l.nextWorkingDay(line.SettledOn)
	}
	return l.ofLine(line, nil, terms.Due{On: max(on, l.today)})
}

// ofLine says where the money of a settlement line is. t is its transaction,
// nil for a line that is only netted.
func (l *ledger) ofLine(line *LinkedLine, t *swipe, due terms.Due) standing {
	s := standing{state: Cleared, place: DueLater, due: due}
	p := l.payout(line.PayoutRow)
	switch {
	case line.Status == record.LineHeld:
		l.heldByLine(&s, line, t)
	case line.Status == record.LineCarried && !(p != nil && line.Type == record.LineAdjustment):
		l.carried(&s)
	case p != nil:
		l.inPayout(&s, p)
	case line.PayoutID != "": // the payout is named, nothing more is known of it
		s.state, s.place, s.next, s.nextOf = PaidOut, OnTheWay, Bank, PayoutPending
		s.because(PayoutPending)
	case t == nil:
	default:
		l.unpaid(&s, t)
	}
	return s
}

// held maps the public reason of a hold to the reason and the one who moves
// next. day is the one that the hold names, 0 for none: a reserve is released
// on it, for anything else the merchant has to answer by it.
func (l *ledger) held(s *standing, public string, day calendar.Date) {
	s.state, s.place, s.holdReason = Held, OnHold, public
	s.due, s.neededBy = terms.Due{}, day
	switch public {
	case "RESERVE":
		s.place, s.neededBy = InReserve, 0
		s.because(Reserve)
		if day != 0 {
			s.due = terms.Due{On: day, Rule: "file"}
			if l.today > day { // it should have been released
				s.next, s.nextOf = Operator, Reserve
			}
		}
	case "RETRIEVAL":
		s.because(Retrieval)
	case "KYC":
		s.because(KYCExpired)
	case "ACCOUNT":
		s.because(AccountLimit)
	case "DOCUMENTS":
		s.next, s.nextOf = Merchant, RiskHold
		s.because(RiskHold)
	default:
		s.because(RiskHold)
	}
}

// heldByEvent applies a hold of the merchant, the terminal or the transaction.
func (l *ledger) heldByEvent(s *standing, t *swipe) bool {
	e := l.hold(t)
	if e != nil {
		l.held(s, e.PublicReason, e.DueOn)
	}
	return e != nil
}

// heldByLine is a line that is held by its own word. An event about it may tell
// the rest.
func (l *ledger) heldByLine(s *standing, line *LinkedLine, t *swipe) {
	public, day := line.HoldReason, calendar.Date(0)
	if t != nil {
		if e := l.hold(t); e != nil && (public == "" || public == e.PublicReason) {
			public, day = e.PublicReason, e.DueOn
		}
	}
	if public == "RESERVE" && line.DueOn != 0 {
		day = line.DueOn
	}
	l.held(s, public, day)
}

// carried is money that waits for a later payout by the payer's own word. The
// balance tells why, where it is known.
func (l *ledger) carried(s *standing) {
	s.due = terms.Due{}
	switch {
	case l.Unpaid != nil && *l.Unpaid < 0:
		s.because(NegativeBalance)
	case l.belowMinimum():
		s.because(MinPayout)
	}
	s.because(CarriedOver)
}

func (l *ledger) belowMinimum() bool {
	return l.Unpaid != nil && *l.Unpaid >= 0 && *l.Unpaid < l.Merchant.MinPayout
}

// unpaid is money cleared but in no payout.
func (l *ledger) unpaid(s *standing, t *swipe) {
	if l.heldByEvent(s, t) {
		return
	}
	switch {
	case l.latestAt(eventWithdrawal, "", anyEvent) != nil:
		s.because(ManualWithdrawal)
	case l.waiting(s.due):
		s.because(l.wait(t, s.due))
	case l.Unpaid != nil && *l.Unpaid < 0:
		s.because(NegativeBalance)
	case l.belowMinimum():
		s.because(MinPayout)
	default:
		s.place = Overdue
		if late := l.owed(record.Payouts, s.due.On); late != nil {
			s.unknown(late, s.due.On, l.now)
			return
		}
		s.because(PayoutPending)
		if l.kycExpired() {
			s.because(KYCExpired)
		}
	}
}

// inPayout is money in a payout: the payout's fate is its own.
func (l *ledger) inPayout(s *standing, p *settled) {
	s.payout = p
	switch p.state {
	case PayoutArrived, PayoutShort, PayoutOver:
		s.state, s.place, s.due = Arrived, AtBank, terms.Due{}
		switch p.state {
		case PayoutShort:
			s.because(PayoutIsShort)
		case PayoutOver:
			s.because(PayoutIsOver)
		}
	case PayoutReturned:
		s.state, s.place, s.due = Returned, SentBack, terms.Due{}
		s.because(PayoutWasReturned)
		if limitCode(p.FailureCode) {
			s.because(AccountLimit)
		}
		if l.kycExpired() {
			s.because(KYCExpired)
		}
	case PayoutCarried:
		l.inCarried(s, p)
	case PayoutMissing:
		s.state, s.place = PaidOut, Overdue
		s.because(PayoutIsMissing)
	case PayoutExpected:
		if !p.Implied { // PENDING: the payer has not sent it
			l.pending(s)
			break
		}
		l.sent(s, p)
	default:
		l.sent(s, p)
	}
	if l.changeBefore(p.ref.SentOn) != nil {
		s.because(AccountChanged)
	}
	if p.gap != 0 {
		s.because(AmountMismatch)
	}
	if !l.brief {
		s.notes = append(s.notes, p.notes...)
	}
}

// sent is money on its way to the bank: how long, the calendar says; whether
// it arrived, only the bank's entries can.
func (l *ledger) sent(s *standing, p *settled) {
	s.state, s.place, s.next, s.nextOf = PaidOut, OnTheWay, Bank, PayoutPending
	switch {
	case p.checkBy == 0 || l.today <= p.checkBy:
		s.late = p.late // it may have arrived already
		s.because(PayoutPending)
	case p.late != nil:
		s.unknown(p.late, p.checkBy, l.now)
	}
}

func (l *ledger) pending(s *standing) {
	if s.due.On != 0 && l.today > s.due.On {
		s.place = Overdue
	}
	s.because(PayoutPending)
}

// inCarried is money in a payout of 0 or less. It is settled with the bank only
// where a later payout says that it carried this balance in, and arrived.
func (l *ledger) inCarried(s *standing, p *settled) {
	s.due = terms.Due{}
	if q := p.carriedInto; q != nil {
		s.state, s.place = Arrived, AtBank
		s.because(CarriedOver)
		s.next, s.nextOf = Nobody, CarriedOver
		return
	}
	if p.balance() < 0 {
		s.because(NegativeBalance)
	}
	s.because(CarriedOver)
}

// tieCarried finds, for payouts that pay nothing, the first later payout that
// names their balance as carried in, and arrived.
func (l *ledger) tieCarried() {
	into := map[int64][]*settled{}
	for i := range l.settled {
		if q := &l.settled[i]; q.CarriedIn != 0 && q.arrived() {
			into[q.CarriedIn] = append(into[q.CarriedIn], q)
		}
	}
	for i := range l.settled {
		p := &l.settled[i]
		if p.state != PayoutCarried || p.balance() == 0 {
			continue
		}
		for _, q := range into[p.balance()] {
			if q == p || q.Currency != p.Currency || q.ref.SentOn <= p.ref.SentOn {
				continue
			}
			if o := p.carriedInto; o == nil || cmp.Or(cmp.Compare(q.ref.SentOn, o.ref.SentOn), cmp.Compare(q.Row, o.Row)) < 0 {
				p.carriedInto = q
			}
		}
		if q := p.carriedInto; q != nil && !l.brief {
			p.notes = append(p.notes, fmt.Sprintf("payout %s was carried into payout %s", p.ID, q.ID))
		}
	}
}

// limitCode: ISO 20022 codes that say the amount was too large for the account.
func limitCode(code string) bool { return code == "AM02" || code == "AM14" }
