package understand

import (
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers/understand/wording"
	"moneytrail/recon/calendar"
)

// zhDays are the days that a word names, counted from today.
var zhDays = map[string]int{
	"大前天": -3, "大前儿": -3, "前儿": -2, "前天": -2, "前日": -2, "前晚": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨夜": -1, "昨儿": -1, "昨早": -1, "寻日": -1, "寻晚": -1, "琴晚": -1, "琴日": -1,
	"今天": 0, "今日": 0, "今早": 0, "今晚": 0, "今晨": 0, "今儿": 0, "今次": 0, "刚才": 0, "刚刚": 0, "方才": 0, "明天": 1, "明日": 1, "明早": 1, "后天": 2,
}

const zhN = `(\d{1,3}|[一二三四五六七八九十两廿几半]{1,3})`

// zhForms are the forms of Chinese dates, the longer before what is part of them.
var zhForms = []dayForm{
	{form: wording.MustCompile(`(\d{4}|\d{2})\s*年\s*` + zhN + `\s*月\s*` + zhN + `\s*[日号]?`), has: []string{"年"}, mean: func(c clock, g []string) (day, bool) {
		y, _ := strconv.Atoi(g[1])
		if y < 100 {
			y += 2000
		}
		return exactDay(y, g[2], g[3])
	}},
	{form: wording.MustCompile(`(\d{4})\s*年\s*` + zhN + `\s*月份?`), has: []string{"年"}, mean: func(c clock, g []string) (day, bool) {
		y, _ := strconv.Atoi(g[1])
		m, ok := count(g[2])
		if _, good := valid(y, m, 1); !ok || !good {
			return day{}, false
		}
		return day{from: calendar.NewDate(y, time.Month(m), 1), to: calendar.NewDate(y, time.Month(m)+1, 1) - 1}, true
	}},
	// 11月1-5号, 1号到5号 without the first 号
	{form: wording.MustCompile(`(?:` + zhN + `\s*月(?:份)?\s*)?` + zhN + `\s*(?:-|~|到|至)\s*` + zhN + `\s*[日号]`), has: []string{"号", "日"}, mean: zhDayRange},
	{form: wording.MustCompile(`(上上个?月|上个?月|这个?月|本月|当月)的?\s*` + zhN + `\s*[日号]`), has: []string{"月"}, mean: func(c clock, g []string) (day, bool) {
		from, _ := c.month(monthsBack(g[1]))
		d, ok := count(g[2])
		y, m, _ := ymd(from)
		one, good := valid(y, int(m), d)
		return single(one), ok && good
	}},
	{form: wording.MustCompile(`(前年|去年|今年)?` + zhN + `\s*月\s*` + zhN + `\s*[日号]`), has: []string{"月"}, mean: zhMonthDay},
	{form: wording.MustCompile(`(前年|去年|今年)?(\d{1,2}|[一二三四五六七八九十]{1,2})月(\d{1,2}|[一二三四五六七八九十]{1,3})`), has: []string{"月"}, mean: zhMonthDay, unless: []string{"万", "千", "百", "块", "元", "笔", "天", "个", "次", "%"}},
	{form: wording.MustCompile(`(前年|去年|今年)?` + zhN + `月份?`), has: []string{"月"}, mean: zhMonth},
	// 上周三家店 is three shops of last week, 上周三店里 a Wednesday
	{form: wording.MustCompile(`(上上|上|这|本|下)个?(?:周|星期|礼拜)`), has: []string{"周", "星期", "礼拜"}, mean: zhWeek,
		only: wording.MustCompile(`^[一三四五六1-7] ?(?:笔|(?:家|间)(?:店|分店|门店|铺|商|的|都|一共|总共|各|手续|合计|加)|个(?:店|分店|门店|客|顾|单|订单|商|问题)|台(?:机|刷|终|pos)|张(?:单|小票|卡))`)},
	{form: wording.MustCompile(`(上上|上|这|本|下)?个?(?:周|星期|礼拜)六(?:、|和|跟)?(?:周|星期|礼拜)?[日天](?:两天)?`), has: []string{"六日", "六天", "周日", "周天", "期日", "期天", "拜日", "拜天"}, mean: func(c clock, g []string) (day, bool) {
		return zhWeekday(c, []string{"", g[1], "末"})
	}},
	{form: wording.MustCompile(`(上上|上|这|本|下)?个?(?:周|星期|礼拜)(一)`), has: []string{"周", "星期", "礼拜"}, mean: zhWeekday, unless: []string{"共", "起", "直", "般"}},
	{form: wording.MustCompile(`(上上|上|这|本|下)?个?(?:周|星期|礼拜)([二三四五六日天末1-7])`), has: []string{"周", "星期", "礼拜"}, mean: zhWeekday},
	{form: wording.MustCompile(zhN + `\s*个?(天|日|周|星期|礼拜|月|年)(?:之前|以前|前)`), has: []string{"前"}, mean: func(c clock, g []string) (day, bool) {
		n, ok := several(g[1])
		if g[1] == "几" {
			return day{from: c.today - 7, to: c.today - 2}, unitOf(g[2]) == days
		}
		d, good := c.back(n, unitOf(g[2]))
		return single(d), ok && good
	}},
	{form: wording.MustCompile(`(最近|近|这|过去|前|上)的?` + zhN + `\s*个?(天|日|周|星期|礼拜|月|年)`), has: []string{"近", "这", "过去", "前", "上"}, mean: func(c clock, g []string) (day, bool) {
		n, ok := several(g[2])
		if !ok {
			return day{}, false
		}
		var d day
		if g[1] == "过去" || g[1] == "前" || g[1] == "上" {
			d.from, d.to, ok = c.whole(n, unitOf(g[3]))
		} else {
			d.from, d.to, ok = c.recent(n, unitOf(g[3]))
		}
		return d, ok
	}},
	{form: wording.MustCompile(`(上上|上|这|本|下)个?(?:周|星期|礼拜)`), has: []string{"周", "星期", "礼拜"}, mean: zhWeek},
	{form: wording.MustCompile(`上上个?月|上个?月|这个?月|本月|当月`), has: []string{"月"}, mean: func(c clock, g []string) (d day, ok bool) {
		d.from, d.to = c.month(monthsBack(g[0]))
		return d, true
	}},
	{form: wording.MustCompile(`大前[天儿]|前[天儿]|前日|前晚|昨[天日晚夜儿早]|[寻琴][日晚]|今[天日早晚晨儿]|刚才|刚刚|方才|明[天日早]|后天`), has: []string{"天", "日", "儿", "昨", "今", "晚", "刚", "方才", "明早"}, mean: func(c clock, g []string) (day, bool) {
		return single(c.today + calendar.Date(zhDays[g[0]])), true
	}},
	{form: wording.MustCompile(`周末`), has: []string{"周末"}, mean: func(c clock, g []string) (d day, ok bool) {
		d.from, d.to = c.weekend()
		return d, true
	}},
	{form: wording.MustCompile(`前年|去年|今年`), has: []string{"年"}, mean: func(c clock, g []string) (d day, ok bool) {
		y := c.year() - map[string]int{"前年": 2, "去年": 1}[g[0]]
		d.from, d.to = wholeYear(y)
		return d, true
	}},
	{form: wording.MustCompile(`(二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十一?|[12]\d|3[01])那(?:天|日|晚)`), has: []string{"那"}, after: []string{"周", "期", "拜", "初", "月", "零", "百", "千", "万", "第", "年", "前", "后", "近"}, mean: func(c clock, g []string) (day, bool) {
		n, ok := count(g[1])
		one, good := c.dayOfMonth(n)
		return day{from: one, to: one, kind: monthly}, ok && good
	}},
	{form: wording.MustCompile(`(第|尾)?` + zhN + `\s*[日号](机|店|终端|门店|楼|线|柜|桌|台)?`), has: []string{"号", "日"}, after: []string{"路", "街", "巷", "弄", "大道", "胡同", "村"}, mean: func(c clock, g []string) (day, bool) {
		n, ok := count(g[2])
		one, good := c.dayOfMonth(n)
		return day{from: one, to: one, kind: monthly}, ok && good && g[1] == "" && g[3] == ""
	}},
}

