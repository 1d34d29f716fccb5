package understand

import (
	"strings"

	"moneytrail/handlers/understand/wording"
)

var (
	// noteForm is notes of Hong Kong by their colour or beast, and hundreds as 水.
	noteForm = wording.MustCompile(`([一二两三四五六七八九十\d]{1,2}|成|几)?(?:张|嚿|旧|舊|条)?(红底|红衫鱼|金牛|啡牛|大牛|青蟹|水)`)
	notes    = map[string]int{"红底": 100, "红衫鱼": 100, "水": 100, "金牛": 1000, "啡牛": 500, "大牛": 500, "青蟹": 10}
	// barePower is 千二蚊: a unit without the one before it, where a currency stands behind.
	barePower = wording.MustCompile(`(?:^|[^一二三四五六七八九十两几数好百千万亿成上过若\d])([百千万][二三四五六七八九]\d{0,2})(?:蚊|块钱|块|元|多蚊)`)
	// tenThousands is 一个w.
	tenThousands = wording.MustCompile(`(\d{1,3}(?:\.\d{1,2})?|[一两二三四五六七八九十半]{1,2})个?w(?:$|[^a-z0-9])`)
	// andHalf is "two and a half grand".
	andHalf = wording.MustCompile(`\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) and a half (grand|thousand|hundred|k)\b`)
)

// slang reads sums as they are spoken over a counter: 三张红底, 两嚿水, 千二蚊, 一个w.
func slang(m *message) []written {
	var found []written
	add := func(from, to int, exact int64, currency string) {
		w := written{at: from, end: to, exact: exact, value: plain(exact), op: Eq, currency: currency}
		if exact > 0 && (currency != "" || m.countless(w)) {
			found = append(found, m.keep(w))
		}
	}
	for _, at := range noteForm.FindAllSubmatchIndex(m.rest, -1) {
		n, name := 1, group(m, at, 2)
		if many := group(m, at, 1); many != "" && many != "成" {
			n, _ = count(many)
		}
		// 水 is money only by the piece: 两嚿水, 成旧水
		if name == "水" && (at[2] < 0 || !strings.ContainsAny(group(m, at, 0), "嚿旧舊")) {
			continue
		}
		add(at[0], at[1], int64(n*notes[name])*scale, "HKD")
	}
	for _, at := range barePower.FindAllSubmatchIndex(m.rest, -1) {
		if exact, ok := number("一" + group(m, at, 1)); ok {
			w := written{at: at[2], end: at[3], exact: exact, value: plain(exact), op: Eq}
			m.money(&w)
			found = append(found, m.keep(w))
		}
	}
	for _, at := range tenThousands.FindAllSubmatchIndex(m.rest, -1) {
		figure, end := group(m, at, 1), at[1]
		if end > at[3] && m.rest[end-1] != 'w' {
			end = strings.LastIndexByte(string(m.rest[:end]), 'w') + 1
		}
		if exact, ok := number(strings.ReplaceAll(figure, "半", "0.5") + "万"); ok && strings.Contains(string(m.rest[at[3]:end]), "个") {
			add(at[0], end, exact, "")
		}
	}
	for _, at := range andHalf.FindAllSubmatchIndex(m.rest, -1) {
		n, ok := count(group(m, at, 1))
		if !ok {
			continue
		}
		unit := map[string]int{"hundred": 100}[group(m, at, 2)]
		if unit == 0 {
			unit = 1000
		}
		add(at[0], at[1], int64(n*unit+unit/2)*scale, "")
	}
	return found
}
