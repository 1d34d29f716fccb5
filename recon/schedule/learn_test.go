package schedule

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
)

var shanghai = time.FixedZone("CST", 8*3600)

func cn(t testing.TB) *calendar.Calendar {
	t.Helper()
	c, ok := calendar.Builtin().Get(calendar.CN)
	if !ok {
		t.Fatal("no calendar CN")
	}
	return c
}

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

// files makes an arrival on each day from one day to another that comes: its
// hour, now and then some minutes off, and how many days before it covers.
func files(from, to, hour string, behind int, comes func(calendar.Date) bool) []Arrival {
	var out []Arrival
	for d := day(from); d <= day(to); d++ {
		if comes(d) {
			t := at(d.String() + " " + hour).Add(time.Duration([]int{0, -12, 0, 5, 0, -3, 0, 9, 0}[d%9]) * time.Minute)
			out = append(out, Arrival{Covers: d - calendar.Date(behind), At: t})
		}
	}
	return out
}

func always(calendar.Date) bool { return true }

func on(days ...time.Weekday) func(calendar.Date) bool {
	return func(d calendar.Date) bool {
		for _, w := range days {
			if d.Weekday() == w {
				return true
			}
		}
		return false
	}
}

func TestWhatIsLearned(t *testing.T) {
	works := func(d calendar.Date) bool { w, _ := cn(t).Working(d); return w }
	workingBank := files("2026-09-07", "2026-10-23", "08:00", 0, works)
	for i := range workingBank { // tells of the working day before
		d := calendar.DateOf(workingBank[i].At) - 1
		for !works(d) {
			d--
		}
		workingBank[i].Covers = d
	}
	tests := []struct {
		name     string
		arrivals []Arrival
		want     string
		lag      int
	}{
		{"a wallet's bill every night", files("2026-11-05", "2026-11-20", "03:10", 1, always), "every day at 03:10", 1},
		{"a bank on working days, the holidays and make-up days of October among them", workingBank, "working days (CN) at 08:00", 1},
		{"a week of working days is enough, and claims no weekend", files("2026-11-16", "2026-11-20", "08:00", 1, always), "working days (CN) at 08:00", 1},
		{"four files are not", files("2026-11-17", "2026-11-20", "03:10", 1, always), "not known", 0},
		{"the mornings after working days", files("2026-10-26", "2026-11-21", "08:00", 1, on(2, 3, 4, 5, 6)), "Tue Wed Thu Fri Sat at 08:00", 1},
		{"a report each Monday", files("2026-09-28", "2026-11-16", "10:00", 1, on(time.Monday)), "Mon at 10:00", 1},
		{"three Mondays are too few", files("2026-11-02", "2026-11-16", "10:00", 1, on(time.Monday)), "not known", 0},
		{"around midnight, the same evening", files("2026-11-02", "2026-11-20", "23:55", 0, always), "every day at 23:55", 0},
		{"now and then, when somebody thinks of it", files("2026-10-01", "2026-11-20", "10:00", 1, func(d calendar.Date) bool { return d%11 == 0 || d%13 == 5 }), "not known", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Learn(tt.arrivals, shanghai, cn(t))
			if got.String() != tt.want || got.Lag != tt.lag || got.Set {
				t.Errorf("learned %s, lag %d; want %s, lag %d", got, got.Lag, tt.want, tt.lag)
			}
		})
	}
}

