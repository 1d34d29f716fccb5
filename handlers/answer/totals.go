package answer

import (
	"cmp"
	"slices"

	"moneytrail/handlers/steer"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/trail"
)

// purse sums amounts, each currency by itself.
type purse struct {
	sums []patterns.Sum
	n    int
}

func (s *purse) put(amount int64, currency string) {
	s.n++
	for i := range s.sums {
		if s.sums[i].Currency == currency {
			s.sums[i].Amount += amount
			return
		}
	}
	s.sums = append(s.sums, patterns.Sum{Currency: currency, Amount: amount})
}

// Owed tells how much has not come, all together: what needs a look and what is on its
// way. What nothing proves the amount of is counted apart, and so is what went to an
// account that is not seen.
func (b *Book) Owed(a Audience, o Open) Reply {
	p := b.page(a)
	if !p.owed(o, false) {
		p.shop()
		p.say("open.none", nil)
		return p.done()
	}
	p.gap()
	p.asOf(oldest(o.Trails))
	return p.done()
}

// owed tells it; false where all has come. dated: what is on its way is told by day below.
func (p *page) owed(o Open, dated bool) bool {
	troubled, coming, sent := p.split(o.Trails)
	var all, look, way purse
	apart, unpriced := 0, false
	for _, x := range p.troubles(troubled, o.Payouts) {
		n, before, known := x.owed()
		if !known {
			apart++
			continue
		}
		unpriced = unpriced || before
		look.put(n, x.currency)
		all.put(n, x.currency)
	}
	for _, t := range coming {
		if t.Shares != 0 || !waits(t.State) {
			continue
		}
		n, before := toCome(t)
		unpriced = unpriced || before && !dated
		way.put(n, t.Currency)
		all.put(n, t.Currency)
	}
	if all.n+apart+len(sent) == 0 {
		return false
	}
	if all.n > 0 {
		p.say("total.owed", values{"Amount": p.sums(all.sums)})
	}
	p.shop()
	if look.n > 0 && way.n > 0 {
		p.say("total.look", values{"Amount": p.sums(look.sums), "Count": look.n})
		if !dated {
			p.say("total.way", values{"Amount": p.sums(way.sums), "Count": way.n})
		}
	}
	if unpriced {
		p.say("open.before_fees", nil)
	}
	if apart > 0 {
		p.say("total.apart", values{"Count": apart})
	}
	if len(sent) > 0 {
		p.say("total.sent", values{"Count": len(sent)})
	}
	if o.More {
		p.say("open.more", nil)
	}
	return true
}

// owed gives what of a trouble has not come; known is false where nothing proves how much that is.
func (x trouble) owed() (n int64, before, known bool) {
	if v := x.payout; v != nil {
		switch v.State {
		case trail.PayoutReturned, trail.PayoutMissing, trail.PayoutSent, trail.PayoutConfirmed:
			return v.Amount, false, v.Unexplained == 0
		case trail.PayoutShort:
			return -v.Difference, false, v.Difference < 0
		}
		return 0, false, false
	}
	for _, t := range x.swipes {
		if !waits(t.State) || t.Arithmetic.Unexplained != 0 {
			return 0, false, false
		}
		one, b := toCome(t)
		n, before = n+one, before || b
	}
	return n, before, true
}

// toCome gives what of a swipe is to come; before tells that its fee is not taken off yet.
func toCome(t trail.Trail) (n int64, before bool) {
	if t.Arithmetic.Priced {
		return t.Arithmetic.Net, false
	}
	return t.Signed(), true
}

// SumOf tells what a list makes up to: its payouts, and its swipes as they were
// taken, which are never added to each other.
func (b *Book) SumOf(a Audience, l Listed) Reply {
	p := b.page(a)
	var payouts, swipes purse
	for _, v := range l.Payouts {
		payouts.put(v.Amount, v.Currency)
	}
	for _, t := range l.Trails {
		if counts(t.State) {
			swipes.put(t.Signed(), t.Currency)
		}
	}
	p.shop()
	if payouts.n > 0 {
		p.say("total.payouts", values{"Count": payouts.n, "Amount": p.sums(payouts.sums)})
	}
	if swipes.n > 0 {
		p.say("total.swipes", values{"Count": swipes.n, "Amount": p.sums(swipes.sums)})
	}
	if n := len(l.Trails) - swipes.n; n > 0 {
		p.say("total.failed", values{"Count": n})
	}
	if l.More {
		p.say("open.more", nil)
	}
	return p.done()
}

// mostTexts are the first lines of what is picked.
var mostTexts = map[steer.Most]string{
	steer.Biggest: "most.biggest", steer.Smallest: "most.smallest", steer.Earliest: "most.earliest", steer.Latest: "most.latest",
}

// mostSame is how many things of the same size or time are told.
const mostSame = 3

// Most picks what is biggest, smallest, earliest or latest of a list; of sums each currency
// by itself. A swipe stands for itself where its payout is not in the list.
func (b *Book) Most(a Audience, l Listed, of steer.Most) (Reply, Listed) {
	type thing struct {
		key      int64
		currency string
		payout   *trail.PayoutView
		swipe    *trail.Trail
	}
	p := b.page(a)
	bySize := of == steer.Biggest || of == steer.Smallest
	var all []thing
	for _, v := range l.Payouts {
		x := thing{int64(dayOf(v)), "", &v, nil}
		if bySize {
			x.key, x.currency = size(v.Amount), v.Currency
		}
		all = append(all, x)
	}
	for _, t := range l.Trails {
		if t.Payout != nil && slices.ContainsFunc(l.Payouts, func(v trail.PayoutView) bool { return v.Row == t.Payout.Row }) {
			continue
		}
		x := thing{t.Time.Unix(), "", nil, &t}
		switch {
		case bySize:
			x.key, x.currency = size(t.Signed()), t.Currency
		case len(l.Payouts) > 0: // payouts are known by their day alone
			x.key = int64(calendar.DateOf(t.Time))
		}
		all = append(all, x)
	}
	sign := 1
	if of == steer.Biggest || of == steer.Latest {
		sign = -1
	}
	slices.SortStableFunc(all, func(a, b thing) int {
		return cmp.Or(cmp.Compare(a.currency, b.currency), sign*cmp.Compare(a.key, b.key))
	})
	var picked Listed
	p.say(mostTexts[of], nil)
	p.shop()
	last, n := thing{}, 0
	for _, x := range all {
		if n > 0 && x.currency == last.currency && (x.key != last.key || n >= mostSame) {
			continue
		}
		if n == 0 || x.currency != last.currency {
			last, n = x, 0
		}
		n++
		if x.payout != nil {
			picked.Payouts = append(picked.Payouts, *x.payout)
			p.line(p.troubleLine(trouble{payout: x.payout, amount: x.payout.Amount, currency: x.payout.Currency, next: x.payout.Next}))
			p.row(p.payoutButton(*x.payout))
			continue
		}
		picked.Trails = append(picked.Trails, *x.swipe)
		p.line(p.entry(*x.swipe, p.brief(*x.swipe)))
		p.taps([]trail.Trail{*x.swipe})
	}
	if l.More {
		p.say("open.more", nil)
	}
	return p.done(), picked
}
