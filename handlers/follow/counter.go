package follow

import (
	"strings"
	"unicode"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// Who stands at the counter, and how it is asked whether something may be done.
const (
	payerZh = `(?:个|那个|这个|嗰个|位|那位)?(?:客人?|客户|顾客|他们?|她|佢|人家?|对方|买家|持卡人|那人)`
	payerEn = `(?:him|her|them|it|the (?:customer|client|guest|buyer|man|guy|lady|woman|cardholder)|(?:my |this |that |a )?(?:customer|client|guest|buyer))`
	mayZh   = `(?:可以|可不可以|可唔可以|可否|能不能|能|要不要|要唔要|需不需要|需要|该不该|应不应该|应该|应唔应该|该|用不用|使不使|使不用|使唔使|得不得|得唔得|敢不敢|好不好|是不是|是否|系咪|要|得)`
	asksZh  = `(?:行不行|行吗|行么|可以吗|可以么|可不可以|可以不|好吗|好不好|得不得|得唔得|得吗|得咩|对吗|合适吗|没问题吗|有没有问题|有问题吗|要紧吗|吗|么|嘛|咩)$`
	mayEn   = `\b(?:should|shall|can|may|could|must|do|would|need) (?:i|we|my staff|the cashier)\b|\b(?:is it|is that|would it be|am i|are we) (?:ok|okay|safe|fine|alright|all right|allowed|better|right|good)\b|\b(?:ok|okay|safe|fine|alright) (?:to|if (?:i|we))\b`
)

var (
	// cash is money given back another way than onto the card that paid.
	cash = wording.MustCompile(`(?:退|还|返|赔|补|垫)(?:还|回|返|款|钱|番|给|俾|畀|钱给)*` + payerZh + `?(?:一点|一些|点|啲|成|用|的|先|用的)*(?:现金|现钱|现款|现银|钞票|cash)|` +
		`(?:给|俾|畀)(?:回|返|番|还)+(?:现金|现钱|现款|现银|钞票|cash)|(?:给|俾|畀|塞|拿)(?:回|返|番|还)*` + payerZh + `(?:一点|一些|点|啲|回|返|番)*(?:现金|现钱|现款|现银|钞票|cash)|` +
		`(?:现金|现钱|现款|现银|钞票|cash|转账|微信|支付宝|红包|零钱|收银机里的钱|钱柜里的钱)(?:的方式|方式|形式)?(?:直接|先|转|转账|发|打)*(?:退|还|返|赔|补|转|给|俾|畀)(?:还|回|返|番|款|给|俾|畀|钱)*(?:给|俾|畀)?(?:` + payerZh + `|$|行|可以|得|吗|好)|` +
		`(?:退|还|返)(?:款|钱|回)?到?(?:他|她|客人|客户|顾客)?(?:的)?(?:另外?一?张|别的|其他|其它|另外的?|第二张)(?:银行)?卡|` +
		`\b(?:refund|give|return|hand|reimburse|compensate|pay back|pay ` + payerEn + ` back)\w*\b.{0,44}\b(?:(?:in|with|by|as) cash|cash back|his cash|her cash|cash from the (?:till|drawer|register)|(?:out of|from) the (?:till|drawer|register)|by (?:bank )?transfer|by (?:wechat|alipay|paypal)|(?:to|onto|on) (?:a |an )?(?:different|another|other) card)\b|` +
		`\b(?:give|hand|pay|slip) ` + payerEn + ` (?:back )?(?:the |some |a bit of )?cash\b|\bgive (?:the )?cash back\b|\bcash refunds?\b|` +
		`\b(?:wants?|wanted|demands?|demanding|asks?|asking|insists?|insisting|requests?)\b.{0,36}\b(?:back (?:in|as) cash|cash back|refund(?:ed)? in cash|cash instead|a refund in cash)\b`)
	// notCash is cash of something else, or cash that was given already.
	notCash = wording.MustCompile(`换(?:点|些)?现金|套现|(?:现金|现钱|cash)(?:给他|给客人)?(?:了|咗|过)|(?:退|给|还|返|俾|畀)(?:给)?我(?:们|哋)?(?:现|点|的|一)|(?:已经|都|刚才|昨天|早就)?(?:退|给|还|返|赔|俾|畀)(?:了|过|咗)(?:给)?|` +
		`\b(?:i|we|ive|weve|cashier|staff|she) (?:have |already |just |had |has )*(?:gave|given|refunded|paid|returned|handed)\b|\b(?:give|pay|hand|send) (?:me|us) (?:back )?(?:the |my |in |some )*cash\b`)

	refundIt = wording.MustCompile(mayZh + `.{0,8}(?:退|还|返)(?:款|钱|回|还|返|番|给|俾|畀|多|的)*(?:` + payerZh + `)|` + mayZh + `(?:先|再|直接|就|跟|帮|给|替|` + payerZh + `)*(?:退款|退钱|退回去|退掉)|` +
		`(?:退|还|返)(?:款|钱|回|还|返|番|给|俾|畀)*` + payerZh + `.{0,2}` + asksZh + `|` +
		`(?:` + mayEn + `).{0,24}\b(?:refund (?:` + payerEn + `|this|that)|give ` + payerEn + ` (?:his |her |their |the )?money back|give (?:back )?(?:his |her |their |the )money)\b`)
	notRefundIt = wording.MustCompile(`怎么|怎样|如何|点样|点退|哪里|多久|什么时候|几时|退(?:还)?(?:给|俾|畀)?我|手续费|退了|退咗|\b(?:how|when|where|fees?|charged)\b`)

	goods = wording.MustCompile(mayZh + `.{0,8}(?:给|交|发|俾|畀|出|提|放|送)(?:` + payerZh + `)?(?:先|他的|她的)?(?:货|东西|商品|产品|嘢)|` +
		`(?:先)?(?:给|交|发|俾|畀|出|提|放|送)(?:` + payerZh + `)?(?:的)?(?:货|东西|商品|产品|嘢)(?:给|俾|畀)?(?:` + payerZh + `)?(?:先)?(?:走)?` + asksZh + `|` +
		mayZh + `.{0,6}(?:让|叫|俾|畀|放|给)` + payerZh + `(?:先|把|将|拿着|攞住)*(?:货|东西|嘢)?(?:走|拿走|带走|提走|离开|提货|拿货|攞走)|` +
		`(?:让|俾|畀|放|给)` + payerZh + `(?:先|把|将|拿着|攞住)*(?:货|东西|嘢)?(?:走|拿走|带走|提走|离开|提货|拿货|攞走)(?:了)?` + asksZh + `|(?:货|东西)(?:能|可以|可不可以|能不能|该不该|要不要).{0,4}(?:给|交|发|让)|` +
		`(?:` + mayEn + `).{0,20}\b(?:give|hand|release|ship|send|deliver)\b.{0,24}\b(?:goods|order|items?|products?|stuff|merchandise|food|things|purchase|parcel|package)\b|` +
		`(?:` + mayEn + `).{0,16}\blet ` + payerEn + ` (?:go|leave|walk|take (?:it|them|the \w+|his \w+|her \w+)|have (?:it|them|the goods|the items?))\b`)
	notGoods = wording.MustCompile(`你们|机器|终端|pos|打印纸|给我|俾我|货(?:款|币|架|单|运|源)|东西(?:的)?钱|\b(?:order (?:number|id|no)|you (?:send|ship|deliver)|send you|to you|papers?|documents?)\b`)

	payMore = wording.MustCompile(`(?:再|重新|又)(?:让|叫|请|喊|要|给|俾|畀)` + payerZh + `(?:来|多|再)*(?:刷|付|扫|碌|拍|碰|试|支付|付款)|(?:让|叫|请|喊|要|可以|能|该|需要|用|使唔使|俾|畀).{0,12}(?:再|重新|重)(?:次|一次)?(?:刷|付|扫|支付|付款|收款|收一|试|拍|碰)|` +
		`(?:再|重新)(?:刷|付|扫|支付|付款|收款|收|试)(?:多)?(?:一)?(?:次|遍|下|笔)?(?:卡|码|钱)?` + asksZh + `|` +
		`\b(?:let|have|make|ask|get) ` + payerEn + ` (?:to )?(?:pay|swipe|tap|try|scan|insert)\b.{0,16}\b(?:again|once more|twice|a second time|another time)\b|` +
		`(?:` + mayEn + `).{0,20}\b(?:charge|swipe|run|tap|try)\b.{0,28}\b(?:again|once more|twice|a second time|another time)\b|\b(?:should|must|does|can|shall) (?:he|she|they|the customer|the client|the guest) (?:have to )?(?:pay|swipe|tap|try)\b.{0,16}\b(?:again|once more|twice)\b`)
	notPayMore = wording.MustCompile(`手续费|费用|出款|打款|打给我|给我|收到|\b(?:me|us|fees?|payout|settle\w*)\b`)
)

// AtCounter reads what a merchant asks to do while somebody stands at the counter
// whose card payment is not clear: give money back in cash, or at all, give the goods,
// take the card once more. It is None for everything else, also for what was done already.
func AtCounter(text string) Aspect {
	s := bareWords(text)
	switch {
	case cash.MatchString(s) && !notCash.MatchString(s):
		return Cash
	case goods.MatchString(s) && !notGoods.MatchString(s):
		return Goods
	case payMore.MatchString(s) && !notPayMore.MatchString(s):
		return Swipe
	case refundIt.MatchString(s) && !notRefundIt.MatchString(s):
		return Refund
	}
	return None
}

// bareWords gives a message in small letters, simplified, without punctuation.
func bareWords(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case r == '\'' || r == '’':
			return -1
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return r
		}
		return ' '
	}, script.Plain(text))), " ")
}
