package understand

import (
	"strings"

	"moneytrail/handlers/understand/wording"
)

const (
	zhDigits = `[零〇一二两俩仨三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]`
	enTens   = `(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)`
)

var (
	// figureForm: digits with or without Chinese units after them.
	figureForm = wording.MustCompile(`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s?[万千百亿](?:` + zhDigits + `|\d)*|[wk](?:\d{1,4}|` + zhDigits + `*)\b|[wk]| (?:hundred|thousand|grand|million)\b)?`)
	zhForm     = wording.MustCompile(zhDigits + `+`)
	enForm     = wording.MustCompile(`\b(?:an? |` + enTens + `[ -])(?:` + enTens + `|hundred|thousand|grand|million|and|[ -])*\b|\b` + enTens + `\b`)
	kuaiTail   = wording.MustCompile(`^零?(\d|[一二两三四五六七八九])(?:毛|角)?(?:(\d|[一二三四五六七八九])分)?`)
	jiaoFen    = wording.MustCompile(`^(?:([一二三四五六七八九壹贰叁肆伍陆柒捌玖\d])角)?(?:零?([一二三四五六七八九壹贰叁肆伍陆柒捌玖\d])分)?`)
)

// inPowers puts English units after digits into those that number knows.
var inPowers = strings.NewReplacer(",", "", " hundred", "百", " thousand", "k", " grand", "k", " million", "百万", " ", "")

// notMoney are the words after a figure that make it a count, a share or a time.
var notMoney = []string{"笔", "次", "张", "天", "个", "台", "家", "人", "年", "月", "日", "号", "点", "分", "小时", "周", "星期", "礼拜", "%", "单", "条", "份", "位", "倍", "秒", "工作日", "期", "岁", "店", "度", "遍", "回", "项", "种", "部", "样", "件", "折", "名",
	"days", "day", "hours", "hour", "hrs", "hr", "weeks", "week", "months", "month", "years", "year", "minutes", "minute", "mins", "min", "times", "percent", "per cent", "transactions", "transaction", "payments", "payment", "sales", "swipes", "swipe",
	"deposits", "payouts", "charges", "refunds", "business", "working", "terminals", "shops", "stores", "customers", "people", "receipts", "orders", "bps", "st ", "nd ", "rd ", "th ", "o'clock", "of them", "different", "separate", "calls", "emails", "messages", "cards", "different"}

// beforeNotMoney are the words before a figure that make it something else.
var beforeNotMoney = []string{"第", "百分之", "t+", "d+", "#", "no.", "number", "编号", "型号", "step", "version", "option", "top", "mate", "iphone", "号码", "密码", "pin", "code", "电话", "热线"}

// written is one amount with its place.
type written struct {
	at, end  int
	value    string
	exact    int64 // in ten-thousandths
	currency string
	op       Op
	upTo     string // the other end of Between
	reach
}

// readAmounts takes the amounts out of what dates, times and references left.
func readAmounts(m *message) []Amount {
	var found []written
	for _, read := range []func(*message) []written{slang, coins, vague, roughly, figures, chineseFigures, englishFigures} {
		found = append(found, read(m)...)
	}
	sortWritten(found)
	return joinAmounts(m, found)
}

func sortWritten(w []written) {
	for i := 1; i < len(w); i++ {
		for j := i; j > 0 && w[j].at < w[j-1].at; j-- {
			w[j], w[j-1] = w[j-1], w[j]
		}
	}
}

// figures reads amounts that begin with digits.
func figures(m *message) []written {
	var found []written
	for _, at := range figureForm.FindAllIndex(m.rest, -1) {
		s := string(m.rest[at[0]:at[1]])
		if joinedToWord(m, at[0], at[1]) {
			continue
		}
		w := written{at: at[0], end: at[1]}
		var ok bool
		if w.exact, ok = number(inPowers.Replace(s)); !ok {
			continue
		}
		if strings.Trim(s, "0123456789.,") == "" {
			w.value = tidy(strings.ReplaceAll(s, ",", ""))
		} else {
			w.value = plain(w.exact)
		}
		whole, _, _ := strings.Cut(w.value, ".")
		named := m.money(&w)
		if !named && (len(whole) > 7 || w.exact < 10*scale && !strings.Contains(w.value, ".") && len(strings.TrimSpace(m.text)) != len(s)) {
			continue
		}
		if w.exact > 0 && (named || m.countless(w)) {
			found = append(found, m.keep(w))
		}
	}
	return found
}

