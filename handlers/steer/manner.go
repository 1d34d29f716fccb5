package steer

import (
	"strings"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

var (
	sorry = wording.MustCompile(`^(?:真的|实在|非常|很|啊|哎|唉| )*(?:对不起|抱歉|不好意思|对不住|唔好意思|请原谅|原谅我)`)
	// ownFault is what somebody is sorry for that they did themselves: how they spoke.
	ownFault = wording.MustCompile(`太急|着急|急了|心急|激动|冲动|上火|发火|发脾气|脾气|态度|语气|口气|说重|话重|骂|凶|不礼貌|失礼|说错话|嗓门|冒犯|打扰|麻烦(?:你|了)`)
	sorryEn  = wording.MustCompile(`\b(?:sorry|apologi[sz]e|apologies|my bad|forgive me)\b`)
	faultEn  = wording.MustCompile(`\b(?:rude|harsh|shout\w*|yell\w*|angry|anger|swear\w*|swore|temper|upset|tone|stress\w*|frustrat\w*|lost it|snapp\w*|earlier|before|language|bother\w*|impatient|got carried away)\b`)
	asksFact = wording.MustCompile(`\d|钱|款|到账|手续费|\b(?:money|payout|payment|refund|fee|sale)s?\b`)
)

// Apologises tells a message that is nothing but an excuse for how its writer spoke before.
func Apologises(text string) bool {
	s := plain(text)
	if AsksLoosely(text) || asksFact.MatchString(s) {
		return false
	}
	return sorry.MatchString(s) && ownFault.MatchString(s) || sorryEn.MatchString(s) && faultEn.MatchString(s)
}

var angry = wording.MustCompile(`离谱|离大谱|气死|气人|受够|受不了|忍无可忍|太过分|岂有此理|什么态度|敷衍|耍我|玩我|踢皮球|第[二三四五六七八九十]次(?:问|说|催|找|来)|(?:问|说|催|找|讲)了(?:你们?)?(?:好?几|[三四五六七八九十])[次遍回]|没完没了|` +
	`\b(?:ridiculous|unacceptable|outrageous|disgrace\w*|disgust\w*|pathetic|useless|joke|fed up|sick (?:of|and tired)|furious|absurd|nonsense|(?:third|fourth|fifth|tenth|hundredth) time|how many times|enough of this|stupid|idiots?|morons?|dumb|clowns?|wrong with (?:you|u)|wasting my time|waste of time|you people|incompetent)\b`)

// Angry tells a message that is angry with us, and names no money.
func Angry(text string) bool {
	return angry.MatchString(plain(text)) && !asksFact.MatchString(plain(text))
}

// vague are whole messages that something is odd, and not what.
var vague = wording.MustCompile(`^(?:真|好|很|太|有点|有些|感觉|觉得|是不是|这|就|怎么|这么|挺|那|it|its|thats|that|this|is|very|so|how|a bit|looks?|seems?|feels?|something| )*(?:奇怪|怪怪|怪|古怪|蹊跷|不对劲|不太对|不正常|诡异|strange|weird|odd|fishy|funny|suspicious|wrong)(?:的|了|啊|呀|呢|哦|吧| )*$`)

// Vague tells a message that says no more than that something is odd.
func Vague(text string) bool { return vague.MatchString(plain(text)) }

// fitter is of who comes for a machine.
var fitter = wording.MustCompile(`(?:人员?|师傅|技术员?|工程师|谁).{0,3}(?:来|上门).{0,4}(?:装|修|换|拿|取|送|检|调试)|(?:装|修|换)(?:个|台)?(?:机|pos|机器|终端)|\b(?:technician|engineer|someone|somebody) (?:to )?(?:come|install|fix|repair|replace|set up)\b`)

// WantsFitter tells who wants somebody to come to a machine, not to talk with.
func WantsFitter(text string) bool { return fitter.MatchString(script.Plain(text)) }

var (
	kinds  = []string{"信用卡", "借记卡", "储蓄卡", "支付宝", "微信", "外卡", "银联", "刷卡", "扫码", "云闪付", "credit card", "debit card", "alipay", "wechat", "visa", "mastercard", "unionpay", "foreign card", "qr"}
	dearer = wording.MustCompile(`贵|便宜|(?:费|率).{0,4}[高低多少]|[高低].{0,3}(?:费|率)|差(?:这么|那么|多少|价)|\b(?:expensive|dearer|cheaper|cost\w* more|costs? less|higher|lower)\b`)
)

// ComparesKinds tells who asks why one kind of payment costs more than another.
func ComparesKinds(text string) bool {
	s, n := script.Plain(text), 0
	for _, k := range kinds {
		if strings.Contains(s, k) {
			n++
		}
	}
	return n > 1 && dearer.MatchString(s)
}

var (
	givenIt   = wording.MustCompile(`(?:已经|已|早就|早|之前|上次|刚才|刚刚|昨天|前天|都).{0,8}(?:给|发|交|提交|填|说|告诉|报|传|寄)(?:过|了|给|去)|(?:给|发|交|提交|填|告诉|报|传|寄)(?:过|了).{0,6}(?:你们|你|同事|客服|那边)|\b(?:i|we|ive|have|has|already|just) (?:already |just |have )*(?:sent|gave|given|submitted|told|uploaded|provided|emailed|filled|forwarded|passed)\b`)
	ofAccount = wording.MustCompile(`账户|账号|帐户|帐号|户口|卡号|开户|银行卡|\b(?:accounts?|account number|bank details|iban)\b`)
)

// GaveAccount tells who says that they gave the account to somebody of ours before.
func GaveAccount(text string) bool {
	s := script.Plain(text)
	return givenIt.MatchString(s) && ofAccount.MatchString(s) && !AsksLoosely(text)
}

var (
	closing  = wording.MustCompile(`(?:店|铺|档口|摊|餐厅|饭店|公司|门面).{0,8}(?:关门|关了|关掉|关张|倒闭|结业|歇业|不开了|不做了|转让|转出|盘出|盘给|停业|注销|关店)|(?:关店|结业|停业|歇业|转让|注销|不做了|不干了|关门).{0,10}(?:钱|款|货款|怎么|咋)|\b(?:clos(?:e|ing)|shut(?:ting)?|sell(?:ing)?|winding)(?: up| down)? (?:down |up )?(?:the|my|our) (?:shop|store|restaurant|cafe|business|stall|company)\b|\bgoing out of business\b`)
	itsMoney = wording.MustCompile(`钱|款|结算|余额|押金|保证金|账|怎么办|怎么算|\b(?:money|payouts?|funds|balance|payments?|deposit|settle\w*|what happens)\b`)
)

// ClosesShop tells who closes the shop for good and asks what becomes of its money.
func ClosesShop(text string) bool {
	s := script.Plain(text)
	return closing.MatchString(s) && itsMoney.MatchString(s)
}
