package answer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// Chain is the statement of several merchants of one group as one, over
// business days.
type Chain struct {
	From, To calendar.Date
	Shops    []ChainShop
	// Page of the shops; from the second on they stand alone.
	Page int
	// Late: it was caught up after the hour. Unasked: it can be stopped.
	Late, Unasked bool
	// Behind are files that should tell of these days and are not here; Part: not
	// all that is open could be looked at.
	Behind []trail.Freshness
	Part   bool
}

// ChainShop is one merchant of a chain.
type ChainShop struct {
	Merchant record.Merchant
	Parts    []trail.Breakdown // of the days asked for
	Day      *trail.Day        // of a single day: what needs a look, and what arrived; nil over several
}

// shopsShown is how many lines of shops one message has, sourcesShown how many of sources.
const (
	shopsShown   = 20
	sourcesShown = 9
)

// room is how many names have room in so many lines, where each may take one
// for each currency.
func (c Chain) room(lines int) int {
	return max(1, lines/max(1, len(summed(c.Shops, func(ChainShop, trail.Breakdown) string { return "" })[""])))
}

// Chain writes the statement of a chain: what needs a look first, then the
// equation in each currency, then a line for each shop and each source.
func (b *Book) Chain(a Audience, c Chain) Reply {
	p := b.page(a)
	if !a.totals() {
		p.say("daily.cashier", nil)
		return p.done()
	}
	p.say("daily.title", values{"Merchant": p.Say("chain.name", values{"Name": a.Merchant, "Count": len(c.Shops)}), "Day": p.days(c.From, c.To)})
	shops := ranked(c.Shops)
	if c.Page > 0 {
		p.shopLines(shops, c)
		return p.done()
	}
	if c.Late {
		p.say("daily.late", nil)
	}
	p.chainTroubles(c)
	all := summed(c.Shops, func(ChainShop, trail.Breakdown) string { return "" })[""]
	for _, e := range all {
		p.gap()
		p.saleLines(e)
		p.whereLines(e, c.proved())
	}
	if len(all) == 0 {
		p.gap()
		p.say("daily.nothing_period", nil)
	}
	p.shopLines(shops, c)
	p.sourceLines(c)
	p.chainArrived(c)
	p.chainFiles(c)
	if len(all) > 0 {
		p.files(c.From, c.To, 0)
	}
	if c.Unasked {
		p.row(p.button("mute_summary", press.Data(press.Mute, "summary", "on")))
	}
	return p.done()
}

// proved tells whether bank entries of every shop's account exist, as far as
// that is known.
func (c Chain) proved() bool {
	return !slices.ContainsFunc(c.Shops, func(s ChainShop) bool { return s.Day != nil && !s.Day.Proved })
}

// summed adds up parts by a name, each currency by itself, in the order of currencies.
func summed(shops []ChainShop, by func(ChainShop, trail.Breakdown) string) map[string][]trail.Equation {
	out := map[string][]trail.Equation{}
	for _, s := range shops {
		for _, part := range s.Parts {
			k := by(s, part)
			i := slices.IndexFunc(out[k], func(e trail.Equation) bool { return e.Currency == part.Currency })
			if i < 0 {
				out[k] = append(out[k], part.Equation)
				continue
			}
			out[k][i], _ = out[k][i].Plus(part.Equation)
		}
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b trail.Equation) int { return cmp.Compare(a.Currency, b.Currency) })
	}
	return out
}

// amissIn is how much of an equation is neither there nor on its way as usual.
func amissIn(e trail.Equation) int64 {
	return size(e.Overdue) + size(e.Held) + size(e.Returned) + size(e.Unexplained)
}

// ranked puts the shops with the most that is amiss first, then those that sold most.
func ranked(shops []ChainShop) []ChainShop {
	weight := func(s ChainShop) (amiss, sold int64) {
		for _, x := range s.Parts {
			amiss, sold = max(amiss, amissIn(x.Equation)), max(sold, x.Sales)
		}
		return amiss, sold
	}
	out := slices.Clone(shops)
	slices.SortStableFunc(out, func(a, b ChainShop) int {
		aAmiss, aSold := weight(a)
		bAmiss, bSold := weight(b)
		return cmp.Or(cmp.Compare(bAmiss, aAmiss), cmp.Compare(bSold, aSold), cmp.Compare(a.Merchant.ID, b.Merchant.ID))
	})
	return out
}

