package storage

import (
	"context"
	"fmt"
	"slices"

	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
)

// ring is what must be looked at together to link payouts and bank entries:
// the payouts and entries of some accounts, and what names one of them.
type ring struct {
	*view
	around  []touch
	places  keySet[string]
	payouts map[int64]*payoutRow
	entries map[int64]entryRow
	own     []*payoutRow // those that stand instead of what is stored
	claims  []entryClaim // as linked just now
	said    said
	shared  bool // another merchant than the one that asks has a payout in it
}

// ring reads the ring around accounts, or around a merchant without one.
// own are payouts that stand instead of those stored, gone those that are no
// more. only, where it is not "", is a merchant: with the first payout of
// another one the ring is shared, and not read to its end.
func (v *view) ring(ctx context.Context, around []touch, only string, own []*payoutRow, gone []int64) (*ring, error) {
	r := &ring{view: v, around: around, own: own, payouts: map[int64]*payoutRow{}, entries: map[int64]entryRow{}}
	mine := map[int64]*payoutRow{}
	for _, p := range own {
		mine[p.Row] = p
	}
	dead := map[int64]bool{}
	for _, k := range gone {
		dead[k] = true
	}
	take := func(rows []payoutRow) {
		for i := range rows {
			p := &rows[i]
			if mine[p.Row] != nil {
				p = mine[p.Row]
			}
			if dead[p.Row] || r.payouts[p.Row] != nil {
				continue
			}
			r.payouts[p.Row] = p
			r.places.add(p.Account.Key)
			r.shared = r.shared || only != "" && p.owner != only
		}
	}
	for _, t := range around {
		if t.what == touchPayee {
			got, err := v.homeless(ctx, t.key)
			if err != nil {
				return nil, err
			}
			take(got)
			r.takeOwn("")
		}
		if t.what == touchPlace {
			if t.key == "" { // entries that name no account of a merchant and are still nobody's
				got, err := v.entries(ctx, "place = '' AND state IN ('', 'orphan')")
				if err != nil {
					return nil, err
				}
				r.takeEntries(got)
			}
			r.places.add(t.key)
		}
	}
	return r, r.gather(ctx, take)
}

// meets tells whether two rings have something in common: from an account that a
// payout no longer goes to one comes to where it goes now, and not back.
func (r *ring) meets(o *ring) bool {
	for row := range r.payouts {
		if o.payouts[row] != nil {
			return true
		}
	}
	for row := range r.entries {
		if _, there := o.entries[row]; there {
			return true
		}
	}
	return false
}

// homeless reads the payouts of a merchant whose account nobody told.
func (v *view) homeless(ctx context.Context, merchant string) ([]payoutRow, error) {
	return v.payouts(ctx, ofMerchant+" AND pay_key = ''", v.reg.keyOf(merchant))
}

// gather reads until nothing more belongs to the ring.
func (r *ring) gather(ctx context.Context, take func([]payoutRow)) error {
	for donePlaces, doneWords, doneNames := 0, map[int64]bool{}, map[int64]bool{}; ; {
		news := anys(r.places.list[donePlaces:])
		donePlaces = len(r.places.list)
		p, err := r.payoutsBy(ctx, "pay_key", news)
		if err != nil {
			return err
		}
		take(p)
		for _, account := range news {
			r.takeOwn(account.(string))
		}
		e, err := r.entriesBy(ctx, "place", news)
		if err != nil {
			return err
		}
		r.takeEntries(e)
		if err := r.byWords(ctx, take, doneWords, doneNames); err != nil {
			return err
		}
		if err := r.byDecisions(ctx, take); err != nil {
			return err
		}
		if r.shared || len(r.places.list) == donePlaces && len(doneWords) == len(r.entries) && len(doneNames) == len(r.payouts) {
			return nil
		}
	}
}

// takeOwn takes the payouts that go to an account as they stand now, which
// nobody has stored yet.
func (r *ring) takeOwn(account string) {
	for _, p := range r.own {
		if p.Account.Key == account {
			r.payouts[p.Row] = p
		}
	}
}

func (r *ring) takeEntries(rows []entryRow) {
	for _, e := range rows {
		r.entries[e.Row] = e
		r.places.add(e.place)
	}
}

