package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
)

// ring is what must be looked at together to link payouts and bank entries:
// the payouts and entries of some accounts, and what names one of them.
type ring struct {
	places  keySet[string]
	payouts map[int64]payoutRow
	entries map[int64]entryRow
}

// places links the payouts and bank entries around an account, or around
// the payouts of a merchant whose account nobody told.
func (l *linker) places(ctx context.Context, c chore) error {
	r, err := l.ringOf(ctx, c.touch)
	if err != nil {
		return err
	}
	owners, err := l.link(ctx, r)
	if err != nil {
		return err
	}
	for _, owner := range owners {
		if err := soil(ctx, l.q, touch{touchState, owner}, c.file, c.silent); err != nil {
			return err
		}
	}
	return nil
}

// ringOf reads the ring around an account, or around a merchant without one.
func (l *linker) ringOf(ctx context.Context, t touch) (*ring, error) {
	r := &ring{payouts: map[int64]payoutRow{}, entries: map[int64]entryRow{}}
	accounts, payee := []string{t.key}, ""
	if t.what == touchPayee {
		accounts, payee = nil, t.key
	}
	err := l.gather(ctx, r, accounts, payee)
	l.read += len(r.payouts) + len(r.entries)
	return r, err
}

// of tells whether all payouts of the ring are one merchant's.
func (r *ring) of(merchant string) bool {
	for _, p := range r.payouts {
		if p.owner != merchant {
			return false
		}
	}
	return true
}

// link links the payouts and entries of a ring, and gives the merchants whose
// payouts changed.
func (l *linker) link(ctx context.Context, r *ring) (owners []string, err error) {
	sides := make([]match.PayoutSide, 0, len(r.payouts))
	for _, p := range r.payouts {
		sides = append(sides, l.side(p))
	}
	entries := make([]record.Entry, 0, len(r.entries))
	for _, e := range r.entries {
		entries = append(entries, e.Entry)
	}
	links := match.Entries(sides, entries, l.db.cals)
	return l.writeEntries(ctx, r, links)
}

// side gives the payout as matching sees it.
func (l *linker) side(p payoutRow) match.PayoutSide {
	s := match.PayoutSide{Payout: p.Payout, LinesNet: p.linesNet, Calendar: l.reg.byID[p.owner].Calendar}
	if p.Implied {
		s.On = calendar.Date(p.expectedOn)
	} else if !p.SentAt.IsZero() {
		s.On = dateOf(p.SentAt.Time.In(l.reg.zoneOf(p.owner)))
	}
	return s
}

// gather reads a ring until nothing more belongs to it.
func (l *linker) gather(ctx context.Context, r *ring, accounts []string, payee string) error {
	if payee != "" {
		got, err := readRows(ctx, l.q, "payouts", payoutColumns, scanPayout, ofMerchant+" AND pay_key = ''", payee)
		if err != nil {
			return err
		}
		r.takePayouts(got)
	}
	for _, a := range accounts {
		if a == "" { // entries that name no account of a merchant and are still nobody's
			got, err := readRows(ctx, l.q, "bank_entries", entryColumns, scanEntry, "place = '' AND state IN ('', 'orphan')")
			if err != nil {
				return err
			}
			r.takeEntries(got)
		}
	}
	r.places.add(accounts...)
	for donePlaces, doneWords, doneNames := 0, map[int64]bool{}, map[int64]bool{}; ; {
		news := r.places.list[donePlaces:]
		donePlaces = len(r.places.list)
		p, err := readByKeys(ctx, l.q, "payouts", payoutColumns, scanPayout, "pay_key", news, "")
		if err != nil {
			return err
		}
		r.takePayouts(p)
		e, err := readByKeys(ctx, l.q, "bank_entries", entryColumns, scanEntry, "place", news, "")
		if err != nil {
			return err
		}
		r.takeEntries(e)
		if err := l.byWords(ctx, r, doneWords, doneNames); err != nil {
			return err
		}
		if len(r.places.list) == donePlaces && len(doneWords) == len(r.entries) && len(doneNames) == len(r.payouts) {
			return nil
		}
	}
}

func (r *ring) takePayouts(rows []payoutRow) {
	for _, p := range rows {
		r.payouts[p.Row] = p
		r.places.add(p.Account.Key)
	}
}

func (r *ring) takeEntries(rows []entryRow) {
	for _, e := range rows {
		r.entries[e.Row] = e
		r.places.add(e.place)
	}
}