// What teaches nothing: a history read in one afternoon, files read again,
// corrections of days long told, and files at any hour of the day.
func TestWhatTeachesNothing(t *testing.T) {
	var history []Arrival
	for d := day("2026-10-01"); d <= day("2026-11-20"); d++ {
		history = append(history, Arrival{d, at("2026-11-20 15:00").Add(time.Duration(d) * time.Millisecond)})
	}
	if got := Learn(history, shanghai, cn(t)); got.Known() {
		t.Errorf("a history in one go: %s", got)
	}
	nightly := files("2026-11-05", "2026-11-20", "03:10", 1, always)
	want := Learn(nightly, shanghai, cn(t))
	disturbed := nightly
	for i, a := range nightly {
		disturbed = append(disturbed, Arrival{a.Covers, a.At.Add(9 * time.Hour)}) // the same day's file again
		if i > 0 {
			disturbed = append(disturbed, Arrival{nightly[0].Covers - 30, a.At.Add(-2 * time.Hour)})
		}
	}
	if got := Learn(disturbed, shanghai, cn(t)); got != want {
		t.Errorf("with repetitions and corrections %s, without %s", got, want)
	}
	anyHour := files("2026-11-02", "2026-11-20", "00:00", 1, always)
	for i := range anyHour {
		anyHour[i].At = at(calendar.DateOf(anyHour[i].At).String() + " 00:30").Add(time.Duration(i*5%23) * time.Hour)
	}
	if got := Learn(anyHour, shanghai, cn(t)); got.Known() {
		t.Errorf("files at any hour have no usual one: %s", got)
	}
}

// A file each day, by hand at whatever hour: the days are known, an hour is not, and nothing is claimed.
func TestFilesThatComeByHandHaveNoHour(t *testing.T) {
	byHand := files("2026-11-02", "2026-11-20", "12:00", 1, always)
	for i := range byHand {
		byHand[i].At = at(calendar.DateOf(byHand[i].At).String() + " 05:00").Add(time.Duration(i%3*7) * time.Hour)
	}
	if got := Learn(byHand, shanghai, cn(t)); got.Known() {
		t.Errorf("learned %s", got)
	}
}

// A few files that came late, or not at all, change neither hour nor days.
func TestOutliersChangeNothing(t *testing.T) {
	all := files("2026-11-01", "2026-11-20", "03:10", 1, always)
	want := Learn(all, shanghai, cn(t))
	all[4].At = all[4].At.Add(9 * time.Hour)
	all[9].At = all[9].At.Add(14 * time.Hour)
	all = append(all[:13], all[15:]...)
	got := Learn(all, shanghai, cn(t))
	if got.Pattern != want.Pattern || got.By-want.By > 5 || want.By-got.By > 5 || got.Lag != want.Lag {
		t.Errorf("learned %s with outliers, %s without", got, want)
	}
}

// A habit that changed is learned anew.
func TestTheLastWeeksCount(t *testing.T) {
	var all []Arrival
	all = append(all, files("2026-06-01", "2026-09-15", "12:00", 1, always)...)
	all = append(all, files("2026-09-16", "2026-11-20", "04:30", 1, always)...)
	if got := Learn(all, shanghai, cn(t)); got.String() != "every day at 04:30" {
		t.Errorf("learned %s", got)
	}
}

// Whatever came in whatever order: the same is learned, and nothing of it breaks.
func TestTheOrderDoesNotMatter(t *testing.T) {
	c := cn(t)
	rapid.Check(t, func(t *rapid.T) {
		arrivals := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Arrival {
			d := calendar.NewDate(2026, 9, 1) + calendar.Date(rapid.IntRange(0, 60).Draw(t, "day"))
			return Arrival{Covers: d - calendar.Date(rapid.IntRange(-1, 3).Draw(t, "behind")),
				At: d.In(shanghai).Add(time.Duration(rapid.IntRange(0, 1439).Draw(t, "minute")) * time.Minute)}
		}), 0, 70).Draw(t, "arrivals")
		want := Learn(arrivals, shanghai, c)
		if got := Learn(rapid.Permutation(arrivals).Draw(t, "order"), shanghai, c); got != want {
			t.Fatalf("learned %s, in another order %s", want, got)
		}
		if want.Known() && (want.Grace < minGrace*time.Minute || want.Grace > maxGrace*time.Minute || want.Lag < 0) {
			t.Fatalf("learned %+v", want)
		}
	})
}

// What learning from two months of one source costs; the answers of a chat rest on a handful.
func BenchmarkLearn(b *testing.B) {
	arrivals, c := files("2026-09-15", "2026-11-20", "03:10", 1, always), cn(b)
	b.ReportAllocs()
	for b.Loop() {
		if !Learn(arrivals, shanghai, c).Known() {
			b.Fatal("nothing was learned")
		}
	}
}

