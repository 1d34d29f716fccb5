package steer

import "moneytrail/handlers/understand/wording"

// Method is a way to pay that a message names.
type Method string

// Methods.
const (
	WeChat Method = "wechat"
	Alipay Method = "alipay"
	Credit Method = "credit"
	Debit  Method = "debit"
	Cards  Method = "cards" // of whatever kind
)

var methods = []struct {
	method Method
	form   *wording.Form
}{
	{WeChat, wording.MustCompile(`微信|\b(?:wechat|weixin)\b`)},
	{Alipay, wording.MustCompile(`支付宝|\balipay\b`)},
	{Credit, wording.MustCompile(`信用卡|贷记卡|\bcredit cards?\b`)},
	{Debit, wording.MustCompile(`借记卡|储蓄卡|\bdebit cards?\b`)},
	{Cards, wording.MustCompile(`银行卡|银联|刷卡|\b(?:bank )?cards?\b|\bunionpay\b`)},
}

// MethodsIn gives the ways to pay that a message names; a kind of card is named more closely than cards.
func MethodsIn(text string) (named []Method) {
	s := plain(text)
	for _, m := range methods {
		if m.form.MatchString(s) && (m.method != Cards || len(named) == 0 || named[len(named)-1] != Credit && named[len(named)-1] != Debit) {
			named = append(named, m.method)
		}
	}
	return named
}

var (
	howMuch = wording.MustCompile(`多少|几多|几笔|几单|几个|总额|总数|金额|合计|分别|各收|收了?啥|\b(?:how much|how many|total|sum|amount|count)\b`)
	// allTaken asks for the sum that was taken and for nothing else.
	allTaken = wording.MustCompile(`(?:一共|总共|总的|共|合计|全部|统共)(?:是|就|才|刷卡?|收款|收到|收|卖|做|进)*(?:了|到|过|的)*(?:多少|几多|几笔|几单)|(?:刷|收|卖|做|进)(?:卡|款|到)?了?(?:多少|几)(?:笔|单|次)|` +
		`\b(?:total|altogether|in all)\b.*\b(?:take|taken|took|sell|sold|swiped?|swipes|sales|payments?|takings)\b|\b(?:take|taken|took|sell|sold|swiped?|sales|payments?|takings)\b.*\b(?:total|altogether|in all)\b|\bhow many (?:swipes|payments|sales|transactions)\b`)
	otherSum = wording.MustCompile(`到账|入账|到了|到没|没到|未到|结算|出款|打款|打给|应得|净|扣|手续费|费率|费用|退|差|少了|欠|押|限额|额度|怎么|为什么|为啥|几时|什么时候|哪里|哪儿|哪笔|哪一笔|客人|顾客|失败|被拒|拒付|冲正|撤销|` +
		`\b(?:arriv\w*|payouts?|paid out|fees?|rates?|cost|charged?|refund\w*|missing|short|limit|why|when|where|net|settle\w*|declin\w*|fail\w*|customers?|deduct\w*|owe\w*|hold|held|still)\b`)
)

// AsksTakenBy tells whether a message asks how much was taken with the ways to pay that it names, if any.
func AsksTakenBy(text string) bool {
	s := plain(text)
	if otherSum.MatchString(s) {
		return false
	}
	return howMuch.MatchString(s) && len(MethodsIn(text)) > 0 || allTaken.MatchString(s)
}
