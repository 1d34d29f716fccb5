package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/decisions"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// errAgain tells that what a decision was made on has changed meanwhile.
var errAgain = decisions.RefusedError{Text: "the books changed while this was being decided: try again", Cause: decisions.Changed}

// verdictOn is a decision that may be kept, and whose links it changes.
type verdictOn struct {
	decisions.Decision
	touches []touch
	at      versions
	words   int64 // version of what is decided
}

// Decide keeps a decision: it is checked against the books as they are, kept
// with one entry of the audit trail, and the links of what it touches are made
// again, so that who waits for the money is told as after an import. Who asks
// for what they have decided already gets that, and nothing is done. A
// decisions.RefusedError says in words why it cannot be: what it names is not
// there, is closed, is several, or somebody else has decided.
func (db *DB) Decide(ctx context.Context, w decisions.Wish) (decisions.Decision, error) {
	if w.By = strings.TrimSpace(w.By); w.By == "" {
		return decisions.Decision{}, refused("a decision needs the name of who makes it")
	}
	for try := 0; ; try++ {
		d, err := db.decide(ctx, w)
		if !errors.Is(err, errAgain) || try == 9 {
			return d, err
		}
	}
}

func (db *DB) decide(ctx context.Context, w decisions.Wish) (d decisions.Decision, err error) {
	if err := db.Relink(ctx); err != nil {
		return d, err
	}
	var x *verdictOn
	err = db.look(ctx, func(v *view) error {
		x, err = v.consider(ctx, w)
		return err
	})
	if err != nil {
		return d, err
	}
	if x.ID != 0 {
		return x.Decision, nil
	}
	if err := db.keep(ctx, x); err != nil {
		return d, err
	}
	if err := db.Relink(ctx); err != nil {
		return x.Decision, fmt.Errorf("%s is kept, links are still to be made: %w", x.Name(), err)
	}
	return x.Decision, nil
}

// consider holds a wish against the books.
func (v *view) consider(ctx context.Context, w decisions.Wish) (*verdictOn, error) {
	x := &verdictOn{Decision: decisions.Decision{Kind: w.Kind, Note: w.Note, By: w.By, At: fromMillis(millis(v.db.clock.Now()))}}
	words, err := v.decided(ctx)
	if err != nil {
		return nil, err
	}
	x.words = words.version
	if x.at, err = readVersions(ctx, v.q); err != nil {
		return nil, err
	}
	switch w.Kind {
	case decisions.Accept, decisions.Decline:
		err = v.onSuggestion(ctx, w, x, words)
	case decisions.WriteOff:
		err = v.onBreak(ctx, w, x)
	case decisions.Received:
		err = v.onPayout(ctx, w, x)
	default:
		err = refused("nothing is known of decisions of the kind %q", w.Kind)
	}
	if err != nil {
		return nil, err
	}
	for i := range words.list {
		if was := &words.list[i]; sameSubject(was, &x.Decision) {
			if was.Same(&x.Decision) && was.By == x.By {
				return &verdictOn{Decision: *was}, nil
			}
			return nil, refusedBy(decisions.Decided, was, "%s has decided that already: %s", was.By, v.told(was))
		}
	}
	return x, v.touching(ctx, x)
}

func sameSubject(a, b *decisions.Decision) bool {
	if a.Suggestion != "" || b.Suggestion != "" {
		return a.Suggestion == b.Suggestion && a.MerchantID == b.MerchantID
	}
	if a.Subject.What == record.Payouts && a.MerchantID != b.MerchantID { // lines of two merchants name theirs by one number
		return false
	}
	return a.Kind == b.Kind && a.Break == b.Break && a.Subject == b.Subject
}

// told is a decision in one line.
func (v *view) told(d *decisions.Decision) string {
	return fmt.Sprintf("%s of %s, %s; `decide undo %s` takes it back", d.Name(), d.At.In(v.reg.zone).Format("2006-01-02 15:04"), d.Text(), d.Name())
}

// onSuggestion finds the suggestion that is meant.
func (v *view) onSuggestion(ctx context.Context, w decisions.Wish, x *verdictOn, words *decided) error {
	rows, err := v.q.query(ctx, "SELECT merchant, body FROM suggestions WHERE id = ? ORDER BY merchant", w.Suggestion)
	found, err := collect(rows, err, func(s scanner) (g Suggestion, err error) {
		var key int64
		var body string
		if err := s.Scan(&key, &body); err != nil {
			return g, err
		}
		g.MerchantID = v.reg.byKey[key]
		return g, fromJSON(body, &g.Suggestion)
	})
	if err != nil {
		return fmt.Errorf("read suggestions: %w", err)
	}
	found = slices.DeleteFunc(found, func(g Suggestion) bool { return w.MerchantID != "" && g.MerchantID != w.MerchantID })
	x.Suggestion = w.Suggestion
	if len(found) == 0 { // followed already, it is not made again
		for i := range words.list {
			if was := &words.list[i]; was.Suggestion == w.Suggestion {
				x.MerchantID, x.Pairs, x.Amount, x.Currency = was.MerchantID, was.Pairs, was.Amount, was.Currency
				return nil
			}
		}
		for i := range words.list {
			if was := &words.list[i]; slices.Contains(was.Rivals, w.Suggestion) && (w.MerchantID == "" || was.MerchantID == w.MerchantID) {
				return refusedBy(decisions.Rivalled, was, "the suggestion %s is not made any more, %s has decided about the same rows: %s", w.Suggestion, was.By, v.told(was))
			}
		}
		return refusedBy(decisions.Gone, nil, "there is no suggestion %s, or it is not made any more: `decide list` shows what is suggested", w.Suggestion)
	}
	for _, g := range found[1:] {
		if !slices.Equal(g.Pairs, found[0].Pairs) {
			return refused("suggestions of %s and %s are both called %s: say which by --merchant", found[0].MerchantID, g.MerchantID, w.Suggestion)
		}
	}
	g := found[0]
	x.MerchantID, x.Pairs, x.Amount, x.Currency = g.MerchantID, g.Pairs, g.Amount, g.Currency
	if w.Kind == decisions.Accept {
		x.Rivals, err = v.rivals(ctx, &g)
	}
	return err
}

