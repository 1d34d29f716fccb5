package understand

import (
	"regexp"
	"strings"
	"time"

	"moneytrail/recon/calendar"
)

// feast is a day that people name: the same every year, or by year where it
// follows the moon or the sun, or so many days after another one.
type feast struct {
	month, day int
	by         map[int][2]int
	of         string
	after      int
}

// feasts by their names. The days of the lunar ones are those of the calendar of
// the Purple Mountain Observatory.
var feasts = map[string]feast{
	"元旦": {month: 1, day: 1}, "情人节": {month: 2, day: 14}, "妇女节": {month: 3, day: 8}, "五一": {month: 5, day: 1}, "劳动节": {month: 5, day: 1}, "儿童节": {month: 6, day: 1},
	"六一八": {month: 6, day: 18}, "教师节": {month: 9, day: 10}, "国庆": {month: 10, day: 1}, "万圣节": {month: 10, day: 31}, "双十一": {month: 11, day: 11}, "双11": {month: 11, day: 11},
	"双十二": {month: 12, day: 12}, "双12": {month: 12, day: 12}, "平安夜": {month: 12, day: 24}, "圣诞": {month: 12, day: 25},
	"春节": {by: holidays["春节"].lunar}, "清明": {by: holidays["清明"].lunar}, "端午": {by: holidays["端午"].lunar}, "中秋": {by: holidays["中秋"].lunar},
	"除夕": {of: "春节", after: -1}, "年三十": {of: "春节", after: -1}, "大年夜": {of: "春节", after: -1}, "大年初一": {of: "春节"}, "大年初二": {of: "春节", after: 1}, "大年初三": {of: "春节", after: 2},
	"正月初一": {of: "春节"}, "元宵": {of: "春节", after: 14}, "正月十五": {of: "春节", after: 14},
	"七夕": {by: map[int][2]int{2023: {8, 22}, 2024: {8, 10}, 2025: {8, 29}, 2026: {8, 19}, 2027: {8, 8}, 2028: {8, 26}, 2029: {8, 16}, 2030: {8, 5}}},
	"重阳": {by: map[int][2]int{2023: {10, 23}, 2024: {10, 11}, 2025: {10, 29}, 2026: {10, 18}, 2027: {10, 8}, 2028: {10, 26}, 2029: {10, 16}, 2030: {10, 5}}},
	"冬至": {by: map[int][2]int{2023: {12, 22}, 2024: {12, 21}, 2025: {12, 21}, 2026: {12, 22}, 2027: {12, 22}, 2028: {12, 21}, 2029: {12, 21}, 2030: {12, 22}}},

	"new year's day": {month: 1, day: 1}, "new years day": {month: 1, day: 1}, "new year's eve": {month: 12, day: 31}, "new years eve": {month: 12, day: 31},
	"valentine's day": {month: 2, day: 14}, "valentines day": {month: 2, day: 14}, "halloween": {month: 10, day: 31}, "singles day": {month: 11, day: 11}, "singles' day": {month: 11, day: 11},
	"christmas": {month: 12, day: 25}, "christmas day": {month: 12, day: 25}, "christmas eve": {month: 12, day: 24}, "boxing day": {month: 12, day: 26},
	"chinese new year": {of: "春节"}, "lunar new year": {of: "春节"}, "spring festival": {of: "春节"}, "mid-autumn festival": {of: "中秋"}, "mid autumn festival": {of: "中秋"},
	"mid-autumn": {of: "中秋"}, "dragon boat festival": {of: "端午"}, "black friday": {by: fourthThursdays(1)}, "thanksgiving": {by: fourthThursdays(0)},
}

// fourthThursdays gives the day so many days after the fourth Thursday of November, by year.
func fourthThursdays(after int) map[int][2]int {
	all := map[int][2]int{}
	for y := 2020; y < 2050; y++ {
		first := calendar.NewDate(y, time.November, 1)
		_, _, d := ymd(first + calendar.Date((int(time.Thursday)-int(first.Weekday())+7)%7+21+after))
		all[y] = [2]int{11, d}
	}
	return all
}

// latest gives the latest such day that has come.
func (f feast) latest(c clock) (calendar.Date, bool) {
	switch {
	case f.of != "":
		base := c
		base.today -= calendar.Date(f.after)
		d, ok := feasts[f.of].latest(base)
		return d + calendar.Date(f.after), ok
	case f.by == nil:
		return c.monthDay(f.month, f.day)
	}
	return holiday{lunar: f.by}.latest(c)
}

// feastForms are named days, and days before and after them.
var feastForms = []dayForm{
	{form: regexp.MustCompile(`(双十[一二]|双1[12]|六一八|元旦|五一|劳动节|儿童节|国庆|圣诞|平安夜|情人节|妇女节|教师节|万圣节|春节|清明|端午|中秋|除夕|年三十|大年夜|大年初[一二三]|正月初一|正月十五|元宵|七夕|重阳|冬至)节?(?:当天|当晚|那天)?的?(?:(前|后)第?([一二两三四五六七1-7])[天晚]|(前夕|前夜|前晚|第二天|次日|隔天))?`),
		has: []string{"双", "六一八", "元旦", "五一", "节", "国庆", "圣诞", "平安夜", "清明", "端午", "中秋", "除夕", "年", "正月", "元宵", "七夕", "重阳", "冬至"}, mean: feastDay},
	{form: regexp.MustCompile(`\b(?:the )?(?:(day|night) (before|after) )?(new year'?s (?:day|eve)|valentine'?s day|halloween|singles'? day|christmas(?: day| eve)?|boxing day|(?:chinese|lunar) new year|spring festival|mid[- ]autumn festival|mid-autumn|dragon boat festival|black friday|thanksgiving)\b`),
		has: []string{"year", "day", "halloween", "christmas", "festival", "autumn", "thanksgiving"}, mean: func(c clock, g []string) (day, bool) {
			one, ok := feasts[g[3]].latest(c)
			switch g[2] {
			case "before":
				one--
			case "after":
				one++
			}
			return single(one), ok
		}},
}

// feastDay reads 中秋, 中秋前一天, 国庆后三天, 双11第二天.
func feastDay(c clock, g []string) (day, bool) {
	one, ok := feasts[g[1]].latest(c)
	if !ok {
		return day{}, false
	}
	if g[2] == "" {
		switch {
		case strings.HasPrefix(g[4], "前"):
			one--
		case g[4] != "":
			one++
		}
		return single(one), true
	}
	n, ok := count(g[3])
	if g[2] == "前" {
		return day{from: one - calendar.Date(n), to: one - 1}, ok
	}
	return day{from: one + 1, to: one + calendar.Date(n)}, ok
}
