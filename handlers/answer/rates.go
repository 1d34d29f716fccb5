package answer

import (
	"slices"
	"strings"
)

// RatesOf answers what cards or codes of some networks cost: those first, by the
// contract, or that it names none of their own, then all of them.
func (b *Book) RatesOf(a Audience, list []Terms, codes []string) Reply {
	all := b.Fees(a, list)
	p := b.page(a)
	rest := slices.IndexFunc(list, func(t Terms) bool { return t.rest() && p.rate(t) != "" })
	if !a.totals() || len(p.clauses(list, p.rate)) < 2 { // one rate is that of all
		return all
	}
	for _, code := range codes {
		own, only := false, true // only: single kinds of cards alone have a rate of their own
		for _, t := range list {
			if strings.EqualFold(t.Scheme, code) && p.rate(t) != "" {
				own, only = true, only && t.CardType != ""
				p.say("fees.named", values{"Name": p.payments(t), "Rate": p.rate(t)})
			}
		}
		if rest >= 0 && only {
			p.say("fees.network_rest", values{"Name": p.payments(Terms{Scheme: code}), "Rate": p.rate(list[rest]), "Some": own})
		}
	}
	if said := p.done().Text; said != "" {
		all.Text = said + "\n\n" + all.Text
	}
	return all
}
