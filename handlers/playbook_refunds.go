package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/checks"
	"moneytrail/handlers/flow"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// checkRefunds looks through the refunds of the payout that the playbook is
// about, or from which the refund of the swipe it is about was taken; else of
// the last days.
func (t *turn) checkRefunds(at flow.At) (flow.Checked, error) {
	s, err := t.subjectOf(at)
	if err != nil {
		return flow.Checked{}, err
	}
	if s.Trail != nil && s.Payout == nil {
		if s.Payout, err = t.payoutOfRefunds(*s.Trail); err != nil {
			return flow.Checked{}, err
		}
	}
	if s.Payout != nil {
		var rows []record.Transaction
		for _, l := range s.Payout.Lines {
			if l.Type == string(record.LineRefund) && l.TransactionRow != 0 {
				rows = append(rows, record.Transaction{Origin: record.Origin{Row: l.TransactionRow}, Type: record.Refund, Status: record.Approved, Amount: -l.Gross, Currency: l.Currency})
			}
		}
		return checks.Refunds(rows, nil, s.Payout.Currency, true), nil
	}
	found, _, _, err := t.signs(t.merchant, refundDays)
	if err != nil {
		return flow.Checked{}, err
	}
	a, err := t.activity(refundDays)
	if err != nil {
		return flow.Checked{}, err
	}
	return checks.Refunds(a.Transactions, patterns.For(found, patterns.Owner), t.currency(t.merchant), false), nil
}

// payoutOfRefunds gives the payout from which the refund of a sale was taken:
// mostly a later one than its own, which it gives where no such is known. Of a
// refund it gives the refund's own. nil: it is in none.
func (t *turn) payoutOfRefunds(tr trail.Trail) (*trail.PayoutView, error) {
	if taken := takenBack(tr); tr.Type != record.Refund && len(taken) > 0 {
		const most = 40 // payouts of the days in which a refund comes
		later, err := t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: tr.MerchantID, From: tr.Business, To: tr.Business + calendar.Date(refundDays), Limit: most})
		if err != nil {
			return nil, fmt.Errorf("read payouts: %w", err)
		}
		for _, p := range later {
			if slices.ContainsFunc(p.Lines, func(l trail.PayoutLine) bool { return slices.Contains(taken, l.LineID) }) {
				return &p, nil
			}
		}
	}
	if tr.Payout == nil {
		return nil, nil
	}
	p, ok, err := t.payoutIn(tr.Payout.Row)
	if err != nil || !ok {
		return nil, err
	}
	return &p, nil
}

// takenBack lists the settlement lines by which a sale's refunds were taken.
func takenBack(tr trail.Trail) (lines []string) {
	for _, c := range tr.Why {
		for _, e := range c.Evidence {
			if c.Reason == trail.RefundNetted && e.Kind == record.Lines {
				lines = append(lines, e.ID)
			}
		}
	}
	return lines
}
