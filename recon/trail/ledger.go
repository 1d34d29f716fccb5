package trail

import (
	"cmp"
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// ledger is Facts laid out for looking up, for one moment. It also keeps what
// was built, because a refund, void or capture asks for its original. Of the
// rows in Facts it holds pointers; it changes none.
type ledger struct {
	Facts
	cals  *calendar.Set
	cal   *calendar.Calendar // the merchant's own
	now   time.Time          // in the merchant's zone
	today calendar.Date
	// brief: no evidence, parts or notes are made, and each trail is looked at once,
	// before the next is built. lean: nor are reasons, only states and days.
	brief, lean bool

	own       []swipe  // the transactions, each once; the first nSales are those asked for
	nSales    int      // how many of Facts.Sales are transactions of their own
	rows      rowIndex // by store row, that of another witness too, the position in own
	joined    groups[*record.Transaction]
	followers groups[*swipe]      // refunds, voids, reversals and captures, oldest first
	lines     []*LinkedLine       // each once, by id
	ofTxn     groups[*LinkedLine] // by position in own
	rivals    groups[*LinkedLine] // lines that fit several transactions, by each of them
	settled   []settled           // the payouts
	payouts   map[int64]int32     // by store row, the position in settled
	inPayouts groups[*LinkedLine] // by position in settled
	events    map[string]*happenings
	twins     twins

	eras       []calendar.Date
	agreed     map[agreementKey]*agreement
	lastKey    agreementKey
	lastAgreed *agreement
	dueDays    map[dueKey]*dueDays

	kinds map[record.Kind][]Freshness // the current sources of a kind
	words map[reasonSet][]Reason      // the lists of reasons that were given
	rates map[int64]string            // rates in percent, by basis points

	trails   []Trail // of own[:nSales], in place
	scratch  Trail
	hops     slab[Hop]
	evidence slab[Evidence]
	parts    slab[Part]
	why      slab[Cause]
}

// swipe is a transaction as the ledger knows it.
type swipe struct {
	*record.Transaction
	position int32
	original int32 // what it refers to, -1 for none
	day      calendar.Date
	at       time.Time     // in the merchant's zone
	agreed   *agreement    // once it was asked for, with the business day by it
	business calendar.Date // by its terms
	late     bool          // from the cut-off on
	built    *Trail
	// The day the money arrived, 0 while it has not, and the last day on which
	// clearing, payer or bank told of it.
	arrived, moved calendar.Date
}

func newLedger(f Facts, cals *calendar.Set, now time.Time) *ledger {
	return prepare(f, cals, now, whole)
}

// detail is how much of trails is wanted.
type detail int

const (
	states detail = iota
	outlines
	whole
)

func prepare(f Facts, cals *calendar.Set, now time.Time, of detail) *ledger {
	if f.Zone == nil {
		f.Zone = time.UTC
	}
	f.Now, f.Calendars = now, cals
	l := &ledger{Facts: f, cals: cals, now: now.In(f.Zone), brief: of < whole, lean: of == states, eras: eras(f.Terms), agreed: map[agreementKey]*agreement{}, dueDays: map[dueKey]*dueDays{}}
	l.today = calendar.DateOf(l.now)
	if cals != nil {
		l.cal, _ = cals.Get(f.Merchant.Calendar)
	}
	l.indexEvents()
	l.indexTransactions()
	l.indexPayouts()
	l.indexLines()
	l.hops.size, l.evidence.size, l.parts.size = pieces(4*l.nSales), pieces(2*l.nSales+2*len(l.settled)), pieces(l.nSales+8)
	l.why.size = pieces(l.nSales / 4)
	for i := range l.settled {
		l.settle(&l.settled[i])
	}
	l.tieCarried()
	return l
}

// indexTransactions gives each transaction its position, first those asked for.
func (l *ledger) indexTransactions() {
	n := len(l.Sales) + len(l.Related)
	if n == 0 {
		return
	}
	all := [2][]record.Transaction{l.Sales, l.Related}
	first, last := int64(0), int64(0)
	for _, list := range all {
		for i := range list {
			if first == 0 || list[i].Row < first {
				first = list[i].Row
			}
			last = max(last, list[i].Row)
		}
	}
	l.rows = newRowIndex(n, first, last)
	l.own = make([]swipe, 0, n)
	var others []*record.Transaction // joined rows
	for n, list := range all {
		for i := range list {
			switch t := &list[i]; {
			case l.rows.at(t.Row) >= 0:
			case t.Joined != 0:
				others = append(others, t)
			default:
				at := wall(t.Time, l.Zone)
				position := int32(len(l.own))
				l.rows.set(t.Row, position)
				l.own = append(l.own, swipe{Transaction: t, position: position, original: -1, at: at, day: calendar.DateOf(at)})
			}
		}
		if n == 0 {
			l.nSales = len(l.own)
		}
	}
	l.indexJoined(others)
	l.indexOriginals()
}

// indexJoined gives rows of other witnesses to the transactions they joined.
func (l *ledger) indexJoined(others []*record.Transaction) {
	slices.SortFunc(others, func(a, b *record.Transaction) int { return cmp.Compare(a.Row, b.Row) })
	others = slices.CompactFunc(others, func(a, b *record.Transaction) bool { return a.Row == b.Row })
	owners := make([]int32, len(others))
	for i, t := range others {
		owners[i] = l.rows.at(t.Joined)
	}
	for i, t := range others {
		if owners[i] >= 0 {
			l.rows.set(t.Row, owners[i])
		}
	}
	l.joined = group(len(l.own), others, owners)
}

// indexOriginals finds what refunds, voids, reversals and captures refer to.
// Only rows that can be meant are looked at.
func (l *ledger) indexOriginals() {
	ids, rrns := map[string]bool{}, map[string]bool{}
	refers := func(t *record.Transaction) bool {
		return t.Type != record.Sale && t.Type != record.PreAuth
	}
	for i := range l.own {
		if t := l.own[i].Transaction; refers(t) {
			ids[t.OriginalID], rrns[record.PlainRRN(t.OriginalRRN)] = true, true
			if t.OriginalID == "" && t.OriginalRRN == "" {
				rrns[record.PlainRRN(t.RRN)] = true
			}
		}
	}
	if len(ids) == 0 {
		return
	}
	delete(ids, "")
	delete(rrns, "")
	var meant []record.Transaction
	for i := range l.own {
		if t := l.own[i].Transaction; refers(t) || rrns[record.PlainRRN(t.RRN)] || len(ids) > 0 && ids[t.ID] {
			meant = append(meant, *t)
		}
	}
	var list []*swipe
	for row, original := range match.Originals(meant) {
		if t, o := l.txn(row), l.rows.at(original); t != nil && o >= 0 && o != t.position {
			t.original = o
			list = append(list, t)
		}
	}
	slices.SortFunc(list, func(a, b *swipe) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.Row, b.Row)) })
	owners := make([]int32, len(list))
	for i, t := range list {
		owners[i] = t.original
	}
	l.followers = group(len(l.own), list, owners)
}

