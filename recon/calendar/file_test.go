package calendar

import (
	"strings"
	"testing"
)

func ofDays(text string) File { return File{"days.toml", []byte(text)} }

// The bank stays closed on a working day, and books on a holiday: what the
// operator says of a day goes before the notice, whatever the files are called.
func TestBankClosedOverrides(t *testing.T) {
	s := Builtin()
	if err := s.Extend(
		File{"a.toml", []byte("calendar = \"CN\"\n[closed]\n2026-11-24 = \"Bank closing day\"\n[open]\n2026-11-28 = \"Bank books\"\n2027-01-02 = \"Bank books\"\n")},
		File{"b.json", []byte(`{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"元旦","date":"2027-01-02","isOffDay":true}]}`)},
	); err != nil {
		t.Fatal(err)
	}
	c, _ := s.Get(CN)
	if got := c.Add(date(t, "2026-11-23"), 1); got != (Step{On: date(t, "2026-11-25"), Holiday: "Bank closing day"}) {
		t.Errorf("over the closing day: %s %+v", got.On, got)
	}
	if got := c.Add(date(t, "2026-11-27"), 1).On; got != date(t, "2026-11-28") {
		t.Errorf("the bank books on Saturday, not %s", got)
	}
	if got := c.Add(date(t, "2026-12-31"), 1); got != (Step{On: date(t, "2027-01-02"), Holiday: "元旦"}) {
		t.Errorf("into the new year: %s %+v", got.On, got)
	}
	if built, _ := Builtin().Get(CN); !mustWork(built, date(t, "2026-11-24")) {
		t.Error("another set was changed")
	}
}

func mustWork(c *Calendar, d Date) bool { w, _ := c.Working(d); return w }

// A calendar that the product does not have, told in two files, a year each.
func TestNewCalendar(t *testing.T) {
	s := Builtin()
	if err := s.Extend(
		File{"hk-2026.toml", []byte("calendar = \"HK\" # Hong Kong\nyears = [2026]\n[closed]\n2026-12-25 = \"Christmas Day\"\n")},
		File{"hk-2027.toml", []byte("calendar = \"HK\"\nyears = [2027]\n[closed]\n\"2027-01-01\" = \"New Year's Day\"\n")},
		File{"ae.toml", []byte("calendar = \"AE\"\nyears = [2026]\nweekend = [\"Fri\", \"saturday\"]\n")},
	); err != nil {
		t.Fatal(err)
	}
	hk, ok := s.Get("HK")
	if !ok || !s.Has("HK") {
		t.Fatal("HK is not there")
	}
	if got := hk.Add(date(t, "2026-12-24"), 1); got != (Step{On: date(t, "2026-12-28"), Holiday: "Christmas Day", Weekend: true}) {
		t.Errorf("over Christmas: %s %+v", got.On, got)
	}
	if got := hk.Add(date(t, "2026-12-31"), 1); got.On != date(t, "2027-01-04") || got.Estimated {
		t.Errorf("over the new year: %s %+v", got.On, got)
	}
	if got := hk.Add(date(t, "2027-12-31"), 1); !got.Estimated {
		t.Errorf("2028 is not told: %+v", got)
	}
	ae, _ := s.Get("AE")
	if got := ae.Add(date(t, "2026-11-19"), 1).On; got != date(t, "2026-11-22") {
		t.Errorf("over Friday and Saturday to Sunday, not %s", got)
	}
}

// A year that a file tells in full replaces what a rule said of it; a single day does not.
func TestReplacingAYear(t *testing.T) {
	s := Builtin()
	if err := s.Extend(ofDays("calendar = \"GB\"\nyears = [2027]\n[closed]\n2027-06-01 = \"Once\"\n")); err != nil {
		t.Fatal(err)
	}
	gb, _ := s.Get("GB")
	if mustWork(gb, date(t, "2027-06-01")) || !mustWork(gb, date(t, "2027-03-26")) || mustWork(gb, date(t, "2026-12-25")) {
		t.Error("2027 is not what the file says, or 2026 changed")
	}
	s = Builtin()
	if err := s.Extend(ofDays("calendar = \"none\"\n[closed]\n2027-06-01 = \"Closed\"\n")); err != nil {
		t.Fatal(err)
	}
	every, _ := s.Get(None)
	if mustWork(every, date(t, "2027-06-01")) || !mustWork(every, date(t, "2027-06-05")) || !every.Known(2027) {
		t.Error("a closing day of the calendar without days off")
	}
}