// Until three weeks were seen nothing is claimed of a day of the week on which no file
// came, whichever days of the week these are: a source that rests on some is not late there.
func TestTheFirstWeeksClaimNoDayThatWasNotSeen(t *testing.T) {
	tuesdayToSaturday := on(2, 3, 4, 5, 6)
	mondayToSaturday := on(1, 2, 3, 4, 5, 6)
	for _, tt := range []struct {
		name, from, to string
		behind         int
		comes          func(calendar.Date) bool
		want, asked    string
	}{
		{"the nights after working days, a week", "2026-11-10", "2026-11-14", 1, tuesdayToSaturday, "Tue Wed Thu Fri Sat at 03:10", "2026-11-16"},
		{"and a half", "2026-11-10", "2026-11-18", 1, tuesdayToSaturday, "Tue Wed Thu Fri Sat at 03:10", ""},
		{"two weeks", "2026-11-10", "2026-11-21", 1, tuesdayToSaturday, "Tue Wed Thu Fri Sat at 03:10", "2026-11-23"},
		{"three weeks", "2026-11-10", "2026-11-28", 1, tuesdayToSaturday, "Tue Wed Thu Fri Sat at 03:10", "2026-11-30"},
		{"all but Sundays, a week", "2026-11-09", "2026-11-14", 0, mondayToSaturday, "Mon Tue Wed Thu Fri Sat at 03:10", "2026-11-15"},
		{"two weeks", "2026-11-09", "2026-11-21", 0, mondayToSaturday, "Mon Tue Wed Thu Fri Sat at 03:10", "2026-11-22"},
		{"three weeks", "2026-11-09", "2026-11-28", 0, mondayToSaturday, "Mon Tue Wed Thu Fri Sat at 03:10", "2026-11-29"},
		{"four weeks", "2026-11-09", "2026-12-05", 0, mondayToSaturday, "Mon Tue Wed Thu Fri Sat at 03:10", "2026-12-06"},
		{"from Sunday to Thursday, the same evening", "2026-11-15", "2026-11-19", 0, always, "Mon Tue Wed Thu Sun at 03:10", "2026-11-21"},
		{"a Monday's file tells of Sunday", "2026-11-09", "2026-11-21", 1, mondayToSaturday, "Mon Tue Wed Thu Fri Sat at 03:10", "2026-11-22"},
		{"files of a whole weekend: every day", "2026-11-15", "2026-11-19", 1, always, "every day at 03:10", ""},
		{"after a week of seven days", "2026-11-09", "2026-11-15", 0, always, "every day at 03:10", ""},
		{"a report on Tuesdays and Thursdays is not known yet", "2026-11-03", "2026-11-19", 1, on(time.Tuesday, time.Thursday), "not known", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := Learn(files(tt.from, tt.to, "03:10", tt.behind, tt.comes), shanghai, cn(t))
			if got := r.String(); got != tt.want {
				t.Errorf("learned %s, want %s", got, tt.want)
			}
			if tt.asked == "" {
				return
			}
			if owed, _ := r.Owed(day(tt.to)-calendar.Date(tt.behind), at(tt.to+" 03:10"), at(tt.asked+" 23:00")); len(owed) > 0 {
				t.Errorf("on %s it owes %v", tt.asked, owed)
			}
		})
	}
}

// A Saturday that is worked for a holiday is no weekend, nor are two holidays in the week.
func TestAWeekendIsOneOfTheCalendar(t *testing.T) {
	for name, tt := range map[string]struct {
		first string
		want  bool
	}{
		"a weekend":                          {"2026-11-14", true},
		"two days of the National Day week":  {"2026-10-05", false},
		"a Saturday that is worked for them": {"2026-10-10", false},
		"Friday and Saturday":                {"2026-11-13", false},
	} {
		var days []arrivalDay
		for i := range calendar.Date(2) {
			days = append(days, arrivalDay{covers: day(tt.first) + i})
		}
		if got := toldOfWeekend(days, []*calendar.Calendar{cn(t)}); got != tt.want {
			t.Errorf("%s: %t", name, got)
		}
	}
	if !toldOfWeekend([]arrivalDay{{covers: day("2026-11-14")}, {covers: day("2026-11-15")}}, nil) {
		t.Error("without a calendar no weekend is known")
	}
}
