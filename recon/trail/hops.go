package trail

import (
	"slices"

	"moneytrail/recon/record"
)

func ofTransaction(t *record.Transaction) Evidence {
	return Evidence{Kind: record.Transactions, ID: t.ID, File: t.File, Line: t.Line, Extra: t.Extra}
}

func ofLine(line *LinkedLine) Evidence {
	return Evidence{Kind: record.Lines, ID: line.ID, File: line.File, Line: line.Origin.Line, Extra: line.Extra}
}

func ofPayout(p *record.Payout) Evidence {
	return Evidence{Kind: record.Payouts, ID: p.ID, File: p.File, Line: p.Line, Extra: p.Extra}
}

// ByPerson is the kind of evidence that is a person's decision: ID names it.
const ByPerson record.Kind = "decisions"

func ofEntry(e *LinkedEntry) Evidence {
	if e.Decision != "" {
		return Evidence{Kind: ByPerson, ID: e.Decision}
	}
	return Evidence{Kind: record.Entries, ID: e.ID, File: e.File, Line: e.Line, Extra: e.Extra}
}

// clearedHop adds the clearing's hop: every line that speaks of the transaction.
func (l *ledger) clearedHop(tr *Trail, t *swipe, lines []*LinkedLine) {
	if len(lines) == 0 {
		return
	}
	t.moved = max(t.moved, lines[0].SettledOn)
	if l.brief {
		return
	}
	hop := Hop{Name: HopCleared, On: lines[0].SettledOn, Evidence: l.evidence.take(len(lines))}
	for _, line := range lines {
		hop.Evidence = append(hop.Evidence, ofLine(line))
	}
	tr.Hops = append(tr.Hops, hop)
}

// payoutHops adds what payer and bank prove, and the payout itself. A payout
// that was not sent, failed, or paid nothing proves no hop.
func (l *ledger) payoutHops(tr *Trail, t *swipe, s *standing) {
	p := s.payout
	proves := s.state == PaidOut || s.state == Arrived || s.state == Returned
	neverLeft := p.Status == record.PayoutFailed && len(p.Entries) == 0
	if proves && !neverLeft {
		t.moved = max(t.moved, p.ref.SentOn)
		if s.state == Arrived && p.bank.arrivedOn != 0 {
			t.moved, t.arrived = max(t.moved, p.bank.arrivedOn), p.bank.arrivedOn
		}
	}
	tr.Payout, tr.BankSeen = &p.ref, p.bankSeen
	if proves && !neverLeft && t.arrived != 0 {
		tr.EntryID = p.bank.first.ID
	}
	if l.brief {
		return
	}
	switch {
	case !proves:
		return
	case neverLeft: // the row stands beside the line
		last := &tr.Hops[len(tr.Hops)-1]
		last.Evidence = append(last.Evidence, ofPayout(&p.Payout))
		return
	}
	tr.Hops = append(tr.Hops, l.paidOutHop(tr, p, s.state))
	if t.arrived != 0 {
		arrived := Hop{Name: HopArrived, On: t.arrived, Evidence: p.credits}
		for i := range p.Entries {
			if e := &p.Entries[i]; e.arrives() && !e.BookedAt.IsZero() && e.BookedOn == t.arrived {
				arrived.At = l.at(e.BookedAt)
			}
		}
		tr.Hops = append(tr.Hops, arrived)
	}
}

// paidOutHop is what proves that the payer paid: its row, else the lines that
// name the payout, and what the bank tells beside the arrival itself.
func (l *ledger) paidOutHop(tr *Trail, p *settled, state State) Hop {
	hop := Hop{Name: HopPaidOut, On: p.ref.SentOn, Evidence: p.proofs}
	if p.Status == record.PayoutSent || p.Status == record.PayoutConfirmed || p.Status == record.PayoutReturned {
		hop.At = l.at(p.SentAt)
	}
	if p.Implied || state != Arrived && len(p.credits) > 0 {
		hop.Evidence = nil
		if p.Implied {
			hop.Evidence = slices.Clone(tr.lineEvidence())
		} else {
			hop.Evidence = append(hop.Evidence, ofPayout(&p.Payout))
		}
		for i := range p.Entries {
			if e := &p.Entries[i]; !e.arrives() || state != Arrived {
				hop.Evidence = append(hop.Evidence, ofEntry(e))
			}
		}
	}
	return hop
}

// arrives says whether an entry is the payee's credit.
func (e *LinkedEntry) arrives() bool { return e.Owner != record.Payer && e.Role == "payout" }

// lineEvidence is the evidence of the cleared hop.
func (t *Trail) lineEvidence() []Evidence {
	for _, h := range t.Hops {
		if h.Name == HopCleared {
			return h.Evidence
		}
	}
	return nil
}