func single(d calendar.Date) day { return day{from: d, to: d} }

// several reads a count; 几 is a week's worth, 半 is none.
func several(s string) (int, bool) {
	if s == "几" {
		return 7, true
	}
	return count(s)
}

func exactDay(y int, month, dayText string) (day, bool) {
	m, ok := count(month)
	d, fine := count(dayText)
	one, good := valid(y, m, d)
	return single(one), ok && fine && good
}

func zhMonthDay(c clock, g []string) (day, bool) {
	if g[1] != "" {
		y := c.year() - map[string]int{"前年": 2, "去年": 1}[g[1]]
		return exactDay(y, g[2], g[3])
	}
	m, ok := count(g[2])
	d, fine := count(g[3])
	one, good := c.monthDay(m, d)
	return day{from: one, to: one, kind: yearly}, ok && fine && good
}

func zhMonth(c clock, g []string) (d day, ok bool) {
	m, ok := count(g[2])
	if !ok || m < 1 || m > 12 {
		return day{}, false
	}
	if g[1] == "" {
		d.from, d.to = c.monthNamed(m)
		return d, true
	}
	y := c.year() - map[string]int{"前年": 2, "去年": 1}[g[1]]
	return day{from: calendar.NewDate(y, time.Month(m), 1), to: calendar.NewDate(y, time.Month(m)+1, 1) - 1}, true
}

