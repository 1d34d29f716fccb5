package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/checks"
	"moneytrail/handlers/flow"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

const (
	// papersDays is how far back it is looked for papers that were asked for: card
	// schemes give weeks, not months, to send them.
	papersDays = 60
	// papersMost is how many payments that were disputed or asked for are looked at.
	papersMost = 50
)

// checkPapers tells whether papers are wanted; begun about nothing, for the
// payment for which they are wanted first.
func (t *turn) checkPapers(at flow.At) (flow.Checked, error) {
	s, err := t.subjectOf(at)
	if err != nil || at.Frame.About != "" {
		return checks.Papers(s), err
	}
	found, err := t.wantingPapers()
	if err != nil {
		return flow.Checked{}, err
	}
	out, first := checks.Papers(s), calendar.Date(0)
	for _, tr := range found {
		s.Trail = &tr
		c := checks.Papers(s)
		if c.Outcome == "none" || out.About != "" && (tr.NeededBy == 0 || first != 0 && tr.NeededBy >= first) {
			continue
		}
		c.About = about{row: tr.Row}.key()
		out, first = c, tr.NeededBy
	}
	return out, nil
}

// wantingPapers gives payments for which papers may be wanted: those that have not
// arrived, those that a customer's bank asked for, and those that were disputed.
func (t *turn) wantingPapers() ([]trail.Trail, error) {
	out, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, Open: true, Limit: openDeep})
	if err != nil {
		return nil, fmt.Errorf("read open trails: %w", err)
	}
	if !t.scope.Totals() {
		return out, nil
	}
	a, err := t.activity(0)
	if err != nil {
		return nil, err
	}
	var asked []string // for, by reference, the newest first
	for _, e := range slices.Backward(a.Events) {
		if e.Kind == "RETRIEVAL" && e.Reference != "" && calendar.DateOf(e.Time.Time) >= t.today()-papersDays && len(asked) < papersMost {
			asked = append(asked, e.Reference)
		}
	}
	for _, ref := range asked {
		more, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, Reference: ref, Limit: 1})
		if err != nil {
			return nil, fmt.Errorf("read trails: %w", err)
		}
		out = append(out, more...)
	}
	payouts, err := t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: t.merchant.ID, From: t.today() - papersDays, Limit: papersDays})
	if err != nil {
		return nil, fmt.Errorf("read payouts: %w", err)
	}
	n := 0
	for _, p := range payouts {
		for _, l := range p.Lines {
			if l.Type != string(record.LineChargeback) || l.TransactionRow == 0 || n == papersMost {
				continue
			}
			n++
			tr, ok, err := t.Books.Trail(t.ctx, t.scope, l.TransactionRow)
			if err != nil {
				return nil, fmt.Errorf("read trail: %w", err)
			}
			if ok {
				out = append(out, tr)
			}
		}
	}
	return out, nil
}
