package understand

import (
	"strings"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// Calls in which somebody poses as this product's people are told by two things together:
// somebody got in touch, and wants what nobody of ours asks for. Neither is enough: our people
// do call, and money is released and paid for all day.
var (
	// gotInTouch is somebody who called, wrote, came, or says who they are.
	gotInTouch = wording.MustCompile(`有(?:个)?(?:人|男的|女的|小伙|家伙|电话|客服)|自称|冒充|假装|声称|说(?:他|她|他们|自己)?(?:是|系)|陌生|来电|电话|打来|打俾|短信|微信|加我|加了我|私信|qq群|邮件|客服|工作人员|专员|上门|工牌|工作证|工服|制服|名片|(?:你|您|贵)们?(?:公司|平台|的人|那边|同事|员工|财务|经理|风控|客服)|` +
		`\b(?:so?me? ?one|somebody|some (?:guy|man|woman|lady|person)|a (?:guy|man|woman|lady|person|caller|stranger|gentleman|mr|ms)|this (?:guy|man|woman|lady|caller|person)|callers?|(?:he|she|they|got|get|a|the|this|phone) call(?:ed|s|ing)?|called|calling|phoned|rang|texted|messaged|an? (?:text|sms|message|email|whatsapp)|whatsapp|wechat|telegram|emailed|claims?|claimed|claiming|pretend\w*|posing|says? (?:he|she|they|its|it)|saying (?:he|she|they|its)|said (?:he|she|they)|from (?:your|the) (?:company|bank|team|support|office|platform|payment|risk|security|head)\b|(?:a|an|your|his|her|the|with|company|work|staff) (?:id )?(?:badge|uniform|business card)|(?:he|she|they|man|guy|woman|lady|person|someone|somebody) (?:came|showed up|turned up|walked in|visited|is here|is at|stands|is standing)|your (?:company|agent|staff|colleague|support|rep|representative|manager|people|guy|employee|officer))\b`)
	// letsGo is money that is let go, sooner than it would be.
	letsGo = wording.MustCompile(`解冻|解封|放款|放出|放钱|放行|释放|解除|解控|解锁|加急|提前(?:到|打|放|结)|马上(?:到|放)|立刻(?:到|放)|优先(?:到|处理|放)|疏通|打点|到账快|快(?:点|一点)?到|取出来|(?:帮|替|给)(?:我|咱|你).{0,4}(?:拿回|弄出|要回)|` +
		`\b(?:releas\w*|unfreez\w*|unfroz\w*|unlock\w*|unblock\w*|unhold|free(?:d|s)? (?:up )?(?:the|my|your|our)|let go of|(?:lift|remov|clear)\w* (?:the |my )?hold|holds? (?:goes away|is gone|gets? (?:lifted|removed)|disappears?|is lifted|will go)|speed\w* (?:it |things |this |the \w+ )?up|expedit\w*|fast ?track|push (?:it|the \w+) through|get (?:my|the|your) (?:money|funds|payout) (?:out|back|released|today|now|faster))\b`)
	// price is what is to be paid for it.
	price = wording.MustCompile(`(?:付|交|缴|转|汇|花|出|充|掏|存|打|给|收)(?:了|他|她|他们|个|一笔|点|一点|过去|先|给他|多|大概)*(?:\d|[一二两三四五六七八九十百千几]+(?:块|元|百|千|万)|钱|费|款|红包|保证金|押金|定金)|(?:\d+|[一二两三四五六七八九十百千几]+)(?:块|元|块钱)?(?:就|便|即)(?:可以|能|可|帮|给|马上|立刻)?|(?:解冻|加急|疏通|好处|辛苦|激活|认证|放款|解封|打点|茶水)(?:费|金|钱)|(?:先|要我?|让我?|叫我?)(?:转账|付款|打款|汇款|充值|缴费|交钱|付费|扫码)|` +
		`\b(?:for|pay\w*|send\w*|transfer\w*|deposit\w*|wire|costs?|charges?|wants?|needs?|asks? for|give|tip)\b.{0,24}(?:\d+|\b(?:fee|money|first|deposit|him|her|them|cash|gift cards?|bitcoin|crypto|usdt)\b)|\b(?:an? |the |some |small |release |processing |activation |handling |admin )+fee\b|\b(?:bribe|gift cards?|bitcoins?|usdt|crypto)\b`)
	// toMe is money that comes to the merchant: no price.
	toMe = wording.MustCompile(`(?:给|跟|帮|替)(?:我|咱)(?:们)?(?:打|付|转|汇|放|结)(?:钱|款|\d+)?|(?:打|付|转|给|汇|放|退|结|补)(?:钱|款|货款|了|过来|\d+|块|元)*(?:给|到|来|进)?(?:我|咱|店里|店|账户|账上)|(?:给|退|还|补)(?:我|咱|我们)|手续费率|费率|\b(?:pay|paid|send|sent|transfer|give|wire|release) (?:it |the money |my money |the funds )?(?:to )?(?:me|us|my account|our account)\b|\bfor (?:\d+|two|three|a few|some|several) (?:days?|weeks?|hours?|months?|payments?|minutes?)\b`)
	// ofUs is a claim to be ours, or the bank's.
	ofUs = wording.MustCompile(`(?:自称|冒充|假装|声称|说(?:他|她|他们|自己)?(?:是|系)).{0,6}(?:你|您|贵|公司|平台|支付|收单|银联|银行|官方|客服|风控|工作人员|财务|专员|经理|主管|领导|警|公安|法院|监管)|` +
		`\b(?:claim\w*|pretend\w*|posing|says? (?:he|she|they|its|it)|saying (?:he|she|they|its)|said (?:he|she|they|it)|(?:is|was|are|were|s|re|im)) ?(?:is|s|was|are|re|to be|be|as|being|works?|calling|working)*(?: calling| phoning| an? \w+)? (?:from|with|for|at|of) (?:you|your|the|my)\b|\b(?:claim\w*|pretend\w*|posing)\b.{0,20}\b(?:you|your|support|bank|company|official)\b`)
	// paysThem is money that is to go to who claims it.
	paysThem = wording.MustCompile(`(?:要|让|叫|催|请|喊)(?:我|咱|我们|老板|店员|收银员)?.{0,8}(?:转账|转钱|打钱|付钱|付款|汇款|交钱|充值|缴费|(?:转|付|交|打|汇|缴)(?:给)?.{0,6}\d|保证金|押金|红包)|(?:转|付|交|打|给|汇)(?:给)?(?:他|她|他们|对方)(?:\d|钱|款)|` +
		`\b(?:ask\w*|want\w*|tell\w*|told|need\w*|demand\w*|should i|do i have to|must i|have me|get me)\b.{0,30}\b(?:pay|send|transfer|wire|deposit|buy gift)\b`)
	// secret is what opens an account or a telephone, and that it is wanted.
	secret = wording.MustCompile(`(?:要|让|叫|问|向|套|骗|报|告诉|提供|发|念|给|说|输|填|交).{0,10}(?:验证码|动态码|短信码|校验码|确认码|动态口令|密码|口令|cvv|卡号|卡背面|银行卡照片|身份证(?:号|照片)?|网银|u盾)|` +
		`\b(?:ask\w*|want\w*|need\w*|request\w*|tell\w*|told|give|gave|giving|send|sent|read\w*|shar\w*|enter\w*|provid\w*|forward\w*|confirm\w*)\b.{0,36}\b(?:codes?|otp|pass ?words?|pin|passcode|card (?:number|details|no|info)|cvv|full card|login|log in details|account details|id (?:card|photo|number))\b`)
	// remote is what lets somebody else into a telephone.
	remote = wording.MustCompile(`远程|共享(?:一下)?屏幕|屏幕共享|(?:向日葵|todesk|anydesk|teamviewer)|(?:要|让|叫|教|喊|请|帮)(?:我|咱|我们)?.{0,6}(?:下载|安装|装个?|点(?:开|击|一下)?(?:那个|这个|一个|他的|个)?(?:链接|网址)|扫(?:那个|这个|一个|他的|个)?(?:二维码|码)|开会议|进群)|` +
		`\b(?:any ?desk|team ?viewer|quick ?support|remote (?:access|control|desktop|app)|screen ?shar\w*|share (?:my|the|your) screen)\b|\b(?:ask\w*|want\w*|tell\w*|told|need\w*|have me|make me|get me)\b.{0,30}\b(?:install\w*|download\w*|click\w*|scan\w*|open (?:a|the|this|that|his) link)\b`)
	// ofPayer is a customer, and a machine or a page that asks its own.
	ofPayer   = wording.MustCompile(`客人|客户|顾客|买家|持卡人|(?:机器|终端|机子|pos|网页|系统|软件|app|页面|登录|登陆).{0,8}(?:要|让|提示|显示)|\b(?:customers?|clients?|guests?|cardholder|buyer|terminal|machine|reader|app|page|website|screen|login page) (?:is |was |keeps |always )?(?:ask|want|need|request|show|say|call|enter|requir)\w*`)
	ourWorker = wording.MustCompile(`安装(?:的)?师傅|装机|维修|业务员|修机器|换机|\b(?:technician|engineer|installer|courier)\b`)
)

// impostor tells whether somebody got in touch with the merchant and wants what only
// frauds want: to be paid before money is released, or by a claim to be ours, a code, a
// password, a card, or the way into a telephone.
func impostor(text string) bool {
	s := strings.ReplaceAll(strings.ReplaceAll(script.Plain(text), "’", ""), "'", "")
	if !gotInTouch.MatchString(s) || ourWorker.MatchString(s) {
		return false
	}
	paid := toMe.ReplaceAllString(s, " ")
	switch {
	case letsGo.MatchString(s) && price.MatchString(paid):
		return true
	case ofPayer.MatchString(s):
		return false
	case secret.MatchString(s), remote.MatchString(s):
		return true
	}
	return ofUs.MatchString(s) && paysThem.MatchString(paid)
}
