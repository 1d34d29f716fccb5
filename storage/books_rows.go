package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// fact is a row as it is stored.
type fact struct {
	row, file int64
	line      int
	body      []byte
}

// mostAsked is up to how many rows are remembered that were asked for at once.
const mostAsked = 1000

// factsAt reads the visible rows with these keys.
func (v *view) factsAt(ctx context.Context, n *noun, keys []int64) (all []fact, err error) {
	if len(keys) > mostAsked { // more than a question about some rows
		return all, rowsAt(ctx, v.q, n, keys, v.visible(&all))
	}
	err = rowsIn(func(row int64) (page, error) { return v.pageAt(ctx, n, row) }, keys, v.visible(&all))
	return all, err
}

// visible collects the rows that are seen.
func (v *view) visible(into *[]fact) func(fact) {
	return func(f fact) {
		if !v.hides(f.file) {
			*into = append(*into, f)
		}
	}
}

// txnRow is a transaction with what was derived from it.
type txnRow struct {
	record.Transaction
	at      int64 // the day under which it is kept
	day     int64 // business day, 0 while its merchant is not known
	state   trail.State
	landsOn int64
	lines   []int64
	others  []int64
}

// lineRow is a settlement line with its links.
type lineRow = trail.LinkedLine

// payoutRow is a payout with what was derived from it.
type payoutRow struct {
	record.Payout
	party      int64
	owner      string // the merchant, "" unknown
	own        record.Account
	kept       int64 // the amount that it is found by
	linesNet   int64
	expectedOn int64
	matchedBy  string
	state      trail.PayoutState
	landsOn    int64
}

// entryRow is a bank entry with what was derived from it.
type entryRow struct {
	record.Entry
	place, state, explanation string
}

// who tells whose a row of a party is: its merchant, or the number it printed,
// the source that told it, and the zone of its times.
type who struct {
	source, merchant, owner string
	zone                    *time.Location
	currencies              [2]string // of rows that name none
}

func (v *view) who(ctx context.Context, id int64) (who, error) {
	if w, ok := v.known[id]; ok {
		return w, nil
	}
	a, err := v.db.names.party(ctx, v.q, id)
	if err != nil {
		return who{}, err
	}
	w := who{source: a.source, owner: v.reg.resolve(a.source, a.ref)}
	if w.merchant = w.owner; w.owner == "" {
		w.merchant = a.ref
	}
	w.zone, w.currencies = v.reg.zoneOf(w.owner), v.reg.currencies(w.owner)
	if v.known == nil {
		v.known = map[int64]who{}
	}
	v.known[id] = w
	return w, nil
}

// transaction reads the body of a fact.
func (v *view) transaction(ctx context.Context, f fact) (r txnRow, err error) {
	err = v.readTransaction(ctx, f, &r)
	return r, err
}

// readTransaction reads the body of a fact into an empty row.
func (v *view) readTransaction(ctx context.Context, f fact, r *txnRow) error {
	w, err := v.who(ctx, partyOf(f.body))
	if err != nil {
		return err
	}
	if err := unpackTransaction(f.body, &r.Transaction); err != nil {
		return fmt.Errorf("transaction %d: %w", f.row, err)
	}
	r.at = dayIn(r.Time)
	r.Row, r.FileID, r.Line, r.Source, r.MerchantID = f.row, f.file, f.line, w.source, w.merchant
	r.Time = inZone(r.Time, w.zone)
	express(&r.Decimals, &r.Currency, w.currencies, &r.Amount)
	return nil
}

// settlement reads the body of a fact.
func (v *view) settlement(ctx context.Context, f fact) (r lineRow, err error) {
	err = v.readSettlement(ctx, f, &r)
	return r, err
}

// readSettlement reads the body of a fact into an empty row.
func (v *view) readSettlement(ctx context.Context, f fact, r *lineRow) error {
	w, err := v.who(ctx, partyOf(f.body))
	if err != nil {
		return err
	}
	l := &r.Line
	if err := unpackLine(f.body, l); err != nil {
		return fmt.Errorf("line %d: %w", f.row, err)
	}
	l.Row, l.FileID, l.Origin.Line, l.Source, l.MerchantID = f.row, f.file, f.line, w.source, w.merchant
	l.Time = inZone(l.Time, w.zone)
	express(&l.Decimals, &l.Currency, w.currencies, &l.Gross, &l.Fee, &l.Net)
	r.MatchedBy = "none"
	return nil
}

const payoutColumns = "row, source, file_id, line_no, party, body, implied_for <> 0, amount, pay_key, pay_last4, lines_net, expected_on, matched_by, state, lands_on"

