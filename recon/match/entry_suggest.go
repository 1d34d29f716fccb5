package match

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"moneytrail/recon/calendar"
)

// Bounds of what is suggested.
const (
	mostCovers  = 3  // covers for one entry or payout; where there are more, that is said
	mostOfADay  = 64 // unexplained entries (or payouts) of one day among which covers are searched
	lateBooking = 30 // days after sending within which an entry of the very amount is suggested
	earlyByDays = 3  // days before
)

// suggest gives what would explain the entries and payouts still open.
func (c *counter) suggest() []Suggestion {
	g := &suggester{counter: c, seen: map[string]bool{}}
	for i := range c.entries {
		if c.openEntry(int32(i)) && c.work[i].why != writtenOff {
			g.single(int32(i))
		}
	}
	begun := c.begun()
	for _, back := range [2]bool{false, true} {
		for _, p := range c.pools(back) {
			g.rests(p, begun[poolKey{p.account.Key, p.money, p.side}])
			g.bundles(p)
			g.parts(p)
		}
	}
	if pools := c.pools(false); len(pools) > 0 {
		explained := g.explained()
		for _, p := range pools {
			g.groups(p, explained)
		}
	}
	return g.list()
}

// list gives what was suggested, in order.
func (g *suggester) list() []Suggestion {
	slices.SortFunc(g.out, func(a, b suggested) int {
		return cmp.Or(g.compareEntries(a.entry, b.entry), cmp.Compare(a.rank, b.rank), strings.Compare(a.ID, b.ID))
	})
	out := make([]Suggestion, len(g.out))
	for i := range g.out {
		out[i] = g.out[i].Suggestion
	}
	return out
}

// suggester collects suggestions, each once.
type suggester struct {
	*counter
	seen map[string]bool
	out  []suggested
}

// suggested is a suggestion with its place: its first entry, then the surer ones first.
type suggested struct {
	Suggestion
	entry int32
	rank  int
}

// add notes a suggestion unless a person declined it, and says whether it is new.
func (g *suggester) add(kind SuggestionKind, entries, sends []int32, rank int, why string) bool {
	entries, sends = slices.Clone(entries), slices.Clone(sends)
	slices.SortFunc(entries, g.compareEntries)
	slices.SortFunc(sends, g.compareSends)
	for _, e := range entries {
		for _, s := range sends {
			if g.word.rejected(e, g.sends[s].payout) {
				return false
			}
		}
	}
	s := Suggestion{Kind: kind, Pairs: g.pairsOf(entries, sends), Why: why, Currency: g.entries[entries[0]].Currency}
	s.ID = nameOf(kind, s.Pairs)
	if g.seen[s.ID] || g.word.dismissed[s.ID] {
		return false
	}
	g.seen[s.ID] = true
	for _, e := range entries {
		s.Entries = append(s.Entries, g.entries[e].Row)
		s.Amount += g.entries[e].Amount
	}
	s.Open = s.Amount
	at := g.work[entries[0]].side
	for _, x := range sends {
		p := g.sends[x].payout
		s.Payouts = append(s.Payouts, g.payouts[p].Row)
		s.Open -= g.payouts[p].Expected()
		if g.paid[p][at] > 0 && g.paid[p][at] < g.payouts[p].Expected() {
			s.Open += g.paid[p][at]
		}
	}
	g.out = append(g.out, suggested{s, entries[0], rank})
	return true
}

// single suggests payouts that an entry may be by itself.
func (g *suggester) single(i int32) {
	e, w := &g.entries[i], &g.work[i]
	fits := g.fits(int(i))
	switch w.why {
	case unclear:
		for _, p := range fits[:min(len(fits), mostSuggested)] {
			if !g.full(p, w.side, e.Amount) && (g.payouts[p].Expected() == e.Amount || g.sum(fits) != e.Amount) {
				g.add(SuggestEntry, []int32{i}, []int32{p}, 1, "entry "+e.ID+" names "+g.payouts[p].ID+" beside others")
			}
		}
		taken := func(p int32) bool { return g.paid[p][w.side] != 0 }
		if g.sum(fits) == e.Amount && !slices.ContainsFunc(fits, taken) {
			g.add(SuggestCover, []int32{i}, fits, 0, "entry "+e.ID+" names "+g.names(fits)+", and the amount is theirs together")
		}
		return
	case contested:
		for _, s := range fits[:min(len(fits), mostSuggested)] {
			g.add(SuggestEntry, []int32{i}, []int32{s}, 1, "entry "+e.ID+" has the account, amount and days of "+g.payouts[g.sends[s].payout].ID+", and so have others")
		}
		return
	}
	g.outOfTime(i)
}

// full says whether a payout has an entry already that leaves no room for one of the amount.
func (c *counter) full(p int32, on side, amount int64) bool {
	paid := c.paid[p][on]
	return paid != 0 && paid+amount > c.payouts[p].Expected()
}

