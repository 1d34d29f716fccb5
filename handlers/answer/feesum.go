package answer

import (
	"slices"
	"strings"

	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/trail"
)

// FeeSum is what payments of some days cost.
type FeeSum struct {
	From, To calendar.Date
	// Groups are the fees by kind of payment, each in one currency; refunds are groups of their own.
	Groups []FeeGroup
	// Other is what was charged beside single payments: payout fees, monthly fees.
	Other []patterns.Sum
	// Total is all of it, in each currency.
	Total []patterns.Sum
	// Shops are what each shop of a chain paid of it, nothing included, the most
	// first, each currency by itself.
	Shops []FeeShop
	// Unpriced is how many payments have no fee yet.
	Unpriced int
	// Over were charged otherwise than the contract says.
	Over []trail.Trail
	AsOf trail.Freshness
}

// Nothing tells that nothing was charged, and no payment is still to be.
func (v FeeSum) Nothing() bool {
	return len(v.Groups)+len(v.Over)+v.Unpriced == 0 && !slices.ContainsFunc(v.Total, func(s patterns.Sum) bool { return s.Amount != 0 })
}

// FeeGroup are the fees of one kind of payment.
type FeeGroup struct {
	Terms      Terms
	Refunds    bool
	Count      int
	Gross, Fee int64 // in minor units of Terms.Currency; Gross is positive for refunds too
}

// FeesOf answers what payments of some days cost: the sum first, then by kind of
// payment and rate, how it adds up, and what is not as the contract says.
func (b *Book) FeesOf(a Audience, v FeeSum) Reply {
	p := b.page(a)
	if !a.totals() {
		return b.OwnerOnly(a)
	}
	p.say("fees.sum", values{"Days": p.days(v.From, v.To), "Amount": p.sums(v.Total)})
	p.shop()
	p.gap()
	for _, g := range v.Groups {
		id := "fees.group"
		if g.Refunds {
			id = "fees.group_refunds"
		}
		p.say(id, values{"Name": p.feeName(g.Terms), "Rate": p.rate(g.Terms), "Count": g.Count, "Gross": p.Money(g.Gross, g.Terms.Currency), "Fee": p.Money(g.Fee, g.Terms.Currency)})
	}
	for _, s := range v.Other {
		p.say("fees.other", values{"Fee": p.Money(s.Amount, s.Currency)})
	}
	for _, s := range v.Total {
		p.feeEquation(v, s)
	}
	if v.Unpriced > 0 {
		p.say("fees.unpriced", values{"Count": v.Unpriced})
	}
	p.feesByShop(v.Shops)
	p.overContract(v.Over)
	p.gap()
	p.asOf(v.AsOf)
	return p.done()
}

// feeName names a kind of payment, one that no row tells of as others.
func (p *page) feeName(t Terms) string {
	if s := p.payments(t); s != "" {
		return s
	}
	return p.Say("terms.rest", nil)
}

// feeEquation shows how the fees in one currency add up, where there are several.
func (p *page) feeEquation(v FeeSum, total patterns.Sum) {
	var parts []int64
	for _, g := range v.Groups {
		if g.Terms.Currency == total.Currency {
			parts = append(parts, g.Fee)
		}
	}
	for _, s := range v.Other {
		if s.Currency == total.Currency {
			parts = append(parts, s.Amount)
		}
	}
	if len(parts) < 2 {
		return
	}
	var s strings.Builder
	for i, n := range parts {
		switch {
		case i == 0:
			s.WriteString(p.Number(n, total.Currency))
		case n < 0:
			s.WriteString(" - " + p.Number(-n, total.Currency))
		default:
			s.WriteString(" + " + p.Number(n, total.Currency))
		}
	}
	p.line(s.String() + " = " + p.Money(total.Amount, total.Currency))
}

// overContract lists payments whose fee is not what the contract says.
func (p *page) overContract(list []trail.Trail) {
	if len(list) == 0 {
		return
	}
	p.gap()
	p.say("fees.over", nil)
	most(p, list, func(t trail.Trail) {
		id := "fees.over_by"
		if t.Arithmetic.FeeOver < 0 {
			id = "fees.under_by"
		}
		p.line(p.entry(t, p.Say(id, values{"Amount": p.Money(size(t.Arithmetic.FeeOver), t.Currency)})))
		p.row(p.tap(t))
	})
}

// RefundFee is what becomes of the fee of a payment that is refunded.
type RefundFee struct {
	Terms []Terms
	// Sale and Refund are an example of the merchant's own, nil where there is none.
	Sale, Refund *trail.Trail
	AsOf         trail.Freshness
}

// RefundFees answers whether the fee comes back with a refund, by the contract,
// with an example of the merchant's own.
func (b *Book) RefundFees(a Audience, v RefundFee) Reply {
	p := b.page(a)
	if !a.totals() {
		return b.OwnerOnly(a)
	}
	all := p.clauses(v.Terms, func(t Terms) string {
		if id := "fees.refund_" + t.Contract.RefundPolicy; p.known(id) {
			return p.Say(id, nil)
		}
		return ""
	})
	for _, c := range all {
		name := ""
		if len(all) > 1 { // else it is the same for all that the contract speaks of
			name = p.title(c, all)
		}
		p.line(p.Say("fees.named", values{"Name": name, "Rate": c.said}))
	}
	if len(all) == 0 {
		p.say("fees.refund_unsaid", nil)
	}
	p.shop()
	if v.Sale != nil && v.Refund != nil {
		p.gap()
		s, r := v.Sale, v.Refund
		p.say("fees.refund_example", values{"Sold": p.Date(calendar.DateOf(s.Time)), "Gross": p.Money(s.Amount, s.Currency), "Fee": p.Money(s.Arithmetic.Fee, s.Currency),
			"Refunded": p.Date(calendar.DateOf(r.Time)), "Amount": p.Money(r.Amount, r.Currency), "Taken": p.Money(-r.Arithmetic.Net, r.Currency)})
		switch fee := r.Arithmetic.Fee; {
		case fee < 0:
			p.say("fees.refund_gave", values{"Fee": p.Money(-fee, r.Currency)})
		case fee == 0:
			p.say("fees.refund_gave_none", nil)
		default:
			p.say("fees.refund_cost", values{"Fee": p.Money(fee, r.Currency)})
		}
		p.gap()
		p.asOf(v.AsOf)
		p.taps([]trail.Trail{*s, *r})
	}
	return p.done()
}

// NotOvercharged says that no fee is above the contract by an amount, what was
// looked through, and what the contract says of fees.
func (b *Book) NotOvercharged(a Audience, asked Asked, from, to calendar.Date, over []trail.Trail, list []Terms) Reply {
	p := b.page(a)
	p.say("fees.not_over", values{"Days": p.days(from, to), "Asked": p.asked(asked)})
	p.shop()
	p.overContract(over)
	if all := p.clauses(list, p.rate); len(all) > 0 {
		p.gap()
		p.say("fees.title", nil)
		for _, c := range all {
			p.line(p.Say("fees.named", values{"Name": p.title(c, all), "Rate": c.said}))
		}
	}
	p.gap()
	p.say("fees.ask", nil)
	return p.done()
}
