package script

import (
	"regexp"
	"strings"
)

// dayNames are the days and months whose names are known with one slip of the keys,
// two in the long ones; short months look like other words.
var dayNames = byFirst(`monday tuesday wednesday thursday friday saturday sunday yesterday tomorrow january february august september october november december`)

// noDayName are words that are one slip from a day and mean something else.
var noDayName = set(`sundry sundae someday mondeo`)

// twoInDay are the names in which two slips are common.
var twoInDay = set(`wednesday saturday february tomorrow yesterday september`)

var latinWord = regexp.MustCompile(`[A-Za-z]{5,}`)

// Days gives a text with the names of days and months that were missed by a slip
// put right: "wendsday", "yesturday's".
func Days(text string) string {
	last := 0
	var b strings.Builder
	for _, at := range latinWord.FindAllStringIndex(text, -1) {
		w := strings.ToLower(text[at[0]:at[1]])
		name, ok := dayName(w)
		if !ok && strings.HasSuffix(w, "s") {
			if name, ok = dayName(w[:len(w)-1]); ok {
				name += "s"
			}
		}
		if !ok || at[0] > 0 && isDigit(text[at[0]-1]) || at[1] < len(text) && isDigit(text[at[1]]) {
			continue
		}
		b.WriteString(text[last:at[0]])
		b.WriteString(name)
		last = at[1]
	}
	if last == 0 {
		return text
	}
	return b.String() + text[last:]
}

func dayName(w string) (string, bool) {
	if len(w) < fewLetters || noDayName[w] {
		return "", false
	}
	found := ""
	for _, t := range dayNames[w[0]] {
		switch {
		case t == w || strings.HasPrefix(w, t) || strings.HasPrefix(t, w):
			return "", false
		case found != "":
		case (len(w) >= slipLetters || len(t) > len(w)) && OneSlip(w, t), twoInDay[t] && len(w) >= slipLetters && w[len(w)-1] == t[len(t)-1] && twoSlips(w, t):
			found = t
		}
	}
	return found, found != ""
}
