package answer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// TakenBy is what was taken in some days, by way to pay.
type TakenBy struct {
	From, To calendar.Date
	// Names are the texts by which ways to pay that were asked for are called; Groups
	// are of those alone. None: of all.
	Names []string
	// Groups are what was taken with each way to pay, in each currency; All, where
	// some were named, what was taken with all of them, one for each currency.
	Groups, All []TakenGroup
	// Shops are the same for each shop of a chain.
	Shops []TakenShop
	AsOf  trail.Freshness
}

// TakenGroup is what was taken with one way to pay.
type TakenGroup struct {
	Terms Terms // names the way to pay; of All its currency alone
	Count int
	Gross int64
	// Refunds are what was given back to customers, RefundCount of them: not taken off Gross.
	Refunds     int64
	RefundCount int
}

// TakenShop is what one shop of a chain took.
type TakenShop struct {
	Merchant record.Merchant
	Groups   []TakenGroup
}

// Add adds to a group of the list, a new one where there is none like it.
func (g TakenGroup) Add(list []TakenGroup) []TakenGroup {
	i := slices.IndexFunc(list, func(x TakenGroup) bool {
		return x.Terms.Scheme == g.Terms.Scheme && x.Terms.CardType == g.Terms.CardType && x.Terms.Currency == g.Terms.Currency
	})
	if i < 0 {
		return append(list, g)
	}
	x := &list[i]
	x.Count, x.Gross, x.Refunds, x.RefundCount = x.Count+g.Count, x.Gross+g.Gross, x.Refunds+g.Refunds, x.RefundCount+g.RefundCount
	return list
}

// inAll adds groups up, one for each currency.
func inAll(groups []TakenGroup) (sums []TakenGroup) {
	for _, g := range groups {
		g.Terms = Terms{Currency: g.Terms.Currency}
		sums = g.Add(sums)
	}
	slices.SortStableFunc(sums, func(a, b TakenGroup) int { return cmp.Compare(b.Count, a.Count) })
	return sums
}

// sorted puts what was taken most first, each currency by itself.
func sorted(groups []TakenGroup) []TakenGroup {
	out := slices.Clone(groups)
	slices.SortStableFunc(out, func(a, b TakenGroup) int {
		return cmp.Or(cmp.Compare(a.Terms.Currency, b.Terms.Currency), cmp.Compare(b.Gross, a.Gross), cmp.Compare(a.Terms.Scheme, b.Terms.Scheme), cmp.Compare(a.Terms.CardType, b.Terms.CardType))
	})
	return out
}

// TakenBy answers how much was taken in some days: the sum first, then by way to
// pay and by shop.
func (b *Book) TakenBy(a Audience, v TakenBy) Reply {
	p := b.page(a)
	if !a.totals() {
		return b.OwnerOnly(a)
	}
	var all []string
	for _, id := range v.Names {
		all = append(all, p.Say(id, nil))
	}
	named := p.named(all)
	days, sums := p.days(v.From, v.To), inAll(v.Groups)
	if len(sums) == 0 {
		p.say("taken_by.none", values{"Days": days, "Name": named})
	}
	for _, s := range sums {
		p.say("taken_by.sum", values{"Days": days, "Name": named, "Count": s.Count, "Amount": p.Money(s.Gross, s.Terms.Currency)})
	}
	p.shop()
	if v.From <= a.today() && a.today() <= v.To {
		p.say("compare.running", nil)
	}
	p.gap()
	if groups := sorted(v.Groups); len(groups) > 1 && len(v.Shops) == 0 || len(groups) > 1 && len(v.Names) == 0 {
		p.takenGroups("", groups)
	}
	for _, s := range sums {
		if s.RefundCount > 0 {
			p.say("taken_by.refunds", values{"Count": s.RefundCount, "Amount": p.Money(s.Refunds, s.Terms.Currency)})
		}
	}
	if len(v.Names) > 0 {
		for _, s := range v.All {
			p.say("taken_by.all", values{"Count": s.Count, "Amount": p.Money(s.Gross, s.Terms.Currency)})
		}
	}
	p.takenShops(v)
	p.gap()
	p.asOf(v.AsOf)
	p.row(p.statementButton(v.From, v.To))
	return p.done()
}

// takenGroups writes a line for each way to pay.
func (p *page) takenGroups(who string, groups []TakenGroup) {
	for _, g := range groups {
		p.say("taken_by.line", values{"Shop": who, "Name": p.feeName(g.Terms), "Count": g.Count, "Amount": p.Money(g.Gross, g.Terms.Currency)})
	}
}

// takenShops writes what each shop of a chain took, those that took nothing too.
func (p *page) takenShops(v TakenBy) {
	if len(v.Shops) < 2 {
		return
	}
	p.gap()
	p.say("chain.by_shop", nil)
	for i, s := range v.Shops {
		if i == shopsShown {
			p.say("chain.more", values{"Count": len(v.Shops) - i})
			return
		}
		p.takenAt(s)
	}
}

// takenAt writes what one shop took, by currency.
func (p *page) takenAt(s TakenShop) {
	name := clip(branch(s.Merchant), 30)
	sums := inAll(s.Groups)
	if len(sums) == 0 {
		p.say("taken_by.shop_none", values{"Shop": name})
	}
	for _, x := range sums {
		p.say("taken_by.shop", values{"Shop": name, "Count": x.Count, "Amount": p.Money(x.Gross, x.Terms.Currency)})
	}
}

// statementButton shows the statement of some days, of the shop or the chain that is spoken of.
func (p *page) statementButton(from, to calendar.Date) outbox.Button {
	switch {
	case from == to:
		return p.dayButton(from)
	case p.to.Shops != nil:
		return p.button("statement", press.Data(press.Days, from.String(), to.String(), "0"))
	}
	return p.button("statement", press.Data(press.Shop, strconv.FormatInt(p.to.Shop, 10), from.String(), to.String()))
}

// named names several things in a row.
func (p *page) named(names []string) string {
	if p.Chinese() {
		return strings.Join(names, "、")
	}
	return strings.Join(names, ", ")
}
