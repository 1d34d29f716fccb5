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

// wholes gives the sets of two and more sendings that are expected on a day.
// Sets with the same members count once.
func (c *counter) wholes(p *pool, day calendar.Date) wholes {
	byKey := map[wholeKey]*whole{}
	var out wholes
	for _, s := range p.sends[c.sentFrom(p, day-longestWindow):c.sentFrom(p, day+1)] {
		if !c.expected(s, day) {
			continue
		}
		o := &c.payouts[c.sends[s].payout]
		for _, k := range [...]wholeKey{{of: 'a'}, {of: 's', name: o.Source}, {of: 'm', name: o.MerchantID}} {
			for _, on := range [...]calendar.Date{0, c.sends[s].on} {
				k.day = on
				w := byKey[k]
				if w == nil {
					w = &whole{wholeKey: k}
					byKey[k] = w
				}
				w.sum += o.Expected()
				w.sends = append(w.sends, s)
			}
		}
	}
	for _, w := range byKey {
		if len(w.sends) > 1 {
			out = append(out, *w)
		}
	}
	slices.SortFunc(out, func(a, b whole) int {
		return cmp.Or(cmp.Compare(a.sum, b.sum), slices.Compare(a.sends, b.sends), cmp.Compare(a.of, b.of),
			strings.Compare(a.name, b.name), cmp.Compare(a.day, b.day))
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

// why says what makes the set whole.
func (w *whole) why() string {
	said := "all open payouts of the account"
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
