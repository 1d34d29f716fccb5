package understand

import "moneytrail/handlers/understand/wording"

// noInsult is what has a word of abuse in it and is none.
var noInsult = wording.MustCompile(`流氓兔|垃圾(?:清运|清理|袋|桶|处理|分类|回收|站|车)|狗(?:粮|狗|不理|肉|咖)|(?:热|宠物|遛|养)狗`)

var (
	complains = wording.MustCompile(`(?:要|想|正式|必须|来|去|我)投诉(?:你|客服|公司|平台|他们|这|$|[!！,，。.~ ])|投诉你|^投诉(?:你|客服|$|[!！,，。.])|` +
		`\b(?:(?:make|file|lodge|raise|submit|register)(?: an?)?(?: formal| official)? complaint|formal complaint|official complaint|(?:want|like|going|need|wish|have) to complain|(?:i am|i'm|im|we are|we're) complaining)\b|^complaint\b`)
	complainedOf = wording.MustCompile(`(?:客人|顾客|客户|消费者|持卡人|有人|被|他|她).{0,6}投诉|\b(?:customer|buyer|cardholder|he|she|they)\b.{0,24}complain`)

	insults = wording.MustCompile(`你们?(?:[^,，。!！]{0,6})(?:骗子|骗人|骗钱|诈骗|黑公司|黑平台|流氓|强盗|土匪|小偷|不要脸|王八|混蛋|垃圾|狗|吸血|黑心|坑人|坑钱|缺德|什么东西|干什么吃的|吃干饭)|(?:骗子|诈骗|黑心|垃圾|流氓|强盗)(?:公司|平台|客服|机器人)|(?:操|草|艹|日|干)你(?:妈|娘|大爷|全家|祖宗|[，,。！! ]|们?$)|你(?:妈|大爷)(?:逼|的(?:$|[^店铺摊馆卡钱账号名]))|去死吧|` +
		`\b(?:you(?:re| are|'re)?(?: guys| people| all| lot)?(?: are)?(?: all| a| an| bunch| of| just| fucking| bloody| total| nothing| but)* ?(?:scam\w*|thie(?:f|ves)|crooks?|frauds?|fraudsters?|liars?|criminals?|robbers?|cheats?|idiots?|useless|pathetic|stealing|robbing|ripping)|your company is (?:a )?(?:scam|fraud)|f+u+c+k (?:you|off)|screw you|go to hell|ass ?holes?|bastards?)\b`)
	// called opens with a name for us, and then demands the money or says nothing more.
	called  = wording.MustCompile(`^[ !！,，。.]*(?:你们)?(?:这|一|这帮|这群|一群|一帮|都是|全是|大|死|臭|些|个)*(?:骗子|强盗|流氓|土匪|小偷|垃圾|混蛋|王八蛋|黑心)(?:们)?[ !！,，。.~?？]*(.*)$|^[ !,.]*(?:you )?(?:fucking |bloody |damn |bunch of )?(?:scammers?|thieves|thief|crooks|frauds|liars|robbers|scam)\b[ !,.]*(.*)$`)
	demands = wording.MustCompile(`^$|^(?:快|赶紧|马上|立刻|还|退|给|钱|把.{0,4}[钱款].{0,3}[还给退打]|什么时候|我的钱|到底|怎么|为什么|都)|还我|还钱|退钱|给钱|^(?:give|pay|return|i want|where|my money|when|send|release|you)\b`)
	// others is of a fraud that somebody else did or tries.
	others  = wording.MustCompile(`电话|短信|链接|客人|顾客|客户|收银|店员|员工|转账|转钱|验证码|密码|骗我|骗了我|被骗|遇到|碰到|自称|冒充|盗刷|被盗|盗用|\b(?:customer|caller|called me|phone|sms|link|email|cashier|employee|someone|somebody|pin|otp|code)\b`)
	cursing = wording.MustCompile(`妈的|妈逼|妈了个|傻逼|煞笔|傻b|狗日|卧槽|我靠(?:$|[ ,，!！。~]|怎么|咋|为什么|又|还)|滚蛋|滚犊|他娘|有病吧|\b(?:fuck\w*|wtf|shit\w*|bullshit|damn|crap)\b`)
)
