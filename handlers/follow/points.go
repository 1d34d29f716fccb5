package follow

import (
	"regexp"
	"strings"

	"moneytrail/handlers/understand/script"
)

// Pointing is how a message points at what was shown without asking more of it.
type Pointing int

// Pointings.
const (
	Nowhere Pointing = iota
	AtThis           // "and this one?", "到了吗"
	AtWhich          // "which ones?", "哪几笔"
)

// whichWords ask for the single things that something is made of, the longest first.
var whichWords = []string{"哪几笔", "哪几单", "哪几个", "哪几条", "哪些交易", "哪些笔", "哪些单", "哪些款", "哪些", "哪一笔", "哪一单", "哪一个", "哪笔", "哪单", "哪个", "明细", "清单", "逐笔", "一笔一笔",
	"which payments", "which transactions", "which swipes", "which sales", "which ones", "which one", "which", "what are they", "list them", "list those", "show them", "show me them", "the list", "itemised", "itemized", "breakdown", "details"}

// pointing are the words and signs by which a message of small words points or asks.
var pointing = regexp.MustCompile(`这|那|它|呢|吗|么|嘛|没|未|冇|咩|[?？]|\b(?:this|that|it|these|those|one|ones|yet|arrived|here|did|has|is)\b`)

// Points reads a message that is made of small words alone and points at what was
// shown, or asks what that is made of.
func Points(text string) Pointing {
	folded := script.Longhand(script.Fold(text))
	for _, w := range whichWords {
		if before, after, found := strings.Cut(folded, w); found {
			if small(before) && small(after) {
				return AtWhich
			}
			return Nowhere
		}
	}
	bare := strings.TrimSpace(folded) == "" && strings.ContainsAny(text, "?？")
	if bare || small(folded) && pointing.MatchString(strings.ToLower(script.Plain(text))) {
		return AtThis
	}
	return Nowhere
}

// small tells whether words say nothing of their own.
func small(folded string) bool {
	if strings.TrimSpace(folded) == "" {
		return true
	}
	said, strange := tokens(folded)
	if strange {
		return false
	}
	for k := range said {
		if k != filler && k != not {
			return false
		}
	}
	return true
}
