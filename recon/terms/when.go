package terms

import (
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
)

// BusinessDay gives the business day of a swipe at t, which is in the
// merchant's zone: the local date, and one later from the cut-off on.
func (c Contract) BusinessDay(t time.Time) (day calendar.Date, afterCutOff bool) {
	day = calendar.DateOf(t)
	if minute(t) >= c.CutOff {
		return day + 1, true
	}
	return day, false
}

// Due gives when the money of a swipe at t (in the merchant's zone) of that
// many minor units is due, as if it were the day's first; see DueAfter.
func (c Contract) Due(t time.Time, amount int64, cals *calendar.Set) Due {
	return c.DueAfter(t, amount, 0, cals)
}

// DueAfter is Due for a swipe before which the merchant sold soFar minor units
// on the same day: of a T+0 cycle, what goes above the day's cap, above the
// single cap or outside the window falls back to the fallback cycle. T+0 money
// is due on the business day itself, whatever day of the week it is, by the
// window's end. A calendar that is not in cals counts as weekends, and the
// date as an estimate.
func (c Contract) DueAfter(t time.Time, amount, soFar int64, cals *calendar.Set) Due {
	day, after := c.BusinessDay(t)
	d := Due{BusinessDay: day, AfterCutOff: after}
	cycle := c.Cycle
	if cycle.Days == 0 {
		if d.NotToday = c.notToday(t, money.Abs(amount), soFar); d.NotToday == "" {
			d.On, d.Rule = day, cycle.String()
			if c.WindowTo < Midnight {
				d.By = clock(c.WindowTo)
			}
			return d
		}
		switch d.NotToday {
		case OutsideWindow:
			d.From, d.To = clock(c.WindowFrom), clock(c.WindowTo)
		case AboveSingleCap:
			d.Cap = *c.SingleCap
		case AboveDayCap:
			d.Cap = *c.DayCap
		}
		cycle = c.Fallback
		if cycle.Days == 0 { // a fallback to the same day would promise what was just refused
			cycle = Cycle{Days: 1}
		}
	}
	d.Rule = cycle.String()
	if cycle.Natural {
		d.On = day + calendar.Date(cycle.Days)
		return d
	}
	cal, known := calendarOf(c.Calendar, cals)
	step := cal.Add(day, cycle.Days)
	d.On, d.Moved, d.Weekend = step.On, step.Holiday, step.Weekend
	d.Estimated = step.Estimated || !known
	return d
}

// notToday says what keeps a swipe from T+0, "" where nothing does.
func (c Contract) notToday(t time.Time, amount, soFar int64) NotToday {
	switch m := minute(t); {
	case m < c.WindowFrom || m >= c.WindowTo:
		return OutsideWindow
	case c.SingleCap != nil && amount > *c.SingleCap:
		return AboveSingleCap
	case c.DayCap != nil && amount > *c.DayCap-soFar:
		return AboveDayCap
	}
	return ""
}

func calendarOf(name string, cals *calendar.Set) (cal *calendar.Calendar, known bool) {
	if cal, ok := cals.Get(name); ok {
		return cal, true
	}
	cal, _ = cals.Get(calendar.Weekends)
	return cal, false
}

// minute gives the minutes since midnight that t shows on its own wall.
func minute(t time.Time) int { return t.Hour()*60 + t.Minute() }
