package answer

import (
	"cmp"
	"fmt"
	"slices"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// ShopSums are what shops took in some days, each by itself.
type ShopSums struct {
	From, To calendar.Date
	Shops    []ShopSum
	Late     []trail.Freshness // files that should tell of these days and are not here
	AsOf     trail.Freshness
}

// ShopSum is what one shop took in one currency, its own where it took nothing.
type ShopSum struct {
	Merchant       record.Merchant
	Currency       string
	Count          int
	Gross, Largest int64
}

// ShopsWithout answers which shops took nothing in some days; that the file of a shop
// is late is said beside it.
func (b *Book) ShopsWithout(a Audience, v ShopSums) Reply {
	p := b.page(a)
	if !a.totals() {
		return b.OwnerOnly(a)
	}
	took := map[string]int{}
	for _, s := range v.Shops {
		took[s.Merchant.ID] += s.Count
	}
	var names []string
	var none []record.Merchant
	for _, s := range v.Shops {
		if took[s.Merchant.ID] == 0 && !slices.ContainsFunc(none, func(m record.Merchant) bool { return m.ID == s.Merchant.ID }) {
			none = append(none, s.Merchant)
			names = append(names, clip(branch(s.Merchant), 30))
		}
	}
	id := "which.without"
	if len(none) == len(took) {
		id = "which.without_all"
	}
	p.say(id, values{"Days": p.days(v.From, v.To), "Names": p.named(names[:min(len(names), shopsShown)]), "Count": len(took)})
	if n := len(names) - shopsShown; n > 0 {
		p.say("chain.more", values{"Count": n})
	}
	p.shop()
	if v.From <= a.today() && a.today() <= v.To {
		p.say("compare.running", nil)
	}
	if len(none) < len(took) {
		p.shopSums(v, func(s ShopSum) bool { return s.Count > 0 }, false)
	}
	return p.ofShops(v, len(none) > 0)
}

// ShopsRanked answers which shop took most, or least: the others after it, each
// currency by itself.
func (b *Book) ShopsRanked(a Audience, v ShopSums, least bool) Reply {
	p := b.page(a)
	if !a.totals() {
		return b.OwnerOnly(a)
	}
	v.Shops = slices.Clone(v.Shops)
	slices.SortStableFunc(v.Shops, func(a, b ShopSum) int {
		n := cmp.Compare(b.Gross, a.Gross)
		if least {
			n = -n
		}
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), n)
	})
	for i, s := range v.Shops {
		if i > 0 && v.Shops[i-1].Currency == s.Currency {
			continue
		}
		id := "which.most"
		if least {
			id = "which.least"
		}
		if !slices.ContainsFunc(v.Shops, func(o ShopSum) bool { return o.Currency == s.Currency && o.Gross != s.Gross }) {
			id = "which.equal"
		}
		p.say(id, values{"Days": p.days(v.From, v.To), "Name": clip(branch(s.Merchant), 30), "Count": s.Count, "Amount": p.Money(s.Gross, s.Currency)})
	}
	p.shop()
	if v.From <= a.today() && a.today() <= v.To {
		p.say("compare.running", nil)
	}
	p.shopSums(v, func(ShopSum) bool { return true }, false)
	return p.ofShops(v, true)
}

// ShopsBeside sets shops beside each other: what each took in how many payments, what
// one was on average, the largest, and by how much the least took less than the most.
func (b *Book) ShopsBeside(a Audience, v ShopSums) Reply {
	p := b.page(a)
	if !a.totals() {
		return b.OwnerOnly(a)
	}
	p.say("compare.days", values{"Days": p.days(v.From, v.To)})
	if len(v.Shops) == 2 && v.Shops[0].Currency == v.Shops[1].Currency {
		low, high := v.Shops[0], v.Shops[1]
		if low.Gross > high.Gross {
			low, high = high, low
		}
		if low.Gross == high.Gross {
			p.say("which.equal", values{"Days": p.days(v.From, v.To), "Amount": p.Money(low.Gross, low.Currency)})
		} else {
			p.say("which.less", values{"Low": clip(branch(low.Merchant), 30), "High": clip(branch(high.Merchant), 30), "Amount": p.Money(high.Gross-low.Gross, low.Currency),
				"Fewer": int(size(int64(high.Count - low.Count))), "FewerMore": low.Count > high.Count})
		}
	}
	if v.From <= a.today() && a.today() <= v.To {
		p.say("compare.running", nil)
	}
	p.shopSums(v, func(ShopSum) bool { return true }, true)
	return p.ofShops(v, true)
}

