package storage

import (
	"context"
	"fmt"
	"strings"

	"moneytrail/handlers/decisions"
	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// decided is what people decided and did not take back, at one version of that
// and of the merchants.
type decided struct {
	version, merchantsAt int64

	list []decisions.Decision
	// rows tells which of list name a row; payouts are under their id alone too.
	rows   map[decisions.Row][]int
	breaks map[trail.BreakKey]trail.Decision // shared: never changed
	// merchants are those whose lines or transactions are decided on.
	merchants map[string]bool
}

const decisionColumns = `id, kind, merchant_id, break, what, source, subject, suggestion, pairs, rivals, on_day, amount, currency, note, actor, at,
	undone_by, undone_note, undone_at`

func scanDecision(s scanner) (d decisions.Decision, err error) {
	var pairs, rivals string
	var on, at, undone int64
	if err := s.Scan(&d.ID, &d.Kind, &d.MerchantID, &d.Break, &d.Subject.What, &d.Subject.Source, &d.Subject.ID, &d.Suggestion, &pairs, &rivals,
		&on, &d.Amount, &d.Currency, &d.Note, &d.By, &at, &d.Undone.By, &d.Undone.Note, &undone); err != nil {
		return d, err
	}
	d.On, d.At = calendar.Date(on), fromMillis(at)
	if undone != 0 {
		d.Undone.At = fromMillis(undone)
	}
	if err := fromJSON(rivals, &d.Rivals); err != nil {
		return d, err
	}
	return d, fromJSON(pairs, &d.Pairs)
}

func readDecisions(ctx context.Context, q queryer, where string, args ...any) ([]decisions.Decision, error) {
	rows, err := q.query(ctx, "SELECT "+decisionColumns+" FROM decisions WHERE "+where+" ORDER BY id", args...)
	all, err := collect(rows, err, scanDecision)
	if err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	return all, nil
}

// decided gives what is decided, read again where it changed.
func (v *view) decided(ctx context.Context) (*decided, error) {
	if v.words != nil {
		return v.words, nil
	}
	version := v.at.decisions
	b := &v.db.books
	b.mu.Lock()
	have := b.decided
	b.mu.Unlock()
	if have == nil || have.version != version || have.merchantsAt != v.reg.version {
		list, err := readDecisions(ctx, v.q, "undone_at = 0")
		if err != nil {
			return nil, err
		}
		for i := range list {
			v.reg.known(&list[i])
		}
		have = decidedOf(version, list)
		have.merchantsAt = v.reg.version
		b.mu.Lock()
		b.decided = have
		b.mu.Unlock()
	}
	v.words = have
	return have, nil
}

// known names the merchant whose a decision is by its id where only the number that
// the rows print was known as it was made.
func (r *registry) known(d *decisions.Decision) {
	if _, there := r.byID[d.MerchantID]; there || d.MerchantID == "" {
		return
	}
	for _, row := range d.Rows() {
		if id := r.resolve(row.Source, d.MerchantID); id != "" {
			d.MerchantID = id
			return
		}
	}
}

func decidedOf(version int64, list []decisions.Decision) *decided {
	d := &decided{version: version, list: list, rows: map[decisions.Row][]int{}, breaks: map[trail.BreakKey]trail.Decision{},
		merchants: map[string]bool{}}
	for i := range list {
		x := &list[i]
		for _, r := range x.Rows() {
			if x.MerchantID != "" && (r.What == record.Lines || r.What == record.Transactions) {
				d.merchants[x.MerchantID] = true
			}
			d.rows[r] = append(d.rows[r], i)
			if r.What == record.Payouts {
				r.Source = ""
				d.rows[r] = append(d.rows[r], i)
			}
		}
		if x.Kind == decisions.WriteOff {
			key := trail.BreakKey{Kind: x.Break, Source: x.Subject.Source, ID: x.Subject.ID}
			if x.Subject.What == record.Payouts {
				key.Merchant = x.MerchantID
			}
			d.breaks[key] = trail.Decision{
				ID: x.Name(), What: string(x.Kind), Amount: x.Amount, Currency: x.Currency, By: x.By, At: x.At, Why: x.Note}
		}
	}
	return d
}

// hearing collects what was decided of some rows.
type hearing struct {
	of    *decided
	seen  map[int]bool
	heard []int64 // ids of the decisions
	words match.Decisions
}

// row hears what was decided of a row.
func (h *hearing) row(what record.Kind, source, id string) {
	if len(h.of.rows) == 0 {
		return
	}
	h.take(h.of.rows[decisions.Row{What: what, Source: source, ID: id}])
	if what == record.Payouts {
		h.take(h.of.rows[decisions.Row{What: what, ID: id}])
	}
}

func (h *hearing) take(list []int) {
	for _, i := range list {
		if h.seen[i] {
			continue
		}
		if h.seen == nil {
			h.seen = map[int]bool{}
		}
		h.seen[i] = true
		d := &h.of.list[i]
		h.heard = append(h.heard, d.ID)
		h.words = append(h.words, d.Words()...)
	}
}

// received gives, by row of a payout, the decision that it arrived. One that
// was made on a payout which only lines named holds for the row that came later.
func (v *view) received(ctx context.Context, payouts []payoutRow) (map[int64]*decisions.Decision, error) {
	d, err := v.decided(ctx)
	if err != nil || len(d.rows) == 0 {
		return nil, err
	}
	found := map[int64]*decisions.Decision{}
	for i := range payouts {
		p := &payouts[i]
		for _, k := range d.rows[decisions.Row{What: record.Payouts, ID: p.ID}] {
			x := &d.list[k]
			if x.Kind != decisions.Received || x.MerchantID != "" && x.MerchantID != p.MerchantID { // another merchant has one of that number
				continue
			}
			if x.Subject.Source == p.Source {
				found[p.Row] = x
				break
			}
			if p.Implied || x.MerchantID != p.MerchantID {
				continue
			}
			var told int
			err := v.q.row(ctx, "SELECT EXISTS (SELECT 1 FROM payouts WHERE id = ? AND source = ? AND implied_for = 0 AND "+visible+")",
				p.ID, x.Subject.Source).Scan(&told)
			if err != nil {
				return nil, fmt.Errorf("read payouts: %w", err)
			}
			if told == 0 {
				found[p.Row] = x
			}
		}
	}
	return found, nil
}

// standIn adds a person's word that money arrived where the bank shows no
// credit of it: a bank entry that comes later takes its place.
func standIn(p *trail.LinkedPayout, d *decisions.Decision) {
	for i := range p.Entries {
		if e := &p.Entries[i]; e.Owner != record.Payer && e.Role == match.RolePayout {
			return
		}
	}
	e := trail.LinkedEntry{Role: match.RolePayout, Rule: match.ByConfirmed, Decision: d.Name()}
	e.Account, e.Owner, e.Direction = p.Account, record.Payee, record.Credit
	e.BookedOn, e.Amount, e.Currency = d.On, d.Amount, d.Currency
	p.Entries = append(p.Entries, e)
	p.MatchedBy = match.ByConfirmed
}

func nameOfDecision(id int64) string { return (&decisions.Decision{ID: id}).Name() }

// idOfDecision reads the name that matching was given.
func idOfDecision(name string) int64 {
	id, _ := decisions.IDOf(strings.TrimSpace(name))
	return id
}
