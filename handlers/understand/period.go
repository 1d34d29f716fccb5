package understand

import (
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers/understand/wording"
	"moneytrail/recon/calendar"
)

// holiday is a time off that people name: its first day and how many days are
// meant by it.
type holiday struct {
	month, day, days int
	// lunar gives the first day by year where it follows the moon or the sun's term.
	lunar map[int][2]int
}

// holidays as the State Council's yearly notices usually have them; the days
// of the lunar ones are those of the calendar of the Purple Mountain Observatory.
var holidays = map[string]holiday{
	"国庆": {10, 1, 7, nil}, "十一": {10, 1, 7, nil}, "五一": {5, 1, 5, nil}, "劳动节": {5, 1, 5, nil}, "元旦": {1, 1, 3, nil},
	"春节": {days: 7, lunar: map[int][2]int{2023: {1, 22}, 2024: {2, 10}, 2025: {1, 29}, 2026: {2, 17}, 2027: {2, 6}, 2028: {1, 26}, 2029: {2, 13}, 2030: {2, 3}}},
	"清明": {days: 3, lunar: map[int][2]int{2023: {4, 5}, 2024: {4, 4}, 2025: {4, 4}, 2026: {4, 5}, 2027: {4, 5}, 2028: {4, 4}, 2029: {4, 4}, 2030: {4, 5}}},
	"端午": {days: 3, lunar: map[int][2]int{2023: {6, 22}, 2024: {6, 10}, 2025: {5, 31}, 2026: {6, 19}, 2027: {6, 9}, 2028: {5, 28}, 2029: {6, 16}, 2030: {6, 5}}},
	"中秋": {days: 3, lunar: map[int][2]int{2023: {9, 29}, 2024: {9, 17}, 2025: {10, 6}, 2026: {9, 25}, 2027: {9, 15}, 2028: {10, 3}, 2029: {9, 22}, 2030: {9, 12}}},
}

// latest gives the first day of the latest such holiday that has begun.
func (h holiday) latest(c clock) (calendar.Date, bool) {
	if h.lunar == nil {
		if c.ahead { // one that goes on has begun
			c.today -= calendar.Date(max(h.days, 1) - 1)
		}
		return c.monthDay(h.month, h.day)
	}
	for y := c.year(); c.ahead && y < c.year()+3; y++ {
		if md, ok := h.lunar[y]; ok {
			if d, good := valid(y, md[0], md[1]); good && d+calendar.Date(max(h.days, 1)) > c.today {
				return d, true
			}
		}
	}
	for y := c.year(); y > c.year()-3; y-- {
		if md, ok := h.lunar[y]; ok {
			if d, good := valid(y, md[0], md[1]); good && d <= c.today {
				return d, true
			}
		}
	}
	return 0, false
}