// byWords follows what entries and payouts name, and the links there were.
func (l *linker) byWords(ctx context.Context, r *ring, doneWords, doneNames map[int64]bool) error {
	var named keySet[string]
	var linked keySet[int64]
	for row, e := range r.entries {
		if !doneWords[row] {
			doneWords[row] = true
			named.add(memoWords(e.Memo)...)
			linked.add(row)
		}
	}
	for _, column := range []string{"id", "bank_reference"} {
		p, err := readByKeys(ctx, l.q, "payouts", payoutColumns, scanPayout, column, named.list, "")
		if err != nil {
			return err
		}
		r.takePayouts(p)
	}
	var names keySet[string]
	var mine keySet[int64]
	for row, p := range r.payouts {
		if !doneNames[row] {
			doneNames[row] = true
			mine.add(row)
			names.add(memoWords(p.ID)...)
			names.add(memoWords(p.BankReference)...)
			names.add(memoWords(p.StatementText)...)
		}
	}
	var entries keySet[int64]
	for _, find := range []struct {
		q    string
		keys []any
	}{
		{"SELECT entry FROM entry_words WHERE word", anys(names.list)},
		{"SELECT entry FROM payout_entries WHERE payout", anys(mine.list)},
	} {
		found, err := l.keys(ctx, find.q, find.keys)
		if err != nil {
			return err
		}
		entries.add(found...)
	}
	e, err := readByKeys(ctx, l.q, "bank_entries", entryColumns, scanEntry, "row", entries.list, "")
	if err != nil {
		return err
	}
	r.takeEntries(e)
	was, err := l.keys(ctx, "SELECT payout FROM payout_entries WHERE entry", anys(linked.list))
	if err != nil {
		return err
	}
	p, err := readByKeys(ctx, l.q, "payouts", payoutColumns, scanPayout, "row", was, "")
	if err != nil {
		return err
	}
	r.takePayouts(p)
	return nil
}

func anys[T any](keys []T) []any {
	all := make([]any, len(keys))
	for i, k := range keys {
		all[i] = k
	}
	return all
}

// keys reads the keys that a query gives for a list, which it ends with.
func (l *linker) keys(ctx context.Context, q string, list []any) ([]int64, error) {
	var all []int64
	for len(list) > 0 {
		n := min(len(list), maxArgs)
		args := padded(slices.Clone(list[:n]))
		rows, err := l.q.query(ctx, q+" IN ("+marks(len(args))+")", args...)
		got, err := collect(rows, err, func(s scanner) (int64, error) {
			var k int64
			return k, s.Scan(&k)
		})
		if err != nil {
			return nil, err
		}
		all, list = append(all, got...), list[n:]
	}
	return all, nil
}

// writeEntries stores the links of a ring's entries where they differ, and
// gives the merchants whose payouts they concern.
func (l *linker) writeEntries(ctx context.Context, r *ring, links []match.EntryLink) (owners []string, err error) {
	now := map[int64][]match.EntryLink{}
	rules := map[int64]string{}
	for _, k := range links {
		now[k.Entry] = append(now[k.Entry], k)
		if rules[k.Payout] == "" || k.Role == rolePayout {
			rules[k.Payout] = k.Rule
		}
	}
	var touched keySet[string]
	for row, e := range r.entries {
		was, err := l.linksOf(ctx, row)
		if err != nil {
			return nil, err
		}
		state, explanation := "orphan", ""
		is := make([]string, 0, 1)
		for _, k := range now[row] {
			explanation = strings.TrimPrefix(explanation+"; "+k.Explanation, "; ")
			if k.Payout == 0 {
				continue
			}
			state = k.Role
			is = append(is, fmt.Sprint(k.Payout, " ", k.Role, " ", k.Rule))
		}
		if strings.Join(was.keys, ";") == strings.Join(is, ";") && e.state == state && e.explanation == explanation {
			continue
		}
		if err := l.writeEntry(ctx, row, state, explanation, now[row]); err != nil {
			return nil, err
		}
		for _, p := range was.payouts {
			touched.add(r.payouts[p].owner)
		}
		for _, k := range now[row] {
			touched.add(r.payouts[k.Payout].owner)
		}
	}
	for row, p := range r.payouts {
		rule := rules[row]
		if rule == "" {
			rule = match.ByNone
		}
		if rule != p.matchedBy {
			if _, err := l.q.exec(ctx, "UPDATE payouts SET matched_by = ? WHERE row = ?", rule, row); err != nil {
				return nil, err
			}
			touched.add(p.owner)
		}
	}
	return touched.list, nil
}

// Roles of a bank entry, as match gives them.
const rolePayout = "payout"

type entryLinks struct {
	keys    []string
	payouts []int64
}

func (l *linker) linksOf(ctx context.Context, entry int64) (links entryLinks, err error) {
	rows, err := l.q.query(ctx, "SELECT payout, role, rule FROM payout_entries WHERE entry = ? ORDER BY payout", entry)
	_, err = collect(rows, err, func(s scanner) (struct{}, error) {
		var payout int64
		var role, rule string
		err := s.Scan(&payout, &role, &rule)
		links.payouts = append(links.payouts, payout)
		links.keys = append(links.keys, fmt.Sprint(payout, " ", role, " ", rule))
		return struct{}{}, err
	})
	return links, err
}

func (l *linker) writeEntry(ctx context.Context, row int64, state, explanation string, links []match.EntryLink) error {
	if _, err := l.q.exec(ctx, "DELETE FROM payout_entries WHERE entry = ?", row); err != nil {
		return err
	}
	for _, k := range links {
		if k.Payout == 0 {
			continue
		}
		if _, err := l.q.exec(ctx, "INSERT INTO payout_entries (entry, payout, role, rule, explanation) VALUES (?, ?, ?, ?, ?)",
			row, k.Payout, k.Role, k.Rule, k.Explanation); err != nil {
			return err
		}
	}
	_, err := l.q.exec(ctx, "UPDATE bank_entries SET state = ?, explanation = ? WHERE row = ?", state, explanation, row)
	return err
}
