package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"moneytrail/handlers/decisions"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
)

// said is what came of matching lines, or the bank entries of a ring, beside
// links: what may be suggested to people, and which of their decisions could
// not be followed.
type said struct {
	what        record.Kind // lines or entries
	merchants   []int64     // of lines: whose suggestions these are all of
	members     []member    // of entries: no other suggestion names these
	heard       []int64     // decisions
	conflicts   []notKept
	suggestions []suggested
}

// member is a payout or a bank entry.
type member struct {
	what record.Kind
	row  int64
}

// notKept is a decision that could not be followed.
type notKept struct {
	decision, row, against int64
	kind, why              string
}

// suggested is a suggestion and the merchant whose line or payout it is about.
type suggested struct {
	merchant int64
	*match.Suggestion
}

func (s *said) hear(h *hearing, conflicts []match.Conflict) {
	s.heard = h.heard
	for _, c := range conflicts {
		s.conflicts = append(s.conflicts, notKept{idOfDecision(c.Decision), max(c.Entry, c.Line), idOfDecision(c.Against), string(c.Kind), c.Why})
	}
}

// ofLines is what is said of a merchant's lines: anew of those at hand, of the
// others what was.
func (m *merchantLinker) ofLines(ctx context.Context, h *hearing, res *match.LineResult) error {
	s := said{what: record.Lines, merchants: []int64{m.key}}
	s.hear(h, res.Conflicts)
	if m.part != nil {
		list, err := m.advisedOf(ctx, []any{m.key})
		if err != nil {
			return err
		}
		was := make([]match.Suggestion, len(list))
		for i := range list {
			if err := fromJSON(list[i].body, &was[i]); err != nil {
				return err
			}
		}
		for i := range was {
			if _, again := m.part.lines[was[i].Lines[0]]; !again {
				s.suggestions = append(s.suggestions, suggested{m.key, &was[i]})
			}
		}
	}
	for i := range res.Suggestions {
		s.suggestions = append(s.suggestions, suggested{m.key, &res.Suggestions[i]})
	}
	m.v.said = append(m.v.said, s)
	return nil
}

// advised is a suggestion for lines of a merchant, as it is stored.
type advised struct {
	merchant int64
	body     string
}

// advisedOf gives what is suggested for the lines of merchants.
func (v *view) advisedOf(ctx context.Context, merchants []any) ([]advised, error) {
	all, err := lookUp(v.ahead.advised, merchants, func(a *advised) any { return a.merchant }, func(in string, args []any) ([]advised, error) {
		rows, err := v.q.query(ctx, "SELECT merchant, body FROM suggestions WHERE what = 'settlements' AND merchant"+in+" ORDER BY merchant, id", args...)
		return collect(rows, err, func(s scanner) (a advised, err error) { return a, s.Scan(&a.merchant, &a.body) })
	})
	if err != nil {
		return nil, fmt.Errorf("read suggestions: %w", err)
	}
	return all, nil
}

// ofEntries is what is said of the bank entries of a ring.
func (r *ring) ofEntries(h *hearing, res *match.EntryResult) {
	r.said = said{what: record.Entries}
	r.said.hear(h, res.Conflicts)
	for row := range r.payouts {
		r.said.members = append(r.said.members, member{record.Payouts, row})
	}
	for row := range r.entries {
		r.said.members = append(r.said.members, member{record.Entries, row})
	}
	for i := range res.Suggestions {
		g := &res.Suggestions[i]
		var owners keySet[int64]
		for _, p := range g.Payouts {
			if owner := r.reg.keyOf(r.payouts[p].owner); !owners.has(owner) {
				owners.add(owner)
				r.said.suggestions = append(r.said.suggestions, suggested{owner, g})
			}
		}
	}
}

