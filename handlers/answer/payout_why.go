package answer

import (
	"slices"

	"moneytrail/recon/patterns"
	"moneytrail/recon/trail"
)

// payoutShort tells in a word or two how far a payout came.
func (p *page) payoutShort(r trail.PayoutRef) string {
	if r.Even {
		return p.Say("payout_short.even", nil)
	}
	return p.Say("payout_short."+string(r.State), nil)
}

// payoutValues are the facts that the texts of reasons may name about a payout.
func (p *page) payoutValues(v trail.PayoutView) values {
	out := p.noValues()
	out["Amount"] = p.Money(v.Amount, v.Currency)
	out["PayoutAmount"] = p.Money(v.Amount, v.Currency)
	out["Failure"], out["Change"] = p.failure(v.PayoutRef), mustChange(v.PayoutRef)
	if d := v.Difference; d != 0 {
		out["Difference"] = p.Money(max(d, -d), v.Currency)
	}
	if v.Late != nil {
		out["Late"] = p.late(*v.Late, 0)
	}
	return out
}

// payoutWhys tells the reasons that the state has not told already.
func (p *page) payoutWhys(v trail.PayoutView) {
	first := true
	for _, r := range v.Reasons {
		if r == trail.NotKnownYet && v.Late != nil && slices.Contains(v.Reasons, trail.FileLate) {
			continue
		}
		if r == trail.CarriedOver && v.Even { // the state says it
			continue
		}
		if !p.tells(r) || r == trail.PayoutPending || r == trail.PayoutIsShort || r == trail.PayoutIsOver || r == trail.FeeDeducted {
			continue
		}
		id := "trail.also"
		if first {
			id, first = "trail.why", false
		}
		p.say(id, values{"Why": p.Say("reason."+string(r)+".why", p.payoutValues(v))})
	}
}

func (p *page) payoutSteps(v trail.PayoutView) {
	next := ""
	if len(v.Reasons) > 0 && p.tells(v.Reasons[0]) {
		state := trail.PaidOut
		if v.State == trail.PayoutExpected {
			state = trail.Cleared
		}
		id := text(state, v.Reasons[0])
		if v.Even && v.Reasons[0] == trail.CarriedOver {
			id = "reason." + evenedIn(v.PayoutRef)
		}
		p.say("trail.do", values{"Do": p.Say(id+".do", p.payoutValues(v))})
		next = p.Say(id+".next", p.payoutValues(v))
	}
	who := v.Next
	if v.Even && len(v.Reasons) > 0 && v.Reasons[0] == trail.CarriedOver {
		who = trail.Nobody
	}
	p.actor(who, next)
}

// feesOff gives what was taken off some payouts as fees, in each currency by itself.
func feesOff(list []trail.PayoutView) (all []patterns.Sum) {
	for _, v := range list {
		n := v.LineFees + v.Fee
		if n <= 0 {
			continue
		}
		if i := slices.IndexFunc(all, func(s patterns.Sum) bool { return s.Currency == v.Currency }); i >= 0 {
			all[i].Amount += n
		} else {
			all = append(all, patterns.Sum{Currency: v.Currency, Amount: n})
		}
	}
	return all
}
