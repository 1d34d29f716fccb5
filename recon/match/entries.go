package match

import (
	"slices"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// sending is a payout on one of the days it was sent; the first of a payout
// has the payout's own index.
type sending struct {
	payout int32
	on     calendar.Date
	next   calendar.Date // the first working day after, 0 until asked for
	until  calendar.Date // the day it came back; later entries are of another sending; 0: it did not
	again  bool          // it came back on that day and may be paid again, its row not restated
	older  int32         // the sending of the same payout added before, -1 none
	filled uint8         // sides on which an entry is linked to it
	wanted uint8         // sides on which entries fit it and none was taken
}

// counter is the work on the payouts and bank entries around some accounts.
type counter struct {
	hasher
	payouts  []PayoutSide
	entries  []record.Entry
	cals     *calendar.Set
	sends    []sending
	lastSend []int32        // by payout: the last of its sendings
	paid     [][sides]int64 // by payout and side: what is linked
	work     []entryWork
	links    []EntryLink // of entries that have one, in the order they were made
	linked   []int32     // the sending of each link
	pool     []int32     // stretches of payouts and sendings
	word     words
	told     map[int32]string // payouts that a decision linked an entry to -> the decision
	texts    needles
	found    []int32
	called   []string
	money    moneyRoom
	covers   coverRoom
}

// entryWork is what is known of one entry.
type entryWork struct {
	side side
	why  reason
	// fits are payouts that the memo names (unclear), or sendings that fit by
	// details: a stretch of counter.pool.
	fits, fitsEnd int32
	first, last   int32 // 1 + its links, of counter.links, which lie together
}

// reason tells why an entry has no payout.
type reason uint8

const (
	nothingFits reason = iota
	unclear            // the memo names several payouts
	contested          // several fit by details, or one that fits others too
	wentElsewhere
	countless
	writtenOff
)

// Entries links bank entries to payouts. An entry is claimed once; a payout
// may have several that name it. A payee's credit is the payout's arrival and
// its debit a return, a payer's debit is the payout leaving and its credit a
// return. From the surest down:
//
//   - the memo carries the payout's id, its bank reference or its statement
//     text, whole and not within another word; the amount may differ then, and
//     the account too where that has a word to be found by (see Words). A memo
//     that names several payouts whose amounts it is together is all of them;
//   - what a person confirmed;
//   - same account, amount and currency, booked within three days after sending
//     (or on the first working day after, if later), one fit only. A debit of
//     the merchant's own account counts as a return by details only where the
//     payer says the payout came back, or the memo says so. A payout that came
//     back may be paid again within ten days;
//   - a complete cover (see covers.go): all open payouts of the account that
//     were sent on one day, or on all the days that are booked together, are
//     one entry; or all unexplained entries booked on the expected day are one
//     payout.
//
// Everything else that fits is a suggestion. decisions may hold those of other
// rows too.
func (m *Matcher) Entries(payouts []PayoutSide, entries []record.Entry, cals *calendar.Set, decisions Decisions) EntryResult {
	c := &m.counter
	c.match(payouts, entries, cals, decisions)
	res := EntryResult{Links: c.all()}
	res.Suggestions = c.suggest()
	res.Conflicts = inOrder(c.word.conflicts)
	return res
}

func (c *counter) match(payouts []PayoutSide, entries []record.Entry, cals *calendar.Set, decisions Decisions) {
	c.open(payouts, entries, cals)
	c.readWords(decisions)
	c.byMemo()
	c.byMemoTogether()
	c.byWord()
	c.byDetails(true)
	c.sendAgain()
	c.byDetails(false)
	c.byCover()
}

func (c *counter) open(payouts []PayoutSide, entries []record.Entry, cals *calendar.Set) {
	c.start()
	c.payouts, c.entries, c.cals = payouts, entries, cals
	c.links, c.linked, c.pool = c.links[:0], c.linked[:0], c.pool[:0]
	c.paid = cleared(c.paid, len(payouts))
	c.sends, c.lastSend = c.sends[:0], sized(c.lastSend, len(payouts))
	for i := range payouts {
		c.lastSend[i] = -1
		c.send(int32(i), payouts[i].On)
	}
	for i := range payouts {
		for _, on := range payouts[i].SentBefore {
			if on != 0 && on != payouts[i].On {
				c.send(int32(i), on)
			}
		}
	}
	c.work = cleared(c.work, len(entries))
	for i := range entries {
		c.work[i].side = sideOf(&entries[i])
	}
	c.money.ready = false
}

// openEntry says whether an entry still looks for its payout.
func (c *counter) openEntry(i int32) bool { return c.work[i].first == 0 }

// byMemo links entries whose memo names one payout.
func (c *counter) byMemo() {
	c.texts.load(&c.hasher, c.payouts)
	for i := range c.entries {
		e, w := &c.entries[i], &c.work[i]
		c.found, c.called = c.found[:0], c.called[:0]
		c.texts.in(&c.hasher, e.Memo, func(p int32, text string) {
			switch {
			case !sameCurrency(c.payouts[p].Currency, e.Currency), weak(text) && !c.sameMoney(p, e),
				c.otherAccount(p, e) != "" && byAccount(text, e.Memo):
				return
			}
			at := slices.Index(c.found, p)
			if at < 0 {
				c.found, c.called = append(c.found, p), append(c.called, text)
				return
			}
			if was := c.called[at]; len(text) > len(was) || (len(text) == len(was) && text < was) {
				c.called[at] = text
			}
		})
		if len(c.found) == 0 {
			continue
		}
		w.fits = int32(len(c.pool))
		c.pool = append(c.pool, c.found...)
		left := c.narrow(c.found, e)
		if len(left) > 1 {
			w.why = unclear
			c.pool = append(c.pool[:w.fits], left...)
			w.fitsEnd = int32(len(c.pool))
			c.inOrder(c.pool[w.fits:w.fitsEnd])
			continue
		}
		p := left[0]
		text := c.called[slices.Index(c.pool[w.fits:], p)]
		c.pool = c.pool[:w.fits]
		c.link(int32(i), c.sendingFor(p, e), ByReference, "the memo names "+text+c.otherAccount(p, e), e.Amount)
	}
}

// narrow picks among payouts that one memo names: by account, then amount, then days.
func (c *counter) narrow(found []int32, e *record.Entry) []int32 {
	for test := 0; test < 3 && len(found) > 1; test++ {
		pass := func(p int32) bool {
			switch test {
			case 0:
				return sameAccount(c.payouts[p].Account, merchantAccount(e))
			case 1:
				return c.payouts[p].Expected() == e.Amount
			}
			return c.anyInTime(p, e)
		}
		if slices.ContainsFunc(found, pass) {
			found = slices.DeleteFunc(found, func(p int32) bool { return !pass(p) })
		}
	}
	return found
}

// byMemoTogether links entries whose memo names several payouts, where the
// amount is theirs together and no other entry names or is any of them.
func (c *counter) byMemoTogether() {
	wanted := map[int32]int{} // payout and side -> entries that want it
	want := func(p int32, s side) int32 { return p*sides + int32(s) }
	whole := func(i int) bool {
		w := &c.work[i]
		return c.openEntry(int32(i)) && w.why == unclear && c.sum(c.fits(i)) == c.entries[i].Amount
	}
	for i := range c.entries {
		if whole(i) {
			for _, p := range c.fits(i) {
				wanted[want(p, c.work[i].side)]++
			}
		}
	}
	if len(wanted) == 0 {
		return
	}
	for i := range c.entries {
		if !whole(i) || slices.ContainsFunc(c.fits(i), func(p int32) bool {
			s := c.work[i].side
			return wanted[want(p, s)] > 1 || c.paid[p][s] != 0 || c.payouts[p].Expected() <= 0
		}) {
			continue
		}
		fits := slices.Clone(c.fits(i))
		for _, p := range fits {
			c.link(int32(i), c.sendingFor(p, &c.entries[i]), ByReference,
				"the memo names "+c.names(fits)+", and the amount is theirs together", c.payouts[p].Expected())
		}
	}
}

// fits gives the payouts or sendings kept for an entry.
func (c *counter) fits(i int) []int32 { return c.pool[c.work[i].fits:c.work[i].fitsEnd] }

func (c *counter) sum(payouts []int32) (sum int64) {
	for _, p := range payouts {
		sum += c.payouts[p].Expected()
	}
	return sum
}
