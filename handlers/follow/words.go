package follow

import "strings"

// kind is what a word does in a question.
type kind int

const (
	filler   kind = iota
	why           // asks for the reason
	how           // asks for it where a matter is named: "how was it returned"
	what          // what, which
	meaning       // means
	when          // the day
	do            // what is to be done
	act           // doing, behind "what": need, send
	paper         // papers
	who           // who acts
	number        // a reference
	give          // asks to be told it
	sameDay       // the day itself
	not           // no, not
	own           // the merchant's own account, card or doing
	fault         // what may be wrong with those
	fine          // nothing is
	resend        // to send again what came back
	lost          // gone, or safe
	where         // where to
	blame         // whose fault
	next          // and then
	swipe         // to charge once more
	anew          // again
	charge        // charging a card
	customer      // the one who pays
	saying        // what to say
	tellTo        // telling somebody
	giveBack      // giving it back to the customer
	stands        // stands there, waits
	ignore        // doing nothing, sending nothing
	solve         // the end of the matter
	returned
	held
	short
	declined
	disputed
	waiting
)

// matters are the kinds of words that name one.
var matters = map[kind]Matter{returned: Returned, held: Held, short: Short, declined: Declined, disputed: Disputed, waiting: Waiting}

// lists are the words of each kind, simplified and in small letters.
var lists = map[kind]string{
	filler: "能进|进来|进|进账|过来|打过来|转过来|换好|换好了|咁|噉|行|不行|的|了|同|讲|咗|冇|唔|系|嘅|啲|个|只|着|用|行吗|可不可以|能不能|会不会|要不要|是不是|用不用|还是|一次|一遍|那个人|改好|改好了|弄好|弄好了|办好|好了|以后|之后|啊|呀|呢|吧|嘛|哦|哎|唉|喂|那|那么|这|这个|那个|这笔|那笔|这件事|这事|它|我|我们|你|你们|您|他们|她|银行|钱|款|款项|出款|交易|是|又|还|都|就|才|到底|究竟|请问|麻烦|说|说说|告诉|讲讲|一下|会|被|给|给我|要|得|能|可以|可|需要|到|到账|入账|收到|拿到|来|去|现在|然后|所以|但是|但|可是|不过|整|一|笔|在|有|吗|么|上|下|里|结算|付|付给|打|打给|放|处理|查|知道|想|也|再|该|应该|跟|把|让|最后|老板|这样|这么|那样|具体|大概|好|嗯|哈|吖|呐|" +
		"a|an|the|it|that|this|these|those|they|them|you|your|my|me|i|we|our|us|to|so|then|and|but|ok|okay|well|please|pls|tell|exactly|payment|money|payout|transaction|one|bank|from|for|of|on|in|at|with|by|is|was|were|are|be|been|being|do|does|did|can|could|will|would|should|has|have|had|still|yet|get|got|come|comes|came|arrive|arrives|arrived|paid|pay|s|m|re|ll|d|about|now|there|just|really|sir|hi|hello|know|want|like|up|here|go|goes|went|am|going|gonna|shall|may|might|must|sent|sending|if|or|any|ever|back|have to|need to|them out|more|wait a bit|until|till|before|after",
	why:     "这么慢|那么慢|太慢|好慢|慢|慢死了|这么久|那么久|太久|好久|这么迟|这么晚|咁慢|咁耐|拖|拖着|拖了|耽误|耽搁|为什么|点解|为啥|为何|凭什么|凭啥|怎么会|怎么回事|咋回事|什么原因|啥原因|原因|什么情况|啥情况|怎么了|咋了|咋的|怎么搞的|干嘛|因为什么|因为啥|why|how come|what for|what reason|reason|cause|whats the reason|what happened|whats wrong|what went wrong|what is wrong|whats going on|what is going on|take so long|takes so long|taking so long|took so long|take this long|taking this long|taking forever|takes forever|taking ages|so long|this long|slow|so slow|so late|delay|delayed|the hold up",
	how:     "点|怎么|咋|怎样|怎么样|咋样|点样|后果|影响|how|consequences|consequence",
	what:    "什么|啥|哪些|哪个|多少|哪几样|几样|what|whats|which|what kind of",
	meaning: "意思|叫|指|算|mean|means|meaning|meant",
	when:    "什么时候|啥时候|几时|何时|哪天|几号|多久|多长时间|几天|多少天|等多久|要等|when|whens|how long|how many days|how soon|what day|which day|eta|wait",
	do:      "怎么办|咋办|点做|点办|怎么做|要怎么做|该怎么做|我能做什么|能干嘛|可以干嘛|能干什么|可以干什么|该干嘛|要干嘛|现在干嘛|能干啥|要干啥|该干啥|能做点什么|怎么处理|怎么解决|怎么弄|怎么搞|如何处理|如何解决|做什么|做啥|干什么|办什么|what should i do|what do i do|what can i do|what must i do|what now|what next|how do i fix|how to fix|how can i fix|what do i need to do|next step|next steps",
	act:     "上传|传|upload|准备|提供|交|提交|补|补充|发|拿|带|办|做|need|needed|needs|send|provide|bring|prepare|submit|give you|require|required|show you",
	paper:   "资料|材料|文件|凭证|证明|证件|手续|东西|papers|paper|documents|document|docs|proof|evidence|paperwork|papers exactly|拍照|拍照片|拍个照|照片|相片|图片|photo|photos|picture|pictures|pic|pics|image|images|a photo|a picture",
	who:     "whose|谁负责|由谁负责|归谁管|谁管|归谁|谁跟进|谁|谁在|谁来|找谁|联系谁|问谁|哪个部门|who decides|who is deciding|who is responsible|who|whom|whos|who is handling|handling|handles|responsible|in charge|looking into|looking at|contact|call|ask",
	number:  "参考号|流水号|银行流水号|单号|编号|出款编号|凭证号|reference|reference number|ref|ref number|rrn|number|trace number",
	give:    "发我|给我看|报一下|报给我|给个|give me|show me|send me|tell me",
	sameDay: "当天|当日|同一天|当天到|当天到账|今天|t 0|same day|the same day|on the day|today|that day|same day payout|same day settlement",
	not:     "不|不是|没|没有|未|并没有|并不|从来没|not|no|never|isnt|wasnt|dont|doesnt|didnt|hasnt|havent|nothing",
	own:     "新卡|新的卡|新账户|新账号|new card|new account|账户|我账户|我的账户|卡|我的卡|我卡|银行卡|账号|户名|开户行|我的账号|执照|营业执照|身份证|account|bank account|card|name|details|account number|my account|my bank account|my card|my details|licence|license|business licence|business license|passport",
	fault:   "销户|注销|冻结|挂失|超限|超额|超限额|限额|过限额|错|写错|填错|问题|毛病|异常|过期|到期|换|换过|改|改过|变|closed|cancelled|expired|canceled|wrong|frozen|blocked|limit|over the limit|above the limit|a limit|problem|issue|changed|expired|wrong with",
	fine:    "正常|好好的|没问题|没毛病|没错|对的|是对的|能用|好的|正常的|没变|没动|一直没变|没换|没改|没销户|fine|ok|open|active|works|working|correct|right|valid|good|normal|all right|unchanged|still open",

	resend:   "重新打|重打|重新打款|重打款|再打|再打给|再打一次|重新出款|重新付款|重付|重发|补打款|再出款|再打款|重新转|再转一次|重新结算|resend|resent|send again|send it again|resend it|reissue|reissued|repay|pay it out again|pay again to me|retry the payout",
	lost:     "没了|丢|丢了|丢失|不见了|不见|消失|拿不到|拿不到了|要不回来|要得回来|拿得回来|拿得到|还在|安全|保险|打水漂|黄了|泡汤|白刷|没有了|lost|lose|lose it|losing|gone|gone for good|safe|disappear|disappeared|disappears|vanished|get it back|getting it back|ever get it|missing|会退回来|会不会退回来|能退回来|能不能退回来|退得回来|回得来|会回来|能回来|会不会回来|能拿回来|能要回来|will it come back|will this come back|will that come back|will the money come back|come back to me",
	where:    "哪里|哪儿|哪|邮箱|什么地方|边度|where|which address|email|what email",
	blame:    "责任|怪|搞错|弄错|的锅|赖|赖谁|谁的错|谁的问题|谁的责任|我的错|你们的错|银行的错|我的问题|你们的问题|银行的问题|是你们的问题|是银行的问题|负责任|fault|to blame|blame|do something wrong|done something wrong|did wrong|mess up|messed up|screwed up|mistake|responsible for this mess",
	next:     "然后呢|下一步|下一步呢|接下来|接下来呢|后面呢|再然后呢|再然后|之后呢|那之后|后续|后续呢|接着呢|and then|then what|what happens|what happens next|what happens now|whats next|what comes next|next|afterwards|what then",
	swipe:    "再刷|再刷一次|再刷一遍|再刷一下|重刷|重刷一次|重新刷|重新刷一次|再收一次|重新收款|重新收|再付一次|再付一遍|重新付|重新付一次|重新支付|再扫|再扫一次|重新扫|重新扫码|再试一次|再试|重试|补刷|再支付一次|多刷一次|swipe again|charge again|reswipe|re swipe|recharge|re run|rerun|double charge",
	anew:     "again|once more|one more time|a second time|twice|retry|redo",
	charge:   "swipe|charge|run|try|tap|scan|insert|pay|take|put it through|ring it up|ring",
	customer: "他|她|客人|客户|顾客|人家|对方|持卡人|买家|客|customer|customers|the customer|client|cardholder|buyer|guest|he|she|him|her",
	saying:   "怎么说|怎么讲|怎么解释|怎么回答|怎么回|怎么交代|怎么答复|怎么回复|如何解释|如何回答|解释|回答|交代|怎么跟|怎么和|怎么同|说什么|说啥|讲什么|点讲|点同|what do i say|what should i say|what do i tell|what should i tell|what can i tell|what to say|what to tell|what can i say|explain",
	tellTo:   "say|saying|问我|问|催|催我|不信|不走|不肯走|不肯|急了|发火|asks|asking|angry|insists",
	giveBack: "退给|退钱给|退回给|退还给|还给|refund him|refund her|refund them|refund the customer|give it back|give the money back",
	stands:   "站|站着|站在|等|等着|在等|还在等|等我|这里|这儿|门口|店里|柜台|面前|standing|stands|standing here|waits|still here|in front of me|at the counter|in the shop|in the store",
	ignore:   "不管|不管它|不理|不理它|不交|不补|不办|不发|不提供|不上传|不处理|不弄|不传|不给|唔交|唔理|什么都不做|啥也不做|ignore|ignore it|ignore them|ignoring|do nothing|dont do anything|do not do anything|dont send|do not send|dont provide|dont give|dont upload|send nothing|dont bother",
	solve:    "解决|解决得了|解决不了|解决好|处理好|处理完|搞定|弄完|办完|了结|fix|fixed|be fixed|solve|solved|resolve|resolved|sorted|sorted out|cleared up",
	returned: "退回|退回来|退回去|退票|打回|打回来|退|退了|退款失败|被退|拒收|returned|bounced|sent back|came back|come back|bounce|return|rejected|send it back|sent it back|reject|go back|went back",
	held:     "扣|扣住|扣着|扣下|扣留|扣了|扣我|扣我钱|压|压着|压住|冻|冻住|冻着|卡住|卡着|暂缓|风控|扣押|不放|不给|held|hold|on hold|holding|frozen for|freeze|stuck|withheld|blocked from|review|under review|release|released|releasing",
	short:    "比我刷的|比我收的|比刷的|比收的|比我卖的|比卖的|than i took|than i sold|than i charged|than my sales|少|少了|少给|缺|差额|不够|short|less|missing some|deducted|lower",
	declined: "失败|没成功|不成功|没刷成|刷不成|拒绝|failed|fail|declined|decline|unsuccessful|didnt go through|not go through",
	disputed: "拒付|调单|要回去|要回|chargeback|disputed|dispute|retrieval|charged back",
	waiting:  "结转|攒|攒着|留着|留到下次|转到下次|carried|carried over|kept|waiting|carry over",
}

// table is lists the other way round. A phrase of two kinds has the first in the
// order of the kinds.
var table = func() map[string]kind {
	out := map[string]kind{}
	for k := filler; k <= waiting; k++ {
		for phrase := range strings.SplitSeq(lists[k], "|") {
			if _, twice := out[phrase]; !twice {
				out[phrase] = k
			}
		}
	}
	return out
}()
