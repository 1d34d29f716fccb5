package schedule

import (
	"strings"
	"testing"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

func TestTheOperatorGoesBeforeWhatWasLearned(t *testing.T) {
	none := 0
	cals := calendar.Builtin()
	p, err := NewPlan(shanghai, cals,
		Setting{Source: "icbc", Kind: "bank", By: "08:00", Grace: "2h", Calendar: "CN", Place: "line 1"},
		Setting{Source: "icbc", Days: "every", By: "05:00", Place: "line 2"},
		Setting{Source: "pos", Kind: "settlements", Days: "Tue wednesday", By: "23:30", Lag: &none, Grace: "0s", Place: "line 3"})
	if err != nil {
		t.Fatal(err)
	}
	nightly := files("2026-11-05", "2026-11-20", "03:10", 1, always)
	for _, tt := range []struct {
		source string
		kind   record.Kind
		want   string
		grace  time.Duration
		set    bool
	}{
		{"icbc", record.Entries, "working days (CN) at 08:00", 2 * time.Hour, true},
		{"icbc", record.Lines, "every day at 05:00", time.Hour, true},
		{"icbc", record.Merchants, "every day at 03:10", minGrace * time.Minute, false}, // no kind that a source sends day by day
		{"pos", record.Lines, "Tue Wed at 23:30", 0, true},
		{"other", record.Entries, "every day at 03:10", minGrace * time.Minute, false},
	} {
		got := p.Of(tt.source, tt.kind, nightly)
		if got.String() != tt.want || got.Set != tt.set || got.Grace != tt.grace {
			t.Errorf("%s %s: %s, grace %s, set %v; want %s, %s, %v", tt.source, tt.kind, got, got.Grace, got.Set, tt.want, tt.grace, tt.set)
		}
	}
	unused := p.Unused(func(source string, kind record.Kind) bool { return source == "icbc" && kind != record.Entries })
	if got := strings.Join(unused, ", "); got != "icbc bank, pos settlements" {
		t.Errorf("unused: %s", got)
	}
	var nobody *Plan
	if got := nobody.Of("x", record.Lines, nightly); got.Pattern != Every {
		t.Errorf("without a plan: %s", got)
	}
}

// Files that keep the calendar of the country they come from: the calendar that they contradict least.
func TestTheCalendarThatFits(t *testing.T) {
	cals := calendar.Builtin()
	us, _ := cals.Get("US")
	// 26 November 2026 is Thanksgiving, a working day in China.
	arrivals := files("2026-11-16", "2026-11-30", "06:00", 1, func(d calendar.Date) bool { w, _ := us.Working(d); return w })
	p, err := NewPlan(shanghai, cals)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Of("acquirer", record.Lines, arrivals, "CN", "US", "nowhere"); got.String() != "working days (US) at 06:00" {
		t.Errorf("learned %s", got)
	}
}

func TestWrongSettings(t *testing.T) {
	eleven := 11
	good := Setting{Source: "icbc", Kind: "bank", By: "08:00"}
	for name, tt := range map[string]struct {
		change func(*Setting)
		want   string
	}{
		"no source":       {func(s *Setting) { s.Source = "" }, "source is missing"},
		"kind":            {func(s *Setting) { s.Kind = "entries" }, `kind "entries" is not one of transactions, settlements, payouts, bank`},
		"merchants":       {func(s *Setting) { s.Kind = "merchants" }, `kind "merchants" is not one of`},
		"no hour":         {func(s *Setting) { s.By = "" }, `by "" is not a time of day`},
		"hour":            {func(s *Setting) { s.By = "8:00" }, `by "8:00" is not a time of day: write hh:mm`},
		"days":            {func(s *Setting) { s.Days = "Mon Funday" }, `"Funday" is no day`},
		"calendar":        {func(s *Setting) { s.Calendar = "XX" }, `"XX" is not a calendar: write one of AT BE`},
		"needless":        {func(s *Setting) { s.Calendar, s.Days = "US", "every" }, "calendar US says nothing for days"},
		"grace":           {func(s *Setting) { s.Grace = "an hour" }, `grace "an hour" is not a time`},
		"grace too long":  {func(s *Setting) { s.Grace = "25h" }, `grace "25h"`},
		"lag":             {func(s *Setting) { s.Lag = &eleven }, "lag 11 is not from 0 to 10"},
		"the same source": {func(*Setting) {}, "the schedule of icbc bank is set twice, also in moneytrail.toml, line 4"},
	} {
		s := good
		s.Place = "moneytrail.toml, line 9"
		tt.change(&s)
		first := good
		first.Place = "moneytrail.toml, line 4"
		if name != "the same source" {
			first.Kind = "payouts"
		}
		_, err := NewPlan(shanghai, calendar.Builtin(), first, s)
		if err == nil || !strings.Contains(err.Error(), "moneytrail.toml, line 9: ") || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
}
