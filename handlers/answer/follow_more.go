package answer

import (
	"slices"

	"moneytrail/handlers/follow"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// Word tells what a word of the trade means; ok is false for one that is not known.
func (b *Book) Word(a Audience, w follow.Term) (r Reply, ok bool) {
	p := b.page(a)
	id := "meaning." + string(w)
	if w == "" || !p.known(id) {
		return r, false
	}
	p.say(id, nil)
	return p.done(), true
}

// moreOfSwipe answers what comes next, whether money is lost, where papers go,
// whose fault it is, and what is done while the customer stands there.
func (p *page) moreOfSwipe(t trail.Trail, q follow.Question) bool {
	switch q.Aspect {
	case follow.Next:
		p.say("trail.now", values{"State": p.state(t)})
		p.when(t)
		p.gap()
		p.steps(t)
	case follow.Again:
		if t.State != trail.Returned {
			return p.whenSwipe(t)
		}
		p.say("follow.again", nil)
		p.whys(t)
		p.gap()
		p.steps(t)
	case follow.Lost:
		lost := lostOf(t)
		p.say("follow.lost_"+lost, nil)
		p.say("trail.now", values{"State": p.state(t)})
		if lost == "unsure" {
			p.whys(t)
		}
		p.when(t)
		p.gap()
		p.steps(t)
	case follow.WhereTo:
		p.whereTo(p.main(t), t.State == trail.Returned)
		p.steps(t)
	case follow.Ignored:
		p.say("follow.ignored_"+ignoredSwipe(p.main(t), t), nil)
		p.gap()
		p.steps(t)
	case follow.Blame:
		p.say("follow.blame", nil)
		p.say("trail.now", values{"State": p.state(t)})
		p.whys(t)
		p.gap()
		p.steps(t)
	case follow.Swipe:
		return p.payAgain(t)
	case follow.Tell:
		return p.tellCustomer(t)
	default:
		return false
	}
	return true
}

// ignoredSwipe tells what becomes of a swipe for which nothing is done: what papers
// are wanted for, an account that takes no money, or that nothing is asked.
func ignoredSwipe(r trail.Reason, t trail.Trail) string {
	switch {
	case r == trail.Retrieval, r == trail.Chargeback:
		return "dispute"
	case t.State == trail.Held && wantsPapers[r]:
		return "held"
	case t.Next != trail.Merchant:
		return "none"
	case ofAccount[r]:
		return "account"
	}
	return "stays"
}

// whereTo tells where papers go, or that none are needed; those of an account
// that took no money are never sent here, as what to do tells.
func (p *page) whereTo(r trail.Reason, account bool) {
	switch {
	case wantsPapers[r]:
		p.say("follow.where_to", nil)
	case !account:
		p.say("follow.no_papers", nil)
	}
	p.gap()
}

// inOrder are the reasons of money that is on its way as it should be, or is kept
// where the records say: only of such money can be said that it is not lost.
var inOrder = map[trail.Reason]bool{
	trail.InCycle: true, trail.BeforeCutOff: true, trail.Holiday: true, trail.PayoutPending: true,
	trail.RiskHold: true, trail.Retrieval: true, trail.Reserve: true, trail.KYCExpired: true, trail.AccountLimit: true,
	trail.CarriedOver: true, trail.MinPayout: true, trail.ManualWithdrawal: true,
	trail.FeeDeducted: true, trail.RefundNetted: true, trail.Duplicate: true,
}

// lostOf tells what can be said of whether the money of a swipe is lost, by its
// state and reasons: where these prove nothing it is not said.
func lostOf(t trail.Trail) string {
	switch t.State {
	case trail.Returned:
		return "back"
	case trail.Arrived:
		if t.Payout != nil && t.Payout.State == trail.PayoutShort {
			return "unsure"
		}
		return "arrived"
	case trail.Unknown:
		if t.Type == record.PreAuth && t.Has(trail.NotCaptured) {
			return "none_yet"
		}
		return "open"
	case trail.Declined, trail.Reversed, trail.Voided:
		return "none"
	case trail.Refunded, trail.ChargedBack:
		return "taken"
	}
	if t.Payout != nil && t.Payout.State == trail.PayoutMissing {
		return "missing"
	}
	if slices.ContainsFunc(t.Reasons, func(r trail.Reason) bool { return !inOrder[r] }) {
		return "unsure"
	}
	return "kept"
}

// payAgain tells whether the customer may pay once more, as the state proves:
// never where it is not known that the first payment failed.
func (p *page) payAgain(t trail.Trail) bool {
	if !p.mayPay(t) {
		return false
	}
	p.say("trail.now", values{"State": p.state(t)})
	return true
}

// mayPay is payAgain without the state.
func (p *page) mayPay(t trail.Trail) bool {
	if t.Type != record.Sale && t.Type != record.Capture {
		return false
	}
	id := "no"
	switch t.State {
	case trail.Unknown:
		id = "wait"
	case trail.Declined, trail.Reversed:
		if id = "yes"; t.Has(trail.DeclinedButDebited) {
			id = "wait"
		}
	case trail.Voided:
		id = "void"
	case trail.Refunded:
		id = "refunded"
	case trail.ChargedBack:
		id = "disputed"
	}
	p.say("follow.pay_"+id, nil)
	return true
}

// tellCustomer gives what the customer who stands there can be told, and whether
// to charge once more.
func (p *page) tellCustomer(t trail.Trail) bool {
	if t.Type != record.Sale && t.Type != record.Capture {
		return false
	}
	switch t.State {
	case trail.Unknown, trail.Declined, trail.Reversed:
		p.payAgain(t)
		p.gap()
		p.forCustomer(t)
		return true
	case trail.Voided:
		p.say("follow.tell_void", nil)
	case trail.Refunded:
		p.say("follow.tell_refunded", nil)
	case trail.ChargedBack:
		return p.payAgain(t)
	case trail.Arrived: // nothing is left to come
		p.say("follow.tell_arrived", nil)
	default:
		p.say("follow.tell_paid", nil)
	}
	p.payAgain(t)
	return true
}

// moreOfPayout is moreOfSwipe for a payout, of which customers know nothing.
func (p *page) moreOfPayout(v trail.PayoutView, q follow.Question) bool {
	now := func() { p.say("payout.now", values{"State": p.payoutState(v)}) }
	switch q.Aspect {
	case follow.Next:
		now()
	case follow.Again:
		if v.State != trail.PayoutReturned {
			return false
		}
		p.say("follow.again", nil)
		p.payoutWhys(v)
	case follow.Lost:
		switch v.State {
		case trail.PayoutReturned:
			p.say("follow.lost_back", nil)
		case trail.PayoutMissing:
			p.say("follow.lost_missing", nil)
		case trail.PayoutArrived, trail.PayoutOver:
			p.say("follow.lost_arrived", nil)
		}
		now()
	case follow.WhereTo:
		var r trail.Reason
		if len(v.Reasons) > 0 {
			r = v.Reasons[0]
		}
		p.whereTo(r, v.State == trail.PayoutReturned)
	case follow.Ignored:
		switch {
		case v.Next != trail.Merchant:
			p.say("follow.ignored_none", nil)
		case v.State == trail.PayoutReturned:
			p.say("follow.ignored_account", nil)
		default:
			p.say("follow.ignored_stays", nil)
		}
	case follow.Blame:
		p.say("follow.blame", nil)
		now()
		p.payoutWhys(v)
	default:
		return false
	}
	return true
}