// branch is what a shop of a chain is called in lists.
func branch(m record.Merchant) string {
	if m.Store != "" {
		return m.Store
	}
	return name(m)
}

// prefix names the shop before a line about one of several.
func (p *page) prefix(merchant string) string {
	m, ok := p.to.Shops[merchant]
	if !ok {
		return ""
	}
	return clip(branch(m), 20) + " "
}

// chainTroubles lists what needs a look in all shops.
func (p *page) chainTroubles(c Chain) {
	var swipes []trail.Trail
	var payouts []trail.PayoutView
	known := false
	for _, s := range c.Shops {
		if s.Day != nil {
			known = true
			swipes, payouts = append(swipes, s.Day.Exceptions...), append(payouts, s.Day.Troubled...)
		}
	}
	if !known {
		return
	}
	all := p.troubles(swipes, payouts)
	if len(all) == 0 {
		p.gap()
		p.say("daily.quiet", nil)
	}
	p.troubleLines(all, 0, dayPart(c.From))
}

// ChainTroubles is a further page of what needs a look in a chain on a day, or
// the swipes that one line of it stands for.
func (b *Book) ChainTroubles(a Audience, c Chain, at int, g *Alike) Reply {
	p := b.page(a)
	var swipes []trail.Trail
	var payouts []trail.PayoutView
	for _, s := range c.Shops {
		if s.Day != nil {
			swipes, payouts = append(swipes, s.Day.Exceptions...), append(payouts, s.Day.Troubled...)
		}
	}
	if g != nil {
		return p.alikeList(swipes, *g, dayPart(c.From))
	}
	p.more(p.troubles(swipes, payouts), at, dayPart(c.From))
	return p.done()
}

// shopLines writes a line and a button for each shop.
func (p *page) shopLines(shops []ChainShop, c Chain) {
	most := c.room(shopsShown)
	from := min(c.Page*most, len(shops))
	to := min(from+most, len(shops))
	if from == to {
		p.say("open.gone", nil)
		return
	}
	p.gap()
	p.say("chain.by_shop", nil)
	var row []outbox.Button
	for _, s := range shops[from:to] {
		list := summed([]ChainShop{s}, func(ChainShop, trail.Breakdown) string { return "" })[""]
		p.figures(branch(s.Merchant), list)
		if row = append(row, outbox.Button{Text: clip(branch(s.Merchant), 20),
			Data: press.Data(press.Shop, fmt.Sprint(s.Merchant.Row), c.From.String(), c.To.String())}); len(row) == 2 {
			p.row(row...)
			row = nil
		}
	}
	p.row(row...)
	if n := len(shops) - to; n > 0 {
		p.say("chain.more", values{"Count": n})
		p.row(p.button("more", press.Data(press.Days, c.From.String(), c.To.String(), fmt.Sprint(c.Page+1))))
	}
}

// sourceLines writes a line for each source, where there are several.
func (p *page) sourceLines(c Chain) {
	all := summed(c.Shops, func(_ ChainShop, x trail.Breakdown) string { return p.source(x.Source) })
	if len(all) < 2 {
		return
	}
	p.gap()
	p.say("chain.by_source", nil)
	for i, s := range slices.Sorted(maps.Keys(all)) {
		if i == c.room(sourcesShown) {
			p.say("chain.more", values{"Count": len(all) - i})
			return
		}
		p.figures(s, all[s])
	}
}

// brands are who clears where the name is the same in every language.
var brands = map[string]string{"adyen_accounting": "Adyen", "adyen_settlement": "Adyen", "stripe": "Stripe", "stripe_transactions": "Stripe"}

// source names who clears as people know it.
func (p *page) source(id string) string {
	if p.known("source." + id) {
		return p.Say("source."+id, nil)
	}
	return clip(cmp.Or(brands[id], id), 30)
}

