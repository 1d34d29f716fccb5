package understand

import (
	"strings"

	"moneytrail/handlers/understand/wording"
	"moneytrail/recon/calendar"
)

// The years of the moon's calendar that are known, from the first day of 2020's.
// Of each the bits from 16 down tell which of its months have thirty days, the
// last four the month after which one is put in, the seventeenth whether that
// one has thirty. A test holds them against the days of the feasts.
const lunarSince = 2020

var (
	lunarYears = [...]int{0x07954, 0x06aa0, 0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65, 0x0d530, 0x05aa0, 0x076a3, 0x096d0, 0x04afb, 0x04ad0, 0x0a4d0}
	lunarFirst = calendar.NewDate(lunarSince, 1, 25)
)

// lunarMonth is one month of that calendar.
type lunarMonth struct {
	year, month int
	first       calendar.Date
	days        int
	putIn       bool // the second of its number
}

// lunarMonths are all months that are known, in their order.
var lunarMonths = func() []lunarMonth {
	var all []lunarMonth
	at := lunarFirst
	add := func(y, m, days int, putIn bool) {
		all = append(all, lunarMonth{y, m, at, days, putIn})
		at += calendar.Date(days)
	}
	for i, bits := range lunarYears {
		for m := 1; m <= 12; m++ {
			add(lunarSince+i, m, 29+bits>>(16-m)&1, false)
			if bits&15 == m {
				add(lunarSince+i, m, 29+bits>>16&1, true)
			}
		}
	}
	return all
}()

const (
	lunarDay   = `(初[一二三四五六七八九十]|廿[一二三四五六七八九]?|二?十[一二三四五六七八九]?|三十)`
	lunarNamed = `(?:农历|阴历|旧历|古历|老历)的?`
)

// noLunar follows what is a form of a school, a step, or counts what comes next ("十月初一笔").
var noLunar = []string{"学生", "年级", "班", "生", "毕业", "中", "期", "步", "始", "见", "级", "笔", "单", "个", "次", "共", "直", "台", "张", "家", "天一"}

// lunarForms are days of the moon's calendar: said to be so, of a month that only
// it names, or with 初 and 廿 before the day.
var lunarForms = []dayForm{
	{form: wording.MustCompile(lunarNamed + `([正冬腊]|\d{1,2}|[一二三四五六七八九十]{1,2})月份?的?` + lunarDay + `[日号]?`), has: []string{"历"}, mean: lunarMonthDay},
	{form: wording.MustCompile(`([正冬腊])月的?` + lunarDay + `[日号]?`), has: []string{"正月", "冬月", "腊月"}, unless: noLunar, mean: lunarMonthDay},
	{form: wording.MustCompile(`(\d{1,2}|[一二三四五六七八九十]{1,2})月(初[一二三四五六七八九十]|廿[一二三四五六七八九]?)`), has: []string{"月初", "月廿"}, unless: noLunar, mean: lunarMonthDay},
	{form: wording.MustCompile(`(?:大年|年|新年|春节)的?()(初[一二三四五六七八九十])`), has: []string{"年初", "年的初", "春节"}, unless: noLunar, mean: lunarMonthDay},
	{form: wording.MustCompile(`(上个?月|这个?月|本月)?的?(初[一二三四五六七八九十])`), has: []string{"初"}, unless: noLunar, mean: latestLunar},
}

// lunarMonthDay reads a month and a day: the latest such day not after today, or
// the next where what is to come is spoken of. A month put in is not meant.
func lunarMonthDay(c clock, g []string) (day, bool) {
	month := map[string]int{"": 1, "正": 1, "冬": 11, "腊": 12}[g[1]]
	if month == 0 {
		month, _ = count(g[1])
	}
	return pickLunar(c, g[2], func(m lunarMonth) bool { return m.month == month && !m.putIn })
}

// latestLunar reads a day without its month.
func latestLunar(c clock, g []string) (day, bool) {
	if g[1] == "" {
		return pickLunar(c, g[2], func(lunarMonth) bool { return true })
	}
	back := 0
	if strings.HasPrefix(g[1], "上") {
		back = 1
	}
	for i, m := range lunarMonths {
		if m.first <= c.today && c.today < m.first+calendar.Date(m.days) && i >= back {
			d, ok := lunarMonths[i-back].on(g[2])
			return single(d), ok
		}
	}
	return day{}, false
}

// on gives the day of a month.
func (m lunarMonth) on(said string) (calendar.Date, bool) {
	n, ok := count(strings.TrimPrefix(said, "初"))
	return m.first + calendar.Date(n-1), ok && n >= 1 && n <= m.days
}

func pickLunar(c clock, said string, fits func(lunarMonth) bool) (found day, ok bool) {
	if c.today < lunarFirst || c.today > lunarMonths[len(lunarMonths)-1].first {
		return day{}, false
	}
	for _, m := range lunarMonths {
		d, good := m.on(said)
		switch {
		case !good || !fits(m):
		case c.ahead && d >= c.today && !ok:
			return single(d), true
		case !c.ahead && d <= c.today:
			found, ok = single(d), true
		}
	}
	return found, ok
}
