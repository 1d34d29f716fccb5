package understand

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers/understand/wording"
	"moneytrail/recon/calendar"
)

const (
	enMonthName = `(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)`
	enMonth     = enMonthName + `\.?`
	enWeekday   = `(monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|wednes|wed|thurs|thur|thu|fri|sat|sun)`
	enCount     = `(\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|twenty|thirty|(?:a )?couple(?: of)?|(?:a )?few|several)`
	ordinal     = `(?:st|nd|rd|th)`
	// ordinalWords are the first to the twentieth, in order.
	ordinalWords = `first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth`
)

// Beginnings that every month and every weekday has one of.
var (
	enMonths = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
	enDays   = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
)

// enForms are the forms of English dates, the longer before what is part of them.
var enForms = []dayForm{
	{form: wording.MustCompile(`\b` + enMonth + `\s?(\d{1,2})` + ordinal + `?\s*(?:-|~|to|through|thru|until|till)\s*(\d{1,2})` + ordinal + `?\b(?:,?\s*(20\d{2})\b)?`), has: enMonths, mean: func(c clock, g []string) (day, bool) {
		a, ok := enDate(c, g[1], g[2], g[4])
		b, fine := enDate(c, g[1], g[3], g[4])
		return day{from: a.from, to: b.to}, ok && fine && a.from <= b.to
	}},
	{form: wording.MustCompile(`\b(\d{1,2})` + ordinal + `?\s*(?:-|to|until)\s*(\d{1,2})` + ordinal + `?\s+(?:of\s+)?` + enMonth), has: enMonths, mean: func(c clock, g []string) (day, bool) {
		a, ok := enDate(c, g[3], g[1], "")
		b, fine := enDate(c, g[3], g[2], "")
		return day{from: a.from, to: b.to}, ok && fine && a.from <= b.to
	}},
	{form: wording.MustCompile(`\b(\d{1,2})` + ordinal + `?\s+(?:of\s+)?` + enMonth + `,?\s+'?(2\d)\b`), has: enMonths, mean: func(c clock, g []string) (day, bool) {
		return enDate(c, g[2], g[1], "20"+g[3])
	}},
	{form: wording.MustCompile(`\b` + enMonth + `\s?(\d{1,2})` + ordinal + `?\b(?:,?\s*(20\d{2})\b)?`), has: enMonths, mean: func(c clock, g []string) (day, bool) {
		return enDate(c, g[1], g[2], g[3])
	}},
	{form: wording.MustCompile(`\b(\d{1,2})` + ordinal + `?\s+(?:of\s+)?` + enMonth + `(?:,?\s+(20\d{2})\b)?`), has: enMonths, mean: func(c clock, g []string) (day, bool) {
		return enDate(c, g[2], g[1], g[3])
	}},
	{form: wording.MustCompile(`\b(?:the )?(?:(twenty|thirty)[- ])?(` + ordinalWords + `) (?:of )?` + enMonth), has: enMonths, mean: func(c clock, g []string) (day, bool) {
		tens := map[string]int{"twenty": 20, "thirty": 30}[g[1]]
		n := slices.Index(strings.Split(ordinalWords, "|"), g[2]) + 1
		return enDate(c, g[3], strconv.Itoa(tens+n), "")
	}},
	{form: wording.MustCompile(`\b` + enCount + ` (day|night|week|month|year)s? (?:ago|back|earlier|before now)\b(?: (?:today|tonight)\b)?`), has: []string{"ago", "back", "earlier", "before now"}, mean: func(c clock, g []string) (day, bool) {
		if strings.HasSuffix(g[1], "few") || g[1] == "several" {
			n := map[unit]int{days: 1, weeks: 7, months: 30, years: 365}[unitOf(g[2])]
			return day{from: c.today - calendar.Date(7*n), to: c.today - calendar.Date(2*n)}, n < 365
		}
		n, ok := count(g[1])
		d, good := c.back(n, unitOf(g[2]))
		return single(d), ok && good
	}},
	{form: wording.MustCompile(`\b(?:a |one )?fortnight ago\b`), has: []string{"fortnight"}, mean: ago(-14)},
	{form: wording.MustCompile(`\b(?:this time|this day|same day) (?:of )?last week\b`), has: []string{"last week"}, mean: ago(-7)},
	{form: wording.MustCompile(`\b(two|three|four|2|3|4) ` + enWeekday + `s ago\b`), has: []string{"s ago"}, mean: func(c clock, g []string) (day, bool) {
		n, ok := count(g[1])
		one := c.weekday(weekdayOf(g[2]))
		if one == c.today {
			one -= 7
		}
		return single(one - calendar.Date(7*(n-1))), ok
	}},
	{form: wording.MustCompile(`\b(?:the )?(first|second|third|last) week (?:of|in) ` + enMonthName + `\b`), has: []string{"week of", "week in"}, mean: func(c clock, g []string) (day, bool) {
		from, to := c.monthNamed(monthOf(g[2]))
		if n, ok := map[string]calendar.Date{"first": 0, "second": 7, "third": 14}[g[1]]; ok {
			return day{from: from + n, to: from + n + 6}, true
		}
		return day{from: to - 6, to: to}, true
	}},
	// sat and sun are words of their own; at a part of the day, or with what was taken, they are days
	{form: wording.MustCompile(`\b(?:last |on |this )?(sat|sun|mon)\b`), has: []string{"sat", "sun", "mon"},
		only: wording.MustCompile(`^\.?(?: (?:night|nite|morning|morn|arvo|afternoon|aft|evening|eve|lunch|dinner|brunch|takings|sales|sale|batch|payout|deposit|money|am|pm|one)s?\b|'?s (?:takings|sales|batch|payout|money)\b)`), mean: func(c clock, g []string) (day, bool) {
			one := c.weekday(weekdayOf(g[1]))
			if strings.HasPrefix(g[0], "last") && one == c.today {
				one -= 7
			}
			return day{from: one, to: one, kind: weekday}, true
		}},
	{form: wording.MustCompile(`\b(?:last|past|previous|recent|prior) ` + enCount + ` (day|week|month|year)s?\b`), has: []string{"last", "past", "previous", "recent", "prior"}, mean: func(c clock, g []string) (d day, ok bool) {
		n, ok := count(g[1])
		if strings.HasSuffix(g[1], "few") || g[1] == "several" {
			n, ok = 7, true
		}
		if !ok {
			return day{}, false
		}
		d.from, d.to, ok = c.whole(n, unitOf(g[2]))
		return d, ok
	}},
	{form: wording.MustCompile(`\b` + enWeekday + `,? (?:of |in )?last week\b`), has: enDays, mean: func(c clock, g []string) (day, bool) {
		monday, _ := c.week(-1)
		return single(monday + calendar.Date((int(weekdayOf(g[1]))+6)%7)), true
	}},
	{form: wording.MustCompile(`\blast weeks? (?:on )?` + enWeekday + `\b`), has: enDays, mean: func(c clock, g []string) (day, bool) {
		monday, _ := c.week(-1)
		return single(monday + calendar.Date((int(weekdayOf(g[1]))+6)%7)), true
	}},
	{form: wording.MustCompile(`\b(last|this|past|over|next)?(?: the)? ?(last|past)? ?weekends?\b`), has: []string{"weekend"}, mean: func(c clock, g []string) (d day, ok bool) {
		d.from, d.to = c.weekend()
		switch {
		case g[1] == "next":
			d.from, d.to = d.from+7, d.to+7
		case (g[1] == "last" || g[2] == "last") && d.to >= c.today:
			d.from, d.to = d.from-7, d.to-7
		}
		return d, true
	}},
	{form: wording.MustCompile(`\b(on|from)? ?` + enWeekday + ` ?(?:-|to|through|thru|until|till) ?` + enWeekday + `\b`), has: enDays, mean: func(c clock, g []string) (day, bool) {
		to := c.weekday(weekdayOf(g[3]))
		from := to - calendar.Date((int(weekdayOf(g[3]))-int(weekdayOf(g[2]))+7)%7)
		return day{from: from, to: to}, from < to
	}},
	{form: wording.MustCompile(`^\s*(?:(\w+) )?` + enWeekday + `\.?\s*$`), has: enDays, mean: func(c clock, g []string) (day, bool) {
		one := c.weekday(weekdayOf(g[2]))
		return day{from: one, to: one, kind: weekday}, g[1] == ""
	}},
	{form: wording.MustCompile(`\b(last|this past|this|past|next|on|since|from|until|to|by|every|each)? ?` + enWeekday + `s?\b`), has: enDays, mean: enWeekdays},
	{form: wording.MustCompile(`\b(this|last|past|previous|next|current) (week|month|year)\b`), has: []string{"week", "month", "year"}, mean: func(c clock, g []string) (d day, ok bool) {
		n := map[string]int{"this": 0, "current": 0, "next": 1}[g[1]]
		if g[1] != "this" && g[1] != "current" && g[1] != "next" {
			n = -1
		}
		switch unitOf(g[2]) {
		case weeks:
			d.from, d.to = c.week(n)
		case months:
			d.from, d.to = c.month(n)
		default:
			d.from, d.to = wholeYear(c.year() + n)
		}
		return d, true
	}},
	{form: wording.MustCompile(`\b(?:(in|for|during|since|last|this|of|from|all of|whole|to|until|through) )?` + enMonthName + `\b(?:,? (20\d{2})\b)?( (?:have|be|not|never|also|well|still|just|only|take|need|come|go|get|happen|mean|arrive|cost|help|change|differ|sound|look|seem)\b)?`), has: enMonths, mean: func(c clock, g []string) (d day, ok bool) {
		if len(g[2]) == 3 && g[1] == "" && (g[2] == "may" || g[2] == "mar" || g[2] == "dec" || g[2] == "jan") || g[2] == "march" && g[1] == "" || g[2] == "may" && g[4] != "" { // a verb: "this may have come"
			return day{}, false
		}
		m := monthOf(g[2])
		d.from, d.to = c.monthNamed(m)
		if g[3] != "" {
			y, _ := strconv.Atoi(g[3])
			d.from, d.to = calendar.NewDate(y, time.Month(m), 1), calendar.NewDate(y, time.Month(m)+1, 1)-1
		}
		return d, true
	}},
	{form: wording.MustCompile(`\b(?:the )?(?:day before yesterday|night before last)\b`), has: []string{"before"}, mean: ago(-2)},
	{form: wording.MustCompile(`\b(?:yesterday|yday|yest|ystd|yesturday|yesterdays|last night|last nite|last evening|the day before)\b`), has: []string{"yest", "yday", "ystd", "last", "before"}, mean: ago(-1)},
	{form: wording.MustCompile(`\b(?:today|todays|tonight|this morning|this afternoon|this evening|just now|earlier today)\b`), has: []string{"to", "this", "just", "earlier"}, mean: ago(0)},
	{form: wording.MustCompile(`\b(?:tomorrow|tmr|tmrw)\b`), has: []string{"tom", "tmr"}, mean: ago(1)},
	{form: wording.MustCompile(`\b(?:between|from) (?:the )?(\d{1,2})` + ordinal + ` (?:and|to|until|till|-) (?:the )?(\d{1,2})` + ordinal + `\b`), has: []string{"st", "nd", "rd", "th"}, mean: func(c clock, g []string) (day, bool) {
		return zhDayRange(c, []string{"", "", g[1], g[2]})
	}},
	{form: wording.MustCompile(`\b(\d{1,2})` + ordinal + `\b( (?:time|floor|charge|attempt|transaction|payment|try|one|terminal|machine|shop|store|customer|party|person))?`), has: []string{"st", "nd", "rd", "th"}, mean: func(c clock, g []string) (day, bool) {
		n, ok := count(g[1])
		one, good := c.dayOfMonth(n)
		return day{from: one, to: one, kind: monthly}, ok && good && g[2] == ""
	}},
}

