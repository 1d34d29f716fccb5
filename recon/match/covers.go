package match

import (
	"slices"

	"moneytrail/recon/calendar"
)

// A cover is one bank entry for several payouts, or several entries for one
// payout, of one account, currency and bank, exact to the minor unit.
//
// It is taken only where it is complete and alone:
//   - one entry for payouts: they are all the open payouts of the account (of
//     everyone, of one source or of one merchant) that were sent on one day, or
//     on all the days that are booked on the entry's; and the entry's day is the
//     day of sending or the first working day after, for each of them;
//   - entries for one payout: they are all the unexplained entries of the
//     account booked on the day of sending, on the first working day after, or
//     on both;
//   - no other complete cover has the same entry or payout, none of the members
//     fits anything by itself, and among at most twelve candidates no other set
//     of any kind adds up either. (Among more, some set nearly always does.)
//
// Any other set that adds up is a suggestion, and so are several payouts in
// several entries (see groups.go).

// tellingRivals is among how many candidates another set that adds up speaks
// against a complete one.
const tellingRivals = 12

// cover is one set that adds up: one entry and its payouts, or one payout and its entries.
type cover struct {
	entries, sends []int32
	why            string
}

// coverRoom is room for the search.
type coverRoom struct {
	window  []int32
	amounts []int64
	sets    subsets
	byKey   map[wholeKey]int32
	wholes  wholes
	items   []int32
}

// byCover takes the complete covers that stand alone.
func (c *counter) byCover() {
	var found []cover
	for _, p := range c.pools(false) {
		found = c.completeBundles(p, found)
		found = c.completeParts(p, found)
	}
	if len(found) == 0 {
		return
	}
	entries, sends := map[int32]int{}, map[int32]int{}
	side := func(x *cover, send int32) int32 { return send*sides + int32(c.work[x.entries[0]].side) }
	for i := range found {
		for _, e := range found[i].entries {
			entries[e]++
		}
		for _, s := range found[i].sends {
			sends[side(&found[i], s)]++
		}
	}
	for i := range found {
		x := &found[i]
		shared := slices.ContainsFunc(x.entries, func(e int32) bool { return entries[e] > 1 }) ||
			slices.ContainsFunc(x.sends, func(s int32) bool { return sends[side(x, s)] > 1 })
		if shared {
			continue
		}
		for _, s := range x.sends {
			for _, e := range x.entries {
				c.link(e, s, ByDetails, x.why, min(c.entries[e].Amount, c.payouts[c.sends[s].payout].Expected()))
			}
		}
	}
}

// completeBundles finds the entries that are a complete set of payouts.
func (c *counter) completeBundles(p *pool, found []cover) []cover {
	if len(p.sends) < 2 {
		return found
	}
	c.eachDay(p, func(day calendar.Date, entries []int32) {
		whole := c.wholes(p, day, entries)
		if len(whole) == 0 {
			return
		}
		for _, e := range entries {
			if c.work[e].why != nothingFits {
				continue
			}
			at := whole.of(c.entries[e].Amount)
			if len(at) != 1 || c.barred(e, at[0].sends) {
				continue
			}
			window := c.inWindow(p, day, e)
			if len(window) <= tellingRivals && c.coversAmong(e, window, 2) > 1 {
				continue
			}
			found = append(found, cover{[]int32{e}, slices.Clone(at[0].sends), at[0].why(p)})
		}
	})
	return found
}

// barred says whether a person, or another entry that fits a member, speaks against a bundle.
func (c *counter) barred(entry int32, sends []int32) bool {
	for _, s := range sends {
		if c.sends[s].wanted&(1<<c.work[entry].side) != 0 || c.word.rejected(entry, c.sends[s].payout) {
			return true
		}
	}
	return len(c.word.dismissed) > 0 && c.word.dismissed[nameOf(SuggestCover, c.pairsOf([]int32{entry}, sends))]
}

// coversAmong counts the sets of two or more sendings that add up to an entry, up to most.
func (c *counter) coversAmong(entry int32, sends []int32, most int) (n int) {
	c.loadSends(sends)
	c.covers.sets.each(c.entries[entry].Amount, func(mask uint32) bool {
		if mask&(mask-1) != 0 {
			n++
		}
		return n < most
	})
	return n
}

func (c *counter) loadSends(sends []int32) {
	r := &c.covers
	r.amounts = r.amounts[:0]
	for _, s := range sends {
		r.amounts = append(r.amounts, c.payouts[c.sends[s].payout].Expected())
	}
	r.sets.load(r.amounts)
}

func (c *counter) loadEntries(entries []int32) {
	r := &c.covers
	r.amounts = r.amounts[:0]
	for _, e := range entries {
		r.amounts = append(r.amounts, c.entries[e].Amount)
	}
	r.sets.load(r.amounts)
}

// completeParts finds the payouts that all unexplained entries of their days are together.
func (c *counter) completeParts(p *pool, found []cover) []cover {
	if len(p.entries) < 2 {
		return found
	}
	for _, s := range p.sends {
		x := &c.sends[s]
		if x.wanted&(1<<p.side) != 0 || x.again {
			continue
		}
		amount := c.payouts[x.payout].Expected()
		var set []int32
		sets := 0
		for _, days := range c.partDays(s) {
			first, end := c.booked(p, days[0], days[1])
			if days[1] > days[0] {
				mid, next := c.booked(p, days[0]+1, days[1]-1)
				if first == mid || next == end || next != mid {
					continue // nothing on one of the days, or something between them
				}
			}
			if end-first >= 2 && p.before[end]-p.before[first] == amount {
				set = p.entries[first:end]
				sets++
			}
		}
		if sets != 1 || c.partsBarred(s, set) {
			continue
		}
		first, end := c.booked(p, x.on, max(x.on+bookingDays, c.nextDay(s)))
		if window := p.entries[first:end]; len(window) <= tellingRivals {
			c.loadEntries(window)
			n := 0
			c.covers.sets.each(amount, func(mask uint32) bool {
				if mask&(mask-1) != 0 {
					n++
				}
				return n < 2
			})
			if n > 1 {
				continue
			}
		}
		found = append(found, cover{slices.Clone(set), []int32{s}, "the entries of its account on the day it is booked are this payout together; no other set is"})
	}
	return found
}

// partDays gives the stretches of days whose entries can be a payout together:
// the day of sending, the first working day after, and both.
func (c *counter) partDays(send int32) [][2]calendar.Date {
	on, next := c.sends[send].on, c.nextDay(send)
	if on == next {
		return [][2]calendar.Date{{on, on}}
	}
	return [][2]calendar.Date{{on, on}, {next, next}, {on, next}}
}

func (c *counter) partsBarred(send int32, entries []int32) bool {
	for _, e := range entries {
		if c.work[e].why != nothingFits || c.word.rejected(e, c.sends[send].payout) {
			return true
		}
	}
	return len(c.word.dismissed) > 0 && c.word.dismissed[nameOf(SuggestParts, c.pairsOf(entries, []int32{send}))]
}

// pairsOf gives the pairs of a cover.
func (c *counter) pairsOf(entries, sends []int32) []Pair {
	var out []Pair
	for _, e := range entries {
		for _, s := range sends {
			out = append(out, Pair{Entry: keyOfEntry(&c.entries[e]), Payout: keyOfPayout(&c.payouts[c.sends[s].payout])})
		}
	}
	return out
}
