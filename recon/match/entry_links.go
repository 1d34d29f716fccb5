package match

import (
	"cmp"
	"slices"
	"strings"

	"moneytrail/recon/record"
)

// link links an entry, or amount of it, to the payout of a sending. Links of
// one entry are made one after the other.
func (c *counter) link(entry, send int32, rule, explanation string, amount int64) {
	e, w, s := &c.entries[entry], &c.work[entry], &c.sends[send]
	c.links = append(c.links, EntryLink{
		Entry: e.Row, Payout: c.payouts[s.payout].Row, Role: w.side.role(), Rule: rule, Amount: amount, Explanation: explanation,
	})
	c.linked = append(c.linked, send)
	w.last = int32(len(c.links))
	if w.first == 0 {
		w.first = w.last
	}
	s.filled |= 1 << w.side
	c.paid[s.payout][w.side] += amount
}

// all gives the links of all entries, in their order, those without a payout too.
func (c *counter) all() []EntryLink {
	out := make([]EntryLink, 0, max(len(c.links), len(c.entries)))
	for i := range c.entries {
		w := &c.work[i]
		if w.first != 0 {
			out = append(out, c.links[w.first-1:w.last]...)
			continue
		}
		out = append(out, EntryLink{Entry: c.entries[i].Row, Role: w.side.role(), Rule: ByNone, Explanation: c.whyNone(i)})
	}
	return out
}

// whyNone says why an entry has no payout.
func (c *counter) whyNone(i int) string {
	w := &c.work[i]
	fits := c.fits(i)
	switch w.why {
	case unclear:
		if c.sum(fits) == c.entries[i].Amount { // taken by another entry, or by two alike
			return "the memo names " + c.names(fits) + ", and the amount is theirs together"
		}
		return "the memo names " + c.names(fits) + "; which is meant is not known"
	case contested:
		if len(fits) == 1 {
			return "fits " + c.namesOfSends(fits) + ", and so does another entry; neither is taken"
		}
		return "fits " + c.namesOfSends(fits) + " equally; none is taken"
	case wentElsewhere:
		return "what would fit, " + c.namesOfSends(fits) + ", went to entries that fit nothing else"
	case countless:
		return "fits more payouts by account, amount and days than could be told apart"
	case writtenOff:
		return "written off"
	}
	if w.side.back() {
		return "the memo names no payout, and none of its account and amount is said to have come back"
	}
	return "the memo names no payout, and none has its account, amount and days"
}

// inOrder sorts payouts by provider id, source and store key: never by input order.
func (c *counter) inOrder(payouts []int32) { slices.SortFunc(payouts, c.comparePayouts) }

func (c *counter) comparePayouts(x, y int32) int {
	p, q := &c.payouts[x], &c.payouts[y]
	return cmp.Or(strings.Compare(p.ID, q.ID), strings.Compare(p.Source, q.Source), cmp.Compare(p.Row, q.Row))
}

func (c *counter) compareEntries(x, y int32) int {
	e, f := &c.entries[x], &c.entries[y]
	return cmp.Or(cmp.Compare(e.BookedOn, f.BookedOn), strings.Compare(e.ID, f.ID), strings.Compare(e.Source, f.Source), cmp.Compare(e.Row, f.Row))
}

// names lists payouts by their provider ids, the first five of them.
func (c *counter) names(payouts []int32) string {
	ids := make([]string, len(payouts))
	for i, p := range payouts {
		ids[i] = c.payouts[p].ID
	}
	slices.Sort(ids)
	return list(slices.Compact(ids))
}

func (c *counter) namesOfSends(sends []int32) string {
	payouts := make([]int32, len(sends))
	for i, s := range sends {
		payouts[i] = c.sends[s].payout
	}
	return c.names(payouts)
}

// namesOfEntries lists entries by their provider ids, the first five of them.
func (c *counter) namesOfEntries(entries []int32) string {
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = c.entries[e].ID
	}
	slices.Sort(ids)
	return list(ids)
}

// sameMoney says whether account and amount agree.
func (c *counter) sameMoney(p int32, e *record.Entry) bool {
	return sameAccount(c.payouts[p].Account, merchantAccount(e)) && c.payouts[p].Expected() == e.Amount
}

// otherAccount says so where an entry is booked on another account than the payout was made for.
func (c *counter) otherAccount(p int32, e *record.Entry) string {
	a, b := c.payouts[p].Account, merchantAccount(e)
	if a.Key == "" || b.Key == "" || a.Key == b.Key {
		return ""
	}
	return strings.TrimRight("; its account ends in "+b.Last4+", the payout's in "+a.Last4, " ")
}
