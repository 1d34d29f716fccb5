package patterns

import (
	"slices"

	"moneytrail/recon/calendar"
)

// usual is the merchant's own past before a day: the days on which it sold.
type usual struct {
	days []*daily
	// hours tells on how many of them something was approved in an hour.
	hours [24]int
	// swipes is how many approved ones it has.
	swipes int
}

func (u usual) count() int { return len(u.days) }

// usualBefore gives the past before a day.
func (l *ledger) usualBefore(on calendar.Date) usual {
	var u usual
	from, _ := slices.BinarySearch(l.dates, on-LookBack)
	for _, d := range l.dates[from:] {
		day := l.days[d]
		if d >= on {
			break
		}
		if day.sales == 0 {
			continue
		}
		u.days = append(u.days, day)
		u.swipes += day.marks.approved
		for h, busy := range day.marks.hours {
			if busy {
				u.hours[h]++
			}
		}
	}
	return u
}

// most gives the highest count on one of the days.
func (u usual) most(count func(marks) int) int {
	n := 0
	for _, d := range u.days {
		n = max(n, count(d.marks))
	}
	return n
}

// total adds a count up over the days.
func (u usual) total(count func(marks) int) int64 {
	var n int64
	for _, d := range u.days {
		n += int64(count(d.marks))
	}
	return n
}

// alike are the days that are off, or that are not, like this one.
func (u usual) alike(off bool) usual {
	var out usual
	for _, d := range u.days {
		if d.off == off {
			out.days = append(out.days, d)
		}
	}
	return out
}

// above tells whether n is more than twice what the past ever had, and at least least.
func above(n, least, most int) bool { return n >= least && n > 2*most }

// typical is the middle of many amounts, and how far they lie from it.
type typical struct{ median, spread, most int64 }

// typicalOf gives the median, the median distance from it and the largest; of
// nothing all are 0. The upper of two middles is taken, so that amounts in
// another unit give the same answers.
func typicalOf(list []int64) typical {
	if len(list) == 0 {
		return typical{}
	}
	sorted := slices.Sorted(slices.Values(list))
	t := typical{median: sorted[len(sorted)/2], most: sorted[len(sorted)-1]}
	apart := make([]int64, len(sorted))
	for i, n := range sorted {
		apart[i] = max(n-t.median, t.median-n)
	}
	slices.Sort(apart)
	t.spread = apart[len(apart)/2]
	return t
}

// enough bounds amounts, so that no product below overflows: about ten
// trillion of the major unit of most currencies.
const enough = int64(1) << 50

// plus adds amounts up to enough.
func plus(a, b int64) int64 { return min(a+min(b, enough), enough) }

// permille is part/whole in thousandths; everything of nothing.
func permille(part, whole int64) int64 {
	switch {
	case part <= 0:
		return 0
	case whole <= 0:
		return 1000
	}
	return part * 1000 / whole
}
