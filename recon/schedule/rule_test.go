package schedule

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
)

func TestExpect(t *testing.T) {
	nightly := Rule{Pattern: Every, Zone: shanghai, By: 190, Lag: 1, Grace: time.Hour}
	bank := Rule{Pattern: Working, Calendar: cn(t), Zone: shanghai, By: 480, Lag: 1, Grace: 30 * time.Minute}
	evening := Rule{Pattern: Working, Calendar: cn(t), Zone: shanghai, By: 22 * 60, Grace: time.Hour}
	mondays := Rule{Pattern: Weekly, Week: [7]bool{time.Monday: true}, Zone: shanghai, By: 600, Lag: 1}
	tests := []struct {
		name      string
		rule      Rule
		day       string
		at        string
		estimated bool
	}{
		{"the night after", nightly, "2026-11-21", "2026-11-22 03:10", false},
		{"a Friday's statement on Monday", bank, "2026-11-20", "2026-11-23 08:00", false},
		{"a Saturday's too", bank, "2026-11-21", "2026-11-23 08:00", false},
		{"after the National Day week", bank, "2026-09-30", "2026-10-08 08:00", false},
		{"on a make-up Sunday", bank, "2026-09-19", "2026-09-20 08:00", false},
		{"into a year that is not known", bank, "2026-12-31", "2027-01-01 08:00", true},
		{"the same evening", evening, "2026-11-20", "2026-11-20 22:00", false},
		{"the same evening of a day off is the next working day's", evening, "2026-11-21", "2026-11-23 22:00", false},
		{"the week's report", mondays, "2026-11-17", "2026-11-23 10:00", false},
		{"around midnight", Rule{Pattern: Every, Zone: shanghai, By: 24*60 + 5}, "2026-11-20", "2026-11-21 00:05", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, known := tt.rule.Expect(day(tt.day))
			want := Expectation{At: at(tt.at), LateSince: at(tt.at).Add(tt.rule.Grace), Estimated: tt.estimated}
			if !known || !got.At.Equal(want.At) || !got.LateSince.Equal(want.LateSince) || got.Estimated != want.Estimated {
				t.Errorf("expected %v, want %v", got, want)
			}
		})
	}
	if _, known := (Rule{}).Expect(day("2026-11-20")); known {
		t.Error("of an unknown source something is expected")
	}
}

func TestLate(t *testing.T) {
	nightly := Rule{Pattern: Every, Zone: shanghai, By: 190, Lag: 1, Grace: time.Hour}
	bank := Rule{Pattern: Working, Calendar: cn(t), Zone: shanghai, By: 480, Lag: 1, Grace: 30 * time.Minute}
	midnight := Rule{Pattern: Every, Zone: shanghai, By: 24*60 + 5, Grace: 30 * time.Minute}
	evening := Rule{Pattern: Every, Zone: shanghai, By: 22 * 60, Grace: time.Hour}
	tests := []struct {
		name                  string
		rule                  Rule
		covers, imported, now string
		day, since            string
	}{
		{"all is here", nightly, "2026-11-20", "2026-11-21 03:08", "2026-11-21 12:00", "", ""},
		{"the hour has not come", nightly, "2026-11-20", "2026-11-21 03:08", "2026-11-22 03:00", "", ""},
		{"a little after the hour", nightly, "2026-11-20", "2026-11-21 03:08", "2026-11-22 04:09", "", ""},
		{"late", nightly, "2026-11-20", "2026-11-21 03:08", "2026-11-22 04:10", "2026-11-21", "2026-11-22 04:10"},
		{"late for days: since the first", nightly, "2026-11-18", "2026-11-19 03:08", "2026-11-22 12:00", "2026-11-19", "2026-11-20 04:10"},
		{"a file came and had nothing new in it", nightly, "2026-11-20", "2026-11-22 03:10", "2026-11-22 12:00", "", ""},
		{"a weekend owes nothing", bank, "2026-11-19", "2026-11-20 08:00", "2026-11-22 23:00", "", ""},
		{"Monday morning does", bank, "2026-11-19", "2026-11-20 08:00", "2026-11-23 09:00", "2026-11-20", "2026-11-23 08:30"},
		{"a holiday week owes nothing", bank, "2026-09-29", "2026-09-30 08:00", "2026-10-07 23:59", "", ""},
		{"after it", bank, "2026-09-29", "2026-09-30 08:00", "2026-10-08 08:30", "2026-09-30", "2026-10-08 08:30"},
		{"the night after one that came past midnight", midnight, "2026-11-20", "2026-11-21 00:05", "2026-11-22 00:35", "2026-11-21", "2026-11-22 00:35"},
		{"before that it is not late", midnight, "2026-11-20", "2026-11-21 00:05", "2026-11-22 00:34", "", ""},
		{"a file past midnight had nothing new in it", midnight, "2026-11-20", "2026-11-22 00:20", "2026-11-22 12:00", "", ""},
		{"the evening after one that was late past midnight", evening, "2026-11-20", "2026-11-21 00:10", "2026-11-21 23:30", "2026-11-21", "2026-11-21 23:00"},
		{"of a source that nothing is known of", Rule{}, "2026-01-01", "2026-01-01 08:00", "2026-11-23 09:00", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			of, since, late := tt.rule.Late(day(tt.covers), at(tt.imported), at(tt.now))
			if late != (tt.day != "") || of.String() != tt.day || late && !since.Equal(at(tt.since)) {
				t.Errorf("late %v, of %s, since %v; want of %q since %q", late, of, since, tt.day, tt.since)
			}
		})
	}
}

