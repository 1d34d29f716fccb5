package answer

import (
	"moneytrail/handlers/follow"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// Counter answers whether a customer who stands there gets money back, or the goods, or
// pays once more: yes or no first, as the state of the payment proves, and what to do
// instead. ok is false where nothing of that can be said of it.
func (b *Book) Counter(a Audience, t trail.Trail, aspect follow.Aspect) (r Reply, ok bool) {
	p := b.page(a)
	if !p.verdict(t, aspect) {
		return r, false
	}
	p.gap()
	p.say("follow.swipe", values{"Amount": p.Money(t.Amount, t.Currency), "What": p.join(p.Say("trail.what", values{"Time": p.Time(t.Time), "Did": p.did(t)}), p.Card(t.Last4))})
	p.shop()
	p.say("trail.now", values{"State": p.state(t)})
	p.gap()
	switch giveBack(t) { // of what is done with, or goes its way, nothing else is to be done
	case "wait", "failed", "held", "disputed", "duplicate", "back_failed":
		p.steps(t)
	}
	p.forCustomer(t)
	p.gap()
	p.asOf(t.AsOf)
	return p.closing(t), true
}

// verdict says yes or no.
func (p *page) verdict(t trail.Trail, aspect follow.Aspect) bool {
	switch aspect {
	case follow.Cash:
		p.say("counter.cash_"+giveBack(t), nil)
	case follow.Refund:
		p.say("counter.refund_"+giveBack(t), nil)
	case follow.Goods:
		id := goodsOf(t)
		p.say("counter.goods_"+id, nil)
		if id == "failed" {
			p.say("follow.pay_yes", nil)
		}
	case follow.Swipe:
		return p.mayPay(t)
	default:
		return false
	}
	return true
}

// giveBack tells by what it is answered whether a customer gets a payment back. Where
// money may go back to the card by itself it is never given a second time.
func giveBack(t trail.Trail) string {
	switch {
	case t.Type == record.Refund && t.Has(trail.RefundFailed):
		return "back_failed"
	case t.Type == record.Refund:
		return "refunded"
	case t.Has(trail.NotCaptured) || t.Type == record.PreAuth:
		return "preauth"
	}
	switch t.State {
	case trail.Unknown:
		return "wait"
	case trail.Declined, trail.Reversed:
		if t.Has(trail.DeclinedButDebited) {
			return "wait"
		}
		return "failed"
	case trail.Voided:
		return "void"
	case trail.Refunded:
		return "refunded"
	case trail.ChargedBack:
		return "disputed"
	}
	switch {
	case t.Has(trail.Chargeback) || t.Has(trail.Retrieval):
		return "disputed"
	case t.Arithmetic.Refunded != 0:
		return "part"
	case t.Has(trail.Duplicate):
		return "duplicate"
	case t.State == trail.Held:
		return "held"
	}
	return "paid"
}

// goodsOf tells by what it is answered whether the customer gets the goods.
func goodsOf(t trail.Trail) string {
	switch id := giveBack(t); id {
	case "part", "duplicate", "paid":
		return "paid"
	case "back_failed":
		return "refunded"
	default:
		return id
	}
}

// CounterRule answers it where no payment is known that it may be about, or several
// are: with the rule, and those that it may be about to tap. ok is false where there is no rule.
func (b *Book) CounterRule(a Audience, aspect follow.Aspect, may []trail.Trail) (r Reply, ok bool) {
	p := b.page(a)
	id := "counter.rule_" + string(aspect)
	if !p.known(id) {
		return r, false
	}
	p.say(id, nil)
	p.gap()
	p.say("counter.which", values{"Listed": len(may) > 0})
	p.taps(may[:min(len(may), shown)])
	return p.done(), true
}