// byWords follows what entries and payouts name, and the links there were.
func (r *ring) byWords(ctx context.Context, take func([]payoutRow), doneWords, doneNames map[int64]bool) error {
	var named keySet[string]
	var linked keySet[int64]
	for row, e := range r.entries {
		if !doneWords[row] {
			doneWords[row] = true
			named.add(match.Words(e.Memo)...)
			linked.add(row)
		}
	}
	for _, column := range []string{"id", "bank_reference"} {
		p, err := r.payoutsBy(ctx, column, anys(named.list))
		if err != nil {
			return err
		}
		take(p)
	}
	var names keySet[string]
	var mine keySet[int64]
	for row, p := range r.payouts {
		if !doneNames[row] {
			doneNames[row] = true
			mine.add(row)
			names.add(wordsOf(p)...)
		}
	}
	var entries keySet[int64]
	found, err := r.wordsBy(ctx, anys(names.list))
	if err != nil {
		return err
	}
	for _, w := range found {
		entries.add(w.row)
	}
	claims, err := r.claimsBy(ctx, "payout", anys(mine.list))
	if err != nil {
		return err
	}
	for _, c := range claims {
		entries.add(c.entry)
	}
	news := slices.DeleteFunc(entries.list, func(k int64) bool { _, have := r.entries[k]; return have })
	e, err := r.entriesBy(ctx, "row", anys(news))
	if err != nil {
		return err
	}
	r.takeEntries(e)
	if claims, err = r.claimsBy(ctx, "entry", anys(linked.list)); err != nil {
		return err
	}
	var was keySet[int64]
	for _, c := range claims {
		if r.payouts[c.payout] == nil {
			was.add(c.payout)
		}
	}
	p, err := r.payoutsBy(ctx, "row", anys(was.list))
	if err != nil {
		return err
	}
	take(p)
	return nil
}

// wordsOf gives the words by which a memo may name a payout.
func wordsOf(p *payoutRow) []string {
	return slices.Concat(match.Words(p.ID), match.Words(p.BankReference), match.Words(p.StatementText))
}

// wordsBy gives the bank entries whose memos have one of these words.
func (v *view) wordsBy(ctx context.Context, words []any) ([]named, error) {
	all, err := lookUp(v.ahead.words, words, func(w *named) any { return w.ref }, func(in string, args []any) ([]named, error) {
		rows, err := v.q.query(ctx, "SELECT word, entry FROM entry_words WHERE word"+in, args...)
		return collect(rows, err, func(s scanner) (w named, err error) { return w, s.Scan(&w.ref, &w.row) })
	})
	if err != nil {
		return nil, fmt.Errorf("read the words of memos: %w", err)
	}
	return all, nil
}

// entryVerdict is what a bank entry is now.
type entryVerdict struct {
	row, amount        int64
	state, explanation string
	links              []match.EntryLink
}

// link links the payouts and entries of the ring: it gives the entries whose
// links differ from those stored, and sets what matched each payout, as people
// decided and match finds.
func (r *ring) link(ctx context.Context) ([]entryVerdict, error) {
	words, err := r.decided(ctx)
	if err != nil {
		return nil, err
	}
	heard := &hearing{of: words}
	sides := make([]match.PayoutSide, 0, len(r.payouts))
	for _, p := range r.payouts {
		heard.row(record.Payouts, p.Source, p.ID)
		sides = append(sides, r.side(p))
	}
	if err := r.sentBefore(ctx, sides); err != nil {
		return nil, err
	}
	entries := make([]record.Entry, 0, len(r.entries))
	for _, e := range r.entries {
		heard.row(record.Entries, e.Source, e.ID)
		entries = append(entries, e.Entry)
	}
	res := r.matcher().Entries(sides, entries, r.db.cals, heard.words)
	r.ofEntries(heard, &res)
	was, err := r.stored(ctx)
	if err != nil {
		return nil, err
	}
	now, best := map[int64][]match.EntryLink{}, map[int64]match.EntryLink{} // best: what matched a payout, in whatever order
	for _, k := range res.Links {
		now[k.Entry] = append(now[k.Entry], k)
		if was, there := best[k.Payout]; !there || k.Surer(&was) {
			best[k.Payout] = k
		}
	}
	var verdicts []entryVerdict
	for row, e := range r.entries {
		verdict := entryVerdict{row: row, amount: e.Amount, state: "orphan"}
		var is []string
		for _, k := range now[row] {
			if verdict.explanation != "" {
				verdict.explanation += "; "
			}
			verdict.explanation += k.Explanation
			if k.Payout == 0 {
				continue
			}
			verdict.state = k.Role
			verdict.links = append(verdict.links, k)
			share := shareOf(k, e.Amount)
			is = append(is, linkKey(k.Payout, k.Role, k.Rule, share))
			r.claims = append(r.claims, entryClaim{row, k.Payout, k.Role, k.Rule, share})
		}
		slices.Sort(is)
		if !slices.Equal(is, was[row]) || e.state != verdict.state || e.explanation != verdict.explanation {
			verdicts = append(verdicts, verdict)
		}
	}
	for row, p := range r.payouts {
		if p.matchedBy = best[row].Rule; p.matchedBy == "" {
			p.matchedBy = match.ByNone
		}
	}
	return verdicts, nil
}

