package steer

import "moneytrail/handlers/understand/wording"

// What says that somebody of ours told or promised something. youZh, staffZh and oursEn
// are who; toldZh and toldEn what they did.
const (
	youZh   = `(?:你们?|您)`
	staffZh = `(?:同事|客服|人工|工作人员|员工)`
	toldZh  = `(?:说好|说过|说的|说|讲好|讲过|讲的|讲|答应|承诺|保证|许诺|告诉我|告诉我们|回复我|回我|通知我)`
	oursEn  = `(?:you|u|you guys|you people|your (?:colleague|agent|support|people|team|staff|guy|man|lady|person|side)s?|(?:the |your )?(?:support|agent|colleague|operator|customer service)(?: team| person| guy)?|some(?:one|body) (?:there|from (?:you|your side|support)|at (?:support|your end)))`
	toldEn  = `(?:promised|promise|said|told (?:me|us)|assured|guaranteed|swore|wrote)`
)

var (
	// Between the time of telling and the telling there is no "I": "我之前说的那笔".
	promisedZh = wording.MustCompile(`(?:` + youZh + `|` + staffZh + `).{0,8}` + toldZh + `|(?:^|[^我们])(?:上次|之前|原来|当时|那天)[^我]{0,8}` + toldZh)
	promisedEn = wording.MustCompile(`\b` + oursEn + `(?: \w+)?(?: also| just| had| have| has| already| all| even| twice| again| clearly)* ` + toldEn + `\b|\b(?:i was|we were|ive been|i have been) (?:told|promised|assured)\b|^(?:but |and |well |so )*(?:told|promised)\b`)
	firmly     = wording.MustCompile(`说好|讲好|答应|承诺|保证|许诺|\b(?:promised|promise|assured|guaranteed|swore)\b`)
	// toldThem is what the merchant told us; right agrees with us.
	toldThem = wording.MustCompile(`(?:跟|和|对|向|同)(?:` + youZh + `|` + staffZh + `).{0,4}` + toldZh + `|说[的得](?:很|没|也)?(?:对|是|有道理)`)
	// wondersZh is how a question is put to somebody: "你说昨天的3500怎么还没到".
	// saidSoZh makes it one that holds up what was said all the same.
	wondersZh = wording.MustCompile(`(?:` + youZh + `.{0,8}(?:说|讲)|(?:告诉我们?|回复我|回我|通知我)).*(?:怎么|吗|没有|什么|几[时点天号]|哪|多久|多少|到底|是不是|有没有|能不能|会不会|为啥|了没|没$)`)
	saidSoZh  = wording.MustCompile(`不是(?:说|讲|告诉|回复)|(?:说|讲|告诉我们?|回复我们?|回我|通知我)(?:的|过|好|了)|告诉过|回复过|通知过|` + toldZh + notMoney + `{0,12}(?:会|能|就|可以)` + notMoney + `{0,4}(?:到|给|打|付|处理|结|解决|好)|` + toldZh + notMoney + `{1,12}(?:到账?|处理|打款|付款|给我|结算|入账|解决)(?:的?(?:怎么|为什么|为啥|结果|现在|可|但)|的?$)`)
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
	if firmly.MatchString(s) {
		return true, true
	}
	if toldThem.MatchString(s) {
		return false, false
	}
	for _, c := range clauses(text) { // a clause that asks is about the money, one that tells about the promise
		if promisedEn.MatchString(c) || promisedZh.MatchString(c) && (!wondersZh.MatchString(c) || saidSoZh.MatchString(c)) {
			return true, false
		}
	}
	return false, false
}

var tellsAnything = wording.MustCompile(toldZh + `|\b` + toldEn + `\b`)

// Tells tells whether a message says that somebody told something, whoever that was.
func Tells(text string) bool {
	s := plain(text)
	return tellsAnything.MatchString(s) && !notTold.MatchString(s) && !WantsPerson(text)
}
