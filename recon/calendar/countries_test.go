package calendar

import (
	"strings"
	"testing"
	"time"
)

// The days off of 2026, Saturdays and Sundays left out, as the central banks,
// governments and the ECB publish them.
func TestCountriesAsPublished(t *testing.T) {
	for name, want := range map[string]string{
		"TARGET": "01-01 04-03 04-06 05-01 12-25",
		"US":     "01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25", // 4 July is a Saturday: the banks work on the 3rd
		"GB":     "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
		"DE":     "01-01 04-03 04-06 05-01 05-14 05-25 12-25",
		"DE-BY":  "01-01 01-06 04-03 04-06 05-01 05-14 05-25 06-04 12-25",
		"FR":     "01-01 04-06 05-01 05-08 05-14 05-25 07-14 11-11 12-25",
		"JP": "01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23 " +
			"12-31",
		"BR": "01-01 02-16 02-17 04-03 04-21 05-01 06-04 09-07 10-12 11-02 11-20 12-25",
		"IE": "01-01 02-02 03-17 04-03 04-06 05-04 06-01 08-03 10-26 12-25",
		"PL": "01-01 01-06 04-06 05-01 06-04 11-11 12-24 12-25",
	} {
		c, ok := Builtin().Get(name)
		if !ok {
			t.Errorf("%s is no calendar", name)
			continue
		}
		var got []string
		for d := NewDate(2026, time.January, 1); d.Year() == 2026; d++ {
			if works, known := c.Working(d); !works && !weekend[d.Weekday()] {
				got = append(got, d.String()[5:])
				if c.Holiday(d) == "" || !known {
					t.Errorf("%s: %s is off without a name, or not known", name, d)
				}
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s is off on\n%s, not on\n%s", name, s, want)
		}
	}
}

// A rule is known for every year, and no further.
func TestRulesAreNoEstimate(t *testing.T) {
	us, _ := Builtin().Get("US")
	if got := us.Add(date(t, "2031-12-24"), 1); got != (Step{On: date(t, "2031-12-26"), Holiday: "Christmas Day"}) {
		t.Errorf("the day after Christmas Eve of 2031: %s %+v", got.On, got)
	}
	if got := us.Add(date(t, "2022-12-30"), 1); got.On != date(t, "2023-01-03") {
		t.Errorf("1 January 2023 is a Sunday, so Monday is off: %s", got.On)
	}
	if !us.Known(2000) || !us.Known(2100) || us.Known(2101) {
		t.Error("US is known for 2000 to 2100")
	}
}

// Every calendar that can be named can be had, and works on some days and not on others.
func TestEveryNameCanBeHad(t *testing.T) {
	s := Builtin()
	for _, name := range s.Names() {
		c, ok := s.Get(name)
		if !ok || c.Name() != name {
			t.Fatalf("%s cannot be had", name)
		}
		days := c.Between(date(t, "2025-12-31"), date(t, "2026-12-31"))
		if off := 261 - days; name != None && name != Weekends && name != CN && (off < 5 || off > 20) {
			t.Errorf("%s has %d holidays on weekdays of 2026", name, off)
		}
	}
}
