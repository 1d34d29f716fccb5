package storage

import (
	"context"
	"strings"

	"pgregory.net/rapid"

	"moneytrail/handlers/decisions"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// wish draws what somebody decides about a payout, a bank entry or what is suggested.
func (s *shop) wish(suggested []Suggestion) decisions.Wish {
	w := decisions.Wish{Kind: decisions.Received, By: "cli:test", ID: s.one("payout", "P1", "P2", "P3", "P4"), On: calendar.Date(20516)} // 2026-03-04
	kinds := []string{"received", "missing"}
	if len(s.past[entryColumns]) > 0 {
		kinds = append(kinds, "orphan")
	}
	if len(suggested) > 0 {
		kinds = append(kinds, "accept", "accept", "accept", "decline")
	}
	switch kind := s.one("decision", kinds...); kind {
	case "missing":
		w.Kind, w.Break = decisions.WriteOff, trail.PayoutIsMissing
	case "orphan":
		w.Kind, w.Break = decisions.WriteOff, trail.OrphanBankEntry
		w.ID, _, _ = strings.Cut(s.one("entry", s.past[entryColumns]...), ",")
	case "accept", "decline":
		g := rapid.SampledFrom(suggested).Draw(s.T, "suggestion")
		w = decisions.Wish{Kind: decisions.Accept, By: "cli:test", Suggestion: g.ID, MerchantID: g.MerchantID}
		if kind == "decline" {
			w.Kind = decisions.Decline
		}
	}
	return w
}

// decide lets somebody decide, or take a decision back; mostly there is nothing
// to decide.
func (s *shop) decide(ctx context.Context, db *DB, step int) {
	items, err := db.OpenItems(ctx, "", db.clock.Now())
	if err != nil {
		s.Fatal(err)
	}
	if all := items.Decisions; len(all) > 0 && rapid.IntRange(0, 2).Draw(s.T, "undo") == 0 {
		d, err := db.Undo(ctx, rapid.SampledFrom(all).Draw(s.T, "decision").ID, "cli:test", "")
		s.Logf("step %d: undone %+v, %v", step, d, err)
		return
	}
	d, err := db.Decide(ctx, s.wish(items.Suggestions))
	s.Logf("step %d: decided %+v, %v", step, d, err)
}
