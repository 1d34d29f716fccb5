package understand

import (
	"slices"
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
	sunMonth   = `(\d{1,2}|[一二三四五六七八九十]{1,2})月`
	thisMonth  = `(上{1,2}个?月|这个?月|本月)的?`
)

// The figure of a day is as often that of a sum, of a count or of a class at school,
// and 初 of a month or a year its beginning ("月初五百", "年初八千", "11月初五号").
// So a day of the moon is taken only where the words leave nothing else.
var (
	// ofFigure follows a figure that goes on or is of something else.
	ofFigure = wording.MustCompile(`^(?:[百千万亿元块蚊毛角点号日天倍折刀]|分(?:钱|$)|成(?:[^功交]|$)|美[金元]|港[币元纸]|人民币|[一二三四五六七八九十]{1,2}[号日天]|\d+[号日天])`)
	// ofSchool and ofName follow a form of a school, a step or count, and a house that is called so.
	ofSchool = []string{"学", "年级", "班", "生", "毕业", "中学", "中考", "期", "步", "始", "见", "级", "家长", "孩子", "小孩", "老师", "课", "补习", "辅导", "作业", "教材", "数学", "英语", "语文",
		"上学", "下学", "上册", "下册", "晚自习", "笔", "单", "个", "次", "共", "直", "台", "张", "家", "年", "周", "小时"}
	ofName = []string{"烧烤", "餐", "饭馆", "饭店", "面馆", "小吃", "火锅", "茶", "酒楼", "酒吧", "酒家", "咖啡", "奶茶", "甜品", "便利", "超市", "商行", "商店", "书店", "花店", "药店", "小店", "分店", "铺", "水果店",
		"烘焙", "蛋糕店", "包子", "私房", "家常", "小馆", "食堂", "厨房", "民宿", "客栈", "服饰", "美发", "理发", "海鲜"}
	noLunar = slices.Concat(ofSchool, ofName)
	// A day behind a month of the sun, or behind 这个月, goes on in one of these ways.
	ofDay    = `\s|\pP|的|嘅|那[天日笔单个]|嗰|这[天日笔单]|当[天日]|[至~-]`
	aDay     = wording.MustCompile(`^(?:$|` + ofDay + `|[收刷卖付做扫打入进结没未冇还我你您客能会有是早晚前后以之左下上夜凌]|\d|中午|到(?:$|[账帐初廿十今现了没未达]))`)
	theFirst = wording.MustCompile(`^(?:$|` + ofDay + `|到[初廿十])`) // 一 begins many a word: 一收到, 一早, 一起
	// What is before 初 where it is the beginning of something, or what one is called.
	beginning = []string{"当", "最", "起", "年", "月", "期", "周", "季", "旬", "学", "如", "上上", "叫", "名字是", "店名是", "店名", "名为"}
	notOfYear = []string{"去", "前", "今", "明", "后", "每", "当", "本", "同", "上", "一", "半", "几", "多"} // 去年初: its beginning
)

// lunarForms are days of the moon's calendar: said to be so, of a month that only
// it names, or with 初 and 廿 before the day.
var lunarForms = []dayForm{
	{form: wording.MustCompile(lunarNamed + `([正冬腊]|\d{1,2}|[一二三四五六七八九十]{1,2})月份?的?` + lunarDay + `[日号]?`), has: []string{"历"}, not: ofFigure, mean: lunarMonthDay},
	{form: wording.MustCompile(`([正冬腊])月的?` + lunarDay + `[日号]?`), has: []string{"正月", "冬月", "腊月"}, unless: noLunar, not: ofFigure, mean: lunarMonthDay},
	{form: wording.MustCompile(sunMonth + `(初[二三四五六七八九十]|廿[一二三四五六七八九]?)`), has: []string{"月初", "月廿"}, unless: noLunar, not: ofFigure, only: aDay, mean: lunarOfLate},
	{form: wording.MustCompile(sunMonth + `(初一)`), has: []string{"月初一"}, only: theFirst, mean: lunarOfLate},
	{form: wording.MustCompile(`(?:大年|新年|春节)的?()(初[一二三四五六七八九十])`), has: []string{"大年", "新年", "春节"}, unless: noLunar, not: ofFigure, mean: lunarMonthDay},
	{form: wording.MustCompile(`年的?()(初[二三四五六七八九十])`), has: []string{"年初", "年的初"}, unless: noLunar, not: ofFigure, only: aDay, after: notOfYear, mean: lunarMonthDay},
	{form: wording.MustCompile(`年的?()(初一)`), has: []string{"年初一"}, only: theFirst, after: notOfYear, mean: lunarMonthDay},
	{form: wording.MustCompile(thisMonth + `(初[二三四五六七八九十])`), has: []string{"月初", "月的初"}, unless: noLunar, not: ofFigure, only: aDay, mean: latestLunar},
	{form: wording.MustCompile(thisMonth + `(初一)`), has: []string{"月初一", "月的初一"}, only: theFirst, mean: latestLunar},
	{form: wording.MustCompile(`()(初[一二三四五六七八九十])`), has: []string{"初"}, unless: noLunar, not: ofFigure, after: beginning, mean: latestLunar},
}

// ofLate is how far back a day is taken that a month of either calendar may name:
// in November 十一月初三 is sooner one of its first days than one of last winter.
const ofLate = 300

// lunarOfLate reads a month and a day that are not said to be the moon's.
func lunarOfLate(c clock, g []string) (day, bool) {
	d, ok := lunarMonthDay(c, g)
	return d, ok && c.today-d.from < ofLate
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
	back := strings.Count(g[1], "上")
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
