package steer

import "moneytrail/handlers/understand/wording"

// Worry is what somebody asks who sees too little money, or none.
type Worry string

// Worries. NoWorry is every other message.
const (
	NoWorry  Worry = ""
	Little   Worry = "little"    // why so little came
	Eaten    Worry = "eaten"     // whether we, or the bank, kept it
	WhichOut Worry = "which_out" // which has not come
	WhenHere Worry = "when_here" // when it is in one's hands
	AnyStuck Worry = "any_stuck" // whether something is held
	AnyToday Worry = "any_today" // whether something comes today
)

const (
	whyZh   = `(?:为什么|为啥|为何|点解|咋|怎么|怎会|干嘛|啷个|怎)`
	littleZ = `(?:这么少|咁少|少咗|那么少|咁少|这样少|少了|变少|少钱|钱少|少这么多|少那么多|少得|好少|太少|少啊|不多|没几个钱|没多少)`
	eatZh   = `(?:吃|吞|食|黑|私吞|侵吞|独吞|贪|贪污|挪用|昧|昧下|抢|扣|扣起|扣住|扣着|扣下|截留|克扣|拿走|收走|藏|压着|压住)`
	mineZh  = `(?:我|我们|我哋|店里|老子|人家)?(?:的|嘅|啲|些)?(?:钱|款|款子|血汗钱|货款)`
	usZh    = `(?:你们|你哋|您们|平台|贵公司|你们公司)`
)

