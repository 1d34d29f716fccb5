package understand

import (
	"strconv"
	"strings"
)

// numerals gives the digits of Chinese writing, everyday and formal.
var numerals = map[rune]int64{
	'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '俩': 2, '仨': 3, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9,
}

// powers gives the units of Chinese numbers, and the letters that stand for them.
var powers = map[rune]int64{
	'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000, '万': 10_000, '亿': 100_000_000, 'w': 10_000, 'k': 1000,
}

// scale: numbers are worked out in ten-thousandths.
const scale = 10_000

// tooBig bounds what is taken as a number of money.
const tooBig = 1_000_000_000_000 * scale

// number works out a figure in digits, Chinese numerals or both (3500, 1.2万,
// 1万2, 三千五, 两千零五十) in ten-thousandths. A last digit without a unit
// counts tenths of the unit before it, unless a zero stands between.
func number(s string) (int64, bool) {
	var total, section, digit int64
	var last int64 = 1 // unit before the digit
	have, zero, any := false, false, false
	r := []rune(s)
	for i := 0; i < len(r); {
		c := r[i]
		if c >= '0' && c <= '9' || c == '.' {
			j := i
			for j < len(r) && (r[j] >= '0' && r[j] <= '9' || r[j] == '.' || r[j] == ',') {
				j++
			}
			v, ok := figure(string(r[i:j]))
			if !ok || have {
				return 0, false
			}
			digit, have, any = v, true, true
			i = j
			continue
		}
		if v, ok := numerals[c]; ok {
			any = true
			if v == 0 {
				zero = true
			} else if have {
				return 0, false
			} else {
				digit, have = v*scale, true
			}
			i++
			continue
		}
		unit, ok := powers[c]
		if !ok {
			return 0, false
		}
		if !have {
			if section == 0 && unit > 10 && total == 0 || section == 0 && unit > 10 && unit < 10_000 {
				return 0, false
			}
			if unit == 10 {
				digit = scale
			}
		}
		if unit >= 10_000 {
			section = (section + digit) * unit
			total, section = total+section, 0
		} else {
			section += digit * unit
		}
		if total+section > tooBig || digit > tooBig/unit {
			return 0, false
		}
		digit, have, zero, last, any = 0, false, false, unit, true
		i++
	}
	if have {
		if last > 1 && !zero && last >= 100 && digit < 10*scale && digit%scale == 0 {
			digit = digit * last / 10
		}
		section += digit
	}
	return total + section, any && total+section <= tooBig
}

// figure reads plain digits with grouping commas and a decimal point, in ten-thousandths.
func figure(s string) (int64, bool) {
	whole, part, dotted := strings.Cut(strings.ReplaceAll(s, ",", ""), ".")
	if len(whole) > 12 || len(part) > 4 || dotted && (part == "" || whole == "") {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+(part + "0000")[:4], 10, 64)
	return n, err == nil && n >= 0
}

// plain writes ten-thousandths as a decimal without needless zeros.
func plain(n int64) string {
	s := strconv.FormatInt(n/scale, 10)
	if part := n % scale; part != 0 {
		s += "." + strings.TrimRight(strconv.FormatInt(scale+part, 10)[1:], "0")
	}
	return s
}

// count reads a small whole number in digits, Chinese numerals or an English word.
func count(s string) (int, bool) {
	if n, ok := englishSmall[s]; ok {
		return int(n), true
	}
	n, ok := number(strings.ReplaceAll(s, "廿", "二十"))
	if !ok || n%scale != 0 || n/scale > 9999 {
		return 0, false
	}
	return int(n / scale), true
}

var englishSmall = map[string]int64{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
	"eighty": 80, "ninety": 90, "couple": 2, "couple of": 2, "a couple of": 2, "a couple": 2,
}

// englishNumber works out "two hundred and fifty" in ten-thousandths.
func englishNumber(s string) (int64, bool) {
	var total, section int64
	any := false
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' }) {
		switch w {
		case "and":
			continue
		case "hundred":
			section = max(section, 1) * 100
		case "thousand", "grand":
			total, section = total+max(section, 1)*1000, 0
		case "million":
			total, section = total+max(section, 1)*1_000_000, 0
		default:
			n, ok := englishSmall[w]
			if !ok {
				return 0, false
			}
			section += n
		}
		any = true
		if total+section > tooBig/scale {
			return 0, false
		}
	}
	return (total + section) * scale, any
}
