package answer

import (
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// Balance is what no payout paid yet, as a question about it wants it.
type Balance struct {
	Topic understand.BalanceTopic
	// Net is what settlement lines have left that no payout paid and that is not
	// held, in minor units of Currency; nil where that is not known.
	Net *int64
	// Least is the smallest payout of the contract, 0 where it names none.
	Least    int64
	Currency string
	// Took took money away where Net is below zero.
	Took []trail.Trail
	// Waits are the open payments that the topic is about, in Currency: those to be
	// withdrawn, those in reserve, those below the smallest payout. Of a question how
	// much there is they are those to be withdrawn.
	Waits []trail.Trail
	// More: there are more open payments than were read, so Waits may not be all.
	More bool
	// Manual: some are paid out only when the merchant withdraws them.
	Manual bool
	// Small: some wait because the balance is below Least.
	Small bool
	// Open is all that is not with the merchant yet, wanted where it is asked how much there is.
	Open Open
	AsOf trail.Freshness
}

// balanceReasons are the reasons that a topic is about: their texts tell what is done.
var balanceReasons = map[understand.BalanceTopic]trail.Reason{understand.Least: trail.MinPayout, understand.Owed: trail.NegativeBalance,
	understand.Withdraw: trail.ManualWithdrawal, understand.Reserved: trail.Reserve,
	understand.Gathered: trail.ManualWithdrawal}

// BalanceReason gives the reason for which payments wait that a topic is about, "" for none.
func BalanceReason(topic understand.BalanceTopic) trail.Reason { return balanceReasons[topic] }

// Balance answers with the merchant's own figures: how much there is, what is
// missing to the smallest payout or to zero, what is withdrawn or kept, what is done and who acts next.
func (b *Book) Balance(a Audience, v Balance) Reply {
	p := b.page(a)
	p.shop()
	reason, below := balanceReasons[v.Topic], v.Net != nil && *v.Net < 0
	lists, acts := v.Topic == understand.Withdraw || v.Topic == understand.Reserved, false
	if lists {
		acts = len(v.Waits) > 0
		p.waiting(v)
	}
	outside := v.Topic == understand.Gathered && !below && p.outside(v)
	if v.Topic != understand.Reserved {
		missing := p.paying(v, outside)
		acts = acts || !lists && missing
	}
	if below && !lists {
		reason = trail.NegativeBalance
		if v.Topic == understand.Gathered {
			outside = p.outside(v)
		}
	}
	if outside {
		p.say("balance.which", nil)
	}
	if acts {
		id := "reason." + string(reason)
		p.gap()
		p.say("trail.do", values{"Do": p.Say(id+".do", p.noValues())})
		p.actor(nextOf(v), p.Say(id+".next", p.noValues()))
	}
	listed, title := v.Waits, "balance.waiting"
	if below && !lists && len(v.Took) > 0 {
		listed, title = v.Took, "balance.took"
	}
	if len(listed) > 0 {
		p.gap()
		p.say(title, nil)
		listed = listed[:min(len(listed), shown)]
		for _, t := range listed {
			p.line(p.entry(t, p.brief(t)))
		}
		p.taps(listed)
	}
	p.gap()
	p.asOf(v.AsOf)
	return p.done()
}

// waiting tells what is to be withdrawn, or is kept in reserve.
func (p *page) waiting(v Balance) {
	some, none := "balance.manual", "balance.not_manual"
	if v.Topic == understand.Reserved {
		some, none = "balance.reserve", "balance.no_reserve"
	}
	if len(v.Waits) == 0 {
		p.say(none, nil)
		return
	}
	p.say(some, values{"Amount": p.Money(left(v.Waits), v.Currency), "Count": len(v.Waits), "More": v.More})
	if v.Topic == understand.Reserved {
		p.line(p.Say("reason.reserve.why", p.noValues()))
	}
}

// left is what of payments is to come to the merchant: what is left after fees,
// of one that is not priced yet what was swiped.
func left(list []trail.Trail) (sum int64) {
	for _, t := range list {
		if t.Arithmetic.Priced {
			sum += t.Arithmetic.Net
		} else {
			sum += t.Signed()
		}
	}
	return sum
}

// balance tells the balance and how far it is from what is paid out; true where
// something is missing to that.
func (p *page) balance(v Balance) (missing bool) {
	switch {
	case v.Net == nil:
		p.say("balance.unknown", nil)
		return false
	case *v.Net < 0:
		p.say("balance.negative", values{"Owed": p.Money(-*v.Net, v.Currency)})
		p.line(p.Say("reason.negative_balance.why", p.noValues()))
		return true
	}
	if v.Topic == understand.Owed {
		p.say("balance.not_negative", nil)
	}
	short := v.Topic == understand.Least && v.Least > 0 && *v.Net < v.Least    // said in one breath
	if !short && (v.Topic != understand.Withdraw || left(v.Waits) != *v.Net) { // else said of what is withdrawn
		p.say("balance.gathered", values{"Balance": p.Money(*v.Net, v.Currency)})
	}
	least := values{"Least": p.Money(v.Least, v.Currency), "Manual": v.Manual}
	switch {
	case v.Least == 0 && v.Topic == understand.Least:
		p.say("balance.no_least", nil)
	case v.Least == 0:
	case short:
		least["Missing"], least["Balance"] = p.Money(v.Least-*v.Net, v.Currency), p.Money(*v.Net, v.Currency)
		p.say("balance.to_least", least)
		return true
	case *v.Net < v.Least:
		least["Missing"] = p.Money(v.Least-*v.Net, v.Currency)
		p.say("balance.below", least)
	default:
		p.say("balance.reached", least)
	}
	return false
}

// paying tells what is paid out next and what it waits for. Where all that is
// outside was told, a balance of zero is no news, and what is withdrawn is told by itself.
func (p *page) paying(v Balance, outside bool) (missing bool) {
	if v.Topic != understand.Gathered || v.Net == nil || *v.Net < 0 {
		if outside && v.Net == nil {
			return false
		}
		return p.balance(v)
	}
	if outside {
		p.gap()
	}
	if len(v.Waits) > 0 {
		p.waiting(v)
	}
	if outside && *v.Net == 0 || v.Least == 0 && len(v.Waits) > 0 {
		return false
	}
	return p.balance(v)
}

// nextOf is who acts next: the merchant who withdraws, else time.
func nextOf(v Balance) trail.Actor {
	if v.Topic == understand.Withdraw {
		return trail.Merchant
	}
	return trail.Clock
}
