package understand

import (
	"strings"
	"time"

	"moneytrail/recon/calendar"
)

// kind says how a day was named, which decides how it moves as the end of a range.
type kind int

const (
	fixed   kind = iota // a day that means itself: yesterday, 2026-11-19
	weekday             // a bare weekday
	monthly             // a bare day of the month
	yearly              // a month and day without a year
)

// day is one date read in a message, with its place in the text.
type day struct {
	at, end  int // bytes
	from, to calendar.Date
	kind     kind
	of       About
	// next is the same day as one to come; ahead: it is what the words mean.
	next  calendar.Date
	till  calendar.Date
	ahead bool
}

// clock is the present, as days are counted from.
type clock struct {
	now   time.Time
	today calendar.Date
	// ahead: a day that returns is the next one, today or later, else the latest.
	ahead bool
}

func (c clock) year() int { return c.today.Year() }

// ymd splits a date.
func ymd(d calendar.Date) (int, time.Month, int) { return d.In(time.UTC).Date() }

// valid gives the day if it exists.
func valid(y, m, d int) (calendar.Date, bool) {
	if m < 1 || m > 12 || d < 1 || d > 31 || y < 1971 || y > 2200 {
		return 0, false
	}
	day := calendar.NewDate(y, time.Month(m), d)
	_, _, got := ymd(day)
	return day, got == d
}

// monthDay gives the latest such day not after today.
func (c clock) monthDay(m, d int) (calendar.Date, bool) {
	for y := c.year(); c.ahead && y < c.year()+9; y++ {
		if day, ok := valid(y, m, d); ok && day >= c.today {
			return day, true
		}
	}
	for y := c.year(); y > c.year()-9; y-- { // 29 February may be eight years back
		if day, ok := valid(y, m, d); ok && day <= c.today {
			return day, true
		}
	}
	return 0, false
}

// dayOfMonth gives the latest such day of a month not after today.
func (c clock) dayOfMonth(d int) (calendar.Date, bool) {
	y, m, _ := ymd(c.today)
	for step := 0; step < 12; step++ {
		month := m - time.Month(step)
		if c.ahead {
			month = m + time.Month(step)
		}
		fy, fm, _ := ymd(calendar.NewDate(y, month, 1))
		if day, ok := valid(fy, int(fm), d); ok && (day <= c.today && !c.ahead || day >= c.today && c.ahead) {
			return day, true
		}
	}
	return 0, false
}

// weekday gives the latest such weekday not after today.
func (c clock) weekday(w time.Weekday) calendar.Date {
	if c.ahead {
		return c.today + calendar.Date((int(w)-int(c.today.Weekday())+7)%7)
	}
	return c.today - calendar.Date((int(c.today.Weekday())-int(w)+7)%7)
}

// week gives Monday and Sunday of the week n weeks from this one.
func (c clock) week(n int) (from, to calendar.Date) {
	monday := c.today - calendar.Date((int(c.today.Weekday())+6)%7) + calendar.Date(7*n)
	return monday, monday + 6
}

// month gives the first and last day of the month n months from this one.
func (c clock) month(n int) (from, to calendar.Date) {
	y, m, _ := ymd(c.today)
	return calendar.NewDate(y, m+time.Month(n), 1), calendar.NewDate(y, m+time.Month(n)+1, 1) - 1
}

// wholeYear gives the first and last day of a year.
func wholeYear(y int) (from, to calendar.Date) {
	return calendar.NewDate(y, 1, 1), calendar.NewDate(y, 12, 31)
}

// monthNamed gives the latest month of that number that has begun.
func (c clock) monthNamed(m int) (from, to calendar.Date) {
	y, present, _ := ymd(c.today)
	switch {
	case m > int(present) && !c.ahead:
		y--
	case m < int(present) && c.ahead:
		y++
	}
	return calendar.NewDate(y, time.Month(m), 1), calendar.NewDate(y, time.Month(m)+1, 1) - 1
}

// weekend gives the latest weekend that has begun.
func (c clock) weekend() (from, to calendar.Date) {
	saturday := c.weekday(time.Saturday)
	if c.ahead && c.today.Weekday() == time.Sunday {
		saturday = c.today - 1
	}
	return saturday, saturday + 1
}

// unit is a length of the calendar.
type unit int

const (
	days unit = iota
	weeks
	months
	years
)

