package understand

import (
	"strings"
	"time"

	"moneytrail/handlers/understand/wording"
	"moneytrail/recon/calendar"
)

// feast is a day that people name: the same every year, or by year where it
// follows the moon or the sun, or so many days after another one.
type feast struct {
	month, day int
	by         map[int][2]int
	of         string
	after      int
	// sunday is which Sunday of the month it is; long: it is so many days, as the
	// customs of two parts of the country differ.
	sunday, long int
}

// feasts by their names. The days of the lunar ones are those of the calendar of
// the Purple Mountain Observatory.
var feasts = map[string]feast{
	"元旦": {month: 1, day: 1}, "情人节": {month: 2, day: 14}, "妇女节": {month: 3, day: 8}, "五一": {month: 5, day: 1}, "劳动节": {month: 5, day: 1}, "儿童节": {month: 6, day: 1},
	"六一八": {month: 6, day: 18}, "教师节": {month: 9, day: 10}, "国庆": {month: 10, day: 1}, "万圣节": {month: 10, day: 31}, "双十一": {month: 11, day: 11}, "双11": {month: 11, day: 11},
	"双十二": {month: 12, day: 12}, "双12": {month: 12, day: 12}, "平安夜": {month: 12, day: 24}, "圣诞": {month: 12, day: 25},
	"春节": {by: holidays["春节"].lunar}, "清明": {by: holidays["清明"].lunar}, "端午": {by: holidays["端午"].lunar}, "中秋": {by: holidays["中秋"].lunar},
	"除夕": {of: "春节", after: -1}, "年三十": {of: "春节", after: -1}, "大年夜": {of: "春节", after: -1},
	"元宵": {of: "春节", after: 14}, "正月十五": {of: "春节", after: 14},
	"七夕": {by: map[int][2]int{2023: {8, 22}, 2024: {8, 10}, 2025: {8, 29}, 2026: {8, 19}, 2027: {8, 8}, 2028: {8, 26}, 2029: {8, 16}, 2030: {8, 5}}},
	"重阳": {by: map[int][2]int{2023: {10, 23}, 2024: {10, 11}, 2025: {10, 29}, 2026: {10, 18}, 2027: {10, 8}, 2028: {10, 26}, 2029: {10, 16}, 2030: {10, 5}}},
	"冬至": {by: map[int][2]int{2023: {12, 22}, 2024: {12, 21}, 2025: {12, 21}, 2026: {12, 22}, 2027: {12, 22}, 2028: {12, 21}, 2029: {12, 21}, 2030: {12, 22}}},

	"腊八": {by: map[int][2]int{2024: {1, 18}, 2025: {1, 7}, 2026: {1, 26}, 2027: {1, 15}, 2028: {1, 4}, 2029: {1, 22}, 2030: {1, 11}}},
	"小年": {of: "腊八", after: 15, long: 2}, "中元": {of: "七夕", after: 8}, "鬼节": {of: "七夕", after: 8},
	"立冬": {by: map[int][2]int{2023: {11, 8}, 2024: {11, 7}, 2025: {11, 7}, 2026: {11, 7}, 2027: {11, 8}, 2028: {11, 7}, 2029: {11, 7}, 2030: {11, 7}}},
	"三八": {month: 3, day: 8}, "五四": {month: 5, day: 4}, "六一": {month: 6, day: 1}, "七一": {month: 7, day: 1}, "八一": {month: 8, day: 1}, "十一": {month: 10, day: 1},
	"愚人": {month: 4, day: 1}, "感恩": {by: fourthThursdays(0)}, "母亲": {month: 5, sunday: 2}, "父亲": {month: 6, sunday: 3},

	"lantern festival": {of: "元宵"}, "winter solstice": {of: "冬至"}, "qixi": {of: "七夕"}, "laba festival": {of: "腊八"}, "national day": {month: 10, day: 1}, "labour day": {month: 5, day: 1}, "labor day": {month: 5, day: 1},
	"women's day": {month: 3, day: 8}, "womens day": {month: 3, day: 8}, "children's day": {month: 6, day: 1}, "childrens day": {month: 6, day: 1}, "mother's day": {of: "母亲"}, "mothers day": {of: "母亲"},
	"father's day": {of: "父亲"}, "fathers day": {of: "父亲"}, "double eleven": {month: 11, day: 11}, "double 11": {month: 11, day: 11}, "double twelve": {month: 12, day: 12},

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
	case f.sunday > 0:
		return c.sunday(f.month, f.sunday)
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

// sunday gives the latest such Sunday of a month that has come, or the next.
func (c clock) sunday(month, nth int) (calendar.Date, bool) {
	for step := range 3 {
		y := c.year() - step
		if c.ahead {
			y = c.year() + step
		}
		first := calendar.NewDate(y, time.Month(month), 1)
		d := first + calendar.Date((7-int(first.Weekday()))%7+7*(nth-1))
		if d <= c.today && !c.ahead || d >= c.today && c.ahead {
			return d, true
		}
	}
	return 0, false
}

// placed is what makes a feast's name that of a street, a school or a shop: 五一广场,
// 国庆路, 双十一小吃店. In the shop, passing by it and its people are no names.
var (
	placed   = wording.MustCompile(`^(?:节)?(?:[^\x00-\x7f的了那天日假期节当晚前后夜刷收付卖到没还钱款在是和跟有我他一两三四五六七八九十几 ]{0,4}?)(?:大街|大道|大厦|广场|胡同|小区|新村|商场|超市|市场|中学|小学|大学|学校|医院|酒店|饭店|餐馆|公园|路|街|巷|弄|道|桥|村|楼|城|镇|乡|县|苑|馆|店|站|厂)(?:$|[^里上过员长主内外子家铺面])`)
	placedEn = wording.MustCompile(`^,? ?(?:street|st|road|rd|lane|avenue|ave|square|plaza|mall|market|hotel|school|park|branch)\b`)
)

// feastForms are named days, and days before and after them.
var feastForms = []dayForm{
	{form: wording.MustCompile(`(双十[一二]|双1[12]|六一八|元旦|五一|劳动节|儿童节|国庆|圣诞|平安夜|情人节|妇女节|教师节|万圣节|春节|清明|端午|中秋|除夕|年三十|大年夜|(?:大年|正月)初[一二三四五六七八九十]|正月十五|元宵|七夕|重阳|冬至|立冬|腊八|中元|鬼节)节?(?:当天|当晚|那天)?的?(?:(前|后)第?([一二两三四五六七1-7])[天晚]|(前夕|前夜|前晚|第二天|次日|隔天))?`),
		has: []string{"双", "六一八", "元旦", "五一", "节", "国庆", "圣诞", "平安夜", "清明", "端午", "中秋", "除夕", "年", "正月", "元宵", "七夕", "重阳", "冬至", "立冬", "腊八", "中元"}, not: placed, mean: feastDay},
	{form: wording.MustCompile(`(三八|五四|六一|七一|八一|十一|小年|母亲|父亲|感恩|愚人)(?:(?:妇女|青年|儿童|建党|建军|国庆)?节(?:当天|当晚|那[天日])?|当天|当晚|那[天日]|前夕)的?(?:(前|后)第?([一二两三四五六七1-7])[天晚]|(前夕|前夜|前晚|第二天|次日|隔天))?`),
		has: []string{"节", "当天", "当晚", "那天", "那日", "前夕"}, not: placed, after: []string{"第", "星期", "周", "月", "拜"}, mean: feastDay},
	{form: wording.MustCompile(`\b(?:the )?(?:(day|night) (before|after) )?(new year'?s (?:day|eve)|valentine'?s day|halloween|singles'? day|christmas(?: day| eve)?|boxing day|(?:chinese|lunar) new year|spring festival|mid[- ]autumn festival|mid-autumn|dragon boat festival|black friday|thanksgiving|lantern festival|winter solstice|laba festival|qixi|national day|labou?r day|women'?s day|children'?s day|(?:mother|father)'?s day|double (?:eleven|11|twelve))\b`),
		has: []string{"year", "day", "halloween", "christmas", "festival", "autumn", "thanksgiving", "solstice", "qixi", "double"}, not: placedEn, mean: func(c clock, g []string) (day, bool) {
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

// named gives the feast of a name; the days of the new year are counted on from its first.
func named(name string) feast {
	if _, nth, ok := strings.Cut(name, "初"); ok {
		n, _ := count(nth)
		return feast{of: "春节", after: n - 1}
	}
	return feasts[name]
}

// feastDay reads 中秋, 中秋前一天, 国庆后三天, 双11第二天.
func feastDay(c clock, g []string) (day, bool) {
	one, ok := named(g[1]).latest(c)
	if !ok {
		return day{}, false
	}
	if g[2] == "" {
		switch {
		case g[4] == "" && feasts[g[1]].long > 1:
			return day{from: one, to: one + calendar.Date(feasts[g[1]].long-1)}, true
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