// writeSaid stores what was said instead of what was said of the same before.
func writeSaid(ctx context.Context, t *tx, all []said) error {
	var lines, heardLines, heardEntries []int64
	var members []member
	for i := range all {
		s := &all[i]
		lines, members = append(lines, s.merchants...), append(members, s.members...)
		if s.what == record.Lines {
			heardLines = append(heardLines, s.heard...)
		} else {
			heardEntries = append(heardEntries, s.heard...)
		}
	}
	of := func(i, c int) any {
		if c == 0 {
			return string(members[i].what)
		}
		return members[i].row
	}
	ids := func(list []int64) func(i, c int) any { return func(i, _ int) any { return list[i] } }
	for _, w := range []struct {
		q    string
		n    int
		cell func(i, c int) any
	}{
		{"DELETE FROM suggestions WHERE what = 'settlements' AND merchant IN (SELECT c0 FROM " + fed + ")", len(lines), ids(lines)},
		{"DELETE FROM suggestions WHERE what = 'bank' AND id IN (SELECT r.suggestion FROM " + fed +
			" CROSS JOIN suggestion_rows r WHERE r.what = c0 AND r.row = c1)", len(members), of},
		{"DELETE FROM suggestion_rows WHERE (what, row) IN (SELECT c0, c1 FROM " + fed + ")", len(members), of},
		{"DELETE FROM decision_conflicts WHERE what = 'settlements' AND decision IN (SELECT c0 FROM " + fed + ")", len(heardLines), ids(heardLines)},
		{"DELETE FROM decision_conflicts WHERE what = 'bank' AND decision IN (SELECT c0 FROM " + fed + ")", len(heardEntries), ids(heardEntries)},
	} {
		if _, err := t.feed(ctx, w.q, w.n, w.cell); err != nil {
			return fmt.Errorf("write suggestions: %w", err)
		}
	}
	for i := range all {
		if err := all[i].insert(ctx, t); err != nil {
			return fmt.Errorf("write suggestions: %w", err)
		}
	}
	return nil
}

func (s *said) insert(ctx context.Context, t *tx) error {
	for _, c := range s.conflicts {
		if _, err := t.exec(ctx, "INSERT INTO decision_conflicts (decision, what, row, kind, why, against) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
			c.decision, string(s.what), c.row, c.kind, c.why, c.against); err != nil {
			return err
		}
	}
	for _, g := range s.suggestions {
		body, err := json.Marshal(g.Suggestion)
		if err != nil {
			return err
		}
		if _, err := t.exec(ctx, `INSERT INTO suggestions (merchant, id, what, body) VALUES (?, ?, ?, ?)
			ON CONFLICT (merchant, id) DO UPDATE SET what = excluded.what, body = excluded.body`,
			g.merchant, g.ID, string(s.what), string(body)); err != nil {
			return err
		}
		if s.what == record.Lines {
			continue
		}
		for _, of := range []struct {
			what record.Kind
			rows []int64
		}{{record.Payouts, g.Payouts}, {record.Entries, g.Entries}} {
			for _, row := range of.rows {
				if _, err := t.exec(ctx, "INSERT INTO suggestion_rows (what, row, suggestion) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
					string(of.what), row, g.ID); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// byDecisions takes into the ring what people linked to its rows.
func (r *ring) byDecisions(ctx context.Context, take func([]payoutRow)) error {
	words, err := r.decided(ctx)
	if err != nil || len(words.rows) == 0 {
		return err
	}
	have, h := map[decisions.Row]bool{}, hearing{of: words}
	for _, p := range r.payouts {
		have[decisions.Row{What: record.Payouts, Source: p.Source, ID: p.ID}] = true
		h.row(record.Payouts, p.Source, p.ID)
	}
	for _, e := range r.entries {
		have[decisions.Row{What: record.Entries, Source: e.Source, ID: e.ID}] = true
		h.row(record.Entries, e.Source, e.ID)
	}
	var payouts, entries keySet[string]
	for i := range h.seen {
		for _, row := range words.list[i].Rows() {
			switch {
			case have[row]:
			case row.What == record.Payouts:
				payouts.add(row.ID)
			case row.What == record.Entries:
				entries.add(row.ID)
			}
		}
	}
	p, err := r.payoutsBy(ctx, "id", anys(payouts.list))
	if err != nil {
		return err
	}
	take(slices.DeleteFunc(p, func(p payoutRow) bool { return r.payouts[p.Row] != nil }))
	e, err := r.entriesBy(ctx, "id", anys(entries.list))
	if err != nil {
		return err
	}
	r.takeEntries(slices.DeleteFunc(e, func(e entryRow) bool {
		return len(words.rows[decisions.Row{What: record.Entries, Source: e.Source, ID: e.ID}]) == 0
	}))
	return nil
}
