package phrases

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Say makes the sentences to learn from: about so many for every intent, the
// same in every run. Some are said as people say them: in dialect, half in the
// other language, with a slip of the finger.
func (t *Templates) Say(each int) []Phrase {
	var all []Phrase
	for _, intent := range t.intents {
		d := dice(len(intent)) + dice(intent[0])<<8 + dice(intent[len(intent)-1])<<16
		seen := map[string]bool{}
		lines := t.lines[intent]
		for i := range lines {
			for range max(6, each/len(lines)) {
				var b strings.Builder
				lines[i].say(&b, &d)
				text := figures(b.String(), &d)
				if d.below(3) == 0 {
					text = colloquial(text, &d)
				}
				if d.below(6) == 0 {
					text = slip(text, &d)
				}
				if text = strings.Join(strings.Fields(text), " "); text != "" && !seen[text] {
					seen[text] = true
					all = append(all, Phrase{intent, text})
				}
			}
		}
	}
	all = append(all, babble(each/5)...)
	shuffle(all)
	return all
}

// usual are the characters of the first level of GB 2312, in their order.
var usual = func() []rune {
	var codes []byte
	for row := byte(0xb0); row <= 0xd7; row++ {
		for cell := byte(0xa1); cell <= 0xfe && (row < 0xd7 || cell <= 0xf9); cell++ {
			codes = append(codes, row, cell)
		}
	}
	text, err := simplifiedchinese.GBK.NewDecoder().Bytes(codes)
	if err != nil {
		panic("phrases: " + err.Error())
	}
	return []rune(string(text))
}()

// babble is what means nothing: any characters and letters, so that what is
// known from no phrase is taken for nothing that is known.
func babble(n int) []Phrase {
	d := dice(11)
	var all []Phrase
	for range n {
		var r []rune
		latin := d.below(4) == 0
		if !latin && d.below(3) == 0 { // 呱呱呱
			all = append(all, Phrase{"out_of_scope", strings.Repeat(string(usual[d.below(len(usual))]), 3+d.below(4))})
			continue
		}
		for range 1 + d.below(6) {
			if latin {
				for range 2 + d.below(5) {
					r = append(r, rune('a'+d.below(26)))
				}
				r = append(r, ' ')
				continue
			}
			one := usual[d.below(len(usual))]
			for range 1 + d.below(2) {
				r = append(r, one)
			}
		}
		all = append(all, Phrase{"out_of_scope", strings.TrimSpace(string(r))})
	}
	return all
}

func (t template) say(b *strings.Builder, d *dice) {
	for _, n := range t {
		if n.ways == nil {
			b.WriteString(n.text)
			continue
		}
		n.ways[d.below(len(n.ways))].say(b, d)
	}
}

// dice is SplitMix64: the same throws everywhere.
type dice uint64

func (d *dice) below(n int) int {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return int((z ^ z>>31) >> 1 % uint64(n))
}

func shuffle(all []Phrase) {
	d := dice(7)
	for i := len(all) - 1; i > 0; i-- {
		j := d.below(i + 1)
		all[i], all[j] = all[j], all[i]
	}
}

// figures puts numbers where # stands.
func figures(s string, d *dice) string {
	for strings.Contains(s, "#") {
		digits := string(rune('1'+d.below(9))) + strings.Repeat("0", d.below(4))
		s = strings.Replace(s, "#", digits, 1)
	}
	return s
}

// said are other ways to say a word: dialects, voice turned to text, habits of
// typing, and the other language.
var said = [][]string{
	{"没到账", "冇到账", "没到帐", "未到账", "没到道", "没得到账", "木有到账", "没arrive"},
	{"没收到", "冇收到", "没得收到", "未收到", "木有收到", "没receive"},
	{"到账", "到帐", "倒账", "到数", "入账", "道账", "到张"},
	{"什么时候", "啥时候", "几时", "啥时间", "嘛时候", "好久", "什么时后", "when"},
	{"怎么", "咋", "点解", "咋个", "怎麽", "咋么", "為什麼"},
	{"为什么", "为啥", "为啥子", "点解", "咋", "为何", "why"},
	{"手续费", "费率", "手序费", "fee", "服务费", "手续废"},
	{"退款", "退钱", "refund", "退欵", "返款"},
	{"客户", "客人", "顾客", "customer", "人客", "买东西的人"},
	{"账单", "帐单", "账单子", "statement", "账目"},
	{"对账单", "对帐单", "statement", "对账表"},
	{"机器", "机子", "pos", "刷卡机", "终端", "terminal"},
	{"人工", "真人", "人工客服", "客服", "agent", "human"},
	{"冻结", "冻住", "扣住", "hold", "冻洁", "锁住"},
	{"银行卡", "卡", "银行账户", "bank account"},
	{"钱", "款", "钱钱", "票子", "money"},
	{"刷的", "刷卡的", "拉的卡", "swipe的", "刷得"},
	{"没有", "没", "冇", "木有", "未"},
	{"didn't", "did not", "not", "dint", "didnt", "no"},
	{"haven't", "have not", "not", "havent", "no"},
	{"hasn't", "has not", "not", "hasnt", "still not"},
	{"doesn't", "does not", "not", "dont", "doesnt"},
	{"customer", "client", "custumer", "guest", "cust"},
	{"account", "acount", "acct", "a/c", "bank"},
	{"received", "recieved", "receive", "recived", "got"},
	{"the ", "", "that ", "this "},
	{"my ", "our ", "", "the "},
	{"transaction", "trx", "txn", "transation", "tx"},
	{"payment", "payement", "pymt", "paymnt", "pay"},
	{"money", "monies", "mony", "fund", "cash"},
	{"please", "pls", "plz", "kindly", "pleas"},
	{"when", "wen", "what time", "when exactly"},
	{"refund", "refun", "re-fund", "money back"},
	{"terminal", "termnal", "machine", "device", "pos"},
	{"yesterday", "yday", "yesterdy", "yest"},
}

// colloquial says up to two words of a sentence in another way.
func colloquial(s string, d *dice) string {
	start := d.below(len(said))
	changed := 0
	for i := range said {
		w := said[(start+i)%len(said)]
		if strings.Contains(s, w[0]) {
			s = strings.Replace(s, w[0], w[1+d.below(len(w)-1)], 1)
			if changed++; changed == 2 {
				break
			}
		}
	}
	return s
}

// slip drops, doubles or swaps a letter or character.
func slip(s string, d *dice) string {
	r := []rune(s)
	if len(r) < 5 {
		return s
	}
	i := 1 + d.below(len(r)-2)
	if unicode.IsDigit(r[i]) || r[i] == ' ' {
		return s
	}
	switch d.below(3) {
	case 0:
		return string(r[:i]) + string(r[i+1:])
	case 1:
		return string(r[:i]) + string(r[i]) + string(r[i:])
	default:
		r[i], r[i+1] = r[i+1], r[i]
		return string(r)
	}
}
