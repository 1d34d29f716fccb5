package understand

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// message is a text made ready for reading. The three texts of it have the
// same length in bytes, so a place in one is a place in the others.
type message struct {
	// cased is the normalised text: NFKC, simplified, no invisible characters.
	cased string
	// text is cased in lower case.
	text string
	// rest is text with everything already read blanked out.
	rest []byte
	// words is text as whole words between single spaces, for the intents:
	// Han and Latin apart, punctuation and apostrophes gone.
	words string
	pairs pairs
	// traditional: characters that only traditional writing has were seen.
	traditional bool
	// simple: characters that only simplified writing has were seen.
	simple bool
	zh     bool
}

// blank stands where something was already read.
const blank = 0x1f

// longest is how much of a message is read, in bytes: some six hundred Han
// characters. It bounds the time that one message can take.
const longest = 2000

func normalise(s string) *message {
	s = strings.ToValidUTF8(s, " ")
	if len(s) > longest {
		s = strings.ToValidUTF8(s[:longest], "")
	}
	m := &message{}
	m.traditional, m.simple = writing(s)
	if letters, ok := script.Pinyin(s); ok {
		s = letters
	} else {
		s = script.PinyinWithin(s)
	}
	s = script.Mandarin(s)
	var plain strings.Builder
	var before rune
	for i, r := range s {
		switch {
		case r == '，' && !(before >= '０' && before <= '９') && !groups(s, i):
			r = '、' // a full-width comma parts two figures, it does not group digits
		case r == '’' || r == '‘' || r == '`':
			r = '\''
		case r == '－' || r == '—' || r == '–' || r == '―':
			r = '-'
		case r == '～' || r == '〜':
			r = '~'
		}
		before = r
		if !unicode.Is(unicode.Cf, r) && r != 0xFE0F && r != utf8.RuneError {
			plain.WriteRune(r)
		}
	}
	one := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return ' '
		}
		r, _ = script.Simplify(r)
		return r
	}, norm.NFKC.String(plain.String()))
	var cased, lower strings.Builder
	for _, r := range script.Heard(script.Days(one)) {
		low := unicode.ToLower(r)
		if utf8.RuneLen(low) != utf8.RuneLen(r) {
			low = r
		}
		cased.WriteRune(r)
		lower.WriteRune(low)
	}
	m.cased, m.text = cased.String(), lower.String()
	m.rest = []byte(m.text)
	m.words = script.Longhand(script.Words(m.text))
	m.pairs = pairsOf(m.words)
	m.zh = chinese(m.words)
	return m
}

// grouping is a figure with a full-width comma where thousands part: one or two
// digits before, three after.
var grouping = wording.MustCompile(`(?:^|[^\d.,，])\d{1,2}(，)\d{3}(?:$|[^\d，])`)

// groups tells whether the full-width comma at place i parts the thousands of one figure.
func groups(s string, i int) bool {
	at := grouping.FindStringSubmatchIndex(s)
	return at != nil && at[2] == i
}

// writing tells whether a text has characters that only traditional writing
// has, and ones that only simplified writing has.
func writing(s string) (traditional, simple bool) {
	for _, r := range s {
		if _, ok := script.Simplify(r); ok {
			traditional = true
		} else if script.Simplified(r) {
			simple = true
		}
	}
	return traditional, simple
}

// chinese tells whether Han characters outweigh the words of other scripts.
func chinese(words string) bool {
	han, other := 0, 0
	for _, w := range strings.Fields(words) {
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.Is(unicode.Han, r):
			han += utf8.RuneCountInString(w)
		case unicode.IsLetter(r):
			other++
		}
	}
	return han > 0 && han >= other
}

// take blanks what stands from..to, so that nothing reads it again.
func (m *message) take(from, to int) {
	for i := from; i < to; i++ {
		m.rest[i] = blank
	}
}

// left counts the words that are no part of a date, an amount or a reference,
// and those of them that do not only name one.
func (m *message) left() (all, telling int) {
	rest := bytes.ReplaceAll(m.rest, []byte{blank}, []byte{' '})
	for _, w := range strings.Fields(script.Words(string(rest))) {
		n := length(w)
		all += n
		if !slices.Contains(factNames, w) {
			telling += n
		}
	}
	return all, telling
}

// factNames are words that stand beside a fact and tell nothing more.
var factNames = []string{"amount", "total", "the", "is", "was", "it", "its", "at", "on", "about", "around", "date", "time", "dollars", "yuan", "sum",
	"金额", "金额是", "是", "的", "那笔", "的那笔", "时间", "日期", "大概", "大约", "差不多", "左右", "吧", "应该是", "好像是", "可能是", "一共", "总共"}

// after gives what follows place i, spaces skipped.
func (m *message) after(i int) string { return strings.TrimLeft(m.text[i:], " ") }

// before gives what stands before place i, spaces at its end cut.
func (m *message) before(i int) string { return strings.TrimRight(m.text[:i], " ") }

// opens tells whether s begins with one of the words.
func opens(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// closes tells whether s ends with one of the words.
func closes(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}
