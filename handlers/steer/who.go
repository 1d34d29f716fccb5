package steer

import "moneytrail/handlers/understand/wording"

var (
	whoPaid = wording.MustCompile(`(?:是|系|咪|到底|究竟)?(?:谁|边个|哪个|哪位|哪一位|什么人|咩人)(?:客人|客户|顾客|人)?(?:来)?(?:刷|付|扫|给|买|碌|俾|畀|支付|消费|还)(?:的|了|嘅|咗|过|钱|卡|码|单|款)|` +
		`\bwho(?:s| was it that| is it that)? (?:swiped|paid|made|bought|tapped|scanned|used|did|is it from|was it from|is this from|was the customer|is the customer)\b|\bwhich (?:customer|client|guest|card)\b.{0,12}\b(?:swiped|paid|made|bought|was|is|did)\b|\bwhose (?:card|payment|sale)\b`)
	// doubts are words of who does not ask whose money it is, but says that it should not be there.
	doubts = wording.MustCompile(`凌晨|半夜|深夜|夜里|关门|关店|打烊|没开|没营业|没人|冒出|多了|多出|突然|怎么会|不认识|不是我|我没|没刷|不知道|奇怪|可疑|盗|偷|骗|假|动过|动了|机器|终端|\b(?:stolen|stole|fraud\w*|scam\w*|not me|i did ?nt|i did not|i never|night|midnight|closed|strange|odd|suspicious|unknown|terminal|machine|without me|nobody)\b`)
)

// AsksWhoPaid tells whether a message asks which customer made a payment, and
// doubts nothing.
func AsksWhoPaid(text string) bool {
	s := plain(text)
	return whoPaid.MatchString(s) && !doubts.MatchString(s)
}

// everything are words of who asks of all their money and not of what was shown last.
var everything = wording.MustCompile(`有没有|有冇|有无|有哪些|哪些|哪几笔|还有|全部|所有|一共|\b(?:any|anything|some|all|every\w*|else|which (?:ones|payments|money))\b`)

// AsksOfAny tells whether a message asks whether there is any of something.
func AsksOfAny(text string) bool { return everything.MatchString(plain(text)) }

var (
	whoErred = wording.MustCompile(`(?:谁|边个|哪个|哪位|什么人)(?:人|同事)?.{0,6}(?:写|填|登记|录|输|打|弄|搞|报)错|(?:账号|帐号|账户|帐户|户名|户口|卡号|名字).{0,8}(?:谁|边个|哪个|哪位).{0,6}错|(?:怎么|为什么|点解|为何).{0,4}(?:会)?(?:写|填|登记|录|输)错|` +
		`\bwho(?:s| has| had)? (?:wrote|write|written|typed|type|entered|enter|put|filled|gave|registered|made|got|keyed)\b.{0,24}\b(?:wrong|incorrect\w*|mistake|error)\b|\bwhose (?:mistake|error|fault)\b.{0,24}\b(?:account|number|name)\b`)
	toChange = wording.MustCompile(`(?:要|想|帮|请|怎么|如何|可以|能|重新|马上|给我)(?:我|你|您)?.{0,4}(?:改|换|更新|修改|变更)|\b(?:change|update|correct|replace|fix|new account)\b`)
)

// AsksWhoErred tells whether a message asks who got the account of a payout wrong,
// and does not want it changed.
func AsksWhoErred(text string) bool {
	s := plain(text)
	return whoErred.MatchString(s) && !toChange.MatchString(s)
}

var ofOurCalls = wording.MustCompile(`(?:你们|你哋|您们|贵公司|你们公司|客服|平台)(?:的人|公司|客服|员工|那边)?(?:平时|一般|真的|有时|到底)*(?:会不会|会|是不是会|有没有可能|可能)(?:打电话|电话|发短信|短信|微信|主动|来)*.{0,6}(?:要|问|索要|索取)(?:我|我们|商户|客户)?(?:的|一个|什么)*(?:验证码|码|密码|卡号)|` +
	`\b(?:do|would|will|can|could|does) (?:you|your (?:people|staff|company|team|support|agents?)|anyone (?:from|at|of) (?:you|your \w+)) (?:ever |really |actually |usually |normally )*(?:call|phone|text|message|write|contact|ask)\b.{0,30}\b(?:codes?|pass ?words?|pin|otp|card numbers?)\b`)

// AsksOfOurCalls tells whether a message asks whether our people ask for a code or
// a password, and tells of nobody who did.
func AsksOfOurCalls(text string) bool {
	s := plain(text)
	return ofOurCalls.MatchString(s) && !happened.MatchString(s)
}

var happened = wording.MustCompile(`刚|昨天|今天|有人|有个|接到|收到|来电|已经|他|她|\b(?:just|today|yesterday|someone|somebody|he|she|they|got|received|called|asked|already|man|guy|woman)\b`)
