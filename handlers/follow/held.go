package follow

import "moneytrail/handlers/understand/wording"

// slips are papers that prove a payment.
const (
	slipsZh = `(?:小票|签购单|签单|单据|票据|单子|发票|收据|监控|录像|视频|影片|合同|送货单|快递单|签收单|物流单|出货单|聊天记录|凭证|资料|材料|文件|证明)`
	slipsEn = `(?:slips?|receipts?|invoices?|camera|cctv|footage|video|recording|contract|delivery note|waybill|paper slip|papers?|documents?|proof|screenshots?|chat history)`
)

var (
	enough = wording.MustCompile(slipsZh + `.{0,6}(?:掉了|丢了|丢失|丢掉|弄丢|遗失|不见|找不到|揾唔到|唔见|没了|没有了|扔了|烂了|湿了|看不清|没留|没存|没开|没保留|冇留|冇晒|没有留)|` +
		`(?:弄丢|丢|掉|遗失|扔|揾唔到|找不到|没留|没保留|没有留|没存|冇留)(?:了|咗)?.{0,4}` + slipsZh + `|` +
		`(?:只有|只剩|只得|净系有|得返|就剩|光有|就有).{0,12}` + slipsZh + `|` +
		`(?:没|没有|冇|无)(?:有)?` + slipsZh + `.{0,4}(?:怎么办|点算|点办|咋办|行不行|行吗|可以吗|得唔得|得吗|可不可以|咋整)|` +
		slipsZh + `.{0,10}(?:够不够|够吗|够么|够未|够唔够|行不行|行吗|可以吗|得唔得|可不可以|可唔可以|能用吗|能不能用|算不算|有没有用|有用吗|有冇用)|` +
		`\b(?:lost|lose|threw away|thrown away|cant find|can not find|cannot find|dont have|do not have|no longer have|havent got|missing|only have|have only|only got|got only|have just|just have|only)\b.{0,30}\b` + slipsEn + `\b|` +
		`\b` + slipsEn + `\b.{0,24}\b(?:is lost|are lost|(?:is|are) all (?:i|we|ive|weve) (?:have|got)|got lost|is gone|lost|missing|(?:is|are|be|will be|would be|that|this) (?:it )?(?:enough|ok|okay|fine|sufficient|accepted)|enough|will do|good enough)\b|` +
		`\b(?:is|are|will|would|be) .{0,20}` + slipsEn + `.{0,24}\b(?:enough|ok|okay|fine|sufficient|do)\b`)
	// notEnough is a slip that a terminal did not print, and what is asked of us.
	notEnough = wording.MustCompile(`退|再出|重打|补打|什么资料|什么文件|哪些|\breprint|\b(?:what|which) (?:papers?|documents?|proof|receipts?|slips?)\b|打不出|不出小票|没打|没出|打印|出不来|刷卡机|卡机|终端|机器|你们.{0,4}(?:开|发|给)|给我|开发票|\b(?:print\w*|terminal|machine|paper roll|send me|give me)\b`)

	feeToo = wording.MustCompile(`(?:还|也|照样|仍|都|仲|一样|照)(?:是|要|得|会|系)?(?:给|付|交|扣|收|出|俾|畀|算).{0,6}(?:手续费|费用|服务费)|(?:手续费|费用|服务费).{0,6}(?:还|也|照样|仍|都|仲|一样|照)(?:是|要|得|会|系)?.{0,3}(?:给|付|交|扣|收|出|俾|畀|算)|` +
		`(?:要不要|使唔使|用不用|会不会|要|会)(?:扣|收|付|交|给|俾|畀|出)(?:我)?.{0,3}(?:手续费|费用)|(?:手续费|费用).{0,4}(?:扣不扣|收不收|还扣吗|会扣吗|要扣吗|扣吗|收吗)|` +
		`\b(?:still|also|too|even|anyway)\b.{0,30}\b(?:fees?|commission)\b|\b(?:fees?|commission)\b.{0,30}\b(?:still|also|too|as well|anyway|even)\b|\b(?:do|must|will|would|should) (?:i|we) (?:have to )?pay\b.{0,16}\b(?:fees?|commission)\b|\b(?:do|will|did) (?:you|u) (?:charge|take|deduct)\b.{0,16}\b(?:fees?|commission)\b`)

	// notFeeToo asks what the fee is, why there is one, or what becomes of it with a refund.
	notFeeToo = wording.MustCompile(`为什么|为啥|凭什么|多少|几毛|几块|几个点|商家|买家|退|太高|\b(?:why|how much|too high|refund\w*|give|back)\b`)

	unwanted = wording.MustCompile(`(?:不|唔)(?:想)?要(?:了)?(?:这|那|呢|嗰|它)(?:笔|单|个|些)?(?:钱|款)?[\d.,]*(?:元|块|蚊|的)?(?:钱)?(?:了|喇|啦|咗|算了)*$|(?:这|那|呢|嗰)(?:笔|单)(?:钱|款)?(?:我|我们|就|都|也)*(?:不|唔)(?:想)?要(?:了|喇|啦|咗)+|(?:钱|款)(?:我|就|都)*(?:不|唔)(?:想)?要(?:了|喇|啦|咗)+$|` +
		`^(?:那|算了|我|我们|就|都|也|干脆)*(?:不|唔)(?:想)?要(?:了|喇|啦|咗)+$|放弃(?:这|那|呢|嗰)|\b(?:dont|do not|no longer) want (?:(?:it|this|that)(?: any ?more| any longer)|(?:(?:the|this|that) (?:money|payment|sale)|(?:this|that|the) [\d.,]+)(?: (?:money|payment|sale))?(?: any ?more| any longer| now| then)?)$|\bkeep (?:the|your|that) (?:money|[\d.,]+)\b`)

	guess = wording.MustCompile(`(?:是不是|是否|系咪|系唔系|会不会是|难道是|该不会是)(?:因为|由于|为了)|(?:是|系)?(?:因为|由于).{2,}(?:吗|么|咩|嘛|对吗|对不对|系咪|是不是)$|\bis (?:it|this|that) (?:because|due to|on account of)\b|\b(?:it is|its|that is|thats|this is) (?:because|due to)\b.*\b(?:right|correct|no|yes|or)$`)
)

// OfHeld reads what is asked of money that is held, or waits for papers: whether what
// papers there are will do, whether the fee is taken, that the money is not wanted, and
// of whatever was shown whether something is its reason. None is every other message.
func OfHeld(text string) Aspect {
	s := bareWords(text)
	switch {
	case guess.MatchString(s):
		return Guess
	case enough.MatchString(s) && !notEnough.MatchString(s):
		return Enough
	case feeToo.MatchString(s) && !notFeeToo.MatchString(s):
		return Fee
	case unwanted.MatchString(s):
		return Unwant
	}
	return None
}

// lostSlip is a slip of a terminal that is not there any more.
var lostSlip = wording.MustCompile(`(?:小票|签购单|签单).{0,6}(?:掉|丢|失|不见|找不到|唔见|没了|没有|扔|冇|没留)|(?:丢|掉|找不到|没|冇|扔)(?:了|咗|有)?.{0,3}(?:小票|签购单|签单)|\b(?:lost|cant find|can not find|cannot find|dont have|do not have|threw away|missing|no)\b.{0,14}\b(?:slip|receipt)\b|\b(?:slip|receipt)\b.{0,12}\b(?:lost|gone|missing)\b`)

// LostSlip tells whether a message says that the slip of the terminal is lost.
func LostSlip(text string) bool { return lostSlip.MatchString(bareWords(text)) }