// zhDayRange reads two days of one month; without a month, the latest such
// range whose end is not after today.
func zhDayRange(c clock, g []string) (day, bool) {
	from, ok := count(g[2])
	to, fine := count(g[3])
	if !ok || !fine || from > to {
		return day{}, false
	}
	var end calendar.Date
	if g[1] == "" {
		end, ok = c.dayOfMonth(to)
	} else {
		var m int
		if m, ok = count(g[1]); ok {
			end, ok = c.monthDay(m, to)
		}
	}
	start := end - calendar.Date(to-from)
	return day{from: start, to: end}, ok && from >= 1
}

func zhWeekday(c clock, g []string) (d day, ok bool) {
	if g[2] == "末" {
		switch {
		case g[1] == "":
			d.from, d.to = c.weekend()
		default:
			monday, _ := c.week(weeksBack(g[1]))
			d.from, d.to = monday+5, monday+6
		}
		return d, true
	}
	n := strings.Index("一二三四五六日", g[2])/3 + 1
	if g[2] == "天" {
		n = 7
	} else if g[2][0] < 0x80 {
		n = int(g[2][0] - '0')
	}
	if g[1] == "" {
		one := c.weekday(time.Weekday(n % 7))
		return day{from: one, to: one, kind: weekday}, true
	}
	monday, _ := c.week(weeksBack(g[1]))
	return single(monday + calendar.Date(n-1)), true
}

func zhWeek(c clock, g []string) (d day, ok bool) {
	d.from, d.to = c.week(weeksBack(g[1]))
	return d, true
}

func weeksBack(word string) int {
	return map[string]int{"上上": -2, "上": -1, "下": 1}[word]
}

func monthsBack(word string) int {
	switch {
	case strings.HasPrefix(word, "上上"):
		return -2
	case strings.HasPrefix(word, "上"):
		return -1
	}
	return 0
}

func unitOf(word string) unit {
	switch strings.TrimSuffix(word, "s") {
	case "周", "星期", "礼拜", "week", "wk":
		return weeks
	case "月", "month":
		return months
	case "年", "year":
		return years
	}
	return days
}
