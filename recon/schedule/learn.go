package schedule

import (
	"cmp"
	"slices"
	"time"

	"moneytrail/recon/calendar"
)

// Arrival is a file that came: the last business day its rows tell of, and when.
type Arrival struct {
	Covers calendar.Date
	At     time.Time
}

const (
	// enough is how many days of arrival must have been seen before anything is claimed.
	enough = 5
	// remembered is how many of the last days of arrival are looked at: habits change.
	remembered = 45
	// weeks is how many of a weekday must have been seen before a source is said to have files
	// on few days of the week, or none on some though it told of a weekend.
	weeks = 3
	// odd is how many days may contradict a pattern, for a hundred on which it expects a file.
	odd = 20
	// hand is the usual distance from the usual hour from which on files come by
	// hand, whenever somebody has the time: no hour is usual then.
	hand = 3 * 60
	// minGrace and maxGrace bound the learned grace, in minutes.
	minGrace, maxGrace = 30, 6 * 60
	// tidy is what an hour is rounded to, in minutes: "normally 03:10", not 03:11.
	tidy = 5
	// halfDay is where a day is cut for files that come around midnight.
	halfDay = 12 * 60
)

// Learn finds when files come from when they came: the days, the usual hour
// (the median, to five minutes) and how far from it is usual. Only arrivals that told something
// newer count, one for each day: files read again, corrections of the past and a
// history read in one go teach nothing. The order of the arrivals does not
// matter. The calendars are those that the days may follow, the likeliest
// first; without one only every day and days of the week are found. The zero
// Rule: there were too few arrivals, or no rule in them.
func Learn(arrivals []Arrival, zone *time.Location, calendars ...*calendar.Calendar) Rule {
	fresh := newer(arrivals)
	days := daily(fresh, zone, 0)
	if late := daily(fresh, zone, halfDay); spread(late) < spread(days) {
		days = late
	}
	days = days[max(0, len(days)-remembered):]
	if len(days) < enough {
		return Rule{}
	}
	r, ok := pattern(days, calendars)
	if !ok {
		return Rule{}
	}
	r.By = (median(minutesOf(days)) + tidy/2) / tidy * tidy
	off := spread(days)
	if off > hand {
		return Rule{}
	}
	r.Zone, r.Lag = zone, lag(r, days)
	r.Grace = time.Duration(min(max(roundUp(3*off, tidy), minGrace), maxGrace)) * time.Minute
	return r
}

// newer gives the arrivals, in their order, that told of a later day than all before.
func newer(arrivals []Arrival) []Arrival {
	sorted := slices.Clone(arrivals)
	slices.SortFunc(sorted, func(a, b Arrival) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Covers, b.Covers)) })
	var out []Arrival
	var newest calendar.Date
	for _, a := range sorted {
		if a.Covers > newest {
			newest = a.Covers
			out = append(out, a)
		}
	}
	return out
}

// arrivalDay is a day on which a file came.
type arrivalDay struct {
	on      calendar.Date
	minutes int // from the beginning of the day to the first file that told something newer
	covers  calendar.Date
}

// daily gives the days of arrival, which begin that many minutes after midnight.
func daily(fresh []Arrival, zone *time.Location, cut int) []arrivalDay {
	var days []arrivalDay
	for _, a := range fresh {
		t := a.At.In(zone)
		on, minutes := calendar.DateOf(t), t.Hour()*60+t.Minute()
		if minutes < cut {
			on, minutes = on-1, minutes+24*60
		}
		if n := len(days); n > 0 && days[n-1].on == on {
			days[n-1].covers = a.Covers
			continue
		}
		days = append(days, arrivalDay{on, minutes, a.Covers})
	}
	return days
}

func minutesOf(days []arrivalDay) []int {
	out := make([]int, len(days))
	for i, d := range days {
		out[i] = d.minutes
	}
	return out
}

// spread gives the median distance from the median hour, in minutes: it does
// not mind the few files that came quite otherwise.
func spread(days []arrivalDay) int {
	all := minutesOf(days)
	middle := median(all)
	for i, m := range all {
		all[i] = max(m-middle, middle-m)
	}
	return median(all)
}

// median gives the middle one of some numbers, the lower of two; 0 of none.
func median(list []int) int {
	if len(list) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(list))
	return sorted[(len(sorted)-1)/2]
}

// pattern finds the pattern that the fewest days contradict, on which a file
// came unexpectedly or did not come; of equals the one that claims least. Before
// three weeks are over a day of the week without files claims nothing, unless the
// files told of a whole weekend.
func pattern(days []arrivalDay, calendars []*calendar.Calendar) (Rule, bool) {
	first, last := days[0].on, days[len(days)-1].on
	came := map[calendar.Date]bool{}
	for _, d := range days {
		came[d.on] = true
	}
	var candidates []Rule
	for _, c := range calendars {
		candidates = append(candidates, Rule{Pattern: Working, Calendar: c})
	}
	seen, early := Rule{Pattern: Weekly, Week: weekly(days, first, last)}, last-first < 7*weeks-1
	if of := daysOf(seen.Week); early && of >= enough && of < 7 && !toldOfWeekend(days, calendars) {
		candidates = append(candidates, seen)
	}
	candidates = append(candidates, Rule{Pattern: Every})
	if !early {
		candidates = append(candidates, seen)
	}
	best, fewest, ok := Rule{}, int(last-first)+2, false
	for _, r := range candidates {
		wrong, expected := 0, 0
		for on := first; on <= last; on++ {
			comes, _ := r.comes(on)
			if comes {
				expected++
			}
			if comes != came[on] {
				wrong++
			}
		}
		if wrong < fewest {
			best, fewest, ok = r, wrong, wrong*100 <= odd*expected
		}
	}
	return best, ok
}

func daysOf(week [7]bool) (n int) {
	for _, is := range week {
		if is {
			n++
		}
	}
	return n
}

// toldOfWeekend tells whether one file told of the first day of a weekend and
// another of the second: who has those has every day.
func toldOfWeekend(days []arrivalDay, calendars []*calendar.Calendar) bool {
	told := map[calendar.Date]bool{}
	for _, d := range days {
		told[d.covers] = true
	}
	rests := func(d calendar.Date) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }
	if len(calendars) > 0 {
		off := func(d calendar.Date) bool { works, _ := calendars[0].Working(d); return !works }
		rests = func(d calendar.Date) bool { return off(d) && (off(d-7) || off(d+7)) } // and no holiday
	}
	return slices.ContainsFunc(days, func(d arrivalDay) bool { return told[d.covers+1] && rests(d.covers) && rests(d.covers+1) })
}

// weekly gives the days of the week on most of which a file came.
func weekly(days []arrivalDay, first, last calendar.Date) [7]bool {
	var came, all [7]int
	for _, d := range days {
		came[d.on.Weekday()]++
	}
	for on := first; on <= last; on++ {
		all[on.Weekday()]++
	}
	var week [7]bool
	for d := range week {
		week[d] = 2*came[d] > all[d]
	}
	return week
}

// lag gives how many days of arrival after its business day a file usually comes.
func lag(r Rule, days []arrivalDay) int {
	lags := make([]int, len(days))
	for i, d := range days {
		for on := d.covers + 1; on <= d.on && lags[i] < maxLag; on++ {
			if comes, _ := r.comes(on); comes {
				lags[i]++
			}
		}
	}
	return median(lags)
}

// maxLag bounds how many days of arrival a file may be behind its business day.
const maxLag = 10

func roundUp(n, to int) int { return (n + to - 1) / to * to }
