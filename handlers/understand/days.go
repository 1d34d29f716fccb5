package understand

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"moneytrail/handlers/understand/wording"
)

// dayForm is one way to write a date: what it looks like and what it means.
// A form that matches but means no day returns false and leaves the text alone.
type dayForm struct {
	form *wording.Form
	mean func(c clock, group []string) (day, bool)
	// unless: followed by one of these it is no date; nor where what follows is of
	// the form not, or is not of the form only, or where one of after stands before it.
	unless []string
	not    *wording.Form
	only   *wording.Form
	after  []string
	// has: texts without any of these are not searched; none is no such word.
	has []string
}

// digitForms are whole dates in digits alone.
var digitForms = []dayForm{
	{form: wording.MustCompile(`\b(20\d{2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\b`), mean: func(c clock, g []string) (day, bool) {
		y, _ := strconv.Atoi(g[1])
		return exactDay(y, g[2], g[3])
	}},
	{form: wording.MustCompile(`\b(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\b`), mean: func(c clock, g []string) (day, bool) {
		y, _ := strconv.Atoi(g[1])
		return exactDay(y, g[2], g[3])
	}},
	{form: wording.MustCompile(`\b(\d{1,2})[/.-](\d{1,2})[/.-](20\d{2}|\d{2})\b`), mean: func(c clock, g []string) (day, bool) {
		y, _ := strconv.Atoi(g[3])
		if y < 100 {
			y += 2000
		}
		if d, ok := exactDay(y, g[1], g[2]); ok {
			return d, true
		}
		return exactDay(y, g[2], g[1])
	}},
}

// shortForms are a month and a day in digits; they come last, as 1-5 may be part of a range.
var shortForms = []dayForm{
	{form: wording.MustCompile(`\b(\d{1,2})(/|-)(\d{1,2})\b`), mean: func(c clock, g []string) (day, bool) {
		m, _ := strconv.Atoi(g[1])
		d, _ := strconv.Atoi(g[3])
		one, ok := c.monthDay(m, d)
		if !ok && g[2] == "/" {
			one, ok = c.monthDay(d, m)
		}
		return day{from: one, to: one, kind: yearly}, ok
	}},
}

// dotted is a month and day with a point between, which looks like an amount.
var dotted = wording.MustCompile(`\b(\d{1,2})\.(\d{2})\b`)

// readDays takes the dates out of the message.
func readDays(m *message, c clock) []day {
	var found []day
	for _, forms := range [][]dayForm{lunarForms, periodForms, feastForms, digitForms, zhForms, enForms, shortForms} {
		for _, f := range forms {
			found = append(found, m.find(c, f)...)
		}
	}
	found = append(found, dottedDays(m, c, len(found) > 0)...)
	slices.SortFunc(found, func(a, b day) int { return a.at - b.at })
	found = joinDays(m, c, comingDays(m, c, wanted(m, found)))
	for i := range found {
		found[i].of = aboutDay(m, found, i)
	}
	return found
}

// besides are the words between a day and the weekday that only accompanies it.
var besides = []string{"", ",", "，", "、", "(", "（", "the", "is", "was", "is a", "which is", "that is", "a", "on", "是", "就是", "也就是"}

// accompanies tells whether the later of two days only says what weekday the
// earlier is: "tomorrow, Saturday", "19 November (Thursday)".
func accompanies(m *message, earlier, later day) bool {
	return later.kind == weekday && earlier.kind != weekday && earlier.from == earlier.to && later.from == later.to &&
		earlier.from.Weekday() == later.from.Weekday() && slices.Contains(besides, strings.TrimSpace(m.text[earlier.end:later.at]))
}