var worries = []struct {
	is       Worry
	form, no *wording.Form
}{
	{Eaten, wording.MustCompile(usZh + `.{0,8}(?:` + eatZh + `)(?:了|咗|掉|走|起|晒|完)*` + mineZh + `|` + usZh + `(?:是不是|是否)?(?:把|将)` + mineZh + `(?:给|都)?` + eatZh + `|(?:钱|款).{0,6}(?:被|给|俾)(?:` + usZh + `)?.{0,2}(?:吃|吞|食|黑|私吞|侵吞|贪|昧|藏)(?:了|掉|走|起)|(?:钱|款).{0,6}(?:被|给|俾)` + usZh + `.{0,2}扣(?:了|掉|走|起)|` +
		`^(?:快点?|赶紧|赶快|麻烦|请|把|将|你们|你)*(?:还|给|吐)(?:还|回|返|番|给|出来|我|我们)*(?:些|我的|我们的|的)*(?:血汗)?(?:钱|款)(?:给|还)?(?:我|我们)?(?:啦|啊|了|吧|呀|来)*$|(?:户口|账户|账上|卡里|卡上|余额).{0,6}(?:零|空的|没钱|没有钱|冇钱|(?:一分|一毛)(?:钱)?(?:都|也)?(?:没|冇))|走数|走佬|赖账|拖数|拖账|又拖|欠钱不还|` +
		`\bgive (?:me|us) (?:back )?(?:my|our) money\b|\bi want my money(?: back| now)?$|\b(?:account|balance) is (?:still )?(?:zero|empty)\b|` +
		`\b(?:you|you guys|u|your company|your people|the bank|they|you people)\b.{0,14}\b(?:eat|eating|ate|eaten|keep|keeping|kept|pocket\w*|swallow\w*|sitting on|hold(?:ing)? on to|hiding)\b.{0,14}\b(?:my|our|the) (?:money|cash|funds)\b`),
		wording.MustCompile(`手续费|费率|扣费|\d|退款|客人|客户|顾客|持卡人|失败|order|sellers?|(?:谢谢|多谢)你|\b(?:fees?|commission|rate)\b`)},
	{Little, wording.MustCompile(whyZh + `.{0,16}` + littleZ + `|(?:进|到|入|收到|打|来|给)(?:账|款|钱|的钱)?(?:得|的)?(?:这么|那么|咁|太|好|这样)少|(?:到账|进账|入账|打款|出款|结算)(?:的)?(?:钱)?.{0,4}(?:这么|那么|咁|太|好|这样)少|` +
		`\bwhy\b.{0,28}\b(?:so little|so few|so low|so small|less|not much|hardly any)\b|\b(?:so little|hardly any|not much) (?:money|came|come|arrived|in|paid)\b`),
		wording.MustCompile(`手续费|费率|扣费|生意|客人|客户|顾客|退款|刷卡的人|交易|少刷|\d|\b(?:fees?|rates?|customers?|sales|sell|sold|business|refunds?)\b`)},
	{WhichOut, wording.MustCompile(`^(?:那|那么|请问|还|现在|到底|究竟|有|是|的|一共)*(?:哪几|边几|哪些|边些|边|哪|哪一|几|多少|有几|有哪|有边)(?:笔|单|张|条|个|些|项)?(?:的)?(?:钱|款|款子|交易|账)?(?:还|是|都|一直)?(?:没有|没|未|冇)(?:有)?(?:找数|付款|付|到账|到|入账|入|进账|进来|进|来|收到|结算|结|过来|打过来|打|给我|给|下来|付|清)(?:的|啊|呀|呢|了)*$|` +
		`^(?:and |so |ok |well )*(?:which|what)(?: (?:ones?|payments?|sales|swipes|money))?(?: is| are| has| have)?(?: still)? (?:not|missing|outstanding|open|pending)(?: come| arrived| paid| in| here)*(?: yet)?$`), nil},
	{WhenHere, wording.MustCompile(`^(?:那|那么|咁|噉|我|我们|请问|到底|究竟|的|钱|款|款子|俺|咱)*(?:什么时候|啥时候|几时|哪天|何时|多久|几号)(?:才|先|就|有得|得|可以|能够|能|会|给|俺|我|有)*(?:收到钱|收到款|收得到|拿到钱|拿得到|拿到手|拿到|到手|有钱收|有钱到|收|收钱|收数|过数|清数|攞到钱|攞到|下来|打钱|打过来|发钱|给钱|把钱给我|给我打钱|给我钱|见到钱|看到钱|入袋)(?:钱|啊|呀|呢|哦|了|嘛|给我)*$|` +
		`^(?:so |ok |and |but )*when (?:do|will|can|am|would) (?:i|we) (?:finally |actually |going to |get to )*(?:get|see|have|receive|hold) (?:my|our|the|this|that|all my) (?:money|cash|funds)$`), nil},
	{AnyStuck, wording.MustCompile(`^(?:那|请问|现在|我|的|钱)*(?:有没有|是不是有|有无|有)(?:什么|哪|边|几|一)?(?:笔|单|个|些)?(?:钱|款|交易)?(?:是)?(?:被)?(?:你们|银行)?(?:卡住|扣住|押住|压住|冻住|冻结|扣起|扣着|卡着|押着|扣押)(?:了|的|吗|没有|没|啊|呀|呢)*$`), nil},
	{AnyToday, wording.MustCompile(`^(?:那|请问|我|的)*(?:今天|今日)(?:还|仲|的)*(?:会不会|会唔会|有没有|有无|会)?(?:有|再有)?(?:钱|款|数|账)(?:会)?(?:到账|到|入账|入|进账|进来|进|来|打过来|过来)(?:吗|么|没有|没|啊|呀|呢|了)*$|^(?:那|请问)*(?:有没有|有无)(?:钱|款|数)(?:到账|到|入账|入|进账|进来|进|来|打过来|过来)(?:啊|呀|呢)*(?:今天|今日)(?:啊|呀|呢)*$`), nil},
}

// WorryOf tells what a message asks of money of which too little is seen, or none; it
// names no sum.
func WorryOf(text string) Worry {
	s := plain(text)
	for _, w := range worries {
		if w.form.MatchString(s) && (w.no == nil || !w.no.MatchString(s)) {
			return w.is
		}
	}
	return NoWorry
}
