package answer

import (
	"cmp"
	"slices"

	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// FeeShop is what the fees of one shop of a chain come to, in each currency.
type FeeShop struct {
	Merchant record.Merchant
	Total    []patterns.Sum
}

// feesByShop lists what each shop of a chain paid.
func (p *page) feesByShop(shops []FeeShop) {
	if len(shops) < 2 {
		return
	}
	p.gap()
	p.say("chain.by_shop", nil)
	for i, s := range shops {
		if i == shopsShown {
			p.say("chain.more", values{"Count": len(shops) - i})
			return
		}
		p.say("chain.fees", values{"Name": branch(s.Merchant), "Amount": p.sums(s.Total)})
	}
}

// arrivedByShop lists what came to each shop of a chain, those to which nothing
// did first; sent is what was paid out and no bank can show.
func (p *page) arrivedByShop(got, sent []trail.PayoutView) {
	if len(p.to.Shops) < 2 {
		return
	}
	of := func(list []trail.PayoutView, id string) []trail.PayoutView {
		return slices.DeleteFunc(slices.Clone(list), func(v trail.PayoutView) bool { return v.MerchantID != id })
	}
	ids := make([]string, 0, len(p.to.Shops))
	for id := range p.to.Shops {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(min(1, len(of(got, a))), min(1, len(of(got, b)))), cmp.Compare(a, b))
	})
	p.say("chain.by_shop", nil)
	for i, id := range ids {
		name, own, out := branch(p.to.Shops[id]), of(got, id), of(sent, id)
		switch {
		case i == shopsShown:
			p.say("chain.more", values{"Count": len(ids) - i})
		case i > shopsShown:
			return
		case len(own) > 0:
			p.say("chain.arrived", values{"Name": name, "Amount": p.sums(credited(own)), "Count": len(own)})
		case len(out) > 0:
			p.say("chain.sent", values{"Name": name, "Amount": p.sums(credited(out)), "Count": len(out)})
		default:
			p.say("chain.unseen", values{"Name": name})
		}
	}
	p.gap()
}