// wanted leaves out days that are named to be denied ("不是昨天，是前天的") and
// weekdays that only accompany the day beside them ("Friday the 13th").
func wanted(m *message, found []day) []day {
	var out []day
	for i, d := range found {
		before := m.before(d.at)
		if len(found) > 1 && (closes(before, "不是", "并非", "而不是") || closes(" "+before, " not", " isn't", " wasn't", " isnt", " wasnt")) {
			continue
		}
		if last := len(out) - 1; last >= 0 && accompanies(m, out[last], d) {
			out[last].end = d.end
			continue
		}
		if d.kind == weekday && i+1 < len(found) && found[i+1].from.Weekday() == d.from.Weekday() && found[i+1].from == found[i+1].to {
			if between := strings.TrimSpace(m.text[d.end:found[i+1].at]); between == "" || between == "the" || between == "," {
				continue
			}
		}
		out = append(out, d)
	}
	return out
}

// leads are words that a form may begin with but that join days, and are left for that.
var leads = []string{"since ", "from ", "until ", "through ", "to "}

// find takes what a form matches out of the message.
func (m *message) find(c clock, f dayForm) []day {
	if f.has != nil && !m.holdsAny(f.has) {
		return nil
	}
	var found []day
	soon := m.aheadSigns()
	for _, at := range f.form.FindAllSubmatchIndex(m.rest, -1) {
		group := make([]string, len(at)/2)
		for i := range group {
			if at[2*i] >= 0 {
				group[i] = string(m.rest[at[2*i]:at[2*i+1]])
			}
		}
		d, ok := f.mean(c, group)
		if !ok || partOfNumber(m, at[0], at[1]) || opens(m.after(at[1]), f.unless...) ||
			f.not != nil && f.not.MatchString(m.text[at[1]:]) || f.only != nil && !f.only.MatchString(m.text[at[1]:]) || closes(m.before(at[0]), f.after...) {
			continue
		}
		if soon {
			c.ahead = true
			if e, ok := f.mean(c, group); ok && e.from != d.from {
				d.next, d.till = e.from, e.to
			}
			c.ahead = false
		}
		d.at, d.end = at[0], at[1]
		for _, lead := range leads {
			if strings.HasPrefix(group[0], lead) {
				d.at += len(lead)
			}
		}
		m.take(d.at, d.end)
		found = append(found, d)
	}
	return found
}

// holdsAny tells whether what is left of the message has one of the words.
func (m *message) holdsAny(words []string) bool {
	for _, w := range words {
		if bytes.Contains(m.rest, []byte(w)) {
			return true
		}
	}
	return false
}

// partOfNumber tells whether digits go on before or after a place: 1.11月... or 3500/11/18.
func partOfNumber(m *message, from, to int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(m.rest) && m.rest[i] >= '0' && m.rest[i] <= '9' }
	first, last := m.rest[from], m.rest[to-1]
	if first >= '0' && first <= '9' && (digit(from-1) || from > 1 && (m.rest[from-1] == '.' || m.rest[from-1] == ',') && digit(from-2)) {
		return true
	}
	return last >= '0' && last <= '9' && (digit(to) || to+1 < len(m.rest) && (m.rest[to] == '.' || m.rest[to] == ',') && digit(to+1))
}

// dottedDays reads 11.18 as a day where it cannot well be an amount: no
// currency at it, and no other date in the message.
func dottedDays(m *message, c clock, other bool) []day {
	if other {
		return nil
	}
	var found []day
	for _, at := range dotted.FindAllSubmatchIndex(m.rest, -1) {
		mo, _ := strconv.Atoi(string(m.rest[at[2]:at[3]]))
		d, _ := strconv.Atoi(string(m.rest[at[4]:at[5]]))
		one, ok := c.monthDay(mo, d)
		if !ok || partOfNumber(m, at[0], at[1]) || closes(m.before(at[0]), currencySigns...) || closes(m.before(at[0]), "了", "额", "款") ||
			opens(m.after(at[1]), "元", "块", "万", "w", "k", "%", "rmb", "usd", "cny", "hkd", "yuan", "dollar", "euro", "€", "£", "港", "美") {
			continue
		}
		m.take(at[0], at[1])
		found = append(found, day{at: at[0], end: at[1], from: one, to: one, kind: yearly})
	}
	return found
}
