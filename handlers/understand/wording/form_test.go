package wording

import (
	"regexp"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// exprs draws expressions as they are written of messages, of few letters so that they meet.
func exprs(depth int) *rapid.Generator[string] {
	leaf := rapid.SampledFrom([]string{"没到", "钱", "k", "K", "ab", "s", "ſ", "é", `\d`, `\s`, ".", "[没到]", "[^到]", "[a-z]", "^", "$", `\b`, "1", "(?i:ks)", "(?i:É)", "(?i:[a-c])", "", " "})
	if depth == 0 {
		return leaf
	}
	return rapid.Custom(func(t *rapid.T) string {
		sub := exprs(depth - 1)
		switch rapid.IntRange(0, 7).Draw(t, "kind") {
		case 0:
			return "(?:" + sub.Draw(t, "a") + ")?"
		case 1:
			return "(?:" + sub.Draw(t, "a") + ")+"
		case 2:
			return "(" + sub.Draw(t, "a") + "){0,2}"
		case 3:
			return "(" + sub.Draw(t, "a") + "){2}"
		case 4:
			return "(?:" + sub.Draw(t, "a") + ")*"
		case 5:
			return "(?:" + sub.Draw(t, "a") + "|" + sub.Draw(t, "b") + "|" + sub.Draw(t, "c") + ")"
		default:
			return sub.Draw(t, "a") + sub.Draw(t, "b")
		}
	})
}

// What a form finds is what its expression finds, in every text.
func TestAFormFindsWhatItsExpressionFinds(t *testing.T) {
	text := rapid.StringOf(rapid.SampledFrom([]rune("没到钱kKKabsSſéÉ1 c\n。\uFFFD")))
	rapid.Check(t, func(t *rapid.T) {
		expr := exprs(4).Draw(t, "expression")
		for range rapid.IntRange(0, 5).Draw(t, "more") {
			expr += "|" + exprs(2).Draw(t, "another")
		}
		plain, err := regexp.Compile(expr)
		if err != nil {
			t.Skip(err)
		}
		f := MustCompile(expr)
		for range 8 {
			s := text.Draw(t, "text")
			if rapid.Bool().Draw(t, "broken") {
				s += "\xe6\xb2" // half a character
			}
			b := []byte(s)
			index := func(a, b []int) bool { return slices.Equal(a, b) }
			words := func(a, b []string) bool { return slices.Equal(a, b) }
			switch {
			case f.MatchString(s) != plain.MatchString(s),
				f.FindString(s) != plain.FindString(s),
				!index(f.FindStringIndex(s), plain.FindStringIndex(s)),
				!words(f.FindStringSubmatch(s), plain.FindStringSubmatch(s)),
				!index(f.FindStringSubmatchIndex(s), plain.FindStringSubmatchIndex(s)),
				!slices.EqualFunc(f.FindAllStringIndex(s, -1), plain.FindAllStringIndex(s, -1), index),
				!slices.EqualFunc(f.FindAllStringSubmatch(s, -1), plain.FindAllStringSubmatch(s, -1), words),
				!slices.EqualFunc(f.FindAllIndex(b, -1), plain.FindAllIndex(b, -1), index),
				!slices.EqualFunc(f.FindAllSubmatchIndex(b, -1), plain.FindAllSubmatchIndex(b, -1), index),
				f.Match(b) != plain.Match(b),
				!words(f.FindAllString(s, -1), plain.FindAllString(s, -1)),
				!slices.EqualFunc(f.FindAllStringSubmatchIndex(s, -1), plain.FindAllStringSubmatchIndex(s, -1), index),
				!words(f.Split(s, -1), plain.Split(s, -1)),
				f.ReplaceAllString(s, "x") != plain.ReplaceAllString(s, "x"):
				t.Fatalf("%q in %q", expr, s)
			}
		}
	})
}

// What is no expression is told when the program begins, not when a text comes.
func TestNoExpressionIsToldAtOnce(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it was taken")
		}
	}()
	MustCompile("(no end")
}

// A form that many texts come to at once is made once.
func TestAFormIsMadeOnce(t *testing.T) {
	f := MustCompile("没到|没有到|还没(?:收|到)|钱呢")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if !f.MatchString("钱还没到") || f.FindString("好的") != "" {
				t.Error("it does not find what it should")
			}
		})
	}
	all.Wait()
}

// Forms of words end at the letters of a text that has none of them.
func TestAFormEndsAtTheLetters(t *testing.T) {
	for expr, text := range map[string]string{
		`没到|没有到|还没(收|到)`:                 "昨天的账单",
		`(?i)\bnot (yet )?arrived\b`:     "my statement of yesterday",
		`(?:钱|款).{0,4}(?:哪里|哪儿|什么时候)`:    "手续费多少钱",
		`^\s*(?:never ?mind|forget it)`:  "where is my money",
		`[还再]要(?:多久|几天)到`:                "还要退款",
		`(\d+)\s*号(?:终端|机器)的(?:账|单|款|钱)`: "3500没到",
	} {
		if f := MustCompile(expr); !f.none(text) {
			t.Errorf("%s is run over %q", expr, text)
		}
	}
}