// txn gives the transaction that a row belongs to: its own, or the one it
// joined; nil where the ledger has none.
func (l *ledger) txn(row int64) *swipe { return l.position(l.rows.at(row)) }

func (l *ledger) position(i int32) *swipe {
	if i < 0 {
		return nil
	}
	return &l.own[i]
}

// linesOf gives the lines that settle a transaction, by id.
func (l *ledger) linesOf(t *swipe) []*LinkedLine { return l.ofTxn.of(t.position) }

// captureOf gives the first approved capture of a pre-authorisation that was
// not undone, nil for none.
func (l *ledger) captureOf(t *swipe) *swipe {
	if t.Type != record.PreAuth {
		return nil
	}
	for _, c := range l.followers.of(t.position) {
		if l.captures(c) {
			return c
		}
	}
	return nil
}

// captures says whether c is a capture that stands.
func (l *ledger) captures(c *swipe) bool {
	if c.Type != record.Capture || c.Status != record.Approved {
		return false
	}
	_, undone := l.undone(c)
	return !undone
}

// undone gives the approved void or reversal of a row that was not itself
// reversed, if there is one.
func (l *ledger) undone(t *swipe) (by *swipe, undone bool) {
	for _, u := range l.followers.of(t.position) {
		if (u.Type == record.Void || u.Type == record.Reversal) && u.Status == record.Approved {
			if _, again := l.undone(u); !again {
				return u, true
			}
		}
	}
	return nil, false
}

// at is a stamp on the wall of the merchant's zone; zero stays zero.
func (l *ledger) at(s record.Stamp) time.Time { return wall(s, l.Zone) }

func wall(s record.Stamp, zone *time.Location) time.Time {
	if s.IsZero() {
		return time.Time{}
	}
	return s.In(zone).In(zone) // the second: a stamp with an offset keeps its own
}

func dayOf(s record.Stamp, zone *time.Location) calendar.Date {
	if s.IsZero() {
		return 0
	}
	return calendar.DateOf(wall(s, zone))
}

// nextWorkingDay is the first working day after d, by the merchant's calendar.
func (l *ledger) nextWorkingDay(d calendar.Date) calendar.Date { return workingDayAfter(l.cal, d) }

// workingDayAfter counts from Monday to Friday where there is no calendar.
func workingDayAfter(cal *calendar.Calendar, d calendar.Date) calendar.Date {
	if cal != nil {
		return cal.Add(d, 1).On
	}
	for d++; d.Weekday() == time.Saturday || d.Weekday() == time.Sunday; d++ {
	}
	return d
}

// dueOf is when the money of a swipe is due: the day its settlement line
// names, else by the terms. Once a same-day window has closed without payment,
// the fallback cycle's day is due, never "today".
func (l *ledger) dueOf(t *swipe, line *LinkedLine) terms.Due {
	due := l.dueAfter(t)
	if line != nil && line.DueOn != 0 {
		return terms.Due{On: line.DueOn, Rule: "file", BusinessDay: due.BusinessDay, AfterCutOff: due.AfterCutOff}
	}
	if c := l.under(t).Contract; c.Cycle.Days == 0 && due.Rule == c.Cycle.String() && l.closed(due) {
		c.Cycle = c.Fallback
		if c.Cycle.Days == 0 {
			c.Cycle = terms.Cycle{Days: 1}
		}
		due = c.Due(t.at, t.Amount, l.cals)
		due.NotToday = terms.NotPaidInTime
	}
	return due
}