// Of several files that are owed each is named, and only those of days on which
// files come.
func TestOwed(t *testing.T) {
	bank := Rule{Pattern: Working, Calendar: cn(t), Zone: shanghai, By: 480, Lag: 1, Grace: 30 * time.Minute}
	nightly := Rule{Pattern: Every, Zone: shanghai, By: 190, Lag: 1, Grace: time.Hour}
	for _, tt := range []struct {
		rule             Rule
		covers, imported string
		now, want        string
	}{
		{nightly, "2026-11-18", "2026-11-19 03:08", "2026-11-22 12:00", "2026-11-19 2026-11-20 2026-11-21"},
		{nightly, "2026-11-18", "2026-11-19 03:08", "2026-11-22 04:00", "2026-11-19 2026-11-20"},
		{nightly, "2026-11-19", "2026-11-21 03:08", "2026-11-23 12:00", "2026-11-21 2026-11-22"},
		{nightly, "2026-11-16", "2026-11-19 10:00", "2026-11-19 12:00", ""}, // the 16th's came by hand, others may have been quiet
		{nightly, "2026-11-16", "2026-11-19 10:00", "2026-11-20 12:00", "2026-11-19"},
		{bank, "2026-11-18", "2026-11-19 08:00", "2026-11-23 09:00", "2026-11-19 2026-11-20"},
		{bank, "2026-11-20", "2026-11-23 08:00", "2026-11-23 09:00", ""},
		{Rule{}, "2026-01-01", "2026-01-01 08:00", "2026-11-23 09:00", ""},
	} {
		var got []string
		days, _ := tt.rule.Owed(day(tt.covers), at(tt.imported), at(tt.now))
		for _, d := range days {
			got = append(got, d.String())
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s, %s to %s: owes %q, want %q", tt.rule, tt.covers, tt.now, got, tt.want)
		}
	}
	if days, _ := nightly.Owed(0, at("2020-01-01 08:00"), at("2026-11-23 09:00")); len(days) != MaxOwed {
		t.Errorf("a source that was given up owes %d files", len(days))
	}
}

// The hour is the wall's: it stays when the clocks change, and reads otherwise in another zone.
func TestUsualHour(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	r := Rule{Pattern: Every, Zone: berlin, By: 190, Lag: 1}
	for d, want := range map[string]string{"2026-07-01": "09:10", "2026-11-20": "10:10"} {
		if here, there := r.Usual(day(d), berlin), r.Usual(day(d), shanghai); here != "03:10" || there != want {
			t.Errorf("%s: %s in Berlin, %s in Shanghai, want %s", d, here, there, want)
		}
	}
	if e, _ := r.Expect(day("2026-10-24")); e.At.Format("15:04") != "03:10" {
		t.Errorf("on the night the clocks change: %s", e.At)
	}
	if (Rule{}).Usual(day("2026-11-20"), berlin) != "" {
		t.Error("an unknown source has a usual hour")
	}
}

// Expect and Late tell one story: what is late is late since the moment that
// Expect gives for the day it owes, and a later day is never expected sooner.
func TestExpectAndLateAgree(t *testing.T) {
	c := cn(t)
	rapid.Check(t, func(t *rapid.T) {
		r := Rule{Pattern: Pattern(rapid.IntRange(int(Every), int(Weekly)).Draw(t, "pattern")), Calendar: c, Zone: shanghai,
			By: rapid.IntRange(0, 2000).Draw(t, "by"), Lag: rapid.IntRange(0, 3).Draw(t, "lag"), Grace: time.Duration(rapid.IntRange(0, 300).Draw(t, "grace")) * time.Minute}
		for i := range r.Week {
			r.Week[i] = i == 2 || rapid.Bool().Draw(t, "weekday")
		}
		d := calendar.NewDate(2026, 1, 5) + calendar.Date(rapid.IntRange(0, 330).Draw(t, "day"))
		here, _ := r.Expect(d)
		next, _ := r.Expect(d + 1)
		if next.At.Before(here.At) || here.At.Before(d.In(shanghai)) {
			t.Fatalf("%s is expected at %s, the day after at %s", d, here.At, next.At)
		}
		now := d.In(shanghai).Add(time.Duration(rapid.IntRange(0, 20*24*60).Draw(t, "later")) * time.Minute)
		of, since, late := r.Late(d, d.In(shanghai), now)
		if !late {
			return
		}
		e, _ := r.Expect(of)
		if of <= d || since.After(now) || !e.LateSince.Equal(since) {
			t.Fatalf("at %s, covered to %s: owes %s since %s, expected %v", now, d, of, since, e)
		}
	})
}
