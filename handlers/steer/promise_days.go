package steer

import (
	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// notMoney is a character of what was told of the money, not of which money it is.
const notMoney = `[^的那这笔刷卖收吗么，。,]`

// Weekdays are named by their own names; past tells what was.
var (
	weekday = wording.MustCompile(`(?:周|星期|礼拜)[一二三四五六日天]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b`)
	past    = wording.MustCompile(`上(?:个)?(?:周|星期|礼拜)|已经|已于|昨天|前天|过了|(?:查|问|催|联系)过|(?:打|到|付|退|处理|收|查|问|提交|交|发|报|转|联系|催|反馈)[^，。,]{0,2}了|\b(?:last|was|were|has|have|been|sent|paid|arrived|already|yesterday)\b`)
)

// NamesWeekday tells words of a promise whose weekday, without more, is the next
// one from when they were said.
func NamesWeekday(text string) bool {
	s := plain(text)
	return weekday.MatchString(s) && !past.MatchString(s)
}

// What an agent says is to come, that it is not, and what they do themselves.
var (
	toCome = wording.MustCompile(`(?:会|将|能|可以|一定|争取|尽量|预计|应该|保证|安排)[^，。,]{0,6}(?:到|处理|打|付|结|解决|给|答复|回复|入)|到账|到帐|入账|入帐|处理好|处理完|解决|打款|打给|付款|付给|[^收看找]到$|[^收看找]到的$|` +
		`\b(?:will|(?:you|it|they|that)ll|going to|should|expected|due|arrives?|comes?|lands?|settles?|pays?|reach(?:es)?|by (?:today|tonight|noon|the end|end of|close|the close|\w+day|\d))\b`)
	willBe  = wording.MustCompile(`\b(?:will|(?:you|it|they|that)ll|going to|should|expected|to be)\b`)
	notCome = wording.MustCompile(`(?:不会|不能|没法|无法|没有?|未|不)[^，。,]{0,4}(?:到|处理|打|付|结|解决|入)|到不了|不了|\b(?:not|wont|cant|cannot|never|no)\b`)
)

// Promises tells a clause of an agent that the day it names is one of something to
// come: the money, or an answer. What was done on a day promises nothing of it.
func Promises(clause string) bool {
	s := plain(clause)
	return toCome.MatchString(s) && !notCome.MatchString(s) && (willBe.MatchString(s) || !past.MatchString(s))
}

// What was told, with its day: "周五会到", "it comes on Friday"; a day of the money
// itself stands with it, "昨天的3500", and is none of these.
var (
	promisedPart = wording.MustCompile(`(?:` + toldZh + `|\d|元|块|笔|钱|款)` + notMoney + `{1,12}?(?:到|处理|打款|打给|付款|给我|结算|入账|解决)`)
	promisedOn   = wording.MustCompile(`\b(?:arriv\w*|comes?|coming|came|be (?:here|there|in|paid|done)|lands?|settles?|paid|reach(?:es)?)\b[^,.;!?\n]*|\b` + toldEn + `(?: it)?(?: by| on| before| for)? (?:today|tomorrow|yesterday|(?:next |this |last )?\w+day)(?:\s|$)`)
)

// WithoutPromise gives a message without what was told of its money, so that the
// days that are left are of the money.
func WithoutPromise(text string) string {
	return promisedOn.ReplaceAllString(promisedPart.ReplaceAllString(script.Plain(text), " "), " ")
}

// Parts gives the clauses of a message as they were written.
func Parts(text string) []string { return clauseEnds.Split(text, -1) }
