package terms

import (
	"fmt"
	"strconv"
	"strings"
)

// Cycle is when money is due, counted from the business day of the sale. The
// zero Cycle is T+0: the same day, within a window and below caps.
type Cycle struct {
	// Natural: days are counted as the calendar on the wall counts them (D+n);
	// else only working days count (T+n).
	Natural bool
	// Days is n: the n-th day strictly after the business day.
	Days int
}

const maxCycle = 366

// ParseCycle reads T+n or D+n, n from 0 to 366. T+0 and D+0 both mean the same day.
func ParseCycle(s string) (Cycle, error) {
	kind, days, ok := strings.Cut(s, "+")
	n, err := strconv.Atoi(days)
	if !ok || err != nil || n < 0 || n > maxCycle || (kind != "T" && kind != "D") || strconv.Itoa(n) != days {
		return Cycle{}, fmt.Errorf("%q is not a settlement cycle: write T+1, T+2, D+1 or T+0", s)
	}
	return Cycle{Natural: kind == "D", Days: n}, nil
}

// ValidCycle says whether s is a cycle that ParseCycle reads.
func ValidCycle(s string) bool {
	_, err := ParseCycle(s)
	return err == nil
}

// String gives the form that ParseCycle reads.
func (c Cycle) String() string {
	if c.Natural {
		return "D+" + strconv.Itoa(c.Days)
	}
	return "T+" + strconv.Itoa(c.Days)
}

// Midnight is 24:00 in minutes: a cut-off there never moves a sale.
const Midnight = 24 * 60

// ParseClock reads hh:mm, 00:00 to 24:00, into minutes since midnight.
func ParseClock(s string) (minutes int, err error) {
	bad := fmt.Errorf("%q is not a time of day: write hh:mm, 00:00 to 24:00", s)
	if len(s) != 5 || s[2] != ':' {
		return 0, bad
	}
	for _, i := range []int{0, 1, 3, 4} {
		if s[i] < '0' || s[i] > '9' {
			return 0, bad
		}
	}
	h, m := int(s[0]-'0')*10+int(s[1]-'0'), int(s[3]-'0')*10+int(s[4]-'0')
	if m > 59 || h*60+m > Midnight {
		return 0, bad
	}
	return h*60 + m, nil
}

// clock writes minutes since midnight as hh:mm.
func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }
