package understand

import (
	"testing"
	"time"

	"moneytrail/recon/calendar"
)

// The moon's months agree with every feast whose days are known of themselves.
func TestLunarMonthsAgreeWithTheFeasts(t *testing.T) {
	held := 0
	for name, on := range map[string][2]int{"春节": {1, 1}, "端午": {5, 5}, "中秋": {8, 15}, "七夕": {7, 7}, "重阳": {9, 9}, "腊八": {12, 8}} {
		known := feasts[name].by
		for _, m := range lunarMonths {
			if m.month != on[0] || m.putIn {
				continue
			}
			y, month, d := ymd(m.first + calendar.Date(on[1]-1))
			if want, ok := known[y]; ok {
				held++
				if want != [2]int{int(month), d} {
					t.Errorf("%s of %d is on %d-%d by the months, on %v by the feasts", name, y, month, d, want)
				}
			}
		}
	}
	if held < 45 {
		t.Fatalf("only %d days were held against each other", held)
	}
}

// What is said by the moon is the day of the sun's calendar that it was.
func TestLunarDays(t *testing.T) {
	now := time.Date(2026, 11, 20, 15, 20, 0, 0, time.FixedZone("", 8*3600))
	for text, want := range map[string]string{
		"初八收的钱没到":      "2026-11-16",
		"初八":           "2026-11-16",
		"正月初八那笔":       "2026-02-24",
		"大年初三刷的":       "2026-02-19",
		"农历十月初八的钱":     "2026-11-16",
		"八月廿二嗰單":       "2026-10-02",
		"腊月廿三的账":       "2026-02-10",
		"舊曆九月十二收的":     "2026-10-21",
		"上个月初八的":       "2026-10-17",
		"月底28号那笔没到":    "2026-10-28",
		"上月底28号的钱":     "2026-10-28",
		"10月底31号那笔":    "2026-10-31",
		"初三学生交的学费":     "",
		"月初8号那笔":       "2026-11-08",
		"上个月月尾30号的没有到": "2026-10-30",
	} {
		r := New().Read(text, now)
		got := ""
		if len(r.Dates) == 1 && r.Dates[0].From == r.Dates[0].To {
			got = r.Dates[0].From.String()
		} else if len(r.Dates) > 0 {
			got = "more"
		}
		if got != want {
			t.Errorf("%s: %v, want %s", text, r.Dates, want)
		}
	}
	if r := New().Read("十月初一笔三千的没到", now); len(r.Dates) != 1 || r.Dates[0].From.String() != "2026-10-01" || r.Dates[0].To.String() != "2026-10-10" {
		t.Errorf("the first days of October: %v", r.Dates)
	}
}

// Sums of which the last figures are left open.
func TestOpenSums(t *testing.T) {
	now := time.Date(2026, 11, 20, 15, 20, 0, 0, time.UTC)
	for text, want := range map[string][2]string{
		"千几块那单":    {"1000", "2000"},
		"千幾蚊未到":    {"1000", "2000"},
		"百几块的没到":   {"100", "200"},
		"一千好几没到":   {"1000", "2000"},
		"两千好几的那单":  {"2000", "3000"},
		"五百幾蚊嗰單":   {"500", "600"},
		"成万几蚊未入账":  {"10000", "20000"},
		"几千块的那笔没到": {"1000", "10000"},
	} {
		r := New().Read(text, now)
		if len(r.Amounts) != 1 || r.Amounts[0].Low != want[0] || r.Amounts[0].High != want[1] || !r.Amounts[0].Under {
			t.Errorf("%s: %+v, want %v", text, r.Amounts, want)
		}
	}
}
