package match

import (
	"cmp"
	"math/bits"
	"slices"

	"moneytrail/recon/calendar"
)

// A group is several payouts of one account that came in several entries,
// exact to the minor unit: the bank cut them otherwise than the payer did. It
// is only ever suggested, and only of what nothing smaller explains.

// mostGrouped bounds the payouts and the entries among which groups are
// searched, so that one search looks at no more than 2 * 256 sums.
const mostGrouped = 8

// group is some entries and sendings, as bits by their order.
type group struct{ entries, sends uint32 }

// groups suggests groups among what a pool has left. explained are the entries
// and payouts that another suggestion explains whole.
func (g *suggester) groups(p *pool, explained map[member]bool) {
	if p.side.back() {
		return
	}
	for n, s := range p.sends {
		day := g.sends[s].on
		if n > 0 && g.sends[p.sends[n-1]].on == day {
			continue
		}
		var sends []int32
		for _, s := range p.sends[n:g.sentFrom(p, day+bookingDays+1)] {
			if !g.sends[s].again && !explained[member{payout: true, row: g.sends[s].payout}] {
				sends = append(sends, s)
			}
		}
		first, end := g.booked(p, day, max(day+bookingDays, g.nextDay(s)))
		var entries []int32
		for _, e := range p.entries[first:end] {
			if g.work[e].why == nothingFits && !explained[member{row: e}] {
				entries = append(entries, e)
			}
		}
		if len(sends) >= 2 && len(entries) >= 2 && len(sends) <= mostGrouped && len(entries) <= mostGrouped {
			g.grouped(day, entries, sends)
		}
	}
}

// member is an entry or a payout of the counter.
type member struct {
	payout bool
	row    int32
}

// explained gives what suggestions made so far would explain with nothing left open.
func (g *suggester) explained() map[member]bool {
	rows := map[int64]bool{}
	for i := range g.out {
		if s := &g.out[i]; s.Open == 0 {
			for _, row := range slices.Concat(s.Payouts, s.Entries) {
				rows[row] = true
			}
		}
	}
	out := map[member]bool{}
	for i := range g.payouts {
		if rows[g.payouts[i].Row] {
			out[member{true, int32(i)}] = true
		}
	}
	for i := range g.entries {
		if rows[g.entries[i].Row] {
			out[member{false, int32(i)}] = true
		}
	}
	return out
}

// grouped suggests the groups that have a payout sent on the day, the smallest first.
func (g *suggester) grouped(day calendar.Date, entries, sends []int32) {
	byEntries := sumsOf(entries, func(e int32) int64 { return g.entries[e].Amount })
	bySends := sumsOf(sends, func(s int32) int64 { return g.payouts[g.sends[s].payout].Expected() })
	at := map[int64][]uint32{} // sets of sendings by sum
	for mask := range bySends {
		at[bySends[mask]] = append(at[bySends[mask]], uint32(mask))
	}
	var found []group
	for mask := 1; mask < len(byEntries); mask++ {
		for _, of := range at[byEntries[mask]] {
			x := group{uint32(mask), of}
			if bits.OnesCount32(x.entries) >= 2 && bits.OnesCount32(x.sends) >= 2 && g.fitsGroup(day, x, entries, sends) &&
				!splits(x, byEntries, bySends) {
				found = append(found, x)
			}
		}
	}
	slices.SortFunc(found, func(a, b group) int {
		size := func(x group) int { return bits.OnesCount32(x.entries) + bits.OnesCount32(x.sends) }
		return cmp.Or(cmp.Compare(size(a), size(b)), cmp.Compare(a.entries, b.entries), cmp.Compare(a.sends, b.sends))
	})
	for _, x := range found[:min(len(found), mostCovers)] {
		in, of := chosen(entries, x.entries), chosen(sends, x.sends)
		g.add(SuggestGroup, in, of, 4, "entries "+g.namesOfEntries(in)+" are "+g.namesOfSends(of)+" together, to the minor unit"+others("group", len(found)))
	}
}

// sumsOf gives the sum of every set of members, by its bits.
func sumsOf(members []int32, amount func(int32) int64) []int64 {
	sums := make([]int64, 1<<len(members))
	for mask := 1; mask < len(sums); mask++ {
		low := bits.TrailingZeros(uint(mask))
		sums[mask] = sums[mask&(mask-1)] + amount(members[low])
	}
	return sums
}

func chosen(members []int32, mask uint32) (out []int32) {
	for ; mask != 0; mask &= mask - 1 {
		out = append(out, members[bits.TrailingZeros32(mask)])
	}
	return out
}

// fitsGroup says whether a group has a payout of the day, and each of its
// entries is in the time of each of its payouts.
func (g *suggester) fitsGroup(day calendar.Date, x group, entries, sends []int32) bool {
	ofDay := false
	for _, s := range chosen(sends, x.sends) {
		ofDay = ofDay || g.sends[s].on == day
		for _, e := range chosen(entries, x.entries) {
			if !g.inTime(s, &g.entries[e]) || g.word.rejected(e, g.sends[s].payout) {
				return false
			}
		}
	}
	return ofDay
}

// splits says whether a part of a group is exact by itself, and so the rest.
func splits(x group, byEntries, bySends []int64) bool {
	parts := map[int64]bool{}
	for in := (x.entries - 1) & x.entries; in != 0; in = (in - 1) & x.entries {
		parts[byEntries[in]] = true
	}
	for of := (x.sends - 1) & x.sends; of != 0; of = (of - 1) & x.sends {
		if parts[bySends[of]] {
			return true
		}
	}
	return false
}
