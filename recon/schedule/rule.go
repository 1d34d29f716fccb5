// Package schedule knows when a file of a source is expected: by what the
// operator set, else by when its files came until now. From that follows, for
// a business day that no file told of yet, whether its file is late, or only
// not here yet, or whether nobody can say. It is pure: no clock, no store.
package schedule

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/calendar"
)

// Pattern says on which days files come.
type Pattern byte

// The patterns. Unknown is the zero Rule's: nothing is known of the source.
const (
	Unknown Pattern = iota
	Every           // every day
	Working         // the working days of a calendar
	Weekly          // some days of the week
)

// Rule is when the files of one source and kind come. The zero Rule knows
// nothing. Rules can be compared.
type Rule struct {
	Pattern  Pattern
	Week     [7]bool            // Weekly: by weekday
	Calendar *calendar.Calendar // Working
	Zone     *time.Location     // of the days and the hour
	// By is the usual hour, in minutes from the beginning of the day of arrival;
	// above 24 hours where files come around midnight.
	By int
	// Lag says which business day a file tells: it comes on the Lag-th day of
	// arrival after it; 0 is the evening of the business day itself.
	Lag int
	// Grace is how long after the usual hour a file is not called late.
	Grace time.Duration
	// Set: the operator said so; else it was learned.
	Set bool
}

// Known says whether anything can be expected at all.
func (r Rule) Known() bool { return r.Pattern != Unknown }

// Expectation is when the file of a business day should come.
type Expectation struct {
	// At is the usual time; LateSince is from when on the file is late.
	At, LateSince time.Time
	// Estimated: the calendar of a day counted is not known yet.
	Estimated bool
}

// Expect gives when the file that tells of a business day should come; known is
// false where the rule knows nothing. A source that tells of several days in one
// file is expected with the first file that can tell of this one.
func (r Rule) Expect(day calendar.Date) (e Expectation, known bool) {
	if !r.Known() {
		return e, false
	}
	on, passed := day, 0
	if r.Lag == 0 {
		on, e.Estimated = r.from(day)
	}
	for passed < r.Lag {
		on++
		comes, sure := r.comes(on)
		e.Estimated = e.Estimated || !sure
		if comes {
			passed++
		}
	}
	e.At = r.at(on)
	e.LateSince = e.At.Add(r.Grace)
	return e, true
}

// Usual gives the usual hour, hh:mm as the walls of zone show it on a day; "" where the rule knows nothing.
func (r Rule) Usual(on calendar.Date, zone *time.Location) string {
	if !r.Known() {
		return ""
	}
	return r.at(on).In(zone).Format("15:04")
}

// Owed gives the business days whose files a source owes at now, the oldest
// first, and since when the first is late; covers is how far its rows reach,
// imported when its newest file came. A file that came on the day of arrival
// and told nothing newer owes none, nor do the days before it: they may have been
// as quiet.
func (r Rule) Owed(covers calendar.Date, imported, now time.Time) (days []calendar.Date, since time.Time) {
	if !r.Known() {
		return nil, since
	}
	on := calendar.DateOf(now.In(r.Zone))
	for range maxGap { // back to the last day of arrival that is over
		if comes, _ := r.comes(on); comes && !r.at(on).Add(r.Grace).After(now) {
			break
		}
		on--
	}
	came := r.arrived(imported)
	for len(days) < MaxOwed && came < on && r.tells(on) > covers {
		days, since = append(days, r.tells(on)), r.at(on).Add(r.Grace)
		on = r.before(on)
	}
	slices.Reverse(days)
	return days, since
}

// Named gives those of the days owed that people are told one by one; of the
// others they are told how many there are.
func Named(owed []calendar.Date) []calendar.Date {
	const most = 3
	if len(owed) == most+1 { // a day takes no more room than a count of it
		return owed
	}
	return owed[:min(len(owed), most)]
}

// Late gives the first of the days that Owed gives.
func (r Rule) Late(covers calendar.Date, imported, now time.Time) (day calendar.Date, since time.Time, late bool) {
	days, since := r.Owed(covers, imported, now)
	if len(days) == 0 {
		return 0, since, false
	}
	return days[0], since, true
}

// MaxOwed is how many days Owed gives at most, the newest ones: of a source that
// gives so many, the first is not the first that it owes.
const MaxOwed = 400

const maxGap = 40 // no pattern leaves more days without arrival, the longest holidays included

// tells gives the business day that a file coming on a day of arrival has to tell of.
func (r Rule) tells(on calendar.Date) calendar.Date {
	for range r.Lag {
		on = r.before(on)
	}
	return on
}

// arrived gives the day whose file one that came at a time is: the local date, or the
// day before where it came more than half a day before the usual hour, as files
// do past midnight that are usual in the evening.
func (r Rule) arrived(came time.Time) calendar.Date {
	on := calendar.DateOf(came.In(r.Zone))
	if came.Before(r.at(on).Add(-halfDay * time.Minute)) {
		on--
	}
	return on
}

// before gives the day of arrival before a day.
func (r Rule) before(on calendar.Date) calendar.Date {
	for range maxGap {
		on--
		if comes, _ := r.comes(on); comes {
			break
		}
	}
	return on
}

// from gives the first day of arrival from a day on.
func (r Rule) from(on calendar.Date) (_ calendar.Date, estimated bool) {
	for range maxGap {
		comes, sure := r.comes(on)
		estimated = estimated || !sure
		if comes {
			break
		}
		on++
	}
	return on, estimated
}

// comes says whether files come on a day; sure is false where the calendar is not known.
func (r Rule) comes(on calendar.Date) (comes, sure bool) {
	switch r.Pattern {
	case Working:
		return r.Calendar.Working(on)
	case Weekly:
		return r.Week[on.Weekday()], true
	}
	return true, true
}

// at gives the usual time on a day of arrival. The hour is one on the wall: it
// stays the same when the clocks change.
func (r Rule) at(on calendar.Date) time.Time {
	y, m, d := on.In(time.UTC).Date()
	return time.Date(y, m, d, 0, r.By, 0, 0, r.Zone)
}

// String describes a rule in English, as "working days (CN) at 03:10".
func (r Rule) String() string {
	var days string
	switch r.Pattern {
	case Unknown:
		return "not known"
	case Every:
		days = "every day"
	case Working:
		days = "working days (" + r.Calendar.Name() + ")"
	case Weekly:
		var names []string
		for i := range 7 {
			if d := time.Weekday((i + 1) % 7); r.Week[d] {
				names = append(names, d.String()[:3])
			}
		}
		days = strings.Join(names, " ")
	}
	return fmt.Sprintf("%s at %02d:%02d", days, r.By/60%24, r.By%60)
}
