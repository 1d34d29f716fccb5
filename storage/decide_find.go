package storage

import (
	"context"
	"fmt"
	"slices"

	"moneytrail/handlers/decisions"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// holder is a row that has an id, and whose it is.
type holder struct {
	row      int64
	source   string
	merchant string // "" nobody's
}

// holders finds the visible rows of a kind that have an id, of one source or ("") of any.
func (v *view) holders(ctx context.Context, what record.Kind, id, source string) ([]holder, error) {
	n, err := nounOf(what)
	if err != nil {
		return nil, err
	}
	var all []holder
	switch what {
	case record.Entries:
		found, err := v.entries(ctx, "id = ? ORDER BY source", id)
		if err != nil {
			return nil, err
		}
		for _, e := range found {
			h := holder{row: e.Row, source: e.Source}
			if h.merchant, err = v.bearer(ctx, e.place); err != nil {
				return nil, err
			}
			all = append(all, h)
		}
	case record.Payouts:
		found, err := v.payouts(ctx, "id = ? ORDER BY source, row", id)
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			all = append(all, holder{p.Row, p.Source, p.MerchantID})
		}
	default:
		keys, err := v.identified(ctx, n, []string{id})
		if err != nil {
			return nil, err
		}
		facts, err := v.factsAt(ctx, n, keys)
		if err != nil {
			return nil, err
		}
		for _, f := range facts {
			w, err := v.who(ctx, partyOf(f.body))
			if err != nil {
				return nil, err
			}
			all = append(all, holder{f.row, w.source, w.merchant})
		}
	}
	return slices.DeleteFunc(all, func(h holder) bool { return source != "" && h.source != source }), nil
}

// bearer gives the first merchant that has an account, "" for none.
func (v *view) bearer(ctx context.Context, place string) (string, error) {
	if place == "" {
		return "", nil
	}
	rows, err := v.q.query(ctx, "SELECT id FROM merchants WHERE account_key = ? AND "+visible+" ORDER BY id LIMIT 1", place)
	ids, err := collect(rows, err, func(s scanner) (id string, err error) { return id, s.Scan(&id) })
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return ids[0], nil
}

// breakNamed finds the open break of a kind and id, wherever it is.
func (v *view) breakNamed(ctx context.Context, w decisions.Wish) (b trail.Break, what record.Kind, err error) {
	var merchants []string
	kinds := map[string][]record.Kind{} // by source: what has the id
	for _, kind := range []record.Kind{record.Transactions, record.Lines, record.Payouts, record.Entries} {
		found, err := v.holders(ctx, kind, w.ID, w.Source)
		if err != nil {
			return b, "", err
		}
		for _, h := range found {
			if w.MerchantID == "" || h.merchant == w.MerchantID {
				merchants = append(merchants, h.merchant)
				kinds[h.source] = append(kinds[h.source], kind)
			}
		}
	}
	if len(merchants) == 0 {
		return b, "", refused("no imported row has the id %s%s", w.ID, ofSource(w.Source))
	}
	slices.Sort(merchants)
	var open, closed []trail.Break
	for _, id := range slices.Compact(merchants) {
		var f trail.Facts
		var trails []trail.Trail
		if id != "" {
			s, err := v.shelf(ctx, id)
			if err != nil {
				return b, "", err
			}
			if f, trails, err = s.reckoned(ctx, v.db.clock.Now()); err != nil {
				return b, "", err
			}
		}
		if len(f.Sales)+len(f.Lines)+len(f.Payouts) == 0 {
			if f, err = v.nobodys(ctx); err != nil {
				return b, "", err
			}
		}
		meant := func(b trail.Break) bool {
			return b.Kind == w.Break && b.ID == w.ID && (w.Source == "" || b.Source == w.Source)
		}
		for _, b := range trail.BreaksOf(f, trails, v.db.cals, v.db.clock.Now()) {
			if meant(b) {
				open = append(open, b)
			}
		}
		for _, b := range trail.DecidedBreaks(f, trails, v.db.cals, v.db.clock.Now()) {
			if meant(b) {
				closed = append(closed, b)
			}
		}
	}
	switch {
	case len(open)+len(closed) > 1:
		return b, "", refused("several breaks %s have the id %s: %s; say which by --source%s", w.Break, w.ID,
			sourcesOf(slices.Concat(open, closed)), " or --merchant")
	case len(open) == 1:
		b = open[0]
	case len(closed) == 1:
		b = closed[0]
	default:
		return b, "", refused("%s has no open break %s: `decide list` shows what is open", w.ID, w.Break)
	}
	return b, kindOf(b, kinds[b.Source]), nil
}

// kindOf tells what a break's id names, where rows of several kinds have it.
func kindOf(b trail.Break, have []record.Kind) record.Kind {
	want := map[trail.Reason][]record.Kind{
		trail.MissingInSettlement: {record.Transactions}, trail.OrphanSettlement: {record.Lines},
		trail.DuplicateSettlement: {record.Lines}, trail.RateMismatch: {record.Lines, record.Payouts}, trail.OrphanBankEntry: {record.Entries},
		trail.AmbiguousMatch: {record.Lines, record.Entries}, trail.PayoutIsShort: {record.Payouts}, trail.PayoutIsOver: {record.Payouts},
		trail.PayoutIsMissing: {record.Payouts}, trail.PayoutWasReturned: {record.Payouts},
	}[b.Kind]
	for _, k := range have {
		if len(want) == 0 || slices.Contains(want, k) {
			return k
		}
	}
	return have[0]
}

func sourcesOf(breaks []trail.Break) string {
	text := ""
	for i, b := range breaks {
		if i > 0 {
			text += ", "
		}
		text += b.Source + " (" + b.MerchantID + ")"
	}
	return text
}

func ofSource(source string) string {
	if source == "" {
		return ""
	}
	return " of the source " + source
}

// decidedPayout reads the payout that a decision speaks of, nil where it is not there.
func (v *view) decidedPayout(ctx context.Context, of decisions.Row, merchant string) (*trail.PayoutView, []holder, error) {
	found, err := v.holders(ctx, record.Payouts, of.ID, of.Source)
	if err == nil && len(found) == 0 && of.Source != "" {
		found, err = v.holders(ctx, record.Payouts, of.ID, "")
	}
	found = slices.DeleteFunc(found, func(h holder) bool { return merchant != "" && h.merchant != merchant })
	if err != nil || len(found) != 1 {
		return nil, found, err
	}
	rows, err := v.payoutsBy(ctx, "row", []any{found[0].row})
	if err != nil {
		return nil, found, err
	}
	views, err := v.payoutViews(ctx, rows)
	if err != nil || len(views) == 0 {
		return nil, found, err
	}
	return &views[0], found, nil
}

func refused(format string, args ...any) error {
	return refusedBy(decisions.Other, nil, format, args...)
}

// refusedBy is refused for a cause that programs know, and the decision in the way.
func refusedBy(cause decisions.Cause, was *decisions.Decision, format string, args ...any) error {
	return decisions.RefusedError{Text: fmt.Sprintf(format, args...), Cause: cause, Was: was}
}