// payouts reads the visible payouts that a condition names.
func (v *view) payouts(ctx context.Context, where string, args ...any) ([]payoutRow, error) {
	rows, err := v.q.query(ctx, "SELECT "+payoutColumns+" FROM payouts WHERE "+where, args...)
	all, err := collect(rows, err, func(s scanner) (r payoutRow, err error) {
		var body []byte
		var row, file, amount int64
		var source string
		var line int
		var implied bool
		var account record.Account
		if err := s.Scan(&row, &source, &file, &line, &r.party, &body, &implied, &amount, &account.Key, &account.Last4, &r.linesNet,
			&r.expectedOn, &r.matchedBy, &r.state, &r.landsOn); err != nil {
			return r, err
		}
		if err := unpackPayout(body, &r.Payout); err != nil {
			return r, fmt.Errorf("payout %d: %w", row, err)
		}
		r.Row, r.Source, r.FileID, r.Line, r.Implied = row, source, file, line, implied
		if implied {
			r.Amount = amount
		}
		r.own, r.Account, r.kept = r.Account, account, amount
		return r, nil
	})
	if err != nil {
		return nil, fmt.Errorf("read payouts: %w", err)
	}
	kept := all[:0]
	for _, r := range all {
		if v.hides(r.FileID) {
			continue
		}
		w, err := v.who(ctx, r.party)
		if err != nil {
			return nil, err
		}
		r.owner, r.MerchantID = w.owner, w.merchant
		express(&r.Decimals, &r.Currency, w.currencies, &r.Payout.Amount, &r.Fee, &r.CarriedIn)
		r.SentAt, r.ConfirmedAt = inZone(r.SentAt, w.zone), inZone(r.ConfirmedAt, w.zone)
		kept = append(kept, r)
	}
	return kept, nil
}

// payoutsBy reads the visible payouts that have one of these in a column.
func (v *view) payoutsBy(ctx context.Context, column string, keys []any) ([]payoutRow, error) {
	return lookUp(v.ahead.payouts[column], keys, func(p *payoutRow) any {
		switch column {
		case "party":
			return p.party
		case "pay_key":
			return p.Account.Key
		case "id":
			return p.ID
		case "bank_reference":
			return p.BankReference
		}
		return p.Row
	}, func(in string, args []any) ([]payoutRow, error) {
		return v.payouts(ctx, column+in+partial(column), args...)
	})
}

// entries reads the visible bank entries that a condition names.
func (v *view) entries(ctx context.Context, where string, args ...any) ([]entryRow, error) {
	rows, err := v.q.query(ctx, "SELECT row, source, file_id, line_no, body, place, state, explanation FROM bank_entries WHERE "+where, args...)
	all, err := collect(rows, err, func(s scanner) (r entryRow, err error) {
		var body []byte
		var o record.Origin
		if err := s.Scan(&o.Row, &o.Source, &o.FileID, &o.Line, &body, &r.place, &r.state, &r.explanation); err != nil {
			return r, err
		}
		if err := unpackEntry(body, &r.Entry); err != nil {
			return r, fmt.Errorf("bank entry %d: %w", o.Row, err)
		}
		r.Origin, r.BookedAt = o, inZone(r.BookedAt, v.reg.zone)
		return r, nil
	})
	if err != nil {
		return nil, fmt.Errorf("read bank entries: %w", err)
	}
	return slices.DeleteFunc(all, func(r entryRow) bool { return v.hides(r.FileID) }), nil
}

// entriesBy reads the visible bank entries that have one of these in a column.
func (v *view) entriesBy(ctx context.Context, column string, keys []any) ([]entryRow, error) {
	return lookUp(v.ahead.entries[column], keys, func(e *entryRow) any {
		switch column {
		case "place":
			return e.place
		case "id":
			return e.ID
		}
		return e.Row
	}, func(in string, args []any) ([]entryRow, error) { return v.entries(ctx, column+in, args...) })
}

// visible limits a read of rows to what published files and the product itself say.
const visible = "file_id NOT IN (SELECT id FROM files WHERE state <> 'published')"

// maxArgs is how many keys one statement is given.
const maxArgs = 500

// byKeys asks for many keys, as many at once as one statement is given.
func byKeys[T any](keys []any, ask func(in string, args []any) ([]T, error)) ([]T, error) {
	var all []T
	for len(keys) > 0 {
		n := min(len(keys), maxArgs)
		args := padded(slices.Clone(keys[:n]))
		got, err := ask(" IN ("+marks(len(args))+")", args)
		if err != nil {
			return nil, err
		}
		all, keys = append(all, got...), keys[n:]
	}
	return all, nil
}

// partial repeats the condition of the index on a column that leaves empty
// values out: only then is the index used.
func partial(column string) string {
	switch column {
	case "bank_reference", "pay_key":
		return " AND " + column + " <> ''"
	}
	return ""
}

// padded repeats the last key until the number of keys is one of a few, so
// that lists of keys make few different statements.
func padded(keys []any) []any {
	n := 1
	for n < len(keys) {
		n *= 4
	}
	for n = min(n, maxArgs); len(keys) > 0 && len(keys) < n; {
		keys = append(keys, keys[len(keys)-1])
	}
	return keys
}

func anys[T any](keys []T) []any {
	all := make([]any, len(keys))
	for i, k := range keys {
		all[i] = k
	}
	return all
}

// keySet collects keys, each once, in the order of their coming; zero keys are left out.
type keySet[K comparable] struct {
	seen map[K]bool // nil while they are few
	list []K
}

// fewKeys is up to how many keys are looked through, which is faster than a map.
const fewKeys = 8

func (s *keySet[K]) has(k K) bool {
	if s.seen == nil {
		return slices.Contains(s.list, k)
	}
	return s.seen[k]
}

func (s *keySet[K]) add(keys ...K) (fresh bool) {
	var zero K
	for _, k := range keys {
		if k == zero || s.has(k) {
			continue
		}
		s.list, fresh = append(s.list, k), true
		if s.seen != nil {
			s.seen[k] = true
		} else if len(s.list) > fewKeys {
			s.seen = make(map[K]bool, 4*fewKeys)
			for _, k := range s.list {
				s.seen[k] = true
			}
		}
	}
	return fresh
}

// allOf joins conditions that all must hold.
func allOf(conditions ...string) string { return strings.Join(conditions, " AND ") }
