package patterns

import (
	"cmp"
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
)

// Activity is what one merchant's terminals and gateways said: the input of Find.
type Activity struct {
	Merchant record.Merchant
	Zone     *time.Location // nil: UTC
	Terms    []record.Terms // rows of this merchant and of "*"
	// Transactions are all rows from the day From on, of every type and status.
	Transactions []record.Transaction
	Events       []record.Event
	// From is the first local day of which every row is here.
	From calendar.Date
	// Past are the files that were the first import of their source.
	Past map[int64]bool
}

// Event kinds that the rules look at, and the one that ends an alarm: staff
// release the terminal.
const (
	eventLoginFailed = "LOGIN_FAILED"
	eventFirmware    = "FIRMWARE"
	eventTamper      = "TAMPER"
	eventMoved       = "MOVED"
	eventRelease     = "RELEASE"
)

// Watched tells whether an event of this kind may by itself give a finding.
func Watched(kind string) bool {
	return kind == eventLoginFailed || kind == eventFirmware || kind == eventTamper || kind == eventMoved
}

// swipe is a transaction at its time on the merchant's wall.
type swipe struct {
	*record.Transaction
	at     time.Time
	undone bool // voided or reversed
}

func (s swipe) approved() bool { return s.Status == record.Approved && !s.undone }

// sale: money taken from a card, and not given back by a void or reversal.
func (s swipe) sale() bool {
	return s.approved() && (s.Type == record.Sale || s.Type == record.Capture)
}

func (s swipe) refund() bool { return s.approved() && s.Type == record.Refund }

// card tells cards apart as far as four digits and the scheme do; "" of a code.
func (s swipe) card() string {
	if s.Last4 == "" {
		return ""
	}
	return s.Scheme + " " + s.Last4
}

// happening is an event at its time on the merchant's wall.
type happening struct {
	*record.Event
	at time.Time
}

// daily is one local day.
type daily struct {
	on     calendar.Date
	off    bool // weekend or holiday of the merchant's calendar
	swipes []swipe
	events []happening
	sales  int // approved ones
	marks  marks
}

// ledger is an activity laid out by days.
type ledger struct {
	Activity
	zone        *time.Location
	cal         *calendar.Calendar
	now         time.Time
	today, from calendar.Date
	days        map[calendar.Date]*daily
	dates       []calendar.Date // sorted
	swipes      map[int64]swipe // by row, those that a refund, void or reversal names
	originals   map[int64]int64
	cardSales   map[string][]swipe // approved sales by card, in order of time
	firstSeen   map[string]calendar.Date
	events      []happening
}

func newLedger(a Activity, cals *calendar.Set, now time.Time) *ledger {
	l := &ledger{Activity: a, zone: a.Zone, from: a.From, days: map[calendar.Date]*daily{}, swipes: map[int64]swipe{},
		cardSales: map[string][]swipe{}, firstSeen: map[string]calendar.Date{}}
	if l.zone == nil {
		l.zone = time.UTC
	}
	l.now = now.In(l.zone)
	l.today = calendar.DateOf(l.now)
	if cals != nil {
		l.cal, _ = cals.Get(a.Merchant.Calendar)
	}
	l.layEvents()
	l.laySwipes()
	for _, on := range l.dates {
		l.days[on].marks = l.mark(l.days[on])
	}
	return l
}

// at is a stamp on the wall of the merchant's zone.
func (l *ledger) at(s record.Stamp) time.Time { return s.In(l.zone).In(l.zone) }

func (l *ledger) day(on calendar.Date) *daily {
	d := l.days[on]
	if d == nil {
		d = &daily{on: on}
		if l.cal != nil {
			working, _ := l.cal.Working(on)
			d.off = !working
		}
		l.days[on] = d
		at, _ := slices.BinarySearch(l.dates, on)
		l.dates = slices.Insert(l.dates, at, on)
	}
	return d
}

func (l *ledger) layEvents() {
	for i := range l.Events {
		e := happening{&l.Events[i], l.at(l.Events[i].Time)}
		if !e.Time.IsZero() && !e.at.After(l.now) {
			l.events = append(l.events, e)
		}
	}
	slices.SortFunc(l.events, func(a, b happening) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.TerminalID, b.TerminalID), cmp.Compare(a.Row, b.Row))
	})
	for _, e := range l.events {
		on := calendar.DateOf(e.at)
		l.seen(e.TerminalID, on)
		if on >= l.from {
			d := l.day(on)
			d.events = append(d.events, e)
		}
	}
}

func (l *ledger) laySwipes() {
	l.originals = match.Originals(l.Transactions)
	all := make([]swipe, 0, len(l.Transactions))
	undone := map[int64]bool{}
	for i := range l.Transactions {
		t := &l.Transactions[i]
		s := swipe{Transaction: t, at: l.at(t.Time)}
		if t.Joined != 0 || t.Time.IsZero() || s.at.After(l.now) || calendar.DateOf(s.at) < l.from {
			continue
		}
		all = append(all, s)
		if (t.Type == record.Void || t.Type == record.Reversal) && t.Status == record.Approved {
			undone[l.originals[t.Row]] = true
		}
	}
	slices.SortFunc(all, func(a, b swipe) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.Row, b.Row)) })
	named := map[int64]bool{}
	for _, row := range l.originals {
		named[row] = true
	}
	for from, i := 0, 0; i < len(all); i++ {
		s := &all[i]
		s.undone = undone[s.Row]
		on := calendar.DateOf(s.at)
		if on != calendar.DateOf(all[from].at) {
			from = i
		}
		d := l.day(on)
		d.swipes = all[from : i+1 : i+1]
		if named[s.Row] {
			l.swipes[s.Row] = *s
		}
		if s.approved() {
			l.seen(s.TerminalID, on)
		}
		if s.sale() {
			d.sales++
			if s.Last4 != "" {
				l.cardSales[s.card()] = append(l.cardSales[s.card()], *s)
			}
		}
	}
}

func (l *ledger) seen(terminal string, on calendar.Date) {
	if first, ok := l.firstSeen[terminal]; !ok || on < first {
		l.firstSeen[terminal] = on
	}
}

// past tells whether all rows came with first imports.
func (l *ledger) past(rows []Row) bool {
	for _, r := range rows {
		if !l.Past[r.FileID] {
			return false
		}
	}
	return len(l.Past) > 0
}
