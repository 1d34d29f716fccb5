package trail

import (
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// Cause is one reason of a trail with what proves it and what ends it.
type Cause struct {
	Reason Reason
	// Next is who moves for this reason; By the day by which they must, or on
	// which it ends by itself; 0 where no day is known.
	Next Actor
	By   calendar.Date
	// Evidence are the rows that prove it; none where a file that is not here is
	// the reason, or a balance over many lines.
	Evidence []Evidence
}

// causes gives the causes of a trail's reasons, in their order.
func (l *ledger) causes(tr *Trail, t *swipe) []Cause {
	out := l.why.take(len(tr.Reasons))
	for i, r := range tr.Reasons {
		c := Cause{Reason: r, Next: because(r).next(), By: l.by(tr, r), Evidence: l.proof(tr, t, r)}
		switch {
		case i == 0:
			c.Next = tr.Next
		case r == PayoutPending && tr.State == PaidOut:
			c.Next = Bank
		case r == Chargeback && tr.State != ChargedBack: // won
			c.Next = Operator
		}
		out = append(out, c)
	}
	return out
}

// by is the day that a reason points to.
func (l *ledger) by(tr *Trail, r Reason) calendar.Date {
	switch r {
	case InCycle, BeforeCutOff, Holiday, Reserve:
		return tr.Due.On
	case PayoutPending:
		if tr.State == PaidOut && tr.Payout != nil {
			return tr.Payout.CheckBy
		}
		return tr.Due.On
	case RiskHold, Retrieval, KYCExpired, AccountLimit:
		return tr.NeededBy
	case NotKnownYet, FileLate:
		if tr.Late == nil {
			return 0
		}
		day := tr.Due.On
		if tr.State == PaidOut && tr.Payout != nil {
			day = tr.Payout.CheckBy
		}
		if e, known := tr.Late.Rule.Expect(day); known {
			return calendar.DateOf(e.At.In(l.Zone))
		}
	}
	return 0
}

// proof gives the rows that prove a reason.
func (l *ledger) proof(tr *Trail, t *swipe, r Reason) []Evidence {
	lines := l.linesOf(t)
	switch r {
	case InCycle, BeforeCutOff, Holiday, MissingInSettlement, NotCaptured, DeclinedButDebited, CurrencyMismatch, AmountMismatch:
		p := l.payoutOf(tr)
		if r == AmountMismatch && p != nil && p.gap != 0 && l.swipeGap(tr) == 0 { // the payout differs from its lines
			return l.both(p.proofs, l.ofLines(lines, anyLine))
		}
		return l.both(tr.Hops[0].Evidence, l.ofLines(lines, anyLine))
	case Duplicate:
		if o := l.repeated(t); o != nil {
			return append(l.evidence.take(1), ofTransaction(o.Transaction))
		}
	case DuplicateSettlement:
		return l.ofLines(lines, func(line *LinkedLine) bool { return roleOf(t, line) == duplicateLine })
	case AmbiguousMatch:
		return l.ofLines(l.rivals.of(t.position), anyLine)
	case RateMismatch:
		return l.ofLines(lines, func(line *LinkedLine) bool { _, wrong := l.wrongFee(line, t); return wrong })
	case Chargeback:
		rows := l.ofLines(lines, func(line *LinkedLine) bool { return line.Type == record.LineChargeback })
		if e := l.latest(eventWon, t, anyEvent); e != nil && tr.State != ChargedBack {
			return l.both(rows, l.ofEvent(e))
		}
		return rows
	case CarriedOver, NegativeBalance, MinPayout:
		if p := l.payoutOf(tr); p != nil {
			return l.both(l.ofLines(lines, anyLine), p.proofs)
		}
		return l.ofLines(lines, anyLine)
	case PayoutPending, PayoutIsShort, PayoutIsOver, PayoutIsMissing, PayoutWasReturned:
		if p := l.payoutOf(tr); p != nil {
			rows := l.both(p.proofs, p.credits)
			if p.Implied {
				rows = l.both(l.ofLines(lines, anyLine), rows)
			}
			return rows
		}
		return l.ofLines(lines, anyLine)
	case RefundNetted:
		return l.ofRefunds(t)
	}
	return l.told(tr, t, r)
}

// told gives the event that a reason rests on, else the line that says it.
func (l *ledger) told(tr *Trail, t *swipe, r Reason) []Evidence {
	var e *record.Event
	switch r {
	case RiskHold, KYCExpired, AccountLimit, Reserve, Retrieval:
		lines := l.ofLines(l.linesOf(t), func(line *LinkedLine) bool { return line.Status == record.LineHeld })
		if e = l.hold(t); r == Retrieval {
			e = l.newer(l.retrieval(t), e)
		}
		if p := l.payoutOf(tr); e == nil && len(lines) == 0 && r == AccountLimit && p != nil {
			return p.proofs
		}
		if r == KYCExpired && e == nil {
			e = l.papers()
		}
		if e == nil {
			return lines
		}
		return l.both(lines, l.ofEvent(e))
	case ManualWithdrawal:
		e = l.latestAt(eventWithdrawal, "", anyEvent)
	case AccountChanged:
		if p := l.payoutOf(tr); p != nil {
			e = l.changeBefore(p.ref.SentOn)
		}
	case OfflineNotUploaded:
		e = l.latestAt(eventOffline, t.TerminalID, anyEvent)
	case BatchNotClosed:
		e = l.latestAt(eventBatch, t.TerminalID, anyEvent)
	case RefundPending, RefundFailed:
		return l.ofRefundEvents(t, r)
	}
	if e == nil {
		return nil
	}
	return l.ofEvent(e)
}

// ofRefundEvents gives the refunds that wait or failed, and the events that say so.
func (l *ledger) ofRefundEvents(t *swipe, r Reason) (out []Evidence) {
	refunds := l.followers.of(t.position)
	if t.Type == record.Refund {
		refunds = []*swipe{t}
	}
	for _, refund := range refunds {
		if refund.Type != record.Refund {
			continue
		}
		if e := l.refundEvent(refund); e != nil && (e.Kind == eventFailed) == (r == RefundFailed) {
			out = append(append(out, ofTransaction(refund.Transaction)), l.ofEvent(e)...)
		}
	}
	return out
}

// ofRefunds gives the lines that take refunds of a sale, or the refund itself.
func (l *ledger) ofRefunds(t *swipe) []Evidence {
	taken := func(line *LinkedLine) bool { return line.Type == record.LineRefund }
	out := l.ofLines(l.linesOf(t), taken)
	for _, r := range l.followers.of(t.position) {
		if r.Type == record.Refund {
			out = append(out, l.ofLines(l.linesOf(r), taken)...)
		}
	}
	return out
}

// payoutOf gives the payout that a trail runs through, nil for none.
func (l *ledger) payoutOf(tr *Trail) *settled {
	if tr.Payout == nil {
		return nil
	}
	return l.payout(tr.Payout.Row)
}

func anyLine(*LinkedLine) bool { return true }

func (l *ledger) ofLines(lines []*LinkedLine, fit func(*LinkedLine) bool) []Evidence {
	out := l.evidence.take(len(lines))
	for _, line := range lines {
		if fit(line) {
			out = append(out, ofLine(line))
		}
	}
	return out
}

func (l *ledger) ofEvent(e *record.Event) []Evidence {
	return append(l.evidence.take(1), Evidence{Kind: record.Events, ID: e.ID, File: e.File, Line: e.Line, Extra: e.Extra})
}

// both gives the rows of a and then those of b.
func (l *ledger) both(a, b []Evidence) []Evidence {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	return append(append(l.evidence.take(len(a)+len(b)), a...), b...)
}
