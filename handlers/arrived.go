package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// arrivedIn answers how much arrived in some days: by the day on which the bank
// booked it. False where it was not arrivals that were asked for, for roles that see
// no sums, and for days before the first record.
func (t *turn) arrivedIn(d understand.DateRange) (bool, error) {
	if d.Of != understand.OfArrival || !t.scope.Totals() {
		return false, nil
	}
	v, err := t.arrivals(d)
	if err != nil {
		return false, err
	}
	v.Each = t.each
	if len(v.Payouts) == openDeep { // not to be added up here
		return false, nil
	}
	if v.Due, err = t.dueIn(d); err != nil {
		return false, err
	}
	if len(v.Payouts)+len(v.Due) == 0 {
		if begin, err := t.begin(d.To); err != nil || begin > d.To {
			return false, err
		}
	}
	if v.Late, err = t.lateFiles(); err != nil {
		return false, err
	}
	if v.Bank, err = t.bankFile(); err != nil {
		return false, err
	}
	v.AsOf = v.Bank
	for _, p := range v.Payouts {
		if p.AsOf.Covers != 0 && (v.AsOf.Covers == 0 || p.AsOf.Covers < v.AsOf.Covers) {
			v.AsOf = p.AsOf
		}
	}
	t.flow.About = rowsKey(nil, v.Payouts)
	t.bears(arrivalSubject(d.From, d.To))
	t.answer(t.book.ArrivedIn(t.voice().a, v))
	return true, nil
}

// arrivals reads the payouts of some days.
func (t *turn) arrivals(d understand.DateRange) (v answer.Arrivals, err error) {
	v.From, v.To = d.From, d.To
	if v.Payouts, err = t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: t.merchant.ID, From: d.From, To: d.To, Limit: openDeep}); err != nil {
		return v, fmt.Errorf("read payouts: %w", err)
	}
	return v, nil
}

// retiredAfter is for how many days a source may be silent before another one answers alone.
const retiredAfter = calendar.Date(35)

// bankFile gives the bank's file that arrivals of the merchant are read from, the one
// furthest behind of several; zero where none speaks of the merchant.
func (t *turn) bankFile() (f trail.Freshness, err error) {
	all, err := t.Books.Sources(t.ctx, t.merchant.ID)
	if err != nil {
		return f, fmt.Errorf("read sources: %w", err)
	}
	var newest calendar.Date
	all = slices.DeleteFunc(slices.Clone(all), func(s trail.Freshness) bool { return s.Kind != record.Entries })
	for _, s := range all {
		newest = max(newest, s.Covers)
	}
	for _, s := range all {
		if s.Covers >= newest-retiredAfter && (f.Covers == 0 || s.Covers < f.Covers) {
			f = s
		}
	}
	return f, nil
}

// dueIn reads the open payments that are due in some days and are
// in no payout of their own that tells of it.
func (t *turn) dueIn(d understand.DateRange) ([]trail.Trail, error) {
	open, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, Open: true, Limit: openDeep})
	if err != nil {
		return nil, fmt.Errorf("read open trails: %w", err)
	}
	return slices.DeleteFunc(open, func(tr trail.Trail) bool {
		return tr.Payout != nil || tr.Shares != 0 || tr.Due.On < d.From || tr.Due.On > d.To
	}), nil
}
