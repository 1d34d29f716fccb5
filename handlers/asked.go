package handlers

import (
	"slices"
	"strings"
	"unicode"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/understand/script"
)

// andAsked adds words to what the person asked last, those that are not there yet.
func (t *turn) andAsked(text string) string {
	return clip(onceEach(t.flow.Asked, text), 500)
}

// onceEach gives the lines of texts in order, each once; those of signs alone
// only where there are no others.
func onceEach(texts ...string) string {
	var out []string
	for line := range strings.SplitSeq(joinLines(texts), "\n") {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	if slices.ContainsFunc(out, says) {
		out = slices.DeleteFunc(out, func(line string) bool { return !says(line) })
	}
	return joinLines(out)
}

// Lengths up to which words that were not understood are rather a word on what
// was asked before than something new: Han characters, or Latin words.
const (
	followHan   = 8
	followWords = 4
)

// followsOn tells whether words are too short to be asked by themselves.
func followsOn(text string) bool {
	han := 0
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			han++
		}
	}
	return han < followHan && len(strings.Fields(text)) <= followWords
}

// asksTheSame tells whether a case was opened with words that are, but for a few
// characters, those of a question: it is asked once more, not something new.
func asksTheSame(c cases.Case, asked string) bool {
	for old := range strings.SplitSeq(c.Words, "\n") {
		for line := range strings.SplitSeq(asked, "\n") {
			if similar(old, line) {
				return true
			}
		}
	}
	return false
}

// similar tells whether most pairs of neighbouring characters of the shorter of
// two lines are in the longer one too.
func similar(a, b string) bool {
	short, long := letters(a), letters(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) < 4 {
		return len(short) > 0 && slices.Equal(short, long)
	}
	in := map[[2]rune]bool{}
	for i := range len(long) - 1 {
		in[[2]rune{long[i], long[i+1]}] = true
	}
	shared := 0
	for i := range len(short) - 1 {
		if in[[2]rune{short[i], short[i+1]}] {
			shared++
		}
	}
	return shared*10 >= (len(short)-1)*7 && len(short)*2 >= len(long)
}

// letters gives the letters and digits of a text in its plain form.
func letters(text string) []rune {
	return slices.DeleteFunc([]rune(script.Plain(text)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// says tells a message that says anything from one of signs alone: "？？？".
func says(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
