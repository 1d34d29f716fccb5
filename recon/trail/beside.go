package trail

import (
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// beside applies what happened to a sale's money after it: refunds and
// chargebacks. A sale is refunded once its refunds reach its amount; a
// chargeback that was not won beats that; of one that was won the operator sees
// to it that the money comes back. why is the reasons so far.
func (l *ledger) beside(tr *Trail, t *swipe, why reasonSet) reasonSet {
	if t.Type == record.Refund {
		return why
	}
	a := &tr.Arithmetic
	netted := false
	for _, r := range l.followers.of(t.position) {
		if r.Type != record.Refund || r.Status != record.Approved || r.Currency != t.Currency {
			continue
		}
		if _, undone := l.undone(r); undone {
			continue
		}
		switch event := l.refundEvent(r); {
		case len(l.linesOf(r)) > 0:
			netted = true
		case event == nil:
		case event.Kind == eventFailed:
			why |= because(RefundFailed)
			continue
		default:
			why |= because(RefundPending)
		}
		a.Refunded += r.Amount
	}
	for _, line := range l.linesOf(t) {
		if line.Currency != t.Currency || roleOf(t, line) != besideLine {
			continue
		}
		switch line.Type {
		case record.LineRefund: // no refund row tells of it
			a.Refunded -= line.Gross
			netted = true
		case record.LineChargeback:
			a.ChargedBack -= line.Gross
		}
	}
	if a.Refunded > 0 && a.Refunded >= t.Amount {
		tr.State, tr.Due = Refunded, terms.Due{}
		if netted {
			why = why&^waitingReasons | because(RefundNetted)
		}
	}
	switch {
	case a.ChargedBack <= 0:
	case l.won(t, record.Stamp{}): // and what was taken has not come back
		why |= because(Chargeback)
		if why.main() == Chargeback {
			tr.Next = Operator
		}
	default:
		tr.State, tr.Due = ChargedBack, terms.Due{}
		why = why&^waitingReasons | because(Chargeback)
	}
	return why
}

// waitingReasons are those of money that is merely on its way: where it went
// back, they no longer matter.
var waitingReasons = because(InCycle, BeforeCutOff, Holiday, PayoutPending, CarriedOver, MinPayout, ManualWithdrawal)

// refundEvent gives the latest event about a refund's fate, REFUND_PENDING or
// REFUND_FAILED; nil for none. An event that names the sale speaks of
// the refund of its amount, or of any where it gives none.
func (l *ledger) refundEvent(refund *swipe) *record.Event {
	sale := l.position(refund.original)
	latest := func(kind string) *record.Event {
		e := l.latest(kind, refund, anyEvent)
		if sale != nil {
			e = l.newer(e, l.latest(kind, sale, func(e *record.Event) bool { return e.Amount == nil || *e.Amount == refund.Amount }))
		}
		return e
	}
	switch pending, failed := latest(eventPending), latest(eventFailed); {
	case failed != nil && (pending == nil || !l.at(failed.Time).Before(l.at(pending.Time))):
		return failed
	default:
		return pending
	}
}
