package answer

import (
	"moneytrail/handlers/follow"
	"moneytrail/recon/trail"
)

// Rest tells who asks for what a list did not tell, where it has no further page: that all
// of it was told, or, of a summary that told what needs a look, what is on its way and
// how many are settled. days are those that alone were looked at, none where all was.
func (b *Book) Rest(a Audience, l Listed, summed bool, days ...Span) Reply {
	p := b.page(a)
	var named []string
	for _, d := range days {
		named = append(named, p.days(d.From, d.To))
	}
	if !summed {
		p.say("rest.all", values{"Count": len(l.Trails) + len(l.Payouts)})
		if l.More {
			p.say("open.more", nil)
		}
		p.restLook(named)
		return p.done()
	}
	troubled, coming, sent := p.split(l.Trails)
	settled := take(&troubled, isSettled)
	landed := take(&l.Payouts, func(v trail.PayoutView) bool { return isLanded(v, follow.When) })
	settled = besides(settled, landed)
	p.say("rest.told", values{"Days": p.join(named...)})
	p.onItsWay(l, coming, sent)
	p.settledCount(len(settled) + len(landed))
	p.gap()
	if l.More {
		p.say("open.more", nil)
	}
	p.restLook(named)
	p.gap()
	p.asOf(oldest(l.Trails))
	return p.done()
}

// restLook tells how all that is open is asked for where only some days were looked at, else how anything else is.
func (p *page) restLook(days []string) {
	if len(days) > 0 {
		p.say("open.these_days", nil)
		return
	}
	p.say("rest.look", nil)
}