// shareOf gives how much of an entry a payout has, 0 where it has all of it.
func shareOf(k match.EntryLink, amount int64) int64 {
	if k.Amount == amount {
		return 0
	}
	return k.Amount
}

func linkKey(payout int64, role, rule string, share int64) string {
	return fmt.Sprint(payout, " ", role, " ", rule, " ", share)
}

// stored gives the links that the entries of the ring have.
func (r *ring) stored(ctx context.Context) (map[int64][]string, error) {
	links := map[int64][]string{}
	keys := make([]any, 0, len(r.entries))
	for row := range r.entries {
		keys = append(keys, row)
	}
	claims, err := r.claimsBy(ctx, "entry", keys)
	for _, c := range claims {
		links[c.entry] = append(links[c.entry], linkKey(c.payout, c.role, c.rule, c.share))
	}
	for _, list := range links {
		slices.Sort(list)
	}
	return links, err
}

// side gives the payout as matching sees it.
func (v *view) side(p *payoutRow) match.PayoutSide {
	s := match.PayoutSide{Payout: p.Payout, LinesNet: p.linesNet, Calendar: v.reg.byID[p.owner].Calendar}
	if p.Implied {
		s.On = calendar.Date(p.expectedOn)
	} else if !p.SentAt.IsZero() {
		s.On = dateOf(p.SentAt.Time.In(v.reg.zoneOf(p.owner)))
	}
	return s
}

// sentBefore fills in the days on which payouts were sent before they came
// back and were told anew.
func (r *ring) sentBefore(ctx context.Context, sides []match.PayoutSide) error {
	keys := make([]any, 0, len(r.payouts))
	for row := range r.payouts {
		keys = append(keys, row)
	}
	found, err := r.saidBefore(ctx, keys)
	if err != nil {
		return err
	}
	days := map[int64][]calendar.Date{}
	for _, was := range found {
		var p record.Payout
		if err := unpackPayout(was.body, &p); err != nil {
			return fmt.Errorf("payout %d: %w", was.row, err)
		}
		if p.SentAt.IsZero() || p.Status != record.PayoutReturned && p.Status != record.PayoutFailed {
			continue
		}
		zone := r.reg.zoneOf(r.payouts[was.row].owner)
		day := dateOf(inZone(p.SentAt, zone).In(zone))
		if !slices.Contains(days[was.row], day) {
			days[was.row] = append(days[was.row], day)
		}
	}
	for i := range sides {
		s := &sides[i]
		s.SentBefore = slices.DeleteFunc(days[s.Row], func(d calendar.Date) bool { return d == s.On })
		slices.Sort(s.SentBefore)
	}
	return nil
}

// saidBefore is what a file said of a payout before another one restated it.
type saidBefore struct {
	row  int64
	body []byte
}

func (v *view) saidBefore(ctx context.Context, payouts []any) ([]saidBefore, error) {
	all, err := lookUp(v.ahead.before, payouts, func(s *saidBefore) any { return s.row }, func(in string, args []any) ([]saidBefore, error) {
		rows, err := v.q.query(ctx, `SELECT v.row, v.body FROM versions v JOIN files f ON f.id = v.file_id
			WHERE v.body IS NOT NULL AND f.state = 'published' AND v.kind = ? AND v.row`+in, append([]any{string(record.Payouts)}, args...)...)
		return collect(rows, err, func(r scanner) (s saidBefore, err error) { return s, r.Scan(&s.row, &s.body) })
	})
	if err != nil {
		return nil, fmt.Errorf("read what was said of payouts before: %w", err)
	}
	return all, nil
}