// figures says a shop's or a source's sum in one line for each currency.
func (p *page) figures(who string, list []trail.Equation) {
	if len(list) == 0 {
		p.say("chain.nothing", values{"Name": clip(who, 30)})
		return
	}
	for _, e := range list {
		wrong := ""
		if n := amissIn(e); n != 0 {
			wrong = p.Money(n, e.Currency)
		}
		p.say("chain.line", values{"Name": clip(who, 30), "Count": e.SalesCount, "Sold": p.Money(e.Sales-e.Refunds, e.Currency),
			"Net": p.Money(e.Left(), e.Currency), "Arrived": p.Money(e.Arrived, e.Currency), "Wrong": wrong})
	}
}

// chainArrived says what the bank credited on the day, in all.
func (p *page) chainArrived(c Chain) {
	var list []trail.PayoutView
	known := false
	for _, s := range c.Shops {
		if s.Day != nil {
			known = true
			list = append(list, s.Day.Arrived...)
		}
	}
	if !known {
		return
	}
	p.gap()
	title, none := "daily.got_days", "daily.got_none"
	if !c.proved() {
		title, none = "daily.got_days_sent", "daily.got_none_sent"
	}
	if len(list) == 0 {
		p.say(none, values{"Day": p.Date(c.From)})
		return
	}
	p.say(title, values{"Days": p.Date(c.From)})
	p.say("daily.got_sum", values{"Amount": p.sums(credited(list)), "Count": len(list)})
}

// chainFiles names the files that are late, each once, and the oldest data.
func (p *page) chainFiles(c Chain) {
	var late []trail.Freshness
	var asOf trail.Freshness
	for _, s := range c.Shops {
		if s.Day == nil {
			continue
		}
		for _, f := range s.Day.Late {
			if !slices.ContainsFunc(late, func(o trail.Freshness) bool { return o.Source == f.Source && o.Kind == f.Kind }) {
				late = append(late, f)
			}
		}
		if f := s.Day.AsOf; f.Covers != 0 && (asOf.Covers == 0 || f.Covers < asOf.Covers) {
			asOf = f
		}
	}
	p.lateFiles("daily.files", late)
	p.gap()
	p.asOf(asOf)
}

// openShops says for each shop of a chain what of it has not arrived, and gives
// a button that shows it.
func (p *page) openShops(list []trail.Trail) {
	if len(p.to.Shops) == 0 {
		return
	}
	type key struct{ merchant, currency string }
	sum, count := map[key]int64{}, map[key]int{}
	for _, t := range list {
		if t.Shares != 0 || !counts(t.State) {
			continue
		}
		k := key{t.MerchantID, t.Currency}
		count[k]++
		if t.Arithmetic.Priced {
			sum[k] += t.Arithmetic.Net
		} else {
			sum[k] += t.Signed()
		}
	}
	keys := slices.Collect(maps.Keys(sum))
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(sum[b], sum[a]), cmp.Compare(a.merchant, b.merchant), cmp.Compare(a.currency, b.currency))
	})
	if len(keys) == 0 {
		return
	}
	p.gap()
	p.say("chain.by_shop", nil)
	var row []outbox.Button
	offered := map[string]bool{}
	for i, k := range keys {
		if i == shopsShown {
			p.say("chain.more", values{"Count": len(keys) - i})
			break
		}
		m := p.to.Shops[k.merchant]
		p.say("chain.open", values{"Name": clip(branch(m), 30), "Count": count[k], "Amount": p.Money(sum[k], k.currency)})
		if offered[k.merchant] {
			continue
		}
		offered[k.merchant] = true
		if row = append(row, outbox.Button{Text: clip(branch(m), 20),
			Data: press.Data(press.Shop, fmt.Sprint(m.Row), "", string(understand.WhereIsMyMoney))}); len(row) == 2 {
			p.row(row...)
			row = nil
		}
	}
	p.row(row...)
}

// ByShop asks of which shop an answer is wanted that is not the same for all.
func (b *Book) ByShop(a Audience, intent understand.Intent, shops []record.Merchant) Reply {
	p := b.page(a)
	p.say("chain.which", nil)
	for _, m := range shops[:min(len(shops), mostShops)] {
		p.row(outbox.Button{Text: clip(branch(m), 40), Data: press.Data(press.Shop, fmt.Sprint(m.Row), "", string(intent))})
	}
	if hint := b.MoreShops(a, len(shops)); hint != "" {
		p.gap()
		p.line(hint)
	}
	return p.done()
}
