package handlers

import (
	"fmt"
	"regexp"
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
// characters, those of a question: it is asked once more, not something new. Words
// of another amount, day, period or terminal are something new however alike they look.
func (t *turn) asksTheSame(c cases.Case, asked string) bool {
	if t.apart(c.Words, asked) {
		return false
	}
	for old := range strings.SplitSeq(c.Words, "\n") {
		for line := range strings.SplitSeq(asked, "\n") {
			if similar(old, line) && t.namedIn(old).equal(t.namedIn(line)) {
				return true
			}
		}
	}
	return false
}

// named is what a text tells one matter from another by.
type named struct{ amounts, days, marks, figures []string }

// namedIn reads it; days as they are today, so that the same words are the same day.
func (t *turn) namedIn(text string) (n named) {
	for line := range strings.SplitSeq(text, "\n") {
		r := t.Reader.Read(line, t.now)
		for _, a := range r.Amounts {
			n.amounts = append(n.amounts, fmt.Sprint(a.Op, a.Value, a.Min, a.Max, a.Low, a.High, a.Currency))
		}
		for _, d := range r.Dates {
			n.days = append(n.days, fmt.Sprint(d.From, d.To))
		}
		for _, mark := range []string{r.Last4, r.RRN, r.Terminal, r.Slip, r.Reference} {
			if mark != "" {
				n.marks = append(n.marks, mark)
			}
		}
		n.figures = append(n.figures, figures.FindAllString(groupComma.ReplaceAllString(script.Plain(line), "$1$2"), -1)...)
	}
	for _, list := range []*[]string{&n.amounts, &n.days, &n.marks, &n.figures} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return n
}

var (
	figures    = regexp.MustCompile(`[0-9]+`)
	groupComma = regexp.MustCompile(`([0-9])[,，]([0-9]{3})`)
)

// equal tells whether both name the same; an amount in words is one in figures.
func (n named) equal(o named) bool {
	spelt := len(n.amounts) > 0 && (len(n.figures) == 0 || len(o.figures) == 0)
	return slices.Equal(n.amounts, o.amounts) && slices.Equal(n.days, o.days) && slices.Equal(n.marks, o.marks) && (spelt || slices.Equal(n.figures, o.figures))
}

// apart tells whether two texts each name amounts, or days, or terminals, and have none in common.
func (t *turn) apart(a, b string) bool {
	x, y := t.namedIn(a), t.namedIn(b)
	differ := func(a, b []string) bool {
		return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
	}
	return differ(x.amounts, y.amounts) || differ(x.days, y.days) || differ(x.marks, y.marks)
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
	return shared*10 >= (len(short)-1)*8 && len(short)*2 >= len(long)
}

// letters gives the letters and digits of a text in its plain form.
func letters(text string) []rune {
	return slices.DeleteFunc([]rune(script.Plain(text)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// says tells a message that says anything from one of signs alone: "？？？".
func says(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
