package answer

import (
	"moneytrail/handlers/follow"
	"moneytrail/handlers/press"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// FollowTrail answers a question that follows on what was told of a swipe: what
// it asks for alone, who acts next, and how old the data is. ok is false where the
// swipe is not in the matter that the question names, or there is nothing to say.
func (b *Book) FollowTrail(a Audience, t trail.Trail, known Beside, q follow.Question) (r Reply, ok bool) {
	p := b.page(a)
	p.beside = known
	if !swipeFits(t, q.Of) {
		return r, false
	}
	p.say("follow.swipe", values{"Amount": p.Money(t.Amount, t.Currency), "What": p.join(p.Say("trail.what", values{"Time": p.Time(t.Time), "Did": p.did(t)}), p.Card(t.Last4))})
	p.shop()
	p.gap()
	switch q.Aspect {
	case follow.Why:
		ok = p.whySwipe(t)
	case follow.When:
		ok = p.whenSwipe(t)
	case follow.SameDay:
		ok = p.notSameDay(t)
	case follow.Do:
		ok = p.doSwipe(t, q.Papers)
	case follow.Who:
		p.say("trail.now", values{"State": p.state(t)})
		p.steps(t)
		ok = true
	case follow.Number:
		p.references(t)
		ok = !p.fresh
	case follow.Doubt:
		ok = p.doubtSwipe(t)
	default:
		ok = p.moreOfSwipe(t, q)
	}
	if q.Aspect == follow.When || q.Aspect == follow.Who {
		p.said()
	}
	p.gap()
	p.asOf(t.AsOf)
	return p.closing(t), ok
}

// swipeFits tells whether a swipe is in the matter that a question names.
func swipeFits(t trail.Trail, m follow.Matter) bool {
	switch m {
	case follow.Returned:
		return t.State == trail.Returned || t.Has(trail.PayoutWasReturned) || t.State == trail.Refunded || t.Type == record.Refund
	case follow.Held, follow.Waiting:
		return waits(t.State)
	case follow.Short:
		return t.State == trail.Arrived && t.Payout != nil && t.Payout.State == trail.PayoutShort
	case follow.Declined:
		return t.State == trail.Declined || t.State == trail.Unknown || t.State == trail.Reversed || t.Has(trail.RefundFailed)
	case follow.Disputed:
		return t.Has(trail.Retrieval) || t.Has(trail.Chargeback)
	}
	return true
}

// whySwipe tells the reasons of the state; false where there are none that the reader may hear.
func (p *page) whySwipe(t trail.Trail) bool {
	if len(t.Reasons) == 0 && t.State != trail.Held && t.State != trail.Declined {
		return false
	}
	p.say("trail.now", values{"State": p.state(t)})
	p.whys(t)
	if p.beside.Payout != nil {
		p.gap()
		p.sum(t)
	}
	p.gap()
	p.steps(t)
	p.forBank(t)
	return true
}

// forBank lists what the bank can search for, where it has something to say.
func (p *page) forBank(t trail.Trail) {
	if t.State == trail.Returned || t.Next == trail.Bank {
		p.gap()
		p.references(t)
	}
}

// whenSwipe tells the day and its rule, or that there is none yet and what it waits for.
func (p *page) whenSwipe(t trail.Trail) bool {
	p.say("trail.now", values{"State": p.state(t)})
	switch due := t.Due.On != 0 && !p.passed(t.Due); {
	case waits(t.State) && due:
		p.when(t)
		if t.State == trail.Held {
			p.whys(t)
		}
	case waits(t.State) || t.State == trail.Returned:
		p.when(t)
		p.say("follow.no_day", nil)
		p.whys(t)
	}
	p.gap()
	p.steps(t)
	return true
}

// notSameDay tells why money does not arrive on the day of the swipe: by the
// contract, and by what moved the date.
func (p *page) notSameDay(t trail.Trail) bool {
	why := p.glue(p.notToday(t), p.rule(t.Due))
	if why == "" || t.Due.On == t.Due.BusinessDay {
		return false
	}
	if t.Due.NotToday == "" {
		why = p.glue(p.Say("follow.not_same_day", nil), why)
	}
	p.line(why)
	if waits(t.State) && !p.passed(t.Due) {
		p.say("when.due", values{"Day": p.Day(t.Due.On, p.to.today()), "By": t.Due.By})
	} else {
		p.say("trail.now", values{"State": p.state(t)})
	}
	return true
}

// wantsPapers are the reasons for which papers are asked.
var wantsPapers = map[trail.Reason]bool{trail.RiskHold: true, trail.Retrieval: true, trail.Chargeback: true, trail.KYCExpired: true,
	trail.DeclinedButDebited: true, trail.MissingInSettlement: true, trail.AmbiguousMatch: true, trail.AmountMismatch: true, trail.OtherMerchant: true}

// ofAccount are the reasons that a change of the account may mend, for which it is looked who one is.
var ofAccount = map[trail.Reason]bool{trail.PayoutWasReturned: true, trail.AccountLimit: true, trail.AccountChanged: true}

// papers answers which papers are wanted, where the reason itself does not say it.
func (p *page) papers(r trail.Reason, payout *trail.PayoutRef) {
	switch {
	case payout != nil && mustChange(*payout): // what to do says it
	case ofAccount[r]:
		p.say("follow.account_papers", nil)
	case !wantsPapers[r]:
		p.say("follow.no_papers", nil)
	}
}

// doSwipe tells what the merchant does, and where papers are asked for, that none are needed.
func (p *page) doSwipe(t trail.Trail, papers bool) bool {
	r := p.main(t)
	if r == "" && t.State != trail.Declined && t.Next != trail.Nobody {
		return false
	}
	if papers {
		p.papers(r, t.Payout)
	}
	p.steps(t)
	p.gap()
	if p.tells(r) && (t.State == trail.Held || t.State == trail.Returned) {
		p.say("trail.why", values{"Why": p.Say(ofReason(t, r)+".why", p.reasonValues(t))})
	}
	p.forBank(t)
	return true
}

// doubts are the reasons that speak of the merchant's own account and papers,
// of which the merchant may know better.
var doubts = map[trail.Reason]bool{trail.KYCExpired: true, trail.AccountChanged: true, trail.AccountLimit: true, trail.PayoutWasReturned: true}

// doubtSwipe says whose word the reason is, and how it is cleared up; of another
// reason it tells that.
func (p *page) doubtSwipe(t trail.Trail) bool {
	if !doubts[p.main(t)] || !p.to.totals() {
		return p.whySwipe(t)
	}
	p.whys(t)
	if t.State == trail.Returned {
		p.say("follow.bank_says", nil)
	} else {
		p.say("follow.doubt", nil)
	}
	p.gap()
	p.actor(t.Next, "")
	p.forBank(t)
	return true
}

// FollowPayout is FollowTrail for a payout.
func (b *Book) FollowPayout(a Audience, v trail.PayoutView, known Beside, q follow.Question) (r Reply, ok bool) {
	p := b.page(a)
	p.beside = known
	if !payoutFits(v, q.Of) {
		return r, false
	}
	p.say("follow.payout", values{"Amount": p.Money(v.Amount, v.Currency), "Day": p.Date(dayOf(v))})
	p.shop()
	p.gap()
	returned := v.State == trail.PayoutReturned
	switch q.Aspect {
	case follow.Why:
		ok = len(v.Reasons) > 0
		p.say("payout.now", values{"State": p.payoutState(v)})
		p.payoutWhys(v)
		if v.State == trail.PayoutShort || v.State == trail.PayoutOver || v.Unexplained != 0 {
			p.gap()
			p.equation(v)
		}
	case follow.When:
		p.say("payout.now", values{"State": p.payoutState(v)})
		if v.State == trail.PayoutReturned || v.State == trail.PayoutMissing || v.State == trail.PayoutShort {
			p.say("follow.no_day", nil)
		} else if v.CheckBy >= a.today() && v.ArrivedOn == 0 {
			p.say("when.due", values{"Day": p.Day(v.CheckBy, a.today()), "By": ""})
		}
		ok = true
	case follow.Do:
		if ok = len(v.Reasons) > 0; ok && q.Papers {
			p.papers(v.Reasons[0], &v.PayoutRef)
		}
		p.payoutWhys(v)
	case follow.Who:
		p.say("payout.now", values{"State": p.payoutState(v)})
		ok = true
	case follow.Number:
		p.atBank(v.PayoutRef)
		ok = !p.fresh
	case follow.Doubt:
		p.payoutWhys(v)
		p.say("follow.bank_says", nil)
		ok = returned
	default:
		ok = p.moreOfPayout(v, q)
	}
	if q.Aspect != follow.Number {
		if returned || v.Next == trail.Bank || q.Aspect == follow.Doubt {
			p.gap()
			p.atBank(v.PayoutRef)
		}
		p.gap()
		p.payoutSteps(v)
	}
	if q.Aspect == follow.When || q.Aspect == follow.Who {
		p.said()
	}
	p.gap()
	p.asOf(v.AsOf)
	p.row(p.button("proof", press.Of(press.Proof, press.Payout, v.Row)), p.button("payout", press.Row(press.Payout, v.Row)))
	return p.about(press.Payout, v.Row), ok
}

// NotAtBank answers who looked for a payout at the bank and did not find it: with the
// numbers for the bank and what comes next, and not to look once more.
func (b *Book) NotAtBank(a Audience, v trail.PayoutView) Reply {
	p := b.page(a)
	p.say("follow.payout", values{"Amount": p.Money(v.Amount, v.Currency), "Day": p.Date(dayOf(v))})
	p.shop()
	p.say("payout.now", values{"State": p.payoutState(v)})
	p.say("payout.not_at_bank", nil)
	p.gap()
	p.atBank(v.PayoutRef)
	p.gap()
	p.asOf(v.AsOf)
	p.row(p.button("proof", press.Of(press.Proof, press.Payout, v.Row)), p.button("payout", press.Row(press.Payout, v.Row)))
	return p.about(press.Payout, v.Row)
}

// payoutFits tells whether a payout is in the matter that a question names.
func payoutFits(v trail.PayoutView, m follow.Matter) bool {
	switch m {
	case follow.Returned:
		return v.State == trail.PayoutReturned
	case follow.Short:
		return v.State == trail.PayoutShort || v.Unexplained != 0
	case follow.Held, follow.Waiting:
		return v.State != trail.PayoutArrived && v.State != trail.PayoutOver && v.State != trail.PayoutShort
	case follow.Any:
		return true
	}
	return false
}

// PreauthCancel tells how a pre-authorisation that is open is cancelled: on its
// terminal, and what becomes of the customer's money then.
func (b *Book) PreauthCancel(a Audience, t trail.Trail) Reply {
	p := b.page(a)
	p.say("ask.preauth_cancel", values{"Amount": p.Money(t.Amount, t.Currency), "What": p.join(p.Time(t.Time), p.Card(t.Last4), p.terminal(t.TerminalID))})
	p.shop()
	p.say("ask.preauth_freed", nil)
	p.gap()
	p.references(t)
	p.gap()
	p.asOf(t.AsOf)
	return p.closing(t)
}
