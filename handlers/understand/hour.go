package understand

import (
	"strings"

	"moneytrail/handlers/understand/wording"
)

var (
	zhHour    = wording.MustCompile(`(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜|晚)?的?\s*(\d{1,2}|[一二两三四五六七八九十]{1,3})\s*点(?:(半|一刻|三刻|钟|多|左右|整)|(\d{1,2}|[一二三四五六七八九十零]{1,3})分?)?`)
	clockHour = wording.MustCompile(`\b([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?\s*([ap])?\.?(?:m\b)?`)
	enHour    = wording.MustCompile(`\b(\d{1,2})(?:[:.]([0-5]\d))?\s*([ap])\.?m\b|\b(\d{1,2}) ?o'?clock\b`)
	noonWord  = wording.MustCompile(`中午|正午|\bnoon\b|\bmidday\b|\blunch ?time\b`)
)

// hourSigns are what every time of day has one of.
var hourSigns = []string{"点", ":", "am", "pm", "a.m", "p.m", "clock", "午", "noon", "midday", "lunch"}

// readHour takes the first time of day out of the message; -1 if none was named.
func readHour(m *message) int {
	hour := -1
	set := func(h int) {
		if hour < 0 && h >= 0 && h < 24 {
			hour = h
		}
	}
	if !m.holdsAny(hourSigns) {
		return hour
	}
	for _, at := range zhHour.FindAllSubmatchIndex(m.rest, -1) {
		part, mark := group(m, at, 1), group(m, at, 3)
		h, ok := count(group(m, at, 2))
		if part == "" {
			part = dayPart(m.before(at[0]))
		}
		// 一点 and 两点 alone mean "a little", "two points".
		if !ok || h > 24 || partOfNumber(m, at[0], at[1]) || part == "" && h < 3 && mark == "" && m.rest[at[4]] >= 0x80 {
			continue
		}
		set(afternoon(h, part))
		end := at[1]
		if at[8] >= 0 && opens(m.text[end:], "千", "百", "万", "块", "元", "圆") {
			end = at[8] // 八点三千: what follows is an amount
		}
		m.take(at[0], end)
	}
	for _, at := range enHour.FindAllSubmatchIndex(m.rest, -1) {
		text := group(m, at, 1) + group(m, at, 4)
		h, _ := count(text)
		if h < 1 || h > 12 {
			continue
		}
		switch group(m, at, 3) {
		case "p":
			h = h%12 + 12
		case "a":
			h %= 12
		}
		set(h)
		m.take(at[0], at[1])
	}
	for _, at := range clockHour.FindAllSubmatchIndex(m.rest, -1) {
		h, _ := count(strings.TrimPrefix(group(m, at, 1), "0"))
		switch {
		case group(m, at, 3) == "p" && h < 12:
			h += 12
		case h < 12:
			h = afternoon(h, dayPart(m.before(at[0])))
		}
		set(h % 24)
		m.take(at[0], at[1])
	}
	if hour < 0 && noonWord.Match(m.rest) {
		set(12)
	}
	return hour
}

// The parts of a day, said of a sale, and the hour in the middle of each.
var (
	partZh = wording.MustCompile(`(凌晨|清晨|早上|早晨|上午|下午|傍晚|晚上|夜里|半夜|[昨今前]晚|[昨今]早)(?:的|那|我?刷|我?收|我?扫|我?卖|客人?|有[一个])`)
	partEn = wording.MustCompile(`\b(?:(?:took|taken|swiped|sold|charged|tapped|paid|sale|payment|one|rang up)\b[^.?!]{0,30}(morning|afternoon|evening|night)|(morning|afternoon|evening|night)(?:'s)? (?:one|sale|payment|swipe|takings))\b`)
	middle = map[string]int{"凌晨": 3, "清晨": 6, "早上": 8, "早晨": 8, "上午": 10, "下午": 15, "傍晚": 18, "晚上": 20, "夜里": 23, "半夜": 1, "morning": 9, "afternoon": 15, "evening": 19, "night": 21}
)

// readPart gives the middle of the part of a day that a sale is said to be of, -1 none.
func readPart(m *message) int {
	if g := partZh.FindStringSubmatch(m.text); g != nil {
		switch {
		case strings.HasSuffix(g[1], "晚"):
			return middle["晚上"]
		case strings.HasSuffix(g[1], "早"):
			return middle["早上"]
		}
		return middle[g[1]]
	}
	if g := partEn.FindStringSubmatch(m.text); g != nil {
		return middle[g[1]+g[2]]
	}
	return -1
}

func group(m *message, at []int, i int) string {
	if at[2*i] < 0 {
		return ""
	}
	return string(m.rest[at[2*i]:at[2*i+1]])
}

// dayPart gives the part of the day that s ends with: the 晚 of 昨晚 before 8点.
func dayPart(s string) string {
	for _, p := range []string{"凌晨", "上午", "早上", "中午", "下午", "晚上", "傍晚", "夜里", "晚", "早"} {
		if strings.HasSuffix(s, p) {
			return p
		}
	}
	return ""
}

// afternoon turns an hour of twelve into one of twenty-four.
func afternoon(h int, part string) int {
	switch part {
	case "下午", "傍晚", "晚上", "晚":
		if h < 12 {
			return h + 12
		}
		if h == 12 && part != "下午" {
			return 0
		}
	case "中午":
		if h < 4 {
			return h + 12
		}
	case "夜里", "半夜":
		if h >= 7 && h < 12 {
			return h + 12
		}
		return h % 12
	case "凌晨":
		return h % 12
	}
	return h % 24
}
