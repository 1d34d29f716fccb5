package trail

import (
	"cmp"
	"slices"

	"moneytrail/recon/record"
)

// indexLines sorts the lines by id, so that of equal ones the lowest comes
// first, and gives each to the row whose money it is.
func (l *ledger) indexLines() {
	sorted := make([]*LinkedLine, len(l.Facts.Lines))
	for i := range l.Facts.Lines {
		sorted[i] = &l.Facts.Lines[i]
	}
	byID := func(a, b *LinkedLine) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Row, b.Row)) }
	if !slices.IsSortedFunc(sorted, byID) {
		slices.SortFunc(sorted, byID)
	}
	l.lines = slices.CompactFunc(sorted, func(a, b *LinkedLine) bool { return a.Row == b.Row })
	txns, payouts := make([]int32, len(l.lines)), make([]int32, len(l.lines))
	var rivals []*LinkedLine
	var fits []int32
	taken := make(map[int32]bool) // refunds and captures that have their line
	for i, line := range l.lines {
		t := l.txn(line.TransactionRow)
		if line.Currency == "" {
			line = l.withCurrency(line, t)
			l.lines[i] = line
		}
		txns[i], payouts[i] = -1, -1
		if line.PayoutRow != 0 {
			payouts[i] = l.payoutAt(line.PayoutRow)
		}
		for _, c := range line.Candidates {
			if o := l.rows.at(c); o >= 0 {
				rivals, fits = append(rivals, line), append(fits, o)
			}
		}
		if line.TransactionRow == 0 || t == nil {
			continue
		}
		owner := l.ownerOf(line, t, taken)
		if owner.Type == record.Refund || owner.Type == record.Capture {
			taken[owner.position] = true
		}
		txns[i] = owner.position
	}
	l.ofTxn = group(len(l.own), l.lines, txns)
	l.inPayouts = group(len(l.settled), l.lines, payouts)
	l.rivals = group(len(l.own), rivals, fits)
}

// withCurrency gives a line that names no currency that of its transaction,
// else the merchant's.
func (l *ledger) withCurrency(line *LinkedLine, t *swipe) *LinkedLine {
	own := *line
	if t != nil {
		own.Currency = t.Currency
	}
	own.Currency = cmp.Or(own.Currency, l.Merchant.Currency)
	return &own
}

// ownerOf gives the row whose money a line is: a line that names a
// pre-authorisation is its capture's (of several the one of that amount without
// a line, else the first), and a REFUND line that names the sale is the refund
// row's, where there is one of that amount without a line.
func (l *ledger) ownerOf(line *LinkedLine, t *swipe, taken map[int32]bool) *swipe {
	if line.Type == record.LineSale {
		if c := l.captureOf(t); c != nil {
			for _, o := range l.followers.of(t.position) {
				if l.captures(o) && o.Amount == line.Gross && !taken[o.position] {
					return o
				}
			}
			t = c
		}
	}
	if line.Type == record.LineRefund && t.Type != record.Refund {
		for _, r := range l.followers.of(t.position) {
			if r.Type == record.Refund && r.Amount == -line.Gross && !taken[r.position] {
				return r
			}
		}
	}
	return t
}

// lineRole is what a line is to its transaction.
type lineRole int

const (
	ownLine       lineRole = iota // its settlement
	duplicateLine                 // the same once more
	besideLine                    // a refund, chargeback or adjustment of it
)

func roleOf(t *swipe, line *LinkedLine) lineRole {
	want := record.LineSale
	if t.Type == record.Refund {
		want = record.LineRefund
	}
	switch {
	case line.State == "duplicate":
		return duplicateLine
	case line.Type != want:
		return besideLine
	}
	return ownLine
}

// counted is what a line counts on the left side of the equation.
func counted(line *LinkedLine) Part {
	p := Part{Fee: line.Fee}
	switch line.Type {
	case record.LineSale:
		p.Sale = line.Gross
	case record.LineRefund:
		p.Refund = -line.Gross
	case record.LineChargeback:
		p.Chargeback = -line.Gross
	case record.LineAdjustment:
		p.Adjustment = line.Gross
	case record.LineFee: // printed as gross below 0, or as fee above 0
		p.Fee = line.Fee - line.Gross
	case record.LineReserve:
		p.Reserved = -line.Gross
	}
	return p
}
