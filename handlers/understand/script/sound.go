package script

import (
	_ "embed"
	"strings"
)

//go:embed sounds.txt
var sounds string

// alike is, for each character of sounds.txt, the sounds that it may be heard as.
var alike = func() map[rune][]byte {
	table, n := map[rune][]byte{}, byte(0)
	for _, line := range strings.Split(sounds, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		n++
		for _, r := range line {
			table[r] = append(table[r], n)
		}
	}
	return table
}()

// sounded are the words of the field that are known by their sound, the longer
// first, by every character that they may begin with.
var sounded = func() map[rune][][]rune {
	table := map[rune][][]rune{}
	for _, w := range strings.Fields(`什么时候
		手续费 对账单 营业额 银行卡 没到账 没收到 的钱到 的钱没 的钱还 的钱呢 的钱怎 的钱什 的钱去 的钱在
		到账 退款 退货 手续 费率 冻结 刷卡 机器 交易 结算 对账 流水 扣款 扣钱 重复 撤销 人工 客服 投诉 拒付 调单 提现 转账 小票 入账 盗刷 风控 明细`) {
		word := []rune(w)
		table[word[0]] = append(table[word[0]], word)
		for r, sounds := range alike {
			if r != word[0] && shareSound(sounds, alike[word[0]]) {
				table[r] = append(table[r], word)
			}
		}
	}
	return table
}()

// real are words, and ends of words that meet, that mean something of their own.
var real = map[string]bool{
	"克服": true, "客付": true, "掉单": true, "封控": true, "到刷": true, "退或": true, "退获": true, "扣千": true, "口款": true, "车销": true,
	"到张": true, "转张": true, "对张": true, "入张": true, "到涨": true, "转涨": true,
}

// Heard gives text, in simplified characters, with words of the field in place of
// others that sound like them: what a voice was turned to, what a keyboard offered
// first. Every character stands for one.
func Heard(text string) string {
	r := []rune(text)
	changed := false
	for i := 0; i < len(r); i++ {
		for _, w := range sounded[r[i]] {
			if i+len(w) > len(r) || !soundsLike(r[i:i+len(w)], w) && !arrivalAsked(r, i, w) || real[string(r[i:i+len(w)])] {
				continue
			}
			copy(r[i:], w)
			changed = true
			i += len(w) - 1
			break
		}
	}
	if !changed {
		return text
	}
	return string(r)
}

// soundsLike tells whether characters are heard as a word, one of them at least being the word's own.
func soundsLike(r, word []rune) bool {
	same := 0
	for i := range word {
		if r[i] == word[i] {
			same++
			continue
		}
		if !shareSound(alike[r[i]], alike[word[i]]) {
			return false
		}
	}
	return same > 0
}

// arrival is the word that money is asked after with, and how both its characters
// may be misheard at once.
var arrival = [2]string{"道倒导盗", "长丈掌账帐张章涨仗障胀"}

// arrivalAsked tells whether two characters that only sound like 到账 stand where
// that is asked: "道长了吗", "还没导张".
func arrivalAsked(r []rune, i int, word []rune) bool {
	if string(word) != "到账" || !strings.ContainsRune(arrival[0], r[i]) || !strings.ContainsRune(arrival[1], r[i+1]) {
		return false
	}
	before, after := string(r[max(0, i-2):i]), string(r[i+2:min(len(r), i+4)])
	for _, w := range []string{"没", "未", "不", "几时", "多久", "时候", "何时"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	for _, w := range []string{"了吗", "了没", "没有", "没", "了么", "了嘛"} {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return false
}

func shareSound(a, b []byte) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}
