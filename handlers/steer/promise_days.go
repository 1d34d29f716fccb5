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
	notCome = wording.MustCompile(`(?:不会|不能|没法|无法|没有?|未|不)[^，。,]{0,4}(?:到|处理|打|付|结|解决|入)|到不了|不了|^不是|\b(?:not|wont|cant|cannot|never|no)\b`)
)

// Promises tells a clause of an agent that the day it names is one of something to
// come: the money, or an answer. What was done on a day promises nothing of it.
func Promises(clause string) bool {
	s := plain(clause)
	return toCome.MatchString(s) && !refuses(s) && (willBe.MatchString(s) || !past.MatchString(s))
}

// A day is named without being promised where nothing comes on it, where it only tells when
// somebody works, and where it is the merchant's to do something by.
var (
	// atLatest and ifNot name the day all the same; calming says no of nothing.
	atLatest = wording.MustCompile(`不(?:会|得|能)?(?:晚于|迟于|晚过|迟过|超过)|最[晚迟]|至[晚迟]|\b(?:no|not|never) (?:later|longer|more) than\b|\bat the latest\b|\bnot (?:\w+ ){0,4}(?:until|till)\b`)
	ifNot    = wording.MustCompile(`如果|如|要是|若|万一|假如|假使|还没.{0,6}(?:的话|就|再|请)|没.{0,4}的话|\b(?:if|unless|in case|should it)\b`)
	calming  = wording.MustCompile(`不好意思|不用(?:担心|急|着急|再来)|不要(?:担心|急|着急)|不必(?:担心|着急)|别(?:担心|急|着急)|不急|没问题|没关系|没事|\bno (?:problems?|worries|worry|doubt|need)\b|\bnot (?:a problem|to worry)\b|\b(?:do not|dont|never) (?:worry|mind)\b`)
	hoursOf  = wording.MustCompile(`上班|开门|营业|办公|放假|休息|休假|假期|节假日|公休|休市|工作日|周末|\b(?:opens?|open|opening|closed|closes|holidays?|weekend|(?:business|working) days?|back (?:in|at|to)|at work|on duty|office)\b`)
	done     = wording.MustCompile(`到账|到帐|入账|入帐|处理|打款|打给|付|结算|解决|答复|回复|[查问催退给办发]|(?:会|能|可以|可)到|\b(?:pa(?:y|ys|id)|sen[dt]s?|arriv\w*|process\w*|handl\w*|check\w*|answer\w*|repl\w*|comes?|lands?|settle\w*|credit\w*|transfer\w*|releas\w*|ask|call|look)\b`)
	yoursTo  = wording.MustCompile(`(?:请|麻烦|需要|要|烦请)(?:您|你|你们|商家|店主|老板)?[^，。,]{0,10}(?:提交|上传|发来|发给|发过来|发一下|补|准备|提供|带|交|确认|联系|问)|(?:您|你)(?:再|记得)?[^，。,]{0,6}(?:提交|上传|发来|发给|补|准备|提供|来问|问我)|\b(?:please|pls|kindly|you (?:need|have|should|must|can))\b.{0,24}\b(?:send|upload|bring|provide|submit|prepare|give|confirm|contact|ask|call|write|tell|check)\b|\b(?:send|upload|give) us\b`)
	thenToo  = wording.MustCompile(`到时|届时|那时|那天|当天|之后|然后|以后|\b(?:then|that day|after that|afterwards)\b`)
)

// refuses tells a clause, in plain form, that says of what it names that it does not come.
func refuses(s string) bool {
	return notCome.MatchString(calming.ReplaceAllString(s, " ")) && !atLatest.MatchString(s) && !ifNot.MatchString(s)
}

// turnings part what is denied from what is said instead: "not tomorrow but on Monday".
var turnings = wording.MustCompile(`而是|但是|但|不过|\bbut\b`)

// ToldParts gives the parts of an agent's words of which a day to come is a day told: none
// that refuses it ("明天不会到账"), that tells when somebody works ("银行下周一上班") without a word
// of what is done then, or that asks something of the merchant by it.
func ToldParts(text string) (told []string) {
	var all []string
	for _, c := range Parts(text) {
		all = append(all, turnings.Split(c, -1)...)
	}
	for i, part := range all {
		s := plain(part)
		if s == "" || refuses(s) || yoursTo.MatchString(s) && !ifNot.MatchString(s) {
			continue
		}
		works := hoursOf.MatchString(s) && !done.MatchString(s)
		if works && (i+1 == len(all) || !thenToo.MatchString(plain(all[i+1])) || !Promises(all[i+1])) {
			continue
		}
		told = append(told, part)
	}
	return told
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
