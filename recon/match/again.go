package match

import (
	"cmp"
	"slices"

	"moneytrail/recon/calendar"
)

// sendAgain adds a sending on each day that a payout came back: it may be paid
// again from that day on, although its row was not restated. The sending that
// came back is over with that day. Where both banks tell of returns, the one
// that tells of more counts, else the merchant's.
func (c *counter) sendAgain() {
	type back struct {
		payout int32
		side   side
		on     calendar.Date
	}
	var backs []back
	for i := range c.entries {
		if w := &c.work[i]; w.first != 0 && w.side.back() {
			for _, s := range c.linked[w.first-1 : w.last] {
				backs = append(backs, back{c.sends[s].payout, w.side, c.entries[i].BookedOn})
			}
		}
	}
	if len(backs) == 0 {
		return
	}
	slices.SortFunc(backs, func(a, b back) int {
		return cmp.Or(cmp.Compare(a.payout, b.payout), cmp.Compare(a.side, b.side), cmp.Compare(a.on, b.on))
	})
	for len(backs) > 0 {
		n, payee := 1, 0
		for n < len(backs) && backs[n].payout == backs[0].payout {
			n++
		}
		for payee < n && backs[payee].side == 2 {
			payee++
		}
		told := backs[:payee]
		if n-payee > payee {
			told = backs[payee:n]
		}
		for _, b := range told {
			c.comeBack(b.payout, b.on)
		}
		backs = backs[n:]
	}
	c.money.ready = false
}

// comeBack ends the sending that came back on a day, and adds the next one
// unless a restated row tells of it.
func (c *counter) comeBack(payout int32, on calendar.Date) {
	last := c.lastSend[payout]
	for s := last; s >= 0; s = c.sends[s].older {
		if c.sends[s].on > on {
			return
		}
	}
	open := int32(-1) // the latest sending that has not come back
	for s := last; s >= 0; s = c.sends[s].older {
		if x := &c.sends[s]; x.until == 0 && (open < 0 || x.on > c.sends[open].on) {
			open = s
		}
	}
	if open >= 0 {
		c.sends[open].until = on
	}
	c.send(payout, on)
	c.sends[c.lastSend[payout]].again = true
}

// send adds a sending of a payout.
func (c *counter) send(payout int32, on calendar.Date) {
	c.sends = append(c.sends, sending{payout: payout, on: on, older: c.lastSend[payout]})
	c.lastSend[payout] = int32(len(c.sends) - 1)
}
