package slip

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"moneytrail/recon/calendar"
)

// alike are letters that readers of characters print in the place of digits.
var alike = strings.NewReplacer("O", "0", "o", "0", "Q", "0", "D", "0", "U", "0", "l", "1", "I", "1", "i", "1", "|", "1", "!", "1",
	"Z", "2", "z", "2", "S", "5", "s", "5", "B", "8", "b", "6", "G", "6", "g", "9")

// isNumber tells that a word is a number, some of its digits mistaken for letters.
func isNumber(s string) bool {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return 5*n >= len(s) && n > 0 && strings.Trim(alike.Replace(s), "0123456789") == ""
}

// token is a run of letters, digits and what is mistaken for them.
var token = regexp.MustCompile(`[0-9A-Za-z|!]+`)

// digits reads a number of low to high digits at the beginning of a value,
// across blanks within it; "" where there is none.
func digits(v string, low, high int) string {
	s := ""
	for _, w := range token.FindAllString(v, -1) {
		if !isNumber(w) || len(s)+len(w) > high {
			break
		}
		s += alike.Replace(w)
	}
	if len(s) < low {
		return ""
	}
	return s
}

// number reads the number of a merchant or a terminal: digits mostly, but some
// have letters.
func number(v string, low, high int) string {
	if s := digits(v, max(low, 6), high); s != "" {
		return s
	}
	return code(v, low, high)
}

// word is what codes are made of.
var word = regexp.MustCompile(`[0-9A-Za-z][0-9A-Za-z_-]*`)

// code reads a word of letters and digits with at least one digit.
func code(v string, low, high int) string {
	s := strings.Trim(word.FindString(v), "-_")
	if len(s) < low || len(s) > high || !strings.ContainsAny(s, "0123456789") {
		return ""
	}
	return s
}

// currencies are the marks before or behind an amount.
var currencies = []struct{ mark, code string }{
	{"RMB", "CNY"}, {"CNY", "CNY"}, {"¥", "CNY"}, {"￥", "CNY"}, {"元", "CNY"}, {"HKD", "HKD"}, {"HK$", "HKD"}, {"USD", "USD"}, {"US$", "USD"},
	{"EUR", "EUR"}, {"€", "EUR"}, {"GBP", "GBP"}, {"£", "GBP"}, {"SGD", "SGD"}, {"MOP", "MOP"}, {"JPY", "JPY"},
}

var sum = regexp.MustCompile(`[0-9OolI|][0-9OolI|SB]*(?:\s?[.,]\s?[0-9OolI|SB]+)*`)

// money reads an amount as a decimal: the last mark with two digits behind it
// is the decimal point, all others part thousands.
func money(v string) (amount, currency string) {
	upper := strings.ToUpper(v)
	for _, c := range currencies {
		if strings.Contains(upper, c.mark) {
			currency = c.code
			for _, m := range []string{c.mark, strings.ToLower(c.mark)} {
				v = strings.ReplaceAll(v, m, " ")
			}
			break
		}
	}
	s := alike.Replace(strings.ReplaceAll(sum.FindString(v), " ", ""))
	if s == "" || !strings.ContainsAny(v, "0123456789") {
		return "", ""
	}
	whole, cents := s, ""
	if i := strings.LastIndexAny(s, ".,"); i >= 0 && len(s)-i-1 <= 2 {
		whole, cents = s[:i], s[i+1:]
	}
	whole = strings.TrimLeft(strings.NewReplacer(".", "", ",", "").Replace(whole), "0")
	if len(whole) > 12 {
		return "", "" // a number, but no amount
	}
	if whole == "" {
		whole = "0"
	}
	switch len(cents) {
	case 0:
		cents = "00"
	case 1:
		cents += "0"
	}
	return whole + "." + cents, currency
}

const near = `[0-9OolI|SB]`

var (
	ymd   = regexp.MustCompile(`(2[0Oo]` + near + near + `)\s?[-/.年]\s?(` + near + `{1,2})\s?[-/.月]\s?(` + near + `{1,2})`)
	plain = regexp.MustCompile(`\b(20\d\d)(\d\d)(\d\d)\b`)
	dmy   = regexp.MustCompile(`\b(` + near + `{1,2})\s?[-/.]\s?(` + near + `{1,2})\s?[-/.]\s?(20\d\d)\b`)
	named = regexp.MustCompile(`(?i)\b(\d{1,2})[\s-]*(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*[\s,-]*(20\d\d|\d\d)\b`)
	first = regexp.MustCompile(`(?i)\b(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\.?\s*(\d{1,2}),?\s*(20\d\d)\b`)
	hms   = regexp.MustCompile(`(?:^|[^0-9])([0-2]?` + near + `)\s?[:：点點时時]\s?([0-5OolI]` + near + `)(?:\s?[:：分]\s?([0-5OolI]` + near + `))?`)
)