func ago(n int) func(clock, []string) (day, bool) {
	return func(c clock, _ []string) (day, bool) { return single(c.today + calendar.Date(n)), true }
}

func enDate(c clock, month, dayText, year string) (day, bool) {
	m := monthOf(month)
	d, _ := strconv.Atoi(dayText)
	if year != "" {
		y, _ := strconv.Atoi(year)
		one, ok := valid(y, m, d)
		return single(one), ok
	}
	one, ok := c.monthDay(m, d)
	return day{from: one, to: one, kind: yearly}, ok
}

func enWeekdays(c clock, g []string) (day, bool) {
	w := weekdayOf(g[2])
	if (g[2] == "sat" || g[2] == "sun" || g[2] == "wed" || g[2] == "mon" || g[2] == "fri" || g[2] == "wednes") && g[1] == "" && g[2] != "fri" && g[2] != "wed" {
		return day{}, false
	}
	one := c.weekday(w)
	switch g[1] {
	case "every", "each":
		return day{}, false
	case "last":
		if one == c.today {
			one -= 7
		}
		return single(one), true
	case "next":
		return single(one + 7), true
	}
	return day{from: one, to: one, kind: weekday}, true
}

func weekdayOf(s string) time.Weekday {
	return time.Weekday(strings.Index("sunmontuewedthufrisat", s[:3]) / 3)
}

func monthOf(s string) int {
	return strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", s[:3])/3 + 1
}
