package steer

import "moneytrail/handlers/understand/wording"

// What says that somebody of ours told or promised something. oursZh and oursEn
// are who; toldZh and toldEn what they did; soon what of, where it was only told.
const (
	oursZh = `(?:你们?|您|(?:你们?的?|您那边的?|那个|上次的?|之前的?|昨天的?|一个)?(?:同事|客服|人工|工作人员|员工)|上次|之前|原来|当时|那天)`
	toldZh = `(?:说好|说过|说的|说|讲好|讲过|讲的|讲|答应|承诺|保证|许诺|告诉我|告诉我们|回复我|回我|通知我)`
	oursEn = `(?:you|u|you guys|you people|your (?:colleague|agent|support|people|team|staff|guy|man|lady|person|side)s?|(?:the |your )?(?:support|agent|colleague|operator|customer service)(?: team| person| guy)?|some(?:one|body) (?:there|from (?:you|your side|support)|at (?:support|your end)))`
	toldEn = `(?:promised|promise|said|told (?:me|us)|assured|guaranteed|swore|wrote)`
)

var (
	promisedZh = wording.MustCompile(`(?:` + oursZh + `).{0,8}(?:` + toldZh + `)`)
	promisedEn = wording.MustCompile(`\b` + oursEn + `(?: \w+)?(?: also| just| had| have| has| already| all| even| twice| again| clearly)* ` + toldEn + `\b|\b(?:i was|we were|ive been|i have been) (?:told|promised|assured)\b|^(?:but |and |well |so )*(?:told|promised)\b`)
	firmly     = wording.MustCompile(`说好|讲好|答应|承诺|保证|许诺|\b(?:promised|promise|assured|guaranteed|swore)\b`)
	// notTold is said of banks and customers, asks to be told, or what to tell.
	notTold = wording.MustCompile(`怎么说|怎么讲|说什么|讲什么|说一下|说下|说说|说明|能不能说|可以说|说一声|说清楚|怎么回复|银行(?:的)?(?:客服|员工|人工|人|那边)?.{0,3}(?:说|讲|告诉|答应)|(?:客人|顾客|客户|老板|隔壁|别人|他|她|朋友|机器|终端|页面|小票|短信)(?:都|也|又|那边)?(?:说|讲|显示|告诉)|` +
		`\b(?:can|could|please|will|would|why dont|did) (?:you|u|your \w+|the \w+) (?:tell|say|promise)|\b(?:the|my|our|his|her|their) (?:bank|customer|client|card|terminal|machine|receipt|screen|boss)\b.{0,12}\b(?:said|says|told|promised)\b|\bwhat you said\b`)
)

// ClaimsPromise reads a message that holds up what somebody of ours told the
// merchant. firm: in words that can mean nothing else; otherwise it does so where
// a day or money is named beside. Who wants a person besides wants that first.
func ClaimsPromise(text string) (claims, firm bool) {
	s := plain(text)
	if WantsPerson(text) || notTold.MatchString(s) || !promisedZh.MatchString(s) && !promisedEn.MatchString(s) {
		return false, false
	}
	return true, firmly.MatchString(s)
}

var tellsAnything = wording.MustCompile(toldZh + `|\b` + toldEn + `\b`)

// Tells tells whether a message says that somebody told something, whoever that was.
func Tells(text string) bool {
	s := plain(text)
	return tellsAnything.MatchString(s) && !notTold.MatchString(s) && !WantsPerson(text)
}

// Weekdays are named by their own names; past tells what was, or asks.
var (
	weekday = wording.MustCompile(`(?:周|星期|礼拜)[一二三四五六日天]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b`)
	past    = wording.MustCompile(`上(?:个)?(?:周|星期|礼拜)|已经|已于|昨天|前天|过了|(?:打|到|付|退|处理|收)[^，。,]{0,2}了|\b(?:last|was|were|has|have|been|sent|paid|arrived|already|yesterday)\b`)
)

// NamesWeekday tells words of a promise whose weekday, without more, is the next
// one from when they were said.
func NamesWeekday(text string) bool {
	s := plain(text)
	return weekday.MatchString(s) && !past.MatchString(s)
}
