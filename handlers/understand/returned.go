package understand

import (
	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// returned is how people say that a payout failed: the bank sent it back. What a
// terminal calls settlement (结算) fails at the terminal and is not meant.
var returned = wording.MustCompile(`银行.{0,4}(?:说|讲|告诉|通知|短信|电话|客服).{0,10}(?:钱|款).{0,4}(?:退了|退回|被退|打回|拒收)|(?:钱|款).{0,4}(?:被|给|让)(?:收款)?(?:银行|开户行).{0,3}(?:退|打回|拒)|` +
	`\b(?:money|funds)\b.{0,24}\b(?:sent back|returned|rejected|refused|bounced)\b.{0,12}\bbank\b|\bbank\b.{0,12}\brefused\b.{0,16}\b(?:transfer|payouts?|money|deposit|it)\b|` +
	`(?:出款|打款|提现|放款|拨款|划款|下款|代付).{0,4}(?:失败|没成功|不成功|未成功|没成|被退|退回|打回|退票|弹回)|退票|(?:退回|打回|弹回|退|失败|不成功|没成功|未成功)(?:来|去|过|了)*的?(?:那)?(?:一)?[笔次个]?(?:出款|打款|提现|放款|拨款|划款|代付|结算款)|(?:出款|打款|提现|放款|拨款|划款|代付|结算款).{0,2}(?:有没有|有无|是不是|会不会|有)?(?:被|给|让).{0,4}退|银行.{0,3}(?:退回|打回|退票|拒收)|` +
	`\bpayouts?\b.{0,24}\b(?:fail(?:ed|s)?|bounced?|returned|rejected|sent back|came back)\b|\b(?:failed|bounced|returned|rejected) payouts?\b|\bbank\b.{0,12}\b(?:returned|rejected|bounced|sent (?:it|them|the money|my money) back)`)

// sentBack is how they say so in words that may be of a customer's refund too.
var sentBack = wording.MustCompile(`(?:转账|转帐|汇款|结算款|货款|(?:打|付|转|汇|结)(?:过来|给我|给我们|来)?的(?:钱|款|那笔)).{0,6}(?:被退|退回|打回|退票|退了|拒收|弹回)|\b(?:transfer|deposit|settlement)s?\b.{0,24}\b(?:bounced?|returned|rejected|refused|sent back|came back)\b`)

// perhaps is how people say that money went back where it may be a payout or a
// customer's refund; refunding names the latter.
var (
	perhaps   = wording.MustCompile(`(?:钱|款|笔).{0,6}(?:退回|退了回|打回|弹回|退)(?:去|来|了|到|给)|\b(?:money|funds|payment|it)\b.{0,16}\b(?:went|gone|bounced|came|sent|was) back\b|\bbounced\b`)
	refunding = wording.MustCompile(`客户|客人|顾客|持卡人|退款|退货|退单|撤销|拒付|\b(?:customers?|guests?|clients?|buyers?|refund\w*|chargeback|goods|cheque|check)\b`)
)

// MaybeReturned tells whether a message may say that a payout came back, where the
// merchant's payouts decide whether one did.
func MaybeReturned(text string) bool {
	s := script.Plain(text)
	return perhaps.MatchString(s) && !refunding.MatchString(s)
}

// SaysReturned tells whether a message says that a payout failed or came back.
func SaysReturned(text string) bool {
	s := script.Plain(text)
	return returned.MatchString(s) || sentBack.MatchString(s) && !refunding.MatchString(s)
}
