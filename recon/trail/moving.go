package trail

import (
	"fmt"

	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// sortedLines is the lines of one transaction by what they are to it.
type sortedLines struct {
	own        []LinkedLine // its settlement
	duplicates []LinkedLine // the same once more
	beside     []LinkedLine // refunds, chargebacks and adjustments of it
}

func sortLines(t record.Transaction, lines []LinkedLine) sortedLines {
	want := record.LineSale
	if t.Type == record.Refund {
		want = record.LineRefund
	}
	var s sortedLines
	for _, line := range lines {
		switch {
		case line.State == "duplicate":
			s.duplicates = append(s.duplicates, line)
		case line.Type != want:
			s.beside = append(s.beside, line)
		default:
			s.own = append(s.own, line)
		}
	}
	return s
}

// money builds the trail of a row that moves money: a sale, capture or refund.
func (l *ledger) money(tr *Trail, t record.Transaction, c terms.Contract) {
	lines := sortLines(t, l.lines[t.Row])
	var first *LinkedLine
	if len(lines.own) > 0 {
		first = &lines.own[0]
	}
	due := l.dueOf(t, c, first)
	var s standing
	if first == nil {
		s = l.uncleared(tr, t, due)
	} else {
		s = l.cleared(tr, t, c, lines.own, due)
	}
	tr.State, tr.Due, tr.Reasons = s.state, s.due, append(tr.Reasons, s.reasons...)
	tr.HoldReason, tr.NeededBy, tr.Late = s.holdReason, s.neededBy, s.late
	tr.note(s.notes...)
	l.clearedHop(tr, l.lines[t.Row])
	if s.payout != nil {
		l.payoutHops(tr, s)
	}
	for _, line := range lines.duplicates {
		tr.Reasons = append(tr.Reasons, DuplicateSettlement)
		tr.note(fmt.Sprintf("line %s settles it once more", line.ID), line.Explanation)
		tr.Parts = append(tr.Parts, l.part(line, l.ofLine(line, t, due), Part{}))
	}
	own := len(tr.Parts)
	for _, line := range lines.beside {
		tr.Parts = append(tr.Parts, l.part(line, l.netted(line), counted(line)))
	}
	tr.arithmetic(own)
	l.beside(tr, t, lines.beside)
	if e, ok := l.retrieval(t); ok && tr.State != ChargedBack {
		tr.Reasons = append(tr.Reasons, Retrieval)
		tr.NeededBy = e.DueOn
	}
	if l.duplicate(t) {
		tr.Reasons = append(tr.Reasons, Duplicate)
	}
	tr.Reasons = sortReasons(tr.Reasons)
	if s.next != "" && (len(tr.Reasons) == 0 || tr.Reasons[0] == s.nextOf) {
		tr.Next = s.next
	}
}

// uncleared is a swipe without a settlement line: all of it stands gross.
func (l *ledger) uncleared(tr *Trail, t record.Transaction, due terms.Due) standing {
	if t.Type == record.Refund {
		switch l.refundEvent(t) {
		case eventFailed: // it was never paid to the card, so nothing will be taken
			return standing{state: Captured, reasons: []Reason{RefundFailed}}
		case eventPending:
			tr.Parts = append(tr.Parts, gross(t, DueLater, 0))
			return standing{state: Captured, reasons: []Reason{RefundPending}}
		}
	}
	s := l.ofSwipe(t, due)
	tr.Parts = append(tr.Parts, gross(t, s.place, s.due.On))
	return s
}

// gross is the part of a swipe that is not priced yet.
func gross(t record.Transaction, at Place, due calendar.Date) Part {
	p := Part{Currency: t.Currency, Place: at, Due: due, Sale: t.Amount}
	if t.Type == record.Refund {
		p.Sale, p.Refund = 0, t.Amount
	}
	return p.at(p.Left())
}

// cleared is a swipe with its settlement line, or several that share it.
func (l *ledger) cleared(tr *Trail, t record.Transaction, c terms.Contract, own []LinkedLine, due terms.Due) standing {
	s := l.ofLine(own[0], t, due)
	tr.LineID, tr.MatchedBy = own[0].ID, own[0].MatchedBy
	if t.Type == record.Refund && s.state != Held {
		s.because(RefundNetted)
	}
	var total int64
	foreign := false
	for i, line := range own {
		at := s
		if i > 0 {
			at = l.ofLine(line, t, due)
		}
		tr.Parts = append(tr.Parts, l.part(line, at, counted(line)))
		tr.note(line.Explanation)
		if line.Currency != t.Currency {
			foreign = true
			s.because(CurrencyMismatch)
			tr.note(fmt.Sprintf("swiped in %s, settled in %s (line %s)", t.Currency, line.Currency, line.ID))
			continue
		}
		total += line.Gross
		if want, known := c.Fee(line.Gross); known && line.Type == record.LineSale && line.State != "mismatch" && want != line.Fee {
			s.because(RateMismatch)
			tr.note(fmt.Sprintf("fee of line %s is %s, by the terms %s", line.ID, money.Format(line.Fee, line.Currency), money.Format(want, line.Currency)))
		}
	}
	if rest := tr.Signed() - total; rest != 0 && !foreign {
		s.because(AmountMismatch)
		tr.note(fmt.Sprintf("swiped %s, settled %s", money.Format(tr.Signed(), t.Currency), money.Format(total, t.Currency)))
		p := Part{Currency: t.Currency, Place: Nowhere, Sale: rest}
		if t.Type == record.Refund {
			p.Sale, p.Refund = 0, -rest
		}
		tr.Parts = append(tr.Parts, p.at(0))
	}
	return s
}

// counted is what a line counts on the left side of the equation.
func counted(line LinkedLine) Part {
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

// part places a line's net, with its share of what its payout shows beyond its
// lines. left is what it counts: zero for money that nothing accounts for.
func (l *ledger) part(line LinkedLine, s standing, left Part) Part {
	left.LineRow, left.LineID, left.Type, left.Currency = line.Row, line.ID, line.Type, line.Currency
	left.SettledOn, left.Place = line.SettledOn, s.place
	if s.place == DueLater || s.place == Overdue {
		left.Due = s.due.On
	}
	net := line.Net
	if s.payout != nil && s.payout.state != PayoutCarried {
		net += s.payout.share[line.Row]
	}
	return left.at(net)
}

// at puts money where the part is; what that leaves of the left side is unexplained.
func (p Part) at(placed int64) Part {
	p.Placed = placed
	p.Unexplained = p.Left() - p.Placed - p.Reserved
	return p
}

func arrivedOf(p Part) int64 {
	if p.Place == AtBank {
		return p.Placed
	}
	return 0
}

// arithmetic sums the first n parts, which are the row's own money.
func (t *Trail) arithmetic(n int) {
	a := &t.Arithmetic
	if n == 0 { // a refund that failed
		return
	}
	a.Gross = t.Signed()
	for _, p := range t.Parts[:n] {
		if p.Currency != t.Currency {
			continue
		}
		if p.LineRow != 0 {
			a.Priced = true
		}
		a.Fee += p.Fee
		a.Arrived += arrivedOf(p)
		a.Unexplained += p.Unexplained
	}
	for _, p := range t.Parts[n:] {
		if p.Currency == t.Currency && p.Type == record.LineAdjustment {
			a.Adjustments += p.Left()
			a.Arrived += arrivedOf(p)
			a.Unexplained += p.Unexplained
		}
	}
	a.Net = a.Gross - a.Fee + a.Adjustments
	if a.Priced && a.Gross != 0 {
		a.FeeRate = percent(a.Fee, a.Gross)
	}
}
