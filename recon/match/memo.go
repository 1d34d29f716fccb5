package match

import "strings"

// mostSharing bounds the payouts that one text may name and still count as a
// reference: a text that is printed on every payout says nothing.
const mostSharing = 4

// needle is a text that names payouts when a memo carries it whole.
type needle struct {
	text    string
	offset  int // of its first word
	payouts []int32
}

// needles finds payouts by the texts in a memo, in time linear in the memo.
type needles struct{ byWord map[string][]needle }

// newNeedles indexes the ids, bank references and statement texts of payouts.
func newNeedles(payouts []PayoutSide) needles {
	naming := map[string][]int32{}
	for i := range payouts {
		p := &payouts[i]
		texts := [...]string{fold(p.ID), fold(p.BankReference), fold(p.StatementText)}
		for n, text := range texts {
			if text == "" || (n > 0 && text == texts[0]) || (n > 1 && text == texts[1]) {
				continue
			}
			naming[text] = append(naming[text], int32(i))
		}
	}
	out := needles{byWord: map[string][]needle{}}
	for text, rows := range naming {
		start, end := firstWord(text)
		if start == end || len(rows) > mostSharing {
			continue
		}
		out.byWord[text[start:end]] = append(out.byWord[text[start:end]], needle{text, start, rows})
	}
	return out
}

// in calls yield for every payout that the memo names, with the text that names it.
func (n needles) in(memo string, yield func(payout int32, text string)) {
	memo = fold(memo)
	for at := 0; at < len(memo); {
		start, end := firstWord(memo[at:])
		if start == end {
			return
		}
		start, end = at+start, at+end
		for _, c := range n.byWord[memo[start:end]] {
			from := start - c.offset
			if from < 0 || !strings.HasPrefix(memo[from:], c.text) || !bounded(memo, from, from+len(c.text)) {
				continue
			}
			for _, p := range c.payouts {
				yield(p, c.text)
			}
		}
		at = end
	}
}

// bounded says whether memo[from:to] does not cut through a word: P1 is not in P12.
func bounded(memo string, from, to int) bool {
	return (from == 0 || !word(memo[from-1]) || !word(memo[from])) &&
		(to == len(memo) || !word(memo[to]) || !word(memo[to-1]))
}

// firstWord gives the first run of ASCII letters and digits; Chinese beside it
// bounds it, as blanks and signs do.
func firstWord(s string) (start, end int) {
	for start < len(s) && !word(s[start]) {
		start++
	}
	for end = start; end < len(s) && word(s[end]); {
		end++
	}
	return start, end
}

func word(c byte) bool {
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
}

// fold makes texts comparable: capitals, one blank for each gap.
func fold(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), " ")) }

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
