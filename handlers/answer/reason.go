package answer

import (
	"strings"
	"unicode"

	"moneytrail/recon/record"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// main gives the first reason, "" where there is none.
func (p *page) main(t trail.Trail) trail.Reason {
	if len(t.Reasons) == 0 {
		return ""
	}
	return t.Reasons[0]
}

// behind are the reasons that speak of payouts and accounts, which a cashier does not see.
var behind = map[trail.Reason]bool{
	trail.PayoutPending: true, trail.PayoutIsShort: true, trail.PayoutIsOver: true, trail.PayoutIsMissing: true,
	trail.PayoutWasReturned: true, trail.PaidButNotSeen: true, trail.NegativeBalance: true, trail.CarriedOver: true,
	trail.MinPayout: true, trail.ManualWithdrawal: true, trail.AccountChanged: true, trail.AccountLimit: true,
	trail.KYCExpired: true, trail.Reserve: true, trail.OrphanBankEntry: true, trail.RateMismatch: true,
}

// tells says whether the reader may hear of this reason.
func (p *page) tells(r trail.Reason) bool {
	return p.known("reason."+string(r)+".why") && (p.to.totals() || !behind[r])
}

// text names the texts of a reason: money that waits for its payout is not
// spoken of as money that was sent, nor a dispute that was won as one that is open.
func text(s trail.State, r trail.Reason) string {
	if r == trail.PayoutPending && s != trail.PaidOut {
		return "reason.payout_unsent"
	}
	if r == trail.Chargeback && s != trail.ChargedBack {
		return "reason.chargeback_won"
	}
	return "reason." + string(r)
}

// ofReason names the texts of a reason of a swipe. What cancelled out is not spoken of as
// money that goes into a later payout.
func ofReason(t trail.Trail, r trail.Reason) string {
	if r == trail.CarriedOver && evened(t) {
		return "reason." + evenedIn(*t.Payout)
	}
	return text(t.State, r)
}

// evened tells whether a swipe is in a payout of nothing, where sales and what is taken off cancel out.
func evened(t trail.Trail) bool { return t.Payout != nil && t.Payout.Even }

// evenedIn names the texts of a payout in which all cancels out: with balances of
// other payouts among it, or without.
func evenedIn(r trail.PayoutRef) string {
	if r.Moved {
		return "evened_moved"
	}
	return "evened"
}

// known tells whether the catalog has a text.
func (p *page) known(id string) bool { return p.Has(id) }

// whys tells the main reason and at most two more.
func (p *page) whys(t trail.Trail) {
	v := p.reasonValues(t)
	said := 0
	for i, r := range t.Reasons {
		switch {
		case r == trail.NotKnownYet && t.Late != nil && t.Has(trail.FileLate): // the late file says it
		case r == trail.PayoutPending && t.State == trail.PaidOut: // the state says it
		case r == trail.InCycle && t.Due.NotToday == terms.NotPaidInTime: // it is later than it should be, and that was told
		case r == trail.CarriedOver && t.Has(trail.MinPayout) && p.tells(trail.MinPayout): // for that reason
		case i > 0 && r == trail.FeeDeducted && t.Arithmetic.Priced: // the sum shows it
		case !p.tells(r) || said == 3:
		case said == 0:
			p.say("trail.why", values{"Why": p.Say(ofReason(t, r)+".why", v)})
			said++
		default:
			p.say("trail.also", values{"Why": p.Say(ofReason(t, r)+".why", v)})
			said++
		}
		if r == trail.MinPayout && p.beside.Gathers != nil {
			p.toLeast(*p.beside.Gathers)
		}
	}
	if t.State == trail.Held && t.HoldReason != "" && p.main(t) != trail.RiskHold && said == 0 {
		p.say("trail.why", values{"Why": p.hold(t.HoldReason)})
	}
}

// steps tells what the merchant does and who acts next.
func (p *page) steps(t trail.Trail) {
	r, v := p.main(t), p.reasonValues(t)
	next := ""
	switch {
	case r == "" && t.State == trail.Declined && t.Type == record.Sale:
		p.say("trail.do", values{"Do": p.Say("trail.declined_do", nil)})
	case r == "":
	case p.tells(r):
		p.say("trail.do", values{"Do": p.Say(ofReason(t, r)+".do", v)})
		next = p.Say(ofReason(t, r)+".next", v)
	default:
		p.say("trail.do", values{"Do": p.Say("role.ask_owner", nil)})
	}
	if t.State == trail.Declined && r == "" {
		return // what to do says it all
	}
	who := t.Next
	if r == trail.CarriedOver && evened(t) {
		who = trail.Nobody
	}
	p.actor(who, next)
}

func (p *page) actor(who trail.Actor, next string) {
	if id := "actor." + string(who); p.known(id) {
		if who == trail.Nobody {
			next = ""
		}
		p.say("trail.next", values{"Actor": p.Say(id, nil), "Next": next})
	}
}

// reasonValues are the facts that the texts of reasons may name.
func (p *page) reasonValues(t trail.Trail) values {
	v := p.noValues()
	v["Amount"] = p.Money(t.Amount, t.Currency)
	if a := t.Arithmetic; a.Unsettled != 0 {
		v["Gross"] = p.Money(size(a.Gross-a.Unsettled), t.Currency)
		v["Off"] = p.Money(size(a.Unsettled), t.Currency)
		v["Undone"] = !counts(t.State)
	}
	v["NeededBy"] = p.Day(t.NeededBy, p.to.today())
	v["Hold"] = p.hold(t.HoldReason)
	if t.Payout != nil {
		v["PayoutAmount"] = p.Money(t.Payout.Amount, t.Currency)
		v["Failure"], v["Change"] = p.failure(*t.Payout), mustChange(*t.Payout)
	}
	if w := p.beside.Payout; w != nil {
		v["Difference"] = p.Money(size(w.Difference), w.Currency)
	}
	if t.Late != nil {
		v["Late"] = p.late(*t.Late, t.Due.On)
	}
	return v
}

// noValues gives every fact that a reason's text may name, empty.
func (p *page) noValues() values {
	return values{"Change": false, "Amount": "", "Gross": "", "Off": "", "Undone": false, "NeededBy": "", "Hold": p.hold(""), "PayoutAmount": "", "Failure": "",
		"Difference": "", "Late": Capital(p.Say("file.some_late", nil)) + p.stop()}
}

// hold gives the public reason of a hold.
func (p *page) hold(reason string) string {
	if id := "hold." + reason; reason != "" && p.known(id) {
		return p.Say(id, nil)
	}
	return p.Say("hold.UNNAMED", nil)
}

// unusable are the codes of banks that say that the account must be changed: it is
// closed, or its number or owner is not known.
var unusable = map[string]bool{"AC01": true, "AC02": true, "AC03": true, "AC04": true, "AC07": true, "BE06": true}

// mustChange tells whether a payout came back because its account cannot take any.
func mustChange(r trail.PayoutRef) bool {
	return r.State == trail.PayoutReturned && unusable[strings.ToUpper(r.FailureCode)]
}

// failure tells why the bank sent the money back: in plain words where the
// code is known, and in the bank's own where the reader can read them.
func (p *page) failure(r trail.PayoutRef) string {
	code, said := strings.ToUpper(r.FailureCode), ""
	switch {
	case code == "":
	case p.known("failure." + code):
		said = p.Say("failure."+code, nil)
	default:
		said = p.Say("failure.code", values{"Code": r.FailureCode})
	}
	if r.FailureReason != "" && (p.Chinese() || !hasHan(r.FailureReason)) {
		said = p.glue(said, p.Say("failure.words", values{"Words": r.FailureReason}))
	}
	return said
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// Capital begins a sentence.
func Capital(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}