// outOfTime suggests payouts of the very account and amount that were sent too
// long before the entry, or just after it, and have no entry of that side.
func (g *suggester) outOfTime(i int32) {
	e, w := &g.entries[i], &g.work[i]
	late := *e
	late.BookedOn += earlyByDays
	var fits []int32
	g.near(&late, lateBooking+earlyByDays, func(s int32) bool {
		x := &g.sends[s]
		if x.filled&(1<<w.side) == 0 && !x.again && (!w.side.back() || g.mayReturn(x.payout, e)) {
			fits = append(fits, s)
		}
		return len(fits) <= mostCovers
	})
	if len(fits) > mostCovers {
		return
	}
	for _, s := range fits {
		days := e.BookedOn - g.sends[s].on
		g.add(SuggestEntry, []int32{i}, []int32{s}, 2, fmt.Sprintf("entry %s has the account and amount of %s, but is booked %d days after sending", e.ID, g.payouts[g.sends[s].payout].ID, days))
	}
}

// begun gives the payouts of which only a part is linked, by where the rest will come.
func (c *counter) begun() map[poolKey][]int32 {
	out := map[poolKey][]int32{}
	for i := range c.payouts {
		o := &c.payouts[i]
		for _, s := range [2]side{0, 1} {
			if paid := c.paid[i][s]; paid > 0 && paid < o.Expected() && o.On != 0 && o.Account.Key != "" {
				k := poolKey{o.Account.Key, o.Currency, s}
				out[k] = append(out[k], int32(i))
			}
		}
	}
	return out
}

// rests suggests entries that are what is missing of payouts which other entries name.
func (g *suggester) rests(p *pool, begun []int32) {
	for _, i := range begun {
		o, s := &g.payouts[i], g.lastSend[i]
		rest := o.Expected() - g.paid[i][p.side]
		first, end := g.booked(p, g.sends[s].on, max(g.sends[s].on+bookingDays, g.nextDay(s)))
		made := 0
		for _, e := range p.entries[first:end] {
			if g.entries[e].Amount == rest && made < mostCovers && g.add(SuggestEntry, []int32{e}, []int32{s}, 1,
				"entry "+g.entries[e].ID+" is the rest of "+o.ID+", of which "+amount(g.paid[i][p.side], o.Currency)+" is here") {
				made++
			}
		}
	}
}

// bundles suggests sets of payouts for entries.
func (g *suggester) bundles(p *pool) {
	g.eachDay(p, func(day calendar.Date, entries []int32) {
		window := slices.Clone(g.inWindow(p, day, entries[0]))
		if len(window) < 2 {
			return
		}
		whole := g.wholes(p, day, entries)
		search := len(window) <= mostMembers && len(entries) <= mostOfADay
		if search {
			g.loadSends(window)
		}
		for _, e := range entries {
			if g.entries[e].Amount <= 0 || g.work[e].why == unclear || g.work[e].why == contested {
				continue
			}
			made := 0
			for _, w := range whole.of(g.entries[e].Amount) {
				if made < mostCovers && g.add(SuggestCover, []int32{e}, w.sends, 0, "entry "+g.entries[e].ID+" is "+g.namesOfSends(w.sends)+": "+w.why(p)) {
					made++
				}
			}
			if search {
				g.sets(g.entries[e].Amount, window, made, func(set []int32, others string) bool {
					return g.add(SuggestCover, []int32{e}, set, 3, "entry "+g.entries[e].ID+" is "+g.namesOfSends(set)+" to the minor unit"+others)
				})
			}
		}
	})
}

// parts suggests sets of entries for payouts.
func (g *suggester) parts(p *pool) {
	if p.side.back() {
		return
	}
	ofDay, was := 0, [2]int{-1, -1}
	for n, s := range p.sends {
		if n == 0 || g.sends[p.sends[n-1]].on != g.sends[s].on {
			ofDay = 0
			for _, t := range p.sends[n:] {
				if g.sends[t].on != g.sends[s].on {
					break
				}
				ofDay++
			}
		}
		x := &g.sends[s]
		first, end := g.booked(p, x.on, max(x.on+bookingDays, g.nextDay(s)))
		window := p.entries[first:end]
		if x.again || len(window) < 2 || len(window) > mostMembers || ofDay > mostOfADay {
			continue
		}
		if first != was[0] || end != was[1] {
			g.loadEntries(window)
			was = [2]int{first, end}
		}
		o := &g.payouts[x.payout]
		g.sets(o.Expected(), window, 0, func(set []int32, others string) bool {
			return g.add(SuggestParts, set, []int32{s}, 3, "entries "+g.namesOfEntries(set)+" are "+o.ID+" to the minor unit"+others)
		})
	}
}

// sets gives the sets of two and more members that add up to a target, of more
// than mostCovers the first ones, with a word on how many there are.
func (g *suggester) sets(target int64, members []int32, made int, yield func(set []int32, others string) bool) {
	var masks []uint32
	g.covers.sets.each(target, func(mask uint32) bool {
		if mask&(mask-1) != 0 {
			masks = append(masks, mask)
		}
		return len(masks) <= mostCovers
	})
	others := others("set", len(masks))
	for _, mask := range masks {
		if made >= mostCovers {
			return
		}
		if yield(chosen(members, mask), others) {
			made++
		}
	}
}

// others says how many sets or groups add up beside the one that is suggested,
// of n that were found.
func others(what string, n int) string {
	switch {
	case n > mostCovers:
		return fmt.Sprintf("; so are more than %d other %ss", mostCovers-1, what)
	case n > 1:
		return fmt.Sprintf("; so are %d other %ss", n-1, what)
	}
	return "; no other " + what + " is"
}
