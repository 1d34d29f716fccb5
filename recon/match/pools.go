package match

import (
	"cmp"
	"slices"
	"strings"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// pool is what is still open on one side of one account in one currency.
type pool struct {
	side    side
	account record.Account
	money   string  // currency
	entries []int32 // by day, then id
	sends   []int32 // by day, then the payout's id; one of each payout
	before  []int64 // before[i]: the sum of the first i entries
}

// poolKey is what entries and payouts of one pool share.
type poolKey struct {
	account, currency string
	side              side
}

// pools gathers what is open: entries without a payout, and payouts without an
// entry on that side whose account has such entries. Pools are in an order of
// their own.
func (c *counter) pools(back bool) []*pool {
	byKey := map[poolKey]*pool{}
	var out []*pool
	for i := range c.entries {
		e, w := &c.entries[i], &c.work[i]
		account := merchantAccount(e)
		if !c.openEntry(int32(i)) || w.side.back() != back || w.why == writtenOff || account.Key == "" || e.Amount <= 0 {
			continue
		}
		k := poolKey{account.Key, e.Currency, w.side}
		p := byKey[k]
		if p == nil {
			p = &pool{side: w.side, account: account, money: e.Currency}
			byKey[k] = p
			out = append(out, p)
		}
		p.entries = append(p.entries, int32(i))
	}
	if len(out) == 0 {
		return nil
	}
	for i := range c.payouts {
		o := &c.payouts[i]
		if o.Account.Key == "" || o.Expected() <= 0 || c.word.rightOff(int32(i)) {
			continue
		}
		for _, s := range [2]side{0, 1} {
			if back {
				s += 2
			}
			send := c.lastSend[i]
			if !c.openSend(send, s) {
				continue
			}
			if p := byKey[poolKey{o.Account.Key, o.Currency, s}]; p != nil {
				p.sends = append(p.sends, send)
			}
		}
	}
	for _, p := range out {
		slices.SortFunc(p.entries, c.compareEntries)
		slices.SortFunc(p.sends, c.compareSends)
		p.before = make([]int64, 1, len(p.entries)+1)
		for _, i := range p.entries {
			p.before = append(p.before, p.before[len(p.before)-1]+c.entries[i].Amount)
		}
	}
	slices.SortFunc(out, func(a, b *pool) int {
		return cmp.Or(strings.Compare(a.account.Key, b.account.Key), strings.Compare(a.money, b.money), cmp.Compare(a.side, b.side))
	})
	return out
}

// openSend says whether a sending still looks for its entry on a side.
func (c *counter) openSend(send int32, s side) bool {
	x := &c.sends[send]
	p := &c.payouts[x.payout]
	if x.on == 0 || x.filled&(1<<s) != 0 {
		return false
	}
	if s.back() {
		return !x.again && (s == 3 || p.Status == record.PayoutReturned || p.Status == record.PayoutFailed)
	}
	return p.Status != record.PayoutFailed && (x.again || c.paid[x.payout][s] == 0)
}

// booked gives where the entries of a pool begin and end that are booked from
// one day to another, both included.
func (c *counter) booked(p *pool, from, to calendar.Date) (first, end int) {
	at := func(day calendar.Date) int {
		i, _ := slices.BinarySearchFunc(p.entries, day, func(i int32, day calendar.Date) int {
			return cmp.Compare(c.entries[i].BookedOn, day)
		})
		return i
	}
	return at(from), at(to + 1)
}

// sentFrom gives the place of the first sending of a pool on or after a day.
func (c *counter) sentFrom(p *pool, day calendar.Date) int {
	i, _ := slices.BinarySearchFunc(p.sends, day, func(s int32, day calendar.Date) int {
		return cmp.Compare(c.sends[s].on, day)
	})
	return i
}

// eachDay gives the entries of a pool day by day.
func (c *counter) eachDay(p *pool, yield func(day calendar.Date, entries []int32)) {
	for first := 0; first < len(p.entries); {
		end := first
		for end < len(p.entries) && c.entries[p.entries[end]].BookedOn == c.entries[p.entries[first]].BookedOn {
			end++
		}
		yield(c.entries[p.entries[first]].BookedOn, p.entries[first:end])
		first = end
	}
}

// inWindow gives the sendings of a pool that an entry of that day can be of.
func (c *counter) inWindow(p *pool, day calendar.Date, entry int32) []int32 {
	out := c.covers.window[:0]
	for _, s := range p.sends[c.sentFrom(p, day-longestWindow):c.sentFrom(p, day+1)] {
		if c.inTime(s, &c.entries[entry]) {
			out = append(out, s)
		}
	}
	c.covers.window = out
	return out
}

// expected says whether a day is the one on which a sending is normally
// booked: that of sending, or the first working day after.
func (c *counter) expected(send int32, day calendar.Date) bool {
	return !c.sends[send].again && (c.sends[send].on == day || c.nextDay(send) == day)
}
