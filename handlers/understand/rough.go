package understand

import (
	"strings"

	"moneytrail/handlers/understand/wording"
)

// oddAfter are the words behind a figure that leave its last digits open: 三百多,
// five hundred something.
var oddAfter = []string{"多", "好几", "几", "来", "something", "odd", "-odd", "-something", "and something", "and change"}

// reach is what the words around a figure say of how exact it is.
type reach struct {
	odd, over, about, almost bool
	below                    int64 // of 几千: what is no more called so
}

var (
	aboutZh  = wording.MustCompile(`(?:大概|差不多|大约|约莫|约|估计|好像|左右|上下|大致)(?:是|有|就是|也就|在|收了|刷了|卖了|付了|到了|扫了|收|刷|付|要|一共)?$`)
	aboutEn  = wording.MustCompile(`(?:^|[^a-z])(around|about|roughly|approximately|approx\.?|close to|something like|circa|maybe|~)(?: the)?$`)
	topicEn  = wording.MustCompile(`\b(?:what|how|ask\w*|question|talk\w*|know|is|it's|that's|was|wrote|writing|message|told|info\w*|news|anything|worried|concern\w*|more|it|this|one)$`)
	almostZh = wording.MustCompile(`(?:将近|接近|快|快到|快有|差点|(?:^|[^大中最多从])小|(?:^|[^最附远靠临])近)$`)
	almostEn = wording.MustCompile(`(?:almost|nearly|just under|just below|a bit under|a little under|not quite|close on)$`)
	overEn   = wording.MustCompile(`(?:just over|just above|a little over|a little more than|a bit over|a bit more than|slightly over|slightly more than|little over)$`)
	afterZh  = wording.MustCompile(`^ ?(?:左右|上下|的样子|这样子|那样)`)
	afterEn  = wording.MustCompile(`^(?: or so| or thereabouts| give or take| or about|-?ish| approx\b)`)
	vagueZh  = wording.MustCompile(`(好?几|([一二三四五六七八九\d])?十几|数)([百千万])(块钱|块|元)?`)
	// vagueOne is 千几块, with no figure before the unit.
	vagueOne = wording.MustCompile(`(?:^|[^一二三四五六七八九十两几数好百千万亿\d.])(([百千万])(?:几|好几)(块钱|块|元)?)`)
	vagueEn  = wording.MustCompile(`\b(a few|several|a couple(?: of)?) (hundred|thousand|grand)\b`)
)

// roughen reads whether the words before and behind a figure make it a rough one.
func (m *message) roughen(w *written, before string) {
	rest := string(m.rest[w.end:])
	if at := afterZh.FindString(rest) + afterEn.FindString(rest); at != "" {
		w.about = true
		w.end += len(at)
		m.currencyAfter(w)
	}
	switch {
	case w.op == Eq && (aboutZh.MatchString(before) || saysAbout(before)):
		w.about = true
	case w.op == Eq && (almostZh.MatchString(before) || almostEn.MatchString(before)), w.op == Lte && almostEn.MatchString(before):
		w.almost = true
	case overEn.MatchString(before):
		w.over = true
	}
	if w.odd && longestEnd(before, atLeastBefore) > 0 && !w.over {
		w.odd = false // at least 三百多: no end
	}
	if w.almost {
		w.op = Eq
	}
}

// saysAbout tells "about 350" from "what about 350".
func saysAbout(before string) bool {
	at := aboutEn.FindStringSubmatchIndex(before)
	if at == nil {
		return false
	}
	word := before[at[2]:at[3]]
	return word != "about" || !topicEn.MatchString(strings.TrimRight(before[:at[2]], " "))
}

// amount gives what was read, with what a rough figure may be: of 五百多 what
// still begins so, else a tenth to the sides that the words leave open.
func (w written) amount() Amount {
	a := Amount{Op: w.op, Value: w.value, Currency: w.currency}
	tenth := w.exact / 10
	switch {
	case w.op == Lte:
	case w.below > 0:
		a.Low, a.High, a.Under = plain(w.exact), plain(w.below), true
	case w.over:
		a.Low, a.High = plain(w.exact), plain(w.exact+tenth)
	case w.odd && w.exact%scale == 0:
		unit := int64(scale)
		for unit*10 <= w.exact && w.exact%(unit*10) == 0 {
			unit *= 10
		}
		a.Low, a.High, a.Under = plain(w.exact), plain(w.exact+unit), true
	case w.about && w.op == Eq && w.exact%scale == 0: // who names cents knows the sum: "about the 3561.51"
		a.Low, a.High = plain(w.exact-tenth), plain(w.exact+tenth)
	case w.almost:
		a.Low, a.High = plain(w.exact-tenth), plain(w.exact)
	}
	return a
}

// vague reads 几千块, 十几万 and "a few hundred": all that can be called so.
func vague(m *message) []written {
	var found []written
	add := func(at []int, low, high int64, currency string) {
		w := written{at: at[0], end: at[1], exact: low * scale, value: plain(low * scale), op: Gte, currency: currency}
		w.below = high * scale
		if currency == "" && !m.countless(w) || closes(m.before(at[0]), "第", "十", "百", "千", "万", "零") {
			return
		}
		found = append(found, m.keep(w))
	}
	for _, at := range vagueZh.FindAllSubmatchIndex(m.rest, -1) {
		unit := powers[[]rune(group(m, at, 3))[0]]
		low, high := unit, 10*unit
		if tens := group(m, at, 1); strings.HasSuffix(tens, "十几") {
			n := 1
			if lead := group(m, at, 2); lead != "" {
				n, _ = count(lead)
			}
			low, high = int64(n)*10*unit, int64(n+1)*10*unit
		}
		currency := ""
		if group(m, at, 4) != "" {
			currency = "CNY"
		}
		add(at, low, high, currency)
	}
	for _, at := range vagueOne.FindAllSubmatchIndex(m.rest, -1) {
		unit, currency := powers[[]rune(group(m, at, 2))[0]], ""
		if group(m, at, 3) != "" {
			currency = "CNY"
		}
		add(at[2:4], unit, 2*unit, currency)
	}
	for _, at := range vagueEn.FindAllSubmatchIndex(m.rest, -1) {
		unit, times := int64(1000), [2]int64{1, 10}
		if group(m, at, 2) == "hundred" {
			unit = 100
		}
		if strings.Contains(group(m, at, 1), "couple") {
			times = [2]int64{2, 3}
		}
		w := written{end: at[1]}
		m.currencyAfter(&w)
		at[1] = w.end
		add(at, times[0]*unit, times[1]*unit, w.currency)
	}
	return found
}
