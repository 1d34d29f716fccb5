package trail

import (
	"fmt"

	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

func ofTransaction(t record.Transaction) Evidence {
	return Evidence{Kind: record.Transactions, ID: t.ID, File: t.File, Line: t.Line}
}

func ofLine(line LinkedLine) Evidence {
	return Evidence{Kind: record.Lines, ID: line.ID, File: line.File, Line: line.Origin.Line}
}

func ofPayout(p record.Payout) Evidence {
	return Evidence{Kind: record.Payouts, ID: p.ID, File: p.File, Line: p.Line}
}

func ofEntry(e record.Entry) Evidence {
	return Evidence{Kind: record.Entries, ID: e.ID, File: e.File, Line: e.Line}
}

// clearedHop adds the clearing's hop: every line that speaks of the transaction.
func (l *ledger) clearedHop(tr *Trail, lines []LinkedLine) {
	if len(lines) == 0 {
		return
	}
	hop := Hop{Name: HopCleared, On: lines[0].SettledOn}
	for _, line := range lines {
		hop.Evidence = append(hop.Evidence, ofLine(line))
	}
	tr.Hops = append(tr.Hops, hop)
}

// payoutHops adds what payer and bank prove, and the payout itself. A payout
// that was not sent, failed, or paid nothing proves no hop.
func (l *ledger) payoutHops(tr *Trail, s standing) {
	p := s.payout
	ref := p.ref(l.Zone)
	tr.Payout = &ref
	tr.BankSeen = p.bankSeen
	if s.state != PaidOut && s.state != Arrived && s.state != Returned {
		return
	}
	if p.Status == record.PayoutFailed && len(p.Entries) == 0 { // it never left: the row stands beside the line
		last := &tr.Hops[len(tr.Hops)-1]
		last.Evidence = append(last.Evidence, ofPayout(p.Payout))
		return
	}
	hop := Hop{Name: HopPaidOut, On: ref.SentOn}
	if p.Status == record.PayoutSent || p.Status == record.PayoutConfirmed || p.Status == record.PayoutReturned {
		hop.At = l.at(p.SentAt)
	}
	if p.Implied {
		hop.Evidence = append(hop.Evidence, tr.lineEvidence()...)
	} else {
		hop.Evidence = append(hop.Evidence, ofPayout(p.Payout))
	}
	arrived := Hop{Name: HopArrived, On: p.bank.arrivedOn}
	for _, e := range p.Entries {
		if e.Owner != record.Payer && e.Role == "payout" && s.state == Arrived {
			arrived.Evidence = append(arrived.Evidence, ofEntry(e.Entry))
			if !e.BookedAt.IsZero() && e.BookedOn == arrived.On {
				arrived.At = l.at(e.BookedAt)
			}
			continue
		}
		hop.Evidence = append(hop.Evidence, ofEntry(e.Entry))
	}
	tr.Hops = append(tr.Hops, hop)
	if len(arrived.Evidence) > 0 {
		tr.Hops = append(tr.Hops, arrived)
		tr.EntryID = p.bank.first.ID
	}
}

// lineEvidence is the evidence of the cleared hop.
func (t *Trail) lineEvidence() []Evidence {
	for _, h := range t.Hops {
		if h.Name == HopCleared {
			return h.Evidence
		}
	}
	return nil
}

// movedText tells staff how the bank's money differs from the payout.
func (s *settled) movedText() string {
	f := func(n int64) string { return money.Format(n, s.Currency) }
	return fmt.Sprintf("payout %s is %s, the bank shows %s", s.ID, f(s.amount()), f(s.bank.net()))
}
