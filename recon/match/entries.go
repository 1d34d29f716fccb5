package match

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// Days that a bank entry may be booked after its payout was sent.
const (
	bookingDays = 3  // or on the first working day after, if that is later
	returnDays  = 10 // banks give payments back for days
)

// counter is the work on the payouts and bank entries around some accounts.
type counter struct {
	payouts []PayoutSide
	entries []record.Entry
	cals    *calendar.Set
	links   []EntryLink   // by entry; Payout 0: none
	unclear []bool        // entries whose memo names several payouts
	claimed map[side]bool // payouts that an entry names
}

// side is one witness of one payout: the merchant's or the operator's account, the way out or back.
type side struct {
	payout int32
	owner  record.Owner
	role   string
}

// Entries links bank entries to payouts: one link for each entry, in the order
// of entries; its Payout is 0 and its Rule ByNone where no payout could be
// taken, and Explanation says why. An entry is claimed once; a payout may have
// several that name it. A payee's credit is the payout's arrival and its debit
// a return, a payer's debit is the payout leaving and its credit a return.
//
// First by the memo: it carries the payout's id, its bank reference or its
// statement text, whole and not within another word; the amount may differ
// then. Else by details: same account, amount and currency, booked within
// three days after sending (or on the first working day after, if later), one
// fit only. A debit of the merchant's own account counts as a return by
// details only where the payer says the payout came back, or the memo says so.
func Entries(payouts []PayoutSide, entries []record.Entry, cals *calendar.Set) []EntryLink {
	c := &counter{
		payouts: payouts, entries: entries, cals: cals,
		links: make([]EntryLink, len(entries)), claimed: map[side]bool{},
		unclear: make([]bool, len(entries)),
	}
	for i := range entries {
		why := "the memo names no payout, and none has its account, amount and days"
		if roleOf(&entries[i]) == RoleReturn {
			why = "the memo names no payout, and none of its account and amount is said to have come back"
		}
		c.links[i] = EntryLink{Entry: entries[i].Row, Role: roleOf(&entries[i]), Rule: ByNone, Explanation: why}
	}
	c.byMemo()
	c.byDetails(RolePayout)
	c.byDetails(RoleReturn)
	return c.links
}

// roleOf gives what an entry can be to a payout.
func roleOf(e *record.Entry) string {
	if (e.Direction == record.Credit) == (e.Owner != record.Payer) {
		return RolePayout
	}
	return RoleReturn
}

// merchantAccount gives the merchant's side of an entry.
func merchantAccount(e *record.Entry) record.Account {
	if e.Owner == record.Payer {
		return e.Counterparty
	}
	return e.Account
}

func ownerOf(e *record.Entry) record.Owner {
	if e.Owner == record.Payer {
		return record.Payer
	}
	return record.Payee
}

func (c *counter) byMemo() {
	texts := newNeedles(c.payouts)
	var found []int32
	named := map[int32]string{}
	for i := range c.entries {
		e := &c.entries[i]
		found = found[:0]
		clear(named)
		texts.in(e.Memo, func(p int32, text string) {
			if !sameCurrency(c.payouts[p].Currency, e.Currency) || (weak(text) && !c.sameMoney(p, e)) {
				return
			}
			if named[p] == "" {
				found = append(found, p)
			}
			if named[p] == "" || len(text) > len(named[p]) || (len(text) == len(named[p]) && text < named[p]) {
				named[p] = text
			}
		})
		left := c.narrow(found, e)
		if len(left) == 0 {
			continue
		}
		if len(left) > 1 {
			c.unclear[i] = true
			c.links[i].Explanation = c.several(left, e)
			continue
		}
		p := left[0]
		c.link(int32(i), p, ByReference, "the memo names "+named[p]+c.otherAccount(p, e))
		c.claimed[side{p, ownerOf(e), roleOf(e)}] = true
	}
}

// narrow picks among payouts that one memo names: by account, then amount, then days.
func (c *counter) narrow(found []int32, e *record.Entry) []int32 {
	tests := []func(int32) bool{
		func(p int32) bool { return sameAccount(c.payouts[p].Account, merchantAccount(e)) },
		func(p int32) bool { return c.payouts[p].Expected() == e.Amount },
		func(p int32) bool { return c.inTime(p, e) },
	}
	for _, test := range tests {
		if len(found) > 1 && slices.ContainsFunc(found, test) {
			found = slices.DeleteFunc(found, func(p int32) bool { return !test(p) })
		}
	}
	return found
}

// several says what is known of an entry whose memo names more than one payout.
func (c *counter) several(payouts []int32, e *record.Entry) string {
	var sum int64
	for _, p := range payouts {
		sum += c.payouts[p].Expected()
	}
	if sum == e.Amount {
		return "the memo names " + c.names(payouts) + ", and the amount is theirs together"
	}
	return "the memo names " + c.names(payouts) + "; which is meant is not known"
}