// rivals gives the other suggestions about rows of a suggestion, in order of id.
func (v *view) rivals(ctx context.Context, g *Suggestion) ([]string, error) {
	all, err := v.suggestions(ctx, "merchant = ?", v.reg.keyOf(g.MerchantID))
	if err != nil {
		return nil, err
	}
	for what, rows := range map[record.Kind][]int64{record.Payouts: g.Payouts, record.Entries: g.Entries} {
		of, err := byKeys(anys(rows), func(in string, args []any) ([]match.Suggestion, error) {
			return v.suggestions(ctx, "id IN (SELECT suggestion FROM suggestion_rows WHERE what = '"+string(what)+"' AND row"+in+")", args...)
		})
		if err != nil {
			return nil, err
		}
		all = append(all, of...)
	}
	var ids []string
	members := g.Members()
	for i := range all {
		s := Suggestion{Suggestion: all[i]}
		if s.ID != g.ID && slices.ContainsFunc(s.Members(), func(r decisions.Row) bool { return slices.Contains(members, r) }) {
			ids = append(ids, s.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// onBreak finds the break that is meant.
func (v *view) onBreak(ctx context.Context, w decisions.Wish, x *verdictOn) error {
	if !slices.Contains(trail.BreakKinds(), w.Break) {
		return refused("%q is no kind of break: name one of %s", w.Break, namesOfBreaks())
	}
	b, what, err := v.breakNamed(ctx, w)
	if err != nil {
		return err
	}
	x.MerchantID, x.Break, x.Amount, x.Currency = b.MerchantID, b.Kind, b.Amount, b.Currency
	x.Subject = decisions.Row{What: what, Source: b.Source, ID: b.ID}
	return nil
}

// onPayout finds the payout that is meant, and asks whether it can have arrived.
func (v *view) onPayout(ctx context.Context, w decisions.Wish, x *verdictOn) error {
	p, found, err := v.decidedPayout(ctx, decisions.Row{What: record.Payouts, ID: w.ID, Source: w.Source}, w.MerchantID)
	switch {
	case err != nil:
		return err
	case len(found) > 1:
		var names []string
		for _, h := range found {
			names = append(names, h.source+" ("+h.merchant+")")
		}
		return refused("several payouts have the id %s: %s; say which by --source or --merchant", w.ID, strings.Join(names, ", "))
	case p == nil || w.Source != "" && found[0].source != w.Source:
		return refused("no imported row or line tells of a payout %s%s", w.ID, ofSource(w.Source))
	}
	x.MerchantID, x.Amount, x.Currency, x.On = p.MerchantID, p.Amount, p.Currency, w.On
	x.Subject = decisions.Row{What: record.Payouts, Source: found[0].source, ID: p.ID}
	if p.Word {
		return nil // somebody has decided it
	}
	zone := v.reg.zoneOf(p.MerchantID)
	switch today := dateOf(v.db.clock.Now().In(zone)); {
	case p.State == trail.PayoutReturned:
		return refused("payout %s came back: it can only arrive when it is paid again", p.ID)
	case p.State == trail.PayoutCarried || p.Amount <= 0:
		return refused("payout %s pays nothing: its balance is carried on", p.ID)
	case p.ArrivedOn != 0:
		return refused("payout %s has arrived on %s by the bank entry %s", p.ID, p.ArrivedOn, p.EntryID)
	case w.On > today:
		return refused("%s is still to come: give the day on which the money arrived", w.On)
	case p.SentOn != 0 && w.On < p.SentOn:
		return refused("payout %s was sent on %s: it cannot have arrived on %s", p.ID, p.SentOn, w.On)
	}
	return nil
}

// touching finds whose links the decision changes.
func (v *view) touching(ctx context.Context, x *verdictOn) error {
	var all keySet[touch]
	if v.reg.keyOf(x.MerchantID) != 0 {
		all.add(touch{touchMerchant, x.MerchantID})
	}
	for _, r := range x.Rows() {
		found, err := v.holders(ctx, r.What, r.ID, r.Source)
		if err != nil {
			return err
		}
		for _, h := range found {
			if v.reg.keyOf(h.merchant) != 0 {
				all.add(touch{touchMerchant, h.merchant})
			}
			if r.What != record.Entries {
				continue
			}
			e, err := v.entriesBy(ctx, "row", []any{h.row})
			if err != nil {
				return err
			}
			for i := range e {
				all.add(touch{touchPlace, e[i].place})
			}
		}
	}
	x.touches = all.list
	return nil
}

// pairKeys gives the rows that a suggestion would link, each once.
func pairKeys(pairs []match.Pair) []decisions.Row {
	rows := (&decisions.Decision{Pairs: pairs}).Rows()
	slices.SortFunc(rows, func(a, b decisions.Row) int {
		return strings.Compare(string(a.What)+"\x00"+a.Source+"\x00"+a.ID, string(b.What)+"\x00"+b.Source+"\x00"+b.ID)
	})
	return slices.Compact(rows)
}

// Members names the rows that the suggestion is about.
func (s *Suggestion) Members() []decisions.Row { return pairKeys(s.Pairs) }

func namesOfBreaks() string {
	var names []string
	for _, k := range trail.BreakKinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}