// back gives the day n units before today.
func (c clock) back(n int, u unit) (calendar.Date, bool) {
	if n < 0 || n > 400 {
		return 0, false
	}
	switch u {
	case weeks:
		return c.today - calendar.Date(7*n), true
	case months, years:
		if u == years {
			n *= 12
		}
		y, m, d := ymd(c.today)
		first := calendar.NewDate(y, m-time.Month(n), 1)
		fy, fm, _ := ymd(first)
		for ; d > 28; d-- {
			if _, ok := valid(fy, int(fm), d); ok {
				break
			}
		}
		return valid(fy, int(fm), d)
	}
	return c.today - calendar.Date(n), true
}

// whole gives the n whole units before the present one.
func (c clock) whole(n int, u unit) (from, to calendar.Date, ok bool) {
	if n < 1 || n > 400 || u == years && n > 30 {
		return 0, 0, false
	}
	switch u {
	case weeks:
		from, _ = c.week(-n)
		_, to = c.week(-1)
	case months:
		from, _ = c.month(-n)
		_, to = c.month(-1)
	case years:
		from, _ = wholeYear(c.year() - n)
		_, to = wholeYear(c.year() - 1)
	default:
		from, to = c.today-calendar.Date(n), c.today-1
	}
	return from, to, true
}

// recent gives the n units that end today.
func (c clock) recent(n int, u unit) (from, to calendar.Date, ok bool) {
	start, ok := c.back(n, u)
	if n < 1 || !ok {
		return 0, 0, false
	}
	return start + 1, c.today, true
}

// joinDays makes ranges of two days with a word between them ("周一到周三", "Nov 1
// to 5"), and lets "since" run to today.
func joinDays(m *message, c clock, found []day) []day {
	var out []day
	for i := 0; i < len(found); i++ {
		d := found[i]
		if i+1 < len(found) {
			if e := found[i+1]; connects(m, d, e) {
				out = append(out, span(c, d, e))
				i++
				continue
			}
		}
		if since(m, d) && d.from <= c.today {
			d.to = c.today
		}
		out = append(out, d)
	}
	return out
}

func connects(m *message, d, e day) bool {
	between := strings.TrimSpace(m.text[d.end:e.at])
	between = strings.TrimPrefix(between, "的")
	between = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(between), " the"), " on")
	switch between {
	case "到", "至", "-", "~", "--", "一直到", "to", "until", "till", "through", "thru", "up to":
		return true
	case "and", "和", "跟":
		return closes(m.before(d.at), "between", "在") && e.at-d.end < 8
	}
	return false
}

func since(m *message, d day) bool {
	before := strings.TrimSuffix(m.before(d.at), " the")
	if closes(before, " since", " from", "自从") || before == "since" || before == "from" {
		return !strings.HasSuffix(before, "from") || opens(m.after(d.end), "on ", "onward", "to now", "till now", "until now", "to date")
	}
	return opens(m.after(d.end), "以来", "开始", "起", "至今", "到现在", "以后", "之后")
}

// span makes one range of two days. A bare day at its end is the next such
// day after the start; a range of bare days that would end after today is
// the one before.
func span(c clock, d, e day) day {
	from, to := d.from, e.to
	switch e.kind {
	case weekday:
		to = from + calendar.Date((int(e.from.Weekday())-int(from.Weekday())+7)%7)
	case monthly:
		_, _, n := ymd(e.from)
		y, m, _ := ymd(from)
		for step := 0; step < 12; step++ {
			fy, fm, _ := ymd(calendar.NewDate(y, m+time.Month(step), 1))
			if day, ok := valid(fy, int(fm), n); ok && day >= from {
				to = day
				break
			}
		}
	case yearly:
		for to < from {
			y, m, n := ymd(to)
			to = calendar.NewDate(y+1, m, n)
		}
	}
	for bare := d.kind == e.kind && !d.ahead && !e.ahead; bare && to > c.today && from <= c.today; {
		switch d.kind {
		case weekday:
			from, to = from-7, to-7
			continue
		case monthly:
			y, m, n := ymd(from)
			fy, fm, _ := ymd(calendar.NewDate(y, m-1, 1))
			if day, ok := valid(fy, int(fm), n); ok {
				length := to - from
				from, to = day, day+length
			}
		}
		break
	}
	if from > to {
		from, to = to, from
	}
	return day{at: d.at, end: e.end, from: from, to: to, ahead: d.ahead || e.ahead}
}
