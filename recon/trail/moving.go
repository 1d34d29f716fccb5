package trail

import (
	"fmt"
	"math/big"

	"moneytrail/recon/money"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// money builds the trail of a row that moves money: a sale, capture or refund.
func (l *ledger) money(tr *Trail, t *swipe) reasonSet {
	lines := l.linesOf(t)
	var first *LinkedLine
	for _, line := range lines {
		if roleOf(t, line) == ownLine {
			first = line
			break
		}
	}
	due := l.dueOf(t, first)
	if !l.brief {
		tr.Parts = l.parts.take(max(1, len(lines)))
	}
	var s standing
	if first == nil {
		s = l.uncleared(tr, t, due)
	} else {
		s = l.cleared(tr, t, first, due)
	}
	tr.State, tr.Due = s.state, s.due
	why := s.reasons
	if !l.brief {
		tr.HoldReason, tr.NeededBy, tr.Late = s.holdReason, s.neededBy, s.late
		tr.note(s.notes...)
	}
	l.clearedHop(tr, t, lines)
	if s.payout != nil {
		l.payoutHops(tr, t, &s)
	}
	if !l.lean {
		why |= l.duplicates(tr, t, due)
	}
	if !l.brief {
		own := len(tr.Parts)
		for _, line := range lines {
			if roleOf(t, line) == besideLine {
				tr.Parts = append(tr.Parts, l.part(line, l.netted(line), counted(line)))
			}
		}
		l.arithmetic(tr, own)
	}
	why = l.beside(tr, t, why)
	if l.lean {
		return why
	}
	if e := l.retrieval(t); e != nil && tr.State != ChargedBack {
		why |= because(Retrieval)
		tr.NeededBy = e.DueOn
	}
	if l.duplicate(t) {
		why |= because(Duplicate)
	}
	if l.brief {
		return why
	}
	l.remarks(tr, t)
	if s.next != "" && (why == 0 || why.main() == s.nextOf) {
		tr.Next = s.next
	}
	return why
}

// duplicates counts the lines that settle a transaction once more.
func (l *ledger) duplicates(tr *Trail, t *swipe, due terms.Due) (why reasonSet) {
	for _, line := range l.linesOf(t) {
		if roleOf(t, line) == duplicateLine {
			why = because(DuplicateSettlement)
			tr.note(fmt.Sprintf("line %s settles it once more", line.ID), line.Explanation)
			tr.count(l, l.part(line, l.ofLine(line, t, due), Part{}))
		}
	}
	return why
}

// uncleared is a swipe without a settlement line: all of it stands gross.
func (l *ledger) uncleared(tr *Trail, t *swipe, due terms.Due) standing {
	if t.Type == record.Refund {
		switch e := l.refundEvent(t); {
		case e == nil:
		case e.Kind == eventFailed: // it was never paid to the card, so nothing will be taken
			return standing{state: Captured, reasons: because(RefundFailed)}
		default:
			tr.count(l, gross(t, DueLater, terms.Due{}))
			return standing{state: Captured, reasons: because(RefundPending)}
		}
	}
	s := l.ofSwipe(t, due)
	tr.count(l, gross(t, s.place, s.due))
	return s
}

// count adds a part of the row's money, where parts are wanted.
func (t *Trail) count(l *ledger, p Part) {
	if !l.brief {
		t.Parts = append(t.Parts, p)
	}
}

// gross is the part of a swipe that is not priced yet.
func gross(t *swipe, at Place, due terms.Due) Part {
	p := Part{Currency: t.Currency, Place: at, Due: due.On, Sale: t.Amount}
	if t.Type == record.Refund {
		p.Sale, p.Refund = 0, t.Amount
	}
	return p.at(p.Left())
}

// cleared is a swipe with its settlement line, or several that share it.
func (l *ledger) cleared(tr *Trail, t *swipe, first *LinkedLine, due terms.Due) standing {
	s := l.ofLine(first, t, due)
	if l.lean {
		return s
	}
	tr.LineID, tr.MatchedBy = first.ID, first.MatchedBy
	if t.Type == record.Refund && s.state != Held {
		s.because(RefundNetted)
	}
	placed := s
	var total int64
	foreign := false
	for _, line := range l.linesOf(t) {
		if roleOf(t, line) != ownLine {
			continue
		}
		if line != first {
			placed = l.ofLine(line, t, due)
		}
		if !l.brief {
			tr.Parts = append(tr.Parts, l.part(line, placed, counted(line)))
		}
		tr.note(line.Explanation)
		if line.Currency != t.Currency {
			foreign = true
			s.because(CurrencyMismatch)
			tr.note(fmt.Sprintf("swiped in %s, settled in %s (line %s)", t.Currency, line.Currency, line.ID))
			continue
		}
		total += line.Gross
		if want, wrong := l.wrongFee(line, t); wrong {
			s.because(RateMismatch)
			tr.Arithmetic.FeeOver += line.Fee - want
			tr.note(fmt.Sprintf("fee of line %s is %s, by the terms %s", line.ID, money.Format(line.Fee, line.Currency), money.Format(want, line.Currency)))
		}
	}
	if rest := signed(t) - total; rest != 0 && !foreign {
		s.because(AmountMismatch)
		tr.note(fmt.Sprintf("swiped %s, settled %s", money.Format(signed(t), t.Currency), money.Format(total, t.Currency)))
		tr.Arithmetic.Unsettled = rest
		p := Part{Currency: t.Currency, Place: Nowhere, Sale: rest}
		if t.Type == record.Refund {
			p.Sale, p.Refund = 0, -rest
		}
		tr.count(l, p.at(0))
	}
	return s
}

// wrongFee says whether the terms give another fee for a line, and which: for
// a sale, and for a refund where they say what becomes of the fee.
func (l *ledger) wrongFee(line *LinkedLine, t *swipe) (want int64, wrong bool) {
	if line.State == "mismatch" || line.Currency != t.Currency {
		return 0, false
	}
	known := false
	switch line.Type {
	case record.LineSale:
		want, known = l.under(t).Fee(line.Gross)
	case record.LineRefund:
		var sale int64
		if original := l.position(t.original); original != nil {
			sale = original.Amount
		}
		want, known = l.under(t).RefundFee(line.Gross, sale)
	}
	return want, known && !terms.Charged(line.Fee, want)
}

// wrongPayoutFee says whether the terms give another fee for a payout, and
// which. A payout without one says nothing: its file may have no such column.
func (l *ledger) wrongPayoutFee(p *settled) (want int64, wrong bool) {
	if p.Fee == 0 || p.Currency == "" || p.Currency != l.Merchant.Currency {
		return 0, false
	}
	k := terms.For(l.Merchant, l.Terms, "*", "", max(p.ref.SentOn, 0))
	if k.PayoutFee == nil {
		return 0, false
	}
	return *k.PayoutFee, *k.PayoutFee != p.Fee
}

// signed is the amount as the merchant sees it: below 0 for a refund.
func signed(t *swipe) int64 {
	if t.Type == record.Refund {
		return -t.Amount
	}
	return t.Amount
}

// part places a line's net, with its share of what its payout shows beyond its
// lines. left is what it counts: zero for money that nothing accounts for.
func (l *ledger) part(line *LinkedLine, s standing, left Part) Part {
	left.LineRow, left.LineID, left.Type, left.Currency = line.Row, line.ID, line.Type, line.Currency
	left.SettledOn, left.Place = line.SettledOn, s.place
	if s.place == DueLater || s.place == Overdue {
		left.Due = s.due.On
	}
	net := line.Net
	if s.payout != nil {
		net += s.payout.share(line.Row)
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
func (l *ledger) arithmetic(t *Trail, n int) {
	a := &t.Arithmetic
	if n == 0 { // a refund that failed
		return
	}
	a.Gross = t.Signed()
	for i := range t.Parts[:n] {
		p := &t.Parts[i]
		if p.Currency != t.Currency {
			continue
		}
		if p.LineRow != 0 {
			a.Priced = true
		}
		a.Fee += p.Fee
		a.Arrived += arrivedOf(*p)
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
		a.FeeRate = l.percent(a.Fee, a.Gross)
		if a.FeeOver != 0 {
			a.RateAgreed = l.percent(a.Fee-a.FeeOver, a.Gross)
		}
	}
}

// percent writes fee / gross in percent with two decimals, half away from zero.
func (l *ledger) percent(fee, gross int64) string {
	const limit = 1 << 48 // of what can be multiplied by 20000 without running over
	if fee > limit || fee < -limit || gross > limit || gross < -limit {
		return new(big.Rat).Mul(big.NewRat(fee, gross), big.NewRat(100, 1)).FloatString(2)
	}
	if gross < 0 {
		fee, gross = -fee, -gross
	}
	basis := (fee*20000 + gross) / (2 * gross)
	if fee < 0 {
		basis = (fee*20000 - gross) / (2 * gross)
	}
	text, known := l.rates[basis]
	if !known {
		if l.rates == nil {
			l.rates = map[int64]string{}
		}
		text = money.Format(basis, "")
		l.rates[basis] = text
	}
	return text
}
