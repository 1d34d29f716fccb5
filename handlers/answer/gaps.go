package answer

import (
	"slices"

	"moneytrail/recon/patterns"
	"moneytrail/recon/trail"
)

// Gaps answers what of some days does not tie: how much first, then each thing that
// needs a look, then the equation in each currency, by shop and by acquirer. open are
// the payments of these days that have not arrived, payouts those in trouble. That all
// ties is only said where no file of these days is wanting.
func (b *Book) Gaps(a Audience, c Chain, open []trail.Trail, payouts []trail.PayoutView, asOf trail.Freshness) Reply {
	p := b.page(a)
	if !a.totals() {
		p.say("daily.cashier", nil)
		return p.done()
	}
	all := summed(c.Shops, func(ChainShop, trail.Breakdown) string { return "" })[""]
	days := p.days(c.From, c.To)
	var wrong []patterns.Sum
	for _, e := range all {
		if n := amissIn(e); n != 0 {
			wrong = plus(wrong, n, e.Currency)
		}
	}
	troubled, _, _ := p.split(open)
	found := p.troubles(troubled, payouts)
	switch {
	case len(all) == 0 && len(found) == 0:
		p.say("gaps.nothing", values{"Days": days})
	case len(wrong) == 0 && len(found) > 0:
		p.say("gaps.look", values{"Days": days, "Count": len(found)})
	case len(wrong) == 0 && (len(c.Behind) > 0 || c.Part):
		p.say("gaps.so_far", values{"Days": days})
	case len(wrong) == 0:
		p.say("gaps.none", values{"Days": days})
	default:
		p.say("gaps.sum", values{"Days": days, "Amount": p.sums(wrong)})
	}
	p.shop()
	if len(found) > 0 {
		p.gap()
		p.say("gaps.each", nil)
		most(p, found, func(x trouble) {
			p.line(p.troubleLine(x))
			p.row(p.troubleButton(x, openPart))
		})
	}
	if c.Part {
		p.say("open.more", nil)
	}
	p.lateFiles("gaps.behind", c.Behind)
	if len(c.Shops) > 1 {
		p.shopLines(ranked(c.Shops), c)
	}
	p.acquirers(c)
	for _, e := range all {
		p.gap()
		p.saleLines(e)
		p.whereLines(e, true)
	}
	p.gap()
	p.asOf(asOf)
	if len(c.Shops) == 1 && len(all) > 0 {
		p.files(c.From, c.To, a.Shop)
	}
	return p.done()
}

// acquirers writes a line for each source, those with the most amiss first, or says that there is one.
func (p *page) acquirers(c Chain) {
	all := summed(c.Shops, func(_ ChainShop, x trail.Breakdown) string { return p.source(x.Source) })
	var names []string
	for s := range all {
		names = append(names, s)
	}
	slices.SortFunc(names, func(a, b string) int {
		weight := func(s string) (n int64) {
			for _, e := range all[s] {
				n = max(n, amissIn(e))
			}
			return n
		}
		if x, y := weight(a), weight(b); x != y {
			return int(min(1, max(-1, y-x)))
		}
		if a < b {
			return -1
		}
		return 1
	})
	if len(names) == 0 {
		return
	}
	p.gap()
	if len(names) == 1 {
		p.say("gaps.one_source", values{"Name": names[0]})
		return
	}
	p.say("chain.by_source", nil)
	for i, s := range names {
		if i == c.room(sourcesShown) {
			p.say("chain.more", values{"Count": len(names) - i})
			return
		}
		p.figures(s, all[s])
	}
}
