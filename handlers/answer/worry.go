package answer

import (
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// Little answers why so little came: what arrived in some days, the zero Span being of
// late, whether it arrived in full, and what has not come with the days on which it is due.
func (b *Book) Little(a Audience, days Span, list []trail.PayoutView, o Open) Reply {
	p := b.page(a)
	var came purse
	for _, v := range list {
		if v.ArrivedOn != 0 && v.BankSeen {
			came.put(v.Banked, v.Currency)
		}
	}
	if came.n > 0 {
		v := values{"Days": "", "Count": came.n, "Amount": p.sums(came.sums)}
		if days.From != 0 {
			v["Days"] = p.days(days.From, min(days.To, a.today()))
		}
		p.say("worry.came", v)
	}
	if len(list) > 0 {
		p.whetherShort(list)
	}
	p.gap()
	if !p.owed(o, true) {
		p.say("worry.no_more", nil)
	}
	_, coming, _ := p.split(o.Trails)
	p.coming(p.gathering(coming, o.Gathers))
	p.buttons = nil
	for _, v := range list {
		if v.State == trail.PayoutShort || v.State == trail.PayoutReturned {
			p.row(p.payoutButton(v))
		}
	}
	p.row(p.button("whole_list", press.Data(press.Menu, string(understand.WhereIsMyMoney))))
	p.gap()
	p.asOf(oldest(o.Trails))
	return p.done()
}