// tidy drops needless zeros: 0088.80 is 88.80, 3500.00 is 3500.
func tidy(s string) string {
	if whole, part, ok := strings.Cut(s, "."); ok && strings.Trim(part, "0") == "" {
		s = whole
	}
	s = strings.TrimLeft(s, "0")
	if s == "" || s[0] == '.' {
		s = "0" + s
	}
	return s
}

// joinedToWord tells whether a figure is a part of a longer word or number.
func joinedToWord(m *message, from, to int) bool {
	if from > 0 {
		b := m.rest[from-1]
		if b >= 'a' && b <= 'z' && !closes(string(m.rest[:from]), currencySigns...) || b == '+' || b == '_' || (b == '.' || b == ',') && from > 1 && m.rest[from-2] >= '0' && m.rest[from-2] <= '9' {
			return true
		}
	}
	if to < len(m.rest) {
		b := m.rest[to]
		return b >= 'a' && b <= 'z' && !opens(string(m.rest[to:]), currencyWords...) && !opens(string(m.rest[to:]), "ish") || b == '_' || b == '.' && to+1 < len(m.rest) && m.rest[to+1] >= '0' && m.rest[to+1] <= '9'
	}
	return false
}

// chineseFigures reads amounts in numerals: those of hundreds and more, and
// smaller ones that a currency or a verb of paying makes amounts.
func chineseFigures(m *message) []written {
	var found []written
	for _, at := range zhForm.FindAllIndex(m.rest, -1) {
		s := string(m.rest[at[0]:at[1]])
		if closes(string(m.rest[:at[0]]), ".") || s == "拾" && closes(m.text[:at[0]], "收") { // 收拾 is a word
			continue
		}
		if less, ok := strings.CutSuffix(s, "一"); ok && less != "" && opens(m.text[at[1]:], "单", "笔", "张") {
			s = less // 一单五百一单六百: the last 一 counts the next
		}
		w := written{at: at[0], end: at[0] + len(s)}
		var ok bool
		if w.exact, ok = number(s); !ok || w.exact == 0 {
			continue
		}
		w.value = plain(w.exact)
		named := m.money(&w)
		big := strings.ContainsAny(s, "百千万佰仟亿") && len([]rune(s)) > 1
		paid := strings.ContainsAny(s, "十拾") && closes(m.before(at[0]), "付", "付了", "刷", "刷了", "收", "收了", "支付了", "转", "转了", "扣", "扣了", "到账", "少了", "多了", "花了", "退了", "退", "那笔", "这笔", "那单", "这单", "有笔", "一笔")
		alone := len([]rune(s)) > 1 && strings.TrimSpace(m.text) == s
		if !named && !((big || paid || alone) && m.countless(w)) {
			continue
		}
		found = append(found, m.keep(w))
	}
	return found
}

// englishFigures reads amounts in English words: those of a hundred and more,
// and smaller ones with a currency.
func englishFigures(m *message) []written {
	var found []written
	for _, at := range enForm.FindAllIndex(m.rest, -1) {
		s := strings.TrimRight(string(m.rest[at[0]:at[1]]), " -")
		s = strings.TrimSuffix(s, " and")
		w := written{at: at[0], end: at[0] + len(s)}
		var ok bool
		if w.exact, ok = englishNumber(s); !ok || w.exact == 0 {
			continue
		}
		w.value = plain(w.exact)
		named := m.money(&w)
		big := strings.Contains(s, "hundred") || strings.Contains(s, "thousand") || strings.Contains(s, "grand") || strings.Contains(s, "million")
		if !named && !(big && m.countless(w)) {
			continue
		}
		found = append(found, m.keep(w))
	}
	return found
}

// countless tells that nothing around a figure makes it a count or a number of something.
func (m *message) countless(w written) bool {
	after := strings.TrimPrefix(m.after(w.end), "多")
	before := strings.TrimRight(m.before(w.at), " :是为")
	if closes(m.text[:w.at], "*") || opens(m.text[w.end:], "*") {
		return false // a masked number
	}
	if w.end < len(m.rest) && m.rest[w.end] == blank {
		after = "" // 3500周一: what follows is read already
	}
	return !opens(after, notMoney...) && !closes(before, beforeNotMoney...) && !strings.HasPrefix(after, "-") || opens(after, "-") && w.exact >= 10*scale
}

func (m *message) keep(w written) written {
	m.take(w.at, w.end)
	return w
}
