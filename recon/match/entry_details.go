package match

import (
	"cmp"
	"slices"
	"strconv"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// Days that a bank entry may be booked after its payout was sent.
const (
	bookingDays   = 3  // or on the first working day after, if that is later
	returnDays    = 10 // banks give payments back for days
	againDays     = 10 // and a payout that came back is paid again for days
	longestWindow = 31 // bounds every window: no holiday is longer
	mostLooked    = 1024
)

// placed is a sending filed by what an entry must share with it.
type placed struct {
	money uint64 // hash of account, currency and amount
	on    calendar.Date
	send  int32
}

// moneyRoom is room for work by details.
type moneyRoom struct {
	looked table // of the money of entries that look for a payout
	placed []placed
	ready  bool
	offers offers
	asked  []int32
}

func (c *counter) moneyOf(account, currency string, amount int64) uint64 {
	return mix(mix(c.text(account), c.text(currency)), uint64(amount))
}

// place files the sendings that some open entry may be, by account, currency
// and amount, then by day.
func (c *counter) place() {
	m := &c.money
	if m.ready {
		return
	}
	m.ready, m.placed = true, m.placed[:0]
	m.looked.reset(0, len(c.entries))
	for i := range c.entries {
		if e := &c.entries[i]; c.openEntry(int32(i)) {
			m.looked.count(c.moneyOf(merchantAccount(e).Key, e.Currency, e.Amount))
		}
	}
	for s := range c.sends {
		p, on := &c.payouts[c.sends[s].payout], c.sends[s].on
		if on == 0 || p.Expected() <= 0 || p.Account.Key == "" || c.word.rightOff(c.sends[s].payout) {
			continue
		}
		if money := c.moneyOf(p.Account.Key, p.Currency, p.Expected()); m.looked.chain(money) != 0 {
			m.placed = append(m.placed, placed{money, on, int32(s)})
		}
	}
	slices.SortFunc(m.placed, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.money, b.money), cmp.Compare(a.on, b.on), cmp.Compare(c.payouts[c.sends[a.send].payout].Row, c.payouts[c.sends[b.send].payout].Row))
	})
}

// byDetails links entries, on the way out or back, by account, amount and days.
func (c *counter) byDetails(back bool) {
	for _, s := range [2]side{0, 1} {
		if back {
			s += 2
		}
		c.offer(s)
	}
}

// offer lets the open entries of a side be assigned to the sendings that fit them.
func (c *counter) offer(s side) {
	m := &c.money
	m.offers.reset()
	m.asked = m.asked[:0]
	for i := range c.entries {
		w := &c.work[i]
		if w.side != s || !c.openEntry(int32(i)) || w.why == unclear || w.why == writtenOff {
			continue
		}
		switch fits := c.fitting(int32(i)); {
		case len(fits) > mostRivals:
			w.why = countless
		case len(fits) > 0:
			m.offers.add(fits)
			m.asked = append(m.asked, int32(i))
		}
	}
	m.offers.assign()
	for n, i := range m.asked {
		o, w := &m.offers.list[n], &c.work[i]
		if o.taken >= 0 {
			c.link(i, o.taken, ByDetails, c.daysApart(i, o.taken), c.entries[i].Amount)
			continue
		}
		w.why = contested
		if o.lost {
			w.why = wentElsewhere
		}
		w.fits = int32(len(c.pool))
		c.pool = append(c.pool, m.offers.fits(n)...)
		w.fitsEnd = int32(len(c.pool))
		for _, s := range c.fits(int(i)) {
			c.sends[s].wanted |= 1 << w.side
		}
		slices.SortFunc(c.fits(int(i)), c.compareSends)
	}
}

func (c *counter) daysApart(i, send int32) string {
	days := strconv.Itoa(int(c.entries[i].BookedOn - c.sends[send].on))
	if c.sends[send].again {
		return "same account and amount as the payout that came back " + days + " days before; no other fits"
	}
	return "same account and amount, booked " + days + " days after sending; no other fits"
}

