package handlers

import (
	"cmp"
	"fmt"
	"slices"

	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/money"
	"moneytrail/recon/trail"
)

// deep is how many rows are read to compare them by a net amount or to page through.
const deep = 200

// finding is what fits the facts of a question: swipes, or payouts, never both.
type finding struct {
	trails  []trail.Trail
	payouts []trail.PayoutView
	more    bool
	// landing: the swipes were found by the day on which their money lands.
	landing bool
}

func (f finding) empty() bool { return len(f.trails) == 0 && len(f.payouts) == 0 }

// search looks for what the facts name, in the order in which people mean them.
func (t *turn) search(s session.Slots) (finding, error) {
	for _, ref := range []string{s.Reference, s.RRN} {
		if ref == "" {
			continue
		}
		f, err := t.byReference(ref, s)
		if err != nil || !f.empty() {
			return f, err
		}
	}
	if s.Reference != "" && !t.hasMore(s) {
		return finding{}, nil
	}
	if len(s.Dates) == 0 {
		return t.within(s, understand.DateRange{})
	}
	var all finding
	for _, d := range s.Dates {
		f, err := t.within(s, d)
		if err != nil {
			return finding{}, err
		}
		all.trails, all.payouts = append(all.trails, f.trails...), append(all.payouts, f.payouts...)
		all.more, all.landing = all.more || f.more, all.landing || f.landing && len(f.trails) > 0
	}
	all.trails, all.payouts = once(all.trails, func(tr trail.Trail) int64 { return tr.Row }), once(all.payouts, func(p trail.PayoutView) int64 { return p.Row })
	if len(all.trails) > 0 && len(all.payouts) > 0 {
		all.payouts = nil
	}
	if len(s.Dates) > 1 {
		all.trails = ranked(all.trails, s)
	}
	return all, nil
}

// once keeps the first of each row: two days of a question may be the same one.
func once[T any, K comparable](list []T, row func(T) K) []T {
	seen := map[K]bool{}
	return slices.DeleteFunc(list, func(x T) bool {
		again := seen[row(x)]
		seen[row(x)] = true
		return again
	})
}

// hasMore tells whether there are facts beside a reference that was not found.
func (t *turn) hasMore(s session.Slots) bool {
	s.Reference = ""
	return s.Any()
}

func (t *turn) byReference(ref string, s session.Slots) (finding, error) {
	trails, more, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, Reference: ref, Limit: deep})
	if err != nil || len(trails) > 0 {
		return finding{trails: ranked(trails, s), more: more}, err
	}
	if !t.scope.Totals() {
		return finding{}, nil
	}
	payouts, err := t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: t.merchant.ID, Reference: ref, Limit: deep})
	return finding{payouts: payouts}, err
}

// within looks in one range of days: of arrival first, of the swipe first, or
// both, as the words mean it. The zero range is any day.
func (t *turn) within(s session.Slots, d understand.DateRange) (finding, error) {
	swiped := func() (finding, error) {
		f, err := t.trails(s, t.swipedOn(d))
		f.trails = slices.DeleteFunc(f.trails, func(tr trail.Trail) bool { return !t.spokenOf(d, tr) })
		return f, err
	}
	if d.From == 0 && d.To == 0 {
		f, err := swiped()
		if err != nil || !f.empty() || s.Last4 != "" {
			return f, err
		}
		return t.payoutsOf(s, d)
	}
	arrived := func() (finding, error) {
		f, err := t.payoutsOf(s, d)
		if err != nil || !f.empty() {
			return f, err
		}
		f, err = t.trails(s, Query{ArrivedFrom: d.From, ArrivedTo: d.To})
		f.landing = true
		return f, err
	}
	order := []func() (finding, error){swiped, arrived}
	if d.Of == understand.OfArrival {
		order = []func() (finding, error){arrived, swiped}
	}
	for _, look := range order {
		if f, err := look(); err != nil || !f.empty() {
			return f, err
		}
	}
	return finding{}, nil
}

// trails reads swipes: those whose gross amount was named, else those whose net was.
func (t *turn) trails(s session.Slots, q Query) (finding, error) {
	q.MerchantID, q.Last4, q.Terminal, q.Slip = t.merchant.ID, s.Last4, s.Terminal, s.Slip
	q.RRN, q.Limit = s.RRN, deep
	if len(s.Amounts) > 0 {
		if f, err := t.byGross(s, q); err != nil || !f.empty() {
			return f, err
		}
		return t.byNet(s, q)
	}
	found, more, err := t.Books.Trails(t.ctx, t.scope, q)
	if err != nil {
		return finding{}, fmt.Errorf("read trails: %w", err)
	}
	return finding{trails: ranked(found, s), more: more}, nil
}

