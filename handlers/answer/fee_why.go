package answer

import (
	"cmp"
	"slices"

	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// FeeRecord is what the records tell of fees beside the sums.
type FeeRecord struct {
	// Terms are the contract as it stands, its rates by way to pay.
	Terms []Terms
	// Example is a payment that was charged as the contract says, Of its terms; nil none.
	Example *trail.Trail
	Of      Terms
	// Changes are where the contract gives another rate from a day on, since Since.
	Changes []FeeChange
	Since   calendar.Date
	// From is since when payments were looked at, Checked how many had a fee, Over
	// those charged otherwise than the contract says. Part: there were more.
	From    calendar.Date
	Checked int
	Over    []trail.Trail
	Part    bool
	AsOf    trail.Freshness
}

// FeeChange is a rate that holds from a day on in the place of another.
type FeeChange struct {
	On       calendar.Date
	Old, New Terms
}

// FeesReckoned explains how fees come about, with one payment of the merchant's own.
func (b *Book) FeesReckoned(a Audience, v FeeRecord) Reply {
	p := b.page(a)
	if !a.totals() {
		return b.OwnerOnly(a)
	}
	p.say("fee_why.how", nil)
	p.shop()
	p.gap()
	if t := v.Example; t != nil {
		p.say("fee_why.example", values{"Time": p.Time(t.Time), "Gross": p.Money(t.Amount, t.Currency), "Name": p.feeName(v.Of), "Rate": p.rate(v.Of),
			"Fee": p.Money(t.Arithmetic.Fee, t.Currency), "Net": p.Money(t.Amount-t.Arithmetic.Fee, t.Currency)})
	} else if all := p.clauses(v.Terms, p.rate); len(all) > 0 {
		p.feeExample(all[len(all)-1], all)
	} else {
		p.say("fees.unknown", nil)
	}
	p.gap()
	p.say("fees.ask", nil)
	p.asOf(v.AsOf)
	return p.done()
}

// FeesApart tells by the contract why one way to pay costs another sum than another:
// the rates differ. named picks the ways that were asked of; why they differ no record tells.
func (b *Book) FeesApart(a Audience, v FeeRecord, named func(Terms) bool) Reply {
	p := b.page(a)
	if !a.totals() {
		return b.OwnerOnly(a)
	}
	const gross = 100000
	var own []Terms
	for _, t := range v.Terms {
		if !t.rest() && named(t) && p.rate(t) != "" {
			own = append(own, t)
		}
	}
	if len(own) == 0 {
		own = slices.DeleteFunc(slices.Clone(v.Terms), func(t Terms) bool { return p.rate(t) == "" })
	}
	if len(own) == 0 {
		p.say("fees.unknown", nil)
		return p.done()
	}
	slices.SortStableFunc(own, func(x, y Terms) int {
		fx, _ := x.Contract.Fee(gross)
		fy, _ := y.Contract.Fee(gross)
		return cmp.Compare(fy, fx)
	})
	p.say("fee_why.apart", nil)
	p.shop()
	for _, t := range own {
		if charged, ok := t.Contract.Fee(gross); ok {
			p.say("fee_why.apart_line", values{"Name": p.feeName(t), "Rate": p.rate(t), "Gross": p.Number(gross, t.Currency), "Fee": p.Money(charged, t.Currency)})
		}
	}
	p.gap()
	p.say("fee_why.unsaid", nil)
	return p.done()
}

// FeesLower answers whether fees can be lower: by the contract, and that a person can be asked.
func (b *Book) FeesLower(a Audience, v FeeRecord) Reply {
	p := b.page(a)
	if !a.totals() {
		return b.OwnerOnly(a)
	}
	p.say("fee_why.lower", nil)
	p.shop()
	p.gap()
	all := p.clauses(v.Terms, p.rate)
	for _, c := range all {
		p.line(p.Say("fees.named", values{"Name": p.title(c, all), "Rate": c.said}))
	}
	if len(all) == 0 {
		p.say("fees.unknown", nil)
	}
	p.gap()
	p.say("fee_why.talk", nil)
	return p.done()
}

// FeesChanged answers who says that a rate is another than before: what the contract
// gives since when, and whether payments were charged by it.
func (b *Book) FeesChanged(a Audience, v FeeRecord) Reply {
	p := b.page(a)
	if !a.totals() {
		return b.OwnerOnly(a)
	}
	if len(v.Changes) == 0 {
		p.say("fee_why.same", values{"Since": p.Date(v.Since)})
	} else {
		p.say("fee_why.changed", nil)
	}
	p.shop()
	for _, c := range v.Changes {
		p.say("fee_why.change", values{"Name": p.feeName(c.New), "On": p.Date(c.On), "New": p.rate(c.New), "Old": p.rate(c.Old)})
	}
	p.gap()
	if v.Checked > 0 && len(v.Over) == 0 && !v.Part {
		p.say("fee_why.charged", values{"From": p.Date(v.From), "Count": v.Checked})
	}
	p.overContract(v.Over)
	p.gap()
	p.say("fee_why.notice", nil)
	p.asOf(v.AsOf)
	return p.done()
}