// shopSums writes a line for each of the shops; wide with what one payment came to.
func (p *page) shopSums(v ShopSums, tell func(ShopSum) bool, wide bool) {
	p.gap()
	if !wide {
		p.say("chain.by_shop", nil)
	}
	n := 0
	for _, s := range v.Shops {
		if !tell(s) {
			continue
		}
		if n++; n > shopsShown {
			continue
		}
		average, largest := "", ""
		if wide && s.Count > 1 {
			average, largest = p.Money((s.Gross+int64(s.Count)/2)/int64(s.Count), s.Currency), p.Money(s.Largest, s.Currency)
		}
		if s.Count == 0 {
			p.say("taken_by.shop_none", values{"Shop": clip(branch(s.Merchant), 30)})
			continue
		}
		p.say("which.each", values{"Name": clip(branch(s.Merchant), 30), "Count": s.Count, "Amount": p.Money(s.Gross, s.Currency), "Average": average, "Largest": largest})
	}
	if n > shopsShown {
		p.say("chain.more", values{"Count": n - shopsShown})
	}
}

// ofShops ends an answer of several shops; late tells whether files that are late may change it.
func (p *page) ofShops(v ShopSums, late bool) Reply {
	if late && len(v.Late) > 0 {
		p.gap()
		p.say("which.files", nil)
		p.lateFiles("gaps.behind", v.Late)
	}
	p.gap()
	p.asOf(v.AsOf)
	p.row(p.statementButton(v.From, v.To))
	return p.done()
}

// ShopHeld is what of one shop is held.
type ShopHeld struct {
	Merchant record.Merchant
	Sums     []patterns.Sum
	Count    int
}

// ShopsHeld answers at which shops money is held, and at which none is.
func (b *Book) ShopsHeld(a Audience, shops []ShopHeld, asOf trail.Freshness) Reply {
	p := b.page(a)
	if !a.totals() {
		return b.OwnerOnly(a)
	}
	shops = slices.Clone(shops)
	slices.SortStableFunc(shops, func(a, b ShopHeld) int { return cmp.Compare(min(b.Count, 1), min(a.Count, 1)) })
	var names []string
	for _, s := range shops {
		if s.Count > 0 {
			names = append(names, clip(branch(s.Merchant), 30))
		}
	}
	if len(names) == 0 {
		p.say("which.held_none", values{"Count": len(shops)})
	} else {
		p.say("which.held", values{"Names": p.named(names[:min(len(names), shopsShown)])})
	}
	p.shop()
	p.gap()
	var row []outbox.Button
	for i, s := range shops {
		switch {
		case len(names) == 0:
		case i == shopsShown:
			p.say("chain.more", values{"Count": len(shops) - i})
		case i > shopsShown:
		case s.Count == 0:
			p.say("which.held_free", values{"Name": clip(branch(s.Merchant), 30)})
		default:
			p.say("which.held_line", values{"Name": clip(branch(s.Merchant), 30), "Count": s.Count, "Amount": p.sums(s.Sums)})
			if row = append(row, outbox.Button{Text: clip(branch(s.Merchant), 20), Data: press.Data(press.Shop, fmt.Sprint(s.Merchant.Row), "", string(understand.FundsHeld))}); len(row) == 2 {
				p.row(row...)
				row = nil
			}
		}
	}
	p.row(row...)
	p.gap()
	p.asOf(asOf)
	return p.done()
}
