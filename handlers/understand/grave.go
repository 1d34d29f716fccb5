package understand

import (
	"regexp"
	"strings"

	"moneytrail/handlers/understand/script"
)

// Grave is what makes a message one that a person has to see, whatever it asks.
type Grave string

// Kinds of grave messages, the gravest last.
const (
	NotGrave  Grave = ""
	Insult    Grave = "insult"    // the product's own side is sworn at, or called a fraud
	Complaint Grave = "complaint" // a complaint is made, of us
	Legal     Grave = "legal"     // police, court, lawyer, regulator or press are to hear of it
	CardKept  Grave = "card_kept" // a terminal does not give a card back
	Danger    Grave = "danger"    // violence, done or threatened
	SelfHarm  Grave = "self_harm" // somebody speaks of taking their life
)

// Urgent tells whether a person has to see it now.
func (g Grave) Urgent() bool { return g != NotGrave && g != Insult }

// Endangers tells whether somebody's life or health may be at stake.
func (g Grave) Endangers() bool { return g == Danger || g == SelfHarm }

var (
	selfHarm = regexp.MustCompile(`不想活|不活了|活着没意思|活不下去|没法活|想死|去死算|死给(?:你|他)|死在(?:你|这|公司)|跳楼|自杀|自尽|上吊|喝农药|喝药|割腕|轻生|寻短见|了断自己|` +
		`\b(?:kill(?:ing)? myself|end(?:ing)? my life|ending it all|end it all|suicid\w*|want(?:ed)? to die|(?:do not|dont|don't) want to live|no reason to live|hang myself|hurt myself|harm myself|take my (?:own )?life|better off dead)\b`)
	cardKept = regexp.MustCompile(`吞卡|吞(?:了|掉|进).{0,8}卡|卡(?:片)?.{0,8}(?:吞了|吞掉|被吞|吞进|吞下)|(?:卡|卡片)(?:插|卡)在.{0,4}(?:里|机器|终端).{0,6}(?:拿|取|拔|退|出)不|卡(?:片)?(?:拿|取|拔|退)不(?:出|下)来|` +
		`\b(?:swallow\w*|ate|eaten|kept|trapped) (?:the |my |a |his |her |our |customer'?s? |client'?s? |guest'?s? )*card\b|\bcard (?:is |got |has been |was |gets |has got )?(?:stuck|swallowed|eaten|trapped|jammed)\b`)
	// shopDies: it is the business that cannot live on, or prices that jump.
	shopDies = regexp.MustCompile(`(?:店|生意|买卖|公司|摊子|摊|厂).{0,6}(?:活不下去|没法活|不活了|想死)|跳楼(?:价|甩卖|大甩卖|清仓)|活不下去的?店`)

	danger = regexp.MustCompile(`(?:砍|杀|捅|宰|弄死|打死|搞死|整死)(?:死|了|掉)?(?:你|他们|客服|人|全家)|(?:烧|炸|砸|掀)(?:了|掉|烂)(?:你|他们|公司|店|办公|客服|我)|放火|同归于尽|出人命|(?:拿|带|持|动)(?:着)?(?:刀|枪|汽油|家伙)|抢劫|被抢|抢(?:了)?(?:我|收银|现金|钱箱|钱柜)|打起来|砸店|堵(?:在)?门口?(?:打|骂|闹)|(?:客人|顾客|有人|他们|他|她).{0,10}(?:打我|打人|要打|动手|威胁我|掐)|` +
		`\b(?:robbed|robbery|robber|held up|hold-?up|gun ?point|knife ?point|(?:with|has|have|got|pulled) a (?:gun|knife)|attack(?:ing|ed) (?:me|us|my|our|staff)|being attacked|(?:hit|hits|hitting|beat|beats|beating|punch\w*) (?:me|us|my staff|the cashier)|threaten\w* (?:me|us|to kill|to hurt|my|our)|(?:kill|shoot|stab|hurt) (?:you|him|her|them|someone|somebody)|burn (?:it |you |the place |your \w+ )?down|blow (?:it|you|your \w+) up)\b`)

	legal = regexp.MustCompile(`(?:我|我们|老子|马上|现在|再不|这就|就|要|只好|只能|准备|去|等着).{0,8}(?:报警|报案|起诉|打官司|告(?:你|死)|去法院|上法院|找律师|请律师|律师函|法律途径|走法律|走司法|找警察|叫警察|喊警察|找公安|找经侦)|(?:法庭|法院)(?:上)?见|(?:起诉|曝光|举报|状告)你|` +
		`(?:银保监|保监|金管局|金融监管|监管局|监管部门|监管机构|人民银行|人行|央行|银联|市监局|工商局|市场监管|消协|消费者协会|12315|12363|12378|12345|信访|纪委|金管|金融办).{0,8}(?:投诉|举报|反映|告|说)|(?:投诉|举报|反映|告|捅).{0,4}(?:到|给|去|向)?(?:银保监|金管|金融监管|监管|人民银行|人行|央行|银联|市监|工商|消协|消费者协会|12315|12363|12378|12345|信访|法院)|(?:找|叫|喊)(?:记者|媒体|电视台)|(?:抖音|微博|网上|小红书|朋友圈).{0,4}曝光|` +
		`\b(?:(?:i|we|ill|i'll|well|we'll|will|gonna|going to|want to|have to) sue|sue you|see you in court|(?:take|taking|bring) (?:you|this) to court|go(?:ing)? to court|legal action|lawsuit|press charges|small claims|ombudsman|(?:report|reporting) (?:you|this company|your company)|regulators?|my (?:lawyer|solicitor|attorney)|(?:call|calling|tell|get|getting|go to|going to|contact) (?:a lawyer|the police|the cops|the press|the newspaper|the authorities|the media)|trading standards|consumer protection)\b`)
	// legalAsked only asks whether or how, or others do it, or it is done.
	legalAsked = regexp.MustCompile(`(?:要不要|需不需要|需要|该不该|用不用|是否|怎么|如何|可以|能不能|是不是要)去?报|要去?报(?:警|案)(?:吗|么|[?？])|(?:客人|顾客|客户|对方|他|她).{0,6}(?:报警|报案|起诉|找律师)|(?:已经|已|昨天|刚)报(?:了)?(?:警|案)|\b(?:should|do|must) (?:i|we) (?:call|go to|tell|report)|(?:customer|he|she|they|buyer) .{0,20}(?:police|court|lawyer|sue)`)

	complains = regexp.MustCompile(`(?:要|想|正式|必须|来|去|我)投诉(?:你|客服|公司|平台|他们|这|$|[!！,，。.~ ])|投诉你|^投诉(?:你|客服|$|[!！,，。.])|` +
		`\b(?:(?:make|file|lodge|raise|submit|register)(?: an?)?(?: formal| official)? complaint|formal complaint|official complaint|(?:want|like|going|need|wish|have) to complain|(?:i am|i'm|im|we are|we're) complaining)\b|^complaint\b`)
	complainedOf = regexp.MustCompile(`(?:客人|顾客|客户|消费者|持卡人|有人|被|他|她).{0,6}投诉|\b(?:customer|buyer|cardholder|he|she|they)\b.{0,24}complain`)

	insults = regexp.MustCompile(`你们?(?:[^,，。!！]{0,6})(?:骗子|骗人|骗钱|诈骗|黑公司|黑平台|流氓|强盗|土匪|小偷|不要脸|王八|混蛋|垃圾|狗|吸血|黑心|坑人|坑钱|缺德|什么东西|干什么吃的|吃干饭)|(?:骗子|诈骗|黑心|垃圾|流氓|强盗)(?:公司|平台|客服|机器人)|(?:操|草|艹|日|干)你|你(?:妈|大爷)(?:的|逼)|去死吧|` +
		`\b(?:you(?:re| are|'re)?(?: guys| people| all| lot)?(?: are)?(?: all| a| an| bunch| of| just| fucking| bloody| total| nothing| but)* ?(?:scam\w*|thie(?:f|ves)|crooks?|frauds?|fraudsters?|liars?|criminals?|robbers?|cheats?|idiots?|useless|pathetic|stealing|robbing|ripping)|your company is (?:a )?(?:scam|fraud)|f+u+c+k (?:you|off)|screw you|go to hell|ass ?holes?|bastards?)\b`)
	// called opens with a name for us, and then demands the money or says nothing more.
	called  = regexp.MustCompile(`^[ !！,，。.]*(?:你们)?(?:这|一|这帮|这群|一群|一帮|都是|全是|大|死|臭|些|个)*(?:骗子|强盗|流氓|土匪|小偷|垃圾|混蛋|王八蛋|黑心)(?:们)?[ !！,，。.~?？]*(.*)$|^[ !,.]*(?:you )?(?:fucking |bloody |damn |bunch of )?(?:scammers?|thieves|thief|crooks|frauds|liars|robbers|scam)\b[ !,.]*(.*)$`)
	demands = regexp.MustCompile(`^$|^(?:快|赶紧|马上|立刻|还|退|给|钱|把.{0,4}[钱款].{0,3}[还给退打]|什么时候|我的钱|到底|怎么|为什么|都)|还我|还钱|退钱|给钱|^(?:give|pay|return|i want|where|my money|when|send|release|you)\b`)
	// others is of a fraud that somebody else did or tries.
	others  = regexp.MustCompile(`电话|短信|链接|客人|顾客|客户|收银|店员|员工|转账|转钱|验证码|密码|骗我|骗了我|被骗|遇到|碰到|自称|冒充|盗刷|被盗|盗用|\b(?:customer|caller|called me|phone|sms|link|email|cashier|employee|someone|somebody|pin|otp|code)\b`)
	cursing = regexp.MustCompile(`妈的|妈逼|妈了个|傻逼|煞笔|傻b|狗日|卧槽|我靠|滚蛋|滚犊|他娘|有病吧|\b(?:fuck\w*|wtf|shit\w*|bullshit|damn|crap)\b`)
)

// graveOf reads how grave a message is; asks: it asks something of its own that
// a curse only accompanies.
func graveOf(text string, asks bool) Grave {
	s := strings.ReplaceAll(script.Plain(text), "’", "'")
	switch {
	case selfHarm.MatchString(s) && !shopDies.MatchString(s):
		return SelfHarm
	case danger.MatchString(s):
		return Danger
	case cardKept.MatchString(s):
		return CardKept
	case legal.MatchString(s) && !legalAsked.MatchString(s):
		return Legal
	case complains.MatchString(s) && !complainedOf.MatchString(s):
		return Complaint
	case others.MatchString(s):
		return NotGrave
	case insults.MatchString(s) || cursing.MatchString(s) && !asks:
		return Insult
	}
	if m := called.FindStringSubmatch(s); m != nil && demands.MatchString(m[1]+m[2]) {
		return Insult
	}
	return NotGrave
}
