package steer

import "moneytrail/handlers/understand/wording"

// Harm is what a fraud got already, as somebody tells it.
type Harm int

// Harms, the worst for the one who tells of it last.
const (
	NoHarm     Harm = iota
	KnowsID         // who the person is
	LetIn           // the way into a telephone
	CodeGiven       // a code or a password
	MoneyGiven      // money was sent
)

// What was given away, and that it was: a warning that nobody should give any is none of it.
var (
	moneyGiven = wording.MustCompile(`(?:已经|刚|刚刚|都|早就|就|我|老婆|老公|店员|员工|爸|妈|儿子|女儿)(?:给|把)?.{0,6}(?:转|打|付|汇|交|充)(?:给|了|过去|出去).{0,8}(?:了|钱|块|元|过去|怎么办)|钱(?:都|已经|也)?(?:转|打|付|汇|交)(?:过去|出去|给|了)|(?:转|打|付|汇|交)(?:了)?(?:钱|款)(?:给)?(?:他|她|他们|骗子|对方)?了|给(?:他|她|他们|骗子|对方|人家).{0,3}(?:转|打|付|汇|交|充)了|` +
		`\b(?:i|we|my \w+) (?:have |has |had |already |just |also |even )*(?:paid|transferred|wired|deposited|sent (?:him|her|them|it|over|the money|money|cash|\d+|some|two|a))\b|\b(?:i|we|he|she|they|my \w+) (?:have |has |had |already |just )*sent the (?:money|cash|fee|payment|deposit)\b|\b(?:money|payment|transfer|cash|deposit) (?:is |was |has |have )?(?:already |just )?(?:gone|sent|paid|went|been)\b`)
	codeGiven = wording.MustCompile(`(?:码|密码|口令|卡号|cvv)(?:都|也|已经|刚|刚刚|就|我|她|他)*.{0,4}(?:给|发|说|念|告诉|报|填|输)(?:了|给|出去|过去|他|她|对方)|(?:给|发|说|念|告诉|报|填|输)(?:了|给|他|她|他们|对方|过)+.{0,4}(?:码|密码|口令|卡号|cvv)|` +
		`\b(?:gave|given|told|sent|read|shared|typed|entered|forwarded) (?:him|her|them|it|the \w+|out|to him)?.{0,20}\b(?:codes?|otp|pass ?words?|pin|passcode|card (?:number|details))\b|\b(?:has|have|got|knows) (?:the|my|our|her|his) (?:\w+ )?(?:codes?|otp|pass ?words?|pin|passcode|card (?:number|details))\b`)
	letIn = wording.MustCompile(`(?:装|下载|点|打开|扫|共享|开)(?:了|过|完).{0,8}(?:软件|app|链接|网址|二维码|屏幕|会议|程序)?|(?:软件|app|链接|网址|二维码)(?:我|她|他|都|也|已经|刚)*(?:装|下载|点|打开|扫)(?:了|开了|过)|` +
		`\b(?:installed|downloaded|clicked|scanned|opened|shared)\b.{0,24}\b(?:app|it|link|screen|file|code|software|program|any ?desk|team ?viewer)\b|\b(?:he|she|they) (?:can see|saw|was in|were in|is in|are in|has access|have access|got into) (?:to )?(?:my|our|the|her|his) (?:screen|phone|computer)\b`)
	knowsID = wording.MustCompile(`(?:知道|有|拿到|拿了|晓得|掌握|报出|说出|说得出)(?:了)?.{0,6}(?:身份证|证件|姓名|名字|电话|手机号|地址|住址|营业执照|个人信息|资料)|(?:身份证|证件|姓名|名字|电话|手机号|地址|住址|资料).{0,4}(?:都|也|全|他|她)+(?:知道|晓得|有|掌握|清楚|说得出|报得出)|(?:身份证|证件|营业执照|照片|资料)(?:都|也|已经|号)*.{0,4}(?:给|发|拍|传)(?:了|给|过去)|` +
		`\b(?:has|have|had|got|knows?|knew) (?:my|our|her|his|the|all my) (?:\w+ )?(?:id|identity|passport|name|address|phone|birthday|details|information|licen[cs]e|data)\b|\b(?:gave|sent|showed|shared) (?:him|her|them)?.{0,16}\b(?:id(?: card| number)?|passport|licen[cs]e)\b`)
	notYet  = wording.MustCompile(`没(?:有)?(?:给|转|打|付|汇|交|发|说|装|点)|还没|不会给|不给|\b(?:not|never|nt|didnt|havent|hasnt|did not) (?:\w+ )?(?:give|gave|given|send|sent|pay|paid|told|tell|install|click|transfer)\w*|\b(?:should|shall|do|must|can) (?:i|we) (?:give|send|pay|tell)\b`)
	nowWhat = wording.MustCompile(`怎么办|咋办|咋整|点算|点办|怎么做|做什么|要做啥|该做|要不要(?:报警|打)|急不急|要紧|严重吗|来得及|有事吗|安全吗|还能追|追得回|` +
		`\b(?:what (?:now|next|then|should|do|must|can|shall|to do)|now what|is (?:it|this|that) (?:urgent|serious|dangerous|bad|ok|safe)|how (?:bad|serious|urgent)|am i (?:safe|ok)|should (?:i|we) (?:call|tell|go|report|worry)|do (?:i|we) (?:need|have) to|too late|can (?:i|we) (?:get|still))\b`)
	toThem  = wording.MustCompile(`他|她|对方|人家|\b(?:him|her|them|he|they|she)\b`)
	ofShop  = wording.MustCompile(`店员|收银|员工|同事|客人|顾客|客户|徒弟|老板|\b(?:staff|cashier|employee|customer|client|guest|colleague|boss|waiter|waitress)s?\b`)
	ofFraud = wording.MustCompile(`骗|诈|\b(?:scam\w*|fraud\w*|thief|crook)\b`)
)

// HarmTold tells what somebody says that a fraud got already; of several things
// that for which there is least time.
func HarmTold(text string) Harm {
	s := plain(text)
	if notYet.MatchString(s) {
		return NoHarm
	}
	switch {
	case moneyGiven.MatchString(s):
		return MoneyGiven
	case codeGiven.MatchString(s):
		return CodeGiven
	case letIn.MatchString(s):
		return LetIn
	case knowsID.MatchString(s):
		return KnowsID
	}
	return NoHarm
}

// GaveToFraud tells whether a message says that a code or money went to a fraud,
// whatever came before it: to one that is called so, or a code to "him".
func GaveToFraud(text string) bool {
	s := plain(text)
	h := HarmTold(text)
	return h >= CodeGiven && ofFraud.MatchString(s) || h == CodeGiven && toThem.MatchString(s) && !ofShop.MatchString(s)
}

// AsksNowWhat tells whether a message asks what is to be done now, or how bad it is.
func AsksNowWhat(text string) bool { return nowWhat.MatchString(plain(text)) }
