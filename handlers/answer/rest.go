package answer

import (
	"moneytrail/handlers/follow"
	"moneytrail/recon/trail"
)

// Rest tells who asks for what a list did not tell, where it has no further page: that all
// of it was told, or, of a summary that told what needs a look, what is on its way and
// how many are settled.
func (b *Book) Rest(a Audience, l Listed, summed bool) Reply {
	p := b.page(a)
	if !summed {
		p.say("rest.all", values{"Count": len(l.Trails) + len(l.Payouts)})
		if l.More {
			p.say("open.more", nil)
		}
		p.say("rest.look", nil)
		return p.done()
	}
	troubled, coming, sent := p.split(l.Trails)
	settled := take(&troubled, isSettled)
	landed := take(&l.Payouts, func(v trail.PayoutView) bool { return isLanded(v, follow.When) })
	settled = besides(settled, landed)
	p.say("rest.told", nil)
	p.onItsWay(l, coming, sent)
	p.settledCount(len(settled) + len(landed))
	p.gap()
	if l.More {
		p.say("open.more", nil)
	}
	p.say("rest.look", nil)
	p.gap()
	p.asOf(oldest(l.Trails))
	return p.done()
}
