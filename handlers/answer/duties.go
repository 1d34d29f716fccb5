package answer

import (
	"slices"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/trail"
)

// Duties tells what there is for the merchant to do, each with its last day, and the cases
// in which the support team wrote last; then what others do, so that nobody worries.
func (b *Book) Duties(a Audience, l Listed, waiting []OwnCase) Reply {
	p := b.page(a)
	troubled, coming, sent := p.split(l.Trails)
	all := p.troubles(troubled, l.Payouts)
	mine := slices.IndexFunc(all, func(x trouble) bool { return x.next != trail.Merchant })
	if mine < 0 {
		mine = len(all)
	}
	rest := all[mine:]
	p.shop()
	if mine+len(waiting) == 0 {
		p.say("duty.none", nil)
	}
	if mine > 0 {
		p.say("open.yours", nil)
		for _, x := range all[:min(mine, shown)] {
			p.line(p.troubleLine(x) + p.lastDay(x))
			p.row(p.troubleButton(x, openPart))
		}
		if n := mine - shown; n > 0 {
			p.say("follow.list_rest", values{"Count": n})
		}
		p.say("duty.how", nil)
	}
	if len(waiting) > 0 {
		p.gap()
		p.say("duty.cases", nil)
		for _, c := range waiting[:min(len(waiting), shown)] {
			p.line(p.ownCase(c))
			p.row(outbox.Button{Text: p.Say("case.tap", values{"Case": number(c.ID), "What": p.matter(c)}), Data: press.Row(press.Case, c.ID)})
		}
	}
	p.nextOfList(rest)
	if n := len(coming) + len(sent); n > 0 {
		p.gap()
		p.say("open.coming_count", values{"Count": n, "More": len(all) > 0})
	}
	if l.More {
		p.say("open.more", nil)
	}
	p.gap()
	p.asOf(oldest(l.Trails))
	return p.done()
}

// OneShop adds that only one shop of several was looked at, and how all of them are.
func (b *Book) OneShop(a Audience, r Reply) Reply {
	r.Text += "\n\n" + b.page(a).Say("duty.one_shop", nil)
	return r
}

// lastDay tells by when something is needed of the merchant, behind what is told of it.
func (p *page) lastDay(x trouble) string {
	if x.payout != nil || len(x.swipes) != 1 || x.swipes[0].NeededBy == 0 {
		return ""
	}
	return comma(p.Texts) + p.Say("duty.by", values{"Day": p.Day(x.swipes[0].NeededBy, p.to.today())})
}