// names lists payouts by their provider ids, the first five of them.
func (c *counter) names(payouts []int32) string {
	ids := make([]string, len(payouts))
	for i, p := range payouts {
		ids[i] = c.payouts[p].ID
	}
	slices.Sort(ids)
	return list(ids)
}

// moneyKey is what an entry and a payout must share where the memo names none.
type moneyKey struct {
	account, currency string
	amount            int64
}

func (c *counter) byDetails(role string) {
	shelves := map[moneyKey][]int32{}
	for p := range c.payouts {
		o := &c.payouts[p]
		if o.On == 0 || o.Expected() <= 0 || o.Account.Key == "" || (role == RolePayout && o.Status == record.PayoutFailed) {
			continue
		}
		k := moneyKey{o.Account.Key, o.Currency, o.Expected()}
		shelves[k] = append(shelves[k], int32(p))
	}
	for _, rows := range shelves {
		slices.SortFunc(rows, func(a, b int32) int {
			return cmp.Or(cmp.Compare(c.payouts[a].On, c.payouts[b].On), cmp.Compare(c.payouts[a].Row, c.payouts[b].Row))
		})
	}
	for _, owner := range []record.Owner{record.Payee, record.Payer} {
		var offers []offer
		var asked []int32
		for i := range c.entries {
			e := &c.entries[i]
			if c.links[i].Payout != 0 || c.unclear[i] || roleOf(e) != role || ownerOf(e) != owner {
				continue
			}
			switch fits := c.fitting(e, shelves); {
			case len(fits) > mostRivals:
				c.links[i].Explanation = "fits more payouts by account, amount and days than could be told apart"
			case len(fits) > 0:
				offers, asked = append(offers, offer{fits: fits}), append(asked, int32(i))
			}
		}
		assign(offers)
		for n, o := range offers {
			if o.taken < 0 {
				c.links[asked[n]].Explanation = c.untaken(o)
				continue
			}
			days := c.entries[asked[n]].BookedOn - c.payouts[o.taken].On
			c.link(asked[n], o.taken, ByDetails, fmt.Sprintf("same account and amount, booked %d days after sending; no other fits", days))
		}
	}
}

// untaken says why an entry that fits payouts got none.
func (c *counter) untaken(o offer) string {
	switch {
	case o.lost:
		return "what would fit, " + c.names(o.fits) + ", went to entries that fit nothing else"
	case len(o.fits) == 1:
		return "fits " + c.names(o.fits) + ", and so does another entry; neither is taken"
	}
	return "fits " + c.names(o.fits) + " equally; none is taken"
}

// fitting gives the payouts that an entry fits by account, amount and days.
func (c *counter) fitting(e *record.Entry, shelves map[moneyKey][]int32) []int32 {
	shelf := shelves[moneyKey{merchantAccount(e).Key, e.Currency, e.Amount}]
	last, _ := slices.BinarySearchFunc(shelf, e.BookedOn+1, func(p int32, day calendar.Date) int {
		return cmp.Compare(c.payouts[p].On, day)
	})
	var fits []int32
	for i := last - 1; i >= 0 && len(fits) <= mostRivals; i-- {
		p := shelf[i]
		if e.BookedOn-c.payouts[p].On > longestWindow {
			break
		}
		if !c.claimed[side{p, ownerOf(e), roleOf(e)}] && c.inTime(p, e) && c.mayReturn(p, e) {
			fits = append(fits, p)
		}
	}
	return fits
}

// longestWindow bounds every window of days: no holiday is longer.
const longestWindow = 31

// inTime says whether an entry was booked when the payout's money moves.
func (c *counter) inTime(p int32, e *record.Entry) bool {
	o := &c.payouts[p]
	if o.On == 0 || e.BookedOn < o.On {
		return false
	}
	if roleOf(e) == RoleReturn {
		return e.BookedOn-o.On <= returnDays
	}
	if e.BookedOn-o.On <= bookingDays {
		return true
	}
	cal, ok := c.cals.Get(o.Calendar)
	return ok && e.BookedOn <= cal.Add(o.On, 1).On
}

// mayReturn says whether an entry without a reference can be the payout's
// return: a merchant who spends what just arrived is no return.
func (c *counter) mayReturn(p int32, e *record.Entry) bool {
	if roleOf(e) != RoleReturn || e.Owner == record.Payer {
		return true
	}
	s := c.payouts[p].Status
	return s == record.PayoutReturned || s == record.PayoutFailed || saysReturn(e.Memo)
}

func (c *counter) link(entry, payout int32, rule, explanation string) {
	e := &c.entries[entry]
	c.links[entry] = EntryLink{
		Entry: e.Row, Payout: c.payouts[payout].Row, Role: roleOf(e), Rule: rule, Explanation: explanation,
	}
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

func sameAccount(a, b record.Account) bool { return a.Key != "" && a.Key == b.Key }

func sameCurrency(a, b string) bool { return a == b || a == "" || b == "" }