var months = map[string]int{"JAN": 1, "FEB": 2, "MAR": 3, "APR": 4, "MAY": 5, "JUN": 6, "JUL": 7, "AUG": 8, "SEP": 9, "OCT": 10, "NOV": 11, "DEC": 12}

// day reads a date and gives what is left of the text without it. A date that
// may be two different days (03/04/2026) is none.
func day(v string) (calendar.Date, string) {
	if m := ymd.FindStringSubmatchIndex(v); m != nil {
		return made(v[m[2]:m[3]], v[m[4]:m[5]], v[m[6]:m[7]]), v[:m[0]] + " " + v[m[1]:]
	}
	if m := plain.FindStringSubmatchIndex(v); m != nil {
		return made(v[m[2]:m[3]], v[m[4]:m[5]], v[m[6]:m[7]]), v[:m[0]] + " " + v[m[1]:]
	}
	if m := named.FindStringSubmatchIndex(v); m != nil {
		year := v[m[6]:m[7]]
		if len(year) == 2 {
			year = "20" + year
		}
		return made(year, strconv.Itoa(months[strings.ToUpper(v[m[4]:m[5]])]), v[m[2]:m[3]]), v[:m[0]] + " " + v[m[1]:]
	}
	if m := first.FindStringSubmatchIndex(v); m != nil {
		return made(v[m[6]:m[7]], strconv.Itoa(months[strings.ToUpper(v[m[2]:m[3]])]), v[m[4]:m[5]]), v[:m[0]] + " " + v[m[1]:]
	}
	if m := dmy.FindStringSubmatchIndex(v); m != nil {
		a, b, year, rest := v[m[2]:m[3]], v[m[4]:m[5]], v[m[6]:m[7]], v[:m[0]]+" "+v[m[1]:]
		x, y := made(year, b, a), made(year, a, b)
		switch {
		case x == 0 || x == y:
			return y, rest
		case y == 0:
			return x, rest
		}
		return 0, rest
	}
	return 0, v
}

// made puts a date together; 0 where there is no such day.
func made(year, month, day string) calendar.Date {
	y, errY := strconv.Atoi(alike.Replace(year))
	m, errM := strconv.Atoi(alike.Replace(month))
	d, errD := strconv.Atoi(alike.Replace(day))
	if errY != nil || errM != nil || errD != nil {
		return 0
	}
	at := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if at.Year() != y || int(at.Month()) != m || at.Day() != d {
		return 0
	}
	return calendar.DateOf(at)
}

// hour reads a time of day as "15:04" or "15:04:05".
func hour(v string) string {
	m := hms.FindStringSubmatch(v)
	if m == nil {
		return ""
	}
	h, errH := strconv.Atoi(alike.Replace(m[1]))
	if errH != nil || h > 23 {
		return ""
	}
	if lower := strings.ToUpper(v); h < 12 && (strings.Contains(lower, "PM") || strings.Contains(v, "下午")) {
		h += 12
	}
	s := time.Date(2000, 1, 1, h, 0, 0, 0, time.UTC).Format("15") + ":" + alike.Replace(m[2])
	if m[3] != "" {
		s += ":" + alike.Replace(m[3])
	}
	return s
}

// hidden is a card number with its middle hidden.
var hidden = regexp.MustCompile(`[*xX×•·#](?:\s?[*xX×•·#])+\s?([0-9OolI|SB]{4})(?:[^0-9]|$)`)

// last4 reads the last four digits of a card whose middle is hidden.
func last4(v string) string {
	if m := hidden.FindStringSubmatch(v); m != nil {
		if s := alike.Replace(m[1]); strings.Trim(s, "0123456789") == "" {
			return s
		}
	}
	return ""
}

// wholeLast reads the last four digits of a card number of which nothing is hidden.
func wholeLast(v string) string {
	if s := digits(v, 13, 19); s != "" {
		return s[len(s)-4:]
	}
	return ""
}

var maskedDigits = regexp.MustCompile(`\*{4}(\d{4})`)

// maskedLast gives the last four digits of the first card number that was masked.
func maskedLast(masked string) string {
	if m := maskedDigits.FindStringSubmatch(masked); m != nil {
		return m[1]
	}
	return ""
}
