package understand

import (
	"slices"
	"strings"
)

var (
	atLeastBefore = []string{"超过", "大于", "高于", "至少", "至少有", "至少还有", "起码有", "超过了", "不少于", "不低于", "起码", "over", "more than", "at least", "above", "upwards of", "greater than", "no less than", "exceeding", "minimum", ">", ">=", "≥"}
	atMostBefore  = []string{"不到", "最多有", "不足", "少于", "低于", "小于", "最多", "不超过", "不多于", "under", "less than", "at most", "below", "up to", "no more than", "not more than", "maximum", "not over", "<", "<=", "≤"}
	atLeastAfter  = append([]string{"以上", "+", "or more", "and up", "or above", "or over", "plus", "往上", "起", "出头"}, oddAfter...)
	atMostAfter   = []string{"以内", "以下", "之内", "不到", "or less", "or under", "or below"}
)

// money reads the currency around a figure, what follows 块 (八块五), and the
// operator; it moves the figure's place over them. It tells whether a currency was named.
func (m *message) money(w *written) bool {
	op := Eq
	suffix := func() {
		rest := string(m.rest[w.end:])
		skip := len(rest) - len(strings.TrimLeft(rest, " "))
		for i, words := range [][]string{atLeastAfter, atMostAfter} {
			for _, word := range words {
				if !strings.HasPrefix(rest[skip:], word) || word == "来" && !opens(rest[skip:], "来块", "来元", "来蚊", "来美") || word == "几" && opens(rest[skip:], "几点", "几号", "几时", "几天", "几日", "几月") || word == "多" && opens(rest[skip:], "多久", "多少", "多收", "多扣") || word == "起" && !strings.HasSuffix(strings.TrimSpace(rest[skip:]), "起") {
					continue
				}
				w.end += skip + len(word)
				if word == "几" { // 一百几十
					w.end += len(string(m.rest[w.end:])) - len(strings.TrimLeft(string(m.rest[w.end:]), "十百千"))
				}
				w.odd = w.odd || slices.Contains(oddAfter, word)
				w.over = w.over || word == "出头"
				if op = Gte; i == 1 {
					op = Lte
				}
				return
			}
		}
	}
	suffix()
	named := m.currencyAfter(w)
	if op == Eq {
		suffix()
	}
	before := strings.TrimRight(string(m.rest[:w.at]), " ")
	for _, sign := range currencySigns {
		if !strings.HasSuffix(before, sign) || sign[0] >= 'a' && sign[0] <= 'z' && len(before) > len(sign) && letter(before[len(before)-len(sign)-1]) {
			continue
		}
		if w.currency == "" || w.currency == "CNY" || sign == "人民币" {
			w.currency = currencyOf(sign)
		}
		w.at = len(before) - len(sign)
		named = true
		break
	}
	before = strings.TrimRight(string(m.rest[:w.at]), " ")
	if most, least := longestEnd(before, atMostBefore), longestEnd(before, atLeastBefore); most > least {
		op = Lte
	} else if least > 0 {
		op = Gte
	}
	w.op = op
	m.roughen(w, before)
	return named
}

// longestEnd gives the length of the longest word that s ends with.
func longestEnd(s string, words []string) int {
	longest := 0
	for _, w := range words {
		if len(w) > longest && strings.HasSuffix(s, w) {
			longest = len(w)
		}
	}
	return longest
}

func letter(b byte) bool { return b >= 'a' && b <= 'z' }

// currencyAfter reads a currency word after a figure, and the tenths that may follow it.
func (m *message) currencyAfter(w *written) bool {
	rest := string(m.rest[w.end:])
	skip := len(rest) - len(strings.TrimLeft(rest, " "))
	for _, word := range currencyWords {
		if !strings.HasPrefix(rest[skip:], word) {
			continue
		}
		after := rest[skip+len(word):]
		if letter(word[0]) && after != "" && letter(after[0]) {
			continue
		}
		w.currency = currencyOf(word)
		w.end += skip + len(word)
		if word == "块" || word == "元" || word == "圆" {
			w.end += m.tenths(w, after)
			for _, tail := range []string{"整", "正", "钱"} {
				if strings.HasPrefix(string(m.rest[w.end:]), tail) {
					w.end += len(tail)
				}
			}
		}
		return true
	}
	return false
}

// tenths reads 五 of 八块五, and 角 and 分; it gives the bytes read.
func (m *message) tenths(w *written, after string) int {
	if strings.Contains(w.value, ".") {
		return 0
	}
	g := jiaoFen.FindStringSubmatch(after)
	if g == nil || g[0] == "" {
		if g = kuaiTail.FindStringSubmatch(after); g == nil || opens(after[len(g[0]):], notMoney...) || len(after) > len(g[0]) && after[len(g[0])] >= '0' && after[len(g[0])] <= '9' {
			return 0
		}
	}
	part := [2]byte{'0', '0'}
	for i := range part {
		if n, ok := count(g[i+1]); ok && g[i+1] != "" && n < 10 {
			part[i] = byte('0' + n)
		}
	}
	w.exact += (int64(part[0]-'0')*10 + int64(part[1]-'0')) * scale / 100
	w.value += "." + string(part[:])
	return len(g[0])
}

// joinAmounts makes ranges of two amounts with a word between them.
func joinAmounts(m *message, found []written) []Amount {
	var out []Amount
	for i := 0; i < len(found); i++ {
		a := found[i]
		if a.upTo != "" {
			out = append(out, Amount{Op: Between, Min: a.value, Max: a.upTo, Currency: a.currency})
			continue
		}
		if i+1 < len(found) && a.op == Eq && found[i+1].op == Eq {
			b := found[i+1]
			if ranged(m, a, b) && a.exact < b.exact {
				currency := a.currency
				if currency == "" {
					currency = b.currency
				}
				out = append(out, Amount{Op: Between, Min: a.value, Max: b.value, Currency: currency})
				i++
				continue
			}
		}
		out = append(out, a.amount())
	}
	return out
}

func ranged(m *message, a, b written) bool {
	if a.end > b.at {
		return false
	}
	switch strings.TrimSpace(m.text[a.end:b.at]) {
	case "到", "至", "-", "~", "--", "to":
		return true
	case "and", "和":
		return closes(m.before(a.at), "between", "在", "介于")
	}
	return false
}
