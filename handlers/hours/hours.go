// Package hours is when the support team works: the days and the hours between
// which it answers, in the operator's time zone.
package hours

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"moneytrail/recon/calendar"
)

// Hours are working hours. The zero value is none.
type Hours struct {
	zone        *time.Location
	from, until time.Duration // since midnight
	days        [7]bool       // by weekday, where no calendar tells
	calendar    *calendar.Calendar
}

// Daily gives hours of every day, in full hours.
func Daily(zone *time.Location, from, until int) Hours {
	return Hours{zone: zone, from: time.Duration(from) * time.Hour, until: time.Duration(until) * time.Hour, days: [7]bool{true, true, true, true, true, true, true}}
}

// Parse reads hours as an operator writes them: 09:00-18:00 for every day, with
// days before them "working 09:00-18:00" or "Mon Tue Wed 09:00-18:00". Working
// days are those of mainland China, or of the calendar that is named:
// "working HK 09:00-18:00".
func Parse(text string, zone *time.Location, cals *calendar.Set) (Hours, error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return Hours{}, errors.New(`no hours: write "09:00-18:00", "working 09:00-18:00" or "Mon Tue Wed 09:00-18:00"`)
	}
	h := Hours{zone: zone}
	begins, ends, ok := strings.Cut(words[len(words)-1], "-")
	from, err1 := clock(begins)
	until, err2 := clock(ends)
	if !ok || err1 != nil || err2 != nil || until <= from {
		return h, fmt.Errorf("%q is not a time from one hour to a later one of the same day, like 09:00-18:00", words[len(words)-1])
	}
	h.from, h.until = from, until
	days := words[:len(words)-1]
	switch {
	case len(days) == 0 || len(days) == 1 && days[0] == "every":
		h.days = [7]bool{true, true, true, true, true, true, true}
	case days[0] == "working" && len(days) <= 2:
		name := calendar.CN
		if len(days) == 2 {
			name = days[1]
		}
		if h.calendar, ok = cals.Get(name); !ok {
			return h, fmt.Errorf("there is no calendar %s: there are %s", name, strings.Join(cals.Names(), ", "))
		}
	default:
		for _, name := range days {
			d, ok := calendar.ParseWeekday(name)
			if !ok {
				return h, fmt.Errorf("%q is no day; write working, every, or days like Mon Tue Wed", name)
			}
			h.days[d] = true
		}
	}
	return h, nil
}

// clock reads an hour of the day, 24:00 included.
func clock(text string) (time.Duration, error) {
	if text == "24:00" {
		return 24 * time.Hour, nil
	}
	at, err := time.Parse("15:04", text)
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute, err
}

// Set tells whether there are any hours.
func (h Hours) Set() bool { return h.zone != nil }

// At tells whether a moment is within the hours.
func (h Hours) At(t time.Time) bool {
	from, until, works := h.of(calendar.DateOf(t.In(h.zone)))
	return works && !t.Before(from) && t.Before(until)
}

// Opening tells whether a moment is within the first hour of a working day.
func (h Hours) Opening(t time.Time) bool {
	from, _, works := h.of(calendar.DateOf(t.In(h.zone)))
	return works && h.At(t) && t.Before(from.Add(time.Hour))
}

// aftermath is for how long after their end hours have just closed.
const aftermath = 15 * time.Minute

// Closed gives the moment at which the hours ended, where that is less than a
// quarter of an hour ago and none have begun since.
func (h Hours) Closed(t time.Time) (at time.Time, ok bool) {
	today := calendar.DateOf(t.In(h.zone))
	for day := today - 1; day <= today; day++ { // hours until 24:00 end on the next day
		if _, until, works := h.of(day); works && !t.Before(until) && t.Before(until.Add(aftermath)) {
			return until, !h.At(t)
		}
	}
	return time.Time{}, false
}

// horizon is how many days without an hour of work are looked over.
const horizon = 60

// After gives the moment by which so much working time has passed since from.
// ok is false where no working day comes for weeks.
func (h Hours) After(from time.Time, d time.Duration) (at time.Time, ok bool) {
	first := calendar.DateOf(from.In(h.zone))
	for day := first; day <= first+horizon; day++ {
		begins, ends, works := h.of(day)
		if begins = latest(begins, from); !works || !begins.Before(ends) {
			continue
		}
		if left := ends.Sub(begins); d > left {
			d -= left
			continue
		}
		return begins.Add(d), true
	}
	return time.Time{}, false
}

// Between gives the working time between two moments.
func (h Hours) Between(from, to time.Time) (worked time.Duration) {
	last := calendar.DateOf(to.In(h.zone))
	for day := max(calendar.DateOf(from.In(h.zone)), last-10*horizon); day <= last; day++ {
		begins, ends, works := h.of(day)
		begins = latest(begins, from)
		if to.Before(ends) {
			ends = to
		}
		if works && begins.Before(ends) {
			worked += ends.Sub(begins)
		}
	}
	return worked
}

// of gives the hours of a day; works is false on a day off.
func (h Hours) of(day calendar.Date) (from, until time.Time, works bool) {
	works = h.days[day.Weekday()]
	if h.calendar != nil {
		works, _ = h.calendar.Working(day) // one beyond the calendar goes by its day of the week
	}
	d := day.In(h.zone)
	at := func(clock time.Duration) time.Time {
		return time.Date(d.Year(), d.Month(), d.Day(), int(clock/time.Hour), int(clock%time.Hour/time.Minute), 0, 0, h.zone)
	}
	return at(h.from), at(h.until), works
}

func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
