package steer

import (
	"strconv"
	"strings"
	"unicode"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// Last is the number of the last of some choices, however many there are.
const Last = -1

// bareNumber is a number of one or two digits alone, as people write it in front of a
// choice: "3", "3.", "(3)", "3)".
var bareNumber = wording.MustCompile(`^[(（\[【]?([0-9]{1,2})[)）\]】]?[.。、)]?$`)

// ordinals say which choice is meant, and nothing else.
var ordinals = []*wording.Form{
	wording.MustCompile(`^(?:我?(?:选|要|点|按)?)(?:第|选|选项|按钮|编号|序号)([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:个|个按钮|项|条|笔|行|种|号)?(?:吧|啊|呀)?$`),
	wording.MustCompile(`^(?:the )?(?:option|choice|button|number|line|item|no|#|the) ?\.?#? ?([0-9]{1,2})$`),
	wording.MustCompile(`^(?:the )?([0-9]{1,2})(?:st|nd|rd|th)(?: one| button| option)$`),
	wording.MustCompile(`^(?:the )?(first|second|third|fourth|fifth|sixth|last)(?: one| button| option)?$`),
	wording.MustCompile(`^(?:我?(?:选|要|点|按)?)(最后)一?(?:个|项|条|笔|个按钮)$`),
}

// numberWords are the numbers that are written as words.
var numberWords = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "last": Last, "最后": Last,
	"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12}

// Choice reads a message that is nothing but the number of a choice: "3", "③",
// "第三个", "the second one". n is 0 where it is none, and Last for the last one;
// bare tells a number alone, which may be something else as well.
func Choice(text string) (n int, bare bool) {
	s := circled(strings.TrimSpace(script.Plain(text)))
	if m := bareNumber.FindStringSubmatch(s); m != nil {
		n, err := strconv.Atoi(m[1])
		if err != nil || strings.HasPrefix(m[1], "0") {
			return 0, false
		}
		return n, true
	}
	if n := numberWords[s]; n > 0 && n <= 10 && unicode.Is(unicode.Han, []rune(s)[0]) {
		return n, true
	}
	s = strings.TrimRight(s, " .。!！")
	for _, form := range ordinals {
		m := form.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		if n, err := strconv.Atoi(m[1]); err == nil {
			return n, false
		}
		return numberWords[m[1]], false
	}
	return 0, false
}

// circled writes "③", "3️⃣" and "３" as 3.
func circled(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
	s = strings.TrimSuffix(strings.TrimSuffix(s, "\u20e3"), "\ufe0f")
	if r := []rune(s); len(r) == 1 && r[0] >= '①' && r[0] <= '⑳' {
		return strconv.Itoa(int(r[0]-'①') + 1)
	}
	return s
}
