package answer

import (
	"strings"

	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// sum shows the arithmetic of one transaction.
func (p *page) sum(t trail.Trail) {
	a := t.Arithmetic
	switch {
	case !counts(t.State) || t.Shares != 0:
		return
	case !a.Priced:
		if t.Type != record.Refund && t.Type != record.PreAuth && waits(t.State) {
			p.say("sum.before_fees", values{"Amount": p.Money(t.Amount, t.Currency)})
		}
	default:
		id := "sum.priced"
		if a.Unsettled != 0 { // what was settled is what there is to get
			a.Gross, a.Net, a.FeeRate, id = a.Gross-a.Unsettled, a.Net-a.Unsettled, "", "sum.settled"
		}
		if evened(t) {
			id = "sum.evened"
		}
		switch t.State {
		case trail.Refunded:
			id = "sum.before_refund"
		case trail.ChargedBack: // it is not in the merchant's hands any more
			id = "sum.before_chargeback"
		}
		if t.Type == record.Refund {
			id, a.Gross, a.Fee, a.Adjustments, a.Net = "sum.taken", -a.Gross, -a.Fee, -a.Adjustments, -a.Net
		}
		p.say(id, values{"Sum": p.sumLine(a, t)})
	}
	p.againstContract(a, t)
	if a.Refunded != 0 {
		p.say("sum.refunded", values{"Amount": p.Money(a.Refunded, t.Currency)})
		switch p.beside.RefundFee {
		case "kept":
			p.say("sum.fee_kept", nil)
		case "returned":
			p.say("sum.fee_returned", nil)
		}
	}
	if a.ChargedBack != 0 {
		p.say("sum.charged_back", values{"Amount": p.Money(a.ChargedBack, t.Currency)})
	}
	if v := p.beside.Payout; v != nil && p.to.totals() {
		id := "sum.whole_short"
		if v.Difference > 0 {
			id = "sum.whole_over"
		}
		p.say(id, values{"Amount": p.Money(v.Amount, v.Currency), "Banked": p.Money(v.Banked, v.Currency), "Difference": p.Money(size(v.Difference), v.Currency)})
		return
	}
	if off := t.Payout != nil && (t.Payout.State == trail.PayoutShort || t.Payout.State == trail.PayoutOver); off {
		return // the payout's difference, of which no swipe's share is known
	}
	if a.Arrived != 0 && a.Arrived != a.Net && a.Priced {
		p.say("sum.part_arrived", values{"Amount": p.Money(a.Arrived, t.Currency)})
	}
	if a.Unexplained != 0 && a.Unexplained != a.Unsettled { // what was not settled is told as the reason
		p.say("sum.unexplained", values{"Amount": p.Money(a.Unexplained, t.Currency)})
	}
}

// againstContract tells what fee and rate the contract gives beside what was
// charged, and the difference in money, where they do not agree.
func (p *page) againstContract(a trail.Arithmetic, t trail.Trail) {
	if a.FeeOver == 0 || !p.to.totals() || t.Type == record.Refund {
		return
	}
	id := "sum.over_contract"
	if a.FeeOver < 0 {
		id = "sum.under_contract"
	}
	p.say(id, values{"Agreed": p.Money(a.Fee-a.FeeOver, t.Currency), "AgreedRate": a.RateAgreed, "Charged": p.Money(a.Fee, t.Currency), "ChargedRate": a.FeeRate,
		"Difference": p.Money(size(a.FeeOver), t.Currency)})
}

// counts tells whether a transaction in this state has money to reckon with.
func counts(s trail.State) bool {
	return s != trail.Declined && s != trail.Reversed && s != trail.Voided && s != trail.Unknown
}

// sumLine gives "3,500.00 - fee 21.00 = CNY 3,479.00 (rate 0.60%)".
func (p *page) sumLine(a trail.Arithmetic, t trail.Trail) string {
	var s strings.Builder
	s.WriteString(p.Number(a.Gross, t.Currency))
	switch {
	case t.Type == record.Refund && a.Fee > 0:
		s.WriteString(p.term(" - ", "sum.fee_back", a.Fee, t.Currency))
	case t.Type == record.Refund:
		s.WriteString(p.term(" + ", "sum.fee", -a.Fee, t.Currency))
	case a.Fee < 0:
		s.WriteString(p.term(" + ", "sum.fee_back", -a.Fee, t.Currency))
	default:
		s.WriteString(p.term(" - ", "sum.fee", a.Fee, t.Currency))
	}
	if a.Adjustments > 0 {
		s.WriteString(p.term(" + ", "sum.adjustment", a.Adjustments, t.Currency))
	}
	if a.Adjustments < 0 {
		s.WriteString(p.term(" - ", "sum.adjustment", -a.Adjustments, t.Currency))
	}
	s.WriteString(" = " + p.Money(a.Net, t.Currency))
	if a.FeeRate != "" && a.Fee != 0 {
		rate := p.Say("sum.rate", values{"Rate": a.FeeRate})
		if !p.Chinese() {
			rate = " " + rate
		}
		s.WriteString(rate)
	}
	return s.String()
}

func (p *page) term(sign, id string, n int64, currency string) string {
	return sign + p.Say(id, nil) + " " + p.Number(n, currency)
}
