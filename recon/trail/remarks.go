package trail

import (
	"moneytrail/recon/match"
	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

// remarks tells staff what is right but unusual about a sale and what came after it.
func (l *ledger) remarks(tr *Trail, t *swipe) {
	if a := &tr.Arithmetic; t.Type != record.Refund {
		if a.Refunded > t.Amount {
			tr.note("refunds come to " + money.Format(a.Refunded, t.Currency) + ", more than the sale")
		}
		if a.ChargedBack > 0 && tr.State != ChargedBack {
			tr.note("a chargeback of " + money.Format(a.ChargedBack, t.Currency) + " was won; no line gives the money back yet")
		}
	}
	for _, line := range l.linesOf(t) {
		if roleOf(t, line) == besideLine && line.State == match.Mismatch {
			tr.note("line " + line.ID + ": " + line.Explanation)
		}
	}
}

// remarkCaptures tells staff of a pre-authorisation that was captured more than once.
func (l *ledger) remarkCaptures(tr *Trail, t *swipe) {
	var sum int64
	ids := ""
	n := 0
	for _, c := range l.followers.of(t.position) {
		if l.captures(c) {
			n++
			sum += c.Amount
			ids += " " + c.ID
		}
	}
	if n > 1 && !l.lean {
		tr.note("captured more than once:" + ids + ", " + money.Format(sum, t.Currency) + " of " + money.Format(t.Amount, t.Currency))
	}
}
