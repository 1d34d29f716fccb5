package vote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Buckets is how many features there are; n-grams are hashed into them.
const Buckets = 43003 // times the intents, just under a million

// longest is how much of a message is looked at, in bytes: what is wanted is
// said early, and the time that a message takes stays bounded.
const longest = 900

// Features calls see with the feature of every n-gram of the words of a message
// (as script.Words gives them), each as often as it occurs: one to three Han
// characters and two with one or two between them, Latin words, pairs of them
// and two with one between, three to five letters within a word. Figures count
// as one sign.
func Features(words string, see func(uint32)) {
	if len(words) > longest {
		words = strings.ToValidUTF8(words[:longest], "")
	}
	before, earlier := "", ""
	for _, w := range strings.Fields(words) {
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.Is(unicode.Han, first):
			grams("h", w, 1, 3, see)
			apart(w, see)
			before, earlier = "han", ""
			continue
		case strings.ContainsAny(w, "0123456789"):
			w = strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return '#'
				}
				return r
			}, w)
			w = "#" + strings.Trim(w, "#")
		default:
			grams("l", " "+w+" ", 3, 5, see)
		}
		see(hash("w", w, ""))
		see(hash("p", before, w))
		see(hash("q", earlier, w))
		before, earlier = w, before
	}
	see(hash("p", before, "."))
}

// grams sees every run of least..most characters of a word.
func grams(kind, w string, least, most int, see func(uint32)) {
	starts := make([]int, 0, 32)
	for i := range w {
		starts = append(starts, i)
	}
	starts = append(starts, len(w))
	for i := range starts {
		for n := least; n <= most && i+n < len(starts); n++ {
			see(hash(kind, w[starts[i]:starts[i+n]], ""))
		}
	}
}

// apart sees every two characters of a word with one or two others between them.
func apart(w string, see func(uint32)) {
	r := []rune(w)
	for i := range r {
		for d := 2; d <= 3 && i+d < len(r); d++ {
			see(hash("s", string(r[i]), string(r[i+d])))
		}
	}
}

// hash is FNV-1a over kind, a and b, folded to a bucket.
func hash(kind, a, b string) uint32 {
	h := uint32(2166136261)
	for _, s := range [3]string{kind, a, b} {
		for i := range len(s) {
			h = (h ^ uint32(s[i])) * 16777619
		}
		h = (h ^ 0xff) * 16777619
	}
	return (h ^ h>>15) % Buckets
}
