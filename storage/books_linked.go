package storage

import (
	"context"
	"fmt"

	"moneytrail/handlers/decisions"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// entryClaim is a bank entry's link to a payout.
type entryClaim struct {
	entry, payout int64
	role, rule    string
	share         int64 // of the entry's amount, 0 all of it
}

// claimsBy reads the links that have one of these payouts or entries, those of
// a payout in order of the entries.
func (v *view) claimsBy(ctx context.Context, column string, keys []any) ([]entryClaim, error) {
	all, err := lookUp(v.ahead.claims[column], keys, func(c *entryClaim) any {
		if column == "payout" {
			return c.payout
		}
		return c.entry
	}, func(in string, args []any) ([]entryClaim, error) {
		rows, err := v.q.query(ctx, "SELECT entry, payout, role, rule, share FROM payout_entries WHERE "+column+in+" ORDER BY entry, payout", args...)
		return collect(rows, err, func(r scanner) (c entryClaim, err error) {
			return c, r.Scan(&c.entry, &c.payout, &c.role, &c.rule, &c.share)
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read bank links: %w", err)
	}
	return all, nil
}

// linked gives payouts with their lines' nets and bank entries.
func (s *shelf) linked(ctx context.Context, payouts []payoutRow, nets map[int64][]trail.LineNet) ([]trail.LinkedPayout, error) {
	keys := make([]any, len(payouts))
	for i := range payouts {
		keys[i] = payouts[i].Row
	}
	claims, err := s.claimsBy(ctx, "payout", keys)
	if err != nil {
		return nil, err
	}
	var rows keySet[int64]
	for _, c := range claims {
		rows.add(c.entry)
	}
	found, err := s.entriesBy(ctx, "row", anys(rows.list))
	if err != nil {
		return nil, err
	}
	entries := map[int64]entryRow{}
	for _, e := range found {
		entries[e.Row] = e
	}
	words, err := s.received(ctx, payouts)
	return withEntries(payouts, nets, claims, entries, words), err
}

func withEntries(payouts []payoutRow, nets map[int64][]trail.LineNet, claims []entryClaim, entries map[int64]entryRow,
	words map[int64]*decisions.Decision) []trail.LinkedPayout {
	of := map[int64][]trail.LinkedEntry{}
	for _, c := range claims {
		if e, ok := entries[c.entry]; ok {
			of[c.payout] = append(of[c.payout], trail.LinkedEntry{Entry: e.Entry, Role: c.role, Rule: c.rule, Share: c.share})
		}
	}
	all := make([]trail.LinkedPayout, len(payouts))
	for i := range payouts {
		p := &payouts[i]
		all[i] = trail.LinkedPayout{Payout: p.Payout, LinesNet: p.linesNet, LineRows: nets[p.Row], Entries: of[p.Row],
			MatchedBy: p.matchedBy, ExpectedOn: calendar.Date(p.expectedOn)}
		if d := words[p.Row]; d != nil {
			standIn(&all[i], d)
		}
	}
	return all
}
