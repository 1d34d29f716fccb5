package calendar

import "time"

// Calendar tells working days from others. It is safe for concurrent reading.
type Calendar struct {
	name     string
	everyDay bool // no day is off
	official bool // only years with data are known; else the rule is the whole truth
	off      map[Date]string
	work     map[Date]string
	years    map[int]bool
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
	if c.everyDay {
		return true, true
	}
	if _, ok := c.work[d]; ok {
		return true, true
	}
	if _, ok := c.off[d]; ok {
		return false, true
	}
	return !weekend(d), c.Known(d.Year())
}

// Holiday gives the name of the public holiday that d is off for, "" on all
// other days, make-up working days among them.
func (c *Calendar) Holiday(d Date) string { return c.off[d] }

// MakeUp gives the name of the holiday that d, a weekend day, is worked for, "" on all other days.
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

func weekend(d Date) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}