// periodForms are parts of months and years, and holidays.
var periodForms = []dayForm{
	// 月底28号: the part of the month only says again where the day is
	{form: wording.MustCompile(`(上上个?月|上个?月|这个?月|本月|当月|` + zhN + `月份?)?的?(?:月初|月头|月中|月底|月末|月尾|初|头|底|末|尾)的?\s*` + zhN + `\s*[日号]`), has: []string{"初", "头", "尾", "底", "末", "月中"}, mean: dayInPart},
	{form: wording.MustCompile(`(上上个?月|上个?月|这个?月|本月|当月|` + zhN + `月份?)?的?(月初|月头|月中|月底|月末|月尾|初|头|底|末|尾|上旬|中旬|下旬)`), has: []string{"初", "头", "尾", "旬", "底", "末", "月中"}, mean: partOfMonth},
	{form: wording.MustCompile(`(国庆|十一|五一|劳动节|元旦|春节|清明|端午|中秋)节?的?(?:小长假|长假|假期|放假|期间|那几天|黄金周)`), has: []string{"假", "期间", "那几天", "黄金周"}, not: placed, mean: func(c clock, g []string) (day, bool) {
		h := holidays[g[1]]
		from, ok := h.latest(c)
		return day{from: from, to: from + calendar.Date(h.days-1)}, ok
	}},
	{form: wording.MustCompile(`(上|这|本)(?:一)?个?季度|(去年|今年)?(?:第)?([一二三四1-4])季度|\b(last|this|previous|past) quarter\b|\bq([1-4])\b(?: (20\d{2})\b)?`), has: []string{"季度", "quarter", "q"}, mean: quarter},
	{form: wording.MustCompile(`\b(first|second|third|fourth|1st|2nd|3rd|4th) quarter\b`), has: []string{"quarter"}, mean: func(c clock, g []string) (day, bool) {
		n := strings.Index("first second third fourth", g[1])
		if n < 0 {
			n = 7 * (int(g[1][0]-'0') - 1)
		}
		return quarter(c, []string{"", "", "", "", "", string(rune('1' + n/6)), ""})
	}},
	{form: wording.MustCompile(`\b(?:year to date|ytd)\b`), has: []string{"year to date", "ytd"}, mean: func(c clock, g []string) (day, bool) {
		return day{from: calendar.NewDate(c.year(), 1, 1), to: c.today}, true
	}},
	{form: wording.MustCompile(`(去年|今年)?(上|下)半年`), has: []string{"半年"}, mean: func(c clock, g []string) (day, bool) {
		y, from := c.year(), time.Month(1)
		if g[2] == "下" {
			from = 7
		}
		if g[1] == "去年" || g[1] == "" && calendar.NewDate(y, from, 1) > c.today {
			y--
		}
		return day{from: calendar.NewDate(y, from, 1), to: calendar.NewDate(y, from+6, 1) - 1}, true
	}},
	{form: wording.MustCompile(`\b(?:national day|october) (?:golden week|holidays?|break)\b|\bgolden week\b`), has: []string{"holiday", "golden week", "break"}, mean: func(c clock, _ []string) (day, bool) {
		from, ok := holidays["国庆"].latest(c)
		return day{from: from, to: from + 6}, ok
	}},
	{form: wording.MustCompile(`(前年|去年|今年)?的?(年初|年底|年末|年尾)`), has: []string{"年初", "年底", "年末", "年尾"}, after: []string{"大"}, mean: endOfYear},
	{form: wording.MustCompile(`\b(?:the )?(?:(early|mid|late)[- ]|(start|beginning|first part|first days|middle|end|last part|last days) of )(?:in )?(?:(the|this|last|next) month|` + enMonthName + `\b)`), has: []string{"early", "mid", "late", "of"}, not: placedEn, mean: partOfMonthEn},
	{form: wording.MustCompile(`\bearlier (?:in )?this (week|month|year)\b`), has: []string{"earlier"}, mean: func(c clock, g []string) (d day, ok bool) {
		switch unitOf(g[1]) {
		case weeks:
			d.from, _ = c.week(0)
		case months:
			d.from, _ = c.month(0)
		default:
			d.from, _ = wholeYear(c.year())
		}
		d.to = c.today
		return d, true
	}},
	{form: wording.MustCompile(`\b(?:the )?(week|month|weekend|` + enWeekday + `) before last\b`), has: []string{"before last"}, mean: func(c clock, g []string) (d day, ok bool) {
		switch {
		case g[1] == "week":
			d.from, d.to = c.week(-2)
		case g[1] == "month":
			d.from, d.to = c.month(-2)
		case g[1] == "weekend":
			monday, _ := c.week(-1)
			d.from, d.to = monday-2, monday-1
		default:
			one := c.weekday(weekdayOf(g[1]))
			if one == c.today {
				one -= 7
			}
			d = single(one - 7)
		}
		return d, true
	}},
	{form: wording.MustCompile(`半个月(?:之前|以前|前)`), has: []string{"半个月"}, mean: ago(-15)},
	{form: wording.MustCompile(`\b618(?:那天|当天|大促|活动)`), has: []string{"618"}, mean: func(c clock, g []string) (day, bool) {
		one, ok := c.monthDay(6, 18)
		return single(one), ok
	}},
	{form: wording.MustCompile(`\b(\d{1,2})[./](\d{1,2})\s*[号日]`), has: []string{"号", "日"}, mean: func(c clock, g []string) (day, bool) {
		return zhMonthDay(c, []string{"", "", g[1], g[2]})
	}},
	{form: wording.MustCompile(`\b(\d{1,2})[/.](\d{1,2})\s*(?:-|~|到|至|to)\s*(\d{1,2})[/.](\d{1,2})\b`), has: []string{"/", "."}, mean: func(c clock, g []string) (day, bool) {
		a, ok := zhMonthDay(c, []string{"", "", g[1], g[2]})
		b, fine := zhMonthDay(c, []string{"", "", g[3], g[4]})
		return day{from: a.from, to: b.to}, ok && fine && a.from < b.to
	}, unless: []string{"万", "w", "k", "元", "块", "千", "百", "港", "美", "rmb", "yuan", "usd", "hkd", "dollar", "%"}},
}

