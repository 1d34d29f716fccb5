package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"moneytrail/handlers/decisions"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// OpenItems is what people may have to decide, and what they decided.
type OpenItems struct {
	Breaks      []trail.Break // open, of one merchant after the other
	Suggestions []Suggestion
	Decisions   []Standing // all there ever were, oldest first
}

// Suggestion is a suggestion of matching and the merchant that it is about.
type Suggestion struct {
	MerchantID string
	match.Suggestion
}

// Standing is a decision and what it does now.
type Standing struct {
	decisions.Decision
	// Idle says why it has no effect, "" while it has one.
	Idle string
}

// OpenItems lists the breaks that are open at a business time, the suggestions
// that would close some, and all decisions, of one merchant or ("") of all.
func (db *DB) OpenItems(ctx context.Context, merchant string, now time.Time) (items OpenItems, err error) {
	err = db.lookAnew(ctx, func(v *view) error {
		e := &exporter{db: db, now: now, views: []*view{v}}
		ids := []string{merchant}
		if merchant == "" {
			if ids, err = e.merchants(ctx); err != nil {
				return err
			}
		}
		var settled []trail.Break // decided on
		add := func(f trail.Facts, trails []trail.Trail) {
			items.Breaks = append(items.Breaks, trail.BreaksOf(f, trails, db.cals, now)...)
			settled = append(settled, trail.DecidedBreaks(f, trails, db.cals, now)...)
		}
		for _, id := range ids {
			s, err := v.shelf(ctx, id)
			if err != nil {
				return err
			}
			f, trails, err := s.reckoned(ctx, now)
			if err != nil {
				return err
			}
			add(f, trails)
			for _, g := range f.Suggestions {
				items.Suggestions = append(items.Suggestions, Suggestion{id, g})
			}
		}
		if merchant == "" {
			f, err := v.nobodys(ctx)
			if err != nil {
				return err
			}
			add(f, nil)
			all, err := v.suggestions(ctx, namelessSaid)
			if err != nil {
				return err
			}
			for _, g := range all {
				items.Suggestions = append(items.Suggestions, Suggestion{"", g})
			}
		}
		items.Decisions, err = v.standings(ctx, merchant, settled)
		return err
	})
	if err != nil {
		return OpenItems{}, fmt.Errorf("list open items: %w", err)
	}
	return items, nil
}

// reckoned gives everything that breaks of a merchant are told from, and its trails.
func (s *shelf) reckoned(ctx context.Context, now time.Time) (trail.Facts, []trail.Trail, error) {
	f, _, err := s.all(ctx)
	if err != nil {
		return f, nil, err
	}
	bySourceAndID(f.Sales)
	if f.Orphans, err = s.orphans(ctx, "place = ? AND place <> ''", f.Merchant.Account.Key); err != nil {
		return f, nil, err
	}
	words, err := s.decided(ctx)
	if err != nil {
		return f, nil, err
	}
	f.Decided = words.breaks
	if f.Suggestions, err = s.suggestions(ctx, "merchant = ?", s.key); err != nil {
		return f, nil, err
	}
	if f.Disputes, err = s.disputes(ctx, s.id); err != nil {
		return f, nil, err
	}
	return f, trail.Build(f, s.db.cals, now), nil
}

// nobodys gives the bank entries of accounts that no merchant has, and of
// merchants without any other row.
func (v *view) nobodys(ctx context.Context) (f trail.Facts, err error) {
	f.Zone = v.db.zone
	f.Orphans, err = v.orphans(ctx, `NOT EXISTS (SELECT 1 FROM merchants m WHERE m.account_key = place AND place <> ''
		AND EXISTS (SELECT 1 FROM merchant_sources s WHERE s.merchant_id = m.id AND s.kind IN ('transactions', 'settlements', 'payouts')))`)
	if err != nil {
		return f, err
	}
	words, err := v.decided(ctx)
	if err != nil {
		return f, err
	}
	f.Decided = words.breaks
	f.Suggestions, err = byKeys(anys(keysOfEntries(f.Orphans)), func(in string, args []any) ([]match.Suggestion, error) {
		return v.suggestions(ctx, "id IN (SELECT suggestion FROM suggestion_rows WHERE what = 'bank' AND row"+in+")", args...)
	})
	return f, err
}

func keysOfEntries(entries []record.Entry) []int64 {
	rows := make([]int64, len(entries))
	for i := range entries {
		rows[i] = entries[i].Row
	}
	return rows
}

// Suggestions gives what matching suggests for the rows of a merchant.
func (db *DB) Suggestions(ctx context.Context, merchant string) (all []match.Suggestion, err error) {
	err = db.look(ctx, func(v *view) error {
		all, err = v.suggestions(ctx, "merchant = ?", v.reg.keyOf(merchant))
		return err
	})
	return all, err
}

// suggestions reads what matching suggests, in order of id.
func (v *view) suggestions(ctx context.Context, where string, args ...any) ([]match.Suggestion, error) {
	rows, err := v.q.query(ctx, "SELECT body FROM suggestions WHERE "+where+" ORDER BY id", args...)
	all, err := collect(rows, err, func(s scanner) (g match.Suggestion, err error) {
		var body string
		if err := s.Scan(&body); err != nil {
			return g, err
		}
		return g, fromJSON(body, &g)
	})
	if err != nil {
		return nil, fmt.Errorf("read suggestions: %w", err)
	}
	return all, nil
}

// objection is a decision that could not be followed, as it is kept.
type objection struct {
	decision, row, against int64 // against: another decision, 0 for none
	what                   record.Kind
	kind                   match.ConflictKind
	why                    string
}

