package answer

import (
	"fmt"
	"strings"

	"moneytrail/recon/terms"
)

// Terms is the contract for one scheme, as a merchant asks for it.
type Terms struct {
	Scheme   string // "" or "*": every card
	Contract terms.Contract
	Currency string
}

// Timing tells when money arrives by the contract. now is the due date of a
// payment made at this moment, zero where it is not to be told.
func (b *Book) Timing(a Audience, list []Terms, now terms.Due) Reply {
	p := b.page(a)
	p.say("timing.title", nil)
	working := false
	for _, t := range list {
		p.line(p.named(t, p.arrives(t.Contract)))
		if t.Contract.CutOff > 0 && t.Contract.CutOff < terms.Midnight {
			p.say("timing.cutoff", values{"CutOff": clockOf(t.Contract.CutOff)})
		}
		working = working || !t.Contract.Cycle.Natural
	}
	if working {
		p.say("timing.weekend", nil)
	}
	if now.On != 0 {
		p.gap()
		p.say("timing.today", values{"Day": p.Day(now.On, a.today()), "By": now.By})
		p.line(p.rule(now))
	}
	p.gap()
	p.say("timing.ask", nil)
	return p.done()
}

// named puts the scheme before its rule where it is for one scheme alone.
func (p *page) named(t Terms, rule string) string {
	if t.Scheme == "" || t.Scheme == "*" {
		return rule
	}
	return p.Say("timing.named", values{"Name": t.Scheme, "Rule": rule})
}

// arrives puts a cycle in words, with its window and what holds outside of it.
func (p *page) arrives(c terms.Contract) string {
	said := p.cycleWords(c.Cycle)
	if c.Cycle.Days != 0 {
		return said
	}
	from, to := "", ""
	if c.WindowFrom > 0 || c.WindowTo > 0 && c.WindowTo < terms.Midnight {
		from, to = clockOf(c.WindowFrom), clockOf(c.WindowTo)
	}
	said = p.Say("timing.same_day", values{"From": from, "To": to})
	if c.Fallback.Days > 0 {
		said = p.glue(said+p.stop(), p.Say("timing.fallback", values{"Rule": p.cycleWords(c.Fallback)}))
	}
	return said
}

func (p *page) cycleWords(c terms.Cycle) string {
	switch {
	case c.Days == 0:
		return p.Say("timing.same_day", values{"From": "", "To": ""})
	case c.Natural:
		return p.Say("timing.natural", values{"N": c.Days})
	}
	return p.Say("timing.working", values{"N": c.Days})
}

func clockOf(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// Fees tells the contract rates; where there are none, that the rate charged
// on a payment can be looked up.
func (b *Book) Fees(a Audience, list []Terms) Reply {
	p := b.page(a)
	if !a.totals() {
		return b.OwnerOnly(a)
	}
	known := 0
	for _, t := range list {
		if t.Contract.RateKnown {
			known++
		}
	}
	if known == 0 {
		p.say("fees.unknown", nil)
		return p.done()
	}
	p.say("fees.title", nil)
	for _, t := range list {
		if t.Contract.RateKnown {
			p.rate(t)
		}
	}
	p.gap()
	p.say("fees.ask", nil)
	return p.done()
}

// rate tells the fee of one scheme, with an example that the contract itself reckons.
func (p *page) rate(t Terms) {
	c := t.Contract
	optional := func(n *int64) string {
		if n == nil {
			return ""
		}
		return p.Money(*n, t.Currency)
	}
	name := t.Scheme
	if name == "" || name == "*" {
		name = p.Say("fees.every", nil)
	}
	fixed := ""
	if c.FeeFixed != 0 {
		fixed = p.Money(c.FeeFixed, t.Currency)
	}
	p.say("fees.rate", values{"Name": name, "Rate": strings.TrimSuffix(c.Rate.Percent(), "%"), "Fixed": fixed, "Min": optional(c.FeeMin), "Cap": optional(c.FeeCap)})
	const gross = 100000
	if fee, ok := c.Fee(gross); ok {
		p.say("fees.example", values{"Gross": p.Number(gross, t.Currency), "Fee": p.Number(fee, t.Currency), "Net": p.Money(gross-fee, t.Currency)})
	}
	if c.PayoutFee != nil && *c.PayoutFee != 0 {
		p.say("fees.payout", values{"Fee": p.Money(*c.PayoutFee, t.Currency)})
	}
	switch c.RefundPolicy {
	case "kept":
		p.say("fees.refund_kept", nil)
	case "returned":
		p.say("fees.refund_returned", nil)
	}
}
