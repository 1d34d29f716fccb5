package match

import (
	"cmp"
	"slices"
	"strings"

	"moneytrail/recon/calendar"
)

// whole is a set of payouts that a bank would book together: all that are open
// of everyone, of one source or of one merchant, sent on one day or on all the
// days that are booked on one.
type whole struct {
	wholeKey
	sum   int64
	sends []int32 // in the pool's order
}

type wholeKey struct {
	of   byte // 'a' all, 's' a source, 'm' a merchant
	name string
	day  calendar.Date // 0: all the days
}

// wholes are the whole sets of one booking day, by sum.
type wholes []whole

// wholes gives the sets of two and more sendings that are expected on a day;
// none where no entry of the day can be that much. Sets with the same members
// count once. They hold until the next call.
func (c *counter) wholes(p *pool, day calendar.Date, entries []int32) wholes {
	r := &c.covers
	r.items = r.items[:0]
	var least, sum int64
	for _, s := range p.sends[c.sentFrom(p, day-longestWindow):c.sentFrom(p, day+1)] {
		if c.expected(s, day) {
			r.items = append(r.items, s)
			amount := c.payouts[c.sends[s].payout].Expected()
			if sum += amount; least == 0 || amount < least {
				least = amount
			}
		}
	}
	possible := func(e int32) bool { a := c.entries[e].Amount; return a >= 2*least && a <= sum }
	if len(r.items) < 2 || !slices.ContainsFunc(entries, possible) {
		return nil
	}
	if r.byKey == nil {
		r.byKey = map[wholeKey]int32{}
	}
	clear(r.byKey)
	out := r.wholes[:0]
	for _, s := range r.items {
		o := &c.payouts[c.sends[s].payout]
		for _, k := range [...]wholeKey{{of: 'a'}, {of: 's', name: o.Source}, {of: 'm', name: o.MerchantID}} {
			for _, on := range [...]calendar.Date{0, c.sends[s].on} {
				k.day = on
				at, ok := r.byKey[k]
				if !ok {
					at = int32(len(out))
					r.byKey[k] = at
					if len(out) < cap(out) {
						out = out[:at+1]
					} else {
						out = append(out, whole{})
					}
					out[at] = whole{wholeKey: k, sends: out[at].sends[:0]}
				}
				out[at].sum += o.Expected()
				out[at].sends = append(out[at].sends, s)
			}
		}
	}
	r.wholes = out
	out = slices.DeleteFunc(slices.Clone(out), func(w whole) bool { return len(w.sends) < 2 })
	slices.SortFunc(out, func(a, b whole) int {
		return cmp.Or(cmp.Compare(a.sum, b.sum), slices.Compare(a.sends, b.sends), cmp.Compare(a.of, b.of),
			strings.Compare(a.name, b.name), cmp.Compare(b.day, a.day)) // the plainer words first
	})
	return slices.CompactFunc(out, func(a, b whole) bool { return slices.Equal(a.sends, b.sends) })
}

// of gives the sets that add up to an amount.
func (w wholes) of(amount int64) wholes {
	first, _ := slices.BinarySearchFunc(w, amount, func(x whole, amount int64) int { return cmp.Compare(x.sum, amount) })
	end := first
	for end < len(w) && w[end].sum == amount {
		end++
	}
	return w[first:end]
}

// why says what makes a set of a pool whole.
func (w *whole) why(p *pool) string {
	said := "all open payouts"
	if p.account.Key != "" {
		said += " of the account"
	}
	switch w.of {
	case 's':
		said += " from " + w.name
	case 'm':
		said += " of merchant " + w.name
	}
	if w.day != 0 {
		return said + " sent on " + w.day.String() + " together"
	}
	return said + " that are booked on this day together"
}
