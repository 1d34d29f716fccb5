package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostSharing bounds the payouts that one text may name and still count as a
// reference: a text that is printed on every payout says nothing.
const mostSharing = 4

// needle is a text that names payouts when a memo carries it whole.
type needle struct {
	text   string
	anchor int32 // where its rarest word starts
	head   int32 // 1 + the last of the bearers
	count  int32
}

// bearer is a payout that a needle names.
type bearer struct{ payout, next int32 }

// needles finds payouts by the texts in a memo, in time linear in the memo.
// Each is looked for by its rarest word: ids that all begin alike cost nothing.
type needles struct {
	list    []needle
	bearers []bearer
	byText  table
	counts  table // of words
	byWord  table
	memo    []byte
	folded  []byte
}

// load indexes the ids, bank references and statement texts of payouts.
func (n *needles) load(h *hasher, payouts []PayoutSide) {
	n.list, n.bearers = n.list[:0], n.bearers[:0]
	n.byText.reset(3*len(payouts), 3*len(payouts))
	for i := range payouts {
		p := &payouts[i]
		texts := [...]string{n.fold(p.ID), n.fold(p.BankReference), n.fold(p.StatementText)}
		for k, text := range texts {
			if text != "" && (k == 0 || text != texts[0]) && (k < 2 || text != texts[1]) {
				n.add(h, text, int32(i))
			}
		}
	}
	words := 0
	for i := range n.list {
		n.eachWord(i, func(int, int) { words++ })
	}
	n.counts.reset(0, words)
	for i := range n.list {
		n.eachWord(i, func(start, end int) { n.counts.count(h.text(n.list[i].text[start:end])) })
	}
	n.byWord.reset(len(n.list), len(n.list))
	for i := range n.list {
		if x := &n.list[i]; x.count <= mostSharing {
			n.anchor(h, x, int32(i))
		}
	}
}

func (n *needles) add(h *hasher, text string, payout int32) {
	hash := h.text(text)
	at := n.byText.chain(hash)
	for at != 0 && n.list[at-1].text != text {
		at = n.byText.next[at-1]
	}
	if at == 0 {
		n.list = append(n.list, needle{text: text})
		at = int32(len(n.list))
		n.byText.add(hash, at-1)
	}
	x := &n.list[at-1]
	n.bearers = append(n.bearers, bearer{payout, x.head})
	x.head = int32(len(n.bearers))
	x.count++
}

// anchor files a needle under its rarest word, of equally rare ones the last.
func (n *needles) anchor(h *hasher, x *needle, at int32) {
	best, hash := int32(-1), uint64(0)
	n.eachWord(int(at), func(start, end int) {
		word := h.text(x.text[start:end])
		if c := n.counts.chain(word); best < 0 || c <= best {
			best, hash, x.anchor = c, word, int32(start)
		}
	})
	if best >= 0 {
		n.byWord.add(hash, at)
	}
}

func (n *needles) eachWord(at int, yield func(start, end int)) {
	eachWord(n.list[at].text, yield)
}

// in calls yield for every payout that the memo names, with the text that names it.
func (n *needles) in(h *hasher, memo string, yield func(payout int32, text string)) {
	if len(n.list) == 0 {
		return
	}
	n.memo = appendFolded(n.memo[:0], memo)
	eachWord(n.memo, func(start, end int) {
		at := n.byWord.chain(h.bytes(n.memo[start:end]))
		for ; at != 0; at = n.byWord.next[at-1] {
			x := &n.list[at-1]
			from := start - int(x.anchor)
			to := from + len(x.text)
			if from < 0 || to > len(n.memo) || string(n.memo[from:to]) != x.text || !bounded(n.memo, from, to) {
				continue
			}
			for b := x.head; b != 0; b = n.bearers[b-1].next {
				yield(n.bearers[b-1].payout, x.text)
			}
		}
	})
}

// bounded says whether memo[from:to] does not cut through a word: P1 is not in P12.
func bounded(memo []byte, from, to int) bool {
	return (from == 0 || !word(memo[from-1]) || !word(memo[from])) &&
		(to == len(memo) || !word(memo[to]) || !word(memo[to-1]))
}

// eachWord gives the runs of ASCII letters and digits; Chinese beside them
// bounds them, as blanks and signs do.
func eachWord[S string | []byte](s S, yield func(start, end int)) {
	for at := 0; at < len(s); {
		start := at
		for start < len(s) && !word(s[start]) {
			start++
		}
		end := start
		for end < len(s) && word(s[end]) {
			end++
		}
		if start < end {
			yield(start, end)
		}
		at = end
	}
}

func word(c byte) bool {
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
}

// fold makes texts comparable: capitals, one blank for each gap.
func (n *needles) fold(s string) string {
	n.folded = appendFolded(n.folded[:0], s)
	if string(n.folded) == s {
		return s
	}
	return string(n.folded)
}

func appendFolded(dst []byte, s string) []byte {
	gap := false
	for i := 0; i < len(s); {
		c, size := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		if unicode.IsSpace(c) {
			gap = len(dst) > 0
			continue
		}
		if gap {
			dst, gap = append(dst, ' '), false
		}
		if c < utf8.RuneSelf {
			if c >= 'a' && c <= 'z' {
				c -= 'a' - 'A'
			}
			dst = append(dst, byte(c))
			continue
		}
		dst = utf8.AppendRune(dst, unicode.ToUpper(c))
	}
	return dst
}

// weak says whether a text is too short to name a payout by itself: a single
// character, or a number of fewer than six digits.
func weak(text string) bool {
	return len(text) < 2 || (len(text) < 6 && strings.Trim(text, "0123456789") == "")
}

// saysReturn says whether a memo calls its entry a returned payment.
func saysReturn(memo string) bool {
	for _, sign := range []string{"退票", "退汇", "退回", "RETURN", "RTN", "REJECT"} {
		if strings.Contains(strings.ToUpper(memo), sign) {
			return true
		}
	}
	return false
}

// Words gives the words of a text by which a payout is looked for among all
// accounts: of at least four characters, one of them a digit, in upper case,
// the first sixteen.
func Words(text string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(strings.ToUpper(text), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
	}) {
		if len(w) >= 4 && strings.ContainsAny(w, "0123456789") && len(words) < 16 {
			words = append(words, w)
		}
	}
	return words
}

// byAccount says whether a text names only payouts of the account that the memo is
// of: it has no word by which those of other accounts are looked for.
func byAccount(text, memo string) bool {
	words := Words(memo)
	return !slices.ContainsFunc(Words(text), func(w string) bool { return slices.Contains(words, w) })
}
