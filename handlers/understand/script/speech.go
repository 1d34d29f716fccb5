package script

import (
	_ "embed"
	"sort"
	"strings"
)

//go:embed speech.txt
var speech string

// spoken are characters that only Cantonese is written with, in either writing:
// words that have them are known in simplified characters too.
const spoken = "唔冇咗嗰咩啲喺佢啱咁俾畀搵睇攞碌噚聽仲蚊哋嘅嚟尋"

// mandarin puts the words of speech.txt into the reader's.
var mandarin = func() *strings.Replacer {
	list := pairsIn(speech)
	known := map[string]bool{}
	for _, p := range list {
		known[p[0]] = true
	}
	for _, p := range list {
		short := strings.Map(func(r rune) rune {
			if strings.ContainsRune(spoken, r) {
				return r
			}
			r, _ = Simplify(r)
			return r
		}, p[0])
		if !known[short] && len([]rune(short)) > 1 && strings.ContainsAny(p[0], spoken) {
			known[short] = true
			list = append(list, [2]string{short, p[1]})
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return len(list[i][0]) > len(list[j][0]) })
	var all []string
	for _, p := range list {
		all = append(all, p[0], p[1])
	}
	return strings.NewReplacer(all...)
}()

// Mandarin gives text with the words of written Cantonese and of Taiwan's trade
// put into those that the reader knows; the rest stays as it is.
func Mandarin(text string) string { return mandarin.Replace(text) }

// pairsIn reads lines of two words; those that begin with # are remarks.
func pairsIn(table string) (out [][2]string) {
	for _, line := range strings.Split(table, "\n") {
		if a, b, ok := strings.Cut(line, " "); ok && a != "#" {
			out = append(out, [2]string{a, b})
		}
	}
	return out
}
