package trail

import (
	"cmp"
	"fmt"
	"slices"

	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

// settled is a payout as the trails see it.
type settled struct {
	*LinkedPayout
	position int32
	bank     banked
	bankSeen bool
	state    PayoutState
	ref      PayoutRef
	late     *Freshness // the bank's file that should be here before anything is missing
	checkBy  calendar.Date
	// gap is the part of LinesNet that neither carry nor fee nor the payout's
	// own amount accounts for (positive: the payout is larger); moved is what
	// the bank shows beyond the payout's amount. Both are spread over the lines.
	gap, moved  int64
	foreign     string      // the currency of lines that are not in the payout's: then amounts cannot be compared
	shares      []lineShare // by row of the line; nil where there is nothing to share
	carriedInto *settled    // the later payout that took a balance over, and arrived
	// credits are the payee's credits, proofs the payout's row and all other entries.
	credits, proofs []Evidence
	notes           []string // for staff
	asOf            *Freshness
	asked           bool // asOf is known
}

// PaidIn says whether a line that names a payout is paid in it: a held one is
// not, nor is one that is carried on. A balance that moves between payouts, a
// CARRIED ADJUSTMENT, is.
func PaidIn(line record.Line) bool {
	return line.Status != record.LineHeld && (line.Status != record.LineCarried || line.Type == record.LineAdjustment)
}

// lineShare is what a line bears of its payout's differences.
type lineShare struct{ row, part int64 }

// share is what the line of that row bears of gap and moved.
func (s *settled) share(row int64) int64 {
	i, found := slices.BinarySearchFunc(s.shares, row, func(x lineShare, row int64) int { return cmp.Compare(x.row, row) })
	if !found {
		return 0
	}
	return s.shares[i].part
}

func (l *ledger) indexPayouts() {
	l.payouts = make(map[int64]int32, len(l.Payouts))
	l.settled = make([]settled, 0, len(l.Payouts))
	for i := range l.Payouts {
		p := &l.Payouts[i]
		if _, twice := l.payouts[p.Row]; twice {
			continue
		}
		position := int32(len(l.settled))
		l.payouts[p.Row] = position
		l.settled = append(l.settled, settled{LinkedPayout: p, position: position})
	}
}

// payoutAt gives the position of a payout's row, -1 for none.
func (l *ledger) payoutAt(row int64) int32 {
	if i, ok := l.payouts[row]; ok {
		return i
	}
	return -1
}

// payout gives the payout of a row, nil for none.
func (l *ledger) payout(row int64) *settled {
	if i := l.payoutAt(row); row != 0 && i >= 0 {
		return &l.settled[i]
	}
	return nil
}

// settle says what became of a payout.
func (l *ledger) settle(s *settled) {
	lines := l.inPayouts.of(s.position)
	var last calendar.Date
	var moves int64 // by lines that carry a balance between payouts
	for _, line := range lines {
		last = max(last, line.SettledOn, line.DueOn)
		if s.foreign == "" && s.Currency != "" && line.Currency != s.Currency {
			s.foreign = line.Currency
		}
		if line.Status == record.LineCarried && line.Type == record.LineAdjustment {
			moves += line.Net
		}
	}
	if s.ExpectedOn == 0 && last != 0 {
		p := *s.LinkedPayout
		p.ExpectedOn = last
		s.LinkedPayout = &p
	}
	key := cmp.Or(s.Account.Key, l.Merchant.Account.Key)
	sent := sentOn(s.LinkedPayout, l.Zone)
	s.bank, s.bankSeen, s.checkBy = bankOf(s.LinkedPayout, sent), l.BankSeen[key], checkBy(sent, l.cal)
	s.state = payoutState(s.LinkedPayout, s.bank, s.bankSeen, s.checkBy, l.today)
	if s.state == PayoutMissing {
		if late := l.lateBank(s.checkBy); late != nil {
			s.late = late
			s.state = payoutState(s.LinkedPayout, s.bank, false, s.checkBy, l.today)
		}
	} else if s.bankSeen && (s.state == PayoutSent || s.state == PayoutConfirmed) {
		s.late = l.behindBank(sent)
	}
	s.ref = s.reference(sent)
	s.ref.Even = s.state == PayoutCarried && s.foreign == "" && len(s.LineRows) > 0 && s.balance() == 0 && moves <= 0 // above 0: what is missing moves on
	s.ref.Moved = s.ref.Even && (s.CarriedIn != 0 || moves != 0)
	if s.foreign == "" {
		s.differ()
	}
	if !l.brief {
		l.prove(s)
	}
}

// differ finds what a payout's amount leaves open, towards its lines and
// towards the bank, and spreads it over all of its lines.
func (s *settled) differ() {
	if !s.Implied && len(s.LineRows) > 0 && (s.Amount != 0 || s.state != PayoutCarried) { // 0: the balance is what the rest makes
		s.gap = s.Amount - s.made()
	}
	if s.arrived() {
		s.moved = s.bank.net() - s.amount()
	}
	if s.gap+s.moved == 0 {
		return
	}
	s.shares = make([]lineShare, len(s.LineRows))
	rows := slices.Clone(s.LineRows)
	slices.SortFunc(rows, func(a, b LineNet) int { return cmp.Compare(a.Row, b.Row) })
	weights := make([]int64, len(rows))
	for i, r := range rows {
		weights[i] = r.Net
	}
	for i, part := range money.Spread(s.gap+s.moved, weights) {
		s.shares[i] = lineShare{rows[i].Row, part}
	}
}

// made is what lines, carry and fee make.
func (s *settled) made() int64 { return s.LinesNet + s.CarriedIn - s.Fee }

// balance is what a payout that pays nothing leaves to a later one.
func (s *settled) balance() int64 {
	if !s.Implied && s.Amount == 0 && s.foreign == "" && len(s.LineRows) > 0 {
		return s.made()
	}
	return s.amount()
}

// prove gathers the payout's evidence and what staff are told of it.
func (l *ledger) prove(s *settled) {
	credits := 0
	for i := range s.Entries {
		if s.Entries[i].arrives() {
			credits++
		}
	}
	s.credits, s.proofs = l.evidence.take(credits), l.evidence.take(1+len(s.Entries)-credits)
	if !s.Implied {
		s.proofs = append(s.proofs, ofPayout(&s.Payout))
	}
	for i := range s.Entries {
		if e := &s.Entries[i]; e.arrives() {
			s.credits = append(s.credits, ofEntry(e))
		} else {
			s.proofs = append(s.proofs, ofEntry(e))
		}
	}
	if s.gap != 0 {
		s.notes = append(s.notes, s.gapText())
	}
	if s.moved != 0 {
		s.notes = append(s.notes, s.movedText())
	}
}

func (s *settled) arrived() bool {
	return s.state == PayoutArrived || s.state == PayoutShort || s.state == PayoutOver
}

// reference is the payout as a trail carries it.
func (s *settled) reference(sent calendar.Date) PayoutRef {
	r := PayoutRef{
		Row: s.Row, ID: s.ID, State: s.state, SentOn: sent, Amount: s.amount(), Account: s.Account.Last4,
		BankReference: s.BankReference, StatementText: s.StatementText, FailureCode: s.FailureCode, FailureReason: s.FailureReason,
		CheckBy: s.checkBy, Implied: s.Implied,
	}
	if s.arrived() {
		r.ArrivedOn, r.Word = s.bank.arrivedOn, s.bank.first.Decision != ""
	}
	if s.state == PayoutReturned {
		r.ReturnedOn = s.bank.backOn
	}
	return r
}

// gapText tells staff how a payout differs from what makes it up.
func (s *settled) gapText() string {
	f := func(n int64) string { return money.Format(n, s.Currency) }
	return fmt.Sprintf("payout %s is %s, but its lines %s plus carried in %s less fee %s make %s",
		s.ID, f(s.Amount), f(s.LinesNet), f(s.CarriedIn), f(s.Fee), f(s.made()))
}

// movedText tells staff how the bank's money differs from the payout.
func (s *settled) movedText() string {
	f := func(n int64) string { return money.Format(n, s.Currency) }
	return fmt.Sprintf("payout %s is %s, the bank shows %s", s.ID, f(s.amount()), f(s.bank.net()))
}
