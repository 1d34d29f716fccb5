package calendar

import (
	"maps"
	"time"
)

// Calendar tells working days from others. It is safe for concurrent reading.
type Calendar struct {
	name     string
	everyDay bool    // no day is off
	rest     [7]bool // by weekday: the days that are off by rule
	official bool    // only years with data are known; else the rule is the whole truth
	off      map[Date]string
	work     map[Date]string
	years    map[int]bool
}

// weekend is the rest of most countries.
var weekend = [7]bool{time.Saturday: true, time.Sunday: true}

// empty makes a calendar whose years are known one by one, from data.
func empty(name string, rest [7]bool) *Calendar {
	return &Calendar{name: name, rest: rest, official: true, off: map[Date]string{}, work: map[Date]string{}, years: map[int]bool{}}
}

// clone copies a calendar, so that it can be extended and thrown away.
func (c *Calendar) clone() *Calendar {
	d := *c
	d.off, d.work, d.years = maps.Clone(c.off), maps.Clone(c.work), maps.Clone(c.years)
	for _, m := range []*map[Date]string{&d.off, &d.work} {
		if *m == nil {
			*m = map[Date]string{}
		}
	}
	if d.years == nil {
		d.years = map[int]bool{}
	}
	return &d
}

// forget drops what is known of the days of a year.
func (c *Calendar) forget(year int) {
	for _, days := range []map[Date]string{c.off, c.work} {
		maps.DeleteFunc(days, func(d Date, _ string) bool { return d.Year() == year })
	}
	delete(c.years, year)
}

// set says of one day whether it works, and why.
func (c *Calendar) set(d Date, works bool, name string) {
	delete(c.off, d)
	delete(c.work, d)
	if works {
		c.work[d] = name
	} else {
		c.off[d] = name
	}
}

// Step is the day that counting working days ends on, and what moved it there.
type Step struct {
	On Date
	// Holiday names the first public holiday among the days passed over, "" if none.
	Holiday string
	// Weekend: an ordinary Saturday or Sunday is among the days passed over.
	Weekend bool
	// Estimated: a day counted or passed over lies in a year whose official
	// calendar is not loaded, so that only weekends could be told.
	Estimated bool
}

// Name gives the name that terms call the calendar by.
func (c *Calendar) Name() string { return c.name }

// Known says whether the days of year are known and not only guessed from weekends.
func (c *Calendar) Known(year int) bool { return !c.official || c.years[year] }

// Working says whether banks work on d; known is false where only the weekend could be told.
func (c *Calendar) Working(d Date) (working, known bool) {
	if _, ok := c.work[d]; ok {
		return true, true
	}
	if _, ok := c.off[d]; ok {
		return false, true
	}
	if c.everyDay {
		return true, true
	}
	return !c.rest[d.Weekday()], c.Known(d.Year())
}

// Holiday gives the name of what d is off for, a public holiday or a day the
// bank is closed, "" on all other days, make-up working days among them.
func (c *Calendar) Holiday(d Date) string { return c.off[d] }

// MakeUp gives the name of what d, a weekend day or a holiday, is worked for, "" on all other days.
func (c *Calendar) MakeUp(d Date) string { return c.work[d] }

// Add gives the n-th working day strictly after d, make-up working days
// counted. For n of 0 or less it is d itself.
func (c *Calendar) Add(d Date, n int) Step {
	s := Step{On: d}
	for n > 0 {
		s.On++
		working, known := c.Working(s.On)
		s.Estimated = s.Estimated || !known
		if working {
			n--
			continue
		}
		if h := c.off[s.On]; h == "" {
			s.Weekend = true
		} else if s.Holiday == "" {
			s.Holiday = h
		}
	}
	return s
}

// Between counts the working days after from, up to and including to; 0 where to is not after from.
func (c *Calendar) Between(from, to Date) int {
	n := 0
	for d := from + 1; d <= to; d++ {
		if w, _ := c.Working(d); w {
			n++
		}
	}
	return n
}