func (c *counter) compareSends(x, y int32) int {
	s, t := &c.sends[x], &c.sends[y]
	return cmp.Or(cmp.Compare(s.on, t.on), c.comparePayouts(s.payout, t.payout))
}

// fitting gives the sendings that an entry fits by account, amount and days;
// they hold until the next call.
func (c *counter) fitting(i int32) []int32 {
	e, w := &c.entries[i], &c.work[i]
	c.found = c.found[:0]
	c.near(e, longestWindow, func(send int32) bool {
		s := &c.sends[send]
		p := &c.payouts[s.payout]
		if s.filled&(1<<w.side) == 0 && c.inTime(send, e) && c.mayReturn(s.payout, e) && !c.word.rejected(i, s.payout) &&
			(w.side.back() || p.Status != record.PayoutFailed) {
			c.found = append(c.found, send)
		}
		return len(c.found) <= mostRivals
	})
	return c.found
}

// near gives the sendings of an entry's account, currency and amount, sent at
// most days before it was booked, the latest first.
func (c *counter) near(e *record.Entry, days calendar.Date, yield func(send int32) bool) {
	c.place()
	account, filed := merchantAccount(e), c.money.placed
	if account.Key == "" {
		return
	}
	key := c.moneyOf(account.Key, e.Currency, e.Amount)
	last, _ := slices.BinarySearchFunc(filed, key, func(p placed, _ uint64) int {
		if p.money != key {
			return cmp.Compare(p.money, key)
		}
		return cmp.Compare(p.on, e.BookedOn+1)
	})
	for i := last - 1; i >= max(0, last-mostLooked) && filed[i].money == key && e.BookedOn-filed[i].on <= days; i-- {
		p := &c.payouts[c.sends[filed[i].send].payout]
		if p.Account.Key == account.Key && p.Currency == e.Currency && p.Expected() == e.Amount && !yield(filed[i].send) {
			return
		}
	}
}

// inTime says whether an entry was booked when the money of a sending moves.
func (c *counter) inTime(send int32, e *record.Entry) bool {
	s := &c.sends[send]
	if s.on == 0 || e.BookedOn < s.on {
		return false
	}
	if sideOf(e).back() {
		return !s.again && e.BookedOn-s.on <= returnDays
	}
	if s.until != 0 && e.BookedOn > s.until {
		return false
	}
	if s.again {
		return e.BookedOn-s.on <= againDays
	}
	return e.BookedOn-s.on <= bookingDays || e.BookedOn <= c.nextDay(send)
}

// nextDay gives the first working day after a sending.
func (c *counter) nextDay(send int32) calendar.Date {
	s := &c.sends[send]
	if s.next == 0 {
		s.next = s.on
		if c.cals != nil {
			if cal, ok := c.cals.Get(c.payouts[s.payout].Calendar); ok {
				s.next = cal.Add(s.on, 1).On
			}
		}
	}
	return s.next
}

// anyInTime says whether an entry was booked in the time of one of the sendings of a payout.
func (c *counter) anyInTime(p int32, e *record.Entry) bool { return c.inTime(c.sendingFor(p, e), e) }

// sendingFor gives the sending of a payout that an entry is of: the one in whose time it was booked, else the latest.
func (c *counter) sendingFor(p int32, e *record.Entry) int32 {
	if len(c.payouts[p].SentBefore) == 0 || c.inTime(p, e) {
		return p
	}
	for s := c.lastSend[p]; s >= 0; s = c.sends[s].older {
		if c.inTime(s, e) {
			return s
		}
	}
	return p
}

// mayReturn says whether an entry without a reference can be the payout's
// return: a merchant who spends what just arrived is no return.
func (c *counter) mayReturn(p int32, e *record.Entry) bool {
	if !sideOf(e).back() || e.Owner == record.Payer {
		return true
	}
	s := c.payouts[p].Status
	return s == record.PayoutReturned || s == record.PayoutFailed || saysReturn(e.Memo)
}
