package understand

import (
	"strings"

	"moneytrail/handlers/understand/wording"
)

var (
	maoForm    = wording.MustCompile(`([一二两三四五六七八九1-9])(?:毛|角)(?:钱|五|5)?`)
	centForm   = wording.MustCompile(`\b(\d{1,2}) ?cents?\b`)
	commaForm  = wording.MustCompile(`\b(\d{1,3}(?:\.\d{3})+|\d{1,4}),(\d{2}) ?(?:€|euros?\b|eur\b)`)
	roughForm  = wording.MustCompile(`([一二两三四五六七八九])([二两三四五六七八九])([十百千万])(块钱|块|元)?`)
	roughUnits = map[string]string{"十": "0", "百": "00", "千": "000", "万": "0000"}
)

// coins reads small coins and the European comma: 五毛, 50 cents, 12,99 €.
func coins(m *message) []written {
	var found []written
	add := func(at []int, value, currency string) {
		w := written{at: at[0], end: at[1], value: value, currency: currency, op: Eq}
		var ok bool
		if w.exact, ok = figure(value); ok && w.exact > 0 && !joinedToWord(m, at[0], at[1]) {
			found = append(found, m.keep(w))
		}
	}
	for _, at := range maoForm.FindAllSubmatchIndex(m.rest, -1) {
		before := m.before(at[0])
		if closes(before, "块", "元") || closes(before, strings.Split("零一二三四五六七八九十百千万0123456789", "")...) {
			continue
		}
		n, _ := count(string(m.rest[at[2]:at[3]]))
		second := "0"
		if s := string(m.rest[at[3]:at[1]]); strings.HasSuffix(s, "五") || strings.HasSuffix(s, "5") {
			second = "5"
		}
		add(at, "0."+string(rune('0'+n))+second, "CNY")
	}
	for _, at := range centForm.FindAllSubmatchIndex(m.rest, -1) {
		cents := string(m.rest[at[2]:at[3]])
		add(at, "0."+strings.Repeat("0", 2-len(cents))+cents, "USD")
	}
	for _, at := range commaForm.FindAllSubmatchIndex(m.rest, -1) {
		whole := strings.ReplaceAll(string(m.rest[at[2]:at[3]]), ".", "")
		add(at, whole+"."+string(m.rest[at[4]:at[5]]), "EUR")
	}
	return found
}

// roughly reads 三四百 and 两三千块: from one to the other.
func roughly(m *message) []written {
	var found []written
	for _, at := range roughForm.FindAllSubmatchIndex(m.rest, -1) {
		low, _ := count(string(m.rest[at[2]:at[3]]))
		high, _ := count(string(m.rest[at[4]:at[5]]))
		if high != low+1 || closes(m.before(at[0]), "第", "十", "百", "千", "万") {
			continue
		}
		zeros := roughUnits[string(m.rest[at[6]:at[7]])]
		w := written{at: at[0], end: at[1], value: string(rune('0'+low)) + zeros, upTo: string(rune('0'+high)) + zeros, op: Between}
		if at[8] >= 0 {
			w.currency = "CNY"
		} else if !m.countless(w) {
			continue
		}
		found = append(found, m.keep(w))
	}
	return found
}
