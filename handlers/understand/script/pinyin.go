package script

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"
)

//go:embed pinyin.txt
var letters string

//go:embed syllables.txt
var syllables string

// word is what letters stand for, and whether they are one of the words that
// merchants type or a mere syllable between them.
type word struct {
	han   string
	known bool
}

// spelled maps words in letters to their characters; longest is the length of the longest.
var spelled, longest = func() (map[string]word, int) {
	table, longest := map[string]word{}, 0
	for _, p := range pairsIn(syllables) {
		table[p[0]] = word{han: p[1]}
	}
	for _, p := range pairsIn(letters) {
		table[p[0]] = word{p[1], true}
		longest = max(longest, len(p[0]))
	}
	return table, longest
}()

// kept are words that stand in pinyin as they are.
var kept = map[string]bool{"pos": true, "ok": true, "app": true, "t": true, "d": true}

// Pinyin gives the characters of a text that is written in pinyin without
// tones, its figures kept; false where anything in it is no pinyin, as in
// English, or too little of it is words of the table.
func Pinyin(text string) (string, bool) {
	var b strings.Builder
	run, all, filled, long := "", 0, 0, 0
	flush := func() bool {
		if run == "" {
			return true
		}
		f := fit(run)
		run, all, filled, long = "", all+len([]rune(f.text)), filled+f.filled, long+f.long
		b.WriteString(f.text)
		return f.text != ""
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), parts) {
		switch {
		case kept[w] || strings.Trim(w, "0123456789:") == "":
			if !flush() {
				return "", false
			}
			b.WriteString(w)
		case strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "":
			run += w
		default:
			return "", false
		}
	}
	if !flush() || all < 2 || filled > 0 && long*3 < all {
		return "", false
	}
	return b.String(), true
}

// parts tells the signs between words: all but letters and figures, the colon of a time and the marks of sums.
func parts(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !strings.ContainsRune(":$¥￥€£%#@/_+", r)
}

// withinHan is letters among characters.
var withinHan = regexp.MustCompile(`[a-zA-Z]+(?: [a-zA-Z]+)*`)

// PinyinWithin gives a text of characters with the letters in it that are nothing
// but known words in pinyin, one of more than a character among them, put into
// characters: "那笔daozhang了没". Marks and codes are not letters alone and stay.
func PinyinWithin(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return text
	}
	last := 0
	var b strings.Builder
	for _, at := range withinHan.FindAllStringIndex(text, -1) {
		run := text[at[0]:at[1]]
		if at[1] < len(text) && isDigit(text[at[1]]) || at[0] > 0 && (isDigit(text[at[0]-1]) || strings.IndexByte("-_/@.#", text[at[0]-1]) >= 0) {
			continue
		}
		f := fit(strings.ToLower(strings.ReplaceAll(run, " ", "")))
		if f.text == "" || f.filled > 0 || f.long*2 < len([]rune(f.text)) || f.long < 2 {
			continue
		}
		b.WriteString(text[last:at[0]])
		b.WriteString(f.text)
		last = at[1]
	}
	if last == 0 {
		return text
	}
	return b.String() + text[last:]
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// fitting is letters parted into words.
type fitting struct {
	text string
	cost int // 0: they do not part
	// filled and long count the characters of mere syllables, and of words of more than one.
	filled, long int
}

// fit parts letters into the fewest words of the table, a syllable between them counting as two.
func fit(run string) fitting {
	if len(run) > 120 {
		return fitting{}
	}
	ways := make([]fitting, len(run)+1)
	ways[0].cost = 1
	for end := 1; end <= len(run); end++ {
		for begin := max(0, end-longest); begin < end; begin++ {
			w, ok := spelled[run[begin:end]]
			to := ways[begin]
			if !ok || to.cost == 0 {
				continue
			}
			to.text, to.cost = to.text+w.han, to.cost+1
			switch n := len([]rune(w.han)); {
			case !w.known:
				to.cost, to.filled = to.cost+1, to.filled+n
			case n > 1:
				to.long += n
			}
			if ways[end].cost == 0 || to.cost < ways[end].cost {
				ways[end] = to
			}
		}
	}
	return ways[len(run)]
}
