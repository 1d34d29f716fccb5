package calendar

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func cn(t *testing.T) *Calendar {
	t.Helper()
	c, ok := Builtin().Get("")
	if !ok || c.Name() != CN {
		t.Fatal("no calendar CN")
	}
	return c
}

func date(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAdd(t *testing.T) {
	tests := []struct {
		from, want string
		days       int
		holiday    string
		weekend    bool
		estimated  bool
	}{
		{from: "2024-09-30", days: 1, want: "2024-10-08", holiday: "国庆节"},
		{from: "2025-01-27", days: 1, want: "2025-02-05", holiday: "春节"},
		{from: "2025-09-30", days: 1, want: "2025-10-09", holiday: "国庆节、中秋节"},
		{from: "2025-10-10", days: 1, want: "2025-10-11"}, // a Saturday that is worked
		{from: "2026-01-01", days: 1, want: "2026-01-04", holiday: "元旦"},
		{from: "2026-02-13", days: 1, want: "2026-02-14"},
		{from: "2026-02-14", days: 1, want: "2026-02-24", holiday: "春节"},
		{from: "2026-04-03", days: 1, want: "2026-04-07", holiday: "清明节"},
		{from: "2026-04-30", days: 1, want: "2026-05-06", holiday: "劳动节"},
		{from: "2026-06-18", days: 1, want: "2026-06-22", holiday: "端午节"},
		{from: "2026-09-18", days: 1, want: "2026-09-20", weekend: true}, // over Saturday to a Sunday that is worked
		{from: "2026-09-24", days: 1, want: "2026-09-28", holiday: "中秋节"},
		{from: "2026-09-30", days: 1, want: "2026-10-08", holiday: "国庆节"},
		{from: "2026-11-20", days: 1, want: "2026-11-23", weekend: true},
		{from: "2026-11-23", days: 1, want: "2026-11-24"},
		{from: "2026-09-30", days: 2, want: "2026-10-09", holiday: "国庆节"},
		{from: "2026-11-19", days: 2, want: "2026-11-23", weekend: true},
		{from: "2026-11-23", days: 0, want: "2026-11-23"},
		{from: "2026-12-31", days: 1, want: "2027-01-01", estimated: true}, // surely a holiday, but nobody said so yet
		{from: "2027-03-05", days: 1, want: "2027-03-08", weekend: true, estimated: true},
	}
	c := cn(t)
	for _, tt := range tests {
		got := c.Add(date(t, tt.from), tt.days)
		want := Step{On: date(t, tt.want), Holiday: tt.holiday, Weekend: tt.weekend, Estimated: tt.estimated}
		if got != want {
			t.Errorf("T+%d of %s: got %s %+v, want %s %+v", tt.days, tt.from, got.On, got, want.On, want)
		}
	}
}

// Every make-up working day of the notices, as the trade lists them, works; every day off does not.
func TestNotices(t *testing.T) {
	c := cn(t)
	for _, s := range strings.Fields("2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10") {
		d := date(t, s)
		if w, known := c.Working(d); !w || !known || !weekend[d.Weekday()] || c.MakeUp(d) == "" || c.Holiday(d) != "" {
			t.Errorf("%s is a weekend day that is worked: Working %v, known %v, MakeUp %q, Holiday %q", s, w, known, c.MakeUp(d), c.Holiday(d))
		}
	}
	for _, span := range [][2]string{
		{"2025-01-01", "2025-01-01"}, {"2025-01-28", "2025-02-04"}, {"2025-04-04", "2025-04-06"}, {"2025-05-01", "2025-05-05"},
		{"2025-05-31", "2025-06-02"}, {"2025-10-01", "2025-10-08"}, {"2026-01-01", "2026-01-03"}, {"2026-02-15", "2026-02-23"},
		{"2026-04-04", "2026-04-06"}, {"2026-05-01", "2026-05-05"}, {"2026-06-19", "2026-06-21"}, {"2026-09-25", "2026-09-27"}, {"2026-10-01", "2026-10-07"},
	} {
		for d := date(t, span[0]); d <= date(t, span[1]); d++ {
			if w, known := c.Working(d); w || !known || c.Holiday(d) == "" {
				t.Errorf("%s is a public holiday: Working %v, known %v, Holiday %q", d, w, known, c.Holiday(d))
			}
		}
	}
	for year, known := range map[int]bool{2023: false, 2024: true, 2025: true, 2026: true, 2027: false} {
		if c.Known(year) != known {
			t.Errorf("Known(%d) = %v", year, !known)
		}
	}
}

func TestOtherCalendars(t *testing.T) {
	s := Builtin()
	every, _ := s.Get(None)
	if got := every.Add(date(t, "2026-09-30"), 1); got != (Step{On: date(t, "2026-10-01")}) {
		t.Errorf("every day works: %+v", got)
	}
	week, _ := s.Get(Weekends)
	if got := week.Add(date(t, "2030-09-27"), 1); got != (Step{On: date(t, "2030-09-30"), Weekend: true}) {
		t.Errorf("weekends alone are never an estimate: %+v", got)
	}
	if _, ok := s.Get("XX"); ok {
		t.Error("XX is no calendar")
	}
	for _, name := range []string{"CN", "none", "weekends", "TARGET", "US", "DE-BY"} {
		if !slices.Contains(s.Names(), name) || !s.Has(name) {
			t.Errorf("%s is not among the names %v", name, s.Names())
		}
	}
}

// The notice for 2027 comes out and the operator loads it: dates stop being estimates.
func TestLoad(t *testing.T) {
	s := Builtin()
	file := `{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"元旦","date":"2027-01-02","isOffDay":true},
		{"name":"元旦","date":"2027-01-03","isOffDay":true},{"name":"春节","date":"2027-02-20","isOffDay":false}]}`
	if err := s.Extend(File{"2027.json", []byte(file)}); err != nil {
		t.Fatal(err)
	}
	c, _ := s.Get(CN)
	if got := c.Add(date(t, "2026-12-31"), 1); got != (Step{On: date(t, "2027-01-04"), Holiday: "元旦"}) {
		t.Errorf("after loading: %s %+v", got.On, got)
	}
	// A corrected file replaces the year, and only the year.
	if err := s.Extend(File{"2027.json", []byte(`{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}`)}); err != nil {
		t.Fatal(err)
	}
	c, _ = s.Get(CN)
	if w, _ := c.Working(date(t, "2027-02-20")); w {
		t.Error("the make-up day of the first file is still there")
	}
	if got := c.Add(date(t, "2026-09-30"), 1).On; got != date(t, "2026-10-08") {
		t.Errorf("2026 changed: %s", got)
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, file := range map[string]string{
		"not JSON":      `year=2027`,
		"no year":       `{"days":[]}`,
		"no name":       `{"year":2027,"days":[{"date":"2027-01-01","isOffDay":true}]}`,
		"no isOffDay":   `{"year":2027,"days":[{"name":"元旦","date":"2027-01-01"}]}`,
		"no such day":   `{"year":2027,"days":[{"name":"元旦","date":"2027-02-30","isOffDay":true}]}`,
		"another year":  `{"year":2027,"days":[{"name":"元旦","date":"2025-01-01","isOffDay":true}]}`,
		"twice one day": `{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"元旦","date":"2027-01-01","isOffDay":false}]}`,
	} {
		s := Builtin()
		if err := s.Extend(File{"2027.json", []byte(file)}); err == nil {
			t.Errorf("%s: loaded", name)
		}
		if c, _ := s.Get(CN); c.Known(2027) {
			t.Errorf("%s: the year counts as known", name)
		}
	}
}

// Counting n days at once is counting one day n times, and Between counts back.
func TestAddIsRepeatable(t *testing.T) {
	c := cn(t)
	rapid.Check(t, func(t *rapid.T) {
		from := NewDate(2024, time.January, 1) + Date(rapid.IntRange(0, 1500).Draw(t, "from"))
		n := rapid.IntRange(0, 15).Draw(t, "n")
		at := from
		for range n {
			at = c.Add(at, 1).On
		}
		step := c.Add(from, n)
		if step.On != at {
			t.Fatalf("T+%d of %s is %s, one by one %s", n, from, step.On, at)
		}
		if got := c.Between(from, step.On); got != n {
			t.Fatalf("%d working days between %s and %s, counted %d", n, from, step.On, got)
		}
		if w, _ := c.Working(step.On); n > 0 && !w {
			t.Fatalf("%s is no working day", step.On)
		}
	})
}
