package answer

import (
	"slices"

	"moneytrail/handlers/understand"
	"moneytrail/recon/patterns"
	"moneytrail/recon/trail"
)

// gathering tells of the payments that wait because the balance is below the
// smallest payout: how many, the minimum, and what is missing to it. It gives the others.
func (p *page) gathering(list []trail.Trail, v *Balance) []trail.Trail {
	small := slices.DeleteFunc(slices.Clone(list), func(t trail.Trail) bool { return !waitsForLeast(t) })
	if v == nil || len(small) == 0 {
		return list
	}
	var sum []patterns.Sum
	for _, t := range small {
		sum = plus(sum, left([]trail.Trail{t}), t.Currency)
	}
	p.gap()
	p.say("balance.gathering", values{"Amount": p.sums(sum), "Count": len(small)})
	p.toLeast(*v)
	return slices.DeleteFunc(slices.Clone(list), waitsForLeast)
}

func waitsForLeast(t trail.Trail) bool { return t.Has(trail.MinPayout) && t.Due.On == 0 }

// toLeast tells the smallest payout of the contract, what there is, and what is missing to it.
func (p *page) toLeast(v Balance) {
	switch {
	case v.Net == nil || *v.Net < 0:
		p.say("balance.least", values{"Least": p.Money(v.Least, v.Currency)})
	default:
		v.Topic = understand.Least
		p.balance(v)
	}
}
