package answer

import (
	"moneytrail/handlers/press"
	"moneytrail/recon/trail"
)

// News is why somebody is told unasked.
type News string

// Kinds of news.
const (
	Landed   News = "landed"
	Sent     News = "sent"
	Returned News = "returned"
	Held     News = "held"
	Short    News = "short"
	Released News = "released"
)

// Notice tells unasked what happened to one transaction.
func (b *Book) Notice(a Audience, t trail.Trail, n News) Reply {
	p := b.page(a)
	p.say("notice."+string(n), values{"Amount": p.Money(t.Amount, t.Currency)})
	p.identity(t)
	p.standing(t)
	return p.closing(t)
}

// PayoutNotice tells unasked what happened to a payout.
func (b *Book) PayoutNotice(a Audience, v trail.PayoutView, n News) Reply {
	p := b.page(a)
	p.say("notice."+string(n), values{"Amount": p.Money(v.Amount, v.Currency)})
	p.payoutBody(v)
	p.payoutButtons(v)
	return p.about(press.Payout, v.Row)
}
