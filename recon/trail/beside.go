package trail

import (
	"time"

	"github.com/shopspring/decimal"

	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// beside applies what happened to a sale's money after it: refunds and
// chargebacks. A sale is refunded once its refunds reach its amount; a
// chargeback that was not won beats that.
func (l *ledger) beside(tr *Trail, t record.Transaction, lines []LinkedLine) {
	if t.Type == record.Refund {
		return
	}
	a := &tr.Arithmetic
	netted := false
	for _, r := range l.followers[t.Row] {
		if r.Type != record.Refund || r.Status != record.Approved || r.Currency != t.Currency {
			continue
		}
		if _, undone := l.undone(r.Row); undone {
			continue
		}
		switch event := l.refundEvent(r); {
		case len(l.lines[r.Row]) > 0:
			netted = true
		case event == eventFailed:
			tr.Reasons = append(tr.Reasons, RefundFailed)
			continue
		case event == eventPending:
			tr.Reasons = append(tr.Reasons, RefundPending)
		}
		a.Refunded += r.Amount
	}
	for _, line := range lines {
		if line.Currency != t.Currency {
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
			tr.Reasons = append(dropWaiting(tr.Reasons), RefundNetted)
		}
	}
	if a.ChargedBack > 0 && !l.won(t, record.Stamp{}) {
		tr.State, tr.Due = ChargedBack, terms.Due{}
		tr.Reasons = append(dropWaiting(tr.Reasons), Chargeback)
	}
}

// dropWaiting leaves out the reasons of money that is merely on its way: where
// it went back, they no longer matter.
func dropWaiting(in []Reason) []Reason {
	var out []Reason
	for _, r := range in {
		switch r {
		case InCycle, BeforeCutOff, Holiday, PayoutPending, CarriedOver, MinPayout, ManualWithdrawal:
		default:
			out = append(out, r)
		}
	}
	return out
}

// refundEvent gives the kind of the latest event about a refund's fate:
// REFUND_PENDING, REFUND_FAILED or "". An event that names the sale speaks of
// the refund of its amount, or of any where it gives none.
func (l *ledger) refundEvent(refund record.Transaction) string {
	sale, known := l.txns[l.original[refund.Row]]
	about := func(e record.Event) bool {
		return l.refers(e, refund) || known && l.refers(e, sale) && (e.Amount == nil || *e.Amount == refund.Amount)
	}
	pending, isPending := l.last(eventPending, about)
	failed, isFailed := l.last(eventFailed, about)
	switch {
	case isFailed && (!isPending || !l.at(failed.Time).Before(l.at(pending.Time))):
		return eventFailed
	case isPending:
		return eventPending
	}
	return ""
}

// repeatWithin is how soon after one another two equal swipes look like one made twice.
const repeatWithin = 3 * time.Minute

// duplicate says whether a sale repeats an earlier one: same terminal, card
// and amount within three minutes, both approved, none undone, and another RRN.
func (l *ledger) duplicate(t record.Transaction) bool {
	if t.Type != record.Sale || t.Status != record.Approved {
		return false
	}
	at := l.when(t)
	for _, o := range l.alike[keyOf(t)] {
		gap := at.Sub(o.at)
		if o.row == t.Row || o.rrn == t.RRN || gap < 0 || gap > repeatWithin || gap == 0 && o.row > t.Row {
			continue
		}
		if _, undone := l.undone(o.row); !undone {
			return true
		}
	}
	return false
}

// percent writes fee / gross in percent with two decimals, half up.
func percent(fee, gross int64) string {
	return decimal.New(fee, 2).DivRound(decimal.New(gross, 0), 2).StringFixed(2)
}
