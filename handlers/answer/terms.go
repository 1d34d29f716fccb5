package answer

import (
	"fmt"
	"slices"
	"strings"

	"moneytrail/recon/terms"
)

// Terms is the contract for one scheme and card type, as a merchant asks for it.
type Terms struct {
	Scheme   string // "" or "*": what no other names
	CardType string // "": any
	Contract terms.Contract
	Currency string
	// Due is when a payment made at this moment arrives, zero where it is not to be told.
	Due terms.Due
	// Lands are the days on which money arrives among those that are asked about,
	// After is the first one after them.
	Lands []Landing
	After Landing
}

// rest tells whether these are the terms of everything that has none of its own.
func (t Terms) rest() bool { return (t.Scheme == "" || t.Scheme == "*") && t.CardType == "" }

// clause is one thing that the contract says, and for which payments.
type clause struct {
	names []string // empty: for everything else
	said  string
	first Terms
}

// clauses puts together what the contract says alike for several: those with
// names first, then the rest. What is as in the rest is not named.
func (p *page) clauses(list []Terms, say func(Terms) string) []clause {
	var named []clause
	var rest *clause
	for _, t := range list {
		if said := say(t); t.rest() && said != "" {
			rest = &clause{said: said, first: t}
		}
	}
	for _, t := range list {
		said := say(t)
		if t.rest() || said == "" || rest != nil && rest.said == said {
			continue
		}
		i := slices.IndexFunc(named, func(c clause) bool { return c.said == said })
		if i < 0 {
			i = len(named)
			named = append(named, clause{said: said, first: t})
		}
		named[i].names = append(named[i].names, p.payments(t))
	}
	if rest != nil {
		named = append(named, *rest)
	}
	return named
}

// payments names what terms are for: "银联借记卡", "UnionPay debit cards".
func (p *page) payments(t Terms) string {
	name := t.Scheme
	if id := "scheme." + strings.ToUpper(name); p.known(id) {
		name = p.Say(id, nil)
	}
	if t.Scheme == "*" {
		name = ""
	}
	kind := t.CardType
	if id := "card_kind." + strings.ToUpper(kind); p.known(id) {
		kind = p.Say(id, nil)
	}
	return p.glue(name, kind)
}

// title names a clause; alone it needs no name.
func (p *page) title(c clause, all []clause) string {
	switch {
	case len(all) == 1 && len(c.names) == 0:
		return ""
	case len(c.names) == 0:
		return p.Say("terms.rest", nil)
	}
	if p.Chinese() {
		return strings.Join(c.names, "、")
	}
	return strings.Join(c.names, ", ")
}

// stopped tells whether nothing is paid out by itself now, whatever the contract
// says of days: the balance is below zero or the smallest payout, or the merchant withdraws.
func (v Balance) stopped() bool {
	return v.Manual || v.Net != nil && (*v.Net < 0 || v.Small && *v.Net < v.Least)
}

// Timing tells when money arrives by the contract, and when a payment made now
// would; where v stops payouts, that first, and no day.
func (b *Book) Timing(a Audience, list []Terms, v Balance) Reply {
	p := b.page(a)
	stopped := v.stopped()
	if stopped {
		p.shop()
		if v.Net == nil || *v.Net >= 0 {
			p.paying(v, v.Net == nil)
		} else {
			p.balance(v)
		}
		p.say("timing.no_day", nil)
		p.gap()
	}
	p.say("timing.title", nil)
	if !stopped {
		p.shop()
	}
	working := false
	all := p.clauses(list, func(t Terms) string {
		said := p.arrives(t.Contract) + p.stop()
		if t.Contract.CutOff > 0 && t.Contract.CutOff < terms.Midnight {
			said = p.glue(said, p.Say("timing.cutoff", values{"CutOff": clockOf(t.Contract.CutOff)}))
		}
		if t.Due.On != 0 && !stopped {
			t.Due.Weekend = false // said below for all
			said += "\n" + p.glue(p.Say("timing.today", values{"Day": p.Day(t.Due.On, a.today()), "By": t.Due.By}), p.moved(t.Due))
		}
		return said
	})
	for _, c := range all {
		p.gap()
		if name := p.title(c, all); name != "" {
			p.say("timing.named", values{"Name": name})
		}
		p.line(c.said)
		working = working || !c.first.Contract.Cycle.Natural
	}
	p.gap()
	if working {
		p.say("timing.weekend", nil)
	}
	p.say("timing.ask", nil)
	return p.done()
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
	all := p.clauses(list, p.rate)
	if len(all) == 0 {
		p.say("fees.unknown", nil)
		return p.done()
	}
	p.say("fees.title", nil)
	p.shop()
	for _, c := range all {
		p.line(p.Say("fees.named", values{"Name": p.title(c, all), "Rate": c.said}))
	}
	p.gap()
	p.feeExample(all[len(all)-1], all)
	for _, c := range p.clauses(list, p.besideRate) {
		p.line(c.said)
	}
	p.gap()
	p.say("fees.ask", nil)
	return p.done()
}

// rate tells the fee of one contract, "" where it is not known.
func (p *page) rate(t Terms) string {
	c := t.Contract
	if !c.RateKnown {
		return ""
	}
	optional := func(n *int64) string {
		if n == nil {
			return ""
		}
		return p.Money(*n, t.Currency)
	}
	fixed := ""
	if c.FeeFixed != 0 {
		fixed = p.Money(c.FeeFixed, t.Currency)
	}
	return p.Say("fees.rate", values{"Rate": strings.TrimSuffix(c.Rate.Percent(), "%"), "Fixed": fixed, "Min": optional(c.FeeMin), "Cap": optional(c.FeeCap)})
}

// feeExample shows a clause at work, as the contract itself reckons.
func (p *page) feeExample(c clause, all []clause) {
	const gross = 100000
	fee, ok := c.first.Contract.Fee(gross)
	if !ok {
		return
	}
	currency := c.first.Currency
	p.say("fees.example", values{"Name": p.title(c, all), "Gross": p.Number(gross, currency), "Fee": p.Number(fee, currency), "Net": p.Money(gross-fee, currency)})
}

// besideRate tells the fee for a payout, and what becomes of the fee of a refund.
func (p *page) besideRate(t Terms) string {
	var said []string
	if n := t.Contract.PayoutFee; n != nil && *n != 0 {
		said = append(said, p.Say("fees.payout", values{"Fee": p.Money(*n, t.Currency)}))
	}
	switch t.Contract.RefundPolicy {
	case "kept":
		said = append(said, p.Say("fees.refund_kept", nil))
	case "returned":
		said = append(said, p.Say("fees.refund_returned", nil))
	}
	return p.glue(said...)
}
