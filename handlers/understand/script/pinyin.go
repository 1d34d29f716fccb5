package script

import (
	_ "embed"
	"strings"
)

//go:embed pinyin.txt
var letters string

// spelled maps words in letters to their characters; longest is the length of the longest.
var spelled, longest = func() (map[string]string, int) {
	table, longest := map[string]string{}, 0
	for _, p := range pairsIn(letters) {
		table[p[0]] = p[1]
		longest = max(longest, len(p[0]))
	}
	return table, longest
}()

// kept are words that stand in pinyin as they are.
var kept = map[string]bool{"pos": true, "ok": true, "app": true, "t": true, "d": true}

// Pinyin gives the characters of a text that is written in pinyin without
// tones, its figures kept; false where anything in it is no pinyin of the
// table, as English is not.
func Pinyin(text string) (string, bool) {
	var b strings.Builder
	run, syllables := "", 0
	flush := func() bool {
		if run == "" {
			return true
		}
		words, n := fit(run)
		run, syllables = "", syllables+n
		b.WriteString(words)
		return n > 0
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" ,.?!~，。？！", r) }) {
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
	if !flush() || syllables < 2 {
		return "", false
	}
	return b.String(), true
}

// fit parts letters into the fewest words of the table and gives their
// characters, and how many; none where they do not part.
func fit(run string) (string, int) {
	if len(run) > 120 {
		return "", 0
	}
	type way struct {
		words int // 0: no way to get here
		text  string
	}
	ways := make([]way, len(run)+1)
	ways[0].words = 1
	for end := 1; end <= len(run); end++ {
		for begin := max(0, end-longest); begin < end; begin++ {
			han, ok := spelled[run[begin:end]]
			if n := ways[begin].words; ok && n > 0 && (ways[end].words == 0 || n+1 < ways[end].words) {
				ways[end] = way{n + 1, ways[begin].text + han}
			}
		}
	}
	text := ways[len(run)].text
	return text, len([]rune(text))
}