// endOfYear reads 年初, 去年年底: the first and the last month of a year.
func endOfYear(c clock, g []string) (day, bool) {
	y, month := c.year()-map[string]int{"前年": 2, "去年": 1}[g[1]], 12
	if g[2] == "年初" {
		month = 1
	} else if g[1] == "" && !c.ahead && calendar.NewDate(y, 12, 1) > c.today {
		y--
	}
	from := calendar.NewDate(y, time.Month(month), 1)
	return day{from: from, to: from + 30}, true
}

// partOfMonthEn reads "early October" and "end of last month".
func partOfMonthEn(c clock, g []string) (day, bool) {
	var month calendar.Date
	switch g[3] {
	case "":
		month, _ = c.monthNamed(monthOf(g[4]))
	case "last":
		month, _ = c.month(-1)
	case "next":
		month, _ = c.month(1)
	default:
		month, _ = c.month(0)
	}
	part := 0
	switch g[1] + g[2] {
	case "mid", "middle":
		part = 1
	case "late", "end", "last part", "last days":
		part = 2
	}
	if g[3] == "the" && !c.ahead && month+calendar.Date(10*part) > c.today {
		month, _ = c.month(-1)
	}
	return tenDays(month, part), true
}

// tenDays gives the first or second ten days of a month, or what is left of it.
func tenDays(month calendar.Date, part int) day {
	d := day{from: month + calendar.Date(10*part), to: month + calendar.Date(10*part+9)}
	if part == 2 {
		y, m, _ := ymd(month)
		d.to = calendar.NewDate(y, m+1, 1) - 1
	}
	return d
}

// partOfMonth reads the first and second ten days of a month, and what is left of it.
func partOfMonth(c clock, g []string) (day, bool) {
	bare := !strings.HasPrefix(g[3], "月") && !strings.HasSuffix(g[3], "旬")
	var month calendar.Date
	switch {
	case g[1] == "" && bare:
		return day{}, false
	case g[2] != "":
		m, ok := count(g[2])
		if !ok || m < 1 || m > 12 {
			return day{}, false
		}
		month, _ = c.monthNamed(m)
	default:
		month, _ = c.month(monthsBack(g[1]))
	}
	part := 2
	switch strings.TrimPrefix(strings.TrimSuffix(g[3], "旬"), "月") {
	case "初", "头", "上":
		part = 0
	case "中":
		part = 1
	}
	switch now := month + calendar.Date(10*part); {
	case g[1] == "" && now > c.today && !c.ahead:
		month, _ = c.month(-1)
	case g[1] == "" && now+9 < c.today && c.ahead:
		month, _ = c.month(1)
	}
	return tenDays(month, part), true
}

// dayInPart reads a day that stands beside the part of its month.
func dayInPart(c clock, g []string) (day, bool) {
	d, ok := count(g[3])
	switch {
	case !ok:
		return day{}, false
	case g[1] == "":
		one, good := c.dayOfMonth(d)
		return day{from: one, to: one, kind: monthly}, good
	case g[2] != "":
		return zhMonthDay(c, []string{"", "", g[2], g[3]})
	}
	month, _ := c.month(monthsBack(g[1]))
	y, m, _ := ymd(month)
	one, good := valid(y, int(m), d)
	return single(one), good
}

// quarter reads a quarter of the year, the latest that has begun.
func quarter(c clock, g []string) (day, bool) {
	y, m, _ := ymd(c.today)
	n := (int(m) - 1) / 3 // the present one, from zero
	named := g[3] + g[5]
	switch {
	case named != "":
		want := strings.Index("一二三四", named)/3 + 1
		if named[0] < 0x80 {
			want = int(named[0] - '0')
		}
		if g[6] != "" {
			y, _ = strconv.Atoi(g[6])
		} else if g[2] == "去年" || g[2] == "" && want-1 > n {
			y--
		}
		n = want - 1
	case g[1] == "上" || g[4] != "" && g[4] != "this":
		n--
	}
	from := calendar.NewDate(y, time.Month(3*n+1), 1)
	return day{from: from, to: calendar.NewDate(y, time.Month(3*n+4), 1) - 1}, true
}