func TestWrongFilesAreRefusedWithTheirPlace(t *testing.T) {
	for name, c := range map[string]struct {
		file File
		want string
	}{
		"not TOML":            {ofDays("calendar = CN\n"), "days.toml, line 1, column 12"},
		"unknown key":         {ofDays("calendar = \"CN\"\nclosd = 1\n"), "line 2, column 1: unknown key closd"},
		"unknown table":       {ofDays("calendar = \"CN\"\n[holidays]\n2027-01-01 = \"x\"\n"), "unknown key holidays"},
		"no calendar":         {ofDays("[closed]\n"), "does not name one"},
		"new without years":   {ofDays("# HK\ncalendar = \"HK\"\n"), "line 2, column 1: HK is a new calendar: say with years"},
		"not in its years":    {ofDays("calendar = \"HK\"\nyears = [2026]\n[closed]\n2027-01-01 = \"x\"\n"), "line 4, column 1: 2027-01-01 is in none of the years"},
		"no such day":         {ofDays("calendar = \"CN\"\n[closed]\n2027-02-30 = \"x\"\n"), "line 3, column 1: \"2027-02-30\" is not a date"},
		"no name":             {ofDays("calendar = \"CN\"\n[open]\n2027-02-20 = \" \"\n"), "line 3, column 1: 2027-02-20 needs a name"},
		"open and closed":     {ofDays("calendar = \"CN\"\n[closed]\n2027-02-20 = \"a\"\n[open]\n2027-02-20 = \"b\"\n"), "is in days.toml too"},
		"a year out of range": {ofDays("calendar = \"HK\"\nyears = [27]\n"), "line 2, column 1: 27 is not a year between 2000 and 2100"},
		"weekend":             {ofDays("calendar = \"HK\"\nyears = [2027]\nweekend = [\"Sonntag\"]\n"), "line 3, column 1: \"Sonntag\" is not a day of the week"},
		"no day to work":      {ofDays("calendar = \"HK\"\nyears = [2027]\nweekend = [\"Mon\",\"Tue\",\"Wed\",\"Thu\",\"Fri\",\"Sat\",\"Sun\"]\n"), "no day of the week is left"},
		"weekend of a known":  {ofDays("calendar = \"US\"\nweekend = [\"Sun\"]\n"), "US is a known calendar"},
		"neither":             {File{"days.csv", nil}, "must end in .json (holiday-cn) or .toml"},
		"not JSON":            {File{"2027.json", []byte("{\"year\":2027,\n\"days\":[}")}, "2027.json, line 2, column 9"},
		"JSON of another form": {File{"2027.json", []byte("{\"year\":2027,\n\"days\":[{\"name\":7}]}")},
			"2027.json, line 2, column"},
		"a day of another year": {File{"2027.json", []byte("{\"year\":2027,\n\"days\":[{\"name\":\"元旦\",\n\"date\":\"2025-01-01\",\"isOffDay\":true}]}")},
			"2027.json, line 3, column 8: day 1 is 2025-01-01, of another year than 2027"},
	} {
		t.Run(name, func(t *testing.T) {
			s := Builtin()
			before := strings.Join(s.Names(), " ")
			err := s.Extend(another(), c.file)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if strings.Join(s.Names(), " ") != before {
				t.Error("a refused file changed the calendars")
			}
		})
	}
}

// another is a good file, which may not stay when another one is refused.
func another() File { return File{"z.toml", []byte("calendar = \"SG\"\nyears = [2026]\n")} }

// Two files that tell the same are refused together, and both are named; all that is wrong is told at once.
func TestTwoFilesMayNotTellTheSame(t *testing.T) {
	year := []byte(`{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}`)
	s := Builtin()
	err := s.Extend(File{"2027.json", year}, File{"copy.json", year}, ofDays("calendar = \"HK\"\n"))
	if err == nil || !strings.Contains(err.Error(), "copy.json, line 1, column 2: 2027 of CN is in 2027.json too") || !strings.Contains(err.Error(), "HK is a new calendar") {
		t.Errorf("got %v", err)
	}
	if c, _ := s.Get(CN); c.Known(2027) {
		t.Error("the refused year stayed")
	}
	if err := s.Extend(File{"2027.json", []byte(`{"year":2026,"days":[]}`)}); err != nil {
		t.Errorf("a year that is not published yet: %v", err)
	}
	if c, _ := s.Get(CN); !c.Known(2026) || c.Holiday(date(t, "2026-10-01")) == "" {
		t.Error("an empty file emptied a year that is known")
	}
}

// No file, whatever is in it, breaks the calendars that are there.
func FuzzExtend(f *testing.F) {
	f.Add("days.toml", []byte("calendar = \"HK\"\nyears = [2026]\nweekend = [\"Fri\"]\n[closed]\n2026-01-01 = \"x\"\n[open]\n2026-01-02 = \"y\"\n"))
	f.Add("2027.json", []byte(`{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}`))
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		s := &Set{byName: map[string]*Calendar{CN: empty(CN, weekend), None: {name: None, everyDay: true}}} // without the countries: they only take time
		err := s.Extend(File{name, text})
		if err != nil && len(s.byName) != 2 {
			t.Fatalf("refused with %v, and yet %v", err, s.Names())
		}
		for _, name := range s.Names() {
			c, _ := s.Get(name)
			if w, _ := c.Working(c.Add(NewDate(2026, 1, 1), 3).On); !w {
				t.Fatalf("counting in %s ends on a day off", name)
			}
		}
	})
}
