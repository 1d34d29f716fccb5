package trail

import (
	"cmp"
	"slices"

	"moneytrail/recon/match"
	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

// remarks tells staff what is right but unusual about a sale and what came after it.
func (l *ledger) remarks(tr *Trail, t *swipe) {
	if a := &tr.Arithmetic; t.Type != record.Refund {
		if a.Refunded > t.Amount {
			tr.note("refunds come to " + money.Format(a.Refunded, t.Currency) + ", " + money.Format(a.Refunded-t.Amount, t.Currency) +
				" more than the sale" + l.beyond(t))
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

// beyond names the refunds of a sale that go beyond it, the earlier ones having come first.
func (l *ledger) beyond(t *swipe) string {
	var refunds []*swipe
	for _, r := range l.followers.of(t.position) {
		if _, undone := l.undone(r); r.Type == record.Refund && r.Status == record.Approved && r.Currency == t.Currency && !undone {
			refunds = append(refunds, r)
		}
	}
	slices.SortFunc(refunds, func(a, b *swipe) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.ID, b.ID)) })
	var sum int64
	ids := ""
	for _, r := range refunds {
		if sum += r.Amount; sum > t.Amount {
			ids += " " + r.ID
		}
	}
	if ids == "" {
		return ""
	}
	return ":" + ids
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
	if n > 1 && !l.brief {
		tr.note("captured more than once:" + ids + ", " + money.Format(sum, t.Currency) + " of " + money.Format(t.Amount, t.Currency))
	}
}
