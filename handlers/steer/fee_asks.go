package steer

import "moneytrail/handlers/understand/wording"

// FeeAsk is a question about fees that the sums alone do not answer.
type FeeAsk string

// Questions about fees. NoFeeAsk is everything else.
const (
	NoFeeAsk   FeeAsk = ""
	FeeHow     FeeAsk = "how"     // how they are reckoned
	FeeDearer  FeeAsk = "dearer"  // why one way to pay costs more than another
	FeeCheaper FeeAsk = "cheaper" // whether they can be lower
	FeeChanged FeeAsk = "changed" // the rate is another than before
)

const fee = `手续费|费率|扣率|服务费|佣金|费用|点数|\b(?:fees?|rates?|commission|charges|percentage)\b`

var (
	feeNamed  = wording.MustCompile(fee)
	how       = wording.MustCompile(`怎么(?:算|计算|来|得出|算出来)|如何(?:计算|算)|(?:咋|点样|点)(?:算|计)|算法|公式|看不懂|没看懂|搞不懂|看唔明|\bhow (?:is|are|was|were|do|did) .{0,24}\b(?:work\w*|calculated|computed|reckoned|figured|come to|arrive at|worked out|add up)\b|\bhow do(?:es)? (?:it|this|that) (?:work|add up)\b|\b(?:explain|i dont understand|dont get it|dont understand|makes no sense|confusing)\b`)
	dearerWay = wording.MustCompile(`(?:为什么|为啥|凭什么|怎么|干嘛|点解).{0,12}(?:贵|高|扣得多|多扣|不一样|不同)|(?:贵|高|不一样|不同).{0,6}(?:为什么|为啥|怎么回事)|\bwhy\b.{0,40}\b(?:more|higher|dearer|expensive|differ\w*|costs?)\b|\b(?:more expensive|dearer|higher) than\b`)
	cheaper   = wording.MustCompile(`(?:能|可|给|帮).{0,8}(?:便宜|优惠|打折|降|减|少(?:收|扣|一?点)|低(?:一?点|些))|(?:便宜|优惠|降低|减免|打折|降)(?:一?点|些|下|一下)?(?:吗|吧|行吗|可以吗|行不行|可不可以|好吗)?$|(?:谈|商量|申请).{0,4}(?:费率|手续费|优惠)|(?:太|好|这么)(?:贵|高)|` +
		`\b(?:cheaper|discount|lower(?:ed)?|reduce[ds]?|negotiate|better (?:rate|deal)|waive[ds]?|bring (?:it|them) down|too (?:high|expensive))\b`)
	changed    = wording.MustCompile(`(?:改|变|涨|调|升|提高|加)(?:高|整|价)?(?:了|过|成)|(?:没|没有|不)(?:通知|告诉|跟我说|说一声).{0,6}|(?:跟|和|比)?(?:以前|之前|原来|上个?月|签的|合同).{0,6}(?:不一样|不同|高|多|贵)|\b(?:changed|raised|increased|went up|gone up|going up|higher than (?:before|last|agreed)|did ?n ?t tell|without (?:telling|notice)|no(?:body| one) told|was ?n ?t told)\b`)
	notFees    = wording.MustCompile(`账户|户口|到账|什么时候|几号|退款|客户|客人|顾客|密码|语言|\b(?:accounts?|arriv\w*|when|customers?|refund\w*|password|language|payouts?)\b`)
	twoMethods = wording.MustCompile(`比|和|跟|与|\b(?:than|and|vs|versus)\b`)
)

// FeeAsked tells what a message asks of fees; about where fees were told of just before.
func FeeAsked(text string, about bool) FeeAsk {
	s := plain(text)
	named := feeNamed.MatchString(s)
	ways := len(MethodsIn(text))
	switch {
	case notFees.MatchString(s) || !named && !about && ways == 0:
		return NoFeeAsk
	case named && changed.MatchString(s):
		return FeeChanged
	case dearerWay.MatchString(s) && (ways > 1 && twoMethods.MatchString(s) || ways > 0 && (named || about)):
		return FeeDearer
	case cheaper.MatchString(s) && (named || about):
		return FeeCheaper
	case how.MatchString(s) && (named || about):
		return FeeHow
	}
	return NoFeeAsk
}
