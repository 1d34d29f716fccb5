package answer

import (
	"moneytrail/recon/patterns"
	"moneytrail/recon/trail"
)

// places are the texts of where money is that is not with the merchant yet, in the order told.
var places = []string{"balance.at_coming", "balance.at_late", "balance.at_held", "balance.at_reserved", "balance.at_returned", "balance.at_missing", "balance.at_short"}

// outside tells how much is not with the merchant yet, and where it is, in each
// currency by itself; false where there is nothing. Of a balance below zero what
// fills it is not counted again.
func (p *page) outside(v Balance) bool {
	sums, all, unpriced := map[string][]patterns.Sum{}, []patterns.Sum(nil), false
	add := func(place string, amount int64, currency string) {
		sums[place], all = plus(sums[place], amount, currency), plus(all, amount, currency)
	}
	below := v.Net != nil && *v.Net < 0
	for _, t := range v.Open.Trails {
		place := p.place(t)
		if place == "" || below && place == "balance.at_coming" && t.State != trail.PaidOut {
			continue
		}
		unpriced = unpriced || !t.Arithmetic.Priced
		add(place, left([]trail.Trail{t}), t.Currency)
	}
	for _, o := range v.Open.Payouts {
		if o.State == trail.PayoutShort {
			add("balance.at_short", size(o.Difference), o.Currency)
		}
	}
	if len(all) == 0 {
		return false
	}
	p.gap()
	p.say("balance.outside", values{"Amount": p.sums(all), "More": v.Open.More, "Below": below})
	for _, place := range places {
		if len(sums[place]) > 0 {
			p.say(place, values{"Amount": p.sums(sums[place])})
		}
	}
	if unpriced {
		p.say("open.before_fees", nil)
	}
	return true
}

// place gives the text of where the money of an open payment is, "" where none is to come or
// it went to an account that cannot be seen.
func (p *page) place(t trail.Trail) string {
	switch {
	case t.Shares != 0 || Unseen(t):
		return ""
	case t.State == trail.Held && t.Has(trail.Reserve):
		return "balance.at_reserved"
	case t.State == trail.Held:
		return "balance.at_held"
	case t.State == trail.Returned:
		return "balance.at_returned"
	case !waits(t.State):
		return ""
	case t.Payout != nil && t.Payout.State == trail.PayoutMissing:
		return "balance.at_missing"
	case t.Has(trail.ManualWithdrawal) || t.Has(trail.NegativeBalance) || t.Has(trail.MinPayout) || t.Has(trail.CarriedOver):
		return "balance.at_coming"
	case t.Due.On != 0 && p.passed(t.Due):
		return "balance.at_late"
	}
	return "balance.at_coming"
}

// plus adds an amount to the sum in its currency.
func plus(list []patterns.Sum, amount int64, currency string) []patterns.Sum {
	for i := range list {
		if list[i].Currency == currency {
			list[i].Amount += amount
			return list
		}
	}
	return append(list, patterns.Sum{Currency: currency, Amount: amount})
}
