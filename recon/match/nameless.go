package match

import (
	"cmp"
	"slices"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// mostTogether bounds the payouts of one debit that a person is asked about at
// once: nobody reads more.
const mostTogether = 500

// Nameless suggests which payouts the debits of a payer are that tell no
// counterparty: one debit for the payouts of many merchants, or a debit for
// each without a name. payouts are those of all accounts that were sent in the
// days of the debits and have no debit yet. Whose account a debit went to is
// not known, so nothing is ever taken: of one payout by amount and days, where
// no more than a few fit; of several where all that are open together, or one
// of few sets, are the debit to the minor unit. A debit whose memo names
// payouts is left to Entries. Suggestions are in order of the debits' days and ids.
//
// Where payouts are only those of the debits' very amounts, single says so:
// then no sets are looked for, as those that would rival them are not there.
func (m *Matcher) Nameless(payouts []PayoutSide, debits []record.Entry, single bool, cals *calendar.Set, decisions Decisions) []Suggestion {
	c := &m.counter
	c.open(payouts, debits, cals)
	c.readWords(decisions)
	c.byMemo()
	c.byWord()
	g := &suggester{counter: c, seen: map[string]bool{}}
	for _, p := range c.namelessPools() {
		g.amounts(p)
		if !single {
			g.bundles(p)
		}
	}
	return slices.DeleteFunc(g.list(), func(s Suggestion) bool { return len(s.Payouts) > mostTogether })
}

// namelessPools gathers the debits without a counterparty, and the payouts that
// they may be, by currency.
func (c *counter) namelessPools() []*pool {
	const left = side(1) // the payer's account, on the way out
	byMoney := map[string]*pool{}
	var out []*pool
	for i := range c.entries {
		e, w := &c.entries[i], &c.work[i]
		if !c.openEntry(int32(i)) || w.side != left || w.why != nothingFits || merchantAccount(e).Key != "" || e.Amount <= 0 {
			continue
		}
		p := byMoney[e.Currency]
		if p == nil {
			p = &pool{side: left, money: e.Currency}
			byMoney[e.Currency] = p
			out = append(out, p)
		}
		p.entries = append(p.entries, int32(i))
	}
	for i := range c.payouts {
		o := &c.payouts[i]
		if p := byMoney[o.Currency]; p != nil && o.Expected() > 0 && !c.word.rightOff(int32(i)) && c.openSend(c.lastSend[i], left) {
			p.sends = append(p.sends, c.lastSend[i])
		}
	}
	for _, p := range out {
		slices.SortFunc(p.entries, c.compareEntries)
		slices.SortFunc(p.sends, c.compareSends)
	}
	slices.SortFunc(out, func(a, b *pool) int { return cmp.Compare(a.money, b.money) })
	return out
}

// amounts suggests, for each entry of a pool, the payouts of its very amount
// that were sent in its days, where they are few.
func (g *suggester) amounts(p *pool) {
	byAmount := map[int64][]int32{}
	for _, s := range p.sends {
		amount := g.payouts[g.sends[s].payout].Expected()
		byAmount[amount] = append(byAmount[amount], s)
	}
	for _, i := range p.entries {
		e := &g.entries[i]
		var fits []int32
		for _, s := range byAmount[e.Amount] {
			if g.inTime(s, e) {
				fits = append(fits, s)
			}
		}
		if len(fits) == 0 {
			continue
		}
		g.work[i].why = contested // it is no sum of several
		if len(fits) > mostSuggested {
			continue
		}
		for _, s := range fits {
			id := g.payouts[g.sends[s].payout].ID
			why := "entry " + e.ID + " has the amount and days of " + id + ", and does not say to whom it went"
			if len(fits) > 1 {
				others := slices.DeleteFunc(slices.Clone(fits), func(o int32) bool { return o == s })
				why += "; " + g.namesOfSends(others) + " would fit as well"
			}
			g.add(SuggestEntry, []int32{i}, []int32{s}, 1, why)
		}
	}
}
