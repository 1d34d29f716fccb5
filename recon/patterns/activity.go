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
	swipes      map[int64]swipe // by row
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
	var own []record.Transaction
	for _, t := range l.Transactions {
		if t.Joined == 0 && !t.Time.IsZero() && !l.at(t.Time).After(l.now) && calendar.DateOf(l.at(t.Time)) >= l.from {
			own = append(own, t)
		}
	}
	slices.SortFunc(own, func(a, b record.Transaction) int {
		return cmp.Or(l.at(a.Time).Compare(l.at(b.Time)), cmp.Compare(a.Row, b.Row))
	})
	l.originals = match.Originals(own)
	undone := map[int64]bool{}
	for _, t := range own {
		if (t.Type == record.Void || t.Type == record.Reversal) && t.Status == record.Approved {
			undone[l.originals[t.Row]] = true
		}
	}
	for i := range own {
		s := swipe{&own[i], l.at(own[i].Time), undone[own[i].Row]}
		on := calendar.DateOf(s.at)
		d := l.day(on)
		d.swipes = append(d.swipes, s)
		l.swipes[s.Row] = s
		if s.approved() {
			l.seen(s.TerminalID, on)
		}
		if s.sale() {
			d.sales++
			if c := s.card(); c != "" {
				l.cardSales[c] = append(l.cardSales[c], s)
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
	if len(l.Past) == 0 {
		return false
	}
	for _, r := range rows {
		var file int64
		if r.Kind == record.Events {
			i := slices.IndexFunc(l.events, func(e happening) bool { return e.Row == r.Row })
			if i < 0 {
				return false
			}
			file = l.events[i].FileID
		} else {
			file = l.swipes[r.Row].FileID
		}
		if !l.Past[file] {
			return false
		}
	}
	return true
}