func (v *view) objections(ctx context.Context) (map[int64][]objection, error) {
	rows, err := v.q.query(ctx, "SELECT decision, what, row, kind, why, against FROM decision_conflicts ORDER BY decision, what, row, kind, why")
	all, err := collect(rows, err, func(s scanner) (r objection, err error) {
		return r, s.Scan(&r.decision, &r.what, &r.row, &r.kind, &r.why, &r.against)
	})
	if err != nil {
		return nil, fmt.Errorf("read contradictions: %w", err)
	}
	of := map[int64][]objection{}
	for _, r := range all {
		of[r.decision] = append(of[r.decision], r)
	}
	return of, nil
}

// disputes gives the links that people made for rows of a merchant and that
// ids or references contradict.
func (v *view) disputes(ctx context.Context, merchant string) ([]trail.Dispute, error) {
	words, err := v.decided(ctx)
	if err != nil || len(words.list) == 0 {
		return nil, err
	}
	var all []trail.Dispute
	against, err := v.objections(ctx)
	for i := range words.list {
		d := &words.list[i]
		if d.Kind != decisions.Accept || d.MerchantID != merchant || err != nil {
			continue
		}
		for _, r := range against[d.ID] {
			if r.kind == match.RowMissing || r.row == 0 {
				continue
			}
			x, there, err := v.disputed(ctx, r)
			if err != nil {
				return nil, err
			}
			if there {
				x.Since = dateOf(d.At.In(v.reg.zoneOf(merchant)))
				x.Text = fmt.Sprintf("%s accepted %s (%s), which does not hold: %s", d.By, d.Suggestion, d.Name(), r.why)
				if k := slices.IndexFunc(words.list, func(o decisions.Decision) bool { return o.ID == r.against }); k >= 0 {
					was := &words.list[k]
					x.Text += fmt.Sprintf("; that one is %s's, of %s", was.By, was.At.In(v.reg.zone).Format("2006-01-02 15:04"))
				}
				all = append(all, x)
			}
		}
	}
	return all, err
}

// disputed reads the row that was to be linked.
func (v *view) disputed(ctx context.Context, r objection) (x trail.Dispute, there bool, err error) {
	if r.what == record.Lines {
		facts, err := v.factsAt(ctx, lineNoun(), []int64{r.row})
		if err != nil || len(facts) == 0 {
			return x, false, err
		}
		l, err := v.settlement(ctx, facts[0])
		return trail.Dispute{Source: l.Source, ID: l.ID, Amount: l.Gross, Currency: l.Currency}, true, err
	}
	entries, err := v.entriesBy(ctx, "row", []any{r.row})
	if err != nil || len(entries) == 0 {
		return x, false, err
	}
	e := entries[0]
	if x = (trail.Dispute{Source: e.Source, ID: e.ID, Amount: e.Amount, Currency: e.Currency}); e.Direction == record.Debit {
		x.Amount = -x.Amount
	}
	return x, true, nil
}

// standings lists decisions with what they do; settled are the breaks that are
// closed by one.
func (v *view) standings(ctx context.Context, merchant string, settled []trail.Break) ([]Standing, error) {
	where, args := "1 = 1", []any(nil)
	if merchant != "" {
		where, args = "merchant_id = ?", []any{merchant}
	}
	list, err := readDecisions(ctx, v.q, where, args...)
	if err != nil {
		return nil, err
	}
	against, err := v.objections(ctx)
	if err != nil {
		return nil, err
	}
	closed := map[string]bool{}
	for _, b := range settled {
		closed[b.Decided.ID] = true
	}
	all := make([]Standing, len(list))
	for i := range list {
		d := &list[i]
		all[i].Decision = *d
		if !d.IsUndone() {
			all[i].Idle, err = v.idle(ctx, d, against[d.ID], closed[d.Name()])
		}
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// idle says why a decision has no effect.
func (v *view) idle(ctx context.Context, d *decisions.Decision, against []objection, closes bool) (string, error) {
	var gone []string
	for _, r := range d.Rows() {
		found, err := v.holders(ctx, r.What, r.ID, r.Source)
		if err != nil {
			return "", err
		}
		if len(found) == 0 && r.What == record.Payouts { // told by another witness now
			found, err = v.holders(ctx, r.What, r.ID, "")
		}
		if err != nil {
			return "", err
		}
		if len(found) == 0 {
			gone = append(gone, r.ID)
		}
	}
	slices.Sort(gone)
	switch gone = slices.Compact(gone); {
	case len(gone) == 1:
		return "no imported file tells of " + gone[0] + " any more", nil
	case len(gone) > 1:
		return "no imported file tells of " + strings.Join(gone, ", ") + " any more", nil
	}
	var why []string
	for _, r := range against {
		why = append(why, r.why)
	}
	if len(why) > 0 {
		return strings.Join(slices.Compact(why), "; "), nil
	}
	switch d.Kind {
	case decisions.WriteOff:
		if !closes {
			return "the break is gone, or another amount is at stake now", nil
		}
	case decisions.Received:
		return v.overtaken(ctx, d)
	}
	return "", nil
}

// overtaken tells whether the bank has spoken of a payout since a person did.
func (v *view) overtaken(ctx context.Context, d *decisions.Decision) (string, error) {
	p, _, err := v.decidedPayout(ctx, d.Subject, d.MerchantID)
	if err != nil || p == nil {
		return "", err
	}
	for _, e := range p.Evidence {
		if e.Kind == trail.ByPerson {
			return "", nil
		}
	}
	return "the bank's own entry " + cmp.Or(p.EntryID, "of it") + " has taken its place", nil
}
