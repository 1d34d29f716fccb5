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
		"上上个月初八的":      "2026-09-18",
		"这个月初三那笔":      "2026-11-11",
		"這個月初五收的":      "2026-11-13",
		"年初八嗰單":        "2026-02-24",
		"十月初一的":        "2026-11-09",
		"初八中午收的":       "2026-11-16",
		"初八成功的那笔":      "2026-11-16",
		"初八1280那笔":     "2026-11-16",
		"十月初八3000那笔":   "2026-11-16",
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

// Where the words may mean anything else, no day of the moon is taken, and the sum
// that stands there is kept.
func TestNotOfTheMoon(t *testing.T) {
	now := time.Date(2026, 11, 20, 15, 20, 0, 0, time.FixedZone("", 8*3600))
	for text, want := range map[string]struct{ from, to, amount string }{
		"月初五百的那单":       {"2026-11-01", "2026-11-10", "500"},
		"这个月初三千块没到":     {"2026-11-01", "2026-11-10", "3000"},
		"上个月初八百块":       {"2026-10-01", "2026-10-10", "800"},
		"11月初三百块的那笔没到":  {"2026-11-01", "2026-11-10", "300"},
		"月初一万二的那笔":      {"2026-11-01", "2026-11-10", "12000"},
		"年初八千的那笔":       {"2026-01-01", "2026-01-31", "8000"},
		"月初五号的钱":        {"2026-11-05", "2026-11-05", ""},
		"11月初五号的3500":   {"2026-11-05", "2026-11-05", "3500"},
		"最初三天的钱":        {"", "", ""},
		"我的店叫初九烧烤":      {"", "", ""},
		"月初三四百块的":       {"2026-11-01", "2026-11-10", "*"},
		"這個月初九千蚊未到":     {"2026-11-01", "2026-11-10", "9000"},
		"本月初五块五那笔":      {"2026-11-01", "2026-11-10", "5.50"},
		"上月初八毛钱":        {"2026-10-01", "2026-10-10", "0.80"},
		"月初三天的钱":        {"2026-11-01", "2026-11-10", ""},
		"月初一收到就打给我":     {"2026-11-01", "2026-11-10", ""},
		"这个月初一早说好的":     {"2026-11-01", "2026-11-10", ""},
		"上个月初一起刷的":      {"2026-10-01", "2026-10-10", ""},
		"月初三的那笔":        {"2026-11-01", "2026-11-10", ""},
		"年初一共收了多少":      {"2026-01-01", "2026-01-31", ""},
		"今年初五百的":        {"2026-01-01", "2026-01-31", "500"},
		"当初三千块那笔":       {"", "", "3000"},
		"期初五百块":         {"", "", "500"},
		"八月廿蚊嗰單":        {"2026-08-01", "2026-08-31", ""},
		"腊月十五块的那笔":      {"", "", "15"},
		"正月三十块":         {"", "", "30"},
		"腊月二十万的货款":      {"", "", "200000"},
		"十一月初三的钱没到":     {"2026-11-01", "2026-11-10", ""},
		"初三家长交的":        {"", "", ""},
		"初二上学期的学费":      {"", "", ""},
		"11月初三百到了没":     {"2026-11-01", "2026-11-10", "300"},
		"上上个月初八百到了没":    {"2026-09-01", "2026-09-10", "800"},
		"下个月初三千会到吗":     {"2026-12-01", "2026-12-10", "3000"},
		"11月初十来笔没到":     {"2026-11-01", "2026-11-10", ""},
		"农历十月初五百块":      {"*", "*", "500"},
		"周初三千的那笔":       {"*", "*", "3000"},
		"月初八点刷的那笔":      {"2026-11-01", "2026-11-10", ""},
		"月初两千五的":        {"2026-11-01", "2026-11-10", "2500"},
		"这个月初八成没到":      {"2026-11-01", "2026-11-10", ""},
		"十月初三位客人刷的":     {"2026-10-01", "2026-10-10", ""},
		"上月初五日的3500没有到": {"2026-10-05", "2026-10-05", "3500"},
	} {
		r := New().Read(text, now)
		var from, to, amount string
		if len(r.Dates) > 0 {
			from, to = r.Dates[0].From.String(), r.Dates[0].To.String()
		}
		if len(r.Amounts) > 0 {
			amount = r.Amounts[0].Value + r.Amounts[0].Low
		}
		if want.from != "*" && (from != want.from || to != want.to) || want.amount != "*" && amount != want.amount {
			t.Errorf("%s: %s %s %q, want %v  (%+v)", text, from, to, amount, want, r.Amounts)
		}
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