// byGross looks for the amounts as swiped.
func (t *turn) byGross(s session.Slots, q Query) (finding, error) {
	var f finding
	for _, a := range s.Amounts {
		q.AmountMin, q.AmountMax = t.bounds(a, t.currencyOf(a))
		q.Currency = a.Currency
		if q.AmountMin == nil && q.AmountMax == nil {
			continue
		}
		found, more, err := t.Books.Trails(t.ctx, t.scope, q)
		if err != nil {
			return finding{}, fmt.Errorf("read trails: %w", err)
		}
		f.trails, f.more = append(f.trails, found...), f.more || more
	}
	f.trails = once(f.trails, func(tr trail.Trail) int64 { return tr.Row })
	t.nearestFirst(f.trails, s.Amounts)
	f.trails = ranked(f.trails, s)
	return f, nil
}

// nearestFirst puts what is nearest to a rough amount first: "about 500".
func (t *turn) nearestFirst(found []trail.Trail, amounts []understand.Amount) {
	if len(amounts) != 1 || !amounts[0].Rough() || amounts[0].Op != understand.Eq {
		return
	}
	far := func(tr trail.Trail) int64 {
		value := minor(amounts[0].Value, tr.Currency)
		if value == nil {
			return 0
		}
		return money.Abs(tr.Amount - *value)
	}
	slices.SortStableFunc(found, func(a, b trail.Trail) int { return cmp.Compare(far(a), far(b)) })
}

// byNet looks for an exact amount as what was left after the fee: among swipes
// that are larger by a tenth and a little at most.
func (t *turn) byNet(s session.Slots, q Query) (finding, error) {
	var f finding
	for _, a := range s.Amounts {
		net, same := t.bounds(a, t.currencyOf(a))
		q.Currency = a.Currency
		if net == nil || same == nil || *net != *same || *net <= 0 {
			continue
		}
		high := *net + *net/10 + 10000
		q.AmountMin, q.AmountMax = net, &high
		found, more, err := t.Books.Trails(t.ctx, t.scope, q)
		if err != nil {
			return finding{}, fmt.Errorf("read trails: %w", err)
		}
		for _, tr := range found {
			if tr.Arithmetic.Priced && tr.Arithmetic.Net == *net {
				f.trails = append(f.trails, tr)
			}
		}
		f.more = f.more || more && len(f.trails) > 0
	}
	f.trails = ranked(f.trails, s)
	return f, nil
}

// ranked puts swipes near the named hour first; without one the order stays.
func ranked(found []trail.Trail, s session.Slots) []trail.Trail {
	if s.Hour < 0 {
		return found
	}
	slices.SortStableFunc(found, func(a, b trail.Trail) int { return offHour(a, s.Hour) - offHour(b, s.Hour) })
	return found
}

// offHour tells how many minutes a swipe lies from an hour of the day, round the clock.
func offHour(tr trail.Trail, hour int) int {
	d := tr.Time.Hour()*60 + tr.Time.Minute() - hour*60
	return min(max(d, -d), 24*60-max(d, -d))
}

// asNear is how many minutes may lie between swipes that are about as near to an hour.
const asNear = 30

// nearest tells how many swipes are about as near to a named hour as the first.
func nearest(found []trail.Trail, hour int) (n int) {
	for _, tr := range found {
		if offHour(tr, hour) <= offHour(found[0], hour)+asNear {
			n++
		}
	}
	return n
}

// payoutsOf reads payouts of a range of days, with the amount where one is
// named; nothing for who may not see sums, and nothing where facts of a single
// swipe are given.
func (t *turn) payoutsOf(s session.Slots, d understand.DateRange) (finding, error) {
	if !t.scope.Totals() || s.Last4 != "" || s.RRN != "" || s.Terminal != "" || s.Slip != "" {
		return finding{}, nil
	}
	found, err := t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: t.merchant.ID, From: d.From, To: d.To, Limit: deep})
	if err != nil || len(s.Amounts) == 0 {
		return finding{payouts: found}, err
	}
	for _, named := range []func([]understand.Amount, int64, string) bool{t.oneOf, t.wholeOf} {
		var fit []trail.PayoutView
		for _, p := range found {
			is := func(amount int64) bool { return named(s.Amounts, amount, p.Currency) }
			if is(p.Amount) || is(p.Banked) || slices.ContainsFunc(p.Booked, func(b trail.Booking) bool { return b.Amount > 0 && is(b.Amount) }) {
				fit = append(fit, p)
			}
		}
		if len(fit) > 0 {
			return finding{payouts: fit}, nil
		}
	}
	return finding{}, nil
}
