package mask

import (
	"math/rand/v2"
	"strings"
	"testing"

	"moneytrail/recon/card"
)

func TestCardNumbersGoAndReferencesStay(t *testing.T) {
	for _, c := range []struct {
		in, want string
		n        int
	}{
		{"卡号6222020000001234刷的", "卡号****1234刷的", 1}, // fails the check digit, and is masked all the same
		{"4111 1111 1111 1111", "****1111", 1},
		{"4111-1111-1111-1111 和 5500.0000.0000.0004", "****1111 和 ****0004", 2},
		{"３７８２ 822463 10005", "****0005", 1},
		{"4\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1 ok", "****1111 ok", 1},
		{"卡 4111111111111111 有效期 0826", "卡 ****1111 有效期 [**/**]", 2},
		{"4111 1111 1111 1111 0826 123", "****1111 [**/**] [***]", 3},
		{"参考号 632411420071", "参考号 632411420071", 0},
		{"微信单号 4200000925202101284997714292", "微信单号 4200000925202101284997714292", 0},
		{"订单 2026112011420712345", "订单 2026112011420712345", 0},
		{"2026-11-20 11:42:07 刷了 3500.00", "2026-11-20 11:42:07 刷了 3500.00", 0},
		{"昨天3500那笔怎么还没到", "昨天3500那笔怎么还没到", 0},
		{"", "", 0},
	} {
		if got, n := Text(c.in); got != c.want || n != c.n {
			t.Errorf("%q gave %q (%d), want %q (%d)", c.in, got, n, c.want, c.n)
		}
	}
}

// pan makes a valid card number of a scheme.
func pan(r *rand.Rand) string {
	prefix := []string{"4", "51", "55", "2221", "37", "62", "622202", "3528", "6011", "65"}[r.IntN(10)]
	n := 16
	if prefix == "37" {
		n = 15
	}
	if strings.HasPrefix(prefix, "62") {
		n = 16 + r.IntN(4)
	}
	d := []byte(prefix)
	for len(d) < n-1 {
		d = append(d, byte('0'+r.IntN(10)))
	}
	for c := byte('0'); ; c++ {
		if full := append(d[:len(d):len(d)], c); card.Checks(full) {
			return string(full)
		}
	}
}

// disguises are ways in which people write card numbers.
var disguises = map[string]func(string) string{
	"plain":            func(s string) string { return s },
	"fours":            func(s string) string { return groups(s, 4, " ") },
	"dashes":           func(s string) string { return groups(s, 4, "-") },
	"points":           func(s string) string { return groups(s, 4, ".") },
	"each spaced":      func(s string) string { return groups(s, 1, " ") },
	"full-width":       wide,
	"zero-width":       func(s string) string { return groups(s, 1, "\u200b") },
	"joiner":           func(s string) string { return groups(s, 3, "\u200d") },
	"nbsp":             func(s string) string { return groups(s, 4, " ") },
	"in Chinese":       func(s string) string { return "卡号" + s + "，刷了3500" },
	"two spaces":       func(s string) string { return groups(s, 4, "  ") },
	"lines":            func(s string) string { return groups(s, 4, "\n") },
	"lines of Windows": func(s string) string { return groups(s, 4, "\r\n") },
	"numerals":         func(s string) string { return "卡号" + inScript(s, "零一二三四五六七八九") },
	"formal":           func(s string) string { return inScript(s, "〇壹贰叁肆伍陆柒捌玖") + "一共三千五" },
	"on the phone":     func(s string) string { return groups(inScript(s, "零幺二三四五六七八九"), 4, " ") },
	"circles":          func(s string) string { return inScript(s, "⓪①②③④⑤⑥⑦⑧⑨") },
	"raised":           func(s string) string { return inScript(s, "⁰¹²³⁴⁵⁶⁷⁸⁹") },
	"keys":             func(s string) string { return groups(s, 1, "\ufe0f\u20e3") },
	"Arabic":           func(s string) string { return inScript(s, "٠١٢٣٤٥٦٧٨٩") },
	"underlines":       func(s string) string { return "IMG_" + groups(s, 4, "_") + ".jpg" },
	"commas":           func(s string) string { return groups(s, 4, ",") },
	"waves":            func(s string) string { return groups(s, 4, "～") },
	"before a numeral": func(s string) string { return s + "一共三千五" },
}

func groups(s string, n int, sep string) string {
	var b strings.Builder
	for i, c := range s {
		if i > 0 && i%n == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(c)
	}
	return b.String()
}

// inScript writes digits with the ten signs of a script.
func inScript(s, ten string) string {
	signs := []rune(ten)
	return strings.Map(func(r rune) rune { return signs[r-'0'] }, s)
}

func wide(s string) string {
	return strings.Map(func(r rune) rune { return r - '0' + '０' }, s)
}

func TestNoDisguiseHelps(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for name, dress := range disguises {
		for range 2000 {
			p := pan(r)
			got, n := Text(dress(p))
			if n != 1 || count(got) >= len(p) {
				t.Fatalf("%s: %q gave %q", name, dress(p), got)
			}
		}
	}
}

// count counts digits of any script.
func count(s string) (n int) {
	for _, r := range s {
		if _, ok := digit(r); ok {
			n++
		}
	}
	return n
}

func FuzzText(f *testing.F) {
	f.Add("卡 6222 0200 0000 1234")
	f.Add("4111\u200b1111 1111-1111")
	f.Add("手机 138 1234 5678 密码：abc123 身份证 11010519491231002X")
	f.Add("cvv 123 exp 08/27")
	f.Fuzz(func(t *testing.T, s string) {
		once, n := Text(s)
		if n == 0 && once != s {
			t.Errorf("%q became %q though nothing was masked", s, once)
		}
		if n > 0 && (once == s || len(Kinds(once)) == 0) {
			t.Errorf("%q became %q", s, once)
		}
		if twice, again := Text(once); again > 0 && n == 0 {
			t.Errorf("%q became %q at the second time", s, twice)
		}
	})
}
