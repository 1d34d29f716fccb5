package understand

import (
	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// BalanceTopic is what a message asks of the money that no payout paid yet.
type BalanceTopic string

// Topics of the balance. NoBalance is every other message.
const (
	NoBalance BalanceTopic = ""
	Least     BalanceTopic = "least"    // the smallest payout, and what is missing to it
	Owed      BalanceTopic = "owed"     // the balance is below zero
	Withdraw  BalanceTopic = "withdraw" // how it is withdrawn
	Reserved  BalanceTopic = "reserved" // what is kept as security
	Gathered  BalanceTopic = "gathered" // how much there is
)

// balanceTopics are how people ask, the more special first.
var balanceTopics = []struct {
	topic BalanceTopic
	form  *wording.Form
}{
	{Reserved, wording.MustCompile(`(?:保证金|准备金|留存金|风险金).{0,8}(?:多少|什么时候|几时|哪天|怎么|为什么|退|放|还|拿|释放|是什么|呢|吗)|(?:多少|什么时候|为什么|怎么|哪些).{0,8}(?:保证金|准备金|留存金|风险金)|^保证金$|` +
		`\b(?:rolling |security |my |the |in |your )reserves?\b|\breserves? (?:money|amount|released?|balance)\b|^ ?reserve ?$`)},
	{Owed, wording.MustCompile(`负数|负余额|(?:余额|账上|账户|结算).{0,4}(?:是|变|成|为|显示)?(?:了)?负|(?:我|还|倒)欠.{0,3}(?:你|您|公司|平台|多少)|补平|` +
		`\bnegative\b.{0,24}\b(?:balance|settlement|account)\b|\b(?:balance|settlement|account)\b.{0,24}\b(?:negative|below zero|minus|in the red)\b|\bhow much (?:do|did) (?:i|we) (?:still )?owe\b|\bdo (?:i|we) owe\b`)},
	{Least, wording.MustCompile(`(?:最低|最少|起步).{0,4}(?:打款|出款|提现|结算|付款|到账|金额|门槛|多少)|(?:^|[^一])起[^来]{0,4}(?:打款|出款|提现|结算|付款|到账|金额|门槛|多少)|(?:多少|几块|几百|攒到?多少|够多少|满多少).{0,3}(?:才|起)(?:能|会|给)?.{0,3}(?:打|出款|提|结|付|到账)|(?:还|离).{0,4}差多少|差多少(?:钱)?(?:才|够|能)|(?:攒|凑)够|(?:攒|凑)了多少|(?:不够|不到|达不到|没到).{0,4}最低|` +
		`\b(?:minimum|smallest|least|lowest)\b.{0,16}\b(?:payout|settlement|amount|withdrawal|balance|to be paid)\b|\b(?:payout|settlement|withdrawal) (?:minimum|threshold|limit)\b|\bhow much (?:more|is missing|is still missing)\b|\bwhat is (?:still )?missing (?:to|for) (?:a|the|my)\b|\bis there a minimum\b`)},
	{Withdraw, wording.MustCompile(`(?:怎么|如何|咋|在哪|哪里|从哪|我要|我想|想要|可以|能).{0,4}提现|提现.{0,4}(?:怎么|在哪|按钮|入口|步骤|点哪)|(?:自动|手动|自己)提现|怎么.{0,3}(?:取出来|提出来)|` +
		`\bhow (?:do|can|to|should|would|must)\b.{0,12}\bwithdraw\b|\b(?:i|we) (?:want|need|like|would like|wanna) to withdraw\b|\bwithdraw (?:my|the|our) (?:money|balance|funds)\b|\b(?:manual|automatic) (?:withdrawals?|payouts?)\b|\bwhere (?:do|can) i withdraw\b`)},
	{Gathered, wording.MustCompile(`(?:余额|结余).{0,3}(?:是|有|还有|还剩|剩)?(?:多少|几)|(?:账上|账户里?|结算户里?).{0,3}(?:还)?(?:有|剩)(?:多少|几)|(?:查|看).{0,2}(?:一下)?余额|` +
		`\b(?:what|how much) is (?:in )?my (?:settlement )?balance\b|\bmy (?:settlement )?balance\b.{0,8}$|\b(?:check|show)\b.{0,8}\b(?:my|the) balance\b`)},
}

// foreignBalance is what such words are about where it is not the merchant's
// settlement: a customer's card, the terminal's deposit, rates.
var foreignBalance = wording.MustCompile(`客户|客人|顾客|机器|机子|终端|pos|押金|手续费|费率|信用卡|花呗|\b(?:customers?|guests?|terminal|machine|reader|fees?|rate|credit card|their card)\b`)

// otherMatter is what words of a topic are about where they ask for something
// else: the days until money arrives, a withdrawal that was made or failed.
var otherMatter = map[BalanceTopic]*wording.Form{
	Least:    wording.MustCompile(`几天|多少天|多少个?工作日|多久|多长|几个?小时|几号|\b(?:days?|hours?|times?|how long)\b`),
	Withdraw: wording.MustCompile(`失败|没到|未到|没收到|不到账|还没|没成功|不成功|退回|退票|打回|提现了|\b(?:fail\w*|errors?|bounced|rejected|returned|not arrived|hasnt arrived|hasn't arrived)\b`),
}

// BalanceAsked tells what a message asks of the merchant's own balance.
func BalanceAsked(text string) BalanceTopic {
	s := script.Plain(text)
	if foreignBalance.MatchString(s) {
		return NoBalance
	}
	for _, b := range balanceTopics {
		if b.form.MatchString(s) {
			if other := otherMatter[b.topic]; other != nil && other.MatchString(s) {
				continue
			}
			return b.topic
		}
	}
	return NoBalance
}

// namesLeast is how people ask about the smallest payout by its amount: "why must I reach 200".
var namesLeast = wording.MustCompile(`(?:满|够|到|攒|凑|超过?|不够|不到|不足|少于|低于)(?:够|到|满|了)?\s*(?:¥|￥|rmb|cny)?\s*[\d一二两三四五六七八九十百千][\d,.百千]*\s*(?:块钱?|元)?(?:以上|以后|了)?(?:才|就不|不|就)(?:能|会|可以|肯|给|给我|让)*(?:打(?:款|钱|给|过来|进|到|我|呢|吗|啊|$)|出款|提|结|付|发|放|到账|给|$)|` +
	`(?:最低|起)(?:打款|出款|提现|结算|付款)?(?:金额|门槛)?(?:是|要|得)?\s*[\d一二两三四五六七八九十]|` +
	`\b(?:have|need|needs|must|got|why|until|till|once|unless|before)\b.{0,24}\b(?:reach(?:es|ed)?|get(?:s)? to|hit(?:s)?|add(?:s)? up to|accumulates?)\b.{0,12}\d|\bminimum (?:of |is )?(?:cny|rmb|¥|\$)?\s*\d|` +
	`\b(?:pay|paid|payout|payouts|settle|settled|withdraw)\b.{0,24}\b(?:only (?:from|above|over)|until|unless|less than|below|under)\b.{0,16}\d|\b(?:less than|below|under|at least)\b.{0,8}\d[\d,.]*.{0,24}\b(?:not (?:be )?paid|no payout|to (?:get|be) paid|for a payout)\b`)

// paysOut are the words of a payout, without which a least amount may be of anything.
var paysOut = wording.MustCompile(`打款|打钱|打给|给我打|给打|才打|不打|出款|提现|结算|到账|起提|才付|不付|才结|才给|最低|\b(?:pay ?outs?|paid|pay|settle\w*|withdraw\w*|balance|minimum is|is the minimum|why)\b`)

// otherLeast is what else a least amount is of: a card payment, goods, a number of things.
var otherLeast = wording.MustCompile(`发货|起送|包邮|刷卡|手续费|\b(?:by card|for card|card payments?|for cards?|\d+ (?:payments|transactions|sales|times|people|orders))\b|(?:am|pm|o'clock)\b`)

// NamesLeast tells whether a message asks about the smallest payout and names it as an amount.
func NamesLeast(text string) bool {
	s := script.Plain(text)
	return namesLeast.MatchString(s) && paysOut.MatchString(s) && !otherLeast.MatchString(s)
}
